import { ask, factsOf, type Condition, type FactValue, type GivenFacts } from '../../../rules/conditions.ts';
import type { Day } from '../../../words/days.ts';

/*
 * A pack: the duties and the facts that they read, as dated data (standards/duties). Pure.
 */

/** How binding a duty is. Whoever reads it sees which: nothing is called law that is not. */
export const STRENGTHS = ['law', 'contract', 'required', 'best practice', 'voluntary'] as const;
export type Strength = (typeof STRENGTHS)[number];

export const CONFIDENCES = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** What a fact can be. A `moment` starts a clock. */
export const FACT_TYPES = ['yes or no', 'one', 'several', 'number', 'moment'] as const;
export type FactType = (typeof FACT_TYPES)[number];

/** A fact that duties read, and how a person is asked for it. */
export interface Fact {
  /** "harm.physical" */
  readonly name: string;
  readonly type: FactType;
  /** "Was somebody harmed in their body, and how badly?" */
  readonly question: string;
  readonly hint: string;
  /** Of one or several: what can be answered. */
  readonly answers: readonly FactAnswer[];
  /** Of a number. */
  readonly least: number;
  readonly most: number;
  /** It tells of somebody's safety: only those who may open a safeguarding compartment are asked for it, or see it. */
  readonly compartment: boolean;
}

export interface FactAnswer {
  readonly value: string;
  readonly text: string;
  /** `none`: there is none, and that is known. `not known`: whoever answers cannot say. */
  readonly means?: 'none' | 'not known' | undefined;
}

/** A span after the start of a clock. */
export type Span =
  | { readonly hours: number }
  | { readonly days: number }
  | { readonly working_days: number }
  | { readonly months: number };

/** What a limit can be. Only the first four are numbers that a source gives; all others are words. */
export const LIMITS = [
  'elapsed',
  'calendar_days',
  'working_days',
  'next_working_day_close',
  'immediate',
  'asap',
  'without_delay',
  'without_undue_delay',
  'before',
  'periodic',
  'guideline',
  'as_agreed',
  'none',
] as const;
export type LimitType = (typeof LIMITS)[number];

export interface Deadline {
  readonly type: LimitType;
  /** Of `elapsed`. */
  readonly hours: number | null;
  /** Of `calendar_days` and `working_days`. */
  readonly days: number | null;
  /** The fact with which the clock starts; null where there is none. */
  readonly clock: string | null;
  /** "within 10 days; expected at once" */
  readonly says: string;
  /** A target of ours, where the source gives no number. Never law. */
  readonly target: Span | null;
  /** What else is to be known about the limit; '' for nothing. */
  readonly note: string;
}

/** A second clock of the same duty: a written confirmation, an answer to wait for. */
export interface FurtherLimit {
  /** "confirm it in writing within 48 hours" */
  readonly says: string;
  readonly span: Span;
  readonly clock: string;
}

/** What belongs into the report, and the facts that answer it. */
export interface ContentItem {
  readonly text: string;
  readonly facts: readonly string[];
}

export interface Source {
  /** `memory`: nobody has read it. */
  readonly kind: 'seen' | 'memory';
  readonly ref: string;
}

/** What duties are about, in the order in which they are listed. */
export const AREAS = [
  'danger',
  'patient safety',
  'CQC',
  'MHRA',
  'data',
  'safeguarding',
  'deaths, work and others',
] as const;
export type Area = (typeof AREAS)[number];

/** One duty: who has to tell whom of what, by when, and on what ground that is said. */
export interface Duty {
  /** "MHRA-10D" */
  readonly id: string;
  /** Of the rule: a judgement is bound to the version under which it was made. */
  readonly version: number;
  readonly area: Area;
  readonly title: string;
  /** Whose duty it is. */
  readonly who: string;
  readonly to: string;
  readonly how: string;
  readonly when: Condition;
  /** What frees from it. While that is not known, it is possible. */
  readonly exempt_if: Condition | null;
  readonly deadline: Deadline;
  readonly further: readonly FurtherLimit[];
  readonly content: readonly ContentItem[];
  readonly strength: Strength;
  /** The law, the standard or the custom that it follows from. */
  readonly basis: string;
  /** Whom it binds, where that is not who reads it, or not all of it; '' where it needs no saying. */
  readonly binds: string;
  /** Whether somebody has to agree; '' where that is no question. */
  readonly consent: string;
  readonly note: string;
  /** Nobody has verified that it is in force: it is watched, and never due. */
  readonly watch: boolean;
  /** It is one person's own, and no organisation can do it for them. */
  readonly personal: boolean;
  readonly in_force: { readonly from: Day | null; readonly to: Day | null };
  readonly source: readonly Source[];
  readonly confidence: Confidence;
  /** The day on which it was last held against what was seen of its source; null where nobody did. */
  readonly verified_on: Day | null;
  readonly review_by: Day;
}

/** The duties of one edition. */
export interface Pack {
  /** "2026-11" */
  readonly version: string;
  /** What it covers: "England". */
  readonly jurisdiction: string;
  readonly in_force_from: Day;
  readonly checked: Day;
  readonly recheck_by: Day;
  readonly facts: readonly Fact[];
  readonly duties: readonly Duty[];
}

/** A fact of a pack, by its name. */
export function factOf(pack: Pack, name: string): Fact | null {
  return pack.facts.find((fact) => fact.name === name) ?? null;
}

/** A duty of a pack, by its id. */
export function dutyOf(pack: Pack, id: string): Duty | null {
  return pack.duties.find((duty) => duty.id === id) ?? null;
}

/** Every fact that a duty reads: of its condition, its exemption and its clocks, each once. */
export function factsReadBy({ when, exempt_if, deadline, further }: Duty): string[] {
  return [
    ...new Set([
      ...factsOf(when),
      ...(exempt_if ? factsOf(exempt_if) : []),
      ...(deadline.clock === null ? [] : [deadline.clock]),
      ...further.map(({ clock }) => clock),
    ]),
  ];
}

/**
 * Whether a duty can be owed only where a fact of the compartment is so. It is shown to nobody but those who may open one,
 * and counts nowhere else.
 */
export function isCompartmentDuty(pack: Pack, duty: Duty): boolean {
  const none = Object.fromEntries(
    pack.facts.filter(({ compartment }) => compartment).map(({ name }): [string, null] => [name, null]),
  );
  return ask(duty.when, none).truth === 'no';
}

/** Whether only those who may open a compartment are asked for a fact. A fact that no pack names is not for everybody. */
export function isCompartmentFact(pack: Pack, name: string): boolean {
  return factOf(pack, name)?.compartment ?? true;
}

/**
 * What was answered, as the rules read it: an answer that says "I cannot say" is no answer, and one that says "there is none"
 * is known. "Not sure" never frees anybody.
 */
export function asRead(pack: Pack, given: GivenFacts): GivenFacts {
  const read: [string, FactValue | null][] = [];
  for (const [name, value] of Object.entries(given)) {
    const means = factOf(pack, name)?.answers.find((answer) => answer.value === value)?.means;
    if (means !== 'not known') read.push([name, means === 'none' ? null : value]);
  }
  return Object.fromEntries(read);
}

/** A value as a person reads it: "moderate harm", "yes", "device manufacturer and processor". */
export function sayValue(fact: Fact, value: FactValue | null): string {
  if (value === null) return 'there is none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return value.toLocaleString('en-GB');
  const said = (one: string) => fact.answers.find((answer) => answer.value === one)?.text ?? one;
  if (typeof value === 'string') return said(value);
  return value.length === 0 ? 'none of these' : value.map(said).join('; ');
}
