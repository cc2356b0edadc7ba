import type { RiskScheme } from '../../schemes/index.ts';
import type { ArisesIn, HazardStatus } from '../domain.ts';
import type { ControlWords, Extra, HazardPlace, Place, RatingWords } from './words.ts';

/*
 * A log as it is kept, for comparing it with a file. Controls that are retired are not among it.
 */

/** The ids of wordings that count, where what is shown is a correction of them: they stay as long as it does. */
export interface Counting {
  readonly name: string | null;
  readonly description: string | null;
  readonly effects: readonly string[] | null;
  readonly harms: readonly string[] | null;
}

/** What no file of the field states, and a new version of the hazard carries on: ids of texts and codes. */
export interface HazardCarried {
  readonly harmedId: string | null;
  readonly vulnerable: readonly string[];
  readonly harmKinds: readonly unknown[] | null;
}

/** The same of a control. */
export interface ControlCarried {
  readonly newHazards: string | null;
  readonly newHazardsNoteId: string | null;
  readonly moreLinks: readonly unknown[];
  readonly shared: boolean;
}

export interface KeptControl extends ControlWords {
  readonly id: string;
  readonly countingText: string | null;
  readonly number: number;
  readonly carried: ControlCarried;
}

export interface KeptCause {
  readonly id: string;
  readonly text: string;
  readonly countingText: string | null;
  readonly place: Place | null;
}

export interface KeptLink {
  /** Id of the control. */
  readonly control: string;
  readonly position: number;
  /** Ids of the causes that it answers. */
  readonly causes: readonly string[];
  /** How it acts on the hazard; null where nobody has said. */
  readonly acts: string | null;
}

export interface KeptRating extends RatingWords {
  readonly giver: string;
  /** The controls that it relies on; null where nobody has said. */
  readonly reliesOn: readonly string[] | null;
  /** Null: provisional. */
  readonly confirmedSeq: number | null;
  /** What no file says of a rating. */
  readonly more?: RatingCarried | null;
}

/** What was said of a rating here: it stays with it while the rating does. */
export interface RatingCarried {
  readonly scheme: string | null;
  readonly harmClass: string | null;
  readonly patients: string | null;
  readonly assumes: readonly string[] | null;
}

/** A hazard's own row. */
export interface HazardWords {
  readonly fileRef: string | null;
  readonly place: HazardPlace | null;
  readonly name: string;
  readonly description: string | null;
  readonly component: string | null;
  readonly arisesIn: ArisesIn | null;
  readonly effects: readonly string[];
  readonly harms: readonly string[];
  readonly status: HazardStatus;
  readonly statedStatus: string | null;
  readonly standingReason: string | null;
  readonly owner: string | null;
  readonly receiver: string | null;
  readonly notes: string | null;
  readonly evidence: string | null;
  readonly extra: readonly Extra[];
}

export interface KeptHazard extends HazardWords {
  readonly id: string;
  readonly number: number;
  readonly log: { readonly id: string; readonly number: number };
  readonly counting: Counting;
  readonly carried: HazardCarried;
  readonly initial: KeptRating | null;
  readonly residual: KeptRating | null;
  readonly causes: readonly KeptCause[];
  readonly links: readonly KeptLink[];
}

export interface KeptLog {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly scheme: RiskScheme | null;
  readonly sources: readonly { readonly file: string; readonly sha256: string; readonly kind: string }[];
  /** The last entry of the ledger that changed anything of it. */
  readonly version: number;
  readonly hazards: readonly KeptHazard[];
  readonly controls: readonly KeptControl[];
  /** Hazards of other logs of the service: one may have moved. */
  readonly elsewhere: readonly KeptHazard[];
  /** Hazards of this log that an earlier file did not have any more: one may come back. */
  readonly retired: readonly KeptHazard[];
}
