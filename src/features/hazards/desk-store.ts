import sql, { empty, type Sql } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { writtenOut } from '../../platform/database/written-out.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import { challengesOf, isOpen, type StoredChallenge } from './challenge-store.ts';

/*
 * What of hazard logs waits on desks. Each question stops when it has found what is to be shown: what is asked a thousand
 * times a day must not count what nobody looks at.
 */

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
  /** When it was taken in. */
  readonly since: Date;
}

/** Only what is in services with these references; null for all of the organisation. */
function within(service: Sql, references: readonly string[] | null): Sql {
  if (references === null) return empty;
  return sql`and ${service} = any(array(select n.id from service n
    where n.organisation_id = current_organisation() and ${standsNow('n')} and n.reference = any(${references}::text[])))`;
}

/** The first logs, at most so many, in which residual ratings wait. */
export async function waitingLogs(
  tx: ReadTx,
  services: readonly string[] | null,
  limit: number,
): Promise<WaitingLog[]> {
  // The logs in their order first, and a limit within each: one rating that waits is enough to know, and none is looked for
  // once there are enough. What was confirmed is told by the hazard's state; what has no level, nobody can confirm.
  return tx.rows<WaitingLog>(sql`
    select f.id, f.number, f.title, json_build_object('reference', f.reference, 'name', f.name) as service, e.at as since
    from (
      select l.* from (
        select l.id, l.number, l.title, l.from_seq, s.reference, s.name
        from hazard_log l
        join service s on s.organisation_id = current_organisation() and s.id = l.service_id and ${standsNow('s')}
          and s.phase <> 'retired'
        where l.organisation_id = current_organisation() and ${standsNow('l')} and not l.retired
          ${within(sql`l.service_id`, services)}
        order by l.id offset 0
      ) l
      cross join lateral (
        select from subject_state t
        join hazard_rating r on r.organisation_id = current_organisation() and r.hazard_id = t.id and r.phase = 'residual'
          and ${standsNow('r')} and r.level is not null
        where t.organisation_id = current_organisation() and t.within_id = l.id and t.kind = 'hazard' and not t.retired
          and t.own -> 'facts' -> 'confirmed' = 'false'::jsonb
        limit 1
      ) w
      order by l.id limit ${writtenOut(limit)}
    ) f
    join ledger_entry e on e.organisation_id = current_organisation() and e.chain = 'changes' and e.seq = f.from_seq
    order by f.id`);
}

/** A control that was withdrawn, and one of the open hazards of its service that rest on it. */
export interface WithdrawnControl {
  readonly id: string;
  readonly number: number;
  readonly hazard: number;
  /** How many open hazards rest on it. */
  readonly hazards: number;
  readonly service: ServiceOnDesk;
  readonly since: Date;
}

/** Controls that were withdrawn and that open hazards rest on, at most so many, service by service, the longest-standing first. */
export async function withdrawnControls(
  tx: ReadTx,
  services: readonly string[] | null,
  limit: number,
): Promise<WithdrawnControl[]> {
  return tx.rows<WithdrawnControl>(sql`
    select k.id, k.number, r.hazard, r.hazards, e.at as since,
      json_build_object('reference', s.reference, 'name', s.name) as service
    from control k
    join service s on s.organisation_id = current_organisation() and s.id = k.service_id and ${standsNow('s')}
      and s.phase <> 'retired'
    join ledger_entry e on e.organisation_id = current_organisation() and e.chain = 'changes' and e.seq = k.from_seq
    cross join lateral (
      select min(h.number) as hazard, count(*)::int as hazards
      from hazard_control c
      join hazard h on h.organisation_id = current_organisation() and h.id = c.hazard_id and ${standsNow('h')}
      where c.organisation_id = current_organisation() and c.control_id = k.id and ${standsNow('c')}
        and h.status = 'open' and not h.retired and h.service_id = k.service_id
    ) r
    where k.organisation_id = current_organisation() and ${standsNow('k')} and k.state = 'withdrawn' and not k.retired
      ${within(sql`k.service_id`, services)} and r.hazards > 0
    order by k.service_id, k.from_seq, k.id limit ${writtenOut(limit)}`);
}

/** A hazard that an incident speaks against. */
export interface ChallengedOnDesk {
  readonly id: string;
  readonly number: number;
  readonly service: ServiceOnDesk;
  readonly challenges: StoredChallenge[];
  readonly since: Date;
}

/** Hazards that an incident speaks against, at most so many, the longest-standing first. */
export async function challengedHazards(
  tx: ReadTx,
  services: readonly string[] | null,
  limit: number,
): Promise<ChallengedOnDesk[]> {
  const now = { seq: null, now: new Date(0) };
  return tx.rows<ChallengedOnDesk>(sql`
    select h.id, h.number, json_build_object('reference', s.reference, 'name', s.name) as service, o.since,
      ${challengesOf('hazard', 'h.id', now)} as challenges
    from (
      select c.subject_id, min(c.opened_at) as since from hazard_challenge c
      where c.organisation_id = current_organisation() and c.kind = 'hazard' and ${isOpen('c', now)}
        ${within(sql`c.service_id`, services)}
      group by c.subject_id order by min(c.opened_seq) limit ${writtenOut(limit)}
    ) o
    join hazard h on h.organisation_id = current_organisation() and h.id = o.subject_id and ${standsNow('h')} and not h.retired
    join service s on s.organisation_id = current_organisation() and s.id = h.service_id and ${standsNow('s')}
      and s.phase <> 'retired'
    order by o.since, h.number`);
}
