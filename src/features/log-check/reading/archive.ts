import { crc32, inflateRawSync } from 'node:zlib';
import { LIMITS, type Budget } from './limits.ts';
import { Problem } from './problem.ts';

export interface UnpackedPart {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ArchiveEntry {
  readonly name: string;
  /** Never past the budget. @throws Problem for a bomb, a password or a damaged entry. */
  unpack(budget: Budget): Uint8Array;
}

interface DirectoryEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packed: number;
  readonly offset: number;
}

const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;

/** Whether the bytes begin as a zip does. */
export function isZip(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
  );
}

/**
 * A zip whose directory has been read and whose contents have not. What an entry claims of its own size is not believed,
 * since a bomb lies about it. No library on the list takes a limit on the bytes that really come out, so the directory is
 * read here and zlib, which takes one, does the rest.
 */
export class Archive {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #file: string;
  readonly #entries: readonly DirectoryEntry[];

  /** @throws Problem for a broken or an unusual archive. */
  constructor(bytes: Uint8Array, file: string) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#file = file;
    this.#entries = directory(this.#view, file).filter((entry) => !entry.name.endsWith('/'));
  }

  get entries(): readonly ArchiveEntry[] {
    return this.#entries.map((entry) => ({
      name: entry.name,
      unpack: (budget) => this.#inflate(entry, budget),
    }));
  }

  get names(): readonly string[] {
    return this.#entries.map((entry) => entry.name);
  }

  /**
   * The archive with only the parts that are wanted, unpacked once under the limit and then only stored: the readers of
   * Excel and Word would unpack it again without one.
   * @throws Problem as unpacking does.
   */
  async stored(
    budget: Budget,
    wanted: (name: string) => boolean,
    change: (part: UnpackedPart) => Uint8Array,
  ): Promise<Uint8Array> {
    const { zipSync } = await import('fflate');
    const parts = this.entries
      .filter((entry) => wanted(entry.name))
      .map((entry) => [entry.name, change({ name: entry.name, bytes: entry.unpack(budget) })] as const);
    return zipSync(Object.fromEntries(parts), { level: 0 });
  }

  #inflate(entry: DirectoryEntry, budget: Budget): Uint8Array {
    if (entry.encrypted) throw locked(this.#file);
    try {
      const packed = this.#packed(entry);
      const out =
        entry.method === 0
          ? packed
          : entry.method === 8
            ? inflateRawSync(packed, { maxOutputLength: Math.max(1, budget.unpacked) })
            : null;
      // A log with one digit changed by a bad disk or network would still be read, and wrongly.
      if (out === null || crc32(out) !== entry.crc) throw broken(this.#file);
      budget.takeUnpacked(out.length, this.#file);
      return out;
    } catch (error) {
      if (error instanceof Problem) throw error;
      if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') throw broken(this.#file);
      // All of the budget was spent on finding that out.
      budget.takeUnpacked(Infinity, this.#file);
      throw error;
    }
  }

  #packed({ offset, packed }: DirectoryEntry): Uint8Array {
    if (this.#view.getUint32(offset, true) !== LOCAL) throw broken(this.#file);
    const start = offset + 30 + this.#view.getUint16(offset + 26, true) + this.#view.getUint16(offset + 28, true);
    if (start + packed > this.#bytes.length) throw broken(this.#file);
    return this.#bytes.subarray(start, start + packed);
  }
}

function directory(view: DataView, file: string): DirectoryEntry[] {
  const end = endOfDirectory(view);
  if (end < 0) throw broken(file);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) {
    throw new Problem(
      `${file} is a kind of zip that is not read. Unpack it, and check the files or a new .zip of them.`,
    );
  }
  if (count > LIMITS.files) {
    throw new Problem(
      `${file} holds ${count.toLocaleString('en-GB')} files. At most ${LIMITS.files.toLocaleString('en-GB')} are read at once.`,
    );
  }
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
        crc: view.getUint32(at + 16, true),
        packed: view.getUint32(at + 20, true),
        offset: view.getUint32(at + 42, true),
      });
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
  } catch {
    // Past the end of the file: it was cut off, or it lies about its size.
    throw broken(file);
  }
  return entries;
}

function endOfDirectory(view: DataView): number {
  // The record is last but for a comment of at most 65,535 bytes.
  const first = Math.max(0, view.byteLength - END_SIZE - 65_535);
  for (let at = view.byteLength - END_SIZE; at >= first; at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  return -1;
}

function decodeName(bytes: Uint8Array, utf8: boolean): string {
  return new TextDecoder(utf8 ? 'utf-8' : 'windows-1252').decode(bytes).replaceAll('\\', '/');
}

/** The sentence for whatever needs a password to open. */
export function locked(file: string): Problem {
  return new Problem(`${file} is protected with a password. Save a copy without the password, and check that.`);
}

/** The sentence for whatever was cut off or changed on its way. */
export function broken(file: string): Problem {
  return new Problem(`${file} is damaged or only half there. Save it again, or ask for a new copy, and check that.`);
}
