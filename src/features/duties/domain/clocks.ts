import { ask, type Condition, type FactValue, type GivenFacts } from '../../../rules/conditions.ts';
import type { Obligation } from '../domain.ts';

/*
 * When a clock started. It starts when whoever owes the duty became aware of what triggers it: for most, with the incident; where
 * what triggers it was learnt later, then. A clock that started is never started anew by a fact that is stated again.
 */

/** A fact as it was stated once. */
export interface FactVersion {
  readonly fact: string;
  /** Null says that there is none; undefined, that it was taken back. */
  readonly value: FactValue | null | undefined;
  /** Since when whoever owes the duty knows it; null for from the start, with the incident. */
  readonly since: Date | null;
}

/** A rule, as far as its clock needs it. */
export interface ClockRule {
  readonly id: string;
  readonly when: Condition;
}

/** What makes obligations of facts: the engine, at a time. */
export type Engine = (facts: GivenFacts) => readonly Obligation[];

/** The facts that are known after all of these were stated, in their order. */
export function factsAfter(history: readonly FactVersion[]): GivenFacts {
  return Object.fromEntries([...standing(history)].map(([fact, { value }]) => [fact, value!]));
}

function standing(history: readonly FactVersion[]): ReadonlyMap<string, FactVersion> {
  const known = new Map<string, FactVersion>();
  for (const version of history) {
    if (version.value === undefined) known.delete(version.fact);
    else known.set(version.fact, version);
  }
  return known;
}

/**
 * When what triggers a duty was known, at the earliest that the facts ever said; null for from the start; undefined where they
 * never triggered it.
 */
export function triggeredAt(rule: ClockRule, history: readonly FactVersion[]): Date | null | undefined {
  let earliest: Date | null | undefined;
  for (let length = 1; length <= history.length; length++) {
    const at = triggerIn(rule, [...standing(history.slice(0, length)).values()]);
    if (at === null) return null;
    if (at !== undefined && (earliest === undefined || at < earliest!)) earliest = at;
  }
  return earliest;
}

/** By when what is known now had become known far enough to trigger it. */
function triggerIn({ when }: ClockRule, facts: readonly FactVersion[]): Date | null | undefined {
  const holds = (until: number) =>
    ask(
      when,
      Object.fromEntries(
        facts
          .filter(({ since }) => since === null || since.getTime() <= until)
          .map(({ fact, value }) => [fact, value!] as const),
      ),
    ).truth === 'yes';
  if (!holds(Number.MAX_VALUE)) return undefined;
  if (holds(-Number.MAX_VALUE)) return null;
  const times = facts.flatMap(({ since }) => (since === null ? [] : [since.getTime()])).toSorted((a, b) => a - b);
  return new Date(times.find(holds)!);
}

/** An obligation with its clock as it runs. */
export interface Clocked {
  readonly obligation: Obligation;
  /** When its clock started; null where it has none, or it has not started. */
  readonly started: Date | null;
  /** It started later than the incident became known, because what triggers it was learnt then. */
  readonly later: boolean;
}

/**
 * What is owed for facts, each with its own clock: where what triggers a duty was learnt later than the fact with which its clock
 * starts, the clock starts then.
 */
export function clocked(engine: Engine, rules: readonly ClockRule[], history: readonly FactVersion[]): Clocked[] {
  const facts = factsAfter(history);
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const moved = new Map<string, ReadonlyMap<string, Obligation>>();
  const from = (clock: string, at: Date) => {
    const key = `${clock} ${at.getTime()}`;
    let found = moved.get(key);
    if (!found) {
      found = new Map(engine({ ...facts, [clock]: at.toISOString() }).map((one) => [one.id, one]));
      moved.set(key, found);
    }
    return found;
  };
  return engine(facts).map((obligation) => {
    const { id, clock } = obligation;
    const told = clock === null ? undefined : facts[clock];
    const start = typeof told === 'string' ? new Date(told) : null;
    if (clock === null || start === null || Number.isNaN(start.getTime()))
      return { obligation, started: null, later: false };
    const rule = byId.get(id);
    const trigger = rule && triggeredAt(rule, history);
    if (!trigger || trigger <= start) return { obligation, started: start, later: false };
    return { obligation: from(clock, trigger).get(id) ?? obligation, started: trigger, later: true };
  });
}

/** The share of the time that has gone by: 0 at the start, 1 at the limit, more after it. */
function shareGone(started: Date, by: Date, now: Date): number {
  const whole = by.getTime() - started.getTime();
  return whole <= 0 ? (now >= by ? 1 : 0) : (now.getTime() - started.getTime()) / whole;
}

/** When somebody is reminded, in their order: when half, and when four fifths of the time has gone, and when it is over. */
export const REMINDERS = ['half', 'four fifths', 'overdue'] as const;
export type Reminder = (typeof REMINDERS)[number];
const SHARES: Readonly<Record<Reminder, number>> = { half: 0.5, 'four fifths': 0.8, overdue: 1 };

/** The reminder that is due, the last one alone; null for none, and where it was sent. */
export function reminderDue(
  { started, by, sent }: { readonly started: Date; readonly by: Date; readonly sent: readonly Reminder[] },
  now: Date,
): Reminder | null {
  const gone = shareGone(started, by, now);
  const due = REMINDERS.findLast((one) => (one === 'overdue' ? now > by : gone >= SHARES[one]));
  if (due === undefined) return null;
  const last = Math.max(-1, ...sent.map((one) => REMINDERS.indexOf(one)));
  return REMINDERS.indexOf(due) > last ? due : null;
}
