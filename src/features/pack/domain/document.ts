/*
 * The glossary of packs: where a service stands beside standards, as plain data at one moment. Everything that leaves the
 * house (page, PDF, Word, CSV, bundle) is made of this one document, with the same words.
 */

export const PACK_FORMAT = 'primum-assessment-pack';

export const RESULTS = ['passed', 'failed', 'needs-review', 'not-applicable', 'not-run', 'unknown'] as const;
export type PackResult = (typeof RESULTS)[number];

export const VERDICTS = ['met', 'not-met', 'not-known', 'does not apply'] as const;
export type PackVerdict = (typeof VERDICTS)[number];

export const STATES = ['current', 'due soon', 'lapsed', 'not yet due', 'not known'] as const;

/** Until when what is known stands. Times are in ISO 8601, in UTC. */
export interface PackFreshness {
  readonly state: (typeof STATES)[number];
  readonly until: string | null;
  /** Since when it lapsed, or failed. */
  readonly since: string | null;
  /** Of `not yet due`: the phase from which it is. */
  readonly from: string | null;
}

/** Something that shows it. */
export interface PackEvidence {
  readonly text: string;
  /** Where it is in the installation that made the pack: "/services/DEMO/hazards/HAZ-12". */
  readonly address: string;
  readonly until: string | null;
  /** The SHA-256 of the file that it is, in hex, where it is one that is kept in Primum. */
  readonly file: string | null;
}

export interface PackJudgement {
  /** "FND-3" */
  readonly reference: string;
  readonly value: string;
  readonly reason: string;
  /** Who signed it, with their role. */
  readonly by: string;
  readonly on: string;
  readonly until: string | null;
  /** Why it is out of date; '' where it is current. */
  readonly outOfDate: string;
}

export interface PackObservation {
  readonly check: string;
  readonly asks: string;
  readonly how: 'automatic' | 'by hand';
  readonly result: PackResult;
  readonly says: string;
  /** '' where nothing has to be cleared. */
  readonly clears: string;
  readonly until: string | null;
  readonly since: string | null;
}

export interface PackCriterion {
  readonly id: string;
  readonly clause: string;
  readonly title: string;
  readonly text: string;
  readonly level: string | null;
  readonly applies: 'yes' | 'no' | 'unknown';
  readonly appliesBecause: string;
  readonly result: PackResult;
  readonly freshness: PackFreshness;
  readonly judgement: PackJudgement | null;
  /** What is so: the worst first. */
  readonly says: readonly string[];
  readonly clears: readonly string[];
  readonly evidence: readonly PackEvidence[];
  readonly observations: readonly PackObservation[];
  readonly confidence: string;
  readonly source: string;
  readonly note: string;
}

/** An answer of the NHS compliance assessment, read off what is known. */
export interface PackAnswer {
  /** The id of what is answered. */
  readonly criterion: string;
  /** What is answered apart: how the organisation works, or this system; null where it is answered as one. */
  readonly part: 'system' | 'project' | null;
  readonly answer: string;
  readonly because: string;
  /** What makes it a Yes; '' where it is one, or does not apply. */
  readonly clears: string;
  readonly evidence: readonly PackEvidence[];
}

export interface PackSection {
  readonly id: string;
  readonly title: string;
  readonly verdict: PackVerdict;
  readonly says: string;
  readonly clears: string;
  readonly freshness: PackFreshness;
  readonly judgedBy: readonly string[];
  readonly criteria: readonly PackCriterion[];
}

export interface PackStandard {
  readonly id: string;
  readonly edition: string;
  readonly name: string;
  readonly title: string;
  readonly publisher: string;
  readonly source: { readonly title: string; readonly url: string; readonly confidence: string };
  /** The day on which somebody held the catalogue against its source. */
  readonly checked: string;
  readonly recheckBy: string;
  readonly force: string;
  readonly standing: string;
  readonly notes: readonly string[];
  readonly sections: readonly PackSection[];
  /** Of DCB0129 and DCB0160: the answers of the compliance assessment. None of others. */
  readonly answers: readonly PackAnswer[];
  /** Why nothing can be claimed on these answers before supply. */
  readonly beforeSupply: readonly string[];
  /** Questions about the service that nobody answered, and on which it turns what applies. */
  readonly open: readonly string[];
}

/** A file that shows something, as it goes along in a bundle. */
export interface PackFile {
  readonly sha256: string;
  readonly size: number;
  readonly type: string;
  /** "evidence/<sha256>.pdf"; null where it was left out, as the bundle would be too large. */
  readonly path: string | null;
  /** What it shows, as whoever kept it called it. */
  readonly text: string;
}

export interface PackDocument {
  readonly format: typeof PACK_FORMAT;
  readonly version: 1;
  readonly service: {
    readonly reference: string;
    readonly name: string;
    readonly organisation: string;
    readonly phase: string;
    readonly role: string;
  };
  /** What the service is for, part by part; null where nobody has said it. */
  readonly intendedUse: readonly { readonly name: string; readonly says: string | null }[];
  /** The moment that it is about: what was known then. */
  readonly asAt: string;
  readonly made: { readonly at: string; readonly by: string };
  readonly standards: readonly PackStandard[];
  readonly files: readonly PackFile[];
}

/** All criteria of a standard, in the order of its source. */
export function criteriaIn(standard: PackStandard): PackCriterion[] {
  return standard.sections.flatMap(({ criteria }) => criteria);
}
