import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { readingCarried } from '../../log-check/index.ts';
import { isEmpty } from '../import/command.ts';
import { logOfReport } from '../import/from-report.ts';
import { AT, logOf, World } from '../import/test-import.ts';
import type { ImportedLog } from '../import/shape.ts';
import { run } from './cli.ts';
import type { LogDocument } from './document.ts';
import { csvOf } from './formats/csv.ts';
import { excelOf } from './formats/excel.ts';
import { jsonOf } from './formats/json.ts';
import { markdownOf } from './formats/markdown.ts';
import { loadDocument } from './load.ts';
import { importedOf, readOwn, type OwnFile } from './read.ts';
import { readExcel } from './formats/excel-read.ts';
import { Problem } from './problem.ts';
import { anyLog } from './testing/logs.ts';

/*
 * A kept log is handed out, and what comes back is compared with it, on a real database.
 */

const SOURCE = [{ file: 'back.xlsx', sha256: 'cd'.repeat(32), kind: 'xlsx' }];
const NOW = { seq: null, now: AT };

let world: World;
before(async () => {
  world = await World.make();
});
after(async () => {
  await world.ground.database.close();
});

function handedOut(number: number): Promise<LogDocument> {
  return world.read(async (tx) => (await loadDocument(tx, { service: 'WCS', log: number }, NOW)).document);
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

async function filesOf(log: LogDocument): Promise<Readonly<Record<string, OwnFile[]>>> {
  return {
    json: [{ name: 'log.json', bytes: bytesOf(jsonOf(log)) }],
    excel: [{ name: 'log.xlsx', bytes: await excelOf(log) }],
    markdown: Object.entries(unzipSync(markdownOf(log))).map(([name, bytes]) => ({ name, bytes })),
    csv: [{ name: 'log.csv', bytes: bytesOf(csvOf(log)) }],
  };
}

function back(files: readonly OwnFile[]): ImportedLog {
  return importedOf(readOwn(files)!, SOURCE);
}

/** What a file brings; what is only told of a rating or a control is not among it. */
function brought({ hazards, scheme }: LogDocument) {
  return {
    scheme,
    hazards: hazards.map(({ id: _id, controls, acceptance: _a, benefitRisk: _b, ...hazard }) => ({
      ...hazard,
      controls: controls.map(({ id: _control, holds: _h, evidenceTitles: _t, shared: _s, ...control }) => control),
      ...Object.fromEntries(
        (['initial', 'target', 'residual', 'deployer'] as const).map((phase) => {
          const rating = hazard[phase];
          return [phase, rating && [rating.severity, rating.likelihood, rating.stated, rating.justification]];
        }),
      ),
    })),
  };
}

test('any log is taken in whole, and what is handed out of it and comes back is no difference', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyLog.filter(({ hazards }) => hazards.length > 0 && longest(hazards) < 30_000),
      async (log) => {
        const { log: number } = await world.import(importedOf({ log, missing: new Set() }, SOURCE), { asNew: true });
        const kept = await handedOut(number);
        assert.deepEqual(brought(kept), brought(log));
        for (const [format, files] of Object.entries(await filesOf(kept))) {
          const { diff } = await world.diff(back(files), number);
          assert.ok(isEmpty(diff), `${format}: ${JSON.stringify(diff, null, 1)}`);
        }
      },
    ),
    // To shrink a log that fails can take minutes: the smallest that is found by then is shown, with its seed.
    {
      numRuns: Number(process.env['PRIMUM_RUNS'] ?? 6),
      interruptAfterTimeLimit: 60_000,
      markInterruptAsFailure: false,
    },
  );
});

function longest(hazards: LogDocument['hazards']): number {
  return Math.max(
    ...JSON.stringify(hazards)
      .split('"')
      .map(({ length }) => length),
  );
}

const NRL = 'nrl.csv';

/** Two hazards that share a control, rated as a file states it. */
async function takeIn(): Promise<number> {
  const { log } = await world.import(
    {
      ...logOf(
        [
          {
            name: 'Wrong patient is shown',
            causes: [{ text: 'Two tabs' }, { text: 'A stale list' }],
            controls: [control('The name stays in view', 'Two tabs'), control('=A list is renewed', 'A stale list')],
            initial: { severity: 'Major', likelihood: 'Medium', stated: 3 },
            residual: { severity: 'Major', likelihood: 'Low', stated: 2 },
            extra: [{ header: 'Clinic', text: 'All' }],
          },
          {
            name: 'A dose is late',
            causes: [{ text: 'No alert' }],
            controls: [control('The name stays in view', null)],
          },
        ],
        NRL,
      ),
    },
    { asNew: true },
  );
  return log;
}

function control(text: string, cause: string | null) {
  return { text, kind: 'unstated', type: 'design', cause, transferred: false } as const;
}

describe('a workbook that somebody edited', () => {
  async function edited(number: number, change: (log: LogDocument) => void): Promise<ImportedLog> {
    const log = structuredClone(await handedOut(number));
    change(log);
    return back([{ name: 'log.xlsx', bytes: await excelOf(log) }]);
  }
  const rows = ({ diff }: Awaited<ReturnType<World['diff']>>) =>
    Object.values(diff).flatMap((list) => list.map(({ row }) => row));

  test('a hazard with another name is the same hazard, and a row without a number is a new control', async () => {
    const number = await takeIn();
    const kept = await handedOut(number);
    const log = await edited(number, ({ hazards: [first] }) => {
      first!.name = 'Somebody else entirely';
      first!.residual = { ...first!.residual!, likelihood: 'Very low', reliesOn: [first!.controls[0]!.id!] };
      first!.controls.push({ ...first!.controls[0]!, id: null, text: 'A photo is shown', causes: [2], acts: 'limits' });
      first!.harmed = 'Patients';
      first!.vulnerable = ['children'];
    });
    const shown = await world.diff(log, number);
    assert.deepEqual(rows(shown), [`changed:${kept.hazards[0]!.id}`]);
    assert.deepEqual(
      shown.diff.changed[0]!.changes.map(({ field, to }) => `${field}: ${to}`),
      [
        'Name: Somebody else entirely',
        'Who is harmed: Patients',
        'Vulnerable groups: Children and young people',
        'Residual rating: Major, Very low: 2',
        'Control: A photo is shown',
      ],
    );
    await world.import(log, { replaces: number, accept: ['changed'] });
    const [now] = (await handedOut(number)).hazards;
    assert.equal(now!.id, kept.hazards[0]!.id);
    assert.deepEqual(
      now!.controls.map(({ text, acts, causes }) => [text, acts, causes]),
      [
        ['The name stays in view', null, [1]],
        ['=A list is renewed', null, [2]],
        ['A photo is shown', 'limits', [2]],
      ],
    );
    assert.deepEqual(now!.residual?.reliesOn, [kept.hazards[0]!.controls[0]!.id]);
    assert.match(now!.residual?.giver ?? '', /as stated in back\.xlsx/u);
    assert.equal(now!.residual?.provisional, true);
    assert.equal(now!.residual?.stated, null, 'what the file said before was of another rating');
    assert.deepEqual(await world.discrepancies(), []);
  });

  test('a control that is changed in one of its rows is changed; in two ways it is refused', async () => {
    const number = await takeIn();
    const [first, second] = (await handedOut(number)).hazards;
    const once = await edited(number, ({ hazards }) => {
      hazards[1]!.controls[0]!.text = 'The name and the date of birth stay in view';
    });
    assert.deepEqual(rows(await world.diff(once, number)), [`changed:${first!.id}`, `changed:${second!.id}`]);
    const twice = await edited(number, ({ hazards }) => {
      hazards[0]!.controls[0]!.text = 'One';
      hazards[1]!.controls[0]!.text = 'Another';
    });
    await assert.rejects(world.diff(twice, number), /says two things of CTL-\d+: "One" and "Another"/u);
  });

  test('a row that is deleted is shown as gone; a column that is gone says nothing', async () => {
    const number = await takeIn();
    const kept = await handedOut(number);
    const gone = await edited(number, (log) => void log.hazards.pop());
    assert.deepEqual(rows(await world.diff(gone, number)), [`gone:${kept.hazards[1]!.id}`]);
    const csv = csvOf(kept)
      .split('\r\n')
      .map((line) => line.split(','));
    const at = csv[0]!.indexOf('Control type');
    const text = csv.map((line) => line.filter((_, index) => index !== at).join(',')).join('\r\n');
    assert.deepEqual(rows(await world.diff(back([{ name: 'log.csv', bytes: bytesOf(text) }]), number)), []);
  });

  test('a text that was erased is shown with its day, and is no difference', async () => {
    const number = await takeIn();
    const { id: hazard, controls } = (await handedOut(number)).hazards[0]!;
    for (const field of ['name', 'cause-1', controls[0]!.id, 'extra'])
      await world.run('eraseHazardText', { service: 'WCS', hazard, field, reason: 'Somebody asked.' });
    const log = await handedOut(number);
    assert.equal(log.hazards[0]!.name, '[erased on 3 March 2026]');
    for (const [format, files] of Object.entries(await filesOf(log)))
      assert.deepEqual(rows(await world.diff(back(files), number)), [], format);
  });

  test('the numbers of another log mean nothing here: its hazards are known by their words', async () => {
    const [one, other] = [await takeIn(), await takeIn()];
    const log = back((await filesOf(await handedOut(one)))['json']!);
    const { diff } = await world.diff(log, other);
    assert.deepEqual([diff.new, diff.gone], [[], []]);
  });

  test('what cannot be read for certain is said with its row', async () => {
    const log = await handedOut(await takeIn());
    const [first] = log.hazards;
    const broken = async (change: (log: LogDocument) => void) => {
      const copy = structuredClone(log);
      change(copy);
      const bytes = await excelOf(copy);
      return () => readExcel(bytes);
    };
    const wrongCause = await broken(({ hazards }) => (hazards[0]!.controls[0]!.causes = [7]));
    assert.throws(
      wrongCause,
      (error) => error instanceof Problem && error.message.startsWith('Row 2: "7" does not name causes'),
    );
    const noName = await broken(({ hazards }) => (hazards[0]!.name = ''));
    assert.throws(noName, new RegExp(`^Problem: Row 2: ${first!.id} has no name`, 'u'));
  });
});

test('nothing in a workbook or a CSV runs, and a workbook has its lists, its filter and its frozen headings', async () => {
  const log = await handedOut(await takeIn());
  const parts = unzipSync(await excelOf(log));
  const [sheet, strings] = ['xl/worksheets/sheet1.xml', 'xl/sharedStrings.xml'].map((name) => strFromU8(parts[name]!));
  assert.doesNotMatch(sheet!, /<f>/u);
  assert.match(strings!, />'=A list is renewed</u);
  assert.match(csvOf(log), /,'=A list is renewed,/u);
  assert.match(
    sheet!,
    /<dataValidation type="list"[^>]*errorTitle="Residual severity"[^>]*><formula1>Lists!\$C\$2:\$C\$6</u,
  );
  assert.match(sheet!, /<autoFilter ref="A1:/u);
  assert.match(sheet!, /<pane [^>]*state="frozen"/u);
  assert.ok(sheet!.indexOf('<autoFilter') < sheet!.indexOf('<dataValidations'), 'Excel asks for this order');
});

test('the first door reads what was handed out as it reads any log', async () => {
  const log = await handedOut(await takeIn());
  const checked = await readingCarried();
  for (const [format, files] of Object.entries(await filesOf(log))) {
    const { report } = await checked({ files, mapping: [], scheme: null });
    assert.deepEqual(
      report.hazards.map(({ ref, name }) => [ref, name]),
      log.hazards.map(({ id, name }) => [id, name]),
      format,
    );
    if (format === 'markdown') continue;
    assert.deepEqual(report.questions, [], format);
    assert.deepEqual([report.hazards[0]!.residual.computed, report.counts.controls], [3, 3], format);
  }
});

/** Runs the verb. */
async function exported(env: NodeJS.ProcessEnv, ...args: string[]) {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const text = { out: '', err: '' };
  out.on('data', (chunk: Buffer) => (text.out += chunk.toString()));
  err.on('data', (chunk: Buffer) => (text.err += chunk.toString()));
  const code = await run(args, { out, err, env, open: world.open });
  return { code, ...text };
}

describe('primum export', () => {
  const cli = (...args: string[]) => exported({}, ...args);

  test('writes what primum import finds no difference in; says what is wrong with a call', async () => {
    const number = await takeIn();
    const folder = mkdtempSync(join(tmpdir(), 'primum-export-'));
    try {
      const file = join(folder, 'log.xlsx');
      const call = ['--service', 'WCS', '--log', String(number)];
      const done = await cli(...call, '--out', file);
      assert.deepEqual([done.code, done.err], [0, '']);
      const again = await cli(...call, '--out', file);
      assert.deepEqual(
        [again.code, again.err],
        [1, `primum export: ${file} is there already. Choose another name, or say --overwrite.\n`],
      );
      const same = await world.cli(file, '--service', 'WCS', '--replaces', String(number));
      assert.deepEqual([same.code, same.err], [0, '']);
      assert.match(same.out, /says the same as log/u);
      const printed = await cli(...call);
      assert.equal((JSON.parse(printed.out) as LogDocument).hazards.length, 2);
      assert.equal((await cli('--service', 'WCS', '--format', 'odt')).code, 2);
      assert.equal((await cli('--service', 'WCS', '--log', '999')).code, 1);
      assert.match((await cli('--service', 'WCS', '--format', 'pdf')).err, /Name a file with --out/u);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test('primum export asks a server for the log, and writes the file itself', async () => {
  const log = await handedOut(await takeIn());
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const known = request.headers.authorization === 'Bearer known';
    response.writeHead(known ? 200 : 401, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(known ? { service: { reference: 'WCS', name: 'Wounds' }, log } : { detail: 'No such token.' }),
    );
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const call = ['--service', 'WCS', '--log', '7', '--as-at', '2026-03-03', '--format', 'csv'];
    const done = await exported({ PRIMUM_URL: url, PRIMUM_TOKEN: 'known' }, ...call);
    assert.deepEqual([done.code, done.err, done.out], [0, '', csvOf(log)]);
    assert.deepEqual(asked, ['/api/v1/hazards/hazardLog?service=WCS&log=7&asAt=2026-03-03']);
    const refused = await exported({ PRIMUM_URL: url, PRIMUM_TOKEN: 'other' }, ...call);
    assert.deepEqual([refused.code, refused.err], [1, 'primum export: No such token.\n']);
  } finally {
    server.close();
  }
});

const DATA = fileURLToPath(new URL('../../../../../shared/data/hazard-logs', import.meta.url));
const LOGS = [
  'nhsd-nrl',
  'nhsd-cds-api/CDS-API-Implementation-Guide-v2.0-Hazard-Log-v2.0.xlsx',
  'nhsd-cds-api/CDS_API_Hazard_Log_V1.0.xlsx',
  'uk-core',
  'dcsp-test-bmi',
  'joint-journey/Joint Journey - Hazard Log (DCB0129).xlsx',
  'clinical-referral-safety',
  'jcf54-regops',
  'rcpch-dgc',
];

describe(
  'real logs',
  { skip: existsSync(DATA) ? false : 'the real hazard logs (../shared/data/hazard-logs) are not here' },
  () => {
    const filesIn = (one: string): string[] =>
      statSync(one).isDirectory() ? readdirSync(one).flatMap((name) => filesIn(join(one, name))) : [one];
    for (const path of LOGS)
      test(`${path} is taken in, handed out and comes back without a difference`, async () => {
        const checked = await readingCarried();
        const whole = join(DATA, path);
        const files = filesIn(whole).map((one) => ({ name: relative(dirname(whole), one), bytes: readFileSync(one) }));
        const { report } = await checked({ files, mapping: [], scheme: null });
        const { log: number } = await world.import(logOfReport(report), { asNew: true });
        for (const [format, handed] of Object.entries(await filesOf(await handedOut(number)))) {
          const { diff } = await world.diff(back(handed), number);
          assert.ok(isEmpty(diff), `${format}: ${JSON.stringify(diff, null, 1)}`);
        }
      });
  },
);
