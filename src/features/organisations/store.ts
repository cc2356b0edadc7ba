import sql, { empty, raw } from 'sql-template-tag';
import { FOREVER, type ReadTx } from '../../platform/database/database.ts';
import { stands, type Moment } from '../../platform/ledger/moment-store.ts';
import type { GrantText, Member, Organisation, SessionLimits } from './domain.ts';

/** Written out: the planner uses the indexes of what is current only where it sees that number. */
const NOW = raw(`to_seq = ${FOREVER}`);

/** What the organisation is called, or was at a moment. */
export async function organisationName(tx: ReadTx, moment: Moment): Promise<string> {
  const [row] = await tx.rows<{ name: string }>(sql`
    select o.name from organisation o where o.organisation_id = current_organisation() and ${stands('o', moment)}`);
  return row?.name ?? '';
}

type Versions = ReadTx & { readonly seq: number };

/** Every organisation of the installation: for whoever holds its data directory. */
export async function allOrganisations(tx: Pick<ReadTx, 'rows'>): Promise<Pick<Organisation, 'id' | 'name'>[]> {
  return tx.rows(sql`select organisation_id as id, name from all_organisations()`);
}

/** The organisation of the transaction. */
export async function organisationNow(tx: ReadTx): Promise<Organisation | null> {
  const [row] = await tx.rows<Organisation>(sql`
    select organisation_id as id, name, from_seq as version from organisation
    where organisation_id = current_organisation() and ${NOW}`);
  return row ?? null;
}

/** Gives the organisation of the transaction a name, its first one or another. */
export async function nameOrganisation(tx: Versions, name: string): Promise<void> {
  await tx.rows(
    sql`update organisation set to_seq = ${tx.seq} where organisation_id = current_organisation() and ${NOW}`,
  );
  await tx.rows(sql`
    insert into organisation (organisation_id, from_seq, name) values (${tx.organisation}, ${tx.seq}, ${name})`);
}

/** Who belongs to the organisation, those who left too; only one person, where one is named. */
export async function members(tx: ReadTx, person: string | null = null): Promise<Member[]> {
  return tx.rows<Member>(sql`
    select m.person_id as person, p.name, m.grants, m.from_seq as version
    from membership m join person p on p.id = m.person_id
    where m.organisation_id = current_organisation() and m.${NOW} ${person === null ? empty : sql`and m.person_id = ${person}`}
    order by p.name, p.id`);
}

/** Where people can be written to; whoever gave no address is not among them. */
export async function addressesOf(
  tx: ReadTx,
  people: readonly string[],
): Promise<{ readonly person: string; readonly address: string }[]> {
  return tx.rows(sql`
    select id as person, email as address from person where id = any(${people}::uuid[]) and email is not null order by id`);
}

/** Whether there is such a person, in whatever organisation. */
export async function personExists(tx: ReadTx, person: string): Promise<boolean> {
  const found = await tx.rows(sql`select from person where id = ${person}`);
  return found.length > 0;
}

/**
 * Gives a person their roles in the organisation, in place of those that they had.
 * @param reason the home of why, where somebody was taken out of the organisation
 */
export async function putMember(
  tx: Versions,
  person: string,
  grants: readonly GrantText[],
  reason: string | null = null,
): Promise<void> {
  await tx.rows(sql`
    update membership set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and person_id = ${person} and ${NOW}`);
  await tx.rows(sql`
    insert into membership (organisation_id, person_id, from_seq, grants, reason_id)
    values (${tx.organisation}, ${person}, ${tx.seq}, ${JSON.stringify(grants)}::jsonb, ${reason})`);
}

/** What the organisation says on sessions; null where it says nothing. */
export async function sessionLimitsNow(tx: ReadTx): Promise<SessionLimits | null> {
  const [row] = await tx.rows<SessionLimits>(sql`
    select idle_minutes as "idleMinutes", absolute_minutes as "absoluteMinutes" from session_limit
    where organisation_id = current_organisation() and ${NOW}`);
  return row ?? null;
}

export async function putSessionLimits(tx: Versions, { idleMinutes, absoluteMinutes }: SessionLimits): Promise<void> {
  await tx.rows(
    sql`update session_limit set to_seq = ${tx.seq} where organisation_id = current_organisation() and ${NOW}`,
  );
  await tx.rows(sql`
    insert into session_limit (organisation_id, from_seq, idle_minutes, absolute_minutes)
    values (${tx.organisation}, ${tx.seq}, ${idleMinutes}, ${absoluteMinutes})`);
}

/** Ends every session that a person has in the organisation. */
export async function endMemberSessions(tx: ReadTx, person: string): Promise<void> {
  await tx.rows(sql`delete from session where organisation_id = current_organisation() and person_id = ${person}`);
}
