import type { Verdict } from '../verdict-looks.ts';

/*
 * What a bow-tie is made of: causes and the controls that prevent, the hazard, the controls that limit, effects and harm.
 * It knows no feature. Pure.
 */

/** How a way to harm stands, the worst last. What is not known may be open. */
export const WAYS = ['closed', 'maybe', 'open'] as const;
export type Way = (typeof WAYS)[number];

/** A cause on the left, an effect or a harm on the right. */
export interface BowTieEnd {
  /** "Cause 2" */
  readonly name: string;
  readonly text: string;
  /** Said in bold after the text: how bad a harm is, and for how many. */
  readonly strong?: string | null;
  readonly href: string;
}

export interface BowTieControl {
  /** "CTL-31": unique on its side. */
  readonly name: string;
  readonly text: string;
  readonly href: string;
  readonly verdict: Verdict;
  /** The causes that it prevents, or the effects that it limits: their places among the ends of its side, from 0. */
  readonly ends: readonly number[];
}

/** What stands before a cause or a harm that no control names. */
export interface NoControl {
  readonly name: string;
  readonly text: string;
  /** Open where there is no control; maybe where one is not placed yet. */
  readonly way: 'maybe' | 'open';
  /** What to do about it. */
  readonly link?: { readonly text: string; readonly href: string };
}

export interface BowTieSide {
  readonly title: string;
  /** What stands in the column of the ends where there are none. */
  readonly none: string;
  readonly ends: readonly BowTieEnd[];
  readonly controlsTitle: string;
  readonly controls: readonly BowTieControl[];
  readonly noControl: NoControl;
}

export interface BowTieData {
  readonly causes: BowTieSide;
  readonly hazard: { readonly name: string; readonly text: string; readonly href: string };
  readonly harm: BowTieSide;
}

/** What stands in the way at one place: a control, or that there is none. */
export interface Barrier {
  readonly control: BowTieControl | null;
  readonly ends: readonly number[];
  /** How the way stands behind it. */
  readonly way: Way;
}

/** Ends and barriers that belong together; what is in one strand has no line to another. */
export interface Strand {
  /** Places among the ends of the side, in their order. */
  readonly ends: readonly number[];
  readonly barriers: readonly Barrier[];
  /** Whether each barrier stands before each of the ends. */
  readonly complete: boolean;
}

export function wayOf(verdict: Verdict): Way {
  return verdict === 'met' ? 'closed' : verdict === 'not-met' ? 'open' : 'maybe';
}

/** The worst of them; closed, without any. */
export function worstWay(ways: readonly Way[]): Way {
  return WAYS[Math.max(0, ...ways.map((way) => WAYS.indexOf(way)))]!;
}

/** A side in strands, in the order of its ends; controls that name no end come last. */
export function strandsOf({ ends, controls, noControl }: BowTieSide): Strand[] {
  const barriers = controls.map((control): Barrier => {
    const named = [...new Set(control.ends)].filter((end) => ends[end] !== undefined).toSorted((a, b) => a - b);
    return { control, ends: named, way: wayOf(control.verdict) };
  });
  const before = new Map<number, Barrier[]>(ends.map((_end, index) => [index, []]));
  for (const barrier of barriers) for (const end of barrier.ends) before.get(end)!.push(barrier);
  const strands: Strand[] = [];
  const seen = new Set<number>();
  for (const first of before.keys()) {
    if (seen.has(first)) continue;
    const found = new Set<Barrier>();
    const together = [first];
    seen.add(first);
    // Grows while it is walked through.
    for (const end of together) {
      for (const barrier of before.get(end)!) {
        if (found.has(barrier)) continue;
        found.add(barrier);
        for (const other of barrier.ends) {
          if (seen.has(other)) continue;
          seen.add(other);
          together.push(other);
        }
      }
    }
    strands.push(strandOf(together, [...found], noControl));
  }
  const loose = barriers.filter((barrier) => barrier.ends.length === 0);
  return [...strands, ...loose.map((barrier) => ({ ends: [], barriers: [barrier], complete: true }))];
}

function strandOf(together: readonly number[], found: readonly Barrier[], noControl: NoControl): Strand {
  const ends = together.toSorted((a, b) => a - b);
  const barriers = found.length === 0 ? [{ control: null, ends, way: noControl.way }] : found.toSorted(byEnds);
  return { ends, barriers, complete: barriers.every((barrier) => barrier.ends.length === ends.length) };
}

/** By the middle of what they stand before, so that few lines cross. */
function byEnds(a: Barrier, b: Barrier): number {
  const middle = ({ ends }: Barrier) => ends.reduce((sum, end) => sum + end, 0) / ends.length;
  return middle(a) - middle(b) || a.ends[0]! - b.ends[0]!;
}
