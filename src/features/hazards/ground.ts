import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import { assessed } from '../../platform/assessed.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { signing } from '../approvals/index.ts';
import { addHazardAction } from './action-command.ts';
import { discussing } from '../discussion/index.ts';
import { restOnAssumptions } from './assuming-command.ts';
import { answerFailedControl, keepRating } from './challenge-commands.ts';
import { closeHazard, confirmResidual, eraseHazardText, reopenHazard, transferHazard } from './commands.ts';
import { demoHazards } from './demo/demo-log.ts';
import { dropControl, recordControl, shareControl, useControl } from './control-commands.ts';
import { controlDiscussable, hazardDiscussable } from './discussing.ts';
import { editControl, editHazard } from './edit-commands.ts';
import { forgetFilter, saveFilter } from './filter-commands.ts';
import { evidenceCommands, evidenceQueries } from './evidence/ground.ts';
import { importHazardLog } from './import/index.ts';
import {
  controlKind,
  effectivenessKind,
  hazardKind,
  hazardLogKind,
  implementationKind,
  residualKind,
} from './kinds.ts';
import { control, hazard, hazardLog as wholeLog, hazards, logs } from './queries.ts';
import { drawHazard, lookAtUpstream } from './library/commands.ts';
import { library, similar } from './library/queries.ts';
import { linkables } from './linkables.ts';
import { recordHazard } from './record-commands.ts';
import { acceptRisk, rateHazard, recordBenefitRisk } from './rate-commands.ts';
import { migrateScheme } from './scheme-commands.ts';
import { hazardLog } from './signing.ts';
import { changeHazards, undoChange } from './table-commands.ts';
import { checks } from './checks.ts';
import { factsOfHazards } from './facts.ts';
import { filed } from './filed.ts';

const { approvalKind, signCommand, standingQuery, takeInCommand } = await signing();
const { attachCommand, discussCommand } = await discussing();

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
    anyCommand(recordHazard),
    anyCommand(editHazard),
    anyCommand(recordControl),
    anyCommand(useControl),
    anyCommand(dropControl),
    anyCommand(editControl),
    anyCommand(changeHazards),
    anyCommand(undoChange),
    anyCommand(shareControl),
    anyCommand(closeHazard),
    anyCommand(reopenHazard),
    anyCommand(transferHazard),
    anyCommand(rateHazard),
    anyCommand(confirmResidual),
    anyCommand(restOnAssumptions),
    anyCommand(drawHazard),
    anyCommand(lookAtUpstream),
    anyCommand(acceptRisk),
    anyCommand(recordBenefitRisk),
    anyCommand(migrateScheme),
    anyCommand(eraseHazardText),
    anyCommand(saveFilter),
    anyCommand(forgetFilter),
    anyCommand(addHazardAction),
    anyCommand(keepRating),
    anyCommand(answerFailedControl),
    ...evidenceCommands,
    signCommand(hazardLog),
    takeInCommand(hazardLog),
    ...[hazardDiscussable, controlDiscussable].flatMap((one) => [discussCommand(one), attachCommand(one)]),
  ],
  queries: [
    anyQuery(hazards),
    anyQuery(hazard),
    anyQuery(control),
    anyQuery(logs),
    anyQuery(wholeLog),
    anyQuery(library),
    anyQuery(similar),
    ...evidenceQueries,
    standingQuery(hazardLog),
  ],
  linkables,
  assessed: assessed({ checks, facts: factsOfHazards }),
  filed,
  demo: demoHazards,
};
