import { anyCommand } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
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
  demo: makeDemo,
};
