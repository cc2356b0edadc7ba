import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../canonical.ts';
import type { ChainName } from './chain.ts';

/*
 * Signed checkpoints: "at this size the chain had this hash", as a C2SP signed note with an Ed25519 signature
 * (https://c2sp.org/signed-note, https://c2sp.org/tlog-checkpoint). Once one has left the house, nobody can rewrite what
 * came before it without being found out. The hash is that of a chain and not of a Merkle tree: the third line says which
 * entry's hash it is.
 */

const ED25519 = 1;

/** What a checkpoint says. */
export interface Checkpoint {
  readonly organisation: string;
  readonly chain: ChainName;
  /** How many entries the chain has. */
  readonly seq: number;
  /** The hash of the last of them. */
  readonly hash: Buffer;
}

/** A key that signs checkpoints. */
export interface SigningKey {
  /** Its name in notes: no spaces, no plus. */
  readonly name: string;
  readonly privateKey: KeyObject;
}

/** A key that checkpoints are checked with. */
export interface VerifierKey {
  readonly name: string;
  readonly id: Buffer;
  readonly publicKey: KeyObject;
}

const KEY_NAME = 'primum-checkpoint';

function keyPath(dataDirectory: string, env: NodeJS.ProcessEnv): string {
  return env['PRIMUM_SIGNING_KEY'] ?? join(dataDirectory, 'checkpoint-key.pem');
}

/** The key of an installation, where it has one already. Whoever only verifies makes none. */
export function existingKey(dataDirectory: string, env: NodeJS.ProcessEnv): SigningKey | null {
  try {
    return { name: KEY_NAME, privateKey: createPrivateKey(readFileSync(keyPath(dataDirectory, env))) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || env['PRIMUM_SIGNING_KEY'] !== undefined) throw error;
    return null;
  }
}

/**
 * The key of an installation: the PEM file that PRIMUM_SIGNING_KEY names, or one in the data directory, made when first
 * needed. It is not in the database, so that whoever can rewrite that cannot sign.
 */
export function signingKey(dataDirectory: string, env: NodeJS.ProcessEnv): SigningKey {
  const existing = existingKey(dataDirectory, env);
  if (existing) return existing;
  const path = keyPath(dataDirectory, env);
  const name = KEY_NAME;
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  try {
    writeFileSync(path, pem, { mode: 0o600, flag: 'wx' });
    return { name, privateKey };
  } catch (error) {
    // Another process was quicker: its key is the key.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return { name, privateKey: createPrivateKey(readFileSync(path)) };
  }
}

function rawPublicKey(key: KeyObject): Buffer {
  return Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x!, 'base64url');
}

function keyId(name: string, raw: Buffer): Buffer {
  return sha256(Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(ED25519), raw])).subarray(0, 4);
}

/** The public half, as C2SP writes it: "name+id+key". It is what one gives to whoever is to check. */
export function verifierKeyOf({ name, privateKey }: SigningKey): string {
  const raw = rawPublicKey(privateKey);
  return `${name}+${keyId(name, raw).toString('hex')}+${Buffer.concat([Buffer.of(ED25519), raw]).toString('base64')}`;
}

/** Reads "name+id+key". @returns null where it is no such key, or its id is not its own */
export function parseVerifierKey(text: string): VerifierKey | null {
  const match = /^([^\s+]+)\+([\da-f]{8})\+([A-Za-z\d+/=]+)$/u.exec(text.trim());
  if (!match) return null;
  const [, name = '', id = '', encoded = ''] = match;
  const bytes = Buffer.from(encoded, 'base64');
  const raw = bytes.subarray(1);
  if (bytes[0] !== ED25519 || raw.length !== 32 || keyId(name, raw).toString('hex') !== id) return null;
  const publicKey = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
    format: 'jwk',
  });
  return { name, id: Buffer.from(id, 'hex'), publicKey };
}

function bodyOf({ organisation, chain, seq, hash }: Checkpoint): string {
  return `primum/${organisation}/${chain}\n${seq}\n${hash.toString('base64')}\n`;
}

/** Signs a checkpoint. @returns the note: three lines, an empty one, and the signature */
export function signCheckpoint(checkpoint: Checkpoint, key: SigningKey): string {
  return signedNote(bodyOf(checkpoint), key);
}

function signedNote(body: string, key: SigningKey): string {
  const raw = rawPublicKey(key.privateKey);
  return noteOf(body, key.name, Buffer.concat([keyId(key.name, raw), sign(null, Buffer.from(body), key.privateKey)]));
}

function noteOf(body: string, name: string, signature: Buffer): string {
  return `${body}\n\u2014 ${name} ${signature.toString('base64')}\n`;
}

/** What a seal says: no checkpoint begins so, and neither can be taken for the other. */
function sealBody(digest: Buffer): string {
  return `primum-seal\n${digest.toString('base64')}\n`;
}

/** Signs the digest of something that leaves the house as a whole. @returns a note in the form of a checkpoint's */
export function signSeal(digest: Buffer, key: SigningKey): string {
  return signedNote(sealBody(digest), key);
}

/** Whether a note is the seal of this digest by this key, and is written as `signSeal` writes it, to the byte. */
export function isSealedBy(note: string, digest: Buffer, key: VerifierKey): boolean {
  const body = sealBody(digest);
  const [, encoded = ''] = /^\n\u2014 \S+ ([A-Za-z\d+/=]+)\n$/u.exec(note.slice(body.length)) ?? [];
  const signature = Buffer.from(encoded, 'base64');
  return (
    note === noteOf(body, key.name, signature) &&
    signature.subarray(0, 4).equals(key.id) &&
    verify(null, Buffer.from(body), key.publicKey, signature.subarray(4))
  );
}

/** A note as it was read: what it says, and the keys that did sign it. */
export interface ReadCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly body: string;
  readonly signatures: readonly { readonly name: string; readonly id: Buffer; readonly signature: Buffer }[];
}

/** Reads a note. @returns null where it is none of ours */
export function readCheckpoint(note: string): ReadCheckpoint | null {
  const split = note.replaceAll('\r\n', '\n').indexOf('\n\n');
  if (split < 0) return null;
  const text = note.replaceAll('\r\n', '\n');
  const body = text.slice(0, split + 1);
  const match = /^primum\/([\da-f-]{36})\/(changes|reads)\n(\d{1,15})\n([A-Za-z\d+/]{43}=)\n/u.exec(body);
  if (!match) return null;
  const [, organisation = '', chain = '', seq = '', hash = ''] = match;
  const signatures = text
    .slice(split + 2)
    .split('\n')
    .flatMap((line) => {
      const [, name, encoded] = /^\u2014 (\S+) ([A-Za-z\d+/=]+)$/u.exec(line) ?? [];
      if (name === undefined || encoded === undefined) return [];
      const bytes = Buffer.from(encoded, 'base64');
      return [{ name, id: bytes.subarray(0, 4), signature: bytes.subarray(4) }];
    });
  return {
    checkpoint: { organisation, chain: chain as ChainName, seq: Number(seq), hash: Buffer.from(hash, 'base64') },
    body,
    signatures,
  };
}

/** Whether this key signed the note. */
export function isSignedBy(note: ReadCheckpoint, key: VerifierKey): boolean {
  return note.signatures.some(
    ({ name, id, signature }) =>
      name === key.name && id.equals(key.id) && verify(null, Buffer.from(note.body), key.publicKey, signature),
  );
}
