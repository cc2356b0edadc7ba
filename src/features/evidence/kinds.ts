import { subject, type AnyKind } from '../../platform/subjects/kinds.ts';
import { clockOf, questionVerdict, type Latest, type Outcome, type QuestionSort } from './domain.ts';
import { loadQuestions } from './subject-store.ts';

/** A column of a question; what it weighs stands below. */
export interface QuestionRow {
  readonly sort: QuestionSort;
  readonly title: string | null;
  readonly validDays: number;
  readonly number: number;
  readonly key: string | null;
  /** The latest observation that counts; with the entry since which it does, and its time in milliseconds. */
  readonly latest: { readonly outcome: Outcome; readonly seq: number; readonly observedAt: number } | null;
}

/** A question of this kind: those that verify, or periods in use, which support and never verify alone. */
function kindOf(kind: string, sort: 'verifies' | 'supports'): AnyKind {
  return subject<QuestionRow>({
    kind,
    names: {},
    collects: {},
    load: (tx, ids) => loadQuestions(tx, ids, sort),
    words: {
      sort: 'material',
      title: 'material',
      validDays: 'editorial',
      number: 'ignored',
      key: 'ignored',
      latest: 'ignored',
    },
    own: ({ latest, validDays }) => {
      const last: Latest | null = latest && { ...latest, observedAt: new Date(latest.observedAt) };
      return {
        facts: { latest: latest?.outcome ?? null },
        challengedSeq: latest?.outcome === 'failed' ? latest.seq : null,
        ...clockOf(last, validDays),
      };
    },
    verdict: (facts) => questionVerdict((facts as { latest: Outcome | null }).latest),
  });
}

export const questionKind = kindOf('question', 'verifies');
export const operatingPeriodKind = kindOf('operating-period', 'supports');
