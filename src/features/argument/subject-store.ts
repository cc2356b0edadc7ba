import sql, { empty } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import type { Loaded } from '../../platform/subjects/kinds.ts';
import type { CounterEvidenceRow } from './kinds.ts';

/** What the fingerprints of counter-evidence are of: of these ids as it stands now; all, where `ids` is null. One query. */
export async function loadCounterEvidence(
  tx: ReadTx,
  ids: readonly string[] | null,
): Promise<Loaded<CounterEvidenceRow>[]> {
  const rows = await tx.rows<CounterEvidenceRow & { id: string; service: string }>(sql`
    select c.id, c.service_id as service, c.claim, a.body as against, u.body as unknown, w.body as answer,
      c.written_seq as "writtenSeq", c.answered_seq as "answeredSeq", c.review_by::text as "reviewBy"
    from counter_evidence c
    left join text_value a on a.organisation_id = c.organisation_id and a.id = c.against_id
    left join text_value u on u.organisation_id = c.organisation_id and u.id = c.unknown_id
    left join text_value w on w.organisation_id = c.organisation_id and w.id = c.answer_id
    where c.organisation_id = current_organisation() and ${standsNow('c')}
      ${ids === null ? empty : sql`and c.id = any(${ids}::uuid[])`}`);
  return rows.map(({ id, service, ...row }) => ({
    id,
    service,
    within: null,
    retired: false,
    names: [],
    row,
  }));
}
