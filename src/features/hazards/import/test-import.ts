import { PassThrough } from 'node:stream';
import sql from 'sql-template-tag';
import { v7 as newId } from 'uuid';
import { features } from '../../../features.ts';
import { anyCommand } from '../../../platform/commands/command.ts';
import { execute, type Done, type Ground } from '../../../platform/commands/execute.ts';
import { Database, type ReadTx } from '../../../platform/database/database.ts';
import type { CliIo } from '../../../platform/feature.ts';
import { assemble, type Installation } from '../../../platform/installation.ts';
import { recompute } from '../../../platform/subjects/recompute.ts';
import { testDatabase } from '../../../test-database.ts';
import { NHS_SCHEME } from '../../schemes/index.ts';
import { run } from './cli.ts';
import { diffWithLog, importHazardLog } from './command.ts';
import type { ImportedHazard, ImportedLog } from './shape.ts';
import { testSealing } from '../../../platform/sealed/testing/test-sealing.ts';

export const AT = new Date('2026-03-03T10:00:00Z');

/** An organisation with services, to import into. */
export class World {
  readonly ground: Ground;
  readonly organisation = newId();
  readonly #assembled: Awaited<ReturnType<typeof assemble>>;

  private constructor(ground: Ground, assembled: Awaited<ReturnType<typeof assemble>>) {
    this.ground = ground;
    this.#assembled = assembled;
  }

  static async make(services: readonly string[] = ['WCS']): Promise<World> {
    const database = new Database((await testDatabase()).app);
    const assembled = await assemble(features);
    const world = new World({ database, kinds: assembled.kinds, sealing: testSealing, now: () => AT }, assembled);
    await world.run('createOrganisation', { name: 'Larkmoor' });
    for (const reference of services) {
      await world.run('createService', { reference, name: `Service ${reference}`, role: 'both', phase: 'live' });
    }
    return world;
  }

  run(name: string, input: unknown, key?: string): Promise<Done> {
    const command = this.#assembled.commands.find((one) => one.name === name)!;
    return execute(this.ground, command, input, {
      actor: { kind: 'system' },
      organisation: this.organisation,
      ...(key === undefined ? {} : { key }),
    });
  }

  async import(log: ImportedLog, more: object = {}): Promise<Awaited<ReturnType<typeof importHazardLog.run>>> {
    const input = { service: 'WCS', log, ...more };
    const done = await execute(this.ground, anyCommand(importHazardLog), input, {
      actor: { kind: 'system' },
      organisation: this.organisation,
    });
    return done.result as Awaited<ReturnType<typeof importHazardLog.run>>;
  }

  read<T>(work: (tx: ReadTx) => Promise<T>): Promise<T> {
    return this.ground.database.read(this.organisation, work);
  }

  async rows<Row = Record<string, unknown>>(...query: Parameters<typeof sql>): Promise<Row[]> {
    return this.read((tx) => tx.rows<Row>(sql(...query)));
  }

  diff(log: ImportedLog, replaces = 1, service = 'WCS') {
    return this.read((tx) => diffWithLog(tx, { service, replaces, log }));
  }

  /** What the kept states have that the rows do not make. */
  discrepancies() {
    return this.read((tx) => recompute(tx, this.ground.kinds));
  }

  /** This database, as a verb opens it. */
  readonly open = async () =>
    ({ ...this.#assembled, ground: this.ground, close: async () => {} }) as unknown as Installation;

  /** Runs the verb, on this database. */
  async cli(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const out = new PassThrough();
    const err = new PassThrough();
    const text = { out: '', err: '' };
    out.on('data', (chunk: Buffer) => (text.out += chunk.toString()));
    err.on('data', (chunk: Buffer) => (text.err += chunk.toString()));
    const io: CliIo = { out, err, env: {}, open: this.open };
    return { code: await run(args, io), ...text };
  }
}

/** A small log. What is given of a hazard replaces what stands here. */
export function logOf(
  hazards: readonly (Partial<ImportedHazard> & { readonly name: string })[],
  file = 'log.csv',
): ImportedLog {
  return {
    format: 'primum-hazard-log',
    version: 1,
    sources: [{ file, sha256: sha(file), kind: 'csv' }],
    scheme: NHS_SCHEME,
    hazards: hazards.map((hazard) => ({ place: { file, line: 1 }, ...hazard })),
  };
}

function sha(text: string): string {
  return Buffer.from(text.padEnd(32, '.').slice(-32)).toString('hex');
}
