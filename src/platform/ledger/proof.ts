import { open } from 'node:fs/promises';
import { readFileSync, statSync } from 'node:fs';
import { digestOf, type Json } from '../canonical.ts';
import type { Ground } from '../commands/execute.ts';
import { NotFound } from '../commands/problems.ts';
import { textsDigest } from '../texts/store.ts';
import { hashOf, saltedDigest } from './chain.ts';
import {
  isSignedBy,
  parseVerifierKey,
  readCheckpoint,
  signCheckpoint,
  verifierKeyOf,
  type SigningKey,
} from './checkpoint.ts';
import { asLine, entryOf, parse, UnreadableLedger } from './file.ts';
import { entriesAfter, keepCheckpoint, textsOf, type StoredEntry } from './store.ts';
import type { KeptText } from './verify.ts';

/*
 * One record as a file that can be proved anywhere: JSON Lines. The first line says what it is; then the record (a
 * signature), the texts that it names, the entry of the ledger that it is with its content, and a checkpoint that is signed
 * at that entry. The entry has the digest of the record, and names its subject: a record that was altered, or put beside
 * the entry of another one, is noticed. The same checkpoint can be held against the whole ledger: `primum verify LEDGER
 * --checkpoint`.
 */

const PROOF_FORMAT = 'primum-proof';
/** Bytes that such a file can have: a record, its texts and one entry. */
const MOST_BYTES = 4 * 1024 * 1024;

/** A record that a command answered the digest of, as `record`, and the entry of the ledger that it is. */
export interface Recorded {
  readonly seq: number;
  readonly record: Json;
  /** What it says in words, for whoever reads the file without Primum. */
  readonly said: readonly string[];
}

/** The lines of a file that proves one record. @throws NotFound where there is no such entry */
export async function proofOf(
  ground: Ground,
  organisation: string,
  key: SigningKey,
  find: (tx: Parameters<Parameters<Ground['database']['read']>[1]>[0]) => Promise<Recorded>,
): Promise<readonly object[]> {
  return ground.database.write(organisation, async (tx) => {
    const { seq, record, said } = await find(tx);
    const [[stored], texts] = await Promise.all([entriesAfter(tx, 'changes', seq - 1, 1), textsOf(tx, seq, seq)]);
    if (stored?.entry.seq !== seq) throw new NotFound('There is no such entry in the ledger.');
    const checkpoint = { organisation, chain: 'changes' as const, seq, hash: stored.entry.hash };
    const note = signCheckpoint(checkpoint, key);
    // What left the house is remembered in it: a later rewrite has to answer to it.
    keepCheckpoint(tx, checkpoint, ground.now(), note);
    return [
      {
        format: PROOF_FORMAT,
        version: 1,
        organisation,
        made: ground.now().toISOString(),
        key: verifierKeyOf(key),
        said,
      },
      { record },
      ...texts.map((text) => ({ text: textLine(text) })),
      asLine(stored),
      { checkpoint: note },
    ];
  });
}

function textLine({ id, digest, salt, body }: KeptText): object {
  return { id, digest: digest.toString('hex'), salt: salt?.toString('hex') ?? null, body };
}

/** What a file proves, and of which key that depends. */
export interface VerifiedProof {
  readonly key: string;
  /** The record itself, whether or not it is proved. */
  readonly record: Json;
  readonly seq: number;
  readonly at: string;
  /** What the record says, in words that were made from it. */
  readonly said: readonly string[];
  readonly problems: readonly string[];
}

/** Whether a file says that it proves one record. */
export async function isProof(path: string): Promise<boolean> {
  const file = await open(path).catch(() => null);
  if (!file) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(200), 0, 200, 0);
    return buffer.toString('utf8', 0, bytesRead).includes(`"format":"${PROOF_FORMAT}"`);
  } finally {
    await file.close();
  }
}

/**
 * Verifies a file of `proofOf`, without any database.
 * @param given the verifier key that it must be signed with; without it, the one in the file is believed and named
 * @throws UnreadableLedger where it is no such file
 */
export function verifyProof(path: string, given?: string): VerifiedProof {
  if (statSync(path).size > MOST_BYTES)
    throw new UnreadableLedger('This file is larger than any proof that Primum writes.');
  return verifyProofText(readFileSync(path, 'utf8'), given);
}

/** The same of its text, where it stands in a larger file. @throws UnreadableLedger */
export function verifyProofText(whole: string, given?: string): VerifiedProof {
  const lines = whole.split('\n').flatMap((text, index) => (text.trim() === '' ? [] : [parse(text, index + 1)]));
  const [header, ...rest] = lines;
  const { organisation, key, version } = header ?? {};
  if (version !== 1)
    throw new UnreadableLedger('This proof was written by a newer Primum. Verify it with that version.');
  if (typeof organisation !== 'string' || typeof key !== 'string')
    throw new UnreadableLedger('The first line does not say whose record it is.');
  const one = (name: string) => {
    const found = rest.filter((line) => name in line);
    if (found.length !== 1)
      throw new UnreadableLedger(`There has to be one ${name} in this file, and there are ${found.length}.`);
    return found[0]!;
  };
  const record = one('record')['record'] as Json;
  const stored = entryOf(one('entry'), organisation, rest.indexOf(one('entry')) + 2);
  const texts = rest.flatMap((line) => ('text' in line ? [textOf(line['text'])] : []));
  const problems = [
    ...checkpointProblems(one('checkpoint')['checkpoint'], stored, given ?? key),
    ...entryProblems(stored),
    ...recordProblems(record, stored),
    ...textProblems(texts, stored),
    ...unsaid(header?.['said'], record, texts),
  ];
  return {
    key: given ?? key,
    record,
    seq: stored.entry.seq,
    at: stored.entry.at.toISOString(),
    said: linesOf(record, texts),
    problems,
  };
}

function textOf(value: unknown): KeptText {
  const { id, digest, salt, body } = (value ?? {}) as Record<string, unknown>;
  if (typeof id !== 'string' || typeof digest !== 'string')
    throw new UnreadableLedger('A text of this file has no id or no digest.');
  return {
    id,
    seq: 0,
    digest: Buffer.from(digest, 'hex'),
    salt: typeof salt === 'string' ? Buffer.from(salt, 'hex') : null,
    body: typeof body === 'string' ? body : null,
    erasedSeq: null,
  };
}

function checkpointProblems(note: unknown, { entry }: StoredEntry, key: string): string[] {
  const verifier = parseVerifierKey(key);
  if (!verifier) return ['The key is not one that checkpoints are checked with.'];
  const read = typeof note === 'string' ? readCheckpoint(note) : null;
  if (!read || !isSignedBy(read, verifier)) return ['The checkpoint is not signed by the key.'];
  const { organisation, chain, seq, hash } = read.checkpoint;
  if (organisation !== entry.organisation || chain !== entry.chain || seq !== entry.seq || !hash.equals(entry.hash))
    return [`Entry ${entry.seq} is not the one that the signed checkpoint names.`];
  return [];
}

function entryProblems({ entry, content }: StoredEntry): string[] {
  const named = `Entry ${entry.seq} of the changes (${entry.command})`;
  return [
    ...(hashOf(entry).equals(entry.hash) ? [] : [`${named} says something else than when it was written.`]),
    ...(content && saltedDigest(content.salt, content.content).equals(entry.contentDigest)
      ? []
      : [`${named} has other content than when it was written.`]),
  ];
}

function recordProblems(record: Json, { entry, content }: StoredEntry): string[] {
  const { result } = saidIn(content) as { result?: { record?: unknown } };
  const { subject } = (record ?? {}) as { subject?: { kind?: unknown; id?: unknown } };
  const moved = subject?.kind !== entry.subject?.kind || subject?.id !== entry.subject?.id;
  return [
    ...(digestOf(record).toString('hex') === result?.record
      ? []
      : [`The record is not the one of entry ${entry.seq}: it was altered, or it belongs to another entry.`]),
    ...(moved ? [`The record is of another subject than entry ${entry.seq}.`] : []),
  ];
}

/** What the content of an entry says; nothing where it is no JSON any more: that it was altered is said elsewhere. */
function saidIn(content: StoredEntry['content']): object {
  try {
    return ((content && JSON.parse(content.content)) ?? {}) as object;
  } catch {
    return {};
  }
}

function textProblems(texts: readonly KeptText[], { entry, content }: StoredEntry): string[] {
  const named = `entry ${entry.seq} of the changes (${entry.command})`;
  const { texts: said } = saidIn(content) as { texts?: { digest: string | null } };
  return [
    ...((said?.digest ?? null) === textsDigest(texts) ? [] : [`A text of ${named} was exchanged, or is missing.`]),
    ...texts.flatMap(({ salt, body, digest }) =>
      // One that was erased has neither; its digest still counts above.
      body === null || (salt && saltedDigest(salt, body).equals(digest)) ? [] : [`A text of ${named} was altered.`],
    ),
  ];
}

/** The words at the top are for people: they must be those of the record. */
function unsaid(said: unknown, record: Json, texts: readonly KeptText[]): string[] {
  return JSON.stringify(said) === JSON.stringify(linesOf(record, texts))
    ? []
    : ['The words at the top of the file are not those of the record.'];
}

/** A record in words: each of its plain values in a line, in the order of their names, each text in place of its id. */
export function linesOf(record: Json, texts: readonly Pick<KeptText, 'id' | 'body'>[]): string[] {
  // A database gives the fields of a record back in an order of its own.
  return linesUnder('', record, new Map(texts.map(({ id, body }) => [id, body ?? '[erased]']))).toSorted();
}

function linesUnder(name: string, value: Json, texts: ReadonlyMap<string, string>): string[] {
  if (value === null || value === '') return [];
  if (typeof value === 'string') {
    const text = texts.get(value) ?? value;
    const inside = recordIn(text);
    return inside === null ? [`${name}: ${text}`] : linesUnder(name, inside, texts);
  }
  if (typeof value !== 'object') return [`${name}: ${String(value)}`];
  return Object.entries(value).flatMap(([key, inner]) =>
    linesUnder(name === '' ? key : `${name} ${key}`, inner ?? null, texts),
  );
}

/** What was kept as one text of JSON, so that nothing reorders it: it is read like the rest. Null for any other text. */
function recordIn(text: string): Json | null {
  if (!text.startsWith('{')) return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
