import type { AssessedService, Observation, Result } from '../../../rules/checks.ts';
import { ask, factsOf, type Answer, type KnownFacts } from '../../../rules/conditions.ts';
import { dayIn, sayDay } from '../../../words/days.ts';
import type { Words } from '../../../words/sentence.ts';
import { aboutPath, judgePath, scopePath } from './addresses.ts';
import type {
  AssessedCriterion,
  AssessedSection,
  Assessment,
  Freshness,
  Judgement,
  JudgementStanding,
  ScopeDecision,
} from './assessment.ts';
import { PHASES, type Catalogue, type Criterion, type FactQuestion, type Section } from './catalogue.ts';

/*
 * From what was observed and judged to where each criterion stands. Pure: what is not known never counts as a pass, and what
 * a person judged stands beside what the checks say, never in its place.
 */

/** What is known of a service at a moment. */
export interface Known {
  readonly service: AssessedService;
  readonly now: Date;
  /** What each check came to, by its id. */
  readonly observations: ReadonlyMap<string, Observation>;
  /** What was answered about the service. */
  readonly answers: KnownFacts;
  readonly questions: readonly FactQuestion[];
  /** What was judged of each criterion last, by its id. */
  readonly judgements: ReadonlyMap<string, Judgement>;
  readonly scope: readonly ScopeDecision[];
}

/** How many days before it lapses something is due soon. */
const DUE_SOON_DAYS = 14;
const DAY = 86_400_000;

/** Puts what is known beside what a standard asks. */
export function assess(catalogue: Catalogue, known: Known): Assessment {
  const sections = catalogue.sections.map((section) => {
    const criteria = catalogue.criteria
      .filter((criterion) => criterion.section === section.id)
      .map((criterion) => assessCriterion(catalogue, criterion, known));
    return sectionOf(catalogue, section, criteria, known);
  });
  const conditions = [catalogue.applies, ...catalogue.criteria.map(({ applies }) => applies)];
  const missing = new Set(conditions.flatMap((one) => (one === null ? [] : ask(one, factsAbout(known)).missing)));
  return {
    catalogue,
    service: known.service,
    asAt: known.now,
    sections,
    open: known.questions.filter(({ id }) => missing.has(id)),
    until: earliest(sections.flatMap(({ criteria }) => criteria.map(({ until }) => until))),
  };
}

/** What conditions can turn on: what was answered, and what a service always says of itself. */
export function factsAbout({ service, answers }: Pick<Known, 'service' | 'answers'>): KnownFacts {
  return { ...answers, role: service.role, phase: service.phase };
}

/** The facts that a criterion turns on, by name. */
export function factsNamed(catalogue: Catalogue, criterion: Criterion): string[] {
  return [catalogue.applies, criterion.applies].flatMap((one) => (one === null ? [] : factsOf(one)));
}

interface Applies {
  readonly answer: Answer['truth'];
  readonly because: Words;
  /** What clears it, where it is not settled. */
  readonly clears: readonly Words[];
  /** It is said by somebody who signed it, or by what was answered: it counts. */
  readonly counts: boolean;
}

function appliesTo(catalogue: Catalogue, criterion: Criterion, known: Known): Applies {
  const facts = factsAbout(known);
  const decided = known.scope.find(({ section }) => section === null || section === criterion.section);
  if (decided && sameFacts(decided.facts, facts))
    return { answer: 'no', because: decidedWords(decided), clears: [], counts: true };
  const whole = catalogue.applies === null ? null : ask(catalogue.applies, facts);
  const own = criterion.applies === null ? null : ask(criterion.applies, facts);
  for (const answer of [whole, own]) {
    if (answer?.truth !== 'no') continue;
    const because = answeredWords(answer.because, known);
    // That a whole standard does not apply is signed by somebody; the answer to a question is not enough.
    if (answer === whole) {
      const clears: Words = [
        { text: 'A signed decision', href: scopePath(known.service.reference, catalogue.id) },
        ` that ${catalogue.name} does not apply clears it.`,
      ];
      return { answer: 'no', because, clears: [clears], counts: false };
    }
    return { answer: 'no', because, clears: [], counts: true };
  }
  const missing = [whole, own].flatMap((answer) => answer?.missing ?? []);
  if (missing.length > 0) {
    const first = missing[0]!;
    const question = known.questions.find(({ id }) => id === first)?.question ?? first;
    const clears: Words = [
      'Answering ',
      { text: `“${question}”`, href: aboutPath(known.service.reference, first) },
      ' clears it.',
    ];
    return {
      answer: 'unknown',
      because: [`Whether it applies turns on “${question}”.`],
      clears: [clears],
      counts: true,
    };
  }
  const turnedOn = [whole, own].flatMap((answer) => answer?.because ?? []);
  return { answer: 'yes', because: answeredWords(turnedOn, known), clears: [], counts: true };
}

function decidedWords({ by, on, reason, reference, href }: ScopeDecision): Words {
  return [`${by} decided on ${longDate(on)} that it does not apply: ${reason} (`, { text: reference, href }, ')'];
}

/** "You said: “Does it use barcodes?” No." */
function answeredWords(facts: readonly string[], { service, questions, answers }: Known): Words {
  const said = facts.flatMap((fact) => {
    const question = questions.find(({ id }) => id === fact);
    if (question === undefined) return fact === 'role' ? [`Your part in it is: ${service.role}.`] : [];
    return [`“${question.question}” ${answerText(question, answers[fact])}.`];
  });
  return said.length === 0 ? [] : [said.join(' ')];
}

/** An answer in words. */
export function answerText(question: FactQuestion, value: KnownFacts[string] | undefined): string {
  if (value === true) return 'Yes';
  if (value === false) return 'No';
  const values = Array.isArray(value) ? (value as readonly string[]) : [String(value)];
  if (values.length === 0) return 'None of these';
  return values.map((one) => question.answers.find((answer) => answer.value === one)?.text ?? one).join(', ');
}

function sameFacts(then: KnownFacts, now: KnownFacts): boolean {
  return changedFacts(then, now).length === 0;
}

function changedFacts(then: KnownFacts, now: KnownFacts): string[] {
  const text = (value: KnownFacts[string] | undefined) =>
    Array.isArray(value) ? JSON.stringify((value as readonly string[]).toSorted()) : JSON.stringify(value);
  return Object.keys(then).filter((fact) => text(then[fact]) !== text(now[fact]));
}

/** From worst to best, for the result of a criterion: the worst of its checks is its own. */
const WORST_FIRST: readonly Result[] = ['failed', 'unknown', 'not-run', 'needs-review', 'passed', 'not-applicable'];

function assessCriterion(catalogue: Catalogue, criterion: Criterion, known: Known): AssessedCriterion {
  const observations = criterion.checks.map((id) => known.observations.get(id) ?? missingCheck(id));
  const judgement = standingOf(catalogue, criterion, observations, known);
  const applies = appliesTo(catalogue, criterion, known);
  const of = { criterion, observations, judgement, applies: applies.answer, appliesBecause: applies.because };
  const until = earliest([...observations.map((one) => one.until), judgement?.until ?? null].filter(later(known.now)));
  if (applies.answer === 'no' && applies.counts)
    return {
      ...of,
      result: 'not-applicable',
      freshness: NO_END,
      reasons: [applies.because],
      clears: [],
      shown: [],
      until,
    };
  if (judgement?.value === 'does not apply' && judgement.outOfDate.length === 0) {
    const reasons: Words[] = [
      [`${judgement.by} judged on ${longDate(judgement.on)} that it does not apply: ${judgement.reason}`],
    ];
    return { ...of, result: 'not-applicable', freshness: NO_END, reasons, clears: [], shown: [], until };
  }
  const shown = observations.flatMap((one) => one.shown);
  if (applies.clears.length > 0)
    return {
      ...of,
      result: 'unknown',
      freshness: NOT_KNOWN,
      reasons: [applies.because],
      clears: applies.clears,
      shown,
      until,
    };
  const sorted = observations.toSorted((a, b) => WORST_FIRST.indexOf(a.result) - WORST_FIRST.indexOf(b.result));
  const worst = sorted[0]?.result ?? 'unknown';
  const open = sorted.filter(({ clears }) => clears.length > 0);
  const rest = { shown, until, reasons: sorted.map(({ says }) => says), clears: open.map(({ clears }) => clears) };
  if (!isDue(criterion, known.service) && worst !== 'passed' && worst !== 'not-applicable') {
    const isKnown = observations.some(({ result }) => result !== 'unknown');
    const freshness: Freshness = { state: 'not yet due', until: null, since: null, from: criterion.from };
    return { ...of, ...rest, result: isKnown ? 'not-run' : 'unknown', freshness };
  }
  return { ...of, ...rest, result: worst, freshness: freshnessOf(worst, observations, known.now) };
}

function isDue({ from }: Criterion, { phase }: AssessedService): boolean {
  // What is retired was live.
  return phase === 'retired' || PHASES.indexOf(from) <= PHASES.indexOf(phase);
}

function missingCheck(id: string): Observation {
  const says: Words = ['This version of Primum has no way to look at it.'];
  const of = { check: id, asks: id, how: 'by hand' as const, result: 'unknown' as const };
  return { ...of, says, clears: ['A version that knows the check clears it.'], until: null, since: null, shown: [] };
}

const NO_END: Freshness = { state: 'current', until: null, since: null, from: null };
const NOT_KNOWN: Freshness = { state: 'not known', until: null, since: null, from: null };

function freshnessOf(result: Result, observations: readonly Observation[], now: Date): Freshness {
  if (result === 'passed' || result === 'not-applicable') {
    const until = earliest(observations.map((one) => one.until));
    const soon = until !== null && until.getTime() - now.getTime() <= DUE_SOON_DAYS * DAY;
    return { state: soon ? 'due soon' : 'current', until, since: null, from: null };
  }
  const since = earliest(observations.filter((one) => one.result === result).map((one) => one.since));
  return { state: result === 'needs-review' ? 'lapsed' : 'not known', until: null, since, from: null };
}

/** How far down a check stands, for whoever judged by it: what only grew old did not get worse. */
const RANK: Readonly<Record<Result, number>> = {
  failed: 0,
  unknown: 1,
  'not-run': 1,
  'needs-review': 2,
  passed: 2,
  'not-applicable': 2,
};

/** A judgement, with why it is out of date where it is: a check got worse, a fact changed, or its signature does not stand. */
function standingOf(
  catalogue: Catalogue,
  criterion: Criterion,
  observations: readonly Observation[],
  known: Known,
): JudgementStanding | null {
  const judgement = known.judgements.get(criterion.id);
  if (!judgement) return null;
  const facts = factsAbout(known);
  const named = new Set(factsNamed(catalogue, criterion));
  const changed = changedFacts(judgement.facts, facts).filter((fact) => named.has(fact));
  const worse = observations.find(({ check, result }) => RANK[result] < RANK[judgement.basis[check] ?? 'failed']);
  const ended = judgement.until !== null && judgement.until <= known.now;
  const outOfDate: Words =
    judgement.fallen.length > 0
      ? judgement.fallen
      : worse
        ? ['A check under it got worse: ', ...worse.says]
        : changed.length > 0
          ? ['What it turned on changed: ', ...answeredWords(changed, known)]
          : ended
            ? [`It was to be looked at again by ${longDate(judgement.until)}.`]
            : [];
  return { ...judgement, outOfDate };
}

function sectionOf(
  catalogue: Catalogue,
  section: Section,
  criteria: readonly AssessedCriterion[],
  known: Known,
): AssessedSection {
  const applying = criteria.filter(({ result }) => result !== 'not-applicable');
  const due = applying.filter(({ freshness }) => freshness.state !== 'not yet due');
  const judgedBy = [...new Set(criteria.flatMap(({ judgement }) => judgement?.by ?? []))];
  const of = { section, criteria, judgedBy };
  if (criteria.length > 0 && applying.length === 0) {
    const says = criteria[0]!.reasons[0] ?? [];
    return { ...of, verdict: 'does not apply', says, clears: [], freshness: NO_END };
  }
  const current = (one: AssessedCriterion) => (one.judgement?.outOfDate.length === 0 ? one.judgement : null);
  const fails = due.find(({ result }) => result === 'failed');
  if (fails) return { ...of, verdict: 'not-met', ...worstOf(fails) };
  const judgedDown = due.find((one) => ['not met', 'partly met'].includes(current(one)?.value ?? ''));
  const again: Words = [
    { text: 'Judging it', href: judgePath(known.service.reference, catalogue.id, section.id) },
    ' clears it.',
  ];
  if (judgedDown) {
    const { by, on, value, reason } = current(judgedDown)!;
    const says: Words = [`${by} judged on ${longDate(on)} that it is ${value}: ${reason}`];
    const clears = judgedDown.clears[0] ?? again;
    return { ...of, verdict: 'not-met', says, clears, freshness: { ...NOT_KNOWN, since: on } };
  }
  const open = due.find(({ result }) => result === 'unknown' || result === 'not-run');
  if (open) return { ...of, verdict: 'not-known', ...worstOf(open) };
  const notYet = applying.find(({ freshness }) => freshness.state === 'not yet due');
  if (due.length === 0 && notYet)
    return {
      ...of,
      verdict: 'not-known',
      says: [`It is due from ${notYet.criterion.from}.`],
      clears: notYet.clears[0] ?? [],
      freshness: notYet.freshness,
    };
  const unjudged = due.find((one) => current(one) === null);
  if (unjudged) {
    const says: Words = unjudged.judgement
      ? [`${unjudged.judgement.by} judged it, and that is out of date. `, ...unjudged.judgement.outOfDate]
      : ['What could be checked passed. Nobody has judged it.'];
    return { ...of, verdict: 'not-known', says, clears: again, freshness: NOT_KNOWN };
  }
  const lapsed = due.find(({ result }) => result === 'needs-review');
  if (lapsed) return { ...of, verdict: 'met', ...worstOf(lapsed) };
  return { ...of, verdict: 'met', says: [], clears: [], freshness: soonest(due.map(({ freshness }) => freshness)) };
}

function worstOf({ reasons, clears, freshness }: AssessedCriterion) {
  return { says: reasons[0] ?? [], clears: clears[0] ?? [], freshness };
}

function soonest(all: readonly Freshness[]): Freshness {
  const ending = all.filter(({ until }) => until !== null);
  return ending.toSorted((a, b) => a.until!.getTime() - b.until!.getTime())[0] ?? NO_END;
}

function earliest(dates: readonly (Date | null)[]): Date | null {
  const known = dates.filter((date) => date !== null);
  return known.length === 0 ? null : new Date(Math.min(...known.map((date) => date.getTime())));
}

function later(now: Date): (date: Date | null) => boolean {
  return (date) => date !== null && date > now;
}

function longDate(at: Date): string {
  return sayDay(dayIn(at));
}
