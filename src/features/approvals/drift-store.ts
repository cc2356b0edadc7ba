import sql from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';

/**
 * How subjects of a kind differ in words from what they were at an entry of the ledger each: whether what is material
 * differs, and how many entries since changed what is editorial and nothing else.
 */
export async function driftOfWords(
  tx: ReadTx,
  kind: string,
  since: readonly { readonly id: string; readonly seq: number }[],
): Promise<{ readonly id: string; readonly changed: boolean; readonly editorial: number }[]> {
  return tx.rows(sql`
    with asked as (
      select * from unnest(${since.map((one) => one.id)}::uuid[], ${since.map((one) => one.seq)}::bigint[]) as w (id, seq)
    ), stood as (
      select w.id, w.seq as since, s.changed_seq as seq, s.material, s.editorial
      from asked w join subject_state s on s.organisation_id = current_organisation() and s.kind = ${kind} and s.id = w.id
      union all
      select w.id, w.seq, h.from_seq, h.material, h.editorial
      from asked w join subject_history h on h.organisation_id = current_organisation() and h.kind = ${kind}
        and h.id = w.id and h.to_seq > w.seq
    ), beside as (
      select id, since, seq, material, editorial,
        first_value(material) over (partition by id order by seq) as first_material,
        last_value(material) over (partition by id order by seq range between unbounded preceding and unbounded following)
          as last_material,
        lag(material) over (partition by id order by seq) as material_before,
        lag(editorial) over (partition by id order by seq) as editorial_before
      from stood
    )
    select id, bool_or(first_material <> last_material) as changed,
      (count(*) filter (where seq > since and editorial <> editorial_before and material = material_before))::int as editorial
    from beside group by id`);
}
