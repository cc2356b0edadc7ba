import sql, { empty, type Sql } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { said, standsNow } from '../../platform/ledger/moment-store.ts';

/*
 * What of hazard logs waits on desks. Each question reads no more than it shows and a little, however much there is: what is
 * counted is counted up to a limit.
 */

/** How many are counted, at most. */
const MOST_COUNTED = 1_000;
/** How many ratings that wait are looked at to find logs that have some. */
const MOST_RATINGS = 500;

interface ServiceOnDesk {
  readonly reference: string;
  readonly name: string;
}

/** A log with residual ratings that wait for a person to confirm them. */
export interface WaitingLog {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly service: ServiceOnDesk;
  readonly ratings: number;
  /** When it was taken in. */
  readonly since: Date;
  /** How many such logs there are, at least. */
  readonly total: number;
}

/** The ids of living services with these references. */
function servicesNamed(references: readonly string[]): Sql {
  return sql`array(select n.id from service n where n.organisation_id = current_organisation() and ${standsNow('n')}
    and n.phase <> 'retired' and n.reference = any(${references}::text[]))`;
}

const WAITS = sql`r.organisation_id = current_organisation() and ${standsNow('r')} and r.phase = 'residual'
  and r.confirmed_seq is null and r.level is not null`;

/** Hazards of the log `l` whose residual rating waits. */
const WAITING_IN_LOG = sql`
  from hazard h join hazard_rating r on r.hazard_id = h.id and ${WAITS}
  where h.organisation_id = current_organisation() and h.log_id = l.id and ${standsNow('h')} and not h.retired`;

/** The first `most` logs in which residual ratings wait. @param services references; null for all of the organisation */
export async function waitingLogs(tx: ReadTx, services: readonly string[] | null, most: number): Promise<WaitingLog[]> {
  // Of all services, from the ratings to their logs; of some, from their logs to the ratings.
  const found =
    services === null
      ? sql`
        select distinct h.log_id as id
        from (select r.hazard_id from hazard_rating r where ${WAITS} order by r.hazard_id limit ${MOST_RATINGS}) w
        join hazard h on h.organisation_id = current_organisation() and h.id = w.hazard_id and ${standsNow('h')}
        where not h.retired`
      : sql`
        select l.id from hazard_log l
        where l.organisation_id = current_organisation() and ${standsNow('l')} and not l.retired
          and l.service_id = any(${servicesNamed(services)}) and exists (select ${WAITING_IN_LOG})`;
  return tx.rows<WaitingLog>(sql`
    with found as materialized (
      select f.id, l.service_id, count(*) over ()::int as total
      from (${found}) f
      join hazard_log l on l.organisation_id = current_organisation() and l.id = f.id and ${standsNow('l')} and not l.retired
      join service s on s.organisation_id = current_organisation() and s.id = l.service_id and ${standsNow('s')}
        and s.phase <> 'retired'
      order by f.id limit ${most}
    )
    select l.id, l.number, l.title, json_build_object('reference', s.reference, 'name', s.name) as service, c.ratings,
      e.at as since, found.total
    from found
    join hazard_log l on l.organisation_id = current_organisation() and l.id = found.id and ${standsNow('l')}
    join service s on s.organisation_id = current_organisation() and s.id = found.service_id and ${standsNow('s')}
    join ledger_entry e on e.organisation_id = current_organisation() and e.chain = 'changes' and e.seq = l.from_seq
    cross join lateral (select count(*)::int as ratings ${WAITING_IN_LOG}) c
    order by found.id`);
}

/** A control that does not hold, and one of the open hazards that rest on it. */
export interface FailingControl {
  readonly id: string;
  readonly number: number;
  readonly text: string;
  readonly state: string;
  readonly hazard: number;
  /** How many open hazards rest on it. */
  readonly hazards: number;
  readonly service: ServiceOnDesk;
  readonly since: Date;
}

/** The controls that do not hold and that open hazards rest on, the longest-standing first; and how many there are, at least. */
export async function failingControls(
  tx: ReadTx,
  services: readonly string[] | null,
  most: number,
): Promise<{ readonly controls: readonly FailingControl[]; readonly total: number }> {
  const failing = (limit: number) => sql`
    select t.id, t.service_id, t.changed_seq from subject_state t
    where t.organisation_id = current_organisation() and t.kind = 'control' and t.verdict = 'not-met' and not t.retired
      ${services === null ? empty : sql`and t.service_id = any(${servicesNamed(services)})`}
      and exists (
        select from hazard_control c
        join hazard h on h.organisation_id = current_organisation() and h.id = c.hazard_id and ${standsNow('h')}
        where c.organisation_id = current_organisation() and c.control_id = t.id and ${standsNow('c')}
          and h.status = 'open' and not h.retired)
      and exists (
        select from service s
        where s.organisation_id = current_organisation() and s.id = t.service_id and ${standsNow('s')}
          and s.phase <> 'retired')
    order by t.changed_seq, t.id limit ${limit}`;
  const [controls, counted] = await Promise.all([
    tx.rows<FailingControl>(sql`
      with failing as materialized (${failing(most)})
      select f.id, k.number, ${said('x')} as text, k.state, r.hazard, r.hazards, e.at as since,
        json_build_object('reference', s.reference, 'name', s.name) as service
      from failing f
      join control k on k.organisation_id = current_organisation() and k.id = f.id and ${standsNow('k')}
      left join text_value x on x.organisation_id = current_organisation() and x.id = k.text_id
      join service s on s.organisation_id = current_organisation() and s.id = f.service_id and ${standsNow('s')}
      join ledger_entry e on e.organisation_id = current_organisation() and e.chain = 'changes' and e.seq = f.changed_seq
      cross join lateral (
        select min(h.number) as hazard, count(*)::int as hazards
        from hazard_control c
        join hazard h on h.organisation_id = current_organisation() and h.id = c.hazard_id and ${standsNow('h')}
        where c.organisation_id = current_organisation() and c.control_id = f.id and ${standsNow('c')}
          and h.status = 'open' and not h.retired
      ) r
      order by f.changed_seq, f.id`),
    tx.rows<{ total: number }>(sql`select count(*)::int as total from (${failing(MOST_COUNTED)}) f`),
  ]);
  return { controls, total: counted[0]!.total };
}
