import sql from 'sql-template-tag';
import { USUAL_LIMITS, type SessionLimits, type SessionProof, type WayIn } from '../accounts/domain.ts';
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
export interface SessionRow extends SessionProof, SessionLimits {
  readonly id: string;
  readonly formKey: string;
  readonly personId: string;
  readonly personName: string;
  readonly organisation: string;
  readonly organisationName: string;
  readonly grants: readonly GrantRow[];
}

export interface Times {
  readonly now: Date;
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
      select s.id, s.form_key, s.begun_by, s.created_at, s.confirmed_at, s.person_id, s.seen_at, o.organisation_id, o.name,
        o.grants, ${IDLE} as idle_minutes, ${ABSOLUTE} as absolute_minutes
      from session s cross join lateral organisations_of(s.person_id) o
      where (s.token_digest = ${digest} or (s.previous_digest = ${digest} and s.rotated_at > ${times.replacedSince}))
        and o.organisation_id = s.organisation_id and ${isOpen(times.now)}
    ), seen as (
      update session set seen_at = ${times.now} from found
      where session.id = found.id and found.seen_at < ${times.staleSince}
    )
    select f.id, f.form_key as "formKey", f.begun_by as "begunBy", f.created_at as "begunAt",
      f.confirmed_at as "confirmedAt", p.id as "personId", p.name as "personName", f.organisation_id as organisation,
      f.name as "organisationName", f.grants, f.idle_minutes as "idleMinutes", f.absolute_minutes as "absoluteMinutes"
    from found f join person p on p.id = f.person_id`);
  return row ?? null;
}

/** The person behind a session, wherever they belong. */
export async function findSessionPerson(
  tx: Pick<PlatformTx, 'rows'>,
  digest: Buffer,
  now: Date,
): Promise<{ readonly id: string; readonly name: string; readonly session: string; readonly formKey: string } | null> {
  const [row] = await tx.rows<{ id: string; name: string; session: string; formKey: string }>(sql`
    select p.id, p.name, s.id as session, s.form_key as "formKey" from session s join person p on p.id = s.person_id
    where s.token_digest = ${digest} and s.expires_at > ${now}
      and s.seen_at > ${now}::timestamptz - make_interval(mins => ${USUAL_LIMITS.idleMinutes}::integer)`);
  return row ?? null;
}

/** What the organisation says, or what is usual. */
const IDLE = sql`coalesce(o.idle_minutes, ${USUAL_LIMITS.idleMinutes}::integer)`;
const ABSOLUTE = sql`coalesce(o.absolute_minutes, ${USUAL_LIMITS.absoluteMinutes}::integer)`;

/** Of a session s in its organisation o: whether it is not over. */
function isOpen(now: Date) {
  return sql`s.expires_at > ${now} and s.seen_at > ${now}::timestamptz - make_interval(mins => ${IDLE})
    and s.created_at > ${now}::timestamptz - make_interval(mins => ${ABSOLUTE})`;
}

export interface NewSession {
  readonly id: string;
  readonly digest: Buffer;
  readonly formKey: string;
  readonly begunBy: WayIn;
  readonly browser: string;
  /** Null for the first by name. */
  readonly organisation: string | null;
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

/** Begins a session. Of several organisations, it is in the one that is named, or the first by name in which a role still holds. */
export async function addSession(tx: PlatformTx, person: string, fresh: NewSession): Promise<void> {
  await tx.rows(sql`
    with person as (
      update person set signed_in_at = ${fresh.now} where id = ${person}
    )
    insert into session (id, token_digest, form_key, person_id, organisation_id, begun_by, browser, created_at, seen_at,
      expires_at)
    values (${fresh.id}, ${fresh.digest}, ${fresh.formKey}, ${person}, (
      select organisation_id from organisations_of(${person})
      where (${fresh.organisation}::uuid is null or organisation_id = ${fresh.organisation}) and exists (
        select from jsonb_to_recordset(grants) as g (until timestamptz) where g.until is null or g.until > ${fresh.now})
      order by name, organisation_id limit 1
    ), ${fresh.begunBy}, ${fresh.browser}, ${fresh.now}, ${fresh.now}, ${fresh.expiresAt})`);
}

/** Moves a session to another organisation of its person. @returns false where they do not belong there */
export async function putOrganisation(
  tx: PlatformTx,
  to: { readonly person: string; readonly id: string; readonly organisation: string; readonly digest: Buffer },
): Promise<boolean> {
  const rows = await tx.rows(sql`
    update session set organisation_id = ${to.organisation}, token_digest = ${to.digest}, previous_digest = null
    where id = ${to.id} and person_id = ${to.person} and exists (
      select from organisations_of(${to.person}) o where o.organisation_id = ${to.organisation})
    returning id`);
  return rows.length > 0;
}

/** An organisation that somebody belongs to, and what they hold there. */
export interface Belonging {
  readonly id: string;
  readonly name: string;
  readonly grants: readonly GrantRow[];
}

/** The organisations that somebody belongs to, by name. */
export async function belongingsOf(tx: Pick<PlatformTx, 'rows'>, person: string): Promise<Belonging[]> {
  return tx.rows<Belonging>(sql`
    select organisation_id as id, name, grants from organisations_of(${person}) order by name, organisation_id`);
}

/** Notes that the person of a session has just confirmed who they are. */
export async function noteConfirmed(tx: PlatformTx, id: string, now: Date): Promise<void> {
  await tx.rows(sql`update session set confirmed_at = ${now} where id = ${id}`);
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

/** @param id as it was sent, whatever that is @returns whether it was this person's, and is over now */
export async function endSessionOf(tx: PlatformTx, person: string, id: string): Promise<boolean> {
  const rows = await tx.rows(sql`delete from session where id::text = ${id} and person_id = ${person} returning id`);
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
  readonly organisation: string;
  readonly begunAt: Date;
  readonly seenAt: Date;
}

/** The sessions of a person that are not over, the one last used first. */
export async function sessionsOf(tx: Pick<PlatformTx, 'rows'>, person: string, now: Date): Promise<SessionLine[]> {
  return tx.rows<SessionLine>(sql`
    select s.id, s.begun_by as "begunBy", s.browser, s.created_at as "begunAt", s.seen_at as "seenAt", o.name as organisation
    from session s cross join lateral organisations_of(s.person_id) o
    where s.person_id = ${person} and o.organisation_id = s.organisation_id and ${isOpen(now)}
    order by s.seen_at desc, s.id limit 100`);
}

/** Takes away what is over anyway. @param idleSince what was last used before this is over in every organisation */
export async function sweep(
  tx: PlatformTx,
  { now, idleSince }: { readonly now: Date; readonly idleSince: Date },
): Promise<void> {
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
    where ${named}::text is null or lower(name) = lower(${named}) or email = lower(${named}) or id::text = ${named}
    order by created_at, id limit 100`);
}

export async function anybodySignedIn(tx: PlatformTx): Promise<boolean> {
  const [row] = await tx.rows<{ found: boolean }>(
    sql`select exists (select from person where signed_in_at is not null) as found`,
  );
  return row?.found === true;
}
