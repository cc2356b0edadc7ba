import {
  GRADED,
  type Danger,
  type Graded,
  type PhysicalHarm,
  type PsychologicalHarm,
  type Response,
  type Sort,
  type WorstCredible,
} from '../domain.ts';

/*
 * What is graded at triage, and when a reason has to be given: a grade that was lowered or raised stays to be seen, with why. The
 * grades of LFPSE are words in their order. Pure.
 */

/** What is graded of an incident. */
export interface Grades {
  readonly sort: Sort;
  readonly danger: Danger;
  /** In words, with its scheme; null for not judged. */
  readonly worst: string | null;
  readonly physical: PhysicalHarm | null;
  readonly psychological: PsychologicalHarm | null;
}

/** "Considerable, Low: 2, Acceptable (NHS-DCB-5x5@3f1c09ab)" */
export function sayWorst(worst: WorstCredible | null): string | null {
  return worst && `${worst.severityWord}, ${worst.likelihoodWord}: ${worst.level} (${worst.scheme})`;
}

/** A grade that differs from the one before. */
export interface Regrade {
  readonly graded: Graded;
  /** Null where nobody had graded it. */
  readonly before: string | null;
  /** Null where it is taken back. */
  readonly value: string | null;
}

/** What was graded, as it counts: that nobody knows whether there is danger is no grade. */
function valueOf(grades: Grades, graded: Graded): string | null {
  const value = grades[graded];
  return graded === 'danger' && value === 'unknown' ? null : value;
}

/** What is graded otherwise than before, in the order of what is graded. */
export function regrades(before: Grades, now: Grades): readonly Regrade[] {
  return GRADED.map((graded) => ({ graded, before: valueOf(before, graded), value: valueOf(now, graded) })).filter(
    (one) => one.before !== one.value,
  );
}

/**
 * Why a reason has to be given; null where none has to. A first grade needs none, unless it says no harm where whoever reported it
 * said that somebody was harmed: they would see their word turned round without a word.
 */
export function whyReason(before: Grades, now: Grades, harmed: Danger): string | null {
  if (regrades(before, now).some((one) => one.before !== null))
    return 'Say why it is graded otherwise than before: whoever reported it sees the grade before, the new one and the reason.';
  const first = before.physical === null && before.psychological === null;
  if (harmed === 'yes' && first && now.physical === 'none' && (now.psychological ?? 'none') === 'none')
    return 'Say why no harm came of it: whoever reported it said that somebody was harmed.';
  return null;
}

/** Why a reason has to be given for how it is looked into; null where none has to. */
export function whyResponseReason(response: Response | null, reason: string): string | null {
  return response === 'none' && reason === '' ? 'Say why nothing is looked into.' : null;
}

/** What is known of harm, as the rules of duties ask for it. What nobody graded is not there. */
export function harmFacts({
  physical,
  psychological,
}: Pick<Grades, 'physical' | 'psychological'>): Readonly<Record<string, string | boolean | null>> {
  return {
    'harm.physical': physical,
    'harm.psychological': psychological,
    'harm.death': physical === null ? null : physical === 'fatal',
  };
}

/**
 * What need not be asked once harm is graded, because the grade says that it is not so: nobody asks of the death of somebody who
 * did not die. Where a grade no longer says it, it is not known again; what a person said besides stays.
 */
export function impliedFacts(
  before: Pick<Grades, 'physical' | 'psychological'>,
  now: Pick<Grades, 'physical' | 'psychological'>,
): Readonly<Record<string, false | null>> {
  const [was, is] = [notSoIn(before), notSoIn(now)];
  return Object.fromEntries([
    ...was.filter((fact) => !is.includes(fact)).map((fact) => [fact, null]),
    ...is.map((fact) => [fact, false]),
  ]) as Record<string, false | null>;
}

function notSoIn({ physical, psychological }: Pick<Grades, 'physical' | 'psychological'>): readonly string[] {
  return [
    ...(physical !== null && physical !== 'fatal' ? ['harm.death_thought_due_to_problems_in_care'] : []),
    ...(physical === 'none' ? ['harm.riddor_specified_injury'] : []),
    ...(psychological === 'none' ? ['harm.prolonged_psychological_28d'] : []),
  ];
}

/** The event type of LFPSE that a sort is: a near miss is an incident that reached nobody. */
export function eventKind(sort: Sort): 'incident' | 'risk' | 'good_care' | 'outcome' {
  return sort === 'near miss' ? 'incident' : sort === 'good care' ? 'good_care' : sort;
}
