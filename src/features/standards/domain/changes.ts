import type { Words } from '../../../words/sentence.ts';
import type { AssessedSection, Assessment } from './assessment.ts';
import type { Section } from './catalogue.ts';

/*
 * What changed between two assessments of a service against a standard: which clauses rose, which fell, which are new. Pure.
 */

/** How one clause stands otherwise. `changed`: better or worse cannot be said, such as where it no longer applies. */
export interface ClauseChange {
  readonly section: Section;
  readonly how: 'fell' | 'rose' | 'new' | 'gone' | 'changed';
  readonly before: AssessedSection['verdict'] | null;
  readonly after: AssessedSection['verdict'] | null;
  /** A whole sentence: "It was met, and is not known now." */
  readonly says: Words;
  /** Why it stands as it does now; empty where it is met. */
  readonly because: Words;
}

type Verdict = AssessedSection['verdict'];

/** From worst to best. What does not apply stands outside. */
const RANK: Readonly<Record<Verdict, number | null>> = { 'not-met': 0, 'not-known': 1, met: 2, 'does not apply': null };

const WORDS: Readonly<Record<Verdict, string>> = {
  met: 'met',
  'not-met': 'not met',
  'not-known': 'not known',
  'does not apply': 'not a clause that applied',
};
const WORDS_NOW: Readonly<Record<Verdict, string>> = { ...WORDS, 'does not apply': 'not a clause that applies' };

const ORDER: readonly ClauseChange['how'][] = ['fell', 'gone', 'changed', 'new', 'rose'];

/** The clauses that stand otherwise, what fell first. Those that stand as they did are not among them. */
export function changesBetween(before: Assessment, after: Assessment): ClauseChange[] {
  const earlier = new Map(before.sections.map((one) => [one.section.id, one]));
  const later = new Map(after.sections.map((one) => [one.section.id, one]));
  const now = after.sections.flatMap((one): ClauseChange[] => {
    const then = earlier.get(one.section.id);
    if (then?.verdict === one.verdict) return [];
    const of = { section: one.section, after: one.verdict, because: one.says };
    if (!then)
      return [
        { ...of, how: 'new', before: null, says: [`It was not asked then, and is ${WORDS_NOW[one.verdict]} now.`] },
      ];
    const says: Words = [`It was ${WORDS[then.verdict]}, and is ${WORDS_NOW[one.verdict]} now.`];
    return [{ ...of, how: direction(then.verdict, one.verdict), before: then.verdict, says }];
  });
  const gone = before.sections
    .filter(({ section }) => !later.has(section.id))
    .map(({ section, verdict }): ClauseChange => {
      const says: Words = [`It was ${WORDS[verdict]}, and is asked no longer.`];
      return { section, how: 'gone', before: verdict, after: null, says, because: [] };
    });
  return [...now, ...gone].toSorted((a, b) => ORDER.indexOf(a.how) - ORDER.indexOf(b.how));
}

function direction(before: Verdict, after: Verdict): 'fell' | 'rose' | 'changed' {
  const [then, now] = [RANK[before], RANK[after]];
  if (then === null || now === null) return 'changed';
  return now > then ? 'rose' : 'fell';
}
