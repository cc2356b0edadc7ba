import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp } from '../src/app.ts';
import { features } from '../src/features.ts';
import { Database, type ReadTx } from '../src/platform/database/database.ts';
import { assemble } from '../src/platform/installation.ts';
import type { Kinds, Verdict } from '../src/platform/subjects/kinds.ts';
import { keep } from '../src/platform/subjects/state.ts';
import { look, statesOfKind } from '../src/platform/subjects/store.ts';
import { testDatabase } from '../src/test-database.ts';
import { load } from './scale/load.ts';
import { pagesOf, randomFrom } from './scale/pages.ts';
import { testSealing } from '../src/platform/sealed/testing/test-sealing.ts';

test('what bench/scale loads is an installation that pages can be asked of (short form)', async () => {
  const [{ app: config, owner }, { kinds, commands, queries }] = await Promise.all([
    testDatabase(),
    assemble(features),
  ]);
  const loaded = await load(owner, { services: 50, hazards: 20, others: [3] });
  const database = new Database(config);
  const now = () => new Date();
  const ground = { database, kinds, sealing: testSealing, now };
  const app = await createApp(
    { now, version: 'test', ground, commands, queries, url: 'http://localhost:3016', ready: () => true },
    { log: false, rate: 1_000_000 },
  );
  try {
    const ask = async (path: string) => {
      const answer = await app.inject({ url: path, cookies: { primum_session: loaded.secret } });
      assert.equal(answer.statusCode, 200, path);
      return answer.body;
    };
    const random = randomFrom(1);
    for (const page of pagesOf(loaded)) for (let turn = 0; turn < 2; turn++) await ask(page.path(random));

    const reference = loaded.references[7]!;
    assert.match(await ask('/services'), /45 services/u, 'those that are retired are not in the list');
    const log = `/services/${reference}/logs/1`;
    assert.match(await ask(log), /HAZ-20\b/u);
    assert.match(await ask(`${log}?q=wristband`), /of 20 hazards|of 20/u);
    const hazard = `/services/${reference}/hazards/HAZ-4`;
    assert.match(await ask(hazard), /live for a quarter without an incident/u);
    assert.doesNotMatch(await ask(`${hazard}?as-at=${loaded.dayOf(7)}`), /live for a quarter/u);

    await database.read(loaded.organisation, (tx) => subjectsStand(tx, kinds));
  } finally {
    await app.close();
    await database.close();
  }
});

/** Every subject is kept with the verdict and the place that its rows give it, and points at what they point at. */
async function subjectsStand(tx: ReadTx, kinds: Kinds): Promise<void> {
  const verdicts = new Map<string, Verdict>();
  const within = new Map<string, Verdict[]>();
  const counted = (inputs: readonly (Verdict | undefined)[]) => ({
    met: inputs.filter((one) => one === 'met').length,
    notMet: inputs.filter((one) => one === 'not-met').length,
    notKnown: inputs.filter((one) => one === 'not-known' || one === undefined).length,
    retired: 0,
  });
  for (const kind of kinds.list) {
    const rows = await kind.load(tx, null, kinds);
    const states = new Map((await statesOfKind(tx, kind.kind)).map((state) => [state.id, state]));
    assert.equal(states.size, rows.length, kind.kind);
    const wanted = rows.map((row) => {
      const named = (input: string) =>
        counted(row.names.filter((ref) => ref.kind === input).map((ref) => verdicts.get(`${ref.kind} ${ref.id}`)));
      const held = counted(within.get(row.id) ?? []);
      const fold = Object.fromEntries([
        ...Object.keys(kind.names).map((input) => [input, named(input)] as const),
        ...Object.keys(kind.collects).map((input) => [input, held] as const),
      ]);
      const { facts } = keep(kind, row).own;
      const verdict = kind.verdict(facts, fold);
      verdicts.set(`${kind.kind} ${row.id}`, verdict);
      if (row.within !== null) within.set(row.within, [...(within.get(row.within) ?? []), verdict]);
      return { id: row.id, service: row.service, within: row.within, facts, verdict };
    });
    const kept = wanted.map(({ id }) => {
      const { service, within: place, own, verdict } = states.get(id)!;
      return { id, service, within: place, facts: own.facts, verdict };
    });
    assert.deepEqual(kept, wanted, kind.kind);

    const seen = await look(
      tx,
      rows.flatMap((row) => row.names),
    );
    const pointing = new Set(seen.flatMap((one) => one.up.map((up) => `${up.id} ${one.id}`)));
    for (const row of rows) for (const to of row.names) assert.ok(pointing.has(`${row.id} ${to.id}`), kind.kind);
  }
}
