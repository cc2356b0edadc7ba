import type { KnownFacts } from '../../rules/conditions.ts';
import type { Confidence, Strength } from './domain/pack.ts';

export * from './domain/pack.ts';
export { byUrgency, obligationsOf } from './domain/engine.ts';

/*
 * Who has to be told of what happened, by when. One event can owe several reports to different bodies, on different clocks; each
 * is shown, and nothing hides another. The rules are data (standards/duties), and a person judges what they suggest.
 */

/** What the rules make of a duty, from the facts that are known. Unknown facts leave it possible, never not owed. */
export type DutyState = 'due' | 'possible' | 'not-owed' | 'watch';

/** What a duty comes to for a set of facts. */
export interface Obligation {
  /** As in the pack: "MHRA-10D". */
  readonly id: string;
  /** Of the rule: a judgement is bound to it. */
  readonly version: number;
  readonly title: string;
  readonly state: DutyState;
  /** When a limit that its source gives in numbers ends; null where there is none, or its clock has not started. */
  readonly due: Date | null;
  /** Our own target where the source says only "without delay": never law. */
  readonly target: Date | null;
  /** The limit in words: "within 10 days", "without delay". */
  readonly limit: string;
  /** Second clocks of the same duty, such as a written confirmation: their limits in words, and when they end. */
  readonly further: readonly { readonly says: string; readonly due: Date | null }[];
  /** It is owed, and at once. */
  readonly now: boolean;
  readonly strength: Strength;
  readonly confidence: Confidence;
  /** The one fact that would settle it; null where it is settled. */
  readonly settleWith: string | null;
  /** Every fact that is not known and could settle it, in the order of the rule; none where it is settled. */
  readonly missing: readonly string[];
  /** The fact with which its clock starts; null for a duty without a clock. */
  readonly clock: string | null;
  /** Sentences: what made it so. */
  readonly why: readonly string[];
}

/** What something is known of that may owe reports: an incident, or what lies in a safeguarding compartment. */
export interface DutyCase {
  readonly id: string;
  readonly service: { readonly id: string; readonly reference: string };
  /** "INC-12" */
  readonly reference: string;
}

/** A fact as somebody stated it: what, on what ground, and since when whoever owes the duty knows it. */
export interface StatedFact {
  /** As in the pack: "harm.physical", "t.became_aware". */
  readonly fact: string;
  /** Null takes it back: it is not known. */
  readonly value: KnownFacts[string] | null;
  /** Where it comes from, in words: "Triage of INC-12". */
  readonly source: string;
  /**
   * Since when whoever owes a duty knows it, where that is later than the incident itself: the clock of what it triggers starts
   * then. Without it, from the start; where something else was known before, from now.
   */
  readonly since?: Date | null;
}

/** Something that is done by being kept here: the entry in a log, the choice of how to learn from it. */
export interface DoneHere {
  /** The duty: "DCB-LOG". */
  readonly duty: string;
  /** Under which it is found: "INC-12". */
  readonly reference: string;
  readonly to: string;
  readonly at: Date;
}

/** What is open of a case: for whoever closes what it is about. */
export interface DutiesOpen {
  /** Owed and neither done nor dismissed: their ids. */
  readonly open: readonly string[];
  /** Possible, and nobody said whether: their ids. */
  readonly undecided: readonly string[];
}
