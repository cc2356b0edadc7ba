import { anyQuery } from '../../platform/commands/command.ts';
import { assessed } from '../../platform/assessed.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { signCommand } from './commands.ts';
import { demoApprovals } from './demo.ts';
import { intendedUse } from './intended-use.ts';
import { approvalKind } from './kinds.ts';
import { takeInCommand } from './outside-command.ts';
import { approvals } from './queries.ts';
import { standingQuery } from './standing-query.ts';
import { checks } from './checks.ts';
import { factsOfUse } from './facts.ts';
import { filed } from './filed.ts';

export const ground: FeatureGround = {
  kinds: [approvalKind(intendedUse.kind)],
  commands: [signCommand(intendedUse), takeInCommand(intendedUse)],
  queries: [anyQuery(approvals), standingQuery(intendedUse)],
  assessed: assessed({ checks, facts: factsOfUse }),
  filed,
  demo: demoApprovals,
};
