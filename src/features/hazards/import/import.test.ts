import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { anyCommand } from '../../../platform/commands/command.ts';
import { execute } from '../../../platform/commands/execute.ts';
import { everywhere } from '../../../platform/commands/may.ts';
import { NotPossible } from '../../../platform/commands/problems.ts';
import { readingCarried } from '../../log-check/index.ts';
import { confirmResidual } from '../commands.ts';
import { demoHazards, demoLog } from '../demo/demo-log.ts';
import { DEMO_HAZARDS } from '../demo/wound-care.ts';
import { isEmpty } from './diff.ts';
import { logOfReport } from './from-report.ts';
import { importedLogSchema, type ImportedLog } from './shape.ts';
import { logOf, World } from './test-import.ts';

interface Counts {
  readonly hazards: number;
  readonly causes: number;
  readonly controls: number;
  /** Control rows of the file: a control that stands at several hazards or causes counts each time. */
  readonly rows: number;
  readonly deployer: number;
}

async function counts(world: World, log: number): Promise<Counts> {
  const [row] = await world.rows<Counts>`
    with h as (select h.id from hazard h join hazard_log l on l.id = h.log_id where l.number = ${log}),
      k as (select distinct c.* from control c join hazard_control x on x.control_id = c.id join h on h.id = x.hazard_id)
    select (select count(*) from h) as hazards,
      (select count(*) from hazard_cause c join h on h.id = c.hazard_id) as causes,
      (select count(*) from k) as controls,
      (select sum(greatest(1, cardinality(x.cause_ids))) from hazard_control x join h on h.id = x.hazard_id) as rows,
      (select count(*) from k where party = 'deployer') as deployer`;
  return row!;
}

describe('a log is taken in', () => {
  let world: World;
  before(async () => (world = await World.make(['WCS', 'DEMO', 'OTHER'])));

  test('everything that the file says, in its tables', async () => {
    const done = await world.import(
      logOf([
        {
          ref: 'H7',
          name: 'Wrong patient is shown',
          description: 'Two records are open, and the second one is looked at.',
          effects: ['The list is of somebody else'],
          harms: ['The wrong person is treated'],
          causes: [{ text: 'Two tabs' }, { text: 'A shared device' }],
          controls: [
            {
              text: 'The name stays in view',
              kind: 'existing',
              type: 'design',
              state: 'Implemented',
              transferred: false,
              cause: 'Two tabs',
            },
            {
              text: 'The name stays in view',
              kind: 'existing',
              type: 'design',
              transferred: false,
              cause: 'A shared device',
            },
            { text: 'Devices lock', kind: 'additional', type: 'process', owner: 'Trust', transferred: true },
          ],
          initial: {
            severity: 'Major',
            likelihood: 'Medium',
            stated: 2,
            places: { risk: { file: 'log.csv', line: 4 } },
          },
          residual: { severity: 'Major', likelihood: 'Very low', stated: 2 },
          justification: { initial: 'It happened twice', residual: null },
          status: 'Open - controlled',
          standing: 'open',
          owner: 'CSO',
          receiver: null,
          notes: 'Ask again',
          evidence: 'Test run 12',
          extra: [{ header: 'Sprint', text: '14' }],
          otherNames: [{ name: 'Wrong person', place: { file: 'log.csv', line: 9 } }],
        },
      ]),
      { title: 'First log' },
    );
    assert.deepEqual([done.log, done.already, done.counts['hazards']], [1, false, 1]);
    const [hazard] = await world.rows`
      select h.number, n.body as name, h.status, h.stated_status, h.owner, h.file_ref, h.place, x.body as extra,
        h.service_id = l.service_id as same from hazard h join hazard_log l on l.id = h.log_id
        join text_value n on n.id = h.name_id join text_value x on x.id = h.extra_id`;
    assert.deepEqual(hazard, {
      number: 1,
      name: 'Wrong patient is shown',
      status: 'open',
      stated_status: 'Open - controlled',
      owner: 'CSO',
      file_ref: 'H7',
      place: { file: 'log.csv', line: 1, ratings: { initial: { risk: { file: 'log.csv', line: 4 } } } },
      extra: '[{"header":"Sprint","text":"14"},{"header":"Other name in the file","text":"Wrong person (line 9)"}]',
      same: true,
    });
    const controls = await world.rows`
      select c.number, t.body as text, c.existing, c.type, c.party, c.state, c.stated_state, c.owner, cardinality(l.cause_ids) as causes
      from control c join text_value t on t.id = c.text_id join hazard_control l on l.control_id = c.id order by c.number`;
    assert.deepEqual(controls, [
      {
        number: 1,
        text: 'The name stays in view',
        existing: true,
        type: 'design',
        party: null,
        state: 'in place',
        stated_state: 'Implemented',
        owner: null,
        causes: 2,
      },
      {
        number: 2,
        text: 'Devices lock',
        existing: false,
        type: 'process',
        party: 'deployer',
        state: 'not stated',
        stated_state: null,
        owner: 'Trust',
        causes: 0,
      },
    ]);
    const ratings = await world.rows`
      select phase, severity, likelihood, severity_index, likelihood_index, stated, level, band, giver, confirmed_seq
      from hazard_rating order by phase`;
    assert.deepEqual(ratings, [
      {
        phase: 'initial',
        severity: 'Major',
        likelihood: 'Medium',
        severity_index: 3,
        likelihood_index: 2,
        stated: '2',
        level: '3',
        band: 3,
        giver: 'as stated in log.csv',
        confirmed_seq: null,
      },
      {
        phase: 'residual',
        severity: 'Major',
        likelihood: 'Very low',
        severity_index: 3,
        likelihood_index: 0,
        stated: '2',
        level: '2',
        band: 2,
        giver: 'as stated in log.csv',
        confirmed_seq: null,
      },
    ]);
    assert.deepEqual(await world.discrepancies(), []);
    // The ledger knows files, digests and counts, and no word of the log.
    const [entry] = await world.rows<{ content: string }>`select content from ledger_content order by seq desc limit 1`;
    assert.match(entry!.content, /log\.csv/u);
    assert.doesNotMatch(entry!.content, /Wrong patient|name stays/u);
  });

  test('the same file a second time is no second copy, unless it is asked for', async () => {
    const log = logOf([{ name: 'One' }], 'twice.csv');
    const first = await world.import(log, { service: 'OTHER' });
    const again = await world.import(log, { service: 'OTHER' });
    assert.deepEqual([again.log, again.already], [first.log, true]);
    const second = await world.import(log, { service: 'OTHER', asNew: true });
    assert.deepEqual([second.log, second.already], [2, false]);
    const numbers = await world.rows<{ number: number }>`
      select h.number from hazard h join service s on s.id = h.service_id where s.reference = 'OTHER' order by 1`;
    assert.deepEqual(
      numbers.map((one) => one.number),
      [1, 2],
    );
  });

  test('the demo, with the controls that it shares', async () => {
    const demo = { organisation: world.organisation, person: { id: '', name: '' }, ground: world.ground };
    const somebody = async () => assert.fail('the log is nobody’s');
    await demoHazards({
      ...demo,
      somebody,
      execute: async (command, input) => (await world.run(command.name, input)).result,
    });
    const distinct = new Set(DEMO_HAZARDS.flatMap((hazard) => hazard.controls.map((control) => control.text)));
    const [row] = await world.rows<{ controls: number; links: number; levels: number }>`
      select (select count(*) from control c where c.service_id = s.id) as controls,
        (select count(*) from hazard_control l join hazard h on h.id = l.hazard_id where h.service_id = s.id) as links,
        (select count(*) from hazard_rating r join hazard h on h.id = r.hazard_id where h.service_id = s.id and r.level is null) as levels
      from service s where s.reference = 'DEMO'`;
    const links = DEMO_HAZARDS.reduce((sum, hazard) => sum + hazard.controls.length, 0);
    assert.deepEqual(row, { controls: distinct.size, links, levels: 0 });
    assert.ok(distinct.size < links);
    assert.ok(isEmpty((await world.diff(demoLog(), 1, 'DEMO')).diff));
    assert.deepEqual(await world.discrepancies(), []);
  });

  test('what a report of "primum check" lacks is absent', () => {
    const report = {
      format: 'primum-check',
      version: 1,
      sources: [{ file: 'a.csv', sha256: 'ab'.repeat(32), kind: 'csv' }],
      scheme: { id: 'NHS-DCB-5x5', origin: 'default', how: '' },
      counts: {},
      hazards: [
        {
          ref: null,
          name: 'One',
          description: null,
          status: null,
          owner: null,
          receiver: null,
          effects: [],
          harms: [],
          initial: { severity: 'Major', likelihood: 'Low', stated: 3, computed: 3 },
          residual: { severity: null, likelihood: null, stated: null, computed: null },
          causes: [],
          controls: [],
          extra: [],
          place: { file: 'a.csv', line: 2 },
        },
      ],
      findings: [],
      notTaken: [],
      questions: [],
      columns: [],
    };
    const log = importedLogSchema.parse(report);
    assert.equal(log.scheme?.id, 'NHS-DCB-5x5');
    assert.ok(!('notes' in log.hazards[0]!));
    assert.throws(() => importedLogSchema.parse({ ...report, hazards: [] }), /no hazard/u);
    assert.throws(() => importedLogSchema.parse({ format: 'something' }), /primum-hazard-log 1/u);
  });
});

describe('the next version of a log', () => {
  const first = logOf(
    [
      {
        ref: 'H1',
        name: 'Wrong patient is shown',
        owner: 'CSO',
        controls: [{ text: 'The name stays in view', kind: 'existing', transferred: false }],
      },
      {
        ref: 'H2',
        name: 'A dose is late',
        controls: [
          { text: 'The name stays in view', kind: 'existing', transferred: false },
          { text: 'An alert sounds', kind: 'additional', transferred: false },
        ],
      },
      { ref: 'H3', name: 'A photo is lost' },
    ],
    'v1.csv',
  );
  const second = logOf(
    [
      {
        ref: 'H1',
        name: 'Wrong patient is shown',
        owner: 'Team',
        controls: [{ text: 'The name stays in view', kind: 'existing', transferred: false }],
      },
      { ref: 'H4', name: 'An alert is missed' },
      { ref: 'H5', name: 'A photo is lost' },
    ],
    'v2.csv',
  );

  test('nothing is written before it is accepted; then row by row, and the rest', async () => {
    const world = await World.make();
    await world.import(first);
    const shown = await world.diff(second);
    assert.deepEqual(
      [shown.diff.new, shown.diff.changed, shown.diff.gone, shown.diff.moved].map((rows) => rows.map((one) => one.row)),
      [['new:2'], ['changed:HAZ-1'], ['gone:HAZ-2'], ['moved:HAZ-3']],
    );
    await assert.rejects(world.import(second, { replaces: 1 }), NotPossible);
    await assert.rejects(world.import(second, { replaces: 7, accept: ['new'] }), /no log 7\. It has log 1/u);
    await assert.rejects(
      world.import(second, { replaces: 1, accept: ['changed:HAZ-3'] }),
      /no difference "changed:HAZ-3"/u,
    );

    const done = await world.import(second, {
      replaces: 1,
      accept: ['changed:HAZ-1', 'moved'],
      version: shown.version,
    });
    assert.deepEqual(
      [done.counts['changed'], done.counts['moved'], done.counts['new'], done.counts['gone']],
      [1, 1, 0, 0],
    );
    await assert.rejects(
      world.import(second, { replaces: 1, accept: ['new'], version: shown.version }),
      /was changed since the differences were shown/u,
    );
    const rest = await world.diff(second);
    assert.deepEqual([rest.diff.changed, rest.diff.moved], [[], []]);
    await world.import(second, { replaces: 1, accept: ['new', 'gone'], version: rest.version });
    assert.ok(isEmpty((await world.diff(second)).diff));

    const hazards = await world.rows<{
      number: number;
      retired: boolean;
      reason: string | null;
      ref: string;
      owner: string | null;
    }>`
      select h.number, h.retired, t.body as reason, h.file_ref as ref, h.owner from hazard h
      left join text_value t on t.id = h.standing_reason_id where h.to_seq = ${Number.MAX_SAFE_INTEGER} order by h.number`;
    assert.deepEqual(hazards, [
      { number: 1, retired: false, reason: null, ref: 'H1', owner: 'Team' },
      { number: 2, retired: true, reason: 'No longer in v2.csv', ref: 'H2', owner: null },
      { number: 3, retired: false, reason: null, ref: 'H5', owner: null },
      { number: 4, retired: false, reason: null, ref: 'H4', owner: null },
    ]);
    // The shared control stays with the hazard that is left; the other one goes with its hazard.
    const controls = await world.rows<{ number: number; retired: boolean }>`
      select number, retired from control where to_seq = ${Number.MAX_SAFE_INTEGER} order by number`;
    assert.deepEqual(
      controls.map((one) => one.retired),
      [false, true],
    );
    assert.deepEqual(await world.discrepancies(), []);
    const [log] = await world.rows<{ files: string }>`
      select string_agg(s->>'file', ' ') as files from hazard_log l, jsonb_array_elements(l.sources) s
      where l.to_seq = ${Number.MAX_SAFE_INTEGER}`;
    assert.equal(log!.files, 'v1.csv v2.csv');

    // As at the import, everything is as the first file said it. A text that stayed has one home.
    const [{ seq }] = (await world.rows<{ seq: number }>`select min(from_seq) as seq from hazard`) as [{ seq: number }];
    const then = await world.rows<{ number: number; owner: string | null; ref: string; retired: boolean }>`
      select number, owner, file_ref as ref, retired from hazard where from_seq <= ${seq} and to_seq > ${seq} order by number`;
    assert.deepEqual(then, [
      { number: 1, owner: 'CSO', ref: 'H1', retired: false },
      { number: 2, owner: null, ref: 'H2', retired: false },
      { number: 3, owner: null, ref: 'H3', retired: false },
    ]);
    const homes = await world.rows`select body from text_value group by body having count(*) > 1`;
    assert.deepEqual(homes, []);
  });

  test('a hazard that came from another log of the service keeps its id and number', async () => {
    const world = await World.make();
    const controls = [{ text: 'The name stays in view', kind: 'existing' as const, transferred: false }];
    await world.import(
      logOf(
        [
          { ref: 'A1', name: 'Wrong patient is shown', controls },
          { ref: 'A2', name: 'Late' },
        ],
        'a.csv',
      ),
    );
    await world.import(logOf([{ ref: 'B1', name: 'A photo is lost' }], 'b.csv'));
    const next = logOf(
      [
        { ref: 'B1', name: 'A photo is lost' },
        { ref: 'B2', name: 'Wrong patient is shown', controls },
      ],
      'b2.csv',
    );
    const { diff } = await world.diff(next, 2);
    assert.deepEqual(
      [diff.new, diff.moved.map((one) => one.changes.map((change) => change.to))],
      [[], [['B2', 'Log 2']]],
    );
    await world.import(next, { replaces: 2, accept: ['moved'] });
    assert.ok(isEmpty((await world.diff(next, 2)).diff));
    const [hazard] = await world.rows<{ log: number; number: number }>`
      select l.number as log, h.number from hazard h join hazard_log l on l.id = h.log_id
      where h.number = 1 and h.to_seq = ${Number.MAX_SAFE_INTEGER}`;
    assert.deepEqual(hazard, { log: 2, number: 1 });
    assert.deepEqual(await world.discrepancies(), []);
  });
});

describe('a hazard that was retired', () => {
  const rated = (name: string, control: string) => ({
    name,
    causes: [{ text: `Cause of ${name}` }],
    controls: [{ text: control, kind: 'existing' as const, transferred: false }],
    initial: { severity: 'Major', likelihood: 'Low' },
    residual: { severity: 'Minor', likelihood: 'Low' },
  });
  const first = rated('Wrong patient is shown', 'The name stays in view');
  const second = rated('A dose is late', 'An alert sounds');

  test('keeps its number when a later file has it again, and its residual rating is looked at anew', async () => {
    const world = await World.make();
    await world.import(logOf([first, second], 'v1.csv'));
    await execute(
      world.ground,
      anyCommand(confirmResidual),
      { service: 'WCS', hazards: ['HAZ-2'] },
      {
        organisation: world.organisation,
        actor: {
          kind: 'person',
          id: '018f0000-0000-7000-8000-0000000000aa',
          name: 'Wren Applewhite',
          organisation: world.organisation,
          grants: everywhere(['clinical safety officer']),
        },
      },
    );
    const accept = { replaces: 1, accept: ['new', 'changed', 'gone', 'moved'] };
    await world.import(logOf([first], 'v2.csv'), accept);
    const again = logOf([first, { ...second, owner: 'Team' }, rated('A photo is lost', 'It is sent again')], 'v3.csv');
    const { diff } = await world.diff(again);
    assert.deepEqual(
      diff.new.map(({ id, name }) => [id, name]),
      [
        ['HAZ-2', 'A dose is late'],
        [null, 'A photo is lost'],
      ],
    );
    await world.import(again, accept);
    const hazards = await world.rows`
      select h.number, h.retired, h.owner, h.standing_reason_id as reason, r.confirmed_seq as confirmed,
        (select array_agg(k.retired) from hazard_control l
          join control k on k.id = l.control_id and k.to_seq = ${Number.MAX_SAFE_INTEGER}
          where l.hazard_id = h.id and l.to_seq = ${Number.MAX_SAFE_INTEGER}) as controls
      from hazard h join hazard_rating r on r.hazard_id = h.id and r.phase = 'residual' and r.to_seq = ${Number.MAX_SAFE_INTEGER}
      where h.to_seq = ${Number.MAX_SAFE_INTEGER} order by h.number`;
    const living = { retired: false, reason: null, confirmed: null, controls: [false] };
    assert.deepEqual(hazards, [
      { number: 1, owner: null, ...living },
      { number: 2, owner: 'Team', ...living },
      { number: 3, owner: null, ...living },
    ]);
    assert.deepEqual(await world.discrepancies(), []);
    assert.ok(isEmpty((await world.diff(again)).diff));
  });

  test('is retired and moved all the same where its name, or a control of it, was erased', async () => {
    const world = await World.make();
    await world.import(logOf([first, second], 'v1.csv'));
    for (const field of ['name', 'CTL-2'])
      await world.run('eraseHazardText', { service: 'WCS', hazard: 'HAZ-2', field, reason: 'Somebody asked.' });
    await world.import(logOf([first], 'v2.csv'), { replaces: 1, accept: ['gone'] });
    const [row] = await world.rows`
      select h.retired, t.body, k.retired as control from hazard h join text_value t on t.id = h.name_id,
        control k where h.number = 2 and k.number = 2 and h.to_seq = ${Number.MAX_SAFE_INTEGER} and k.to_seq = ${Number.MAX_SAFE_INTEGER}`;
    assert.deepEqual(row, { retired: true, body: null, control: true });
    assert.deepEqual(await world.discrepancies(), []);
  });
});

describe('primum import', () => {
  let world: World;
  const folder = mkdtempSync(join(tmpdir(), 'primum-import-'));
  after(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const HEAD = 'Hazard number,Hazard,Cause,Control,Initial severity,Initial likelihood,Initial risk\n';
  const v1 = file(
    'v1.csv',
    `${HEAD}H1,Wrong patient is shown,Two tabs,The name stays in view,Major,Low,3\nH2,A dose is late,No alert,An alert sounds,Minor,Low,1\n`,
  );
  const v2 = file(
    'v2.csv',
    `${HEAD}H1,Wrong patient is shown,Two tabs,The name stays in view,Major,Medium,3\nH3,A photo is lost,No network,It is sent again,Minor,Low,1\n`,
  );
  before(async () => (world = await World.make()));

  test('keeps a new log, and says so once more', async () => {
    const kept = await world.cli(v1, '--service', 'wcs');
    assert.deepEqual([kept.code, kept.err], [0, '']);
    assert.match(
      kept.out,
      /^2 hazards from v1\.csv are kept as log 1 of WCS: HAZ-1 to HAZ-2, with 2 causes and 2 controls\.$/mu,
    );
    const again = await world.cli(v1, '--service', 'WCS');
    assert.equal(again.code, 0);
    assert.match(again.out, /already kept as log 1 of WCS/u);
  });

  test('shows what differs and exits 1; with --accept it writes', async () => {
    const shown = await world.cli(v2, '--service', 'WCS', '--replaces', '1');
    assert.equal(shown.code, 1);
    assert.match(shown.out, /1 new, 1 changed and 1 gone\. 0 hazards as before\.\nNothing was written/u);
    assert.match(
      shown.out,
      /changed:HAZ-1 {2}H1 {2}Wrong patient is shown\n {4}Initial rating: from "Major, Low: 3" to "Major, Medium: 3"/u,
    );
    const json = await world.cli(v2, '--service', 'WCS', '--replaces', '1', '--format', 'json');
    const { diff } = JSON.parse(json.out) as { diff: Record<string, unknown[]> };
    assert.deepEqual(
      Object.entries(diff).map(([name, rows]) => [name, rows.length]),
      [
        ['new', 1],
        ['changed', 1],
        ['gone', 1],
        ['moved', 0],
      ],
    );
    const wrong = await world.cli(v2, '--service', 'WCS', '--replaces', '1', '--accept', 'everything');
    assert.deepEqual(
      [wrong.code, wrong.err],
      [2, 'primum import: Accept new, changed, gone or moved, or single rows such as changed:HAZ-3.\n'],
    );
    const done = await world.cli(
      v2,
      '--service',
      'WCS',
      '--replaces',
      '1',
      '--accept',
      'new,changed',
      '--format',
      'json',
    );
    assert.equal(done.code, 0);
    const { log, hazards } = JSON.parse(done.out) as {
      log: number;
      hazards: { id: string; ref: string; name: string }[];
    };
    assert.deepEqual(
      [log, hazards.map(({ id, ref }) => [id, ref])],
      [
        1,
        [
          ['HAZ-1', 'H1'],
          ['HAZ-2', 'H2'],
          ['HAZ-3', 'H3'],
        ],
      ],
    );
    const rest = await world.cli(v2, '--service', 'WCS', '--replaces', '1', '--accept', 'gone');
    assert.deepEqual([rest.code, rest.out], [0, 'Written to log 1 of WCS: 1 gone.\n']);
    const none = await world.cli(v2, '--service', 'WCS', '--replaces', '1');
    assert.deepEqual([none.code, /says the same/u.test(none.out)], [0, true]);
  });

  test('refuses what cannot be read, and wrong calls, with a sentence and 2', async () => {
    const letter = file('letter.md', '# Dear colleague\n\nThere is nothing to see here.\n');
    for (const [args, sentence] of [
      [[letter, '--service', 'WCS'], /No hazards were found in letter\.md/u],
      [[v1], /Which service\?/u],
      [['--service', 'WCS'], /Which file\?/u],
      [[join(folder, 'none.csv'), '--service', 'WCS'], /There is no file/u],
      [[v1, '--service', 'WCS', '--accept', 'new'], /--accept needs --replaces/u],
      [[v2, '--service', 'WCS', '--replaces', '9'], /WCS has no log 9\. It has log 1/u],
      [[v1, '--service', 'NOPE'], /NOPE/u],
      [[v1, '--service', 'WCS', '--wrong'], /primum import --help/u],
    ] as const) {
      const answer = await world.cli(...args);
      assert.equal(answer.code, 2, args.join(' '));
      assert.match(answer.err, sentence);
      assert.equal(answer.out, '');
    }
  });
});

// --- Real logs, where they are ------------------------------------------------------------------------------------------------

const DATA = fileURLToPath(new URL('../../../../../shared/data/hazard-logs', import.meta.url));

async function realLog(path: string): Promise<ImportedLog> {
  const checked = await readingCarried();
  const whole = join(DATA, path);
  const filesIn = (one: string): string[] =>
    statSync(one).isDirectory() ? readdirSync(one).flatMap((name) => filesIn(join(one, name))) : [one];
  const files = filesIn(whole).map((one) => ({ name: relative(dirname(whole), one), bytes: readFileSync(one) }));
  const { report } = await checked({ files, mapping: [], scheme: null });
  return logOfReport(report);
}

describe(
  'real logs',
  { skip: existsSync(DATA) ? false : 'the real hazard logs (../shared/data/hazard-logs) are not here' },
  () => {
    let world: World;
    before(async () => (world = await World.make()));
    const TRUTHS: readonly [string, Partial<Counts>][] = [
      ['nhsd-nrl', { hazards: 11 }],
      [
        'nhsd-cds-api/CDS-API-Implementation-Guide-v2.0-Hazard-Log-v2.0.xlsx',
        { hazards: 12, causes: 61, rows: 162, deployer: 39 },
      ],
      ['nhsd-cds-api/CDS_API_Hazard_Log_V1.0.xlsx', { hazards: 4, causes: 35, rows: 95 }],
      ['uk-core', { hazards: 9 }],
      ['dcsp-test-bmi', { hazards: 9 }],
      ['joint-journey/Joint Journey - Hazard Log (DCB0129).xlsx', { hazards: 10 }],
      ['clinical-referral-safety', { hazards: 12 }],
      ['jcf54-regops', { hazards: 5, rows: 8 }],
      ['rcpch-dgc', { hazards: 4 }],
    ];
    for (const [index, [path, truth]] of TRUTHS.entries()) {
      test(`${path}: ${truth.hazards} hazards`, async () => {
        const log = await realLog(path);
        const done = await world.import(log);
        assert.equal(done.log, index + 1);
        const found = await counts(world, done.log);
        for (const [what, count] of Object.entries(truth)) assert.equal(found[what as keyof Counts], count, what);
        assert.ok(isEmpty((await world.diff(log, done.log)).diff), 'and no difference from itself');
        const levels = await world.rows<{ number: number; phase: string; level: string | null }>`
        select h.number, r.phase, r.level from hazard_rating r join hazard h on h.id = r.hazard_id
        where h.log_id = ${done.logId} order by h.number, r.phase`;
        const first = Math.min(...levels.map((one) => one.number));
        for (const { number, phase, level } of levels) {
          const computed = log.hazards[number - first]![phase as 'initial' | 'residual']!.computed ?? null;
          assert.equal(level, computed === null ? null : String(computed), `${number} ${phase}`);
        }
      });
    }

    test('and nothing that is kept differs from its rows', async () => {
      assert.deepEqual(await world.discrepancies(), []);
    });
  },
);
