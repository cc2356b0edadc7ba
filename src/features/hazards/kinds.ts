import type { Json } from '../../platform/canonical.ts';
import type { Acceptance } from '../schemes/index.ts';
import { subject, type AnyKind, type Flow, type InputFold } from '../../platform/subjects/kinds.ts';
import {
  ASPECTS,
  aspectVerdict,
  controlVerdict,
  hazardVerdict,
  logVerdict,
  residualVerdict,
  type ControlState,
} from './domain.ts';
import { riskOf, type AcceptedBecause, type Conclusion, type Risk } from './domain/accepting.ts';
import { CONTROL_WEIGHTS, HAZARD_WEIGHTS } from './domain/weights.ts';
import { loadAspects, loadControls, loadHazards, loadLogs, loadResiduals } from './subject-store.ts';

const EVERYTHING: readonly Flow[] = ['words', 'verdict', 'clock', 'challenge'];
/** How something stands, and not what it says: evidence is in no fingerprint, so that a run that passes changes nothing. */
const STANDING: readonly Flow[] = ['verdict', 'clock', 'challenge'];
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
  // What nobody has said yet is not there, so that nothing is said otherwise than it was signed.
  readonly newHazards?: string | null;
  readonly newHazardsNote?: string | null;
  readonly links?: Json;
  readonly shared?: boolean;
  readonly number: number;
  readonly place: Json;
  readonly wordingReason: string | null;
  /** The entry of the latest incident that it failed in and that nobody has answered; not there without any. */
  readonly challenged?: number;
  /** Its text as it is shown, where that is a correction of the wording that counts; else not there. */
  readonly corrected?: string | null;
}

/** What an aspect of a control rests on has no words of its own. It is kept under the id of its control. */
export type AspectRow = Readonly<Record<string, never>>;

/** Whether a control was put in place, and whether it works: each a subject, once evidence was accepted for it. */
export const [implementationKind, effectivenessKind] = ASPECTS.map((aspect) =>
  subject<AspectRow>({
    kind: aspect,
    names: { question: STANDING, 'operating-period': STANDING },
    collects: {},
    load: (tx, ids) => loadAspects(tx, ids, aspect),
    words: {},
    own: () => ({}),
    verdict: (_facts, fold) => aspectVerdict(fold['question'], fold['operating-period']),
  }),
) as [AnyKind, AnyKind];

export const controlKind = subject<ControlRow>({
  kind: 'control',
  names: { implementation: STANDING, effectiveness: STANDING },
  collects: {},
  load: loadControls,
  words: CONTROL_WEIGHTS,
  own: ({ state, challenged = null }) => ({
    facts: { state, ...(challenged !== null && { challenged: true }) },
    challengedSeq: challenged,
  }),
  verdict: (facts, fold) => {
    const { state, challenged } = facts as { state: ControlState; challenged?: true };
    return challenged ? 'not-met' : controlVerdict(state, fold['implementation'], fold['effectiveness']);
  },
});

export interface ResidualRow {
  /** Whether anybody said which controls it relies on. */
  readonly named: boolean;
  /** An incident speaks against it, and nobody has looked at it again since; else not there. */
  readonly reopened?: true;
}

/** The residual rating that a person gave or confirmed, under the id of its hazard. Its words are the hazard's. */
export const residualKind = subject<ResidualRow>({
  kind: 'residual',
  names: { control: STANDING, assumption: STANDING },
  collects: {},
  load: loadResiduals,
  words: { named: 'ignored', reopened: 'ignored' },
  own: ({ named, reopened }) => ({ facts: { named, ...(reopened && { reopened }) } }),
  verdict: (facts, fold) => {
    const { named, reopened } = facts as unknown as ResidualRow;
    return named ? residualVerdict(fold['control'], fold['assumption'], reopened) : 'not-known';
  },
});

export interface RatingRow {
  readonly severity: string | null;
  readonly likelihood: string | null;
  readonly level: string | null;
  readonly stated: string | null;
  readonly justification: string | null;
  readonly confirmed: boolean;
  readonly harmClass?: string | null;
  readonly patients?: string | null;
  /** The ids of the controls and assumptions that it relies on; not there where nobody has said. */
  readonly reliesOn?: readonly string[];
  readonly assumes?: readonly string[];
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
  // As above: not there where nobody has said.
  readonly harmed?: string | null;
  readonly vulnerable?: readonly string[];
  readonly harmKinds?: Json;
  /** How its controls act on it, where somebody said so: by their ids. */
  readonly acts?: Json;
  readonly initial: Json;
  readonly target?: Json;
  readonly residual: Json;
  readonly deployer?: Json;
  /** Why its risk is accepted, and what the benefit is worth; each of the residual rating that stands. */
  readonly judgements?: { readonly [kind: string]: { readonly finding: string; readonly text: string | null } };
  /** What the scheme of its log says of the level of the residual rating that a person gave; not there where it says nothing. */
  readonly acceptance?: Acceptance;
  readonly number: number;
  readonly fileRef: string | null;
  readonly place: Json;
  readonly wordingReason: string | null;
  /** The entry of the latest incident that speaks against how it is rated and that nobody has answered; not there without any. */
  readonly challenged?: number;
  /** Texts as they are shown, where they are corrections of the wording that counts; not there without any. */
  readonly corrected?: Json;
}

export const hazardKind = subject<HazardRow>({
  kind: 'hazard',
  // Its controls are part of what it says; whether it is controlled follows from those that its rating relies on.
  names: { control: ['words'], residual: STANDING },
  collects: {},
  load: loadHazards,
  words: HAZARD_WEIGHTS,
  own: (row) => ({
    facts: { confirmed: (row.residual as { confirmed?: boolean } | null)?.confirmed === true, risk: riskOfRow(row) },
    challengedSeq: row.challenged ?? null,
  }),
  verdict: (facts, fold) => hazardVerdict((facts as { risk: Risk }).risk, fold['residual']),
});

/** Whether the risk may stay as the residual rating has it. */
function riskOfRow({ residual, acceptance, judgements }: HazardRow): Risk {
  const level = (residual as { level?: string | null } | null)?.level ?? null;
  return riskOf(level !== null, acceptance ?? null, {
    acceptance: (judgements?.acceptance?.finding ?? null) as AcceptedBecause | null,
    benefitRisk: (judgements?.['benefit-risk']?.finding ?? null) as Conclusion | null,
  });
}

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
