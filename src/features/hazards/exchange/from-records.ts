import { dateIn } from '../../../platform/london-time.ts';
import type { RiskScheme } from '../../schemes/index.ts';
import type { ControlRecord, HazardRecord, JudgementRecord, RatingRecord } from '../domain/record.ts';
import {
  LOG_FORMAT,
  tidyLog,
  type DocumentControl,
  type DocumentHazard,
  type DocumentRating,
  type DocumentScheme,
  type LogDocument,
} from './document.ts';

/** What is known of a log besides its hazards. */
export interface LogFacts {
  readonly title: string;
  readonly service: string;
  readonly number: number;
  readonly id: string;
  readonly asAt: Date;
  readonly approval: string | null;
  readonly sources: readonly LogDocument['sources'][number][];
  readonly scheme: RiskScheme | null;
  /** What each control rests on, by its reference. */
  readonly resting: ReadonlyMap<string, readonly string[]>;
}

/** A log as it is kept, as it is handed out. Pure. */
export function documentOf(log: LogFacts, hazards: readonly HazardRecord[]): LogDocument {
  return tidyLog({
    format: LOG_FORMAT,
    version: 1,
    title: log.title,
    log: { service: log.service, number: log.number, id: log.id },
    asAt: log.asAt.toISOString(),
    approval: log.approval,
    sources: log.sources.map(({ file, sha256, kind }) => ({ file, sha256, kind })),
    scheme: log.scheme && schemeOf(log.scheme),
    hazards: hazards.map((hazard) => hazardOf(hazard, log.resting)),
  });
}

function schemeOf({ id, title, kind, severity, likelihood, matrix, levels }: RiskScheme): DocumentScheme {
  return {
    id,
    title,
    kind,
    severity: [...severity],
    likelihood: [...likelihood],
    matrix: matrix.map((row) => [...row]),
    levels: levels.map(({ level, name, acceptance }) => ({ level, name, ...(acceptance ? { acceptance } : {}) })),
  };
}

function hazardOf(hazard: HazardRecord, resting: LogFacts['resting']): DocumentHazard {
  return {
    id: hazard.id,
    ref: hazard.ref,
    name: hazard.name,
    description: hazard.description,
    component: hazard.component,
    arisesIn: hazard.arisesIn,
    harmed: hazard.harmed,
    vulnerable: [...hazard.vulnerable],
    effects: [...hazard.effects],
    harms: [...hazard.harms],
    harmKinds: hazard.harmKinds.map((kind) => kind && { class: kind.class, patients: kind.patients }),
    causes: hazard.causes.map(({ text }) => ({ text })),
    controls: hazard.controls.map((control) => controlOf(control, resting.get(control.id) ?? [])),
    initial: ratingOf(hazard.initial),
    target: ratingOf(hazard.target),
    residual: ratingOf(hazard.residual),
    deployer: ratingOf(hazard.deployer),
    standing: hazard.status,
    status: hazard.statedStatus,
    reason: hazard.reason,
    owner: hazard.owner,
    receiver: hazard.receiver,
    notes: hazard.notes,
    evidence: hazard.evidence,
    acceptance: judgementOf(hazard.acceptance),
    benefitRisk: judgementOf(hazard.benefitRisk),
    extra: hazard.extra.map(({ header, text }) => ({ header, text })),
  };
}

function controlOf(control: ControlRecord, evidenceTitles: readonly string[]): DocumentControl {
  const { newHazards, newHazardsNote } = control;
  return {
    id: control.id,
    text: control.text,
    kind: control.kind,
    type: control.type,
    declared: control.state,
    state: control.statedState,
    party: control.party,
    owner: control.owner,
    evidence: control.evidence,
    action: control.action,
    actionStatus: control.actionStatus,
    newHazards: newHazards && { found: newHazards, note: newHazardsNote },
    links: control.links.map(({ kind, url, text }) => ({ kind, url, text: text || null })),
    shared: control.shared,
    causes: [...control.causes],
    acts: control.acts,
    holds: control.verdict,
    evidenceTitles: [...evidenceTitles],
  };
}

function ratingOf(rating: RatingRecord | null): DocumentRating | null {
  return (
    rating && {
      severity: rating.severity,
      likelihood: rating.likelihood,
      stated: rating.stated,
      computed: rating.level,
      justification: rating.justification,
      reliesOn: [...(rating.reliesOn ?? [])],
      harmClass: rating.harmClass,
      patients: rating.patients,
      giver: rating.giver,
      day: dateIn(new Date(rating.givenAt)),
      scheme: rating.scheme,
      provisional: rating.provisional,
    }
  );
}

function judgementOf(judgement: JudgementRecord | null): DocumentHazard['acceptance'] {
  return judgement && { text: judgement.text, giver: judgement.giver, day: dateIn(new Date(judgement.givenAt)) };
}
