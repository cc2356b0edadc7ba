import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { AssessedService } from '../../rules/checks.ts';
import { heldUntil, rolesHeld } from '../people/index.ts';
import type { SafeguardingFacts } from './checks.ts';
import { LEAD } from './domain.ts';

/** Who leads on safeguarding in services at a moment, by the ids of the services. One query, and none of what is sealed. */
export async function factsOfSafeguarding(
  tx: ReadTx,
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, Partial<SafeguardingFacts>>> {
  const held = (await rolesHeld(tx, services, moment)).filter(({ role }) => role === LEAD);
  return new Map(
    services.map(({ id, reference }) => {
      const here = held.filter(({ service }) => service === null || service === reference);
      const leads = [...Map.groupBy(here, ({ person }) => person).values()].flatMap((grants) => {
        const until = heldUntil(grants);
        return until === 'does not' ? [] : [{ name: grants[0]!.name, until }];
      });
      return [id, leads.length === 0 ? {} : { leads }];
    }),
  );
}
