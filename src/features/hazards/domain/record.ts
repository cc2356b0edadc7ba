import type { RiskLevel } from '../../schemes/domain.ts';
import type { ChangeClass } from './change-class.ts';
import type { Marked } from '../../../words/marks.ts';
import type {
  Acts,
  ArisesIn,
  ControlLink,
  ControlState,
  ControlType,
  HazardStatus,
  NewHazards,
  Party,
  Phase,
  Verdict,
  VulnerableGroup,
} from '../domain.ts';
import type { AcceptedBecause, Conclusion } from './accepting.ts';
import type { HarmClass, HarmKind, Patients } from './severity.ts';

/*
 * A hazard as it is shown, listed and handed out: everything that its log says of it at one moment. Plain JSON.
 */

/** Where something stands in the file that it was taken in from. */
export interface Place {
  readonly file: string;
  readonly sheet?: string;
  readonly cell?: string;
  readonly line?: number;
}

/** The cells of a rating. */
export interface RatingPlaces {
  readonly severity?: Place;
  readonly likelihood?: Place;
  readonly risk?: Place;
}

export interface HazardPlace extends Place {
  readonly ratings?: { readonly initial?: RatingPlaces; readonly residual?: RatingPlaces };
}

export interface RatingRecord {
  /** In the words of the scheme; as written, where the scheme does not have them. */
  readonly severity: string | null;
  readonly likelihood: string | null;
  /** What the file says that the risk is. */
  readonly stated: RiskLevel | null;
  /** What the scheme makes of severity and likelihood. */
  readonly level: RiskLevel | null;
  readonly justification: string | null;
  /** "as stated in FILE", or the person who judged. */
  readonly giver: string;
  readonly givenAt: string;
  /** The scheme and the version of it that made the level. */
  readonly scheme: string | null;
  /** What the severity follows from, where it was chosen so. */
  readonly harmClass: HarmClass | null;
  readonly patients: Patients | null;
  /** The controls that it relies on (CTL-31, or PLATFORM/CTL-3 of another service); null where nobody has said. */
  readonly reliesOn: readonly string[] | null;
  /** The assumptions that it rests on: ASM-2. */
  readonly assumes: readonly string[];
  /** Whether a person judged it here; what was taken in from a file waits for that. */
  readonly confirmed: boolean;
  /** It waits: nobody has confirmed it, or a control that it relies on does not hold. */
  readonly provisional: boolean;
  /** Whether this is the rating that counts now. */
  readonly counts: boolean;
}

/** What a person decided about a risk that remains. */
export interface JudgementRecord {
  /** Why a risk is accepted, or what weighing it came to. */
  readonly finding: AcceptedBecause | Conclusion;
  readonly text: string;
  readonly giver: string;
  readonly givenAt: string;
}

export interface CauseRecord {
  readonly text: string;
  readonly place: Place | null;
}

export interface ControlRecord {
  /** CTL-31; PLATFORM/CTL-3 where it belongs to another service. */
  readonly id: string;
  readonly text: string;
  readonly kind: 'existing' | 'additional' | 'unstated';
  readonly type: ControlType | null;
  /** As somebody declares it; never "verified", which is a verdict. */
  readonly state: ControlState;
  readonly statedState: string | null;
  readonly owner: string | null;
  readonly party: Party | null;
  readonly evidence: string | null;
  readonly action: string | null;
  readonly actionStatus: string | null;
  /** Whether anybody looked for hazards that it brings (DCB0129 6.1.2), and what they found. */
  readonly newHazards: NewHazards | null;
  readonly newHazardsNote: string | null;
  readonly links: readonly ControlLink[];
  /** Hazards of other services may rest on it. */
  readonly shared: boolean;
  /** How it acts on this hazard; null where nobody has said. */
  readonly acts: Acts | null;
  /** The causes that it acts on, where the log says so: their places among the causes, from 1. */
  readonly causes: readonly number[];
  readonly verdict: Verdict;
  /** When what it rests on lapses: from then on it no longer holds. */
  readonly lapsesAt: string | null;
  readonly place: Place | null;
}

/** A control by itself, whatever rests on it. */
export interface ControlByItself extends Omit<ControlRecord, 'causes' | 'acts'> {
  /** No hazard rests on it any more. Kept, and no longer listed. */
  readonly retired: boolean;
  /** The hazards that rest on it, in the order of their numbers. */
  readonly hazards: readonly { readonly id: string; readonly name: string; readonly log: number }[];
  /** To send along with a change: it is refused where somebody else changed the control meanwhile. */
  readonly version: number;
}

export interface HazardRecord {
  /** HAZ-12 */
  readonly id: string;
  /** The number that the file gives it. */
  readonly ref: string | null;
  /** The number of its log in the service. */
  readonly log: number;
  readonly name: string;
  readonly description: string | null;
  readonly component: string | null;
  readonly arisesIn: ArisesIn | null;
  readonly effects: readonly string[];
  readonly harms: readonly string[];
  /** How bad each harm is, and for how many, in the order of the harms; null where nobody has said. */
  readonly harmKinds: readonly (HarmKind | null)[];
  /** Who is harmed. */
  readonly harmed: string | null;
  readonly vulnerable: readonly VulnerableGroup[];
  readonly causes: readonly CauseRecord[];
  readonly controls: readonly ControlRecord[];
  readonly initial: RatingRecord | null;
  readonly target: RatingRecord | null;
  readonly residual: RatingRecord | null;
  /** Residual if the deployer's controls are in place. It never counts as the residual one. */
  readonly deployer: RatingRecord | null;
  /** Residual ratings that a person gave before, the latest first; given where the one that stands waits. */
  readonly earlier: readonly RatingRecord[];
  /** What counts now. No level is "not known", and never a pass. */
  readonly counts: {
    readonly phase: Phase | null;
    readonly level: RiskLevel | null;
    /** It is an earlier residual rating. */
    readonly earlier: boolean;
  };
  /** Why the risk that remains is accepted, and what the benefit is worth; of the residual rating that stands. */
  readonly acceptance: JudgementRecord | null;
  readonly benefitRisk: JudgementRecord | null;
  readonly status: HazardStatus;
  /** Taken out of its log by a later version of it. Kept, and no longer listed. */
  readonly retired: boolean;
  /** As the file says it. */
  readonly statedStatus: string | null;
  /** Why it was closed or opened again. */
  readonly reason: string | null;
  readonly owner: string | null;
  /** Who answers for it now, where it was transferred. */
  readonly receiver: string | null;
  readonly notes: string | null;
  readonly evidence: string | null;
  /** Columns of the file that no one here knows the meaning of. */
  readonly extra: readonly { readonly header: string; readonly text: string }[];
  readonly place: HazardPlace | null;
  readonly verdict: Verdict;
  /** What is so, because of what, and what clears it; where the residual rating is provisional. */
  readonly provisional: string | null;
  /** To send along with a change: it is refused where somebody else changed the hazard meanwhile. */
  readonly version: number;
}

/** Something that happened to a hazard. */
export interface HistoryEntry {
  readonly seq: number;
  readonly at: string;
  readonly who: string;
  /** In sentences. */
  readonly what: readonly string[];
  /** The words that were changed, before and after. */
  readonly words: readonly WordsChanged[];
}

export interface WordsChanged {
  /** "Control CTL-31, text" */
  readonly what: string;
  readonly before: Marked | null;
  readonly after: Marked | null;
  readonly class: ChangeClass;
  /** Why it was called a correction of spelling or wording; null where it was not. */
  readonly reason: string | null;
}

/** A log of a service, counted. */
export interface LogRecord {
  readonly number: number;
  readonly title: string;
  readonly hazards: number;
  readonly open: number;
  readonly closed: number;
  readonly transferred: number;
  /** Residual ratings that wait for a person. */
  readonly provisional: number;
  /** Hazards whose risk is not known. */
  readonly notKnown: number;
  readonly files: readonly string[];
  readonly takenInAt: string;
  readonly takenInBy: string;
}

/** A place in words: "sheet Hazards, cell B4". */
export function sayPlace(place: Place): string {
  const parts = [
    place.sheet === undefined ? null : `sheet ${place.sheet}`,
    place.cell === undefined ? null : `cell ${place.cell}`,
    place.line === undefined ? null : `line ${place.line}`,
  ].filter((part) => part !== null);
  return [place.file, ...parts].join(', ');
}
