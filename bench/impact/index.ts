import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { v7 as newId } from 'uuid';
import { features } from '../../src/features.ts';
import { anyCommand, command } from '../../src/platform/commands/command.ts';
import { execute, type Ground } from '../../src/platform/commands/execute.ts';
import { Database } from '../../src/platform/database/database.ts';
import { loadMigrations, migrate } from '../../src/platform/database/migrate.ts';
import { openDatabase } from '../../src/platform/database/open.ts';
import { assemble, migrationFolders } from '../../src/platform/installation.ts';
import { recompute } from '../../src/platform/subjects/recompute.ts';
import { statesOf } from '../../src/platform/subjects/store.ts';
import { begin, edit } from '../commands/commands.ts';
import { confirmAll, shareAmong } from './store.ts';
import { testSealing } from '../../src/platform/sealed/testing/test-sealing.ts';

/*
 * What it costs to mark everything that depends on a control, in the transaction that changes it: in a log of 5,000 hazards
 * of three controls each, every residual rating a person's. In one run, in turn, with one client. The bars are 25 ms over an
 * edit on which nothing depends, and 60 ms where 500 hazards rest on the control.
 * `npm run bench -- impact [HAZARDS] [TIMES]`
 */

const HAZARDS = Number(process.argv[2] ?? 5_000);
const TIMES = Number(process.argv[3] ?? 60);
const SHARED = Math.min(500, HAZARDS);

const operator = {
  may: { roles: [], where: 'anywhere' as const, operator: true as const },
  feature: 'bench',
  summary: 'For measuring.',
};
const confirm = anyCommand(
  command({
    ...operator,
    name: 'confirmAll',
    input: z.object({}),
    subject: () => null,
    run: async (tx) => {
      await confirmAll(tx);
      return {};
    },
  }),
);
const share = anyCommand(
  command({
    ...operator,
    name: 'shareAmong',
    input: z.object({ control: z.string(), hazards: z.number() }),
    subject: () => null,
    run: async (tx, _actor, { control, hazards }) => {
      await shareAmong(tx, control, hazards);
      return {};
    },
  }),
);

const folder = mkdtempSync(join(tmpdir(), 'primum-bench-'));
const opened = await openDatabase({ data: folder, env: {} });
try {
  const { appConfig } = await migrate(opened.owner, loadMigrations(migrationFolders(features)));
  const database = new Database(appConfig, 2);
  const { kinds } = await assemble(features);
  try {
    await measure({ database, kinds, sealing: testSealing, now: () => new Date() }, opened.owner);
  } finally {
    await database.close();
  }
} finally {
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(ground: Ground, config: pg.PoolConfig): Promise<void> {
  const organisation = newId();
  const run = (what: typeof begin, input: unknown) =>
    execute(ground, what, input, { actor: { kind: 'operator' }, organisation });
  const { result } = await run(begin, { service: newId(), hazards: HAZARDS, loose: 2 });
  const { controls, loose } = result as unknown as { controls: string[]; loose: string[] };
  await run(share, { control: loose[1]!, hazards: SHARED });
  await run(confirm, {});
  const owner = new pg.Client(config);
  await owner.connect();
  await owner.query('analyze');
  await owner.end();

  const works: Readonly<Record<string, (turn: number) => string>> = {
    'an edit on which nothing depends': () => loose[0]!,
    [`a control of one hazard, in a log of ${HAZARDS.toLocaleString('en-GB')}`]: (turn) =>
      controls[(turn * 37) % controls.length]!,
    [`a control that ${SHARED} hazards share`]: () => loose[1]!,
  };
  const times: Record<string, number[]> = {};
  for (let turn = -5; turn < TIMES; turn++) {
    for (const [name, control] of Object.entries(works)) {
      const from = performance.now();
      await run(edit, { control: control(turn + 5), version: null, text: `Two people look, time ${turn}` });
      if (turn >= 0) (times[name] ??= []).push(performance.now() - from);
    }
  }
  say(
    `${HAZARDS.toLocaleString('en-GB')} hazards, ${TIMES} times each in turn, load of the machine ${loadavg()[0]!.toFixed(1)}`,
  );
  const base = at(times[Object.keys(works)[0]!]!, 0.5);
  for (const [name, all] of Object.entries(times))
    say(
      `  ${name.padEnd(52)} p50 ${at(all, 0.5).toFixed(1)} ms   p95 ${at(all, 0.95).toFixed(1)} ms   over the first ${(at(all, 0.5) - base).toFixed(1)} ms`,
    );

  // It was marked, and not put off: what is kept is what the rows make it.
  const [state] = await ground.database.read(organisation, (tx) => statesOf(tx, [{ kind: 'control', id: loose[1]! }]));
  if (!state) throw new Error('the shared control has no state');
  const wrong = await ground.database.read(organisation, (tx) => recompute(tx, ground.kinds));
  say(`  Recomputed from nothing: ${wrong.length} differences.`);
}

function at(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
