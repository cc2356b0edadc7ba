import { grantsOfToken, type Actor } from '../commands/may.ts';
import { digestOfSecret, standing, type SessionGround } from './sessions.ts';
import { useToken } from './token-store.ts';

const SEEN_EVERY = 60 * 1000;
/** So that scanners for lost secrets know one when they see one. */
const PREFIX = 'primum_';
const TOKEN = /^primum_[\w-]{43}$/u;

/** A token as a program shows it. @param secret of 256 random bits, as `newSecret` makes them */
export function tokenOf(secret: string): string {
  return `${PREFIX}${secret}`;
}

/** How a token is kept, in hex: whoever reads the database cannot use it. */
export function digestOfToken(token: string): string {
  return digestOfSecret(token).toString('hex');
}

/**
 * Which token it is, and what may be done with it as things stand now; null where it is none, is over, or its owner has
 * left or holds nothing that a program could make use of.
 */
export async function resolveToken(
  ground: SessionGround,
  token: string,
): Promise<(Actor & { readonly kind: 'token' }) | null> {
  if (!TOKEN.test(token)) return null;
  const now = ground.now();
  const staleSince = new Date(now.getTime() - SEEN_EVERY);
  const row = await ground.database.platformOnce((tx) => useToken(tx, digestOfSecret(token), { now, staleSince }));
  if (!row) return null;
  const grants = grantsOfToken(standing(row.grants, now), row.service);
  return grants.length === 0 ? null : { ...row, kind: 'token', grants };
}
