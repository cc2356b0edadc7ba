import { ask, type Answer, type Condition, type FactValue, type GivenFacts } from '../../../rules/conditions.ts';
import { capital } from '../../../words/counting.ts';
import { dayIn, sayDay } from '../../../words/days.ts';
import { momentIn, sayDateTime } from '../../../words/london-clock.ts';
import type { WorkingCalendar } from '../../../words/working-days.ts';
import type { DutyState, Obligation } from '../domain.ts';
import { limitEnds, spanEnds, type Ends } from './deadlines.ts';
import { asRead, factOf, sayValue, type Duty, type Fact, type Pack } from './pack.ts';

/*
 * What the rules of a pack make of the facts that are known: for each duty one obligation. Three-valued: what is not owed stays
 * so whatever else is learned, and so does what is due. Pure.
 */

/** One obligation for each duty of the pack: what is to be done now, then what ends first, then our targets, then the rest. */
export function obligationsOf(pack: Pack, given: GivenFacts, calendar: WorkingCalendar): readonly Obligation[] {
  const facts = asRead(pack, given);
  return pack.duties.map((duty) => obligationOf(pack, duty, facts, calendar)).toSorted(byUrgency);
}

interface Standing {
  readonly state: DutyState;
  readonly when: Answer;
  /** Null where nothing frees from it. */
  readonly exempt: Answer | null;
}

function standingOf({ when, exempt_if, watch }: Duty, facts: GivenFacts): Standing {
  const answers = { when: ask(when, facts), exempt: exempt_if && ask(exempt_if, facts) };
  return { ...answers, state: watch ? 'watch' : stateOf(answers.when, answers.exempt) };
}

/** What the rules make of one duty, from facts as the rules read them. */
export function stateIn(duty: Duty, facts: GivenFacts): DutyState {
  return standingOf(duty, facts).state;
}

function stateOf(when: Answer, exempt: Answer | null): DutyState {
  if (when.truth === 'no' || exempt?.truth === 'yes') return 'not-owed';
  return when.truth === 'yes' && exempt?.truth !== 'unknown' ? 'due' : 'possible';
}

function obligationOf(pack: Pack, duty: Duty, facts: GivenFacts, calendar: WorkingCalendar): Obligation {
  const standing = standingOf(duty, facts);
  const { state, when, exempt } = standing;
  const missing = state === 'possible' ? [...new Set([...when.missing, ...(exempt?.missing ?? [])])] : [];
  const { id, version, title, deadline, strength, confidence } = duty;
  const counts = state === 'due' || state === 'possible';
  const clocked = counts ? clockedOf(pack, duty, facts, calendar) : NOT_CLOCKED;
  return {
    id,
    version,
    title,
    state,
    due: clocked.due,
    target: clocked.target,
    limit: deadline.says,
    further: clocked.further,
    strength,
    confidence,
    settleWith: settlingFact(pack, duty, facts, missing),
    missing,
    clock: deadline.clock,
    now: state === 'due' && deadline.type === 'immediate',
    why: [...whyOf(pack, duty, facts, standing, missing), ...clocked.why],
  };
}

interface Clocked {
  readonly due: Date | null;
  readonly target: Date | null;
  readonly further: Obligation['further'];
  readonly why: readonly string[];
}

const NOT_CLOCKED: Clocked = { due: null, target: null, further: [], why: [] };

/** The clock of a duty: it runs also while a duty is only possible, so that nobody learns too late that it was owed. */
function clockedOf(pack: Pack, duty: Duty, facts: GivenFacts, calendar: WorkingCalendar): Clocked {
  const { deadline, further, in_force: inForce } = duty;
  const start = startOf(facts, deadline.clock);
  const limit = start && limitEnds(deadline, start, calendar);
  const target = start && deadline.target && spanEnds(deadline.target, start, calendar);
  return {
    due: limit?.at ?? null,
    target: target?.at ?? null,
    further: further.map(({ says, span, clock }) => {
      const from = startOf(facts, clock);
      return { says, due: from && spanEnds(span, from, calendar).at };
    }),
    why: [
      ...clockWords(pack, deadline.clock, start),
      ...(isBeyond(limit) ? [`No time is given: bank holidays are not known ${OUTSIDE(calendar)}.`] : []),
      ...(isBeyond(target) ? [`No target is given: bank holidays are not known ${OUTSIDE(calendar)}.`] : []),
      ...(start && inForce.from !== null && dayIn(start) < inForce.from
        ? [`The rule is in force since ${sayDay(inForce.from)}, and the clock started before: look up what stood then.`]
        : []),
    ],
  };
}

const OUTSIDE = ({ from, to }: WorkingCalendar): string => `before ${sayDay(from)} and after ${sayDay(to)}`;

function isBeyond(ends: Ends | null): boolean {
  return ends !== null && ends.at === null && ends.why === 'beyond the calendar';
}

/** The moment at which a clock starts; null while nobody has said, or where there is none. */
function startOf(facts: GivenFacts, clock: string | null): Date | null {
  const value = clock === null ? null : facts[clock];
  return typeof value === 'string' ? momentIn(value) : null;
}

function clockWords(pack: Pack, clock: string | null, start: Date | null): string[] {
  const fact = clock === null ? null : factOf(pack, clock);
  if (!fact) return [];
  return [
    start
      ? `Its clock started: ${fact.question} ${sayDateTime(start)}.`
      : `Its clock has not started. Nobody has said: ${fact.question}`,
  ];
}

function whyOf(pack: Pack, duty: Duty, facts: GivenFacts, standing: Standing, missing: readonly string[]): string[] {
  const { state, when, exempt } = standing;
  const known = (names: readonly string[]) => names.flatMap((name) => answeredWords(pack, name, facts));
  const missed = missing.flatMap((name) => factOf(pack, name)?.question ?? []).map((asks) => `Not known: ${asks}`);
  if (state === 'watch') return [duty.binds, ...known(when.because)];
  if (state === 'not-owed')
    return when.truth === 'no'
      ? known(when.because)
      : known(exempt?.because ?? []).map((words) => `It falls away: ${words}`);
  const stays = exempt?.truth === 'no' ? known(exempt.because).map((words) => `It does not fall away: ${words}`) : [];
  return [...known(when.because), ...stays, ...missed];
}

/** "Did somebody die? No." */
function answeredWords(pack: Pack, name: string, facts: GivenFacts): string[] {
  const fact = factOf(pack, name);
  const value = facts[name];
  return fact && value !== undefined ? [`${fact.question} ${capital(sayValue(fact, value))}.`] : [];
}

/**
 * The one fact to ask for: the first that is missing of which some answer settles the duty; where none can alone, the first
 * that is missing.
 */
function settlingFact(pack: Pack, duty: Duty, facts: GivenFacts, missing: readonly string[]): string | null {
  const settles = (name: string): boolean => {
    const fact = factOf(pack, name);
    return (
      fact !== null && answersOf(fact, duty).some((value) => stateIn(duty, { ...facts, [name]: value }) !== 'possible')
    );
  };
  return missing.find(settles) ?? missing[0] ?? null;
}

/** Answers to a fact between which the duty can tell. */
function answersOf({ name, type, answers }: Fact, { when, exempt_if }: Duty): readonly (FactValue | null)[] {
  if (type === 'yes or no') return [true, false];
  const values = answers.filter(({ means }) => means === undefined).map(({ value }) => value);
  if (type === 'one') return [...values, null];
  if (type === 'several') return [...values.map((value) => [value]), []];
  const limits = [when, ...(exempt_if ? [exempt_if] : [])].flatMap((condition) => limitsOn(condition, name));
  return limits.flatMap((limit) => [limit - 1, limit, limit + 1]);
}

/** The numbers that a condition holds a fact against. */
function limitsOn(condition: Condition, name: string): number[] {
  if ('all' in condition) return condition.all.flatMap((part) => limitsOn(part, name));
  if ('any' in condition) return condition.any.flatMap((part) => limitsOn(part, name));
  if ('not' in condition) return limitsOn(condition.not, name);
  return condition.fact === name && 'value' in condition && typeof condition.value === 'number'
    ? [condition.value]
    : [];
}

const STATES: readonly DutyState[] = ['due', 'possible', 'watch', 'not-owed'];

/** What is to be done now; then what ends first, then our targets, and the rest by its state; in the order of the pack. */
export function byUrgency(one: Obligation, other: Obligation): number {
  return (
    rankOf(one) - rankOf(other) ||
    (one.due?.getTime() ?? 0) - (other.due?.getTime() ?? 0) ||
    (one.due || other.due ? 0 : (one.target?.getTime() ?? 0) - (other.target?.getTime() ?? 0)) ||
    STATES.indexOf(one.state) - STATES.indexOf(other.state)
  );
}

function rankOf({ now, due, target }: Obligation): number {
  if (now) return 0;
  if (due) return 1;
  return target ? 2 : 3;
}
