import type { AssessedService, Observation, Result, Shown } from '../../../rules/checks.ts';
import type { KnownFacts, Truth } from '../../../rules/conditions.ts';
import type { Words } from '../../../words/sentence.ts';
import type { Catalogue, Criterion, FactQuestion, Phase, Section } from './catalogue.ts';

/*
 * The glossary of assessments: what is known of a service beside what a standard asks. The machine observes; a person judges.
 */

/** What a person can judge. */
export const JUDGEMENTS = ['met', 'partly met', 'not met', 'does not apply'] as const;
export type JudgementValue = (typeof JUDGEMENTS)[number];

/** A judgement that was signed, as an assessment takes it in. */
export interface Judgement {
  /** "FND-3" */
  readonly reference: string;
  readonly href: string;
  readonly value: JudgementValue;
  /** The edition of the standard that was judged; without it, the one that is looked at. */
  readonly edition?: string;
  readonly reason: string;
  /** Who signed it, with their role: "Wren Applewhite (CSO)". */
  readonly by: string;
  readonly on: Date;
  /** Its signature ends; null for no end. */
  readonly until: Date | null;
  /** The documents from elsewhere that were signed, by their SHA-256 in hex. */
  readonly documents?: readonly string[];
  /** What each check came to when it was signed. */
  readonly basis: Readonly<Record<string, Result>>;
  /** The facts about the service that it turned on, as they were. */
  readonly facts: KnownFacts;
  /** Why the signature does not stand, where approvals say so: void, words changed. Empty where it stands. */
  readonly fallen: Words;
}

/** Why a judgement is out of date; empty where it is current. */
export interface JudgementStanding extends Judgement {
  readonly outOfDate: Words;
}

/** A decision that was signed: that a catalogue, or a section of it, does not apply to a service. */
export interface ScopeDecision {
  readonly reference: string;
  readonly href: string;
  /** The catalogue that it is about: "dcb0160". */
  readonly catalogue: string;
  /** Null for the whole catalogue. */
  readonly section: string | null;
  readonly reason: string;
  readonly by: string;
  readonly on: Date;
  /** It is to be looked at again by then, and counts no more from then on; null for no end. */
  readonly until: Date | null;
  /** The facts that it turned on, as they were. */
  readonly facts: KnownFacts;
}

export const FRESHNESS_STATES = ['current', 'due soon', 'lapsed', 'not yet due', 'not known'] as const;

/** Until when what is known stands. */
export interface Freshness {
  readonly state: (typeof FRESHNESS_STATES)[number];
  /** Null where there is no end, or nothing is known. */
  readonly until: Date | null;
  /** Since when it lapsed, or failed; null where that is not known. */
  readonly since: Date | null;
  /** Of `not yet due`: the phase from which it is. */
  readonly from: Phase | null;
}

export interface AssessedCriterion {
  readonly criterion: Criterion;
  readonly applies: Truth;
  /** Why it applies or not, where that turns on something. */
  readonly appliesBecause: Words;
  readonly result: Result;
  readonly freshness: Freshness;
  readonly judgement: JudgementStanding | null;
  /** What is so, in whole sentences: the worst first. */
  readonly reasons: readonly Words[];
  /** What clears it; empty only where it passed or does not apply. */
  readonly clears: readonly Words[];
  readonly shown: readonly Shown[];
  readonly observations: readonly Observation[];
  /** The first time at which the same facts give anything else. */
  readonly until: Date | null;
}

export const SECTION_VERDICTS = ['met', 'not-met', 'not-known', 'does not apply'] as const;

/** Where a clause stands: the verdict of the page. `not-known` until somebody judged, whatever the checks say. */
export interface AssessedSection {
  readonly section: Section;
  readonly verdict: (typeof SECTION_VERDICTS)[number];
  /** Why, and what clears it; empty where it is met and current. */
  readonly says: Words;
  readonly clears: Words;
  readonly freshness: Freshness;
  /** Who judged it, each once; empty where nobody did. */
  readonly judgedBy: readonly string[];
  readonly criteria: readonly AssessedCriterion[];
}

export interface Assessment {
  readonly catalogue: Catalogue;
  readonly service: AssessedService;
  readonly asAt: Date;
  readonly sections: readonly AssessedSection[];
  /** Questions about the service that nobody answered, and on which it turns what applies. */
  readonly open: readonly FactQuestion[];
  /** The first time at which the same facts give anything else. */
  readonly until: Date | null;
}

/** All criteria of an assessment, in the order of the source. */
export function criteriaOf(assessment: Assessment): AssessedCriterion[] {
  return assessment.sections.flatMap(({ criteria }) => criteria);
}
