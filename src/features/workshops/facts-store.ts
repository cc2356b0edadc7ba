import sql from 'sql-template-tag';
import type { AssessedService } from '../../rules/checks.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { stands, type Moment } from '../../platform/ledger/moment-store.ts';
import type { HeldWorkshop, WorkshopFacts } from './checks.ts';

/** Hazard workshops that a check looks at: nobody holds so many in a year. */
const MOST = 50;

/** The hazard workshops of services at a moment that were not called off, with who was in the room. Services without any are not there. One query. */
export async function factsOfWorkshops(
  tx: ReadTx,
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, Partial<WorkshopFacts>>> {
  const rows = await tx.rows<HeldWorkshop & { service: string }>(sql`
    select w.service_id as service, w.number, w.day, w.closed, w.explained, coalesce((
        select array_agg(distinct a.role order by a.role) from workshop_attendee a
        where a.organisation_id = current_organisation() and a.workshop_id = w.id and ${stands('a', moment)}), '{}') as roles
    from (
      select w.id, w.service_id, w.number, w.day::text as day, w.state = 'closed' as closed,
        w.departure_id is not null as explained,
        row_number() over (partition by w.service_id order by w.day desc, w.number desc) as place
      from workshop w
      where w.organisation_id = current_organisation() and w.service_id = any(${services.map(({ id }) => id)}::uuid[])
        and w.kind = 'hazard workshop' and w.state <> 'called off' and ${stands('w', moment)}
    ) w
    where w.place <= ${MOST}
    order by w.service_id, w.place`);
  return new Map(
    [...Map.groupBy(rows, ({ service }) => service)].map(([service, held]) => [
      service,
      { workshops: held.map(({ service: _service, ...one }) => one) },
    ]),
  );
}
