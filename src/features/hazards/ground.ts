import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { signing } from '../approvals/index.ts';
import { drawHazard, lookAtUpstream } from './library/commands.ts';
import { library, similar } from './library/queries.ts';
import { restOnAssumptions } from './assuming-command.ts';
import { closeHazard, confirmResidual, eraseHazardText, reopenHazard } from './commands.ts';
import { demoHazards } from './demo/demo-log.ts';
import { editControl, editHazard } from './edit-commands.ts';
import { importHazardLog } from './import/index.ts';
import {
  controlKind,
  effectivenessKind,
  hazardKind,
  hazardLogKind,
  implementationKind,
  residualKind,
} from './kinds.ts';
import { linkables } from './linkables.ts';
import { control, hazard, hazards, logs } from './queries.ts';
import { hazardLog } from './signing.ts';

const { approvalKind, signCommand, standingQuery, takeInCommand } = await signing();

export const ground: FeatureGround = {
  kinds: [
    implementationKind,
    effectivenessKind,
    controlKind,
    residualKind,
    hazardKind,
    hazardLogKind,
    approvalKind(hazardLog.kind),
  ],
  commands: [
    anyCommand(importHazardLog),
    anyCommand(editHazard),
    anyCommand(editControl),
    anyCommand(closeHazard),
    anyCommand(reopenHazard),
    anyCommand(confirmResidual),
    anyCommand(restOnAssumptions),
    anyCommand(drawHazard),
    anyCommand(lookAtUpstream),
    anyCommand(eraseHazardText),
    signCommand(hazardLog),
    takeInCommand(hazardLog),
  ],
  queries: [
    anyQuery(hazards),
    anyQuery(hazard),
    anyQuery(control),
    anyQuery(logs),
    anyQuery(library),
    anyQuery(similar),
    standingQuery(hazardLog),
  ],
  linkables,
  demo: demoHazards,
};
