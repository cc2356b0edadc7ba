import sql, { empty } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import type { Loaded } from '../../platform/subjects/kinds.ts';
import type { ActionRow } from './kinds.ts';

/** What the fingerprints of actions are of: those of these ids as they stand now; all, where `ids` is null. One query. */
export async function loadActions(tx: ReadTx, ids: readonly string[] | null): Promise<Loaded<ActionRow>[]> {
  const rows = await tx.rows<ActionRow & { id: string; service: string | null }>(sql`
    select a.id, a.service_id as service, a.number, t.body as title, a.owner_id as owner, a.due::text as due, a.state,
      e.body as evidence, a.evidence_link as "evidenceLink", r.body as reason, a.source_kind as "sourceKind",
      a.source_id as source, a.source_label as "sourceLabel", a.source_href as "sourceHref"
    from action a
    left join text_value t on t.organisation_id = a.organisation_id and t.id = a.title_id
    left join text_value e on e.organisation_id = a.organisation_id and e.id = a.evidence_id
    left join text_value r on r.organisation_id = a.organisation_id and r.id = a.reason_id
    where a.organisation_id = current_organisation() and ${standsNow('a')}
      ${ids === null ? empty : sql`and a.id = any(${ids}::uuid[])`}`);
  return rows.map(({ id, service, ...row }) => ({ id, service, within: null, retired: false, names: [], row }));
}
