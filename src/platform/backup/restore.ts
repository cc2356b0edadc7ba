import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { z } from 'zod';
import { EXIT } from '../cli/exit.ts';
import { CliProblem } from '../cli/problem.ts';
import { checksum, migrate, prepareEmpty, takeStep, type Migration } from '../database/migrate.ts';
import { codeOf } from '../database/problem.ts';
import { verifyChains } from '../ledger/live.ts';
import { version } from '../version.ts';
import { copyIn } from './copy.ts';
import { altered, FrameReader, notABackup, type HeadInBackup, type Manifest } from './format.ts';
import {
  asOrganisation,
  beginRestoration,
  connect,
  copySql,
  emptyTables,
  gatherStatistics,
  headsOf,
  isEmpty,
  tablesOf,
} from './store.ts';

const ManifestSchema = z.object({
  format: z.literal(1),
  primum: z.string(),
  at: z.iso.datetime(),
  migrations: z.array(z.object({ owner: z.string(), name: z.string(), checksum: z.string(), version: z.string() })),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
});
const BeginSchema = z.object({ name: z.string() });
const EndSchema = z.object({ rows: z.number(), sha256: z.string() });
const ClosingSchema = z.object({
  rows: z.number(),
  heads: z.array(z.object({ organisation: z.string(), chain: z.string(), seq: z.number(), hash: z.string() })),
  sha256: z.string(),
});

/** A backup whose beginning was read. */
export interface OpenBackup {
  readonly manifest: Manifest;
  readonly frames: FrameReader;
}

export interface Restored {
  readonly rows: number;
  readonly organisations: number;
  /** Entries of ledgers that were verified. */
  readonly entries: number;
  /** Changes to the schema that this version brought with it. */
  readonly migrated: number;
}

/** Reads the beginning of a backup. @throws CliProblem where it is none */
export async function openBackup(path: string): Promise<OpenBackup> {
  const file = createReadStream(path, { highWaterMark: 1024 * 1024 });
  const unpacked = createGunzip({ chunkSize: 256 * 1024 });
  file.on('error', (error) => unpacked.destroy(error));
  const frames = new FrameReader(file.pipe(unpacked));
  await frames.begin();
  const { type, body } = await frames.next();
  if (type !== 'M') throw notABackup();
  return { manifest: parsed(ManifestSchema, body), frames };
}

/**
 * Puts all of a backup into an empty database, or nothing: rows are counted, digests compared and every ledger verified
 * before it is kept. A backup of an older version is restored as it was, and then brought up to date.
 * @throws CliProblem, and then nothing has changed
 */
export async function restore(
  owner: pg.ClientConfig,
  { manifest, frames }: OpenBackup,
  migrations: readonly Migration[],
): Promise<Restored> {
  const steps = stepsOf(manifest, migrations);
  const client = await connect(owner);
  let restored: Omit<Restored, 'migrated'>;
  try {
    await beginRestoration(client);
    if (!(await isEmpty(client)))
      throw new CliProblem(
        'The database is not empty, and nothing is written over. Choose another place with --data DIR, or name an empty database in DATABASE_URL.',
        EXIT.refused,
      );
    await prepareEmpty(client);
    for (const { migration, by } of steps) await takeStep(client, migration, by);
    restored = await fill(client, { manifest, frames });
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw problemOf(error);
  } finally {
    await frames.close().catch(() => undefined);
    await client.end();
  }
  const { applied } = await migrate(owner, migrations);
  return { ...restored, migrated: applied };
}

/** The migrations that the backup had, in the order of ours. @throws CliProblem where it had others */
function stepsOf(manifest: Manifest, migrations: readonly Migration[]): { migration: Migration; by: string }[] {
  const had = new Map(manifest.migrations.map((one) => [`${one.owner}/${one.name}`, one]));
  const steps = migrations.flatMap((migration) => {
    const one = had.get(`${migration.owner}/${migration.name}`);
    if (!one) return [];
    had.delete(`${migration.owner}/${migration.name}`);
    if (one.checksum !== checksum(migration))
      throw new CliProblem(
        `The change ${migration.owner}/${migration.name} of this Primum (${version}) is not the one that the backup was made with (${one.version}). Install Primum again as it was released. Nothing was changed.`,
        EXIT.refused,
      );
    return [{ migration, by: one.version }];
  });
  if (had.size === 0) return steps;
  throw new CliProblem(
    `This backup was made by a newer Primum (${manifest.primum}), and this one (${version}) does not know all that is in it. Restore it with that version or a newer one. Nothing was changed.`,
    EXIT.refused,
  );
}

async function fill(client: pg.Client, { manifest, frames }: OpenBackup): Promise<Omit<Restored, 'migrated'>> {
  const tables = await tablesOf(client);
  if (JSON.stringify(tables) !== JSON.stringify(manifest.tables)) throw altered();
  await emptyTables(client, tables);
  let rows = 0;
  for (const table of tables) rows += await fillTable(client, table, frames);
  const { type, body } = await frames.next();
  if (type !== 'Z') throw altered();
  const closing = parsed(ClosingSchema, body);
  if (closing.rows !== rows || closing.sha256 !== frames.digest()) throw altered();
  await frames.end();
  await gatherStatistics(client);
  const entries = await verifyLedgers(client, closing.heads);
  return { rows, organisations: new Set(closing.heads.map(({ organisation }) => organisation)).size, entries };
}

/** @returns how many rows it got */
async function fillTable(client: pg.Client, table: Manifest['tables'][number], frames: FrameReader): Promise<number> {
  const begin = await frames.next();
  if (begin.type !== 'T' || parsed(BeginSchema, begin.body).name !== table.name) throw altered();
  const hash = createHash('sha256');
  let end: z.output<typeof EndSchema> | undefined;
  async function* data(): AsyncGenerator<Buffer> {
    for (;;) {
      const { type, body } = await frames.next();
      if (type === 'E') {
        end = parsed(EndSchema, body);
        return;
      }
      if (type !== 'D') throw altered();
      hash.update(body);
      yield body;
    }
  }
  const rows = await copyIn(client, copySql(table, 'from stdin'), data());
  if (rows !== end?.rows || hash.digest('hex') !== end.sha256) throw altered();
  return rows;
}

/** Every chain, entry by entry, with the contents and texts that it names. @returns how many entries there are */
async function verifyLedgers(client: pg.Client, heads: readonly HeadInBackup[]): Promise<number> {
  if (JSON.stringify(await headsOf(client)) !== JSON.stringify(heads)) throw altered();
  let entries = 0;
  for (const organisation of new Set(heads.map((head) => head.organisation))) {
    const verified = await verifyChains(await asOrganisation(client, organisation), []);
    const [problem] = verified.problems;
    if (problem !== undefined)
      throw new CliProblem(`The ledger in this backup is not valid. ${problem} Nothing was changed.`, EXIT.refused);
    entries += verified.entries.changes + verified.entries.reads;
  }
  return entries;
}

function parsed<Schema extends z.ZodType>(schema: Schema, body: Buffer): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(body.toString('utf8')));
  } catch {
    throw altered();
  }
}

/** A row that does not fit is no defect of ours: somebody changed the file. */
function problemOf(error: unknown): unknown {
  return /^(?:22|23)/u.test(codeOf(error)) ? altered() : error;
}
