import sql from 'sql-template-tag';
import type { WayIn } from '../accounts/domain.ts';
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
  readonly id: string;
  readonly formKey: string;
  readonly begunBy: WayIn;
  readonly begunAt: Date;
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
  /** A secret that was replaced after this still finds its session: a click that was under way. */
  readonly replacedSince: Date;
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
      select id, form_key, begun_by, created_at, person_id, organisation_id, seen_at from session
      where (token_digest = ${digest} or (previous_digest = ${digest} and rotated_at > ${times.replacedSince}))
        and expires_at > ${times.now} and seen_at > ${times.idleSince}
    ), seen as (
      update session set seen_at = ${times.now} from found
      where session.id = found.id and found.seen_at < ${times.staleSince}
    )
    select found.id, found.form_key as "formKey", found.begun_by as "begunBy", found.created_at as "begunAt",
      p.id as "personId", p.name as "personName", o.organisation_id as organisation, o.name as "organisationName",
      o.grants
    from found
    join person p on p.id = found.person_id
    cross join lateral organisations_of(found.person_id) o
    where o.organisation_id = found.organisation_id`);
  return row ?? null;
}

export interface NewSession {
  readonly id: string;
  readonly digest: Buffer;
  readonly formKey: string;
  readonly begunBy: WayIn;
  readonly browser: string;
  readonly now: Date;
  readonly expiresAt: Date;
}

/** Uses a one-time link up. Of two at once, one gets the person. @returns null where it was used, is too old, or never was */
export async function consumeLink(tx: PlatformTx, link: Buffer, now: Date): Promise<string | null> {
  const [row] = await tx.rows<{ personId: string }>(sql`
    delete from sign_in_link where token_digest = ${link} and expires_at > ${now}
    returning person_id as "personId"`);
  return row?.personId ?? null;
}

/** Begins a session. Of several organisations, it is in the first by name. */
export async function addSession(tx: PlatformTx, person: string, fresh: NewSession): Promise<void> {
  await tx.rows(sql`
    with person as (
      update person set signed_in_at = ${fresh.now} where id = ${person}
    )
    insert into session (id, token_digest, form_key, person_id, organisation_id, begun_by, browser, created_at, seen_at,
      expires_at)
    values (${fresh.id}, ${fresh.digest}, ${fresh.formKey}, ${person}, (
      select organisation_id from organisations_of(${person}) order by name, organisation_id limit 1
    ), ${fresh.begunBy}, ${fresh.browser}, ${fresh.now}, ${fresh.now}, ${fresh.expiresAt})`);
}

/** Gives a session another secret. @returns false where it has another one already: a second click */
export async function replaceSecret(tx: PlatformTx, held: Buffer, fresh: Buffer, now: Date): Promise<boolean> {
  const rows = await tx.rows(sql`
    update session set token_digest = ${fresh}, previous_digest = ${held}, rotated_at = ${now}
    where token_digest = ${held} returning id`);
  return rows.length > 0;
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

/** @returns whether it was this person's, and is over now */
export async function endSessionOf(tx: PlatformTx, person: string, id: string): Promise<boolean> {
  const rows = await tx.rows(sql`delete from session where id = ${id} and person_id = ${person} returning id`);
  return rows.length > 0;
}

/** Ends every session of a person, but for one where one is named. */
export async function endSessionsOf(tx: PlatformTx, person: string, but: string | null): Promise<void> {
  await tx.rows(sql`
    delete from session where person_id = ${person} and (${but}::uuid is null or id <> ${but})`);
}

/** Where somebody is signed in. */
export interface SessionLine {
  readonly id: string;
  readonly begunBy: WayIn;
  readonly browser: string;
  readonly begunAt: Date;
  readonly seenAt: Date;
}

/** The sessions of a person that are not over, the one last used first. */
export async function sessionsOf(
  tx: Pick<PlatformTx, 'rows'>,
  person: string,
  { now, idleSince }: Pick<Times, 'now' | 'idleSince'>,
): Promise<SessionLine[]> {
  return tx.rows<SessionLine>(sql`
    select id, begun_by as "begunBy", browser, created_at as "begunAt", seen_at as "seenAt" from session
    where person_id = ${person} and expires_at > ${now} and seen_at > ${idleSince}
    order by seen_at desc, id limit 100`);
}

/** Takes away what is over anyway. */
export async function sweep(tx: PlatformTx, { now, idleSince }: Pick<Times, 'now' | 'idleSince'>): Promise<void> {
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
  { id, name, email = null }: { readonly id: string; readonly name: string; readonly email?: string | null },
  now: Date,
): Promise<void> {
  await tx.rows(sql`insert into person (id, name, email, created_at) values (${id}, ${name}, ${email}, ${now})`);
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
