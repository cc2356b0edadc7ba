import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import sql from 'sql-template-tag';
import { v7 as newId } from 'uuid';
import { features } from '../features.ts';
import { execute, type Ground } from '../platform/commands/execute.ts';
import { Database, type ReadTx } from '../platform/database/database.ts';
import { assemble, makeDemo, type Assembled } from '../platform/installation.ts';
import { addPerson } from '../platform/sessions/store.ts';
import { Kinds, subject, type AnyKind } from '../platform/subjects/kinds.ts';
import { recompute } from '../platform/subjects/recompute.ts';
import { keep } from '../platform/subjects/state.ts';
import { testDatabase } from '../test-database.ts';
import { prepareWorld, World } from './world.ts';
import { testSealing } from '../platform/sealed/testing/test-sealing.ts';

/*
 * The silent mistakes that whoever adds a kind of subject can make, and a test for each. New kinds are held to them
 * without a line here, unless their columns need naming.
 */

let assembled: Assembled;
let database: Database;
let owner: pg.Client;
let organisation: string;
let ground: Ground;
let world: Database;

before(async () => {
  assembled = await assemble(features);
  const own = await testDatabase();
  database = new Database(own.app);
  owner = new pg.Client(own.owner);
  owner.on('error', () => undefined);
  await owner.connect();
  ground = { database, kinds: assembled.kinds, sealing: testSealing, now: () => new Date('2026-03-12T09:00:00Z') };
  const person = { id: newId(), name: 'Demo owner' };
  await database.platform((tx) => addPerson(tx, person, ground.now()));
  organisation = await makeDemo({ ground, grounds: assembled.grounds }, person);
  world = await prepareWorld(await testDatabase());
});
after(async () => {
  await owner.end();
  await Promise.all([database.close(), world.close()]);
});

describe('every kind of subject of the product', () => {
  test('the demo is as its rows make it', async () => {
    assert.deepEqual(await database.read(organisation, (tx) => recompute(tx, assembled.kinds)), []);
  });

  test('loads what it is asked for, and the same as when it loads everything', async () => {
    await database.read(organisation, async (tx) => {
      for (const kind of assembled.kinds.list) {
        const all = await kind.load(tx, null, assembled.kinds);
        assert.ok(all.length > 0, `the demo has a ${kind.kind}`);
        const some = all.filter((_one, index) => index % 3 === 0).map((one) => one.id);
        const order = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
        assert.deepEqual(
          [...(await kind.load(tx, some, assembled.kinds))].toSorted(order),
          all.filter((one) => some.includes(one.id)).toSorted(order),
          kind.kind,
        );
        assert.deepEqual(await kind.load(tx, [], assembled.kinds), [], kind.kind);
        assert.deepEqual(await kind.load(tx, [newId()], assembled.kinds), [], kind.kind);
      }
    });
  });
});

/** The rows of a kind, and what a column is called there where the name does not say it. */
interface Table {
  readonly kind: string;
  readonly table: string;
  /** The column that names the subject. */
  readonly id: string;
  /** Columns that are no words of their own: keys, and where it belongs. */
  readonly structure: readonly string[];
  /** A value that a checked column may have and does not. */
  readonly values: Readonly<Record<string, string>>;
  /** The column of the kind's row that these columns are part of. */
  readonly partOf?: string;
  readonly where?: string;
}

const KEYS = ['organisation_id', 'id', 'from_seq', 'to_seq'];
const TABLES: readonly Table[] = [
  {
    kind: 'service',
    table: 'service',
    id: 'id',
    structure: [],
    values: { role: 'deployer', phase: 'beta', decommissioning: 'assessed' },
  },
  {
    kind: 'registration',
    table: 'registration',
    id: 'id',
    structure: [],
    values: {},
  },
  {
    kind: 'training',
    table: 'training',
    id: 'id',
    structure: [],
    values: { taken_on: '2020-01-01', expires_on: '2040-01-01', certificate: '\\x00' },
  },
  {
    kind: 'nomination',
    table: 'nomination',
    id: 'id',
    structure: ['service_id'],
    values: {
      office: 'deputy clinical safety officer',
      state: 'declined',
      nominated_at: '2026-01-01T00:00:00Z',
      begins_on: '2026-01-01',
      answered_at: '2026-01-01T00:00:00Z',
      holds_from: '2026-01-01T00:00:00Z',
      ends_at: '2040-01-01T00:00:00Z',
      access_until: '2040-01-01',
      accepted_seq: '1',
    },
    where: "office = 'clinical safety officer'",
  },
  {
    kind: 'action',
    table: 'action',
    id: 'id',
    structure: ['service_id'],
    values: { due: '2030-01-31', state: 'not needed' },
  },
  ...(['question', 'operating-period'] as const).map((kind): Table => ({
    kind,
    table: 'question',
    id: 'id',
    // Of which sort it is decides which kind it is.
    structure: ['service_id', 'retired', 'sort'],
    values: { valid_days: '77', key: '\\x00' },
    where: kind === 'question' ? "sort = 'test'" : "sort = 'operating period'",
  })),
  {
    kind: 'decision',
    table: 'decision',
    id: 'id',
    structure: ['service_id'],
    values: { decided_on: '2020-01-01', state: 'open' },
    where: "state = 'taken'",
  },
  {
    kind: 'assumption',
    table: 'assumption',
    id: 'id',
    structure: ['service_id'],
    values: { review_by: '2030-01-31', state: 'no longer needed', since_seq: '1' },
  },
  {
    kind: 'control',
    table: 'control',
    id: 'id',
    structure: ['service_id', 'retired'],
    values: { type: 'other', party: 'supplier', state: 'agreed', new_hazards: 'found' },
  },
  {
    kind: 'hazard',
    table: 'hazard',
    id: 'id',
    structure: ['service_id', 'log_id', 'retired'],
    values: { status: 'closed', arises_in: 'process', vulnerable: '{homeless}' },
  },
  ...(['initial', 'target', 'residual', 'deployer'] as const).map((phase): Table => ({
    kind: 'hazard',
    table: 'hazard_rating',
    id: 'hazard_id',
    // Places on the axes follow from the words, a band from the level; who gave it and when are no words.
    structure: ['hazard_id', 'phase', 'severity_index', 'likelihood_index', 'band', 'giver', 'given_at', 'scheme'],
    values: { patients: phase === 'residual' ? 'single' : 'multiple' },
    partOf: phase,
    where: `phase = '${phase}'`,
  })),
  {
    kind: 'hazard',
    table: 'hazard_judgement',
    id: 'hazard_id',
    // Which rating it is of, who decided and when are no words.
    structure: ['hazard_id', 'kind', 'rating_seq', 'giver', 'given_at'],
    values: { finding: 'cost' },
    partOf: 'judgements',
    where: "kind = 'acceptance'",
  },
  {
    kind: 'hazard',
    table: 'hazard_cause',
    id: 'hazard_id',
    structure: ['hazard_id', 'position', 'place'],
    values: {},
    partOf: 'causes',
  },
  { kind: 'hazard-log', table: 'hazard_log', id: 'id', structure: ['service_id', 'retired'], values: {} },
  {
    kind: 'workshop',
    table: 'workshop',
    id: 'id',
    structure: ['service_id'],
    values: { kind: 'safety group meeting', day: '2026-01-31', method: 'fmea', state: 'open' },
  },
  { kind: 'finding', table: 'finding', id: 'id', structure: ['service_id'], values: {} },
  {
    kind: 'finding',
    table: 'finding_judgement',
    id: 'finding_id',
    // Which criterion it is of is its key. What the checks came to is kept beside the words, and is none.
    structure: ['finding_id', 'criterion', 'basis'],
    values: { value: 'does not apply' },
    partOf: 'judgements',
  },
  {
    kind: 'scope-decision',
    table: 'scope_decision',
    id: 'id',
    structure: ['service_id'],
    values: { signatures: '2', decided_seq: '1' },
    where: 'applies',
  },
  {
    kind: 'process-run',
    table: 'process_run',
    id: 'id',
    structure: ['service_id', 'process_id'],
    values: { ran_on: '2026-01-31', sort: 'rehearsal', outcome: 'something to put right' },
    where: "sort = 'run' and outcome = 'as it should be'",
  },
  {
    kind: 'counter-evidence',
    table: 'counter_evidence',
    id: 'id',
    structure: ['service_id'],
    values: { review_by: '2030-01-31', written_seq: '1' },
    where: 'answer_id is not null and unknown_id is not null',
  },
  {
    kind: 'process',
    table: 'process',
    id: 'id',
    structure: ['service_id'],
    values: { sort: 'when it happens', every: '77', state: 'stopped' },
    where: "sort = 'regularly'",
  },
  {
    kind: 'incident',
    table: 'incident',
    id: 'id',
    structure: ['service_id'],
    values: {
      sort: 'outcome',
      stage: 'actions',
      occurred_on: '2020-01-31',
      reported_at: '2040-01-01T00:00:00Z',
      aware_at: '2020-01-01T00:00:00Z',
      acknowledged_at: '2020-01-01T00:00:00Z',
      triaged_at: '2020-01-01T00:00:00Z',
      made_safe_at: '2020-01-01T00:00:00Z',
      closed_at: '2020-01-01T00:00:00Z',
      danger: 'unknown',
      harmed: 'unknown',
      patient_safety: 'unknown',
      physical: 'severe',
      psychological: 'severe',
      association: 'caused',
      concern: 'not at all',
      involved: '{faulty,other}',
      worst_severity: '4',
      worst_likelihood: '4',
    },
    where: 'worst_severity is not null',
  },
  {
    kind: 'case-report',
    table: 'case_report',
    id: 'id',
    structure: ['service_id'],
    values: { sort: 'deployer', phase: 'use' },
  },
  {
    kind: 'case-report',
    table: 'case_report_section',
    id: 'report_id',
    structure: ['report_id', 'section'],
    values: {},
    partOf: 'prose',
  },
  {
    kind: 'plan',
    table: 'plan',
    id: 'id',
    structure: ['service_id'],
    values: { nature: 'deployment', review_days: '77' },
  },
];

const BOTH = { material: true, editorial: true };

describe('every column is material, editorial or declared to be neither', () => {
  for (const table of TABLES) {
    test(`${table.table}${table.partOf ? ` (${table.partOf})` : ''}`, async () => {
      const kind = assembled.kinds.get(table.kind);
      const columns = await columnsOf(table.table);
      const names = columns
        .map((column) => column.name)
        .filter((name) => !KEYS.includes(name) && !table.structure.includes(name));
      assert.ok(names.length > 0);
      for (const column of columns.filter(({ name }) => names.includes(name))) {
        const counting = column.name.startsWith('counting_');
        const word = table.partOf ?? camel(column.name.replace(/^counting_/u, ''));
        const weight = kind.words[word];
        assert.ok(
          weight,
          `${table.table}.${column.name} is a column that ${table.kind} does not know of: give "${word}" a weight`,
        );
        const changed = await changeOf(kind, table, column);
        assert.deepEqual(
          changed,
          // Where another wording counts than is shown, what is shown is a correction.
          counting ? BOTH : { material: weight === 'material', editorial: weight === 'editorial' },
          `${table.table}.${column.name} is ${weight}`,
        );
      }
    });
  }

  test('no kind has been forgotten here', () => {
    const named = new Set(TABLES.map((table) => table.kind));
    assert.deepEqual(
      assembled.kinds.list
        // What has no words of its own, and only stands as what it rests on does.
        .filter((kind) => Object.values(kind.words).some((weight) => weight !== 'ignored'))
        .map((kind) => kind.kind)
        // Rows of an approval are never changed: its own test alters each column and looks whether that is noticed.
        .filter((kind) => !named.has(kind) && !kind.endsWith('-approval')),
      [],
    );
  });
});

interface Column {
  readonly name: string;
  readonly type: string;
}

async function columnsOf(table: string): Promise<Column[]> {
  const { rows } = await owner.query<Column>(
    `select column_name as name, udt_name as type from information_schema.columns where table_name = $1`,
    [table],
  );
  return rows;
}

function camel(name: string): string {
  return name
    .replace(/_ids$/u, 's')
    .replace(/_id$/u, '')
    .replaceAll(/_(\w)/gu, (_match, letter: string) => letter.toUpperCase());
}

/** Changes one column past every command, and says which fingerprints of its subject differ. Nothing stays changed. */
async function changeOf(kind: AnyKind, table: Table, column: Column) {
  await owner.query('begin');
  try {
    await owner.query(`select set_config('primum.organisation', $1, true)`, [organisation]);
    const tx: ReadTx = {
      organisation,
      rows: async <Row>(query: { text: string; values: unknown[] }) =>
        (await owner.query<Row & pg.QueryResultRow>(query.text, query.values)).rows,
      send: () => assert.fail('a loader writes nothing'),
    };
    const { rows } = await owner.query<{ subject: string; old: unknown }>(
      `select ${table.id} as subject, ${column.name}::text as old from ${table.table}
       where organisation_id = $1 and to_seq = 9007199254740991 and ${table.where ?? 'true'} order by 1 limit 1`,
      [organisation],
    );
    const { subject: id, old } = rows[0]!;
    const digests = async () => keep(kind, (await kind.load(tx, [id], assembled.kinds))[0]!);
    const earlier = await digests();
    const fresh = await anotherValue(column, table.values[column.name], old);
    const { rowCount } = await owner.query(
      `update ${table.table} set ${column.name} = $3::${column.type}
       where organisation_id = $1 and ${table.id} = $2 and to_seq = 9007199254740991 and ${table.where ?? 'true'}`,
      [organisation, id, fresh],
    );
    assert.ok(rowCount, `${table.table}.${column.name} was changed`);
    const later = await digests();
    return {
      material: !earlier.ownMaterial.equals(later.ownMaterial),
      editorial: !earlier.ownEditorial.equals(later.ownEditorial),
    };
  } finally {
    await owner.query('rollback');
  }
}

async function anotherValue(column: Column, given: string | undefined, old: unknown): Promise<unknown> {
  if (given !== undefined) {
    assert.notEqual(given, old, `another value for ${column.name}`);
    return given;
  }
  switch (column.type) {
    case 'text':
      return 'Something else';
    case 'int4':
      return 4_321;
    case 'int8':
      return old === null ? 1 : null;
    case 'bool':
      return old === 'true' ? 'false' : 'true';
    case 'jsonb':
      return JSON.stringify([{ other: 'value' }]);
    case 'uuid':
      return newText();
    case '_uuid':
      return [await newText()];
    default:
      throw new Error(`no other value is known for ${column.name}, a ${column.type}`);
  }
}

async function newText(): Promise<string> {
  const id = newId();
  await owner.query(
    `insert into text_value (organisation_id, id, seq, digest, salt, body) values ($1, $2, 1, '', '', 'Something else')`,
    [organisation, id],
  );
  return id;
}

describe('settling', () => {
  test('takes as many statements for a control of 60 hazards as for one of 3', async () => {
    const counts = [];
    for (const size of [3, 60]) {
      const one = await new World(world).found();
      const service = one.organisation;
      const log = await one.make('addLog', { service });
      const control = await one.make('addControl', { service, text: 'Shared' });
      for (let index = 0; index < size; index++)
        await one.make('addHazard', { service, log, name: `Hazard ${index}`, controls: [control] });
      await one.make('sign', { log, validDays: null });
      let count = 0;
      const counting = {
        ...one.ground,
        database: {
          write: <T>(at: string, work: (tx: ReadTx) => Promise<T>, chain: string) =>
            one.ground.database.write(
              at,
              (tx) =>
                work({
                  organisation: at,
                  rows: (query) => (count++, tx.rows(query)),
                  send: (query) => (count++, tx.send(query)),
                }),
              chain,
            ),
        },
      } as Ground;
      await execute(
        counting,
        one.commands.editControl,
        { control, column: 'text', value: 'Otherwise' },
        { actor: { kind: 'operator' }, organisation: one.organisation },
      );
      counts.push(count);
    }
    assert.equal(counts[0], counts[1]);
  });

  test('says where a change began and how far it reached, and why each state is as it is', async () => {
    const one = await new World(world).found();
    const service = one.organisation;
    const log = await one.make('addLog', { service });
    const control = await one.make('addControl', { service, text: 'Shared' });
    const hazard = await one.make('addHazard', { service, log, name: 'Hazard', controls: [control] });
    await one.do('editControl', { control, column: 'text', value: 'Otherwise' });
    const { reasons, causes } = await one.read(async (tx) => {
      const [entry] = await tx.rows<{ reasons: string }>(
        sql`select reasons from ledger_entry order by seq desc limit 1`,
      );
      const rows = await tx.rows<{ kind: string; cause: { own: boolean; inputs: unknown } }>(
        sql`select kind, cause from subject_state`,
      );
      return {
        reasons: JSON.parse(entry!.reasons) as unknown,
        causes: new Map(rows.map((row) => [row.kind, row.cause])),
      };
    });
    assert.deepEqual(reasons, {
      roots: [{ kind: 'control', id: control }],
      changed: { control: 1, hazard: 1, 'hazard-log': 1 },
    });
    assert.deepEqual(causes.get('control'), { own: true, inputs: [], count: 0 });
    assert.deepEqual(causes.get('hazard-log'), { own: false, inputs: [{ kind: 'hazard', id: hazard }], count: 1 });
  });

  test('leaves what did not change alone, and time writes nothing', async () => {
    const one = await new World(world).found();
    const service = one.organisation;
    const control = await one.make('addControl', { service, text: 'Alone' });
    const rows = () => one.read((tx) => tx.rows(sql`select * from subject_state order by kind, id`));
    const earlier = await rows();
    await one.do('editControl', { control, column: 'text', value: 'Alone' });
    one.now = new Date('2030-01-01T00:00:00Z');
    await one.do('nothing', {});
    assert.deepEqual(await rows(), earlier);
  });

  test('refuses to be told of what cannot be loaded, and then changes nothing', async () => {
    const one = await new World(world).found();
    await assert.rejects(one.do('retire', { table: 'control', id: newId(), retired: true }), /cannot be loaded/u);
    const [head] = await one.read((tx) => tx.rows<{ seq: number }>(sql`select seq from ledger_head`));
    assert.equal(head!.seq, 1);
  });
});

describe('the order of kinds', () => {
  const kind = (name: string, names: Record<string, ['words']> = {}): AnyKind =>
    subject<{ title: string }>({
      kind: name,
      names,
      collects: {},
      load: () => Promise.resolve([]),
      words: { title: 'material' },
      own: () => ({}),
      verdict: () => 'not-known',
    });

  test('a kind looks only at kinds before it, never at itself, and stands once', () => {
    assert.doesNotThrow(() => new Kinds([kind('a'), kind('b', { a: ['words'] })]));
    assert.throws(() => new Kinds([kind('b', { a: ['words'] }), kind('a')]), /does not stand before it/u);
    assert.throws(() => new Kinds([kind('a', { a: ['words'] })]), /does not stand before it/u);
    assert.throws(() => new Kinds([kind('a'), kind('a')]), /declared twice/u);
    assert.throws(
      () =>
        new Kinds([
          kind('a'),
          { ...kind('b', { a: ['words'] }), collects: { a: { by: 'service', flows: ['words'] } } },
        ]),
      /count twice/u,
    );
  });
});
