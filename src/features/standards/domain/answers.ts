import type { Observation, Shown } from '../../../rules/checks.ts';
import { dayIn, daysBetween, sayDay, type Day } from '../../../words/days.ts';
import type { Words } from '../../../words/sentence.ts';
import { aboutPath, judgePath } from './addresses.ts';
import { criteriaOf, type AssessedCriterion, type Assessment, type JudgementStanding } from './assessment.ts';

/*
 * The answers of the NHS compliance assessment of DCB0129 (version 5.0 of 15 June 2023), read off an assessment. Pure. An
 * answer is worked out anew and never kept, so it is never better than what is known: no Yes without a person who judged, none
 * while a check is open, and nothing but No where nothing shows it.
 */

/** What can be answered, in the words of the scheme. */
export const ANSWERS = ['Yes', 'No', 'Not applicable', 'Partial', 'Awaiting'] as const;
export type SchemeAnswer = (typeof ANSWERS)[number];

/** What is answered apart: for how the organisation works, and for this system. Null where a standard does not part them. */
export type Part = 'system' | 'project' | null;

/** The answer to a clause, or to one part of it. */
export interface Answered {
  readonly criterion: AssessedCriterion['criterion'];
  readonly part: Part;
  readonly answer: SchemeAnswer;
  /** Why, in whole sentences. */
  readonly because: Words;
  /** What makes it a Yes; empty where it is one, or does not apply. */
  readonly clears: Words;
  /** What shows it. Only a No can do without. */
  readonly evidence: readonly Shown[];
}

/** The assessment that is answered from, and what the answers turn on besides. */
export interface AnsweredFrom {
  readonly assessment: Pick<Assessment, 'catalogue' | 'service' | 'asAt'>;
  /** On which day the clinical risk management process itself was last reviewed; null where nobody knows of a review. */
  readonly processReviewedOn: Day | null;
}

/** Once the last review is older than this, "Awaiting" is no answer to whether the process is reviewed. */
const REVIEW_DAYS = 365;

/** The check on reviews of the process. */
const REVIEW = 'processes.process-review.run';

/** The day of the last review of the process, as its check shows it; null where it shows none. */
function reviewedOn(observations: readonly Observation[]): Day | null {
  const days = observations.flatMap(({ check, shown }) =>
    check === REVIEW ? shown.flatMap(({ on }) => on ?? []) : [],
  );
  return days.toSorted().at(-1) ?? null;
}

/** The answers to a clause: one for each part that is answered apart, in the order of the catalogue. */
export function answersTo(assessed: AssessedCriterion, from: AnsweredFrom): Answered[] {
  const { assessedAs } = assessed.criterion;
  const parts: readonly Part[] = assessedAs.length === 0 ? [null] : assessedAs;
  return parts.map((part) => {
    const given = answerOf(assessed, observationsOf(assessed, part), from);
    return { criterion: assessed.criterion, part, ...notAwaitedTooLong(given, assessed, from) };
  });
}

/** The answers to every clause, in the order of the source. */
export function answersOf(assessment: Assessment): Answered[][] {
  const criteria = criteriaOf(assessment);
  const processReviewedOn = reviewedOn(criteria.flatMap(({ observations }) => observations));
  return criteria.map((one) => answersTo(one, { assessment, processReviewedOn }));
}

/**
 * Where a clause is answered in two parts: a process that is written and approved shows the management system, and what was
 * done shows the project. Where it is answered in one, everything that is looked at shows that one.
 */
function observationsOf({ criterion, observations }: AssessedCriterion, part: Part): readonly Observation[] {
  if (part === null || criterion.assessedAs.length === 1) return observations;
  return observations.filter(({ check }) => isWritten(check) === (part === 'system'));
}

function isWritten(check: string): boolean {
  return check.startsWith('processes.') && check.endsWith('.written');
}

type Given = Pick<Answered, 'answer' | 'because' | 'clears' | 'evidence'>;

function answerOf(assessed: AssessedCriterion, observations: readonly Observation[], from: AnsweredFrom): Given {
  const judgement = assessed.judgement?.outOfDate.length === 0 ? assessed.judgement : null;
  const leftOut = notApplicable(assessed, observations, judgement, from);
  if (leftOut) return leftOut;
  const evidence = [...observations.flatMap(({ shown }) => shown), ...(judgement ? [recordOf(judgement)] : [])];
  const clears = assessed.clears[0] ?? judging(assessed, from);
  if (assessed.applies !== 'yes') return awaited(assessed, { because: assessed.appliesBecause, clears, evidence });
  const failed = observations.find(({ result }) => result === 'failed');
  if (judgement?.value === 'partly met')
    return { answer: 'Partial', because: judgedWords(judgement), clears: failed?.clears ?? clears, evidence };
  if (judgement?.value === 'not met')
    return no(assessed, { because: judgedWords(judgement), clears: failed?.clears ?? clears, evidence });
  if (failed) return no(assessed, { because: failed.says, clears: failed.clears, evidence });
  const open = observations.find(({ result }) => result !== 'passed' && result !== 'not-applicable');
  if (open) return awaited(assessed, { because: openWords(assessed, open), clears: open.clears, evidence });
  if (judgement?.value === 'met' && observations.length > 0)
    return { answer: 'Yes', because: judgedWords(judgement), clears: [], evidence };
  const because = observations.length === 0 ? NOT_LOOKED_AT : unjudgedWords(assessed);
  return awaited(assessed, { because, clears: judging(assessed, from), evidence });
}

/** What does not apply needs somebody who said so: by an answer about the service, by a signed decision or by a judgement. */
function notApplicable(
  assessed: AssessedCriterion,
  observations: readonly Observation[],
  judgement: JudgementStanding | null,
  { assessment }: AnsweredFrom,
): Given | null {
  const of = { answer: 'Not applicable', clears: [] } as const;
  if (judgement?.value === 'does not apply')
    return { ...of, because: judgedWords(judgement), evidence: [recordOf(judgement)] };
  // An answer that no signature bears out yet leaves the result open, and so does not come here.
  if (assessed.applies === 'no' && assessed.result === 'not-applicable') {
    const said: Shown = {
      text: 'What was said about the service',
      href: aboutPath(assessment.service.reference),
      until: null,
    };
    const decisions = linksIn(assessed.appliesBecause);
    return { ...of, because: assessed.appliesBecause, evidence: decisions.length > 0 ? decisions : [said] };
  }
  const isLeftOut = observations.length > 0 && observations.every(({ result }) => result === 'not-applicable');
  if (judgement?.value === 'met' && assessed.applies === 'yes' && isLeftOut)
    return { ...of, because: observations[0]!.says, evidence: [recordOf(judgement)] };
  return null;
}

function linksIn(words: Words): Shown[] {
  return words.flatMap((word) => (typeof word === 'string' ? [] : [{ ...word, until: null }]));
}

type Lacking = Omit<Given, 'answer'>;

/** What is still to come: only where something shows that it is under way, else it is a No. */
function awaited(assessed: AssessedCriterion, lacking: Lacking): Given {
  if (lacking.evidence.length > 0) return { answer: 'Awaiting', ...lacking };
  return no(assessed, { ...lacking, because: ['Nothing shows it. ', ...lacking.because] });
}

/** A No. What only should be done may be left out for a reason, so of that it says how. */
function no({ criterion }: AssessedCriterion, lacking: Lacking): Given {
  const orReason: Words =
    criterion.level === 'SHOULD'
      ? [' If it was left out for a reason, a judgement that it does not apply, with that reason, clears it.']
      : [];
  return { answer: 'No', ...lacking, clears: [...lacking.clears, ...orReason] };
}

/** Whether the process is reviewed cannot be awaited for longer than a year: then it was not reviewed. */
function notAwaitedTooLong(given: Given, { criterion }: AssessedCriterion, from: AnsweredFrom): Given {
  if (given.answer !== 'Awaiting' || !criterion.checks.includes(REVIEW)) return given;
  const { assessment, processReviewedOn: on } = from;
  if (on !== null && daysBetween(on, dayIn(assessment.asAt)) <= REVIEW_DAYS) return given;
  const because =
    on === null
      ? 'No review of the process is known, so its review cannot be awaited.'
      : `The process was last reviewed on ${sayDay(on)}, more than a year ago, so its review cannot be awaited.`;
  return { ...given, answer: 'No', because: [because], clears: ['A review of the process clears it.'] };
}

const NOT_LOOKED_AT: Words = ['No check looks at this part.'];

function openWords({ freshness }: AssessedCriterion, open: Observation): Words {
  return freshness.state === 'not yet due' ? [`It is due from ${freshness.from}. `, ...open.says] : open.says;
}

function unjudgedWords({ judgement }: AssessedCriterion): Words {
  return judgement === null
    ? ['What could be checked passed. Nobody has judged it.']
    : [`${judgement.by} judged it, and that is out of date. `, ...judgement.outOfDate];
}

function judgedWords({ by, on, value, reason }: JudgementStanding): Words {
  const what = value === 'does not apply' ? 'it does not apply' : `it is ${value}`;
  return [`${by} judged on ${sayDay(dayIn(on))} that ${what}: ${reason}`];
}

function judging({ criterion }: AssessedCriterion, { assessment: { catalogue, service } }: AnsweredFrom): Words {
  const href = judgePath(service.reference, catalogue.id, criterion.section);
  return [{ text: 'Judging it', href }, ' clears it.'];
}

function recordOf({ reference, href, until }: JudgementStanding): Shown {
  return { text: reference, href, until };
}

/** What is to be settled before a system is supplied. */
export interface BeforeSupply {
  /** Partial and Awaiting: each has to become a Yes or a No. */
  readonly toSettle: readonly Answered[];
  /** What is answered No. */
  readonly no: readonly Answered[];
  /** Why nothing can be claimed on these answers, in whole sentences; empty where nothing here speaks against it. */
  readonly against: readonly Words[];
}

/**
 * What stands between these answers and a claim. It never makes the claim: that is for people. On the answers for the
 * management system alone none can be made, since they say nothing of this system.
 */
export function beforeSupply(answered: readonly Answered[]): BeforeSupply {
  const toSettle = answered.filter(({ answer }) => answer === 'Partial' || answer === 'Awaiting');
  const no = answered.filter(({ answer, criterion }) => answer === 'No' && criterion.level !== 'INFO');
  const ofProject = answered.filter(({ part, answer }) => part !== 'system' && answer === 'Yes');
  const against: Words[] = [];
  if (toSettle.length > 0)
    against.push([`Partial and Awaiting have to become Yes or No before supply: ${count(toSettle.length)}.`]);
  if (no.length > 0) against.push([`No is the answer to ${count(no.length)}.`]);
  if (ofProject.length === 0)
    against.push(['Nothing is answered Yes for this system. The management system alone carries no claim.']);
  return { toSettle, no, against };
}

function count(answers: number): string {
  return answers === 1 ? '1 answer' : `${answers} answers`;
}
