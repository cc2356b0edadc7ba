import { assessed } from '../../platform/assessed.ts';
import { anyCommand } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { checks, type SafeguardingFacts } from './checks.ts';
import {
  addSafeguardingAction,
  breakSafeguardingGlass,
  flagSafeguarding,
  followReferral,
  judgeSafeguardingDuty,
  nameSafeguardingDeputy,
  recordReferral,
  reviewSafeguardingReads,
  writeSafeguardingRecord,
} from './commands.ts';
import { makeDemo } from './demo/demo-safeguarding.ts';
import { factsOfSafeguarding } from './facts.ts';

/** No query: whatever is read is shown on a page, which records first that it is read. */
export const ground: FeatureGround = {
  commands: [
    anyCommand(flagSafeguarding),
    anyCommand(writeSafeguardingRecord),
    anyCommand(addSafeguardingAction),
    anyCommand(recordReferral),
    anyCommand(followReferral),
    anyCommand(judgeSafeguardingDuty),
    anyCommand(nameSafeguardingDeputy),
    anyCommand(breakSafeguardingGlass),
    anyCommand(reviewSafeguardingReads),
  ],
  assessed: [assessed<SafeguardingFacts>({ checks, facts: factsOfSafeguarding })],
  demo: makeDemo,
};
