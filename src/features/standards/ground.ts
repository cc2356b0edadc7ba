import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { answerAbout } from './about/commands.ts';
import { checksByHand } from './checks/assessed.ts';
import { recordCheck } from './checks/commands.ts';
import { demoEngine } from './demo.ts';
import { adoptEdition } from './editions/commands.ts';
import { answers, assess } from './queries.ts';

export const ground: FeatureGround = {
  commands: [anyCommand(answerAbout), anyCommand(recordCheck), anyCommand(adoptEdition)],
  queries: [anyQuery(assess), anyQuery(answers)],
  assessed: [checksByHand],
  demo: demoEngine,
};
