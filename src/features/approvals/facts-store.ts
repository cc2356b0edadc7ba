import sql from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { stands, type Moment } from '../../platform/ledger/moment-store.ts';

/** How a subject stood at a moment. */
export interface StoodAs {
  readonly id: string;
  readonly material: Buffer;
  readonly editorial: Buffer;
  readonly verdict: 'met' | 'not-met' | 'not-known';
  readonly challengedSeq: number | null;
  readonly retired: boolean;
  /** Of an approval: it is kept that it is challenged or void. Of what has passed since, that is not kept: false. */
  readonly fell: boolean;
}

/** How subjects of a kind stood at a moment; one that there was not yet is not among them. One query. */
export async function stoodAt(tx: ReadTx, kind: string, ids: readonly string[], { seq }: Moment): Promise<StoodAs[]> {
  const these = sql`organisation_id = current_organisation() and kind = ${kind} and id = any(${ids}::uuid[])`;
  const columns = sql`id, material, editorial, verdict, challenged_seq as "challengedSeq", retired`;
  const fell = sql`own @> '{"facts": {"challenged": true}}' or own @> '{"facts": {"void": true}}' as fell`;
  if (seq === null) return tx.rows<StoodAs>(sql`select ${columns}, ${fell} from subject_state where ${these}`);
  return tx.rows<StoodAs>(sql`
    select ${columns}, ${fell} from subject_state where ${these} and changed_seq <= ${seq}
    union all
    select ${columns}, false from subject_history where ${these} and from_seq <= ${seq} and to_seq > ${seq}`);
}

/** Of these services, those that say anything of what they are for, at a moment. */
export async function servicesWithUse(
  tx: ReadTx,
  services: readonly string[],
  moment: Moment,
): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ id: string }>(sql`
    select s.id from service s
    where s.organisation_id = current_organisation() and s.id = any(${services}::uuid[]) and ${stands('s', moment)}
      and coalesce(s.intended_function_id, s.intended_population_id, s.intended_user_id, s.intended_environment_id,
        s.not_for_id) is not null`);
  return new Set(rows.map(({ id }) => id));
}
