import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import {
  addSaidAndDid,
  agreeToBeNamed,
  preparePublicPage,
  publishPage,
  showHazard,
  takeBackBeingNamed,
  takeOutSaidAndDid,
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
    anyCommand(addSaidAndDid),
    anyCommand(takeOutSaidAndDid),
  ],
  queries: [anyQuery(publicPageQuery)],
  demo: makePublicDemo,
};
