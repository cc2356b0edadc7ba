import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import { assessed } from '../../platform/assessed.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { signing } from '../approvals/index.ts';
import { checks } from './checks.ts';
import { writePlan } from './commands.ts';
import { demoPlan } from './demo.ts';
import { planKind } from './kinds.ts';
import { plan } from './queries.ts';
import { knownPlans } from './reading.ts';
import { planSignable } from './signing.ts';
import { filed } from './filed.ts';

const { approvalKind, signCommand, standingQuery, takeInCommand } = await signing();

export const ground: FeatureGround = {
  kinds: [planKind, approvalKind(planSignable.kind)],
  commands: [anyCommand(writePlan), signCommand(planSignable), takeInCommand(planSignable)],
  queries: [anyQuery(plan), standingQuery(planSignable)],
  assessed: assessed({ checks, facts: knownPlans }),
  filed,
  demo: demoPlan,
};
