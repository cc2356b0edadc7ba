import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import { assessed } from '../../platform/assessed.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { addAction, assignAction, dropAction, finishAction, postponeAction, takeUpAction } from './commands.ts';
import { makeDemo } from './demo.ts';
import { actionKind } from './kinds.ts';
import { action, actions } from './queries.ts';
import { checks } from './checks.ts';
import { factsOfActions } from './facts-store.ts';

export const ground: FeatureGround = {
  kinds: [actionKind],
  commands: [
    anyCommand(addAction),
    anyCommand(assignAction),
    anyCommand(postponeAction),
    anyCommand(finishAction),
    anyCommand(dropAction),
    anyCommand(takeUpAction),
  ],
  queries: [anyQuery(actions), anyQuery(action)],
  assessed: assessed({ checks, facts: factsOfActions }),
  demo: makeDemo,
};
