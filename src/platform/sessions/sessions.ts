import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { sha256 } from '../canonical.ts';
import type { Actor, Grant } from '../commands/may.ts';
import type { Database } from '../database/database.ts';
import { addLink, consumeLink, endSession, findSession, linkFor, sweep, type GrantRow } from './store.ts';

/** A session that nobody used for this long is over: a working day. */
const IDLE = 12 * 60 * 60 * 1000;
/** And after this long in any case. */
const ABSOLUTE = 7 * 24 * 60 * 60 * 1000;
/** How exactly it is known when a session was last used. */
const SEEN_EVERY = 60 * 1000;
const TOKEN = /^[\w-]{43}$/u;

/** Somebody who is signed in, as at this request: their roles may have changed since the last one. */
export interface SignedIn {
  readonly actor: Actor & { readonly kind: 'person' };
  readonly organisationName: string;
  /** What the browser holds. Never shown, stored or logged; keys that are bound to the session come from it. */
  readonly secret: string;
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
  const times = { now, idleSince: before(now, IDLE), staleSince: before(now, SEEN_EVERY) };
  const row = await ground.database.platformOnce((tx) => findSession(tx, digestOfSecret(secret), times));
  if (!row) return null;
  const { personId: id, personName: name, organisation, organisationName } = row;
  const grants = standing(row.grants, now);
  // Whose last role has ended no longer belongs here.
  if (grants.length === 0) return null;
  return { actor: { kind: 'person', id, name, organisation, grants }, organisationName, secret };
}

/** The grants that are not over. */
export function standing(grants: readonly GrantRow[], now: Date): Grant[] {
  return grants
    .map(({ until, ...grant }) => ({ ...grant, until: until === null ? null : new Date(until) }))
    .filter(({ until }) => until === null || until > now);
}

/**
 * Uses a link up. Begins a session under a new secret, whatever the browser held before, and ends the one it held.
 * @returns the secret; null where the link is not to be used any more
 */
export async function signInWith(ground: SessionGround, link: string, held?: string): Promise<string | null> {
  if (!TOKEN.test(link)) return null;
  const secret = newSecret();
  const now = ground.now();
  return ground.database.platform(async (tx) => {
    const session = { digest: digestOfSecret(secret), now, expiresAt: after(now, ABSOLUTE) };
    if ((await consumeLink(tx, digestOfSecret(link), session)) === null) return null;
    if (held !== undefined) await endSession(tx, digestOfSecret(held));
    await sweep(tx, { now, idleSince: before(now, IDLE) });
    return secret;
  });
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

/** Takes away sessions and links that are over. */
export async function endOldSessions({ database, now }: SessionGround): Promise<void> {
  const at = now();
  await database.platform((tx) => sweep(tx, { now: at, idleSince: before(at, IDLE) }));
}

export async function signOut(ground: SessionGround, signedIn: SignedIn): Promise<void> {
  await ground.database.platform((tx) => endSession(tx, digestOfSecret(signedIn.secret)));
}

/** Whose forms they are: a session's, in its organisation. */
type FormOwner = Pick<SignedIn, 'secret'> & { readonly actor: Pick<SignedIn['actor'], 'organisation'> };

/** What stands in each form of a session, so that no other site can send one: of no use for another session. */
export function formToken({ secret, actor }: FormOwner): string {
  return keyed(secret, `form ${actor.organisation}`);
}

export function isFormToken(signedIn: FormOwner, given: string | undefined): boolean {
  return given !== undefined && same(given, formToken(signedIn));
}

/** Seals something that the browser keeps for us for a moment, so that only this session can open it, unchanged. */
export function seal({ secret }: Pick<SignedIn, 'secret'>, value: unknown): string {
  const text = Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${text}.${keyed(secret, `sealed ${text}`)}`;
}

/**
 * A secret that belongs to one rendering of a form: whoever sends the same page twice gets the same one, and it is kept
 * nowhere. As strong as the session's own.
 */
export function secretFor({ secret }: Pick<SignedIn, 'secret'>, key: string): string {
  return keyed(secret, `secret ${key}`);
}

/** @returns what was sealed; null where it was not this session's, or was changed */
export function unseal({ secret }: Pick<SignedIn, 'secret'>, sealed: string): unknown {
  const [text = '', proof = ''] = sealed.split('.');
  if (!same(proof, keyed(secret, `sealed ${text}`))) return null;
  return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown;
}

function keyed(secret: string, what: string): string {
  return createHmac('sha256', secret).update(what).digest('base64url');
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
