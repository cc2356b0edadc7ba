import { anyCommand, anyQuery, type AnyCommand, type AnyQuery } from '../../../platform/commands/command.ts';
import { addEvidence, observeAgain, retireEvidence } from './adding.ts';
import { coverage } from './coverage.ts';
import { acceptMapping, rejectMapping } from './judging.ts';
import { pushResults } from './push.ts';

/** What can be done with evidence of controls. */
export const evidenceCommands: readonly AnyCommand[] = [
  anyCommand(pushResults),
  anyCommand(acceptMapping),
  anyCommand(rejectMapping),
  anyCommand(addEvidence),
  anyCommand(observeAgain),
  anyCommand(retireEvidence),
];

export const evidenceQueries: readonly AnyQuery[] = [anyQuery(coverage)];
