import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { answerAbout } from './about/commands.ts';
import { checksByHand } from './checks/assessed.ts';
import { recordCheck } from './checks/commands.ts';
import { demoEngine } from './demo.ts';
import { adoptEdition } from './editions/commands.ts';
import { demoFindings } from './findings/demo.ts';
import { findingsGround } from './findings/ground.ts';
import { answers, assess } from './queries.ts';
import { filed } from './filed.ts';

export const ground: FeatureGround = {
  kinds: findingsGround.kinds,
  commands: [anyCommand(answerAbout), anyCommand(recordCheck), anyCommand(adoptEdition), ...findingsGround.commands],
  queries: [anyQuery(assess), anyQuery(answers), ...findingsGround.queries],
  assessed: [checksByHand, findingsGround.assessed],
  filed,
  demo: async (demo) => {
    await demoEngine(demo);
    await demoFindings(demo);
  },
};
