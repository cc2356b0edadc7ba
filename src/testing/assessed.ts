import type { Assembled } from '../platform/installation.ts';
import type { ReadTx } from '../platform/database/database.ts';
import type { Moment } from '../platform/ledger/moment-store.ts';
import { observe, type AssessedService, type Facts, type Observation } from '../rules/checks.ts';

/* What the checks of all features come to, for tests. */

/** The facts of every feature about a service at a moment, in the order of the features. */
export async function factsOf(
  tx: ReadTx,
  { kinds }: Pick<Assembled, 'kinds'>,
  service: AssessedService,
  moment: Moment,
): Promise<Facts[]> {
  const found = await Promise.all(kinds.assessed.map(({ facts }) => facts(tx, [service], moment)));
  return found.map((one) => one.get(service.id) ?? {});
}

/** What every check comes to, by its id. */
export function observationsOf(
  { kinds }: Pick<Assembled, 'kinds'>,
  facts: readonly Facts[],
  at: { readonly service: AssessedService; readonly now: Date },
): Map<string, Observation> {
  return new Map(
    kinds.assessed.flatMap(({ checks }, index) => checks.map((check) => [check.id, observe(check, facts[index]!, at)])),
  );
}
