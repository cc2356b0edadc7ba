import sql, { empty } from 'sql-template-tag';
import type { CommandTx } from '../../../platform/commands/command.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { actorName, said, standsNow } from '../../../platform/ledger/moment-store.ts';
import type { Day } from '../../../words/days.ts';
import type { StoredAnswer, StoredPacket } from '../domain/kept.ts';

/** The most that a list shows, the latest first. */
const MOST = 500;

/** The packets of these services, the latest first. @param services their ids @param number of one alone */
export async function packetsOf(
  tx: ReadTx,
  services: readonly string[],
  number: number | null = null,
): Promise<StoredPacket[]> {
  const rows = await tx.rows<Omit<StoredPacket, 'made'> & { by: string; byId: string | null; at: Date }>(sql`
    select p.id, p.made_seq as seq, p.number, p.service_id as service, coalesce(${said('r')}, '') as receiver, p.release,
      p.items, p.record, ${actorName('l.actor')} as by, l.at,
      case when l.actor like 'person:%' then substr(l.actor, 8) end as "byId",
      (select json_build_object('on', s.sent_on::text, 'how', coalesce(${said('h')}, ''), 'by', ${actorName('e.actor')})
        from packet_sent s
        join ledger_entry e on e.organisation_id = s.organisation_id and e.chain = 'changes' and e.seq = s.seq
        left join text_value h on h.organisation_id = s.organisation_id and h.id = s.how_id
        where s.organisation_id = p.organisation_id and s.packet_id = p.id order by s.seq desc limit 1) as sent
    from packet p
    join ledger_entry l on l.organisation_id = p.organisation_id and l.chain = 'changes' and l.seq = p.made_seq
    left join text_value r on r.organisation_id = p.organisation_id and r.id = p.receiver_id
    where p.organisation_id = current_organisation() and p.service_id = any(${services}::uuid[])
      ${number === null ? empty : sql`and p.number = ${number}`}
    order by p.made_seq desc limit ${MOST}`);
  return rows.map(({ by, byId, at, ...packet }) => ({ ...packet, made: { by, byId, at } }));
}

/** The number after the last one of a service. Behind the ledger's lock, nobody else gives it. */
export async function nextPacket(tx: ReadTx, service: string): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(number), 0) + 1 as next from packet
    where organisation_id = current_organisation() and service_id = ${service}`);
  return row!.next;
}

/** A packet, with its receiver by the id of the text. */
export function putPacket(
  tx: CommandTx,
  one: Pick<StoredPacket, 'id' | 'number' | 'service' | 'receiver' | 'release' | 'items' | 'record'>,
): void {
  tx.send(sql`
    insert into packet (organisation_id, id, made_seq, service_id, number, receiver_id, release, items, record)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.service}, ${one.number}, ${one.receiver}, ${one.release},
      ${one.items}, ${JSON.stringify(one.record)}::jsonb)`);
}

/** @param how the id of a text */
export function putSent(
  tx: CommandTx,
  { packet, on, how }: { readonly packet: string; readonly on: Day; readonly how: string },
): void {
  tx.send(sql`
    insert into packet_sent (organisation_id, id, seq, packet_id, sent_on, how_id)
    values (${tx.organisation}, ${tx.newId()}, ${tx.seq}, ${packet}, ${on}, ${how})`);
}

/** The answers to these packets, the latest first. @param packets their ids */
export async function answersTo(tx: ReadTx, packets: readonly string[]): Promise<StoredAnswer[]> {
  if (packets.length === 0) return [];
  const rows = await tx.rows<Omit<StoredAnswer, 'takenIn'> & { by: string; at: Date }>(sql`
    select a.id, a.packet_id as packet, a.number, coalesce(${said('o')}, '') as organisation,
      coalesce(${said('s')}, '') as site, a.file, a.signed_with as "signedWith", a.accepted, a.challenged,
      a.not_applicable as "notApplicable", a.left_open as open, ${actorName('l.actor')} as by, l.at
    from packet_answer a
    join ledger_entry l on l.organisation_id = a.organisation_id and l.chain = 'changes' and l.seq = a.seq
    left join text_value o on o.organisation_id = a.organisation_id and o.id = a.organisation_name_id
    left join text_value s on s.organisation_id = a.organisation_id and s.id = a.site_id
    where a.organisation_id = current_organisation() and a.packet_id = any(${packets}::uuid[])
    order by a.seq desc, a.number desc`);
  return rows.map(({ by, at, ...answer }) => ({ ...answer, takenIn: { by, at } }));
}

/** An answer, with who answers and the site by the ids of their texts. */
export function putAnswer(tx: CommandTx, one: Omit<StoredAnswer, 'takenIn'> & { readonly service: string }): void {
  tx.send(sql`
    insert into packet_answer (organisation_id, id, seq, service_id, packet_id, number, organisation_name_id, site_id, file,
      signed_with, accepted, challenged, not_applicable, left_open)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.service}, ${one.packet}, ${one.number}, ${one.organisation},
      ${one.site}, ${one.file}, ${one.signedWith}, ${one.accepted}, ${one.challenged}, ${one.notApplicable}, ${one.open})`);
}

/** A packet on a desk. */
export interface UnsentPacket {
  readonly id: string;
  readonly number: number;
  readonly receiver: string;
  readonly at: Date;
  readonly service: { readonly reference: string; readonly name: string };
}

/** Packets of which nobody has said that they were sent, the oldest first. @param references of services; null for all */
export async function unsentPackets(
  tx: ReadTx,
  references: readonly string[] | null,
  limit: number,
): Promise<UnsentPacket[]> {
  return tx.rows<UnsentPacket>(sql`
    select p.id, p.number, coalesce(${said('r')}, '') as receiver, l.at,
      json_build_object('reference', v.reference, 'name', v.name) as service
    from packet p
    join ledger_entry l on l.organisation_id = p.organisation_id and l.chain = 'changes' and l.seq = p.made_seq
    join service v on v.organisation_id = p.organisation_id and v.id = p.service_id and ${standsNow('v')}
    left join text_value r on r.organisation_id = p.organisation_id and r.id = p.receiver_id
    where p.organisation_id = current_organisation()
      and not exists (select from packet_sent s where s.organisation_id = p.organisation_id and s.packet_id = p.id)
      ${references === null ? empty : sql`and v.reference = any(${references}::text[])`}
    order by p.made_seq limit ${limit}`);
}
