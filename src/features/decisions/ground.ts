import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import { assessed } from '../../platform/assessed.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { handOnAssumption, recordAssumption, reviewAssumption } from './assumption-commands.ts';
import { recordDecision, supersedeDecision, takeDecision } from './commands.ts';
import { makeDemo } from './demo.ts';
import { assumptionKind, decisionKind } from './kinds.ts';
import { linkables } from './linkables.ts';
import { assumption, assumptions, decision, decisions } from './queries.ts';
import { checks } from './checks.ts';
import { factsOfDecisions } from './facts-store.ts';
import { filed } from './filed.ts';

export const ground: FeatureGround = {
  kinds: [decisionKind, assumptionKind],
  commands: [
    anyCommand(recordDecision),
    anyCommand(takeDecision),
    anyCommand(supersedeDecision),
    anyCommand(recordAssumption),
    anyCommand(reviewAssumption),
    anyCommand(handOnAssumption),
  ],
  queries: [anyQuery(decisions), anyQuery(decision), anyQuery(assumptions), anyQuery(assumption)],
  linkables,
  assessed: assessed({ checks, facts: factsOfDecisions }),
  filed,
  demo: makeDemo,
};
