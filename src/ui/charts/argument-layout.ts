import { boxOf, type ArgumentBox } from './argument-boxes.ts';
import { wayTo, type ArgumentData, type ArgumentRelation } from './argument-parts.ts';
import type { Way } from './bow-tie-parts.ts';

/*
 * Where the boxes and lines of an argument stand: pixels of a picture that is as wide as a page. From the top down where that
 * fits; else from left to right, where any number of claims has room below each other. Pure: whoever calls it says how boxes
 * are placed.
 */

export const WIDTH = 1216;
const GAP = { across: 16, down: 44 } as const;
/** Between ranks that lie beside each other. */
const COLUMN = 44;
const ARROW = 9;

export type Direction = 'down' | 'right';

/** What has to be placed: boxes with their sizes, and what stands before what; those of a group stand in one rank. */
export interface ToPlace {
  readonly direction: Direction;
  readonly nodes: readonly { readonly id: string; readonly width: number; readonly height: number }[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
  readonly beside: readonly { readonly id: string; readonly others: readonly string[] }[];
  readonly gap: { readonly within: number; readonly between: number };
}

/** The middles of the boxes, in pixels from the top left. */
export type Places = ReadonlyMap<string, { readonly x: number; readonly y: number }>;
export type Placer = (what: ToPlace) => Places;

export interface PlacedBox extends ArgumentBox {
  /** Its middle across, and its top. */
  readonly x: number;
  readonly y: number;
}

export interface PlacedRelation {
  readonly path: string;
  /** The points of its arrow. */
  readonly arrow: string;
  readonly sort: ArgumentRelation['sort'];
  readonly way: Way;
  readonly from: string;
  readonly to: string;
}

export interface ArgumentLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly PlacedBox[];
  /** Thin ones first: what stands open lies above. */
  readonly lines: readonly PlacedRelation[];
}

/** Puts an argument in its place. @param about the claim that the picture is about */
export function layArgument(data: ArgumentData, about: string, place: Placer): ArgumentLayout {
  const boxes = data.parts.map((part) => boxOf(part, part.id === about));
  const down = laid(data, boxes, 'down', place);
  return down.width <= WIDTH ? centred(down) : centred(laid(data, boxes, 'right', place));
}

function laid(data: ArgumentData, boxes: readonly ArgumentBox[], direction: Direction, place: Placer): ArgumentLayout {
  const beside = Map.groupBy(
    data.relations.filter(({ sort }) => sort !== 'supports'),
    ({ sort, from, to }) => (sort === 'context' ? from : to),
  );
  const places = place({
    direction,
    nodes: boxes.map(({ part, width, height }) => ({ id: part.id, width, height })),
    edges: data.relations.filter(({ sort }) => sort === 'supports'),
    beside: [...beside].map(([id, all]) => ({
      id,
      others: all.map(({ sort, from, to }) => (sort === 'context' ? to : from)),
    })),
    gap: direction === 'down' ? { within: GAP.across, between: GAP.down } : { within: GAP.across, between: COLUMN },
  });
  const placed = boxes.map((box): PlacedBox => {
    const at = places.get(box.part.id)!;
    return { ...box, x: at.x, y: at.y - box.height / 2 };
  });
  const left = Math.min(...placed.map(({ x, width }) => x - width / 2));
  const top = Math.min(...placed.map(({ y }) => y));
  const moved = placed.map((box) => ({ ...box, x: round(box.x - left), y: round(box.y - top + 2) }));
  return {
    width: Math.ceil(Math.max(...moved.map(({ x, width }) => x + width / 2))),
    height: Math.ceil(Math.max(...moved.map(({ y, height }) => y + height)) + 4),
    boxes: moved,
    lines: linesOf(data, moved, direction),
  };
}

/** In the middle of a page: a small one is not blown up. */
function centred(layout: ArgumentLayout): ArgumentLayout {
  if (layout.width >= WIDTH) return layout;
  const by = round((WIDTH - layout.width) / 2);
  const boxes = layout.boxes.map((box) => ({ ...box, x: box.x + by }));
  return { ...layout, width: WIDTH, boxes, lines: layout.lines.map((line) => ({ ...line, ...shifted(line, by) })) };
}

function shifted({ path, arrow }: PlacedRelation, by: number): Pick<PlacedRelation, 'path' | 'arrow'> {
  const move = (text: string) =>
    text.replaceAll(/(-?[\d.]+) (-?[\d.]+)/gu, (_all, x: string, y: string) => `${round(Number(x) + by)} ${y}`);
  return { path: move(path), arrow: move(arrow) };
}

const THIN_FIRST: readonly Way[] = ['closed', 'maybe', 'open'];

function linesOf(data: ArgumentData, boxes: readonly PlacedBox[], direction: Direction): PlacedRelation[] {
  const all = new Map(boxes.map((box) => [box.part.id, box]));
  return data.relations
    .flatMap((relation): PlacedRelation[] => {
      const [from, to] = [all.get(relation.from), all.get(relation.to)];
      if (!from || !to) return [];
      const way = relation.sort === 'supports' ? wayTo(to.part) : 'closed';
      const points = relation.sort === 'supports' ? supporting(from, to, direction) : sideways(from, to);
      return [{ ...drawn(points), sort: relation.sort, way, from: relation.from, to: relation.to }];
    })
    .toSorted((a, b) => THIN_FIRST.indexOf(a.way) - THIN_FIRST.indexOf(b.way));
}

type Point = readonly [x: number, y: number];

/** From a claim to what supports it: out, along a rail that all share, and in. */
function supporting(from: PlacedBox, to: PlacedBox, direction: Direction): Point[] {
  if (direction === 'down') {
    const [start, finish] = [from.y + from.height, to.y];
    // Of what it leaves, and not of what it reaches: boxes of one rank are of different heights.
    const rail = start + GAP.down / 2;
    return from.x === to.x
      ? [
          [from.x, start],
          [to.x, finish],
        ]
      : [
          [from.x, start],
          [from.x, rail],
          [to.x, rail],
          [to.x, finish],
        ];
  }
  const [start, finish] = [from.x + from.shape.width / 2, to.x - to.shape.width / 2];
  const [high, low] = [from.y + from.shape.height / 2, to.y + to.shape.height / 2];
  const rail = start + COLUMN / 2;
  return high === low
    ? [
        [start, high],
        [finish, low],
      ]
    : [
        [start, high],
        [rail, high],
        [rail, low],
        [finish, low],
      ];
}

/** Between a claim and what stands beside it, above it or below it. */
function sideways(from: PlacedBox, to: PlacedBox): Point[] {
  const apart = Math.abs(from.x - to.x) - (from.width + to.width) / 2;
  if (apart >= 0) {
    const right = to.x > from.x;
    const high = from.y + from.shape.height / 2;
    const low = to.y + to.shape.height / 2;
    const start = from.x + ((right ? 1 : -1) * from.shape.width) / 2;
    const finish = to.x - ((right ? 1 : -1) * to.shape.width) / 2;
    const middle = (start + finish) / 2;
    return high === low
      ? [
          [start, high],
          [finish, low],
        ]
      : [
          [start, high],
          [middle, high],
          [middle, low],
          [finish, low],
        ];
  }
  const below = to.y > from.y;
  return [
    [from.x, below ? from.y + from.shape.height : from.y],
    [to.x, below ? to.y : to.y + to.height],
  ];
}

function drawn(points: readonly Point[]): Pick<PlacedRelation, 'path' | 'arrow'> {
  const [before, end] = [points.at(-2)!, points.at(-1)!];
  const length = Math.hypot(end[0] - before[0], end[1] - before[1]) || 1;
  const [dx, dy] = [(end[0] - before[0]) / length, (end[1] - before[1]) / length];
  const foot: Point = [end[0] - dx * ARROW, end[1] - dy * ARROW];
  const side = ARROW * 0.55;
  const corners: Point[] = [
    end,
    [foot[0] - dy * side, foot[1] + dx * side],
    [foot[0] + dy * side, foot[1] - dx * side],
  ];
  const line = [...points.slice(0, -1), foot];
  const said = (point: Point) => `${round(point[0])} ${round(point[1])}`;
  return { path: `M${line.map(said).join('L')}`, arrow: corners.map(said).join(', ') };
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
