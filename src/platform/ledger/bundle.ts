import { open, readFile, stat } from 'node:fs/promises';
import { strFromU8, strToU8, unzipSync, zipSync, type UnzipFileInfo, type Zippable } from 'fflate';
import { counted } from '../../words/counting.ts';
import { digestOf, sha256, type Json } from '../canonical.ts';
import { isSealedBy, parseVerifierKey, signSeal, type SigningKey } from './checkpoint.ts';
import { UnreadableLedger } from './file.ts';
import { verifyProofText, type VerifiedProof } from './proof.ts';

/*
 * Files that leave the house together, as a zip that can be proved anywhere. One of them is the proof of a record (see
 * `proof.ts`), and that record names every other one with its digest: a file that was altered, taken out or put in is
 * noticed, and so is a record that is not the ledger's. Signatures may go along, each a proof of its own; the record names
 * the digest of what each of them signs.
 */

/** Where the proof of the record is. */
export const PROOF_PATH = 'ledger/proof.jsonl';

/**
 * Where the seal is of what may not differ by a byte: a signature over every other file, proofs among them. Without one, what a
 * proof only tells (when it was written out) can be put otherwise.
 */
export const SEAL_PATH = 'ledger/seal.txt';

/** What a record says of the files that go along: SHA-256 in hex, by their paths. */
export interface BundleRecord {
  readonly files: Readonly<Record<string, string>>;
  /** Of each signature that goes along: the digest of its record, by the path of its proof. */
  readonly signatures: Readonly<Record<string, string>>;
}

/** Bytes that such a file can have, packed and unpacked, and how many files. */
export interface BundleLimits {
  readonly packed: number;
  readonly unpacked: number;
  readonly files: number;
}

/** Past that, it is none that Primum wrote. */
const MOST: BundleLimits = { packed: 512 * 1024 * 1024, unpacked: 1024 * 1024 * 1024, files: 10_000 };

/** Files that are packed already, and gain nothing by it. */
const AS_IT_IS = /^evidence\//u;

/**
 * The bytes of a bundle.
 * @param files what the record names, by path
 * @param proofs lines of proofs, by path: that of the record, and those of signatures
 * @param seal the key to seal it with, to the byte; it is not packed then: what is packed can be put otherwise, and unpack alike
 */
export function bundleOf(
  files: ReadonlyMap<string, Uint8Array>,
  proofs: ReadonlyMap<string, readonly object[]>,
  at: Date,
  seal: SigningKey | null = null,
): Uint8Array {
  const entries = new Map([
    ...files,
    ...[...proofs].map(
      ([path, lines]) => [path, strToU8(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`)] as const,
    ),
  ]);
  if (seal) entries.set(SEAL_PATH, strToU8(signSeal(digestOfAll(entries), seal)));
  const zippable: Zippable = Object.fromEntries(
    [...entries].map(([path, bytes]) => [path, [bytes, { level: seal || AS_IT_IS.test(path) ? 0 : 6 }]]),
  );
  return zipSync(zippable, { mtime: at });
}

/** Over every file but the seal, by path. */
function digestOfAll(files: ReadonlyMap<string, Uint8Array>): Buffer {
  return digestOf(
    Object.fromEntries(
      [...files].filter(([path]) => path !== SEAL_PATH).map(([path, bytes]) => [path, sha256(bytes).toString('hex')]),
    ),
  );
}

/** Whether a file begins as a zip does. */
export async function isBundle(path: string): Promise<boolean> {
  const file = await open(path).catch(() => null);
  if (!file) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && beginsAsZip(buffer);
  } finally {
    await file.close();
  }
}

function beginsAsZip(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === LOCAL.mark;
}

/** A bundle that was opened: what was found of it, and its files. */
export interface OpenedBundle extends VerifiedProof {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** No byte of it is another than when it was written: it bears a seal, and that is right. */
  readonly sealed: boolean;
}

/**
 * Verifies a bundle, without any database.
 * @param given the verifier key that it must be signed with; without it, the one in the file is believed and named
 * @throws UnreadableLedger where it is no such file
 */
export async function verifyBundle(path: string, given?: string): Promise<OpenedBundle> {
  const { size } = await stat(path);
  if (size > MOST.packed) throw new UnreadableLedger(TOO_LARGE);
  return openBundle(await readFile(path), given);
}

/**
 * The same of its bytes. Whoever takes something of its files sees first that there are no `problems`.
 * @param most what it can have at most, where that is less than of any bundle; it is looked at before anything is unpacked
 * @throws UnreadableLedger
 */
export function openBundle(bytes: Uint8Array, given?: string, most: BundleLimits = MOST): OpenedBundle {
  if (bytes.length > most.packed) throw new UnreadableLedger(TOO_LARGE);
  const { files, names, problems } = unpacked(bytes, most);
  const text = files.get(PROOF_PATH);
  if (text === undefined)
    throw new UnreadableLedger(`There is no ${PROOF_PATH} in this file, so nothing in it can be proved.`);
  const { record, ...proof } = verifyProofText(strFromU8(text), given);
  const named = namedIn(record);
  const seal = sealOf(files, proof.key);
  return {
    ...proof,
    record,
    files,
    sealed: seal === 'right',
    said: [
      `${counted(Object.keys(named.files).length, 'file')}, and ${counted(Object.keys(named.signatures).length, 'signature')}`,
      ...proof.said,
    ],
    problems: [
      ...proof.problems,
      ...problems,
      ...fileProblems(files, names, named),
      ...signatureProblems(files, named, proof.key),
      ...(seal === 'wrong' ? [`${SEAL_PATH} is not the seal of what is in this file.`] : []),
    ],
  };
}

function sealOf(files: ReadonlyMap<string, Uint8Array>, key: string): 'none' | 'right' | 'wrong' {
  const seal = files.get(SEAL_PATH);
  if (seal === undefined) return 'none';
  const [note, verifier] = [strFromU8(seal), parseVerifierKey(key)];
  // Of bytes that are no text, several could be read as the same one.
  const isText = Buffer.from(strToU8(note)).equals(seal);
  return isText && verifier && isSealedBy(note, digestOfAll(files), verifier) ? 'right' : 'wrong';
}

function unpacked(
  bytes: Uint8Array,
  most: BundleLimits,
): {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Of everything that is in it. */
  readonly names: ReadonlySet<string>;
  readonly problems: readonly string[];
} {
  if (!beginsAsZip(bytes)) throw new UnreadableLedger(NO_ZIP);
  if (!isPutTogetherPlainly(bytes)) throw new UnreadableLedger(DAMAGED);
  const seen = new Set<string>();
  const twice = new Set<string>();
  let room = most.unpacked;
  const filter = ({ name, originalSize }: UnzipFileInfo): boolean => {
    // Of two of one name, every reader would take another one.
    if (seen.has(name)) twice.add(name);
    seen.add(name);
    room -= originalSize;
    if (room < 0 || seen.size > most.files)
      throw new UnreadableLedger('This file holds more than any bundle that Primum writes.');
    return !name.endsWith('/');
  };
  try {
    const files = new Map(Object.entries(unzipSync(bytes, { filter })));
    return { files, names: seen, problems: [...twice].map((name) => `${name} is in it more than once.`) };
  } catch (error) {
    if (error instanceof UnreadableLedger) throw error;
    throw new UnreadableLedger(DAMAGED);
  }
}

const TOO_LARGE = 'This file is larger than any bundle that Primum writes.';
const NO_ZIP =
  'This is no file that Primum wrote: it is no zip, or its beginning is damaged. Choose the zip as it was sent.';
const DAMAGED =
  'This zip is damaged, only half there, or put together by another program. Ask for a new copy of it, as Primum wrote it.';

/** The beginnings of the parts of a zip, and how long each is before its name. */
const LOCAL = { mark: 0x04034b50, size: 30 };
const LISTED = { mark: 0x02014b50, size: 46 };
const END = { mark: 0x06054b50, size: 22 };
/** "2.0", by nobody in particular: what Primum says of who wrote a zip. */
const MADE_BY = 20;

/**
 * Whether a zip is put together as Primum does it: one file after the other from the first byte on, the list of them, and its
 * end, with nothing before, between or behind. A zip can hold a second list or files that are in none, and names that only some
 * programs read: what is verified would then not be what somebody else sees.
 * @source PKWARE APPNOTE 6.3.10, 4.3.6 to 4.3.16
 */
function isPutTogetherPlainly(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - END.size;
  const marked = (at: number, { mark, size }: typeof END) =>
    at >= 0 && at + size <= bytes.length && view.getUint32(at, true) === mark;
  if (!marked(end, END)) return false;
  const [entries, listed] = [view.getUint16(end + 10, true), view.getUint32(end + 16, true)];
  let [local, at] = [0, listed];
  for (let entry = 0; entry < entries; entry++) {
    if (!marked(at, LISTED) || !marked(local, LOCAL) || view.getUint32(at + 42, true) !== local) return false;
    const name = view.getUint16(at + 28, true);
    // No other names, no comments, and nothing of which the length is said behind it.
    const plain =
      view.getUint32(at + 30, true) === 0 &&
      view.getUint16(local + 28, true) === 0 &&
      (view.getUint16(at + 8, true) & 8) === 0 &&
      view.getUint16(local + 26, true) === name;
    // Made for no system, on the first disk, with no attributes.
    const bare =
      view.getUint16(at + 4, true) === MADE_BY &&
      [34, 36, 38, 40].every((offset) => view.getUint16(at + offset, true) === 0);
    const isSame = (from: number, to: number, length: number) =>
      Buffer.compare(bytes.subarray(from, from + length), bytes.subarray(to, to + length)) === 0;
    // Version, flags, method, time, checksum and sizes stand in both, and so does the name.
    if (!plain || !bare || !isSame(at + 6, local + 4, 22) || !isSame(at + LISTED.size, local + LOCAL.size, name))
      return false;
    local += LOCAL.size + name + view.getUint32(at + 20, true);
    at += LISTED.size + name;
  }
  // One disk, of which the list says the same, and nothing more.
  const closed =
    view.getUint32(end + 4, true) === 0 &&
    view.getUint16(end + 8, true) === entries &&
    view.getUint32(end + 12, true) === end - listed &&
    view.getUint16(end + 20, true) === 0;
  return closed && local === listed && at === end;
}

function namedIn(record: Json): BundleRecord {
  const { files, signatures = {} } = (record ?? {}) as { readonly files?: unknown; readonly signatures?: unknown };
  if (!isDigests(files) || !isDigests(signatures))
    throw new UnreadableLedger('The record in this file names no files, so it proves none. It is no bundle of Primum.');
  return { files, signatures };
}

function isDigests(value: unknown): value is Readonly<Record<string, string>> {
  return (
    typeof value === 'object' && value !== null && Object.values(value).every((digest) => typeof digest === 'string')
  );
}

function fileProblems(
  files: ReadonlyMap<string, Uint8Array>,
  names: ReadonlySet<string>,
  named: BundleRecord,
): string[] {
  const belongs = (path: string) =>
    path === PROOF_PATH ||
    path === SEAL_PATH ||
    Object.hasOwn(named.files, path) ||
    Object.hasOwn(named.signatures, path);
  return [
    ...Object.entries(named.files).flatMap(([path, digest]) => {
      const bytes = files.get(path);
      if (bytes === undefined) return [`${path} is missing.`];
      return sha256(bytes).toString('hex') === digest ? [] : [`${path} was altered.`];
    }),
    ...[...names].filter((path) => !belongs(path)).map((path) => `${path} does not belong to it: it was put in.`),
  ];
}

function signatureProblems(
  files: ReadonlyMap<string, Uint8Array>,
  { signatures }: BundleRecord,
  key: string,
): string[] {
  return Object.entries(signatures).flatMap(([path, digest]) => {
    const bytes = files.get(path);
    if (bytes === undefined) return [`${path} is missing.`];
    try {
      const { problems, record } = verifyProofText(strFromU8(bytes), key);
      return [
        ...problems.map((problem) => `${path}: ${problem}`),
        ...(digestOf(record).toString('hex') === digest
          ? []
          : [`${path} is another signature than the one that belongs here.`]),
      ];
    } catch (error) {
      if (error instanceof UnreadableLedger) return [`${path}: ${error.message}`];
      throw error;
    }
  });
}
