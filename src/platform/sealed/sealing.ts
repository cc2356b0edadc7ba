import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * What may stand in the database only encrypted: what somebody disclosed, who they are, how they can be reached. The key
 * comes from outside the database and its backups, so that a dump and the application's role together cannot read it.
 */

/** Seals and opens text. What is sealed belongs to one organisation and one place, and opens nowhere else. */
export interface Sealing {
  /** @param place what it is and where it stands, such as "concern 0199…": it opens only there */
  readonly seal: (organisation: string, place: string, text: string) => Buffer;
  /** @throws SealBroken where the key, the organisation or the place is another, or a byte was changed */
  readonly open: (organisation: string, place: string, sealed: Buffer) => string;
  /**
   * What stands for words that may not be seen: the same each time, so that what was kept under them is found again, and nobody
   * without the key can tell what it stands for. The first is made with the key of today, a second one with the key before it.
   */
  readonly marks: (organisation: string, words: string) => readonly [Buffer, ...Buffer[]];
}

/** What was sealed does not open: another key, another place, or somebody changed it. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

/** A key that cannot be used, in words for whoever runs the installation. */
export class SealingKeyProblem extends Error {
  override readonly name = 'SealingKeyProblem';
}

const FORM = 1;
const NONCE = 12;
const TAG = 16;
const KEY = 32;

/**
 * AES-256-GCM, with a key for each organisation derived from the one of the installation (HKDF, RFC 5869).
 * @param key 32 bytes
 * @param before the key that was used before: what it sealed still opens, and nothing more is sealed with it
 */
export function sealingWith(key: Buffer, before: Buffer | null = null): Sealing {
  const now = sealingWithOne(key);
  if (before === null) return now;
  const then = sealingWithOne(before);
  return {
    seal: now.seal,
    open: (organisation, place, sealed) => {
      try {
        return now.open(organisation, place, sealed);
      } catch (error) {
        if (!(error instanceof SealBroken)) throw error;
        return then.open(organisation, place, sealed);
      }
    },
    marks: (organisation, words) => [now.marks(organisation, words)[0], then.marks(organisation, words)[0]],
  };
}

function sealingWithOne(key: Buffer): Sealing {
  if (key.length !== KEY) throw new SealingKeyProblem('The key that seals has to be 32 bytes long.');
  const keys = new Map<string, Buffer>();
  const keyOf = (organisation: string): Buffer => {
    let derived = keys.get(organisation);
    if (!derived) {
      derived = Buffer.from(hkdfSync('sha256', key, '', `primum sealed ${organisation}`, KEY));
      keys.set(organisation, derived);
    }
    return derived;
  };
  return {
    seal: (organisation, place, text) => {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', keyOf(organisation), nonce);
      cipher.setAAD(Buffer.from(`${organisation} ${place}`));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(FORM), nonce, cipher.getAuthTag(), body]);
    },
    open: (organisation, place, sealed) => {
      if (sealed.length < 1 + NONCE + TAG || sealed[0] !== FORM) throw new SealBroken('This is not sealed by Primum.');
      const decipher = createDecipheriv('aes-256-gcm', keyOf(organisation), sealed.subarray(1, 1 + NONCE));
      decipher.setAAD(Buffer.from(`${organisation} ${place}`));
      decipher.setAuthTag(sealed.subarray(1 + NONCE, 1 + NONCE + TAG));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE + TAG)), decipher.final()]).toString('utf8');
      } catch {
        throw new SealBroken('What is sealed here does not open with the key of this installation.');
      }
    },
    marks: (organisation, words) => [
      createHmac('sha256', keyOf(`${organisation} marks`))
        .update(words, 'utf8')
        .digest(),
    ],
  };
}

const KEY_FILE = 'sealing-key';

/**
 * The key of an installation: PRIMUM_SEALING_KEY (32 bytes in base64), the file that PRIMUM_SEALING_KEY_FILE names (put there by
 * whatever keeps secrets), or one in the data directory, made when first needed. No backup holds it.
 * @throws SealingKeyProblem
 */
export function sealingKey(dataDirectory: string, env: NodeJS.ProcessEnv): Buffer {
  const given = env['PRIMUM_SEALING_KEY'];
  if (given !== undefined) return keyFrom(given, 'PRIMUM_SEALING_KEY');
  const named = env['PRIMUM_SEALING_KEY_FILE'];
  const path = named ?? join(dataDirectory, KEY_FILE);
  try {
    return keyFrom(readFileSync(path, 'utf8'), path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    if (named !== undefined)
      throw new SealingKeyProblem(`There is no file ${named}, which PRIMUM_SEALING_KEY_FILE names.`);
  }
  try {
    writeFileSync(path, `${randomBytes(KEY).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // Another process was quicker: its key is the key.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return keyFrom(readFileSync(path, 'utf8'), path);
}

/**
 * The key that was used before, where it was changed: PRIMUM_SEALING_KEY_OLD, or the file that PRIMUM_SEALING_KEY_OLD_FILE names.
 * @throws SealingKeyProblem
 */
export function oldSealingKey(env: NodeJS.ProcessEnv): Buffer | null {
  const given = env['PRIMUM_SEALING_KEY_OLD'];
  if (given !== undefined) return keyFrom(given, 'PRIMUM_SEALING_KEY_OLD');
  const named = env['PRIMUM_SEALING_KEY_OLD_FILE'];
  return named === undefined ? null : keyFrom(readFileSync(named, 'utf8'), named);
}

function keyFrom(text: string, where: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length === KEY) return key;
  throw new SealingKeyProblem(`${where} has to hold a key of 32 bytes in base64: "openssl rand -base64 32" makes one.`);
}

/** Sealing whose key is read, or made, when something is sealed first: whoever seals nothing needs none. */
export function sealingWhenNeeded(key: () => Buffer, before: () => Buffer | null = () => null): Sealing {
  let made: Sealing | null = null;
  const sealing = () => (made ??= sealingWith(key(), before()));
  return {
    seal: (organisation, place, text) => sealing().seal(organisation, place, text),
    open: (organisation, place, sealed) => sealing().open(organisation, place, sealed),
    marks: (organisation, words) => sealing().marks(organisation, words),
  };
}
