import type { Condition } from '../../../rules/conditions.ts';

/*
 * The glossary of catalogues: what a standard asks, in our own words, as dated data in `standards/`. Pure.
 */

/** How sure a line is. `seen`: read in the source. `second-hand`: a reader of the source says so. The rest was not checked. */
export const CONFIDENCES = ['seen', 'second-hand', 'partly', 'inferred', 'memory'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** The phases that a criterion can be due from. */
export const PHASES = ['discovery', 'alpha', 'beta', 'live'] as const;
export type Phase = (typeof PHASES)[number];

/** What must, should, or only informs, as the source uses the words (RFC 2119). */
export const LEVELS = ['MUST', 'SHOULD', 'INFO'] as const;
export type Level = (typeof LEVELS)[number];

/** An edition of a standard. */
export interface Catalogue {
  /** "point-16": as in its address. */
  readonly id: string;
  /** "2026-01", "4.2" */
  readonly edition: string;
  /** As people call it: "NHS service standard, point 16". */
  readonly name: string;
  /** "Make your service clinically safe" */
  readonly title: string;
  readonly publisher: string;
  readonly source: { readonly title: string; readonly url: string; readonly confidence: Confidence };
  /** The day on which somebody held it against its source. */
  readonly checked: string;
  /** The day by which somebody has to again. */
  readonly recheckBy: string;
  /** What the source says of its legal force, with its date; never our own word. */
  readonly force: string;
  /** What is under way: a review, a consultation. */
  readonly standing: string;
  /** What a reader should know: what was not read, what may be wrong. */
  readonly notes: readonly string[];
  /** When the whole of it applies; without it, to every service. */
  readonly applies: Condition | null;
  /** How many people sign that it does not apply. */
  readonly scopeSignatures: 1 | 2;
  /** In the order of the source. */
  readonly sections: readonly Section[];
  readonly criteria: readonly Criterion[];
}

/** A clause of point 16, a section of DCB0129, a group of the evidence standards framework. */
export interface Section {
  readonly id: string;
  readonly title: string;
}

export interface Criterion {
  /** Unlike any other in its catalogue, and the same from edition to edition while it asks the same: "4.2". */
  readonly id: string;
  readonly section: string;
  /** As the source numbers it: "2.3.2". */
  readonly clause: string;
  readonly title: string;
  /** What is asked, in our own words. */
  readonly text: string;
  readonly level: Level | null;
  /** When it applies; null for always. */
  readonly applies: Condition | null;
  /** The phase from which it is due. */
  readonly from: Phase;
  /** What is looked at: ids of checks. None is a fault of the catalogue. */
  readonly checks: readonly string[];
  readonly confidence: Confidence;
  /** Where it was read. */
  readonly source: string;
  /** DCB0129's compliance assessment asks apart for evidence of the management system and of the project. */
  readonly assessedAs: readonly ('system' | 'project')[];
  /** Tiers of the evidence standards framework. */
  readonly tiers: readonly string[];
  readonly note: string;
}

/** A check that a person makes: somebody looks, says what they saw, and keeps what shows it. */
export interface HandCheck {
  /** "hand.homeless-tested" */
  readonly id: string;
  /** What has to be so, as a whole sentence. */
  readonly asks: string;
  /** What good looks like, in a sentence or two. */
  readonly good: string;
  readonly method: 'examine' | 'interview' | 'test';
  /** For how many days it stands. */
  readonly every: number;
  /** Who looks: a role. */
  readonly by: string;
  /** What to keep: "notes of the sessions, with who took part". */
  readonly keep: string;
}

/** A fact about a service that decides what applies: asked once, in words. */
export interface FactQuestion {
  /** "uses_barcodes": as conditions name it. */
  readonly id: string;
  readonly question: string;
  readonly hint: string;
  /** `several`: a list of the answers. */
  readonly sort: 'yes or no' | 'one' | 'several';
  /** Of a yes or no: none. */
  readonly answers: readonly { readonly value: string; readonly text: string }[];
  /** Why it is asked, and by which standard, with how sure that is. */
  readonly source: string;
  readonly confidence: Confidence;
}

/**
 * The answer of whoever looked and could not say yet. It settles nothing: a condition on it stays open, and neither "applies"
 * nor "does not apply" comes of it.
 */
export const NOT_DECIDED = 'not decided';
