import sql, { empty } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { writtenOut } from '../../platform/database/written-out.ts';
import { LOOK, serviceLookedAt } from '../../platform/ledger/looks.ts';
import { actorName, standsNow } from '../../platform/ledger/moment-store.ts';

/** One look of an assessor. */
export interface Look {
  readonly seq: number;
  readonly at: Date;
  readonly who: string;
  /** The page as it is declared, or the query. */
  readonly page: string;
  /** The things in it that were named. */
  readonly names: Readonly<Record<string, string>>;
}

/** What assessors looked at in a service, latest first. `before` pages on: the number of the last one that was shown. */
export async function looksAt(
  tx: ReadTx,
  service: string,
  { limit, before }: { readonly limit: number; readonly before: number | null },
): Promise<Look[]> {
  const { kind, id } = serviceLookedAt(tx.organisation, service);
  const rows = await tx.rows<Omit<Look, 'page' | 'names'> & { readonly content: string }>(sql`
    select e.seq, e.at, ${actorName('e.actor')} as who, c.content
    from ledger_entry e
    join ledger_content c on c.organisation_id = e.organisation_id and c.chain = e.chain and c.seq = e.seq
    where e.organisation_id = current_organisation() and e.chain = 'reads' and e.command = ${LOOK}
      and e.subject_kind = ${kind} and e.subject_id = ${id} ${before === null ? empty : sql`and e.seq < ${before}`}
    order by e.seq desc limit ${writtenOut(limit)}`);
  return rows.map(({ content, ...row }) => ({ ...row, ...(JSON.parse(content) as Pick<Look, 'page' | 'names'>) }));
}

/** Whether somebody assesses a service, or has looked at it as an assessor. One statement, and no list of members. */
export async function isAssessed(tx: ReadTx, service: string): Promise<boolean> {
  const { kind, id } = serviceLookedAt(tx.organisation, service);
  const [row] = await tx.rows<{ assessed: boolean }>(sql`
    select exists (
      select from ledger_entry e
      where e.organisation_id = current_organisation() and e.chain = 'reads' and e.command = ${LOOK}
        and e.subject_kind = ${kind} and e.subject_id = ${id}
    ) or exists (
      select from membership m
      where m.organisation_id = current_organisation() and ${standsNow('m')}
        and m.grants @> ${JSON.stringify([{ role: 'assessor', service }])}::jsonb
    ) as assessed`);
  return row!.assessed;
}
