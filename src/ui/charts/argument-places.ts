import type { Placer, Places, ToPlace } from './argument-layout.ts';

/*
 * Graphviz places the boxes of an argument; it draws nothing. It is loaded with the first picture, and once.
 */

type Viz = Awaited<ReturnType<(typeof import('@viz-js/viz'))['instance']>>;

let loaded: Promise<Viz> | null = null;

/** Pixels of an inch, as Graphviz counts them. */
const INCH = 72;

/** Places boxes by Graphviz. */
export async function placer(): Promise<Placer> {
  loaded ??= import('@viz-js/viz').then(({ instance }) => instance());
  const viz = await loaded;
  return (what) => placesIn(viz.renderJSON(graphOf(what), { engine: 'dot', yInvert: true }), what);
}

interface Answer {
  readonly objects?: readonly { readonly name: string; readonly pos?: string }[];
}

function graphOf({ direction, nodes, edges, beside, gap }: ToPlace) {
  const names = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const name = (id: string) => names.get(id)!;
  const known = ({ from, to }: { readonly from: string; readonly to: string }) => names.has(from) && names.has(to);
  return {
    directed: true,
    graphAttributes: {
      rankdir: direction === 'down' ? 'TB' : 'LR',
      nodesep: gap.within / INCH,
      ranksep: gap.between / INCH,
      ordering: 'out',
      // Where it stops looking for a better place: without these, a web of long lines holds up a server for minutes.
      nslimit: 4,
      nslimit1: 4,
      mclimit: 0.2,
    },
    nodes: nodes.map(({ id, width, height }) => ({
      name: name(id),
      attributes: { shape: 'box', fixedsize: true, width: width / INCH, height: height / INCH, label: '' },
    })),
    edges: [
      ...edges.filter(known).map(({ from, to }) => ({ tail: name(from), head: name(to) })),
      ...beside.flatMap(({ id, others }) =>
        others
          .filter((other) => names.has(other) && names.has(id))
          .map((other) => ({ tail: name(id), head: name(other), attributes: { constraint: false } })),
      ),
    ],
    subgraphs: beside.map(({ id, others }, index) => ({
      name: `beside${index}`,
      graphAttributes: { rank: 'same' },
      nodes: [id, ...others].filter((one) => names.has(one)).map((one) => ({ name: name(one) })),
    })),
  };
}

function placesIn({ objects = [] }: Answer, { nodes }: ToPlace): Places {
  const at = new Map(
    objects.flatMap(({ name, pos }) => {
      const [x, y] = (pos ?? '').split(',').map(Number);
      return x === undefined || y === undefined || Number.isNaN(y) ? [] : [[name, { x, y }] as const];
    }),
  );
  return new Map(nodes.map(({ id }, index) => [id, at.get(`n${index}`) ?? { x: 0, y: 0 }]));
}
