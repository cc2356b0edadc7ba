import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import {
  agreeToBeNamed,
  preparePublicPage,
  publishPage,
  showHazard,
  takeBackBeingNamed,
  withdrawPage,
  withholdHazard,
} from './commands.ts';
import { makePublicDemo } from './demo.ts';
import { publicPageQuery } from './queries.ts';

export const ground: FeatureGround = {
  commands: [
    anyCommand(preparePublicPage),
    anyCommand(withholdHazard),
    anyCommand(showHazard),
    anyCommand(publishPage),
    anyCommand(withdrawPage),
    anyCommand(agreeToBeNamed),
    anyCommand(takeBackBeingNamed),
  ],
  queries: [anyQuery(publicPageQuery)],
  demo: makePublicDemo,
};
