import { assessed } from '../../platform/assessed.ts';
import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { closeDutyCalendar, openDutyCalendar } from './calendar-commands.ts';
import { checks, type DutyFacts } from './checks.ts';
import { confirmDuty, dismissDuty, recordAcknowledgement, recordReport, withdrawJudgement } from './commands.ts';
import { checkDutyFacts, stateDutyFacts, stateServiceFacts } from './fact-commands.ts';
import { factsOfDuties } from './facts.ts';
import { takeUpDutyPack } from './pack-changes.ts';
import { deadlines, dutyPackChanges, incidentDuties, serviceDutyFacts } from './queries.ts';
import { remindOfDuties } from './reminding.ts';

export const ground: FeatureGround = {
  commands: [
    anyCommand(stateDutyFacts),
    anyCommand(stateServiceFacts),
    anyCommand(checkDutyFacts),
    anyCommand(confirmDuty),
    anyCommand(dismissDuty),
    anyCommand(recordReport),
    anyCommand(recordAcknowledgement),
    anyCommand(withdrawJudgement),
    anyCommand(takeUpDutyPack),
    anyCommand(remindOfDuties),
    anyCommand(openDutyCalendar),
    anyCommand(closeDutyCalendar),
  ],
  assessed: [assessed<DutyFacts>({ checks, facts: factsOfDuties })],
  queries: [anyQuery(incidentDuties), anyQuery(serviceDutyFacts), anyQuery(deadlines), anyQuery(dutyPackChanges)],
};
