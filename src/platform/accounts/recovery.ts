import { randomBytes } from 'node:crypto';
import { sha256 } from '../canonical.ts';
import type { SessionGround } from '../sessions/sessions.ts';
import { consumeRecoveryCode, putRecoveryCodes } from './store.ts';
import { findPerson, type Found } from './tries.ts';

/** How many a person is given: enough for years, and they fit on a card. */
const CODES = 10;
/** Without letters and figures that look alike. 32 of them: five bits each. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const LETTERS = 24;

/** "k7wm-...": 120 random bits, in six groups of four. */
function newCode(): string {
  const letters = Array.from(randomBytes(LETTERS), (byte) => ALPHABET[byte % 32]!).join('');
  return letters.replaceAll(/.{4}(?=.)/gu, '$&-');
}

function digestOf(code: string): Buffer {
  return sha256(`recovery\n${code}`);
}

/** New codes for a person, in place of those that they had. @returns them, for the only time */
export async function makeRecoveryCodes(ground: SessionGround, person: string): Promise<readonly string[]> {
  const codes = Array.from({ length: CODES }, newCode);
  const digests = codes.map((code) => digestOf(asCode(code)));
  await ground.database.platform((tx) => putRecoveryCodes(tx, person, digests, ground.now()));
  return codes;
}

/** However somebody types it: with spaces, without lines, in capitals. */
function asCode(typed: string): string {
  return typed.toLowerCase().replaceAll(/[^a-z0-9]/gu, '');
}

const WRONG =
  'The email address and the code do not belong together, or the code was used before. Check both, or take the next code.';

/** Uses a code up. @param ip where it was sent from */
export function signInByCode(
  ground: SessionGround,
  { email: typed, code }: { readonly email: string; readonly code: string },
  ip: string,
): Promise<Found> {
  const find = (email: string) =>
    ground.database.platform((tx) => consumeRecoveryCode(tx, email, digestOf(asCode(code)), ground.now()));
  return findPerson(ground, { email: typed, ip }, find, WRONG);
}
