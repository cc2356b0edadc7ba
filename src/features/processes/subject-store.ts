import sql, { empty } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import type { Loaded } from '../../platform/subjects/kinds.ts';
import type { ProcessRow, RunRow } from './kinds.ts';

/*
 * What the fingerprints of processes and their runs are of: those of these ids as they stand now; all, where `ids` is null.
 * One query each.
 */

const textOf = (column: 'title_id' | 'what_id' | 'who_id' | 'starts_id' | 'comes_id' | 'link_id' | 'reason_id') => {
  const id = {
    title_id: sql`p.title_id`,
    what_id: sql`p.what_id`,
    who_id: sql`p.who_id`,
    starts_id: sql`p.starts_id`,
    comes_id: sql`p.comes_id`,
    link_id: sql`p.link_id`,
    reason_id: sql`p.reason_id`,
  }[column];
  return sql`(select t.body from text_value t where t.organisation_id = p.organisation_id and t.id = ${id})`;
};

export async function loadProcesses(tx: ReadTx, ids: readonly string[] | null): Promise<Loaded<ProcessRow>[]> {
  const rows = await tx.rows<ProcessRow & { id: string; service: string }>(sql`
    select p.id, p.service_id as service, p.key, ${textOf('title_id')} as title, ${textOf('what_id')} as what,
      ${textOf('who_id')} as who, ${textOf('starts_id')} as starts, ${textOf('comes_id')} as comes, p.sort, p.every,
      p.owner_id as owner, ${textOf('link_id')} as link, p.state, ${textOf('reason_id')} as reason
    from process p
    where p.organisation_id = current_organisation() and ${standsNow('p')}
      ${ids === null ? empty : sql`and p.id = any(${ids}::uuid[])`}`);
  return rows.map(({ id, service, ...row }) => ({
    id,
    service,
    within: null,
    retired: row.state === 'stopped',
    names: [],
    row,
  }));
}

export async function loadRuns(tx: ReadTx, ids: readonly string[] | null): Promise<Loaded<RunRow>[]> {
  const rows = await tx.rows<RunRow & { id: string; service: string; within: string; retired: boolean }>(sql`
    select r.id, r.service_id as service, r.process_id as within, r.withdrawn_id is not null as retired, r.number,
      r.ran_on::text as "ranOn", r.sort, b.body as people, f.body as found, r.outcome, k.body as link,
      w.body as withdrawn
    from process_run r
    left join text_value b on b.organisation_id = r.organisation_id and b.id = r.people_id
    left join text_value f on f.organisation_id = r.organisation_id and f.id = r.found_id
    left join text_value k on k.organisation_id = r.organisation_id and k.id = r.link_id
    left join text_value w on w.organisation_id = r.organisation_id and w.id = r.withdrawn_id
    where r.organisation_id = current_organisation() and ${standsNow('r')}
      ${ids === null ? empty : sql`and r.id = any(${ids}::uuid[])`}`);
  return rows.map(({ id, service, within, retired, ...row }) => ({ id, service, within, retired, names: [], row }));
}
