import type { Json } from '../../platform/canonical.ts';
import { subject, type Flow, type InputFold } from '../../platform/subjects/kinds.ts';
import { controlVerdict, hazardVerdict, logVerdict, type ControlState } from './domain.ts';
import { CONTROL_WEIGHTS, HAZARD_WEIGHTS } from './domain/weights.ts';
import { loadControls, loadHazards, loadLogs } from './subject-store.ts';

const EVERYTHING: readonly Flow[] = ['words', 'verdict', 'clock', 'challenge'];
const NONE: InputFold = { met: 0, notMet: 0, notKnown: 0, retired: 0 };

/**
 * A column of a row of each kind; what it weighs stands with the kind. A text is the wording that counts; as it is shown
 * after a correction of spelling it is editorial.
 */
export interface ControlRow {
  readonly text: string | null;
  readonly existing: boolean | null;
  readonly type: string | null;
  readonly owner: string | null;
  readonly party: string | null;
  readonly state: string;
  readonly statedState: string | null;
  readonly evidence: string | null;
  readonly action: string | null;
  readonly actionStatus: string | null;
  readonly number: number;
  readonly place: Json;
  readonly wordingReason: string | null;
  /** Its text as it is shown, where that is a correction of the wording that counts; else not there. */
  readonly corrected?: string | null;
}

export const controlKind = subject<ControlRow>({
  kind: 'control',
  // What a control rests on comes with evidence: a standing question stands before it, and it will point there.
  names: {},
  collects: {},
  load: loadControls,
  words: CONTROL_WEIGHTS,
  own: (row) => ({ facts: { state: row.state } }),
  verdict: (facts, fold) => controlVerdict((facts as { state: ControlState }).state, fold['question'] ?? NONE),
});

export interface RatingRow {
  readonly severity: string | null;
  readonly likelihood: string | null;
  readonly level: string | null;
  readonly stated: string | null;
  readonly justification: string | null;
  readonly confirmed: boolean;
}

export interface HazardRow {
  readonly name: string | null;
  readonly description: string | null;
  readonly component: string | null;
  readonly arisesIn: string | null;
  readonly effects: readonly (string | null)[];
  readonly harms: readonly (string | null)[];
  /** In the order in which the log has them. */
  readonly causes: readonly (string | null)[];
  readonly status: string;
  readonly statedStatus: string | null;
  readonly standingReason: string | null;
  readonly owner: string | null;
  readonly receiver: string | null;
  readonly notes: string | null;
  readonly evidence: string | null;
  readonly extra: string | null;
  readonly initial: Json;
  readonly residual: Json;
  readonly number: number;
  readonly fileRef: string | null;
  readonly place: Json;
  readonly wordingReason: string | null;
  /** Texts as they are shown, where they are corrections of the wording that counts; not there without any. */
  readonly corrected?: Json;
}

export const hazardKind = subject<HazardRow>({
  kind: 'hazard',
  names: { control: EVERYTHING },
  collects: {},
  load: loadHazards,
  words: HAZARD_WEIGHTS,
  own: (row) => ({ facts: { confirmed: (row.residual as { confirmed?: boolean } | null)?.confirmed === true } }),
  verdict: (facts, fold) => hazardVerdict((facts as { confirmed: boolean }).confirmed, fold['control'] ?? NONE),
});

export interface LogRow {
  readonly title: string;
  readonly scheme: Json;
  readonly number: number;
  readonly sources: Json;
}

export const hazardLogKind = subject<LogRow>({
  kind: 'hazard-log',
  // What the service is for is part of what a log is about: a change of intended use puts it out of date.
  names: { service: ['words'] },
  collects: { hazard: { by: 'within', flows: EVERYTHING } },
  load: loadLogs,
  words: { scheme: 'material', title: 'editorial', number: 'ignored', sources: 'ignored' },
  own: () => ({}),
  verdict: (_facts, fold) => logVerdict(fold['hazard'] ?? NONE),
});
