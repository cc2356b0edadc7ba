import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import { assessed } from '../../platform/assessed.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { discussing } from '../discussion/index.ts';
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
import { workshopDiscussable } from './discussing.ts';
import { eraseWorkshopText } from './erasure-command.ts';
import { workshopKind } from './kinds.ts';
import { noteWorkshop } from './note-command.ts';
import { workshop, workshops } from './queries.ts';
import { triageDraft } from './triage-command.ts';
import { checks } from './checks.ts';
import { factsOfWorkshops } from './facts-store.ts';
import { filed } from './filed.ts';

const { attachCommand, discussCommand } = await discussing();

export const ground: FeatureGround = {
  filed,
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
    discussCommand(workshopDiscussable),
    attachCommand(workshopDiscussable),
  ],
  queries: [anyQuery(workshops), anyQuery(workshop)],
  assessed: assessed({ checks, facts: factsOfWorkshops }),
  demo: makeDemo,
};
