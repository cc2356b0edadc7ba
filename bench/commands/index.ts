import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { v7 as newId } from 'uuid';
import { features } from '../../src/features.ts';
import type { AnyCommand } from '../../src/platform/commands/command.ts';
import { execute, type Ground } from '../../src/platform/commands/execute.ts';
import { migrationFolders } from '../../src/platform/installation.ts';
import { Database, type ReadTx } from '../../src/platform/database/database.ts';
import { loadMigrations, migrate } from '../../src/platform/database/migrate.ts';
import { openDatabase } from '../../src/platform/database/open.ts';
import { assemble } from '../../src/platform/installation.ts';
import { begin, edit, rename } from './commands.ts';
import { FLOOR_TABLE, insertRow } from './store.ts';
import { testSealing } from '../../src/platform/sealed/testing/test-sealing.ts';

/*
 * What a command costs beside what PostgreSQL needs for the least that could be called one, in one run, in turn, with eight
 * clients: on eight organisations, which do not wait for each other, and on one, whose commands go one by one.
 * `npm run bench -- commands [SECONDS] [HAZARDS]`
 */

const SECONDS = Number(process.argv[2] ?? 4);
const HAZARDS = Number(process.argv[3] ?? 50);
const ROUNDS = 3;
const CLIENTS = 8;

interface Org {
  readonly organisation: string;
  readonly controls: readonly string[];
  readonly loose: readonly string[];
}

type Work = (client: number, turn: number) => Promise<unknown>;

interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

const NAMES: Record<string, string> = {
  a: 'pg: single-row inserts, autocommit',
  b: 'the floor: role, setting, one insert',
  b2: 'the same, sent in one go as Primum does',
  c: 'a command on which nothing depends',
  c2: 'the same on a control that no hazard names',
  d: 'a command whose change reaches a hazard log',
};

const folder = mkdtempSync(join(tmpdir(), 'primum-bench-'));
const opened = await openDatabase({ data: folder, env: {} });
try {
  const { appConfig } = await migrate(opened.owner, loadMigrations(migrationFolders(features)));
  const owner = new pg.Client(opened.owner);
  await owner.connect();
  await owner.query(FLOOR_TABLE);
  await owner.end();
  const database = new Database(appConfig, CLIENTS);
  const { kinds } = await assemble(features);
  try {
    await measureAll({ database, kinds, sealing: testSealing, now: () => new Date() }, opened.owner);
  } finally {
    await database.close();
  }
} finally {
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
}

async function measureAll(ground: Ground, config: pg.PoolConfig): Promise<void> {
  const many: Org[] = [];
  for (let index = 0; index < CLIENTS; index++) many.push(await found(ground));
  // As the database does by itself within a minute: a plan that was made before it knew of any row stays with the first index.
  await gatherStatistics(config);
  const plain = new pg.Pool({ ...config, max: CLIENTS });
  plain.on('error', () => undefined);
  const works = (organisations: readonly Org[]): Record<string, Work> => {
    const of = (client: number) => organisations[client % organisations.length]!;
    const change = (organisation: string, control: string, turn: number) =>
      execute(
        ground,
        edit,
        { control, version: null, text: `Two people look at it, time ${turn}` },
        { actor: { kind: 'operator' }, organisation },
      );
    return {
      a: () =>
        plain.query({ name: 'plain', text: 'insert into bench_plain values ($1, $2)', values: [newId(), 'A row.'] }),
      b: (client) => floor(plain, of(client).organisation),
      b2: (client) => ground.database.write(of(client).organisation, (tx) => insertRow(tx, newId())),
      c: (client, turn) =>
        execute(
          ground,
          rename,
          { name: `Name ${turn}` },
          { actor: { kind: 'operator' }, organisation: of(client).organisation },
        ),
      c2: (client, turn) => change(of(client).organisation, of(client).loose[client]!, turn),
      d: (client, turn) => {
        const { organisation, controls } = of(client);
        return change(organisation, controls[(client * 7 + turn) % controls.length]!, turn);
      },
    };
  };

  say(
    `${CLIENTS} clients, ${SECONDS} s a round, ${ROUNDS} rounds in turn after one to warm up; logs of ${HAZARDS} hazards.\n`,
  );
  for (const [where, organisations] of [
    ['8 organisations', many],
    ['1 organisation', many.slice(0, 1)],
  ] as const) {
    const results = await inTurn(works(organisations));
    const floor = results['b']!.perSecond;
    say(where);
    for (const [name, says] of Object.entries(NAMES)) {
      const one = results[name]!;
      say(
        `  ${`(${name})`.padEnd(5)} ${says.padEnd(46)} ${Math.round(one.perSecond).toString().padStart(6)} a second   ${(one.perSecond / floor).toFixed(3)} of (b)   p50 ${one.p50.toFixed(1)} ms   p99 ${one.p99.toFixed(1)} ms`,
      );
    }
  }
  const one = many[0]!;
  for (const [what, input, command] of [
    ['(c)', { name: 'Counted' }, rename],
    ['(c2)', { control: one.loose[0]!, version: null, text: 'Counted' }, edit],
    ['(d)', { control: one.controls[0]!, version: null, text: 'Counted' }, edit],
  ] as const)
    say(
      `${what} takes ${(await statements(ground, one.organisation, command, input)).join(' statements in ')} journeys`,
    );
  await plain.end();
}

async function gatherStatistics(config: pg.PoolConfig): Promise<void> {
  const client = new pg.Client(config);
  await client.connect();
  await client.query('analyze');
  await client.end();
}

/** What `pg` needs for a transaction with role, setting and one insert, each awaited. */
async function floor(pool: pg.Pool, organisation: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`begin; set local role primum_app; set local primum.organisation = '${organisation}'`);
    await client.query({
      name: 'floor',
      text: `insert into bench_row (organisation_id, id, body) values ($1, $2, 'A row.')`,
      values: [organisation, newId()],
    });
    await client.query('commit');
  } finally {
    client.release();
  }
}

async function found(ground: Ground): Promise<Org> {
  const organisation = newId();
  const { result } = await execute(
    ground,
    begin,
    { service: newId(), hazards: HAZARDS, loose: CLIENTS },
    { actor: { kind: 'operator' }, organisation },
  );
  const { controls, loose } = result as unknown as Omit<Org, 'organisation'>;
  return { organisation, controls, loose };
}

async function inTurn(works: Record<string, Work>): Promise<Record<string, Measured>> {
  const all: Record<string, number[][]> = {};
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, work] of Object.entries(works)) {
      const times = await load(work, round === 0 ? 1 : SECONDS);
      if (round > 0) (all[name] ??= []).push(times);
    }
  }
  return Object.fromEntries(
    Object.entries(all).map(([name, rounds]) => {
      const times = rounds.flat().toSorted((a, b) => a - b);
      const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
      return [name, { perSecond: times.length / (ROUNDS * SECONDS), p50: at(0.5), p99: at(0.99) }];
    }),
  );
}

/** How long each took, in ms, with all clients busy for so many seconds. */
async function load(work: Work, seconds: number): Promise<number[]> {
  const times: number[] = [];
  const until = performance.now() + seconds * 1_000;
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_one, client) => {
      for (let turn = 0; performance.now() < until; turn++) {
        const from = performance.now();
        await work(client, turn);
        times.push(performance.now() - from);
      }
    }),
  );
  return times;
}

/** How many statements one command sends, opening and commit included, and in how many journeys to the database. */
async function statements(
  ground: Ground,
  organisation: string,
  command: AnyCommand,
  input: object,
): Promise<[statements: number, journeys: number]> {
  let count = 2;
  // The commit travels with what was sent last.
  let journeys = 1;
  let waiting = false;
  const sent = () => {
    count++;
    if (waiting) return;
    waiting = true;
    process.nextTick(() => {
      waiting = false;
      journeys++;
    });
  };
  const counting = {
    ...ground,
    database: {
      write: <T>(at: string, work: (tx: ReadTx) => Promise<T>) =>
        ground.database.write(at, (tx) =>
          work({
            organisation: tx.organisation,
            rows: (query) => (sent(), tx.rows(query)),
            send: (query) => (sent(), tx.send(query)),
          }),
        ),
    },
  } as Ground;
  await execute(counting, command, input, { actor: { kind: 'operator' }, organisation });
  return [count, journeys - 1];
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
