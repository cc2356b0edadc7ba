import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import { assessed } from '../../platform/assessed.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { gateContribution } from '../../platform/gate.ts';
import { discussing } from '../discussion/index.ts';
import { actingCommands, actingQueries } from './acting-ground.ts';
import { arrangeIncidents } from './arranging.ts';
import { checks, gateChecks, type IncidentFacts } from './checks.ts';
import { reportIncident, reportIncidentAgain } from './commands.ts';
import { closeWhatIsOver } from './demo/demo-closing.ts';
import { factsOfIncidents, gateAnswers, gateFacts } from './facts.ts';
import { makeDemo } from './demo/demo-incidents.ts';
import { machinesReport } from './demo/demo-machines.ts';
import { tellWhoWasHarmed } from './demo/demo-told.ts';
import { incidentDiscussable } from './discussing.ts';
import { escalateIncidents } from './escalating.ts';
import { makeFeedbackDemo } from './feedback/demo.ts';
import { feedbackAssessed, feedbackCommands, feedbackQueries } from './feedback/ground.ts';
import { filed } from './filed.ts';
import { importIncidents, recordAlerts, takeInMail } from './intake/commands.ts';
import { incidentKind } from './kinds.ts';
import {
  acknowledgeIncident,
  assignIncident,
  containIncident,
  moveIncident,
  reopenIncident,
  voidIncident,
  writeInJournal,
} from './life-commands.ts';
import { linkables } from './linkables.ts';
import { incident, incidents } from './queries.ts';
import { triageIncident } from './triage-command.ts';
import { incidentLog, incidentReport } from './reports/queries.ts';

const { attachCommand, discussCommand } = await discussing();

export const ground: FeatureGround = {
  kinds: [incidentKind],
  commands: [
    anyCommand(reportIncident),
    anyCommand(reportIncidentAgain),
    anyCommand(acknowledgeIncident),
    anyCommand(triageIncident),
    anyCommand(assignIncident),
    anyCommand(containIncident),
    anyCommand(writeInJournal),
    anyCommand(moveIncident),
    anyCommand(reopenIncident),
    anyCommand(voidIncident),
    anyCommand(arrangeIncidents),
    anyCommand(escalateIncidents),
    discussCommand(incidentDiscussable),
    attachCommand(incidentDiscussable),
    // What an incident does, what is handed out and taken in, and what reporters are told: each at the end.
    ...actingCommands,
    anyCommand(importIncidents),
    anyCommand(recordAlerts),
    anyCommand(takeInMail),
    ...feedbackCommands,
  ],
  queries: [
    anyQuery(incidents),
    anyQuery(incident),
    anyQuery(incidentReport),
    anyQuery(incidentLog),
    ...feedbackQueries,
    ...actingQueries,
  ],
  linkables,
  assessed: [assessed<IncidentFacts>({ checks, facts: factsOfIncidents }), feedbackAssessed],
  gate: gateContribution<Pick<IncidentFacts, 'log'>>({ checks: gateChecks, facts: gateFacts, answers: gateAnswers }),
  filed,
  demo: async (demo) => {
    await makeDemo(demo);
    await tellWhoWasHarmed(demo);
    await machinesReport(demo);
    await makeFeedbackDemo(demo);
    await closeWhatIsOver(demo);
  },
};
