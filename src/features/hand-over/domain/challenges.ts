import type { Day } from '../../../words/days.ts';
import type { Gap } from './missing.ts';

/*
 * A list of what a supplier is asked: points that somebody chose from what is missing, and their own. It is kept as it was
 * written, whatever is sent later. Pure.
 */

export interface Point {
  /** As the supplier finds it in their file; '' for what is in none. */
  readonly where: string;
  /** Of DCB0160 3.2; '' for a point of one's own. */
  readonly clause: string;
  readonly ask: string;
}

export interface ChallengeList {
  readonly number: number;
  readonly to: string;
  /** What stands before the points; '' for nothing. */
  readonly opening: string;
  /** By when an answer is wanted; null for no day. */
  readonly answerBy: Day | null;
  readonly points: readonly Point[];
}

/** Of a kept list: who wrote it, and whether somebody said that it was sent. */
export interface StoredList extends ChallengeList {
  readonly id: string;
  readonly version: number;
  readonly written: { readonly by: string; readonly at: Date };
  readonly sent: { readonly on: Day; readonly how: string } | null;
}

/** The points of a list: those that were chosen, in the order of what is missing, then one's own, one a line. */
export function pointsOf(gaps: readonly Gap[], chosen: readonly string[], own: string): Point[] {
  const wanted = new Set(chosen);
  return [
    ...gaps.filter(({ id }) => wanted.has(id)).map(({ where, clause, ask }) => ({ where, clause, ask })),
    ...own
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((ask) => ({ where: '', clause: '', ask })),
  ];
}

/** CHL-1 */
export function listReference(number: number): string {
  return `CHL-${number}`;
}

/** @returns the number in "CHL-1" or "1"; null for anything else */
export function listNumber(reference: string): number | null {
  const match = /^\s*(?:chl[-\s]?)?0*([1-9]\d{0,8})\s*$/iu.exec(reference);
  return match ? Number(match[1]) : null;
}
