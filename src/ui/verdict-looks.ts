/** A verdict: unknown never counts as a pass. */
export type Verdict = 'met' | 'not-met' | 'not-known';

interface Look {
  /** Controls and arguments hold or do not. */
  readonly holds: string;
  /** Clauses and all else are met or not. */
  readonly met: string;
  /** A path in 14 by 14 pixels; without one, a broken ring. */
  readonly sign: string;
}

/** What verdicts are called, and their signs: in tags on pages and in pictures. */
export const VERDICT_LOOKS: Readonly<Record<Verdict, Look>> = {
  met: { holds: 'Holds', met: 'Met', sign: 'm3 7.5 2.8 2.8L11.2 3.6' },
  'not-met': { holds: 'Does not hold', met: 'Not met', sign: 'M3.2 3.2l7.6 7.6M10.8 3.2l-7.6 7.6' },
  'not-known': { holds: 'Not verified', met: 'Not known', sign: '' },
};
