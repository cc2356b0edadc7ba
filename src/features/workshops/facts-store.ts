import sql from 'sql-template-tag';
import type { AssessedService } from '../../rules/checks.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { said, stands, type Moment } from '../../platform/ledger/moment-store.ts';
import type { Day } from '../../words/days.ts';
import type { HeldWorkshop, WorkshopFacts } from './checks.ts';
import { ROOM_ROLE_WORDS, setOf, type RoomRole, type Workshop } from './domain.ts';

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

/** A workshop, as a report tells it: who was in the room is said by what they do, and not by name. */
export interface WorkshopHeld extends Pick<Workshop, 'number' | 'kind' | 'title' | 'state'> {
  readonly day: Day;
  /** As people call it: "SWIFT"; null where none was said. */
  readonly method: string | null;
  /** How many of which role. */
  readonly roles: readonly { readonly role: string; readonly count: number }[];
}

/** The workshops of a service at a moment that were not called off, the latest first. One query. */
export async function workshopsHeld(tx: ReadTx, service: string, moment: Moment): Promise<WorkshopHeld[]> {
  type Row = Omit<WorkshopHeld, 'method' | 'roles'> & Pick<Workshop, 'method'>;
  const rows = await tx.rows<Row & { roles: readonly { readonly role: RoomRole; readonly count: number }[] }>(sql`
    select w.number, w.kind, coalesce(${said('t')}, '') as title, w.method, w.state, w.day::text as day, coalesce((
        select json_agg(json_build_object('role', a.role, 'count', a.count) order by a.role) from (
          select a.role, count(*)::int as count from workshop_attendee a
          where a.organisation_id = current_organisation() and a.workshop_id = w.id and ${stands('a', moment)}
          group by a.role) a), '[]') as roles
    from workshop w
    left join text_value t on t.organisation_id = w.organisation_id and t.id = w.title_id
    where w.organisation_id = current_organisation() and w.service_id = ${service} and w.state <> 'called off'
      and ${stands('w', moment)}
    order by w.day desc, w.number desc`);
  return rows.map(({ method, roles, ...row }) => ({
    ...row,
    method: method === null ? null : setOf(method).name,
    roles: roles.map(({ role, count }) => ({ role: ROOM_ROLE_WORDS[role], count })),
  }));
}
