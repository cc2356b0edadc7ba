import type { FeatureGround } from '../../platform/feature.ts';
import { signCommand } from './commands.ts';
import { intendedUse } from './intended-use.ts';
import { approvalKind } from './kinds.ts';

export const ground: FeatureGround = {
  kinds: [approvalKind('service')],
  commands: [signCommand(intendedUse)],
};
