import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { AssessedService } from '../../rules/checks.ts';
import { dutiesAt } from './assessed-store.ts';
import type { DutyFacts } from './checks.ts';

/** What is known of who has to be told of the incidents of services, at a moment, by the ids of the services. One query. */
export async function factsOfDuties(
  tx: ReadTx,
  services: readonly Pick<AssessedService, 'id'>[],
  moment: Moment,
): Promise<ReadonlyMap<string, Partial<DutyFacts>>> {
  const rows = await dutiesAt(
    tx,
    services.map(({ id }) => id),
    moment,
  );
  const at = (time: string | null) => (time === null ? null : new Date(time));
  return new Map(
    rows.map(({ service, stated, incidents, open }) => [
      service,
      stated || incidents > 0
        ? { board: { incidents, open: open.map((one) => ({ ...one, due: at(one.due), target: at(one.target) })) } }
        : {},
    ]),
  );
}
