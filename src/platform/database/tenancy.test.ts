import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { z } from 'zod';
import { plantDeployment } from '../../features/hand-over/testing/planted.ts';
import { features } from '../../features.ts';
import { testDatabase, type TestDatabase } from '../../test-database.ts';
import { catalogueOf } from '../../testing/catalogue-store.ts';
import { problemsIn, type Expected } from '../../testing/tenancy.ts';
import type { AnyQuery } from '../commands/command.ts';
import type { Actor } from '../commands/may.ts';
import { ask, execute, type Ground } from '../commands/execute.ts';
import { NotFound } from '../commands/problems.ts';
import { putFile } from '../files/files.ts';
import { assemble, makeDemo, type Assembled } from '../installation.ts';
import type { SigningKey } from '../ledger/checkpoint.ts';
import { createMail } from '../mail/send.ts';
import { Database } from './database.ts';
import { testSealing } from '../sealed/testing/test-sealing.ts';

/**
 * What stands apart on purpose. Whoever adds a line here has thought of who could see or change what is another's: tables
 * of the platform are read by each query with the person or the secret that it is about, never as a list.
 */
const EXPECTED: Expected = {
  schemas: ['public'],
  // Jobs: they carry ids only.
  apart: ['primum_jobs'],
  platform: {
    platform_migration: [],
    platform_installation: [],
    person: ['insert', 'select', 'update(email)', 'update(signed_in_at)'],
    password: [
      'insert',
      'select',
      'update(hash)',
      'update(lanes)',
      'update(memory)',
      'update(passes)',
      'update(salt)',
      'update(set_at)',
    ],
    passkey: ['delete', 'insert', 'select', 'update(last_used_at)', 'update(uses)'],
    passkey_challenge: ['delete', 'insert', 'select'],
    recovery_code: ['delete', 'insert', 'select', 'update(used_at)'],
    sign_in_try: ['delete', 'insert', 'select', 'update(begun_at)', 'update(tries)'],
    session: [
      'delete',
      'insert',
      'select',
      'update(confirmed_at)',
      'update(organisation_id)',
      'update(previous_digest)',
      'update(rotated_at)',
      'update(seen_at)',
      'update(token_digest)',
    ],
    sign_in_link: ['delete', 'insert', 'select'],
    person_identity: ['delete', 'insert', 'select', 'update(last_used_at)', 'update(provider)'],
    provider_flow: ['delete', 'insert', 'select'],
    provider_return: ['delete', 'insert', 'select'],
    api_token: ['insert', 'select', 'update(last_used_at)', 'update(revoked_at)'],
    backup_made: [],
    first_start: ['insert', 'select', 'update(done_at)', 'update(organisation_id)'],
  },
  privileges: {
    ledger_head: ['insert', 'select', 'update(at)', 'update(hash)', 'update(seq)'],
    ledger_entry: ['insert', 'select'],
    ledger_content: ['insert', 'select'],
    text_value: ['insert', 'select'],
    subject_state: ['insert', 'select', 'update'],
    subject_history: ['insert', 'select'],
    subject_edge: ['delete', 'insert', 'select'],
    idempotency: ['delete', 'insert', 'select'],
    checkpoint: ['insert', 'select'],
    // Where something changed last: written with each entry of the ledger, and read from it alone.
    changed_place: ['insert', 'select', 'update(seq)'],
    mail_outbox: ['delete', 'insert', 'select', 'update(refused)'],
    mail_decision: ['delete', 'insert', 'select'],
    file_content: ['insert', 'select'],
    // A signature stays what it is for ever.
    signature: ['insert', 'select'],
    approval: ['insert', 'select'],
    approval_condition: ['insert', 'select'],
    // What a supplier handed over, what was said of it and which key was believed stay as they were.
    supplier_key: ['insert', 'select'],
    received_packet: ['insert', 'select'],
    received_item: ['insert', 'select'],
    sent_answer: ['insert', 'select'],
    // What a decision touches is said with it, and stays.
    decision_link: ['insert', 'select'],
    // What an assessor said, and what was answered, stays as it was said.
    assessor_comment: ['insert', 'select'],
    assessor_answer: ['insert', 'select'],
    // What was observed stays what was observed.
    evidence_run: ['insert', 'select'],
    observation: ['insert', 'select'],
    observation_dismissal: ['insert', 'select'],
    // A pack stays as it was when it was handed out.
    pack: ['insert', 'select'],
    // So does a packet; that it was sent is said, and what came back is kept as it came.
    packet: ['insert', 'select'],
    packet_sent: ['insert', 'select'],
    packet_answer: ['insert', 'select'],
    // What was declared, overridden and answered at the gate stays what it was.
    gate_declaration: ['insert', 'select'],
    gate_override: ['insert', 'select'],
    gate_answer: ['insert', 'select'],
    // An argument that was brought is kept as it was.
    argument_document: ['insert', 'select'],
    // What was disclosed is added to, and never changed.
    sealed_entry: ['insert', 'select'],
    // What everybody could read stays as it was published.
    public_page_edition: ['insert', 'select'],
    // When somebody looked, and was written to: nothing that was done, and so in no ledger.
    desk_look: ['insert', 'select', 'update'],
    desk_mailed: ['insert', 'select', 'update'],
    // What somebody without an account wrote stays as it was sent; what became of it is a row each time. Drafts and tries go.
    concern: ['insert', 'select'],
    concern_state: ['insert', 'select', 'update(stands)'],
    concern_contact: ['insert', 'select', 'update(stands)'],
    concern_addition: ['insert', 'select'],
    concern_draft: ['delete', 'insert', 'select', 'update'],
    concern_try: ['delete', 'insert', 'select', 'update'],
    // Computed from everything else, and kept so that a list is quick: what is old is computed anew.
    service_summary: ['insert', 'select', 'update'],
    service_summary_step: ['delete', 'insert', 'select'],
  },
  reviewed: [
    'all_organisations()',
    'erase_text(text_id uuid, at_seq bigint)',
    'organisation_of_concern(wanted text)',
    'organisation_of_concern_form(wanted text)',
    'organisation_of_public_page(wanted text)',
    'organisations_of(person uuid)',
  ],
};

const PERSON = { id: '018f0000-0000-7000-8000-0000000000aa', name: 'Wren Applewhite' };
const OTHER = '018f0000-0000-7000-8000-000000000002';
const OPERATOR: Actor = { kind: 'operator' };
const NOW = new Date('2026-03-12T14:30:00Z');

let db: TestDatabase;
let owner: pg.Client;
let ground: Ground;
let assembled: Assembled;
/** The organisation that has everything in it. */
let ours: string;

before(async () => {
  [db, assembled] = await Promise.all([testDatabase(), assemble(features)]);
  owner = new pg.Client(db.owner);
  owner.on('error', () => undefined);
  await owner.connect();
  await owner.query('insert into person (id, name, created_at) values ($1, $2, $3)', [PERSON.id, PERSON.name, NOW]);
  ground = { database: new Database(db.app), kinds: assembled.kinds, sealing: testSealing, now: () => NOW };
  ours = await makeDemo({ ground, grounds: assembled.grounds }, PERSON);
  await plantDeployment(ground, ours);
  // What no command of the demo writes.
  await ground.database.write(ours, async (tx) => {
    await putFile({ ...tx, at: NOW }, Buffer.from('a file'), 'a.txt');
    const to = { person: PERSON.id, address: 'wren@example.org', policy: 'plain' } as const;
    await createMail({ now: () => NOW, sealing: testSealing, begin: null }).send(tx, {
      to,
      template: 'waiting',
      path: '/',
    });
  });
  const create = assembled.commands.find(({ name }) => name === 'createOrganisation')!;
  await execute(ground, create, { name: 'Another Trust' }, { actor: OPERATOR, organisation: OTHER });
});

after(async () => {
  await ground.database.close();
  await owner.end();
});

test('nothing in the schema lets an organisation see or change what is another’s', async () => {
  assert.deepEqual(problemsIn(await catalogueOf(owner), EXPECTED), []);
});

test('the test sees what it is for', async () => {
  const table =
    'create table leak (organisation_id uuid not null, id uuid not null, to_seq bigint, primary key (organisation_id, id))';
  const good = `${table}; call protect_versions('leak')`;
  const cases: readonly (readonly [string, RegExp | null])[] = [
    [good, null],
    [`${table}; grant select, insert, update (to_seq) on leak to primum_app`, /^leak: row-level security is off/u],
    [`${good}; alter table leak disable row level security`, /^leak: row-level security is off/u],
    [`${good}; drop policy organisation on leak`, /^leak: its policies are not the one .*: none\./u],
    [`${good}; create policy more on leak using (true)`, /^leak: its policies are not the one/u],
    [`${good}; alter policy organisation on leak with check (true)`, /^leak: its policies are not the one/u],
    [`${good}; create unique index leak_id on leak (id)`, /^leak: the unique index leak_id does not begin/u],
    [
      `${good}; create unique index leak_any on leak (lower(id::text), organisation_id)`,
      /^leak: the unique index leak_any/u,
    ],
    [`${good}; grant delete on leak to primum_app`, /^leak: primum_app: delete is granted, and is too much/u],
    [`${good}; grant update on leak to primum_app`, /^leak: primum_app: update is granted, and is too much/u],
    [`${good}; grant update (id) on leak to primum_app`, /^leak: primum_app: update\(id\) is granted/u],
    [`${good}; grant select on leak to public`, /^leak: public: select is granted/u],
    [`${good}; revoke insert on leak from primum_app`, /^leak: primum_app: insert is not granted/u],
    ['create table leak (id uuid primary key)', /^leak: it belongs to no organisation/u],
    [
      `create table leak (organisation_id text primary key, to_seq bigint); create policy organisation on leak using (true)`,
      /^leak: organisation_id is text not null/u,
    ],
    [
      `create table leak (id uuid, organisation_id uuid not null, to_seq bigint, primary key (id, organisation_id)); call protect_versions('leak')`,
      /^leak: its primary key does not begin with organisation_id/u,
    ],
    ['create view leak as select * from service', /^leak: a view without security_invoker/u],
    [
      'create view leak with (security_invoker = true) as select * from service; grant select on leak to primum_app',
      null,
    ],
    ['create materialized view leak as select * from service', /^leak: row-level security does not reach it/u],
    ['create sequence leak; grant usage on sequence leak to primum_app', /^leak: primum_app: usage is granted/u],
    ['create schema leak', /^leak: nobody knows this schema/u],
    ['grant select on platform_installation to primum_app', /^platform_installation: primum_app: select is granted/u],
    [
      `create function leak() returns bigint language sql security definer set search_path = public, pg_temp as 'select 1::bigint'`,
      /^leak\(\): (?:.*nobody has reviewed it|public may call it)/u,
    ],
    ['alter function erase_text(uuid, bigint) reset search_path', /^erase_text.*: .* its search_path is not pinned/u],
    ['grant execute on function all_organisations() to public', /^all_organisations\(\): public may call it/u],
    ['drop function all_organisations()', /^all_organisations\(\) is expected, and is not there/u],
  ];
  for (const [change, sentence] of cases) {
    await owner.query('begin');
    try {
      await owner.query(change);
      const problems = problemsIn(await catalogueOf(owner), EXPECTED);
      if (sentence)
        assert.ok(
          problems.some((one) => sentence.test(one)),
          `${change}\ngave ${JSON.stringify(problems)}`,
        );
      else assert.deepEqual(problems, [], change);
    } finally {
      await owner.query('rollback');
    }
  }
  // What a server lets only its superuser do is said of a catalogue, and not done.
  const catalogue = await catalogueOf(owner);
  const owned = catalogue.tables.map((one) => (one.name === 'service' ? { ...one, owner: 'primum_app' } : one));
  assert.deepEqual(problemsIn({ ...catalogue, tables: owned, rights: ['primum_app: bypassrls'] }, EXPECTED), [
    'primum_app: bypassrls is more than the app may be.',
    'service: the app owns it, and so no policy holds.',
  ]);
});

/** What leaves the house is signed with it. */
const key: SigningKey = { name: 'primum-checkpoint', privateKey: generateKeyPairSync('ed25519').privateKey };
const signer = () => key;

/** With these, every query has something to show of the demo. Another query may need a line here. */
const ASKED: Readonly<Record<string, unknown>> = {
  service: 'DEMO',
  hazard: 'HAZ-1',
  control: 'CTL-1',
  log: 1,
  action: 'ACT-1',
  decision: 'DEC-1',
  assumption: 'ASM-1',
  // As the demo has it.
  words: 'a photo is too dark or blurred',
  workshop: 'WSP-1',
  evidence: 'EVD-1',
  run: 'RUN-1',
  finding: 'FND-1',
  scopeDecision: 'SCP-1',
  process: 'governance',
  report: 'CSCR-1',
  packet: 'PKT-1',
  release: '1.4.0-rc.1',
  version: '1.4.0-rc.1',
  gate: 'GATE-1',
  deployment: 'DPL-1',
  incident: 'INC-1',
};

function inputFor(query: AnyQuery): Record<string, unknown> {
  const { required = [] } = z.toJSONSchema(query.input, { io: 'input', unrepresentable: 'any' });
  return Object.fromEntries(
    required.map((name) => {
      assert.ok(name in ASKED, `Say in ASKED with which ${name} ${query.feature}/${query.name} shows something.`);
      return [name, ASKED[name]];
    }),
  );
}

/** Every text and number of some length that an answer holds. */
function leavesOf(value: unknown): string[] {
  if (typeof value === 'string') return value.length >= 8 ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(leavesOf);
}

test('every query, asked by another organisation, shows nothing of ours', async () => {
  assert.ok(assembled.queries.length >= 4);
  for (const query of assembled.queries) {
    const input = inputFor(query);
    const name = `${query.feature}/${query.name}`;
    const answer = (organisation: string): Promise<unknown> =>
      ask(ground, query, input, { actor: OPERATOR, organisation }, signer);
    const seen = leavesOf(await answer(ours));
    assert.ok(seen.length > 0, `${name} shows something of ours to us`);
    const theirs = await answer(OTHER).catch((error: unknown) => {
      if (error instanceof NotFound) return null;
      throw error;
    });
    const known = new Set(leavesOf(theirs));
    assert.deepEqual(
      seen.filter((leaf) => known.has(leaf)),
      [],
      `${name} shows ours to others`,
    );
  }
});

test('every query answers with the fields that it declares, and none besides', async () => {
  for (const query of assembled.queries) {
    const answer = await ask(ground, query, inputFor(query), { actor: OPERATOR, organisation: ours }, signer);
    const said = JSON.parse(JSON.stringify(answer)) as unknown;
    assert.deepEqual(JSON.parse(JSON.stringify(query.output.parse(said))), said, `${query.feature}/${query.name}`);
  }
});

test('every loader, asked by another organisation, loads nothing of ours', async () => {
  for (const kind of assembled.kinds.list) {
    const mine = await ground.database.read(ours, (tx) => kind.load(tx, null, assembled.kinds));
    assert.ok(mine.length > 0, `the demo has a ${kind.kind}`);
    const ids = mine.map(({ id }) => id);
    const [all, some] = await ground.database.read(OTHER, (tx) =>
      Promise.all([kind.load(tx, null, assembled.kinds), kind.load(tx, ids, assembled.kinds)]),
    );
    assert.deepEqual([...all, ...some], [], kind.kind);
  }
});

interface Target {
  readonly name: string;
  readonly row: Record<string, unknown> | null;
  /** A column that the app may change there, if any. */
  readonly changes: string | undefined;
  readonly deletes: boolean;
}

/** Every table of organisations, with a row of ours. */
async function targets(): Promise<Target[]> {
  const { tables } = await catalogueOf(owner);
  const found: Target[] = [];
  for (const { name, organisation, grants } of tables) {
    if (organisation === null || name in EXPECTED.platform) continue;
    const { rows } = await owner.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from ${name} t where organisation_id = $1 limit 1`,
      [ours],
    );
    const update = grants.find((grant) => grant.startsWith('primum_app: update'));
    found.push({
      name,
      row: rows[0]?.row ?? null,
      changes: update && (/\((\w+)\)$/u.exec(update)?.[1] ?? 'organisation_id'),
      deletes: grants.includes('primum_app: delete'),
    });
  }
  return found;
}

test('the app’s role, in another organisation, reads, adds, changes and removes nothing of ours', async () => {
  const app = new pg.Client(db.app);
  await app.connect();
  const within = async (organisation: string, statement: string, values: unknown[] = []) => {
    await app.query('begin; set local role primum_app');
    await app.query(`select set_config('primum.organisation', $1, true)`, [organisation]);
    try {
      return (await app.query(statement, values)).rowCount ?? 0;
    } finally {
      await app.query('rollback');
    }
  };
  try {
    const all = await targets();
    assert.ok(all.length > 15);
    const empty = all.filter(({ name, row }) => row === null && !MAY_BE_EMPTY.includes(name));
    assert.deepEqual(empty, [], 'the demo writes to every other table');
    for (const { name, row, changes, deletes } of all) {
      assert.equal(await within(OTHER, `select from ${name} where organisation_id = $1`, [ours]), 0, name);
      assert.equal(await within('', `select from ${name}`), 0, `${name}, outside of any organisation`);
      if (changes) {
        assert.equal(
          await within(OTHER, `update ${name} set ${changes} = ${changes} where organisation_id = $1`, [ours]),
          0,
          name,
        );
        assert.equal(await within('', `update ${name} set ${changes} = ${changes}`), 0, name);
      }
      if (deletes) assert.equal(await within(OTHER, `delete from ${name} where organisation_id = $1`, [ours]), 0, name);
      else await assert.rejects(within(ours, `delete from ${name}`), /permission denied/u, name);
      await assert.rejects(within(ours, `truncate ${name}`), /permission denied/u, name);
      if (!row) continue;
      const copy = `insert into ${name} select * from jsonb_populate_record(null::${name}, $1)`;
      await assert.rejects(within(OTHER, copy, [JSON.stringify(row)]), /row-level security/u, name);
      if (changes === 'organisation_id') {
        const away = `update ${name} set organisation_id = $1`;
        await assert.rejects(within(ours, away, [OTHER]), /row-level security/u, name);
      }
    }
    await assert.rejects(within(ours, `set local role ${app.escapeIdentifier(db.owner.user!)}`), /permission denied/u);
    await assert.rejects(within(ours, 'select * from platform_installation'), /permission denied/u);
  } finally {
    await app.end();
  }
});

/** Tables that nothing in the demo need write to. */
const MAY_BE_EMPTY = [
  'checkpoint',
  // Between two pages of a form, and between two guesses.
  'concern_draft',
  'concern_try',
  'desk_look',
  'desk_mailed',
  'desk_setting',
  // The demo drew no hazard from the library: each of its own is rated, and one that is drawn is not.
  'hazard_origin',
  'idempotency',
  // Nobody is asked before a time has run out, and the demo is made in one moment.
  'incident_escalation',
  // What is answered to a packet comes from another installation.
  'packet_answer',
  // Worked out later, by a job or a page.
  'service_summary',
  'service_summary_step',
  'subject_history',
];

test('a text of ours cannot be erased by another organisation', async () => {
  const { rows } = await owner.query<{ id: string }>('select id from text_value where organisation_id = $1 limit 1', [
    ours,
  ]);
  const app = new pg.Client(db.app);
  await app.connect();
  try {
    await app.query('begin; set local role primum_app');
    await app.query(`select set_config('primum.organisation', $1, true)`, [OTHER]);
    const erased = await app.query<{ erased: boolean }>('select erase_text($1, 1) as erased', [rows[0]!.id]);
    assert.equal(erased.rows[0]!.erased, false);
  } finally {
    await app.query('rollback');
    await app.end();
  }
  const after = await owner.query('select from text_value where body is null');
  assert.equal(after.rowCount, 0);
});
