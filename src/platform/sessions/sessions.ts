import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { sha256 } from '../canonical.ts';
import { browserOf, LONGEST_LIMITS, type SessionLimits, type SessionProof, type WayIn } from '../accounts/domain.ts';
import { sweepAccounts } from '../accounts/store.ts';
import type { Actor, Grant } from '../commands/may.ts';
import type { Database } from '../database/database.ts';
import { newId } from '../ids.ts';
import {
  addLink,
  addSession,
  consumeLink,
  endSession,
  endSessionOf,
  findSession,
  findSessionPerson,
  linkFor,
  putOrganisation,
  replaceSecret,
  sweep,
  type GrantRow,
  type PlatformTx,
} from './store.ts';

/** How exactly it is known when a session was last used. */
const SEEN_EVERY = 60 * 1000;
const MINUTE = 60 * 1000;
/** How long a secret still finds its session after it was replaced: a second click brings the old one. */
const REPLACED_LASTS = 10 * 1000;
const TOKEN = /^[\w-]{43}$/u;

/** Somebody who is signed in, as at this request: their roles may have changed since the last one. */
export interface SignedIn {
  readonly actor: Actor & { readonly kind: 'person' };
  readonly organisationName: string;
  readonly session: SessionProof & { readonly id: string };
  /** How long it lasts, as the organisation says. */
  readonly limits: SessionLimits;
  /** What the browser holds. Never shown, stored or logged. */
  readonly secret: string;
  /** Keys that are bound to the session come from it. It stays when the secret is replaced, so that open pages still work. */
  readonly formKey: string;
}

/** Where sessions are kept, and the clock that ends them. */
export interface SessionGround {
  readonly database: Database;
  readonly now: () => Date;
}

/** 256 random bits, as they stand in a cookie or a link. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** How a secret is kept: whoever reads the database cannot use it. */
export function digestOfSecret(secret: string): Buffer {
  return sha256(secret);
}

/** The person behind what a browser sent; null where the session is over, or was none. */
export async function resolveSession(ground: SessionGround, secret: string | undefined): Promise<SignedIn | null> {
  if (secret === undefined || !TOKEN.test(secret)) return null;
  const now = ground.now();
  const times = {
    now,
    staleSince: before(now, SEEN_EVERY),
    replacedSince: before(now, REPLACED_LASTS),
  };
  const row = await ground.database.platformOnce((tx) => findSession(tx, digestOfSecret(secret), times));
  if (!row) return null;
  const { personId: id, personName: name, organisation, organisationName } = row;
  const grants = standing(row.grants, now);
  // Whose last role has ended no longer belongs here.
  if (grants.length === 0) return null;
  const { formKey, id: session, begunBy, begunAt, confirmedAt, idleMinutes, absoluteMinutes } = row;
  return {
    actor: { kind: 'person', id, name, organisation, grants },
    organisationName,
    session: { id: session, begunBy, begunAt, confirmedAt },
    limits: { idleMinutes, absoluteMinutes },
    secret,
    formKey,
  };
}

/** Somebody whose session it is, whether or not they belong to an organisation. */
export interface SessionPerson {
  readonly actor: Pick<SignedIn['actor'], 'id' | 'name' | 'organisation'>;
  readonly session: Pick<SignedIn['session'], 'id'>;
  readonly formKey: string;
}

/** For the one page that they may see who belong nowhere: an invitation. */
export async function personOfSession(
  ground: SessionGround,
  secret: string | undefined,
): Promise<SessionPerson | null> {
  if (secret === undefined || !TOKEN.test(secret)) return null;
  const row = await ground.database.platformOnce((tx) => findSessionPerson(tx, digestOfSecret(secret), ground.now()));
  if (!row) return null;
  const { session, formKey, ...person } = row;
  return { actor: { ...person, organisation: '' }, session: { id: session }, formKey };
}

/** The grants that are not over. */
export function standing(grants: readonly GrantRow[], now: Date): Grant[] {
  return grants
    .map(({ role, service, until }) => ({ role, service, until: until === null ? null : new Date(until) }))
    .filter(({ until }) => until === null || until > now);
}

/** How and where a session begins. */
export interface Entry {
  readonly by: WayIn;
  /** What the browser says of itself. */
  readonly userAgent: string | undefined;
  /** The secret that the browser held before, whoever's it was: that session ends. */
  readonly held: string | undefined;
  /** Where it begins; unless told, in the first organisation by name. */
  readonly organisation?: string | null;
  /** When it is over at the latest; unless told, as for every session. */
  readonly until?: Date;
}

/** Begins a session under a new secret, whatever the browser held before. @returns the secret */
export async function beginSession(
  { now: clock }: Pick<SessionGround, 'now'>,
  tx: PlatformTx,
  person: string,
  { by, userAgent, held, organisation = null, until }: Entry,
): Promise<string> {
  const secret = newSecret();
  const now = clock();
  const longest = after(now, LONGEST_LIMITS.absoluteMinutes * MINUTE);
  await addSession(tx, person, {
    id: newId(),
    digest: digestOfSecret(secret),
    formKey: newSecret(),
    begunBy: by,
    browser: browserOf(userAgent),
    organisation,
    now,
    expiresAt: until !== undefined && until < longest ? until : longest,
  });
  if (held !== undefined) await endSession(tx, digestOfSecret(held));
  await sweep(tx, { now, idleSince: before(now, LONGEST_LIMITS.idleMinutes * MINUTE) });
  return secret;
}

/** Uses a link up, and begins a session: both or neither. @returns the secret; null where the link is not to be used any more */
export async function signInWith(
  ground: SessionGround,
  link: string,
  from: Partial<Omit<Entry, 'by'>> = {},
): Promise<string | null> {
  if (!TOKEN.test(link)) return null;
  return ground.database.platform(async (tx) => {
    const person = await consumeLink(tx, digestOfSecret(link), ground.now());
    const { userAgent, held } = from;
    return person === null ? null : beginSession(ground, tx, person, { by: 'link', userAgent, held });
  });
}

/**
 * Replaces the secret of a session once its person has proved again who they are (ASVS 7.2.4).
 * @returns the new one; null where a second click did it already
 */
export async function renewSecret(ground: SessionGround, { secret }: Pick<SignedIn, 'secret'>): Promise<string | null> {
  const fresh = newSecret();
  const replaced = await ground.database.platform((tx) =>
    replaceSecret(tx, digestOfSecret(secret), digestOfSecret(fresh), ground.now()),
  );
  return replaced ? fresh : null;
}

/**
 * Moves a session to another organisation of its person, under another secret. Forms that were open belong to the one before.
 * @returns the new secret; null where the person does not belong there
 */
export async function moveSession(
  ground: SessionGround,
  { actor, session }: Pick<SessionPerson, 'actor' | 'session'>,
  organisation: string,
): Promise<string | null> {
  const fresh = newSecret();
  const moved = await ground.database.platform((tx) =>
    putOrganisation(tx, { person: actor.id, id: session.id, organisation, digest: digestOfSecret(fresh) }),
  );
  return moved ? fresh : null;
}

/** Whose link this is, without using it up; null where it is not to be used any more. */
export async function ownerOfLink(ground: SessionGround, link: string): Promise<{ readonly name: string } | null> {
  if (!TOKEN.test(link)) return null;
  return ground.database.platform((tx) => linkFor(tx, digestOfSecret(link), ground.now()));
}

/** Makes a one-time link. @param lasts milliseconds @returns its token, and until when it can be used */
export async function makeLink(
  ground: SessionGround,
  person: string,
  lasts: number,
): Promise<{ readonly token: string; readonly until: Date }> {
  const token = newSecret();
  const now = ground.now();
  const until = after(now, lasts);
  await ground.database.platform((tx) => addLink(tx, { digest: digestOfSecret(token), person, now, expiresAt: until }));
  return { token, until };
}

/** Takes away sessions and links that are over, counts of tries, and questions to devices. */
export async function endOldSessions({ database, now }: SessionGround): Promise<void> {
  const at = now();
  await database.platform(async (tx) => {
    await sweep(tx, { now: at, idleSince: before(at, LONGEST_LIMITS.idleMinutes * MINUTE) });
    await sweepAccounts(tx, at, before(at, 24 * 60 * MINUTE));
  });
}

export async function signOut(ground: SessionGround, { actor, session }: SignedIn): Promise<void> {
  await ground.database.platform((tx) => endSessionOf(tx, actor.id, session.id));
}

/** Whose forms they are: a session's, in its organisation. */
type FormOwner = Pick<SignedIn, 'formKey'> & { readonly actor: Pick<SignedIn['actor'], 'organisation'> };

/** What stands in each form of a session, so that no other site can send one: of no use for another session. */
export function formToken({ formKey, actor }: FormOwner): string {
  return keyed(formKey, `form ${actor.organisation}`);
}

export function isFormToken(signedIn: FormOwner, given: string | undefined): boolean {
  return given !== undefined && same(given, formToken(signedIn));
}

/** Seals something that the browser keeps for us for a moment, so that only this session can open it, unchanged. */
export function seal({ formKey }: Pick<SignedIn, 'formKey'>, value: unknown): string {
  const text = Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${text}.${keyed(formKey, `sealed ${text}`)}`;
}

/**
 * A secret that belongs to one rendering of a form: whoever sends the same page twice gets the same one, and it is kept
 * nowhere. As strong as the session's own.
 */
export function secretFor({ secret }: Pick<SignedIn, 'secret'>, key: string): string {
  return keyed(secret, `secret ${key}`);
}

/** @returns what was sealed; null where it was not this session's, or was changed */
export function unseal({ formKey }: Pick<SignedIn, 'formKey'>, sealed: string): unknown {
  const [text = '', proof = ''] = sealed.split('.');
  if (!same(proof, keyed(formKey, `sealed ${text}`))) return null;
  return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown;
}

function keyed(key: string, what: string): string {
  return createHmac('sha256', key).update(what).digest('base64url');
}

function same(one: string, other: string): boolean {
  return timingSafeEqual(sha256(one), sha256(other));
}

function before(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() - milliseconds);
}

function after(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() + milliseconds);
}
