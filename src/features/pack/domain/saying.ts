import { capital, counted, listed } from '../../../words/counting.ts';
import { dayIn, sayDay } from '../../../words/days.ts';
import {
  criteriaIn,
  type PackCriterion,
  type PackDocument,
  type PackFreshness,
  type PackJudgement,
  type PackResult,
  type PackSection,
  type PackStandard,
  type PackVerdict,
} from './document.ts';

/*
 * A pack in words. Counts, and never a percentage; and what is not known is said first of all. Pure.
 */

export const VERDICT_WORDS: Readonly<Record<PackVerdict, string>> = {
  met: 'Met',
  'not-met': 'Not met',
  'not-known': 'Not known',
  'does not apply': 'Does not apply',
};

export const RESULT_WORDS: Readonly<Record<PackResult, string>> = {
  passed: 'Shown',
  failed: 'Not so',
  'needs-review': 'Needs another look',
  'not-applicable': 'Does not apply',
  'not-run': 'Not looked at yet',
  unknown: 'Not known',
};

/** Something that a standard asks and that is not known. */
export interface NotKnown {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly clears: string;
}

export function isNotKnown({ result }: Pick<PackCriterion, 'result'>): boolean {
  return result === 'unknown' || result === 'not-run';
}

/** Everything of a standard that is not known: what nobody has shown, due or not. */
export function notKnownIn(standard: PackStandard): NotKnown[] {
  return criteriaIn(standard)
    .filter(isNotKnown)
    .map(({ id, title, says, clears, freshness }) => ({
      id,
      title,
      says: [...(freshness.from === null ? [] : [`It is due from ${freshness.from}.`]), says[0] ?? ''].join(' ').trim(),
      clears: clears[0] ?? '',
    }));
}

/** Criteria that apply, as far as is known, and that nobody has judged, or whose judgement is out of date. */
export function notJudgedIn(standard: PackStandard): PackCriterion[] {
  return criteriaIn(standard).filter(
    ({ result, judgement }) => result !== 'not-applicable' && (judgement === null || judgement.outOfDate !== ''),
  );
}

/** "Of 6 clauses, 1 is met, 2 are not met and 3 are not known." */
export function clausesInWords({ sections }: PackStandard): string {
  const many = (verdict: PackVerdict) => sections.filter((one) => one.verdict === verdict).length;
  const said = (verdict: PackVerdict, one: string, several: string) => {
    const count = many(verdict);
    return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];
  };
  const parts = [
    ...said('met', 'is met', 'are met'),
    ...said('not-met', 'is not met', 'are not met'),
    ...said('not-known', 'is not known', 'are not known'),
    ...said('does not apply', 'does not apply', 'do not apply'),
  ];
  return `Of ${counted(sections.length, 'clause')}, ${listed(parts)}.`;
}

/** "Not known: 12 of 43 things that it asks. Without a current judgement of a person: 40." */
export function notKnownInWords(standard: PackStandard): string {
  const [all, open, unjudged] = [criteriaIn(standard), notKnownIn(standard), notJudgedIn(standard)];
  const known =
    open.length === 0
      ? 'Nothing that it asks is unknown.'
      : `Not known: ${open.length} of ${counted(all.length, 'thing')} that it asks.`;
  const judged = unjudged.length === 0 ? '' : ` Without a current judgement of a person: ${unjudged.length}.`;
  return known + judged;
}

/** The whole in a paragraph for each standard: what stands, what does not, what is not known. */
export function summaryOf(document: PackDocument): string[] {
  return document.standards.map(
    (standard) => `${capital(standard.name)}: ${clausesInWords(standard)} ${notKnownInWords(standard)}`,
  );
}

/** "NHS service standard, point 16, edition 2026-01" */
export function editionInWords({ name, edition }: PackStandard): string {
  return `${name}, edition ${edition}`;
}

/** What stands at the foot of every page: as at when, of which editions, and what is not known. */
export function footOf(document: PackDocument, asAt: string): string {
  const open = document.standards.reduce((sum, standard) => sum + notKnownIn(standard).length, 0);
  const all = document.standards.reduce((sum, standard) => sum + criteriaIn(standard).length, 0);
  const editions = document.standards.map(({ id, edition }) => `${id} ${edition}`);
  const unknown = open === 0 ? 'Nothing asked is unknown.' : `Not known: ${open} of ${all} things asked.`;
  return `${document.service.reference}. As at ${asAt}. ${editions.join(', ')}. ${unknown}`;
}

/** "3 March 2026" of a time. */
export function daySaid(time: string): string {
  return sayDay(dayIn(new Date(time)));
}

/** Until when it stands, as words that go on after a verdict; '' where nothing is to be said. */
export function freshnessInWords({ state, until, since, from }: PackFreshness): string {
  if (state === 'not yet due') return `not due before ${from ?? 'a later phase'}`;
  if (state === 'lapsed') return since === null ? 'lapsed' : `lapsed on ${daySaid(since)}`;
  if (state === 'due soon') return until === null ? 'due soon' : `due by ${daySaid(until)}`;
  if (state === 'current') return until === null ? '' : `current until ${daySaid(until)}`;
  return since === null ? '' : `since ${daySaid(since)}`;
}

/** "Not met, since 3 March 2026" */
export function verdictInWords({ verdict, freshness }: Pick<PackSection, 'verdict' | 'freshness'>): string {
  return [VERDICT_WORDS[verdict], freshnessInWords(freshness)].filter((part) => part !== '').join(', ');
}

/** "Shown, current until 3 March 2027" */
export function resultInWords({ result, freshness }: Pick<PackCriterion, 'result' | 'freshness'>): string {
  return [RESULT_WORDS[result], freshnessInWords(freshness)].filter((part) => part !== '').join(', ');
}

/** What a person judged, with who and when; that nobody did, where nobody did. */
export function judgementInWords(judgement: PackJudgement | null): string {
  if (judgement === null) return 'Nobody has judged it.';
  const { value, by, on, reason, outOfDate, reference, until } = judgement;
  const said = `${capital(value)}. Judged by ${by} on ${daySaid(on)} (${reference}): ${reason}`;
  if (outOfDate !== '') return `${said}\nOut of date: ${outOfDate}`;
  return until === null ? said : `${said}\nIt stands until ${daySaid(until)}.`;
}
