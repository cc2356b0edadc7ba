import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import { assessed } from '../../platform/assessed.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { dismissObservation, recordRelease, releaseGoesLive, withdrawRelease } from './commands.ts';
import { operatingPeriodKind, questionKind } from './kinds.ts';
import { question, releases, run, runs } from './queries.ts';
import { checks } from './checks.ts';
import { factsOfReleases } from './facts-store.ts';
import { filed } from './filed.ts';

export const ground: FeatureGround = {
  filed,
  kinds: [questionKind, operatingPeriodKind],
  commands: [
    anyCommand(recordRelease),
    anyCommand(releaseGoesLive),
    anyCommand(withdrawRelease),
    anyCommand(dismissObservation),
  ],
  queries: [anyQuery(releases), anyQuery(runs), anyQuery(run), anyQuery(question)],
  assessed: assessed({ checks, facts: factsOfReleases }),
};
