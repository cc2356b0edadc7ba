import { anyCommand } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { chooseWeeklyMail } from './commands.ts';

export const ground: FeatureGround = {
  commands: [anyCommand(chooseWeeklyMail)],
};
