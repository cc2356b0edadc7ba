import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { makePack } from './commands.ts';
import { makeDemo } from './demo.ts';
import { assessmentPack, packs } from './queries.ts';

export const ground: FeatureGround = {
  commands: [anyCommand(makePack)],
  queries: [anyQuery(packs), anyQuery(assessmentPack)],
  demo: makeDemo,
};
