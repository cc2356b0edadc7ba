import sql, { empty } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName, said, standsNow } from '../../platform/ledger/moment-store.ts';
import type { Choices, Edition, SaidAndDid, StoredPage } from './domain.ts';

/** Of which organisation the page at an address is; null where there is none. In no organisation yet. */
export async function organisationOfCode(tx: Pick<ReadTx, 'rows'>, code: string): Promise<string | null> {
  const [row] = await tx.rows<{ organisation: string }>(sql`
    select organisation_id as organisation from organisation_of_public_page(${code})`);
  return row?.organisation ?? null;
}

/** What the officer chose; null where nobody has yet. @param service its id */
export async function choicesOf(tx: ReadTx, service: string): Promise<Choices | null> {
  const [row] = await tx.rows<Omit<Choices, 'concern'> & { text: string; phone: string; address: string }>(sql`
    select coalesce(${said('c')}, '') as text, coalesce(${said('p')}, '') as phone, coalesce(${said('a')}, '') as address,
      s.controls, s.sections, s.listed, s.reported
    from public_page_settings s
    left join text_value c on c.organisation_id = s.organisation_id and c.id = s.concern_id
    left join text_value p on p.organisation_id = s.organisation_id and p.id = s.phone_id
    left join text_value a on a.organisation_id = s.organisation_id and a.id = s.address_id
    where s.organisation_id = current_organisation() and s.service_id = ${service} and ${standsNow('s')}`);
  if (!row) return null;
  const { text, phone, address, ...rest } = row;
  return { concern: { text, phone, address }, ...rest };
}

/** The texts by their ids. */
export function putChoices(tx: CommandTx, service: string, choices: Choices): void {
  const { concern, controls, sections, listed, reported } = choices;
  tx.send(sql`
    update public_page_settings s set to_seq = ${tx.seq}
    where s.organisation_id = current_organisation() and s.service_id = ${service} and ${standsNow('s')}`);
  tx.send(sql`
    insert into public_page_settings (organisation_id, service_id, from_seq, concern_id, phone_id, address_id, controls,
      sections, listed, reported)
    values (${tx.organisation}, ${service}, ${tx.seq}, ${tx.text(concern.text)}, ${tx.text(concern.phone || null)},
      ${tx.text(concern.address || null)}, ${controls}, ${sections}::text[], ${listed},
      ${reported})`);
}

/** The hazards that are not shown, with the reason: by their references. @param service its id */
export async function withheldIn(tx: ReadTx, service: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.rows<{ hazard: string; reason: string }>(sql`
    select w.hazard, coalesce(${said('t')}, '') as reason from public_page_withheld w
    left join text_value t on t.organisation_id = w.organisation_id and t.id = w.reason_id
    where w.organisation_id = current_organisation() and w.service_id = ${service} and ${standsNow('w')}
    order by w.hazard`);
  return new Map(rows.map(({ hazard, reason }) => [hazard, reason]));
}

/** @param reason null to show it again */
export function putWithheld(tx: CommandTx, service: string, hazard: string, reason: string | null): void {
  tx.send(sql`
    update public_page_withheld w set to_seq = ${tx.seq}
    where w.organisation_id = current_organisation() and w.service_id = ${service} and w.hazard = ${hazard}
      and ${standsNow('w')}`);
  if (reason === null) return;
  tx.send(sql`
    insert into public_page_withheld (organisation_id, service_id, hazard, from_seq, reason_id)
    values (${tx.organisation}, ${service}, ${hazard}, ${tx.seq}, ${tx.text(reason)})`);
}

const PAGE = sql`
  select json_build_object('id', v.id, 'reference', v.reference, 'name', v.name) as service, p.code, p.published,
    coalesce(${said('t')}, '') as reason, l.at as since, ${actorName('l.actor')} as by
  from public_page p
  join ledger_entry l on l.organisation_id = p.organisation_id and l.chain = 'changes' and l.seq = p.from_seq
  join service v on v.organisation_id = p.organisation_id and v.id = p.service_id and ${standsNow('v')}
  left join text_value t on t.organisation_id = p.organisation_id and t.id = p.reason_id
  where p.organisation_id = current_organisation() and ${standsNow('p')}`;

/** @param service its id @returns null where none was ever published */
export async function pageOf(tx: ReadTx, service: string): Promise<StoredPage | null> {
  const [row] = await tx.rows<StoredPage>(sql`${PAGE} and p.service_id = ${service}`);
  return row ?? null;
}

export async function pageAt(tx: ReadTx, code: string): Promise<StoredPage | null> {
  const [row] = await tx.rows<StoredPage>(sql`${PAGE} and p.code = ${code}`);
  return row ?? null;
}

/** The pages that are published. @param references of services; null for all */
export async function publishedPages(
  tx: ReadTx,
  references: readonly string[] | null,
  most: number,
): Promise<StoredPage[]> {
  return tx.rows<StoredPage>(sql`
    ${PAGE} and p.published ${references === null ? empty : sql`and v.reference = any(${references}::text[])`}
    order by p.from_seq limit ${most}`);
}

/** @param reason why it is withdrawn; null where it is published */
export function putPage(
  tx: CommandTx,
  service: string,
  { code, published, reason }: { readonly code: string; readonly published: boolean; readonly reason: string | null },
): void {
  tx.send(sql`
    update public_page p set to_seq = ${tx.seq}
    where p.organisation_id = current_organisation() and p.service_id = ${service} and ${standsNow('p')}`);
  tx.send(sql`
    insert into public_page (organisation_id, service_id, from_seq, code, published, reason_id)
    values (${tx.organisation}, ${service}, ${tx.seq}, ${code}, ${published}, ${tx.text(reason)})`);
}

/** The editions of a service, the latest first. @param service its id @param most how many; all, without it */
export async function editionsOf(tx: ReadTx, service: string, most = 500): Promise<Edition[]> {
  return tx.rows<Edition>(sql`
    select e.id, e.number, e.release, e.listed, e.file, l.at, ${actorName('l.actor')} as by
    from public_page_edition e
    join ledger_entry l on l.organisation_id = e.organisation_id and l.chain = 'changes' and l.seq = e.made_seq
    where e.organisation_id = current_organisation() and e.service_id = ${service}
    order by e.number desc limit ${most}`);
}

export function putEdition(
  tx: CommandTx,
  service: string,
  one: Pick<Edition, 'number' | 'release' | 'listed' | 'file'>,
): void {
  tx.send(sql`
    insert into public_page_edition (organisation_id, id, made_seq, service_id, number, release, listed, file)
    values (${tx.organisation}, ${tx.newId()}, ${tx.seq}, ${service}, ${one.number}, ${one.release}, ${one.listed},
      ${one.file})`);
}

/** Who agreed that their name stands on the page: their ids. @param service its id */
export async function namedIn(tx: ReadTx, service: string): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ person: string }>(sql`
    select n.person_id as person from public_page_named n
    where n.organisation_id = current_organisation() and n.service_id = ${service} and ${standsNow('n')} and n.agreed`);
  return new Set(rows.map(({ person }) => person));
}

export function putNamed(tx: CommandTx, service: string, person: string, agreed: boolean): void {
  tx.send(sql`
    update public_page_named n set to_seq = ${tx.seq}
    where n.organisation_id = current_organisation() and n.service_id = ${service} and n.person_id = ${person}
      and ${standsNow('n')}`);
  tx.send(sql`
    insert into public_page_named (organisation_id, service_id, person_id, from_seq, agreed)
    values (${tx.organisation}, ${service}, ${person}, ${tx.seq}, ${agreed})`);
}

/** What somebody said and what was done, as an officer wrote it. */
export interface StoredChange extends SaidAndDid {
  readonly number: number;
}

/** What is said of it now, the latest first. @param service its id */
export async function changesOf(tx: ReadTx, service: string): Promise<StoredChange[]> {
  return tx.rows<StoredChange>(sql`
    select c.number, coalesce(${said('s')}, '') as said, coalesce(${said('d')}, '') as did from public_page_change c
    left join text_value s on s.organisation_id = c.organisation_id and s.id = c.said_id
    left join text_value d on d.organisation_id = c.organisation_id and d.id = c.did_id
    where c.organisation_id = current_organisation() and c.service_id = ${service} and ${standsNow('c')}
    order by c.number desc`);
}

/** The number after the last one of a service, also of those that were taken out. */
export async function nextChange(tx: ReadTx, service: string): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(c.number), 0) + 1 as next from public_page_change c
    where c.organisation_id = current_organisation() and c.service_id = ${service}`);
  return row!.next;
}

/** @param change null to take it out */
export function putChange(tx: CommandTx, service: string, number: number, change: SaidAndDid | null): void {
  tx.send(sql`
    update public_page_change c set to_seq = ${tx.seq}
    where c.organisation_id = current_organisation() and c.service_id = ${service} and c.number = ${number}
      and ${standsNow('c')}`);
  if (change === null) return;
  tx.send(sql`
    insert into public_page_change (organisation_id, service_id, number, from_seq, said_id, did_id)
    values (${tx.organisation}, ${service}, ${number}, ${tx.seq}, ${tx.text(change.said)}, ${tx.text(change.did)})`);
}
