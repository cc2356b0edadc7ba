import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { anyQuery } from '../../platform/commands/command.ts';
import { ask, type Ground } from '../../platform/commands/execute.ts';
import { Database } from '../../platform/database/database.ts';
import { Kinds } from '../../platform/subjects/kinds.ts';
import { testDatabase } from '../../test-database.ts';
import { explain } from '../../test-explain.ts';
import { listOfServices } from './queries.ts';
import { serviceByReference } from './store.ts';
import { testSealing } from '../../platform/sealed/testing/test-sealing.ts';

const ORGANISATION = '018f0000-0000-7000-8000-000000000001';
const NEIGHBOUR = '018f0000-0000-7000-8000-000000000002';

let ground: Ground;

before(async () => {
  const db = await testDatabase();
  ground = {
    database: new Database(db.app),
    kinds: new Kinds([]),
    sealing: testSealing,
    now: () => new Date('2026-03-12T14:30:00Z'),
  };
  const client = new pg.Client(db.owner);
  await client.connect();
  for (const [organisation, count] of [
    [ORGANISATION, 10_000],
    [NEIGHBOUR, 25_000],
  ] as const) {
    await client.query(
      `insert into service (organisation_id, id, from_seq, reference, name, role, phase, components, addresses)
      select $1, gen_random_uuid(), i, 'SRV-' || i,
        (array['Willowbank', 'Larkmoor', 'Otter Bridge', 'Heron Lane', 'Quill'])[1 + i % 5] || ' ' || substr(md5(i::text), 1, 6)
          || (array[' Wound Care', ' Diary', ' Messaging', ' Clinic'])[1 + i % 4],
        'manufacturer', case when i % 20 = 0 then 'retired' else 'live' end, '[]', '[]'
      from generate_series(1, $2::int) as i`,
      [organisation, count],
    );
  }
  await client.query(
    `insert into service_word (organisation_id, service_id, word, from_seq)
    select distinct organisation_id, id, w.word, from_seq
    from service, regexp_split_to_table(lower(reference || ' ' || replace(reference, '-', ' ') || ' ' || name), ' ') as w (word)
    where organisation_id = $1`,
    [ORGANISATION],
  );
  await client.query('vacuum analyze service, service_word');
  await client.end();
});

after(() => ground.database.close());

/** How the statements of one list are carried out, as one text. */
async function plansOf(input: unknown): Promise<string> {
  const plans = await explain(ground.database, ORGANISATION, (tx) =>
    listOfServices.run(tx, listOfServices.input.parse(input), ground.now(), { kind: 'operator' }, ground.kinds),
  );
  assert.equal(plans.length, 2);
  return plans.map(({ plan }) => plan).join('\n');
}

test('the list is read from its index, in order, under the app’s role', async () => {
  for (const input of [{}, { page: 150 }, { phase: 'retired' }, { phase: 'all', page: 200 }]) {
    const plans = await plansOf(input);
    assert.match(plans, /Index Only Scan using service_list on service\b/u);
    assert.doesNotMatch(plans, /Seq Scan/u, plans);
    assert.doesNotMatch(plans.split('\nAggregate')[0]!, /Sort Key: .*lower/u, plans);
  }
});

test('the search goes by the index of words, under the app’s role', async () => {
  for (const search of ['srv-77', '5d2a', 'wound 1c']) {
    const plans = await plansOf({ search });
    assert.match(plans, /using service_word_now on service_word/u);
    assert.match(plans, /Index Cond: .*word >= /u);
    assert.doesNotMatch(plans, /Seq Scan/u, plans);
  }
});

test('a service is found by its reference in two indexes', async () => {
  const [one] = await explain(ground.database, ORGANISATION, (tx) => serviceByReference(tx, 'SRV-77'));
  assert.match(one!.plan, /service_reference/u);
  assert.doesNotMatch(one!.plan, /Seq Scan/u, one!.plan);
});

test('10,000 services: no page of the list is slow', async (t) => {
  const asked = async (input: unknown) => {
    const times: number[] = [];
    for (let count = 0; count < 12; count++) {
      const start = performance.now();
      await ask(ground, anyQuery(listOfServices), input, { actor: { kind: 'operator' }, organisation: ORGANISATION });
      times.push(performance.now() - start);
    }
    return times.toSorted((a, b) => a - b)[6]!;
  };
  for (const input of [
    {},
    { page: 190 },
    { phase: 'retired' },
    { search: 'srv-77' },
    { search: 'wound 1c' },
    { search: 'w' },
    { search: 'srv' },
  ]) {
    const median = await asked(input);
    t.diagnostic(`${JSON.stringify(input)}: ${median.toFixed(1)} ms`);
    assert.ok(median < 100, `${JSON.stringify(input)} took ${median} ms`);
  }
});
