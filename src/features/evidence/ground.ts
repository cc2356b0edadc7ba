import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { dismissObservation, recordRelease, releaseGoesLive, withdrawRelease } from './commands.ts';
import { operatingPeriodKind, questionKind } from './kinds.ts';
import { question, releases, run, runs } from './queries.ts';

export const ground: FeatureGround = {
  kinds: [questionKind, operatingPeriodKind],
  commands: [
    anyCommand(recordRelease),
    anyCommand(releaseGoesLive),
    anyCommand(withdrawRelease),
    anyCommand(dismissObservation),
  ],
  queries: [anyQuery(releases), anyQuery(runs), anyQuery(run), anyQuery(question)],
};
