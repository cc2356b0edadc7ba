/*
 * The glossary of evidence. What a claim rests on is a standing question, "does the second scan block saving?", and not a
 * single run of a test: the latest observation of the question counts. Pure.
 */

/** `test`: asked again by each run. `operating period`: a time in use, which supports and never verifies alone. */
export const QUESTION_SORTS = ['test', 'document', 'link', 'record', 'operating period'] as const;
export type QuestionSort = (typeof QUESTION_SORTS)[number];

export const OUTCOMES = ['passed', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** `candidate`: nobody uses it yet; what is observed on it is about it alone. */
export const RELEASE_STATES = ['candidate', 'live', 'withdrawn'] as const;
export type ReleaseState = (typeof RELEASE_STATES)[number];

/** The latest observation of a question that counts. */
export interface Latest {
  readonly outcome: Outcome;
  /** The entry since which it counts: that of the observation, or that at which its release went live. */
  readonly seq: number;
  readonly observedAt: Date;
}

const DAY = 86_400_000;

/** What a question answers. One that was never observed answers nothing, and never counts as a pass. */
export function questionVerdict(latest: Outcome | null): 'met' | 'not-met' | 'not-known' {
  if (latest === null) return 'not-known';
  return latest === 'passed' ? 'met' : 'not-met';
}

/** Until when an observation stands; a failure stands until another observation or a dismissal. @param validDays whole days */
export function clockOf(latest: Latest | null, validDays: number): { readonly lapsesAt: Date | null } {
  if (latest?.outcome !== 'passed') return { lapsesAt: null };
  return { lapsesAt: new Date(latest.observedAt.getTime() + validDays * DAY) };
}

/** The reference that people use: EVD-12. Stable, and never used again. */
export function questionReference(number: number): string {
  return `EVD-${number}`;
}

export function runReference(number: number): string {
  return `RUN-${number}`;
}

/** @returns the number in "EVD-12" or "12"; null for anything else */
export function questionNumber(reference: string): number | null {
  return numberIn(reference, /^(?:evd-?)?0*([1-9]\d{0,8})$/iu);
}

/** @returns the number in "RUN-12" or "12"; null for anything else */
export function runNumber(reference: string): number | null {
  return numberIn(reference, /^(?:run-?)?0*([1-9]\d{0,8})$/iu);
}

function numberIn(reference: string, pattern: RegExp): number | null {
  const match = pattern.exec(reference.trim());
  return match ? Number(match[1]) : null;
}
