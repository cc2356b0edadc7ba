import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { discussing } from '../discussion/index.ts';
import { reportIncident } from './commands.ts';
import { makeDemo } from './demo/demo-incidents.ts';
import { incidentDiscussable } from './discussing.ts';
import { importIncidents, recordAlerts, takeInMail } from './intake/commands.ts';
import { incidentKind } from './kinds.ts';
import { linkables } from './linkables.ts';
import { incident, incidents } from './queries.ts';
import { incidentLog, incidentReport } from './reports/queries.ts';

const { attachCommand, discussCommand } = await discussing();

export const ground: FeatureGround = {
  kinds: [incidentKind],
  commands: [
    anyCommand(reportIncident),
    discussCommand(incidentDiscussable),
    attachCommand(incidentDiscussable),
    // What an incident does, what is handed out and taken in, and what reporters are told: each at the end.
    anyCommand(importIncidents),
    anyCommand(recordAlerts),
    anyCommand(takeInMail),
  ],
  queries: [anyQuery(incidents), anyQuery(incident), anyQuery(incidentReport), anyQuery(incidentLog)],
  linkables,
  demo: makeDemo,
};
