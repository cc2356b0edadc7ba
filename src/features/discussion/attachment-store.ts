import sql, { empty } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import type { About, Attachment } from './domain.ts';

/** An attachment and the ids of the homes of its texts. */
export interface StoredAttachment extends Attachment {
  readonly service: string;
  readonly texts: {
    readonly words: string;
    readonly name: string | null;
    readonly link: string | null;
    readonly reason: string | null;
  };
}

interface Row extends Omit<StoredAttachment, 'withdrawn'> {
  readonly state: 'attached' | 'withdrawn';
  readonly changedAt: Date;
  readonly changedBy: string;
  readonly reason: string;
}

/** Which attachments: of a service, and of it those of one subject or number. */
export interface Sought {
  /** The id of a service. */
  readonly service: string;
  readonly about?: Pick<About, 'kind' | 'id'>;
  readonly reference?: string;
  readonly number?: number;
}

/** Attachments as they stand at a moment, those that were withdrawn too, in the order of their numbers. One query. */
export async function attachmentsOf(
  tx: ReadTx,
  { service, about, reference, number }: Sought,
  moment: Moment,
): Promise<StoredAttachment[]> {
  const rows = await tx.rows<Row>(sql`
    select a.id, a.number, a.service_id as service,
      json_build_object('kind', a.subject_kind, 'id', a.subject_id, 'reference', a.subject_reference,
        'path', a.subject_path) as about,
      coalesce(${said('w')}, '') as words, json_build_object('id', p.id, 'name', p.name) as by, began.at,
      case when a.file_sha256 is null then json_build_object('link', coalesce(${said('k')}, ''))
        else json_build_object('file', json_build_object('name', coalesce(${said('n')}, ''),
          'sha256', encode(a.file_sha256, 'hex'), 'size', f.size)) end as what,
      a.state, l.at as "changedAt", ${actorName('l.actor')} as "changedBy", coalesce(${said('r')}, '') as reason,
      w.erased_seq is not null and (r.id is null or r.erased_seq is not null) as erased, a.from_seq as version,
      json_build_object('words', a.words_id, 'name', a.file_name_id, 'link', a.link_id,
        'reason', a.reason_id) as texts
    from attachment a
    join person p on p.id = a.attached_by
    join ledger_entry l on l.organisation_id = a.organisation_id and l.chain = 'changes' and l.seq = a.from_seq
    join lateral (
      select e.at from attachment o
      join ledger_entry e on e.organisation_id = o.organisation_id and e.chain = 'changes' and e.seq = o.from_seq
      where o.organisation_id = a.organisation_id and o.id = a.id order by o.from_seq limit 1
    ) began on true
    left join file_content f on f.organisation_id = a.organisation_id and f.sha256 = a.file_sha256
    left join text_value w on w.organisation_id = a.organisation_id and w.id = a.words_id
    left join text_value n on n.organisation_id = a.organisation_id and n.id = a.file_name_id
    left join text_value k on k.organisation_id = a.organisation_id and k.id = a.link_id
    left join text_value r on r.organisation_id = a.organisation_id and r.id = a.reason_id
    where a.organisation_id = current_organisation() and a.service_id = ${service} and ${stands('a', moment)}
      ${about ? sql`and a.subject_kind = ${about.kind} and a.subject_id = ${about.id}` : empty}
      ${reference === undefined ? empty : sql`and a.subject_reference = ${reference}`}
      ${number === undefined ? empty : sql`and a.number = ${number}`}
    order by a.number`);
  return rows.map(({ state, changedAt, changedBy, reason, ...row }) => ({
    ...row,
    withdrawn: state === 'withdrawn' ? { by: changedBy, at: changedAt, reason } : null,
  }));
}

/** The number after the last one of a service. Behind the ledger's lock, nobody else gives it. */
export async function nextAttachment(tx: ReadTx, service: string): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(a.number), 0) + 1 as next from attachment a
    where a.organisation_id = current_organisation() and a.service_id = ${service} and ${standsNow('a')}`);
  return row!.next;
}

/** What a version holds when it is written; its texts by the ids of their homes. */
export interface NewAttachment {
  readonly id: string;
  readonly service: string;
  readonly number: number;
  readonly about: About;
  readonly by: string;
  readonly words: string;
  /** Its SHA-256 in hex. */
  readonly file: string | null;
  readonly name: string | null;
  readonly link: string | null;
  /** Why it was withdrawn; null while it stands. */
  readonly reason: string | null;
}

/** Writes an attachment, new or withdrawn. */
export async function putAttachment(tx: CommandTx, one: NewAttachment): Promise<void> {
  const file = one.file === null ? null : Buffer.from(one.file, 'hex');
  await Promise.all([
    tx.rows(sql`
      update attachment a set to_seq = ${tx.seq}
      where a.organisation_id = current_organisation() and a.id = ${one.id} and ${standsNow('a')}`),
    tx.rows(sql`
      insert into attachment (organisation_id, id, from_seq, service_id, number, subject_kind, subject_id,
        subject_reference, subject_path, attached_by, words_id, file_sha256, file_name_id, link_id, state, reason_id)
      values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.service}, ${one.number}, ${one.about.kind},
        ${one.about.id}, ${one.about.reference}, ${one.about.path}, ${one.by}, ${one.words}, ${file}, ${one.name},
        ${one.link}, ${one.reason === null ? 'attached' : 'withdrawn'}, ${one.reason})`),
  ]);
}
