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
  /** The words of the note among them. */
  readonly newHazardsNote: string | null;
  /** The reference of the service that it belongs to, where that is another one: its words are changed there. */
  readonly elsewhere: string | null;
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

/** What no file states of a rating, and a version of it with other words on why carries on. */
export interface RatingCarried {
  readonly scheme: string | null;
  readonly harmClass: string | null;
  readonly patients: string | null;
  readonly assumes: readonly string[] | null;
}

export interface KeptRating extends RatingWords {
  readonly carried: RatingCarried;
  readonly giver: string;
  /** The controls that it relies on; null where nobody has said. */
  readonly reliesOn: readonly string[] | null;
  /** Null: provisional. */
  readonly confirmedSeq: number | null;
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
  /** The words of who is harmed, among them. */
  readonly harmed: string | null;
  readonly initial: KeptRating | null;
  readonly target: KeptRating | null;
  readonly residual: KeptRating | null;
  readonly deployer: KeptRating | null;
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
  /** Controls of other services that its hazards use. */
  readonly foreign: readonly KeptControl[];
  /** Hazards of other logs of the service: one may have moved. */
  readonly elsewhere: readonly KeptHazard[];
  /** Hazards of this log that an earlier file did not have any more: one may come back. */
  readonly retired: readonly KeptHazard[];
}
