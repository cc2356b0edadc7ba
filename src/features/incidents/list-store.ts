import sql, { empty, type Sql } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { writtenOut } from '../../platform/database/written-out.ts';
import { stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import { NOBODY, NOT_GRADED, type Chosen, type Targets } from './domain.ts';
import { incidentsWhere, NOW, type StoredIncident } from './store.ts';

const OPEN = sql`i.stage <> 'closed' and i.voided_id is null`;

/** What narrows a list, as a condition on `i`. */
function isChosen({ stage, sort, harm, owner, which }: Chosen, targets: Targets, now: Date): Sql {
  return sql`
    ${stage === null ? empty : sql`and i.stage = ${stage}`}
    ${sort === null ? empty : sql`and i.sort = ${sort}`}
    ${harm === null ? empty : sql`and coalesce(i.physical, ${NOT_GRADED}) = ${harm}`}
    ${owner === null ? empty : sql`and coalesce(i.owner_id::text, ${NOBODY}) = ${owner}`}
    ${which === null ? empty : sql`and ${OPEN}`}
    ${which === 'overdue' ? sql`and ${isOverdue(targets, now)}` : empty}`;
}

/** `clocksOf` in SQL: whether a time of an open incident has run out. */
function isOverdue({ acknowledge, triage, safe, close }: Targets, now: Date): Sql {
  const over = (minutes: number) => sql`i.reported_at + make_interval(mins => ${minutes}::int) <= ${now}::timestamptz`;
  return sql`(
    (i.acknowledged_at is null and ${over(acknowledge)})
    or (i.triaged_at is null and ${over(triage)})
    or (i.made_safe_at is null and i.sort <> 'good care' and ${over(safe)})
    or ${over(close)})`;
}

/** A page of the log of a service, also what was voided, the latest first. @param of.service its id */
export async function chosenIncidents(
  tx: ReadTx,
  of: { readonly service: string; readonly chosen: Chosen; readonly targets: Targets; readonly now: Date },
  part: { readonly offset: number; readonly limit: number },
): Promise<StoredIncident[]> {
  return incidentsWhere(
    tx,
    NOW,
    sql`and i.service_id = ${of.service} ${isChosen(of.chosen, of.targets, of.now)}
      order by i.reported_at desc, i.number desc
      offset ${writtenOut(part.offset)} limit ${writtenOut(part.limit)}`,
  );
}

/** How many there are of a service: all that count, those that are open, and those that were chosen. One query. */
export async function logCounts(
  tx: ReadTx,
  of: { readonly service: string; readonly chosen: Chosen; readonly targets: Targets; readonly now: Date },
): Promise<{ readonly total: number; readonly open: number; readonly chosen: number; readonly all: number }> {
  const [row] = await tx.rows<{ total: number; open: number; chosen: number; all: number }>(sql`
    select (count(*) filter (where i.voided_id is null))::int as total, (count(*) filter (where ${OPEN}))::int as open,
      (count(*) filter (where true ${isChosen(of.chosen, of.targets, of.now)}))::int as chosen, count(*)::int as all
    from incident i
    where i.organisation_id = current_organisation() and i.service_id = ${of.service} and ${standsNow('i')}`);
  return row!;
}

/** Those with whom incidents of a service are. @param service its id */
export async function ownersOfLog(
  tx: ReadTx,
  service: string,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  return tx.rows(sql`
    select p.id, p.name from person p
    where p.id in (
      select i.owner_id from incident i
      where i.organisation_id = current_organisation() and i.service_id = ${service} and ${standsNow('i')})
    order by p.name, p.id`);
}

/** The latest incidents of a service that count, or those of them that are open. @param of.service its id */
export async function latestIncidents(
  tx: ReadTx,
  of: { readonly service: string; readonly open: boolean },
  limit: number,
  moment: Moment = NOW,
): Promise<StoredIncident[]> {
  return incidentsWhere(
    tx,
    moment,
    sql`and i.service_id = ${of.service} and i.voided_id is null ${of.open ? sql`and i.stage <> 'closed'` : empty}
      order by i.reported_at desc, i.number desc limit ${writtenOut(limit)}`,
  );
}

/** How many incidents of a service count at a moment, and how many of them are open. One query. @param service its id */
export async function countsAt(
  tx: ReadTx,
  service: string,
  moment: Moment = NOW,
): Promise<{ readonly total: number; readonly open: number }> {
  const [row] = await tx.rows<{ total: number; open: number }>(sql`
    select count(*)::int as total, (count(*) filter (where i.stage <> 'closed'))::int as open
    from incident i
    where i.organisation_id = current_organisation() and i.service_id = ${service} and i.voided_id is null
      and ${stands('i', moment)}`);
  return row!;
}
