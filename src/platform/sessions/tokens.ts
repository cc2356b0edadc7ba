import { v7 as newId } from 'uuid';
import { digestOfSecret, newSecret, type SessionGround } from './sessions.ts';
import { addToken, useToken, type ApiToken, type UsedToken } from './token-store.ts';

/** Days that a token lasts at most: what nobody renews was forgotten. */
export const MOST_DAYS = 90;
const DAY = 24 * 60 * 60 * 1000;
const SEEN_EVERY = 60 * 1000;
/** So that scanners for lost secrets know one when they see one. */
const PREFIX = 'primum_';
const TOKEN = /^primum_[\w-]{43}$/u;

/** What a token is to be. */
export interface TokenWanted extends Pick<ApiToken, 'label' | 'organisation' | 'person' | 'service' | 'scopes'> {
  readonly days: number;
}

/** Makes a token for a program: it acts in one organisation, and only where a command is open to programs. @returns it, for the only time */
export async function makeToken(
  ground: SessionGround,
  { days, ...wanted }: TokenWanted,
): Promise<{ readonly id: string; readonly token: string; readonly until: Date }> {
  const token = `${PREFIX}${newSecret()}`;
  const id = newId();
  const createdAt = ground.now();
  const until = new Date(createdAt.getTime() + Math.min(days, MOST_DAYS) * DAY);
  await ground.database.platform((tx) =>
    addToken(tx, { ...wanted, id, digest: digestOfSecret(token), createdAt, expiresAt: until }),
  );
  return { id, token, until };
}

/** Which token it is, and the organisation that it is for; null where it is none, or is over. */
export async function resolveToken(ground: SessionGround, token: string): Promise<UsedToken | null> {
  if (!TOKEN.test(token)) return null;
  const now = ground.now();
  const staleSince = new Date(now.getTime() - SEEN_EVERY);
  return ground.database.platform((tx) => useToken(tx, digestOfSecret(token), { now, staleSince }));
}
