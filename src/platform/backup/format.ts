import { createHash } from 'node:crypto';
import { CliProblem } from '../cli/problem.ts';

/*
 * The file: gzip (`zcat` shows it), in it a first line and frames. A frame is a letter, a length, and as many bytes. It can
 * be written and read as it comes, of any size, and says at its end what has to have been in it.
 *
 *   M manifest   T a table begins   D rows, as COPY writes them   E the table ends   Z the end
 */

export const FIRST_LINE = 'PRIMUM BACKUP 1\n';
const LONGEST = 1024 * 1024;

export type FrameType = 'M' | 'T' | 'D' | 'E' | 'Z';

export interface Frame {
  readonly type: FrameType;
  readonly body: Buffer;
}

/** What a backup says of itself at its beginning. */
export interface Manifest {
  readonly format: 1;
  /** The version of Primum that made it. */
  readonly primum: string;
  readonly at: string;
  readonly migrations: readonly {
    readonly owner: string;
    readonly name: string;
    readonly checksum: string;
    readonly version: string;
  }[];
  readonly tables: readonly TableShape[];
}

export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
}

/** What a table has to have had. */
export interface TableEnd {
  readonly rows: number;
  /** Of its rows, as they stand in the file. Hex. */
  readonly sha256: string;
}

export interface HeadInBackup {
  readonly organisation: string;
  readonly chain: string;
  readonly seq: number;
  readonly hash: string;
}

/** What a backup says at its end: without it, it is not whole. */
export interface Closing {
  readonly rows: number;
  readonly heads: readonly HeadInBackup[];
  /** Of all that stands before. Hex. */
  readonly sha256: string;
}

/** Writes frames, and keeps count of what was written. */
export class FrameWriter {
  readonly #hash = createHash('sha256').update(FIRST_LINE);

  /** What a frame looks like in the file; a long one in pieces. */
  *frame(type: FrameType, body: Buffer): Generator<Buffer> {
    for (let from = 0; from === 0 || from < body.length; from += LONGEST) {
      const piece = body.subarray(from, from + LONGEST);
      const head = Buffer.alloc(5, type);
      head.writeUInt32BE(piece.length, 1);
      this.#hash.update(head).update(piece);
      yield head;
      yield piece;
    }
  }

  json(type: FrameType, value: unknown): Generator<Buffer> {
    const body = Buffer.from(JSON.stringify(value), 'utf8');
    if (body.length > LONGEST) throw new Error(`a frame ${type} is too long`);
    return this.frame(type, body);
  }

  digest(): string {
    return this.#hash.copy().digest('hex');
  }
}

/** Reads frames as they come. */
export class FrameReader {
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #hash = createHash('sha256');
  #held: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** @throws CliProblem where it is no backup */
  async begin(): Promise<void> {
    const line = await this.#take(FIRST_LINE.length);
    if (line?.toString('latin1') !== FIRST_LINE) throw notABackup();
    this.#hash.update(line);
  }

  /** The next frame. @throws CliProblem where there is none */
  async next(): Promise<Frame> {
    const head = await this.#take(5);
    if (!head) throw notWhole();
    const type = String.fromCharCode(head[0]!);
    const length = head.readUInt32BE(1);
    if (!/^[MTDEZ]$/u.test(type) || length > LONGEST) throw altered();
    const body = await this.#take(length);
    if (!body) throw notWhole();
    if (type !== 'Z') this.#hash.update(head).update(body);
    return { type: type as FrameType, body };
  }

  /** Of all frames so far, but for the last one. */
  digest(): string {
    return this.#hash.copy().digest('hex');
  }

  /** @throws CliProblem where more comes */
  async end(): Promise<void> {
    if (this.#held.length > 0 || !(await this.#more()))
      return this.#held.length > 0 ? Promise.reject(altered()) : undefined;
    throw altered();
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  /** So many bytes; null where the file ends before. */
  async #take(length: number): Promise<Buffer | null> {
    const parts: Buffer[] = [];
    let missing = length;
    for (;;) {
      const part = this.#held.subarray(0, missing);
      this.#held = this.#held.subarray(part.length);
      missing -= part.length;
      parts.push(part);
      if (missing === 0) return parts.length === 1 ? part : Buffer.concat(parts, length);
      if (!(await this.#more())) return null;
    }
  }

  async #more(): Promise<boolean> {
    try {
      const { value, done } = await this.#chunks.next();
      if (done) return false;
      this.#held = value;
      return true;
    } catch (error) {
      throw problemOf(error);
    }
  }
}

/** What zlib and the file system say, in words. */
function problemOf(error: unknown): unknown {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR') return notWhole();
  if (/incorrect header check|unknown compression/u.test(message)) return notABackup();
  if (code.startsWith('Z_')) return altered();
  if (code === 'ENOENT') return new CliProblem('There is no such file.');
  if (code === 'EISDIR') return new CliProblem('That is a folder, and not a file.');
  if (code === 'EACCES') return new CliProblem('The file may not be read by you.');
  return error;
}

export function notABackup(): CliProblem {
  return new CliProblem('This file is not a backup that Primum made. Nothing was changed.');
}

export function notWhole(): CliProblem {
  return new CliProblem('This backup is not whole: its end is missing. Nothing was changed. Take another copy of it.');
}

export function altered(): CliProblem {
  return new CliProblem(
    'This backup was altered after it was made, or damaged. Nothing was changed. Take another copy.',
  );
}
