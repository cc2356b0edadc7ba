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
  /** What was answered about the service, and settles something: without what was answered "not decided". */
  readonly answers: KnownFacts;
  readonly questions: readonly FactQuestion[];
  /** What was judged of each criterion last, by `judgementKey`: two standards may number their criteria alike. */
  readonly judgements: ReadonlyMap<string, Judgement>;
  /** Of every standard, the latest first. */
  readonly scope: readonly ScopeDecision[];
}

/** How a judgement of a criterion is found among those of all standards. */
export function judgementKey(catalogue: string, criterion: string): string {
  return `${catalogue}/${criterion}`;
}

/** How many days before it lapses something is due soon. */
export const DUE_SOON_DAYS = 14;
const DAY = 86_400_000;

/** Puts what is known beside what a standard asks. */
export function assess(catalogue: Catalogue, known: Known): Assessment {
  const sections = catalogue.sections.map((section) => {
    const criteria = catalogue.criteria
      .filter((criterion) => criterion.section === section.id)
      .map((criterion) => assessCriterion(catalogue, criterion, known));
    return sectionOf(catalogue, section, criteria, known);
  });
  const missing = new Set(
    sections.flatMap(({ criteria }) =>
      criteria.flatMap(({ criterion, applies, result }) =>
        // What somebody judged or decided turns on no answer any more.
        applies === 'unknown' && result === 'unknown' ? missingFor(catalogue, criterion, known) : [],
      ),
    ),
  );
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

/** The facts on which it turns whether a standard, or a section of it, applies, by name. */
export function namedByScope(catalogue: Catalogue, section: string | null): string[] {
  const own = catalogue.criteria.filter((one) => one.section === section).map(({ applies }) => applies);
  return [catalogue.applies, ...own].flatMap((one) => (one === null ? [] : factsOf(one)));
}

/** The facts that nobody gave and on which it turns whether a criterion applies. */
function missingFor(catalogue: Catalogue, criterion: Criterion, known: Known): string[] {
  const facts = factsAbout(known);
  return [catalogue.applies, criterion.applies].flatMap((one) => (one === null ? [] : ask(one, facts).missing));
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
  const decisions = decisionsOn(catalogue, criterion, known);
  const decided = decisions.find((one) => changedFactsOf(catalogue, one, facts).length === 0);
  if (decided) return { answer: 'no', because: decidedWords(decided), clears: [], counts: true };
  const fallen = decisions.length === 0 ? [] : fallenWords(decisions[0]!);
  const whole = catalogue.applies === null ? null : ask(catalogue.applies, facts);
  const own = criterion.applies === null ? null : ask(criterion.applies, facts);
  // Its own condition first: where that leaves it out, it does not matter whether the rest of the standard applies.
  for (const answer of [own, whole]) {
    if (answer?.truth !== 'no') continue;
    const because = answeredWords(answer.because, known);
    // That a whole standard does not apply is signed by somebody; the answer to a question is not enough.
    if (answer === whole) {
      const clears: Words = [
        { text: 'A signed decision', href: scopePath(known.service.reference, catalogue.id) },
        ` that ${catalogue.name} does not apply clears it.`,
      ];
      return { answer: 'no', because: [...fallen, ...because], clears: [clears], counts: false };
    }
    return { answer: 'no', because, clears: [], counts: true };
  }
  const [first] = [whole, own].flatMap((answer) => answer?.missing ?? []);
  if (first !== undefined) {
    const question = known.questions.find(({ id }) => id === first)?.question ?? first;
    const clears: Words = [
      'Answering ',
      { text: `“${question}”`, href: aboutPath(known.service.reference, first) },
      ' clears it.',
    ];
    return {
      answer: 'unknown',
      because: [...fallen, `Whether it applies turns on “${question}”`],
      clears: [clears],
      counts: true,
    };
  }
  const turnedOn = [whole, own].flatMap((answer) => answer?.because ?? []);
  return { answer: 'yes', because: [...fallen, ...answeredWords(turnedOn, known)], clears: [], counts: true };
}

/** What was decided of a criterion, and still counts. */
function decisionsOn(catalogue: Catalogue, criterion: Criterion, { scope, now }: Known): ScopeDecision[] {
  return scope.filter(
    (one) =>
      one.catalogue === catalogue.id &&
      (one.section === null || one.section === criterion.section) &&
      (one.until === null || one.until > now),
  );
}

/** What a decision turned on and is otherwise now: also what nobody had said then. */
export function changedFactsOf(
  catalogue: Catalogue,
  { section, facts: then }: Pick<ScopeDecision, 'section' | 'facts'>,
  now: KnownFacts,
): string[] {
  return changedFacts([...new Set([...Object.keys(then), ...namedByScope(catalogue, section)])], then, now);
}

function fallenWords({ by, on, reference, href }: ScopeDecision): Words {
  return [
    `${by} decided on ${longDate(on)} that it does not apply (`,
    { text: reference, href },
    '), and what that turned on has changed. ',
  ];
}

function decidedWords({ by, on, reason, reference, href }: ScopeDecision): Words {
  return [`${by} decided on ${longDate(on)} that it does not apply: ${reason} (`, { text: reference, href }, ').'];
}

/** "You said: “Does it use barcodes?” No." */
function answeredWords(facts: readonly string[], { service, questions, answers }: Known): Words {
  const said = facts.flatMap((fact) => {
    const question = questions.find(({ id }) => id === fact);
    if (question === undefined) return fact === 'role' ? [`Your part in it is: ${service.role}.`] : [];
    if (answers[fact] === undefined) return [`“${question.question}” Not answered.`];
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

/** Those of the named facts that are otherwise now; one that is known now and was not then is. */
function changedFacts(named: readonly string[], then: KnownFacts, now: KnownFacts): string[] {
  const text = (value: KnownFacts[string] | undefined) =>
    Array.isArray(value) ? JSON.stringify((value as readonly string[]).toSorted()) : JSON.stringify(value);
  return named.filter((fact) => text(then[fact]) !== text(now[fact]));
}

/** From worst to best, for the result of a criterion: the worst of its checks is its own. */
const WORST_FIRST: readonly Result[] = ['failed', 'unknown', 'not-run', 'needs-review', 'passed', 'not-applicable'];

function assessCriterion(catalogue: Catalogue, criterion: Criterion, known: Known): AssessedCriterion {
  const observations = criterion.checks.map((id) => known.observations.get(id) ?? missingCheck(id));
  const judgement = standingOf(catalogue, criterion, observations, known);
  const applies = appliesTo(catalogue, criterion, known);
  const shown = observations.flatMap((one) => one.shown);
  const ends = [...observations.map((one) => one.until), judgement?.until ?? null];
  const decided = decisionsOn(catalogue, criterion, known).map((one) => one.until);
  const until = earliest([...decided, ...ends.flatMap((end) => [end, soonFrom(end)])].filter(later(known.now)));
  const of = { criterion, observations, judgement, applies: applies.answer, appliesBecause: applies.because, until };
  if (applies.answer === 'no' && applies.counts) return { ...of, ...doesNotApply(applies.because) };
  if (judgement?.value === 'does not apply' && judgement.outOfDate.length === 0) {
    const { by, on, reason, reference, href } = judgement;
    const because: Words = [
      `${by} judged on ${longDate(on)} that it does not apply: ${reason} (`,
      { text: reference, href },
      ').',
    ];
    return { ...of, applies: 'no', appliesBecause: because, ...doesNotApply(because) };
  }
  if (applies.clears.length > 0) {
    const { because, clears } = applies;
    return { ...of, result: 'unknown', freshness: NOT_KNOWN, reasons: [because], clears, shown };
  }
  const sorted = observations.toSorted((a, b) => WORST_FIRST.indexOf(a.result) - WORST_FIRST.indexOf(b.result));
  const worst = sorted[0]?.result ?? 'unknown';
  const rest = {
    shown,
    reasons: sorted.map(({ says }) => says),
    clears: sorted.map(({ clears }) => clears).filter((clears) => clears.length > 0),
  };
  if (!isDue(criterion, known.service) && !STANDS.includes(worst)) {
    const isKnown = observations.some(({ result }) => result !== 'unknown');
    const freshness: Freshness = { state: 'not yet due', until: null, since: null, from: criterion.from };
    return { ...of, ...rest, result: isKnown ? 'not-run' : 'unknown', freshness };
  }
  return { ...of, ...rest, result: worst, freshness: freshnessOf(worst, observations, known.now) };
}

/** What somebody showed already, due or not: what lapses before it is due is said to have lapsed. */
const STANDS: readonly Result[] = ['passed', 'not-applicable', 'needs-review'];

function doesNotApply(because: Words) {
  return { result: 'not-applicable', freshness: NO_END, reasons: [because], clears: [], shown: [] } as const;
}

function isDue({ from }: Criterion, { phase }: AssessedService): boolean {
  // What is retired was live.
  return phase === 'retired' || PHASES.indexOf(from) <= PHASES.indexOf(phase);
}

function missingCheck(id: string): Observation {
  const says: Words = [`This version of Primum has no way to look at ${id}.`];
  const of = { check: id, asks: id, how: 'by hand' as const, result: 'unknown' as const };
  return { ...of, says, clears: ['A version that knows the check clears it.'], until: null, since: null, shown: [] };
}

const NO_END: Freshness = { state: 'current', until: null, since: null, from: null };
const NOT_KNOWN: Freshness = { state: 'not known', until: null, since: null, from: null };

function freshnessOf(result: Result, observations: readonly Observation[], now: Date): Freshness {
  if (result === 'passed' || result === 'not-applicable')
    return standingUntil(earliest(observations.map((one) => one.until)), now);
  const since = earliest(observations.filter((one) => one.result === result).map((one) => one.since));
  return { state: result === 'needs-review' ? 'lapsed' : 'not known', until: null, since, from: null };
}

/** The first time at which something that ends then is due soon. */
function soonFrom(until: Date | null): Date | null {
  return until && new Date(until.getTime() - DUE_SOON_DAYS * DAY);
}

function standingUntil(until: Date | null, now: Date): Freshness {
  const isSoon = until !== null && soonFrom(until)! <= now;
  return { state: isSoon ? 'due soon' : 'current', until, since: null, from: null };
}

/** How far down a check stands, for whoever judged by it: what only grew old did not get worse. */
export const RANK: Readonly<Record<Result, number>> = {
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
  const judgement = known.judgements.get(judgementKey(catalogue.id, criterion.id));
  if (!judgement) return null;
  const named = [...new Set(factsNamed(catalogue, criterion))];
  const changed = changedFacts(named, judgement.facts, factsAbout(known));
  // Of a check that was not among them then, whoever judged saw nothing: only what stands now leaves the judgement as it was.
  const worse = observations.find(({ check, result }) => RANK[result] < RANK[judgement.basis[check] ?? 'passed']);
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
      : due.every(({ result }) => result === 'passed')
        ? ['What could be checked passed. Nobody has judged it.']
        : ['What was shown has lapsed in part, and nobody has judged it.'];
    return { ...of, verdict: 'not-known', says, clears: again, freshness: NOT_KNOWN };
  }
  const lapsed = due.find(({ result }) => result === 'needs-review');
  if (lapsed) return { ...of, verdict: 'met', ...worstOf(lapsed) };
  const judgedUntil = due.map(({ judgement }) => standingUntil(judgement!.until, known.now));
  const freshness = soonest([...due.map((one) => one.freshness), ...judgedUntil]);
  return { ...of, verdict: 'met', says: [], clears: [], freshness };
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
