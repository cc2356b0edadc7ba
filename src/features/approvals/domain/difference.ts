import type { Marked } from '../../../words/marks.ts';
import { counted } from '../domain.ts';

/*
 * What changed between two moments of something that is signed, as plain data that a page shows and a person reads before
 * they sign. Each kind that is signed makes its own. Pure.
 */

/** One thing that changed. */
export interface Change {
  /** "Control CTL-31, text" */
  readonly what: string;
  /** Null where there was nothing. */
  readonly before: Marked | null;
  /** Null where there is nothing any more. */
  readonly after: Marked | null;
  readonly who: string;
  readonly at: Date;
}

/** What changed of one part: a hazard, the intended use. */
export interface Part {
  readonly name: { readonly text: string; readonly href: string } | null;
  /** "A wound photo is attached to the wrong patient's record" */
  readonly title: string;
  /** It is not one of those that are counted: it stands around them, and they rest on it. */
  readonly around?: true;
  /** "new", "taken out", or nothing. */
  readonly flag: string | null;
  readonly changes: readonly Change[];
}

export interface Difference {
  readonly material: readonly Part[];
  readonly editorial: readonly Part[];
  /** How many parts are the same, and what they are called: "hazard". Null where it has no parts. */
  readonly unchanged: { readonly count: number; readonly of: number; readonly noun: string } | null;
}

export const NO_DIFFERENCE: Difference = { material: [], editorial: [], unchanged: null };

/** "12 hazards", "1 hazard and what it rests on" */
export function materialCount({ material, unchanged }: Difference): string {
  const parts = material.filter(({ around }) => around !== true).length;
  const around = parts < material.length;
  const noun = unchanged?.noun ?? 'part';
  if (parts === 0) return around ? `what the ${noun}s rest on` : 'nothing';
  return `${counted(parts, noun)}${around ? ` and what ${parts === 1 ? 'it rests' : 'they rest'} on` : ''}`;
}

/** How many editorial changes there are. */
export function editorialCount({ editorial }: Difference): number {
  return editorial.reduce((sum, part) => sum + part.changes.length, 0);
}
