import { controlBox, emptyBox, endBox, hazardBox, noControlBox, type Box } from './bow-tie-boxes.ts';
import { strandsOf, worstWay, type BowTieData, type BowTieSide, type Strand, type Way } from './bow-tie-parts.ts';

/*
 * Where the boxes and lines of a bow-tie stand: pixels of a picture that is as wide as a page. Pure, and the same for the same
 * data. A line that leaves a control says how the way behind it stands; one that reaches a control is thin.
 */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line; or a part of one that several share. */
export interface PlacedLine {
  readonly path: string;
  readonly start: Point;
  readonly finish: Point;
  readonly way: Way;
  /** The box that it leaves; null where it goes on from a rail, which all lines of its strand share. */
  readonly from: string | null;
  /** The box that it reaches; null where it ends at that rail. */
  readonly to: string | null;
  /** All boxes whose ways it is a part of: those on its left, and those on its right. */
  readonly leaves: readonly string[];
  readonly reaches: readonly string[];
}

export interface BowTieLayout {
  readonly width: number;
  readonly height: number;
  /** Heads of columns. */
  readonly titles: readonly (Point & { readonly text: string })[];
  readonly boxes: readonly Box[];
  /** Thin ones first: what stands open lies above. */
  readonly lines: readonly PlacedLine[];
}

export const WIDTH = 1216;
const COLUMN = { ends: [0, 988], barriers: [272, 716], hazard: 534 } as const;
const BOX = 228;
const HAZARD = 148;
const GAP = 16;
/** Above the boxes stand the heads of their columns. */
const TITLES = 34;
/** The hazard grows with the columns beside it, so that lines never lie in a heap. So much lower it stays. */
const LOWER = 280;
/** From the corner of the hazard to the first line that can reach it. */
const CORNER = 16;

/** Puts a bow-tie in its place. */
export function layBowTie({ causes, hazard, harm }: BowTieData): BowTieLayout {
  const sides = [measured(causes, 0), measured(harm, 1)] as const;
  const own = hazardBox({ key: 'hazard', x: COLUMN.hazard, width: HAZARD }, hazard);
  const tall = Math.max(sides[0].height, sides[1].height, own.height);
  const height = Math.max(own.height, tall - LOWER);
  const middle = { ...own, height, y: TITLES + (tall - height) / 2 };
  const [left, right] = [placed(sides[0], tall), placed(sides[1], tall)];
  const titles = [
    { x: COLUMN.ends[0], text: causes.title },
    { x: COLUMN.barriers[0], text: causes.controlsTitle },
    { x: COLUMN.hazard, text: 'Hazard' },
    { x: COLUMN.barriers[1], text: harm.controlsTitle },
    { x: COLUMN.ends[1], text: harm.title },
  ];
  const lines = [...causeLines(left, middle, tall), ...harmLines(right, middle, tall)];
  return {
    width: WIDTH,
    // The thickest border goes over the edge of its box.
    height: TITLES + tall + 2,
    titles: titles.map((title) => ({ ...title, y: 16 })),
    boxes: [...boxesOf(left), middle, ...boxesOf(right)],
    lines: lines.toSorted((a, b) => THIN_FIRST.indexOf(a.way) - THIN_FIRST.indexOf(b.way)),
  };
}

const THIN_FIRST: readonly Way[] = ['closed', 'maybe', 'open'];

// --- Boxes ---------------------------------------------------------------------------------------------------------

/** A strand with its boxes: those of its ends and of its barriers, in their order. */
interface Placed {
  readonly strand: Strand;
  readonly ends: readonly Box[];
  readonly barriers: readonly Box[];
}

interface Side {
  readonly height: number;
  readonly strands: readonly (Placed & { readonly height: number })[];
}

const NO_STRAND: Strand = { ends: [], barriers: [], complete: true };

/** The boxes of a side, each as high as it has to be. */
function measured(side: BowTieSide, at: 0 | 1): Side {
  const name = at === 0 ? 'cause' : 'harm';
  const [x, barrierX] = [COLUMN.ends[at], COLUMN.barriers[at]];
  const strands = strandsOf(side).map((strand) => {
    const ends = strand.ends.map((end) => endBox({ key: `${name}-${end}`, x, width: BOX }, side.ends[end]!));
    const barriers = strand.barriers.map(({ control }) =>
      control
        ? controlBox({ key: `${name}-${control.name}`, x: barrierX, width: BOX }, control)
        : noControlBox({ key: `${name}-none-${strand.ends[0]}`, x: barrierX, width: BOX }, side.noControl),
    );
    const height = Math.max(stackHeight(ends), stackHeight(barriers));
    if (ends.length !== 1 || barriers.length !== 1) return { strand, ends, barriers, height };
    // Two that stand beside each other are of one height.
    const high = (box: Box) => ({ ...box, height });
    return { strand, ends: ends.map(high), barriers: barriers.map(high), height };
  });
  if (side.ends.length === 0) {
    const none = emptyBox({ key: `${name}-empty`, x, width: BOX }, side.none);
    strands.unshift({ strand: NO_STRAND, ends: [none], barriers: [], height: none.height });
  }
  return { strands, height: strands.reduce((sum, { height }) => sum + height + GAP, -GAP) };
}

function stackHeight(boxes: readonly Box[]): number {
  return boxes.reduce((sum, box) => sum + box.height + GAP, -GAP);
}

/**
 * Strand below strand, the whole in the middle of the picture, or near its top where the other side is much longer: they are
 * to be seen together. In each strand, both columns stand in its middle.
 */
function placed({ strands, height }: Side, tall: number): Placed[] {
  let top = TITLES + Math.min((tall - height) / 2, LOWER / 2);
  return strands.map(({ strand, height: own, ...boxes }) => {
    const at = top;
    top += own + GAP;
    return { strand, ends: stacked(boxes.ends, at, own), barriers: stacked(boxes.barriers, at, own) };
  });
}

function stacked(boxes: readonly Box[], top: number, height: number): Box[] {
  let y = top + (height - stackHeight(boxes)) / 2;
  return boxes.map((box) => {
    const here = { ...box, y };
    y += box.height + GAP;
    return here;
  });
}

function boxesOf(strands: readonly Placed[]): Box[] {
  return strands.flatMap(({ ends, barriers }) => [...ends, ...barriers]);
}

// --- Lines ---------------------------------------------------------------------------------------------------------

function causeLines(strands: readonly Placed[], hazard: Box, tall: number): PlacedLine[] {
  const before = strands.flatMap((one) => between(one, 'causes'));
  const into = strands.flatMap(({ barriers }) =>
    barriers.map((box) => curve(box, hazard, rightOf(box), { x: hazard.x, y: onHazard(hazard, box, tall) }, box.way)),
  );
  return [...before, ...into];
}

function harmLines(strands: readonly Placed[], hazard: Box, tall: number): PlacedLine[] {
  const out = strands.flatMap(({ barriers }) =>
    barriers.map((box) => {
      const start = { x: hazard.x + hazard.width, y: onHazard(hazard, box, tall) };
      return curve(hazard, box, start, leftOf(box), box.kind === 'none' ? box.way : 'closed');
    }),
  );
  return [...out, ...strands.flatMap((one) => between(one, 'harm'))];
}

/** Where a line meets the hazard: in the order of the boxes, so that none crosses another. */
function onHazard(hazard: Box, box: Box, tall: number): number {
  const share = (box.y + box.height / 2 - TITLES) / tall;
  return hazard.y + CORNER + share * (hazard.height - 2 * CORNER);
}

/** The lines between the ends and the barriers of a strand. */
function between({ strand, ends, barriers }: Placed, side: 'causes' | 'harm'): PlacedLine[] {
  const wayOfBarrier = (box: Box): Way => (side === 'harm' || box.kind === 'none' ? box.way : 'closed');
  if (strand.complete && ends.length > 1 && barriers.length > 1) {
    const [from, to] = side === 'causes' ? [ends, barriers] : [barriers, ends];
    return rail(from, to, side === 'harm' ? from.map(wayOfBarrier) : from.map(() => 'closed'));
  }
  const pairs = strand.barriers.flatMap(({ ends: named }, index) => {
    const box = barriers[index]!;
    return named.map((end) => {
      const other = ends[strand.ends.indexOf(end)]!;
      const [from, to] = side === 'causes' ? [other, box] : [box, other];
      return { from, to, way: wayOfBarrier(box) };
    });
  });
  const leaving = Map.groupBy(pairs, (pair) => pair.from);
  const reaching = Map.groupBy(pairs, (pair) => pair.to);
  return pairs.map(({ from, to, way }) => {
    const start = {
      x: from.x + from.width,
      y: port(
        from,
        to,
        leaving.get(from)!.map((pair) => pair.to),
      ),
    };
    const finish = {
      x: to.x,
      y: port(
        to,
        from,
        reaching.get(to)!.map((pair) => pair.from),
      ),
    };
    return curve(from, to, start, finish, way);
  });
}

/** Where a line meets the side of a box: several share it in the order of the boxes at their other ends. */
function port(box: Box, other: Box, others: readonly Box[]): number {
  const above = others.filter((one) => one.y < other.y).length;
  return box.y + (box.height * (above + 1)) / (others.length + 1);
}

/**
 * All of one column to all of the next: stubs to a rail between them, and from it, in place of a line for each pair. What goes
 * on from the rail stands as the worst that reaches it.
 */
function rail(from: readonly Box[], to: readonly Box[], ways: readonly Way[]): PlacedLine[] {
  const worst = worstWay(ways);
  const x = (rightOf(from[0]!).x + to[0]!.x) / 2;
  const heights = [...from, ...to].map((box) => box.y + box.height / 2);
  const top = { x, y: Math.min(...heights) };
  const foot = { x, y: Math.max(...heights) };
  const leaves = from.map((box) => box.key);
  const reaches = to.map((box) => box.key);
  const straight = (
    start: Point,
    finish: Point,
    rest: Pick<PlacedLine, 'way' | 'from' | 'to' | 'leaves' | 'reaches'>,
  ) => ({
    path: `M${round(start.x)} ${round(start.y)}L${round(finish.x)} ${round(finish.y)}`,
    start,
    finish,
    ...rest,
  });
  return [
    ...from.map((box, index) => {
      const start = rightOf(box);
      const rest = { way: ways[index]!, from: box.key, to: null, leaves: [box.key], reaches };
      return straight(start, { x, y: start.y }, rest);
    }),
    straight(top, foot, { way: worst, from: null, to: null, leaves, reaches }),
    ...to.map((box) => {
      const finish = leftOf(box);
      const rest = { way: worst, from: null, to: box.key, leaves, reaches: [box.key] };
      return straight({ x, y: finish.y }, finish, rest);
    }),
  ];
}

function rightOf(box: Box): Point {
  return { x: box.x + box.width, y: box.y + box.height / 2 };
}

function leftOf(box: Box): Point {
  return { x: box.x, y: box.y + box.height / 2 };
}

function curve(from: Box, to: Box, start: Point, finish: Point, way: Way): PlacedLine {
  const middle = round((start.x + finish.x) / 2);
  const [x1, y1, x2, y2] = [start.x, start.y, finish.x, finish.y].map(round);
  const path = y1 === y2 ? `M${x1} ${y1}H${x2}` : `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
  return { path, start, finish, way, from: from.key, to: to.key, leaves: [from.key], reaches: [to.key] };
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
