import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { listTokens, makeToken, revokeToken } from './commands.ts';
import { makeDemo } from './demo.ts';

export const ground: FeatureGround = {
  commands: [anyCommand(makeToken), anyCommand(revokeToken)],
  queries: [anyQuery(listTokens)],
  demo: makeDemo,
};
