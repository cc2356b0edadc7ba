import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { discussing } from '../discussion/index.ts';
import { reportIncident } from './commands.ts';
import { makeDemo } from './demo/demo-incidents.ts';
import { incidentDiscussable } from './discussing.ts';
import { incidentKind } from './kinds.ts';
import { linkables } from './linkables.ts';
import { incident, incidents } from './queries.ts';

const { attachCommand, discussCommand } = await discussing();

export const ground: FeatureGround = {
  kinds: [incidentKind],
  commands: [
    anyCommand(reportIncident),
    discussCommand(incidentDiscussable),
    attachCommand(incidentDiscussable),
    // What an incident does, what is handed out and taken in, and what reporters are told: each at the end.
  ],
  queries: [anyQuery(incidents), anyQuery(incident)],
  linkables,
  demo: makeDemo,
};
