import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import {
  callOffWorkshop,
  changeWorkshop,
  closeWorkshop,
  correctMinutes,
  planWorkshop,
  recordAttendees,
  recordDeparture,
} from './commands.ts';
import { makeDemo } from './demo.ts';
import { eraseWorkshopText } from './erasure-command.ts';
import { workshopKind } from './kinds.ts';
import { noteWorkshop } from './note-command.ts';
import { workshop, workshops } from './queries.ts';
import { triageDraft } from './triage-command.ts';

export const ground: FeatureGround = {
  kinds: [workshopKind],
  commands: [
    anyCommand(planWorkshop),
    anyCommand(changeWorkshop),
    anyCommand(recordAttendees),
    anyCommand(recordDeparture),
    anyCommand(noteWorkshop),
    anyCommand(closeWorkshop),
    anyCommand(correctMinutes),
    anyCommand(callOffWorkshop),
    anyCommand(triageDraft),
    anyCommand(eraseWorkshopText),
  ],
  queries: [anyQuery(workshops), anyQuery(workshop)],
  demo: makeDemo,
};
