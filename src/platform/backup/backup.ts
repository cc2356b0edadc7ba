import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream, existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { EXIT } from '../cli/exit.ts';
import { CliProblem } from '../cli/problem.ts';
import { codeOf } from '../database/problem.ts';
import { version } from '../version.ts';
import { copyOut } from './copy.ts';
import { FIRST_LINE, FrameWriter, type Closing, type Manifest } from './format.ts';
import { beginSnapshot, connect, copySql, countOf, headsOf, migrationsOf, noteBackup, tablesOf } from './store.ts';

export interface BackupMade {
  readonly rows: number;
  readonly tables: number;
  readonly bytes: number;
}

/**
 * Writes all that the database holds at one moment into a file, while the work goes on.
 * @param path where nothing is yet
 * @throws CliProblem
 */
export async function backup(owner: pg.ClientConfig, path: string, at: Date): Promise<BackupMade> {
  if (existsSync(path)) throw taken(path);
  // Whatever has this name is whole.
  const part = `${path}.part-${randomBytes(4).toString('hex')}`;
  const client = await connect(owner);
  try {
    await beginSnapshot(client);
    const made = { rows: 0, tables: 0 };
    await pipeline(
      Readable.from(contentOf(client, at, made), { objectMode: true, highWaterMark: 4 }),
      createGzip({ level: 1 }),
      createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true }),
    );
    await client.query('commit');
    putInPlace(part, path);
    const bytes = statSync(path).size;
    await noteBackup(client, { at, rows: made.rows, bytes });
    return { ...made, bytes };
  } catch (error) {
    throw problemWith(path, error);
  } finally {
    rmSync(part, { force: true });
    await client.end();
  }
}

async function* contentOf(client: pg.Client, at: Date, made: { rows: number; tables: number }): AsyncGenerator<Buffer> {
  const frames = new FrameWriter();
  const tables = await tablesOf(client);
  const manifest: Manifest = {
    format: 1,
    primum: version,
    at: at.toISOString(),
    migrations: await migrationsOf(client),
    tables,
  };
  yield Buffer.from(FIRST_LINE);
  yield* frames.json('M', manifest);
  for (const table of tables) {
    yield* frames.json('T', { name: table.name });
    const hash = createHash('sha256');
    for await (const chunk of copyOut(client, copySql(table, 'to stdout'))) {
      hash.update(chunk);
      yield* frames.frame('D', chunk);
    }
    const rows = await countOf(client, table.name);
    yield* frames.json('E', { rows, sha256: hash.digest('hex') });
    made.rows += rows;
    made.tables++;
  }
  const closing: Closing = { rows: made.rows, heads: await headsOf(client), sha256: frames.digest() };
  yield* frames.json('Z', closing);
}

/** Never over something that is there, also where it came while we wrote. */
function putInPlace(part: string, path: string): void {
  try {
    linkSync(part, path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST' || existsSync(path)) throw taken(path);
    // Some file systems know no links.
    renameSync(part, path);
  }
}

function taken(path: string): CliProblem {
  return new CliProblem(`${path} is there already, and is not written over. Choose another name.`, EXIT.refused);
}

function problemWith(path: string, error: unknown): unknown {
  const why = {
    ENOENT: 'there is no such folder',
    EACCES: 'you may not write there',
    ENOSPC: 'the disk is full',
    EROFS: 'nothing can be written there',
    ENOTDIR: 'there is no such folder',
  }[codeOf(error)];
  return why === undefined ? error : new CliProblem(`${path} could not be written: ${why}.`, EXIT.refused);
}
