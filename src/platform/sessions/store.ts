import sql from 'sql-template-tag';
import type { Grant } from '../commands/may.ts';
import type { ReadTx } from '../database/database.ts';

/*
 * People, sessions and one-time links. They belong to the platform: who somebody is has to be known before the
 * organisation is, in which they act.
 */

/** A transaction on tables of the platform: no organisation. */
export type PlatformTx = Omit<ReadTx, 'organisation'>;

/** A grant as it is kept: its end is text. */
export type GrantRow = Omit<Grant, 'until'> & { readonly until: string | null };

/** Who a session belongs to, and where they act. */
export interface SessionRow {
  readonly personId: string;
  readonly personName: string;
  readonly organisation: string;
  readonly organisationName: string;
  readonly grants: readonly GrantRow[];
}

export interface Times {
  readonly now: Date;
  /** Sessions that were last seen before this are over. */
  readonly idleSince: Date;
  /** Those last seen before this are marked as seen: not at every request, which would write each time. */
  readonly staleSince: Date;
}

/**
 * The person behind a session and what they may do as things stand now, in one query. A session acts in the organisation
 * that it began with, or not at all: what others do elsewhere never moves it.
 */
export async function findSession(
  tx: Pick<PlatformTx, 'rows'>,
  digest: Buffer,
  times: Times,
): Promise<SessionRow | null> {
  const [row] = await tx.rows<SessionRow>(sql`
    with found as (
      select token_digest, person_id, organisation_id, seen_at from session
      where token_digest = ${digest} and expires_at > ${times.now} and seen_at > ${times.idleSince}
    ), seen as (
      update session set seen_at = ${times.now} from found
      where session.token_digest = found.token_digest and found.seen_at < ${times.staleSince}
    )
    select p.id as "personId", p.name as "personName", o.organisation_id as organisation, o.name as "organisationName",
      o.grants
    from found
    join person p on p.id = found.person_id
    cross join lateral organisations_of(found.person_id) o
    where o.organisation_id = found.organisation_id`);
  return row ?? null;
}

export interface NewSession {
  readonly digest: Buffer;
  readonly now: Date;
  readonly expiresAt: Date;
}

/**
 * Uses a one-time link up and begins a session, both or neither. Of two at once, one gets the session. Of several
 * organisations, it is in the first by name.
 * @returns whose it is; null where the link was used, is too old, or never was
 */
export async function consumeLink(tx: PlatformTx, link: Buffer, fresh: NewSession): Promise<string | null> {
  const [row] = await tx.rows<{ personId: string }>(sql`
    delete from sign_in_link where token_digest = ${link} and expires_at > ${fresh.now}
    returning person_id as "personId"`);
  if (!row) return null;
  await tx.rows(sql`
    with person as (
      update person set signed_in_at = ${fresh.now} where id = ${row.personId}
    )
    insert into session (token_digest, person_id, organisation_id, created_at, seen_at, expires_at)
    values (${fresh.digest}, ${row.personId}, (
      select organisation_id from organisations_of(${row.personId}) order by name, organisation_id limit 1
    ), ${fresh.now}, ${fresh.now}, ${fresh.expiresAt})`);
  return row.personId;
}

/** Who a link would sign in, without using it up. */
export async function linkFor(tx: PlatformTx, link: Buffer, now: Date): Promise<{ readonly name: string } | null> {
  const [row] = await tx.rows<{ name: string }>(sql`
    select p.name from sign_in_link l join person p on p.id = l.person_id
    where l.token_digest = ${link} and l.expires_at > ${now}`);
  return row ?? null;
}

export async function addLink(
  tx: PlatformTx,
  link: { readonly digest: Buffer; readonly person: string; readonly now: Date; readonly expiresAt: Date },
): Promise<void> {
  await tx.rows(sql`
    insert into sign_in_link (token_digest, person_id, created_at, expires_at)
    values (${link.digest}, ${link.person}, ${link.now}, ${link.expiresAt})`);
}

export async function endSession(tx: PlatformTx, digest: Buffer): Promise<void> {
  await tx.rows(sql`delete from session where token_digest = ${digest}`);
}

/** Takes away what is over anyway. */
export async function sweep(tx: PlatformTx, { now, idleSince }: Omit<Times, 'staleSince'>): Promise<void> {
  await tx.rows(sql`delete from session where expires_at <= ${now} or seen_at <= ${idleSince}`);
  await tx.rows(sql`delete from sign_in_link where expires_at <= ${now}`);
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly signedInAt: Date | null;
}

export async function addPerson(
  tx: PlatformTx,
  person: { readonly id: string; readonly name: string },
  now: Date,
): Promise<void> {
  await tx.rows(sql`insert into person (id, name, created_at) values (${person.id}, ${person.name}, ${now})`);
}

/** Adds a person, unless there is one of this id. */
export async function ensurePerson(
  tx: PlatformTx,
  { id, name }: { readonly id: string; readonly name: string },
  now: Date,
): Promise<void> {
  await tx.rows(sql`
    insert into person (id, name, created_at) values (${id}, ${name}, ${now}) on conflict (id) do nothing`);
}

/** Everybody who can be given a link, the first to be added first. At most a hundred: the list is for a terminal. */
export async function people(tx: PlatformTx, named: string | null): Promise<Person[]> {
  return tx.rows<Person>(sql`
    select id, name, signed_in_at as "signedInAt" from person
    where ${named}::text is null or lower(name) = lower(${named}) or id::text = ${named}
    order by created_at, id limit 100`);
}

export async function anybodySignedIn(tx: PlatformTx): Promise<boolean> {
  const [row] = await tx.rows<{ found: boolean }>(
    sql`select exists (select from person where signed_in_at is not null) as found`,
  );
  return row?.found === true;
}
