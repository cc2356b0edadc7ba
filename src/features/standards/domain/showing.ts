import type { Result, Shown } from '../../../rules/checks.ts';
import { capital } from '../../../words/counting.ts';
import { textOf, type Words } from '../../../words/sentence.ts';
import { dayIn, daysBetween, lastDayTo, sayDay, sayDistance } from '../../../words/days.ts';
import {
  criteriaOf,
  type AssessedCriterion,
  type AssessedSection,
  type Assessment,
  type Freshness,
} from './assessment.ts';
import { DUE_SOON_DAYS } from './assess.ts';
import type { Catalogue, Confidence, Section } from './catalogue.ts';
import { relatedTo, type Crosswalk } from './crosswalk.ts';

/*
 * What pages say of an assessment, in words: what is a gap, how fresh something is, what stands behind a section. Pure; of
 * the time, only what the assessment was asked at.
 */

/** What the sections of a standard are called: the standard's own word, where it has one that people use. */
export function sectionNoun({ id }: Pick<Catalogue, 'id'>): 'clause' | 'section' {
  return id === 'point-16' ? 'clause' : 'section';
}

/** How the source numbers a section; empty where it only names them. */
export function sectionNumber({ id }: Section): string {
  return /\d/u.test(id) ? id : '';
}

/** A section as a sentence begins with it: "Clause 8", "“Design factors”". */
export function sectionName(catalogue: Pick<Catalogue, 'id'>, section: Section): string {
  const number = sectionNumber(section);
  return number === '' ? `“${section.title}”` : `${capital(sectionNoun(catalogue))} ${number}`;
}

/** Somebody has to do something: it is not met, not known, or met on something that lapsed. What is not due yet is no gap. */
export function isGap({ verdict, freshness }: AssessedSection): boolean {
  if (verdict === 'does not apply' || freshness.state === 'not yet due') return false;
  return verdict !== 'met' || freshness.state === 'lapsed';
}

/** Something under it lapses soon. */
export function isDueSoon({ criteria }: AssessedSection): boolean {
  return criteria.some(({ freshness }) => freshness.state === 'due soon');
}

/** Nothing is known of the service yet: no check found anything, and nobody judged. */
export function isBlank(assessment: Assessment): boolean {
  return criteriaOf(assessment).every(
    ({ observations, judgement }) => judgement === null && observations.every(({ result }) => result === 'unknown'),
  );
}

/** How fresh something is, in words with its date. */
export interface FreshnessWords {
  /** As it is drawn. */
  readonly state: 'current' | 'due' | 'lapsed';
  readonly words: string;
}

/** What stands at a date, lapses soon or lapsed, in the words of the house. */
export function untilWords(until: Date, now: Date): FreshnessWords {
  const [today, day] = [dayIn(now), dayIn(until)];
  if (until <= now) return { state: 'lapsed', words: `lapsed ${sayDistance(today, day)}, ${sayDay(day)}` };
  const last = lastDayTo(until);
  if (daysBetween(today, day) <= DUE_SOON_DAYS)
    return { state: 'due', words: `due ${sayDistance(today, last)}, ${sayDay(last)}` };
  return { state: 'current', words: `current until ${sayDay(last)}` };
}

/** How fresh a section or a criterion is; null where there is nothing to say beside its verdict. */
export function freshnessWords({ state, until, since, from }: Freshness, now: Date): FreshnessWords | null {
  if (state === 'not yet due') return { state: 'current', words: `not due before ${from}` };
  if (state === 'lapsed') return since === null ? { state, words: 'lapsed' } : untilWords(since, now);
  if (state === 'not known')
    return since === null ? null : { state: 'current', words: `since ${sayDay(dayIn(since))}` };
  return until === null ? null : untilWords(until, now);
}

/** The same of a section that stands in a list: of one that is not known, why there is nothing to say. */
export function sectionFreshness(section: AssessedSection, now: Date): FreshnessWords | null {
  const words = freshnessWords(section.freshness, now);
  if (words || section.verdict === 'met' || section.verdict === 'does not apply') return words;
  const results = section.criteria.map(({ result }) => result);
  if (results.includes('failed')) return null;
  if (results.every((result) => result === 'unknown')) return { state: 'current', words: 'nothing known yet' };
  if (results.includes('unknown')) return { state: 'current', words: 'known in part' };
  if (results.includes('not-run')) return { state: 'current', words: 'never run' };
  return { state: 'current', words: 'not judged' };
}

/** Who judged a section, as a list says it: "Juniper Hale, judged partly met", "Nobody yet". */
export function judgedByWords({ criteria, judgedBy }: AssessedSection): string {
  if (judgedBy.length === 0) return 'Nobody yet';
  return judgedBy
    .map((by) => {
      const theirs = criteria.flatMap(({ judgement }) => (judgement?.by === by ? judgement : []));
      const values = [...new Set(theirs.map(({ value }) => value).filter((value) => value !== 'met'))];
      const old = theirs.some(({ outOfDate }) => outOfDate.length > 0);
      return [by, values.length > 0 && `judged ${values.join(' and ')}`, old && 'out of date']
        .filter((words) => words !== false)
        .join(', ');
    })
    .join('; ');
}

/** What was observed, in a word. */
export const RESULT_WORDS: Readonly<Record<Result, string>> = {
  passed: 'Passed',
  failed: 'Failed',
  'needs-review': 'Needs review',
  'not-applicable': 'Does not apply',
  'not-run': 'Not run',
  unknown: 'Not known',
};

/** The result of a criterion, or of a check under it, in a word: what is not due in this phase says so, unless it passed. */
export function resultWord(result: Result, { freshness }: Pick<AssessedCriterion, 'freshness'>): string {
  const passed = result === 'passed' || result === 'not-applicable';
  return freshness.state === 'not yet due' && !passed ? 'Not yet due' : RESULT_WORDS[result];
}

/** How sure a line is, for whoever relies on it. */
export const CONFIDENCE_WORDS: Readonly<Record<Confidence, string>> = {
  seen: 'read in the source',
  'second-hand': 'from somebody who read the source; not checked against it',
  partly: 'read in part; not checked against the whole source',
  inferred: 'inferred; not checked against the source',
  memory: 'from memory; not checked against the source',
};

/** What shows a section: each thing once, what lapses first before the rest, and what has no end last. */
export function evidenceOf({ criteria }: AssessedSection): Shown[] {
  const each = new Map(criteria.flatMap(({ shown }) => shown).map((one) => [`${one.href}\n${one.text}`, one]));
  const ends = (one: Shown) => one.until?.getTime() ?? Number.POSITIVE_INFINITY;
  return [...each.values()].toSorted((a, b) => (ends(a) === ends(b) ? 0 : ends(a) - ends(b)));
}

/** One judgement, with the criteria that it was given for. */
export interface JudgementShown {
  readonly judgement: NonNullable<AssessedCriterion['judgement']>;
  /** Empty where it is the same for all of the section. */
  readonly clauses: readonly string[];
}

/** What was judged of a section: alike judgements together. */
export function judgementsOf({ criteria }: AssessedSection): JudgementShown[] {
  const groups = new Map<string, { judgement: JudgementShown['judgement']; ids: string[] }>();
  for (const { criterion, judgement } of criteria) {
    if (!judgement) continue;
    const { reference, value, reason, outOfDate } = judgement;
    const key = JSON.stringify([reference, value, reason, textOf(outOfDate)]);
    const group = groups.get(key);
    if (group) group.ids.push(criterion.id);
    else groups.set(key, { judgement, ids: [criterion.id] });
  }
  return [...groups.values()].map(({ judgement, ids }) => ({
    judgement,
    clauses: ids.length === criteria.length ? [] : ids,
  }));
}

/** How many criteria came to what, in the order in which they are said. */
export function countsOf(assessment: Assessment): { readonly words: string; readonly count: number }[] {
  const all = criteriaOf(assessment);
  const notYet = all.filter(({ freshness }) => freshness.state === 'not yet due');
  const due = all.filter((one) => !notYet.includes(one));
  const of = (...results: Result[]) => due.filter(({ result }) => results.includes(result)).length;
  return [
    { words: 'failed', count: of('failed') },
    { words: 'not known', count: of('unknown') },
    { words: 'not run', count: of('not-run') },
    { words: 'to be looked at again', count: of('needs-review') },
    { words: 'passed', count: of('passed') },
    { words: 'not due yet', count: notYet.length },
    { words: 'not applying', count: of('not-applicable') },
  ].filter(({ count }) => count > 0);
}

/** A clause of another standard that rests on some of the same checks. */
export interface AlsoCounted {
  readonly clause: string;
  readonly section: string;
  /** Nothing else is looked at for it. */
  readonly whole: boolean;
}

/** Where else what was observed counts, by standard. */
export interface AlsoCounts {
  readonly catalogue: Catalogue;
  readonly clauses: readonly AlsoCounted[];
}

/** Where else what was observed counts, each clause once. Whole, where all that it looks at is looked at in this section. */
export function alsoCountsFor(
  crosswalk: Crosswalk,
  catalogue: Pick<Catalogue, 'id'>,
  { criteria }: AssessedSection,
): AlsoCounts[] {
  const checks = new Set(criteria.flatMap(({ criterion }) => criterion.checks));
  const related = criteria.flatMap(({ criterion }) => relatedTo(crosswalk, catalogue, criterion));
  const byCatalogue = Map.groupBy(related, (one) => one.catalogue);
  return [...byCatalogue].map(([of, those]) => ({
    catalogue: of,
    clauses: [...Map.groupBy(those, (one) => one.criterion.clause)].map(([clause, all]) => ({
      clause,
      section: all[0]!.criterion.section,
      whole: all.every(({ criterion }) => criterion.checks.every((check) => checks.has(check))),
    })),
  }));
}

/** Whether a standard applies to a service at all, in a few words, and why where somebody has to know. */
export function wholeApplies(assessment: Assessment): { readonly words: string; readonly because: Words } {
  const all = criteriaOf(assessment);
  const first = all[0];
  if (!first) return { words: 'Not known', because: [] };
  const every = (is: (one: AssessedCriterion) => boolean) => all.every(is);
  if (every(({ result }) => result === 'not-applicable'))
    return { words: 'Does not apply', because: first.reasons[0] ?? [] };
  if (assessment.catalogue.applies === null) return { words: 'Applies', because: [] };
  if (every(({ applies }) => applies === 'no'))
    return { words: 'No by the answers; nobody has signed that', because: first.clears[0] ?? [] };
  if (every(({ applies }) => applies !== 'yes')) return { words: 'Not known', because: first.appliesBecause };
  return { words: 'Applies', because: [] };
}
