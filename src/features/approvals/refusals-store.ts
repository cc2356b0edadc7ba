import sql, { empty } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { said } from '../../platform/ledger/moment-store.ts';
import type { StoredSignature } from './store.ts';

/** A refusal that nothing was signed after, of something that is still worked on. */
export interface OpenRefusal extends Pick<StoredSignature, 'id' | 'at' | 'signer' | 'reason' | 'record'> {
  readonly subject: string;
  /** Whether its words are other ones by now. */
  readonly changed: boolean;
}

/** Whose refusals: those of these subjects, or of all in services of these references; all services, where null. */
export type RefusalsOf = { readonly subjects: readonly string[] } | { readonly services: readonly string[] | null };

/** The refusals of a kind that stand open, the latest first. */
export async function openRefusals(tx: ReadTx, kind: string, of: RefusalsOf, most: number): Promise<OpenRefusal[]> {
  const which =
    'subjects' in of
      ? sql`and s.subject_id = any(${of.subjects}::uuid[])`
      : of.services === null
        ? empty
        : sql`and v.reference = any(${of.services}::text[])`;
  return tx.rows<OpenRefusal>(sql`
    select s.id, s.subject_id as subject, s.at, s.record,
      (select ${said('t')} from text_value t where t.organisation_id = s.organisation_id and t.id = s.reason_id) as reason,
      (select t.body::json from text_value t where t.organisation_id = s.organisation_id and t.id = s.signer_id) as signer,
      w.material <> s.material or w.editorial <> s.editorial as changed
    from signature s
    join subject_state w on w.organisation_id = s.organisation_id and w.kind = s.kind and w.id = s.subject_id
      and not w.retired
    join service v on v.organisation_id = s.organisation_id and v.id = s.service_id and v.to_seq = 9007199254740991
      and v.phase <> 'retired'
    where s.organisation_id = current_organisation() and s.kind = ${kind} and s.decision = 'reject' ${which}
      and not exists (
        select from signature n where n.organisation_id = s.organisation_id and n.kind = s.kind
          and n.subject_id = s.subject_id and n.seq > s.seq)
    order by s.seq desc, s.id limit ${most}`);
}
