import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { setOfficerCapacity } from './commands.ts';
import { makeDemo } from './demo.ts';
import { freedomOfInformation, portfolio } from './queries.ts';

export const ground: FeatureGround = {
  commands: [anyCommand(setOfficerCapacity)],
  queries: [anyQuery(portfolio), anyQuery(freedomOfInformation)],
  demo: makeDemo,
};
