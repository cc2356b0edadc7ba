import { inflateRawSync } from 'node:zlib';
import { LIMITS } from './limits.ts';
import { Problem } from './problem.ts';

export interface ArchiveEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What may still be unpacked, shared by everything that one person handed over. */
export interface UnpackBudget {
  left: number;
}

interface DirectoryEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly packed: number;
  readonly offset: number;
}

const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;

/** Whether the bytes begin as a zip does. */
export function isZip(bytes: Uint8Array): boolean {
  return (
    bytes.length > 22 &&
    bytes[0] === 0x50 &&
    bytes[1] === 0x4b &&
    (bytes[2] === 3 || bytes[2] === 5) &&
    (bytes[3] === 4 || bytes[3] === 6)
  );
}

/**
 * Unpacks a zip, never past the budget: what an entry claims of its own size is not believed, since a bomb lies about it.
 * No library on the list takes a limit on the bytes that really come out, so the directory is read here and zlib, which
 * takes one, does the rest.
 * @throws Problem for a bomb, a password, a broken or an unusual archive.
 */
export function unpack(bytes: Uint8Array, file: string, budget: UnpackBudget): ArchiveEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return directory(view, file)
    .filter((entry) => !entry.name.endsWith('/'))
    .map((entry) => ({ name: entry.name, bytes: inflate(bytes, view, entry, file, budget) }));
}

function directory(view: DataView, file: string): DirectoryEntry[] {
  const end = endOfDirectory(view);
  if (end < 0) throw broken(file);
  const count = view.getUint16(end + 10, true);
  if (count > LIMITS.files) {
    throw new Problem(
      `${file} holds ${count} files. At most ${LIMITS.files.toLocaleString('en-GB')} are read at once.`,
    );
  }
  let at = view.getUint32(end + 16, true);
  const entries: DirectoryEntry[] = [];
  try {
    for (let n = 0; n < count; n++) {
      if (view.getUint32(at, true) !== DIRECTORY) throw broken(file);
      const flags = view.getUint16(at + 8, true);
      const nameLength = view.getUint16(at + 28, true);
      const name = decodeName(
        new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength),
        (flags & 0x800) !== 0,
      );
      entries.push({
        name,
        method: view.getUint16(at + 10, true),
        encrypted: (flags & 1) !== 0,
        packed: view.getUint32(at + 20, true),
        offset: view.getUint32(at + 42, true),
      });
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw broken(file);
  }
  return entries;
}

function endOfDirectory(view: DataView): number {
  // The record is last but for a comment of at most 65,535 bytes.
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65_535); at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  return -1;
}

function inflate(
  bytes: Uint8Array,
  view: DataView,
  entry: DirectoryEntry,
  file: string,
  budget: UnpackBudget,
): Uint8Array {
  if (entry.encrypted) {
    throw new Problem(`${file} is protected with a password. Save a copy without the password, and check that.`);
  }
  try {
    if (view.getUint32(entry.offset, true) !== LOCAL) throw broken(file);
    const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
    const packed = bytes.subarray(start, start + entry.packed);
    if (packed.length !== entry.packed) throw broken(file);
    const out =
      entry.method === 0
        ? packed
        : entry.method === 8
          ? inflateRawSync(packed, { maxOutputLength: Math.max(1, budget.left) })
          : null;
    if (out === null) throw broken(file);
    budget.left -= out.length;
    if (budget.left < 0) throw tooLarge(file);
    return out;
  } catch (error) {
    if (error instanceof Problem) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(file);
    throw broken(file);
  }
}

function decodeName(bytes: Uint8Array, utf8: boolean): string {
  return new TextDecoder(utf8 ? 'utf-8' : 'windows-1252').decode(bytes).replaceAll('\\', '/');
}

function tooLarge(file: string): Problem {
  const megabytes = LIMITS.unpacked / 1024 / 1024;
  return new Problem(
    `${file} unpacks to more than ${megabytes} MB. A hazard log is far smaller: remove pictures and other sheets, and check that.`,
  );
}

function broken(file: string): Problem {
  return new Problem(`${file} is damaged or only half there. Save it again, or ask for a new copy, and check that.`);
}
