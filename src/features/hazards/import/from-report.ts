import type { CheckedHazard, CheckedRating, CheckReport, Meaning } from '../../log-check/index.ts';
import type { ImportedHazard, ImportedLog, ImportedRating } from './shape.ts';

/** What the first door read, as what is imported. Columns that the file does not have are left out, so that they say nothing. */
export function logOfReport(report: CheckReport): ImportedLog {
  return {
    format: 'primum-hazard-log',
    version: 1,
    sources: report.sources.map(({ file, sha256, kind }) => ({ file, sha256, kind })),
    scheme: report.scheme.scheme,
    hazards: report.hazards.map(hazardOf),
  };
}

function hazardOf(hazard: CheckedHazard): ImportedHazard {
  const has = (...meanings: Meaning[]) => meanings.some((meaning) => hazard.has.has(meaning));
  const said = [...hazard.has];
  const rated = (phase: 'initial' | 'residual') => said.some((meaning) => meaning.startsWith(`${phase}-`));
  const controlled = said.some((meaning) => meaning.includes('control') && !meaning.startsWith('control-'));
  return {
    ref: hazard.ref,
    name: hazard.name,
    ...(has('description') || hazard.description !== null ? { description: hazard.description } : {}),
    ...(has('effect') ? { effects: [...hazard.effects] } : {}),
    ...(has('harm') ? { harms: [...hazard.harms] } : {}),
    ...(has('cause') || hazard.causes.length > 0 ? { causes: [...hazard.causes] } : {}),
    ...(controlled || hazard.controls.length > 0
      ? {
          controls: hazard.controls.map(({ owner, evidence, state, action, actionStatus, ...control }) => ({
            ...control,
            ...(has('control-owner') ? { owner } : {}),
            ...(has('evidence') ? { evidence } : {}),
            ...(has('control-state') ? { state } : {}),
            ...(has('action') ? { action } : {}),
            ...(has('action-status') ? { actionStatus } : {}),
          })),
        }
      : {}),
    ...(hazard.existingControls === null ? {} : { existingControls: hazard.existingControls }),
    ...(has('evidence', 'existing-evidence') ? { evidence: hazard.evidence } : {}),
    ...(rated('initial') ? { initial: ratingOf(hazard.initial) } : {}),
    ...(rated('residual') ? { residual: ratingOf(hazard.residual) } : {}),
    statedAgain: hazard.statedAgain.map((rating) => ({ phase: rating.phase, ...ratingOf(rating) })),
    ...(has('status') ? { status: hazard.status, standing: hazard.standing } : {}),
    ...(has('owner') ? { owner: hazard.owner } : {}),
    ...(has('receiver') ? { receiver: hazard.receiver } : {}),
    justification: {
      ...(has('initial-justification') || hazard.justification.initial !== null
        ? { initial: hazard.justification.initial }
        : {}),
      ...(has('residual-justification') || hazard.justification.residual !== null
        ? { residual: hazard.justification.residual }
        : {}),
    },
    ...(has('notes') ? { notes: hazard.notes } : {}),
    extra: [...hazard.extra],
    otherNames: [...hazard.otherNames],
    place: hazard.place,
  };
}

function ratingOf({ severity, likelihood, stated, computed, from }: CheckedRating): ImportedRating {
  return {
    severity,
    likelihood,
    stated,
    computed,
    places: {
      ...(from.severity ? { severity: from.severity.place } : {}),
      ...(from.likelihood ? { likelihood: from.likelihood.place } : {}),
      ...(from.risk ? { risk: from.risk.place } : {}),
    },
  };
}
