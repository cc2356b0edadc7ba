import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { AssessedService } from '../../rules/checks.ts';
import { hazardStakes } from '../hazards/index.ts';
import type { ArgumentFacts } from './checks.ts';
import { askedClaims, hazardClaim } from './domain.ts';
import { counterEvidenceOf } from './store.ts';

/** What is known of the arguments of these services at a moment. A fixed number of queries, however many services. */
export async function factsOfArguments(
  tx: ReadTx,
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, Partial<ArgumentFacts>>> {
  const ids = services.map(({ id }) => id);
  const [stakes, written] = await Promise.all([hazardStakes(tx, ids, moment), counterEvidenceOf(tx, ids, moment)]);
  const stakesOf = Map.groupBy(stakes, ({ service }) => service);
  const writtenOf = Map.groupBy(written, ({ service }) => service);
  return new Map(
    [...stakesOf].map(([service, hazards]) => {
      // A hazard that is no longer there is argued over no more.
      const claims = new Set([...askedClaims([]), ...hazards.map(({ id }) => hazardClaim(id))]);
      return [
        service,
        {
          argument: {
            asked: askedClaims(hazards),
            counterEvidence: (writtenOf.get(service) ?? []).filter(({ claim }) => claims.has(claim)),
            undeveloped: hazards
              .filter(({ controlled, covered }) => !controlled || !covered)
              .map(({ id }) => hazardClaim(id)),
          },
        },
      ];
    }),
  );
}
