import sql from 'sql-template-tag';
import type { AssessedService } from '../../rules/checks.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { stands, type Moment } from '../../platform/ledger/moment-store.ts';
import type { Day } from './domain.ts';

/** Somebody who holds a role in services, until when they hold which. */
export interface RoleHeld {
  readonly person: string;
  readonly name: string;
  readonly role: string;
  /** The reference of the service, in capitals; null for all of them. */
  readonly service: string | null;
  /** It is over from then on; null for no end. */
  readonly until: Date | null;
}

/** Who holds which role at a moment, over or not, in one of these services or in all of the organisation. */
export async function rolesHeld(
  tx: ReadTx,
  services: readonly Pick<AssessedService, 'reference'>[],
  moment: Moment,
): Promise<RoleHeld[]> {
  return tx.rows<RoleHeld>(sql`
    select m.person_id as person, coalesce(p.name, '') as name, g->>'role' as role, upper(g->>'service') as service,
      (g->>'until')::timestamptz as until
    from membership m
    cross join lateral jsonb_array_elements(m.grants) g
    left join person p on p.id = m.person_id
    where m.organisation_id = current_organisation() and ${stands('m', moment)}
      and (g->>'service' is null or upper(g->>'service') = any(${services.map(({ reference }) => reference)}::text[]))
    order by p.name, m.person_id, 3, 4`);
}

/** Until when somebody holds any role in the organisation; null for no end. */
export async function membersUntil(
  tx: ReadTx,
  people: readonly string[],
  moment: Moment,
): Promise<ReadonlyMap<string, Date | null>> {
  const rows = await tx.rows<{ person: string; until: Date | null }>(sql`
    select m.person_id as person,
      case when bool_and(g->>'until' is not null) then max((g->>'until')::timestamptz) end as until
    from membership m
    cross join lateral jsonb_array_elements(m.grants) g
    where m.organisation_id = current_organisation() and ${stands('m', moment)} and m.person_id = any(${people}::uuid[])
    group by m.person_id`);
  return new Map(rows.map(({ person, until }) => [person, until]));
}

/** An assessment of somebody's competence, and until when it counts. */
export interface Assessed {
  readonly person: string;
  /** The id of the service that it is for; null for the whole organisation. */
  readonly service: string | null;
  readonly reviewOn: Day;
}

/** What is on record of the competence of these people at a moment, for these services or the whole organisation. No text. */
export async function competenceOf(
  tx: ReadTx,
  people: readonly string[],
  services: readonly Pick<AssessedService, 'id'>[],
  moment: Moment,
): Promise<Assessed[]> {
  return tx.rows<Assessed>(sql`
    select c.person_id as person, c.service_id as service, c.review_on::text as "reviewOn"
    from competence c
    where c.organisation_id = current_organisation() and c.person_id = any(${people}::uuid[])
      and (c.service_id is null or c.service_id = any(${services.map(({ id }) => id)}::uuid[])) and ${stands('c', moment)}
    order by c.person_id, c.review_on, c.id`);
}
