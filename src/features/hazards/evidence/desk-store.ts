import sql, { empty, type Sql } from 'sql-template-tag';
import type { ReadTx } from '../../../platform/database/database.ts';
import { writtenOut } from '../../../platform/database/written-out.ts';
import { standsNow } from '../../../platform/ledger/moment-store.ts';

/*
 * What of evidence waits on desks. Each question stops when it has found what is to be shown.
 */

interface ServiceOnDesk {
  readonly reference: string;
  readonly name: string;
}

/** A control that does not hold, or will not for much longer, because of what it rests on. */
export interface ControlOnDesk {
  readonly id: string;
  readonly number: number;
  readonly service: ServiceOnDesk;
  /** Since when its verdict is so. */
  readonly since: Date;
  /** When what it rests on lapses, or lapsed. */
  readonly lapsesAt: Date | null;
}

function within(references: readonly string[] | null): Sql {
  if (references === null) return empty;
  return sql`and k.service_id = any(array(select n.id from service n
    where n.organisation_id = current_organisation() and ${standsNow('n')} and n.reference = any(${references}::text[])))`;
}

function controls(references: readonly string[] | null, where: Sql, limit: number): Sql {
  return sql`
    select k.id, k.number, json_build_object('reference', s.reference, 'name', s.name) as service, e.at as since,
      t.lapses_at as "lapsesAt"
    from subject_state t
    -- From the few states to their controls, and never from all controls of many services.
    cross join lateral (
      select k.id, k.number, k.service_id from control k
      where k.organisation_id = current_organisation() and k.id = t.id and ${standsNow('k')} and not k.retired
        and k.state <> 'withdrawn' limit 1) k
    join service s on s.organisation_id = current_organisation() and s.id = k.service_id and ${standsNow('s')}
      and s.phase <> 'retired' ${references === null ? empty : sql`and s.reference = any(${references}::text[])`}
    join ledger_entry e on e.organisation_id = current_organisation() and e.chain = 'changes' and e.seq = t.changed_seq
    where t.organisation_id = current_organisation() and t.kind = 'control' and not t.retired and ${where}
    order by t.lapses_at nulls first, k.service_id, k.number limit ${writtenOut(limit)}`;
}

/** Controls that something speaks against, at most so many. */
export async function failingControls(
  tx: ReadTx,
  services: readonly string[] | null,
  limit: number,
): Promise<ControlOnDesk[]> {
  // As the index has it that finds them.
  const fell = sql`t.verdict = 'not-met' and t.own -> 'facts' ->> 'state' is distinct from 'withdrawn'`;
  return tx.rows<ControlOnDesk>(controls(services, fell, limit));
}

/** Controls that hold, and whose evidence lapsed or does so before a time; the oldest first. */
export async function lapsingControls(
  tx: ReadTx,
  services: readonly string[] | null,
  before: Date,
  limit: number,
): Promise<ControlOnDesk[]> {
  return tx.rows<ControlOnDesk>(controls(services, sql`t.verdict = 'met' and t.lapses_at < ${before}`, limit));
}

/** A service in which tests wait for somebody to say what they show. */
export interface ServiceWaiting {
  readonly id: string;
  readonly service: ServiceOnDesk;
  readonly tests: number;
  readonly since: Date;
}

/** Services in which tests wait, at most so many, with how many tests. */
export async function servicesWaiting(
  tx: ReadTx,
  references: readonly string[] | null,
  limit: number,
): Promise<ServiceWaiting[]> {
  return tx.rows<ServiceWaiting>(sql`
    select s.id, json_build_object('reference', s.reference, 'name', s.name) as service, w.tests, e.at as since
    from (
      select k.service_id, count(*)::int as tests, min(v.from_seq) as seq
      from control_evidence v
      join control k on k.organisation_id = current_organisation() and k.id = v.control_id and ${standsNow('k')}
        and not k.retired ${within(references)}
      where v.organisation_id = current_organisation() and ${standsNow('v')} and v.state = 'proposed'
      group by k.service_id order by k.service_id limit ${writtenOut(limit)}
    ) w
    join service s on s.organisation_id = current_organisation() and s.id = w.service_id and ${standsNow('s')}
      and s.phase <> 'retired'
    join ledger_entry e on e.organisation_id = current_organisation() and e.chain = 'changes' and e.seq = w.seq
    order by e.seq`);
}
