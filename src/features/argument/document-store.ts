import sql, { empty } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName, said, type Moment } from '../../platform/ledger/moment-store.ts';
import type { ArgumentDocument } from './domain.ts';

/** The arguments that were brought to a service, the latest first. @param service its id @param number of one alone */
export async function documentsOf(
  tx: ReadTx,
  service: string,
  { moment, number = null }: { readonly moment: Moment; readonly number?: number | null },
): Promise<ArgumentDocument[]> {
  const rows = await tx.rows<
    Omit<ArgumentDocument, 'brought' | 'files'> & {
      names: string[];
      texts: string[];
      broughtBy: string;
      broughtAt: Date;
    }
  >(sql`
    select d.id, d.number, (select ${said('t')} from text_value t
        where t.organisation_id = d.organisation_id and t.id = d.title_id) as title,
      array(select coalesce(${said('t')}, '') from unnest(d.file_ids) with ordinality f (id, place)
        join text_value t on t.organisation_id = d.organisation_id and t.id = f.id order by f.place) as names,
      array(select coalesce(${said('t')}, '') from unnest(d.content_ids) with ordinality f (id, place)
        join text_value t on t.organisation_id = d.organisation_id and t.id = f.id order by f.place) as texts,
      ${actorName('l.actor')} as "broughtBy", l.at as "broughtAt"
    from argument_document d
    join ledger_entry l on l.organisation_id = d.organisation_id and l.chain = 'changes' and l.seq = d.made_seq
    where d.organisation_id = current_organisation() and d.service_id = ${service}
      ${number === null ? empty : sql`and d.number = ${number}`}
      ${moment.seq === null ? empty : sql`and d.made_seq <= ${moment.seq}`}
    order by d.number desc limit 200`);
  return rows.map(({ names, texts, broughtBy, broughtAt, ...row }) => ({
    ...row,
    files: names.map((name, index) => ({ name, text: texts[index] ?? '' })),
    brought: { by: broughtBy, at: broughtAt },
  }));
}

/** The number after the last one of a service. Behind the ledger's lock, nobody else gives it. */
export async function nextDocument(tx: ReadTx, service: string): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(number), 0) + 1 as next from argument_document
    where organisation_id = current_organisation() and service_id = ${service}`);
  return row?.next ?? 1;
}

/** What is written; texts by the ids of their homes. */
export interface NewDocument {
  readonly id: string;
  readonly service: string;
  readonly number: number;
  readonly title: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

export function putDocument(tx: CommandTx, { id, service, number, title, files }: NewDocument): void {
  tx.send(sql`
    insert into argument_document (organisation_id, id, made_seq, service_id, number, title_id, file_ids, content_ids)
    values (${tx.organisation}, ${id}, ${tx.seq}, ${service}, ${number}, ${title},
      ${files.map(({ name }) => name)}::uuid[], ${files.map(({ text }) => text)}::uuid[])`);
}
