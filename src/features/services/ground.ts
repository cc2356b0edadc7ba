import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import { assessed } from '../../platform/assessed.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { createService, retireService, takeUpService, updateService } from './commands.ts';
import { makeDemo } from './demo.ts';
import { serviceKind } from './kinds.ts';
import { listOfServices, oneService } from './queries.ts';
import { checks } from './checks.ts';
import { factsOfServices } from './facts-store.ts';
import { filed } from './filed.ts';

export const ground: FeatureGround = {
  kinds: [serviceKind],
  commands: [
    anyCommand(createService),
    anyCommand(updateService),
    anyCommand(retireService),
    anyCommand(takeUpService),
  ],
  queries: [anyQuery(listOfServices), anyQuery(oneService)],
  assessed: assessed({ checks, facts: factsOfServices }),
  filed,
  demo: makeDemo,
};
