import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { Json } from '../../../platform/canonical.ts';
import type { CommandTx } from '../../../platform/commands/command.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../../platform/ledger/moment-store.ts';
import type { Deployment } from '../domain/deployments.ts';
import type { Answer, PacketItem } from '../domain/packet.ts';
import type { ConfirmedKey, GivenAnswer, OpenItems, StoredReceived, KeptAnswer } from '../domain/received.ts';

/*
 * Deployments, what was taken in for them, and what was answered. The words of packets stand in their files.
 */

/** As it stands now: no time is asked for. */
export const NOW: Moment = { seq: null, now: new Date(0) };

/** The words of a text; '' where there is none. */
export function textIn(alias: string, column: string): Sql {
  return sql`coalesce((select ${said('t')} from text_value t
    where t.organisation_id = ${raw(alias)}.organisation_id and t.id = ${raw(`${alias}.${column}`)}), '')`;
}

/** The condition that a row that is written once was there at a moment. */
function wasThere(alias: string, { seq }: Moment): Sql {
  return seq === null ? sql`true` : sql`${raw(alias)}.made_seq <= ${seq}`;
}

// --- Deployments -------------------------------------------------------------------------------------------------------

/** The deployments of these services at a moment, in their order; one alone, where it is numbered. One query. */
export async function deploymentsOf(
  tx: ReadTx,
  services: readonly string[],
  moment: Moment = NOW,
  number: number | null = null,
): Promise<Deployment[]> {
  return tx.rows<Deployment>(sql`
    select d.id, d.number, json_build_object('id', s.id, 'reference', s.reference, 'name', s.name) as service,
      ${textIn('d', 'site_id')} as site, ${textIn('d', 'configuration_id')} as configuration, d.log, d.from_seq as version
    from deployment d
    join service s on s.organisation_id = d.organisation_id and s.id = d.service_id and ${standsNow('s')}
    where d.organisation_id = current_organisation() and ${stands('d', moment)}
      and d.service_id = any(${services}::uuid[])
      ${number === null ? empty : sql`and d.number = ${number}`}
    order by s.reference, d.number`);
}

/** The number after the last deployment of a service. Behind the ledger's lock, nobody else gives it. */
export async function nextDeployment(tx: ReadTx, service: string): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(number), 0) + 1 as next from deployment
    where organisation_id = current_organisation() and service_id = ${service}`);
  return row!.next;
}

/** Writes a deployment, new or changed. */
export function putDeployment(
  tx: CommandTx,
  one: Pick<Deployment, 'id' | 'number' | 'log' | 'site' | 'configuration'> & {
    readonly service: { readonly id: string };
  },
): void {
  tx.send(sql`
    update deployment d set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and id = ${one.id} and ${standsNow('d')}`);
  tx.send(sql`
    insert into deployment (organisation_id, id, from_seq, service_id, number, site_id, configuration_id, log)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.service.id}, ${one.number}, ${tx.text(one.site)},
      ${tx.text(one.configuration)}, ${one.log})`);
}

// --- Keys of suppliers ---------------------------------------------------------------------------------------------------

/** The fingerprint of the key that is believed for a service; null where none is. */
export async function knownFingerprint(tx: ReadTx, service: string): Promise<string | null> {
  const [row] = await tx.rows<{ fingerprint: string }>(sql`
    select fingerprint from supplier_key
    where organisation_id = current_organisation() and service_id = ${service} order by made_seq desc limit 1`);
  return row?.fingerprint ?? null;
}

/** Every key that was confirmed for a service, the latest first. */
export async function confirmedKeys(tx: ReadTx, service: string): Promise<ConfirmedKey[]> {
  return tx.rows<ConfirmedKey>(sql`
    select k.fingerprint, ${textIn('k', 'reason_id')} as reason, ${actorName('l.actor')} as by, l.at
    from supplier_key k
    join ledger_entry l on l.organisation_id = k.organisation_id and l.chain = 'changes' and l.seq = k.made_seq
    where k.organisation_id = current_organisation() and k.service_id = ${service}
    order by k.made_seq desc`);
}

export function putKey(tx: CommandTx, service: string, fingerprint: string, reason: string): void {
  tx.send(sql`
    insert into supplier_key (organisation_id, id, made_seq, service_id, fingerprint, reason_id)
    values (${tx.organisation}, ${tx.newId()}, ${tx.seq}, ${service}, ${fingerprint}, ${tx.text(reason)})`);
}

// --- Packets -------------------------------------------------------------------------------------------------------------

/** The packets of a deployment, the latest first. */
export function receivedOf(tx: ReadTx, deployment: string): Promise<StoredReceived[]> {
  return receivedIn(tx, [deployment]);
}

/** The packets of these deployments at a moment, the latest of each first. One query. */
export async function receivedIn(
  tx: ReadTx,
  deployments: readonly string[],
  moment: Moment = NOW,
): Promise<StoredReceived[]> {
  const rows = await tx.rows<Omit<StoredReceived, 'takenIn'> & { takenBy: string; takenAt: Date }>(sql`
    select r.id, r.deployment_id as deployment, r.packet_id as packet, r.number, r.reference, r.fingerprint, r.bundle,
      r.description, r.hazard_log as "hazardLog", ${actorName('l.actor')} as "takenBy", l.at as "takenAt"
    from received_packet r
    join ledger_entry l on l.organisation_id = r.organisation_id and l.chain = 'changes' and l.seq = r.made_seq
    where r.organisation_id = current_organisation() and r.deployment_id = any(${deployments}::uuid[])
      and ${wasThere('r', moment)}
    order by r.number desc`);
  return rows.map(({ takenBy, takenAt, ...one }) => ({ ...one, takenIn: { by: takenBy, at: takenAt } }));
}

export function putReceived(
  tx: CommandTx,
  one: Omit<StoredReceived, 'takenIn'> & { readonly service: string },
  items: readonly PacketItem[],
): void {
  tx.send(sql`
    insert into received_packet (organisation_id, id, made_seq, service_id, deployment_id, number, packet_id, reference,
      fingerprint, bundle, description, hazard_log)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.service}, ${one.deployment}, ${one.number}, ${one.packet},
      ${one.reference}, ${one.fingerprint}, ${one.bundle}, ${one.description}, ${one.hazardLog})`);
  tx.send(sql`
    insert into received_item (organisation_id, received_id, key, deployment_id, digest)
    select ${tx.organisation}::uuid, ${one.id}::uuid, i.key, ${one.deployment}::uuid, i.digest
    from unnest(${items.map(({ key }) => key)}::text[], ${items.map(({ digest }) => digest)}::text[]) as i (key, digest)`);
}

/** How many items of its latest packet are open, of each deployment of these services that has one. One query. @param services ids; null for all */
export async function openItems(
  tx: ReadTx,
  services: readonly string[] | null,
  moment: Moment = NOW,
): Promise<OpenItems[]> {
  return tx.rows<OpenItems>(sql`
    select r.deployment_id as deployment, r.reference, l.at as since, count(i.key)::int as items,
      count(i.key) filter (where a.id is null or a.digest <> i.digest)::int as open,
      count(i.key) filter (where a.digest <> i.digest)::int as again
    from received_packet r
    join ledger_entry l on l.organisation_id = r.organisation_id and l.chain = 'changes' and l.seq = r.made_seq
    left join received_item i on i.organisation_id = r.organisation_id and i.received_id = r.id
    left join item_answer a on a.organisation_id = r.organisation_id and a.deployment_id = r.deployment_id
      and a.key = i.key and ${stands('a', moment)}
    where r.organisation_id = current_organisation() and ${wasThere('r', moment)}
      ${services === null ? empty : sql`and r.service_id = any(${services}::uuid[])`}
      and r.number = (select max(n.number) from received_packet n
        where n.organisation_id = r.organisation_id and n.deployment_id = r.deployment_id and ${wasThere('n', moment)})
    group by r.deployment_id, r.reference, l.at`);
}

// --- Answers ---------------------------------------------------------------------------------------------------------------

export interface StoredAnswer extends GivenAnswer {
  readonly id: string;
}

/** The answers of a deployment as they stood at a moment, by the keys of their items. */
export async function answersOf(
  tx: ReadTx,
  deployment: string,
  moment: Moment = NOW,
): Promise<ReadonlyMap<string, StoredAnswer>> {
  const rows = await tx.rows<StoredAnswer>(sql`
    select a.id, a.key, a.digest, a.answer, ${textIn('a', 'reason_id')} as reason, a.control,
      ${actorName('l.actor')} as by, l.at
    from item_answer a
    join ledger_entry l on l.organisation_id = a.organisation_id and l.chain = 'changes' and l.seq = a.from_seq
    where a.organisation_id = current_organisation() and a.deployment_id = ${deployment} and ${stands('a', moment)}`);
  return new Map(rows.map((one) => [one.key, one]));
}

export function putAnswer(
  tx: CommandTx,
  { service, id: deployment }: { readonly service: { readonly id: string }; readonly id: string },
  one: {
    readonly id: string;
    readonly key: string;
    readonly digest: string;
    readonly answer: Answer;
    readonly reason: string;
    readonly control: string | null;
  },
): void {
  tx.send(sql`
    update item_answer a set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and id = ${one.id} and ${standsNow('a')}`);
  tx.send(sql`
    insert into item_answer (organisation_id, id, from_seq, service_id, deployment_id, key, digest, answer, reason_id, control)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${service.id}, ${deployment}, ${one.key}, ${one.digest},
      ${one.answer}, ${tx.text(one.reason)}, ${one.control})`);
}

/** An answer that was written to a file, with what the ledger has the digest of. */
export interface SentAnswer extends KeptAnswer {
  readonly id: string;
  readonly seq: number;
  readonly record: Json & { readonly files: Readonly<Record<string, string>> };
}

/** The answers that were written to files, the latest first. */
export async function sentAnswers(tx: ReadTx, deployment: string): Promise<SentAnswer[]> {
  const rows = await tx.rows<Omit<SentAnswer, 'made'> & { madeBy: string; madeAt: Date }>(sql`
    select a.id, a.made_seq as seq, a.number, r.reference, a.open, a.record, ${actorName('l.actor')} as "madeBy",
      l.at as "madeAt"
    from sent_answer a
    join received_packet r on r.organisation_id = a.organisation_id and r.id = a.received_id
    join ledger_entry l on l.organisation_id = a.organisation_id and l.chain = 'changes' and l.seq = a.made_seq
    where a.organisation_id = current_organisation() and a.deployment_id = ${deployment}
    order by a.number desc`);
  return rows.map(({ madeBy, madeAt, ...one }) => ({ ...one, made: { by: madeBy, at: madeAt } }));
}

export function putSentAnswer(
  tx: CommandTx,
  one: {
    readonly service: string;
    readonly deployment: string;
    readonly received: string;
    readonly number: number;
    readonly open: number;
    readonly record: object;
  },
): void {
  tx.send(sql`
    insert into sent_answer (organisation_id, id, made_seq, service_id, deployment_id, received_id, number, open, record)
    values (${tx.organisation}, ${tx.newId()}, ${tx.seq}, ${one.service}, ${one.deployment}, ${one.received},
      ${one.number}, ${one.open}, ${JSON.stringify(one.record)}::jsonb)`);
}
