import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { createService, retireService, takeUpService, updateService } from './commands.ts';
import { makeDemo } from './demo.ts';
import { serviceKind } from './kinds.ts';
import { listOfServices, oneService } from './queries.ts';

export const ground: FeatureGround = {
  kinds: [serviceKind],
  commands: [
    anyCommand(createService),
    anyCommand(updateService),
    anyCommand(retireService),
    anyCommand(takeUpService),
  ],
  queries: [anyQuery(listOfServices), anyQuery(oneService)],
  demo: makeDemo,
};
