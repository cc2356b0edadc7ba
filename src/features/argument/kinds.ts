import { afterDay } from '../../platform/london-time.ts';
import { subject } from '../../platform/subjects/kinds.ts';
import { loadCounterEvidence } from './subject-store.ts';

/** A column of each row; what it weighs stands with the kind. */
export interface CounterEvidenceRow {
  readonly claim: string;
  readonly against: string | null;
  readonly unknown: string | null;
  readonly answer: string | null;
  readonly writtenSeq: number;
  readonly answeredSeq: number | null;
  /** The last day on which it counts without another look. */
  readonly reviewBy: string;
}

/** Claims that somebody wrote what speaks against a claim of the argument, and that it was answered where anything does. */
export const counterEvidenceKind = subject<CounterEvidenceRow>({
  kind: 'counter-evidence',
  names: {},
  collects: {},
  load: loadCounterEvidence,
  words: {
    against: 'material',
    unknown: 'material',
    answer: 'material',
    // Which claim it is of, who wrote it when, and until when it counts are no words.
    claim: 'ignored',
    writtenSeq: 'ignored',
    answeredSeq: 'ignored',
    reviewBy: 'ignored',
  },
  own: ({ against, answer, reviewBy }) => ({
    facts: { answered: against === null || answer !== null },
    lapsesAt: afterDay(reviewBy),
  }),
  verdict: (facts) => ((facts as { readonly answered: boolean }).answered ? 'met' : 'not-met'),
});
