import type { ArisesIn, ControlState, ControlType, HazardStatus, Party, Phase } from '../domain.ts';

/*
 * The rows of hazards through time, with their texts: what differences and histories are told from. Pure.
 */

/** A text: as it is shown, and the wording that counts. */
export interface Said {
  readonly shown: string;
  readonly counts: string;
}

/** A row as it stood from one entry of the ledger to another. */
interface Version {
  readonly fromSeq: number;
  readonly toSeq: number;
}

export interface HazardVersion extends Version {
  readonly id: string;
  readonly number: number;
  readonly log: string;
  readonly retired: boolean;
  readonly name: Said | null;
  readonly description: Said | null;
  readonly component: string | null;
  readonly arisesIn: ArisesIn | null;
  readonly effects: readonly Said[];
  readonly harms: readonly Said[];
  readonly status: HazardStatus;
  readonly receiver: string | null;
  readonly standingReason: string | null;
  readonly owner: string | null;
  readonly notes: string | null;
  readonly evidence: string | null;
  readonly extra: string | null;
  readonly file: string | null;
  /** Why its maker called this version a correction; null where it is none. */
  readonly wordingReason: string | null;
}

export interface CauseVersion extends Version {
  readonly id: string;
  readonly hazard: string;
  readonly position: number;
  readonly text: Said | null;
}

export interface ControlVersion extends Version {
  readonly id: string;
  readonly number: number;
  readonly retired: boolean;
  readonly text: Said | null;
  readonly existing: boolean | null;
  readonly type: ControlType | null;
  readonly party: Party | null;
  readonly state: ControlState;
  readonly owner: string | null;
  readonly evidence: string | null;
  readonly action: string | null;
  readonly actionStatus: string | null;
  readonly file: string | null;
  readonly wordingReason: string | null;
}

export interface LinkVersion extends Version {
  readonly hazard: string;
  readonly control: string;
  readonly position: number;
}

export interface RatingVersion extends Version {
  readonly hazard: string;
  readonly phase: Phase;
  readonly severity: string | null;
  readonly likelihood: string | null;
  readonly level: string | null;
  readonly stated: string | null;
  readonly justification: string | null;
  readonly confirmed: boolean;
  /** The assumptions that it rests on: "ASM-1, ASM-2"; null for none. */
  readonly assumes?: string | null;
  /** The entry at which a person gave or confirmed it. */
  readonly given?: number | null;
  /** The class of harm and the patients that the severity follows from, where it was chosen so. */
  readonly harm?: string | null;
  /** The controls that it relies on: "CTL-1, CTL-4"; null where nobody has said. */
  readonly relies?: string | null;
}

/** What a person decided about the risk that stays; of the residual rating that a person gave with an entry. */
export interface JudgementVersion extends Version {
  readonly hazard: string;
  readonly kind: 'acceptance' | 'benefit-risk';
  readonly rating: number;
  readonly finding: string;
  readonly text: string | null;
}

/** Everything of some hazards that stood at any time of a stretch of the ledger; each list in the order of time. */
export interface RowVersions {
  readonly hazards: readonly HazardVersion[];
  readonly causes: readonly CauseVersion[];
  readonly links: readonly LinkVersion[];
  readonly controls: readonly ControlVersion[];
  readonly ratings: readonly RatingVersion[];
  readonly judgements?: readonly JudgementVersion[];
}

/** The versions that stood at an entry of the ledger. */
export function at<V extends Version>(versions: readonly V[], seq: number): V[] {
  return versions.filter((one) => one.fromSeq <= seq && one.toSeq > seq);
}
