import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, test } from 'node:test';
import { run } from './cli.ts';
import { sampleLog } from './sample.ts';
import { exportSchema } from './showing/export.ts';

const folder = mkdtempSync(join(tmpdir(), 'primum-cli-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const sample = write('sample.xlsx', sampleLog());
const clean = write(
  'clean.csv',
  'ID,Hazard,Causes,Harm,Controls,Evidence,Control owner,Severity,Likelihood,Risk,Status\nH1,A nurse sees the record of another patient,A link is shared,Wrong care,The session ends,TEST-1,Product lead,Minor,Low,1,Open\n',
);

/** Runs the verb as a terminal would, and gives what it said and its exit code. */
async function primum(...args: string[]) {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const read = (stream: PassThrough) => {
    let text = '';
    stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    return () => text;
  };
  const [said, complained] = [read(out), read(err)];
  const code = await run(args, { out, err, env: {}, open: () => Promise.reject(new Error('nothing is kept')) });
  return { code, out: said(), err: complained() };
}

test('exit codes follow --fail-on: 0 nothing at that level, 1 findings, 2 not readable or a wrong call', async () => {
  assert.equal((await primum(sample)).code, 1);
  assert.equal((await primum(sample, '--fail-on', 'never')).code, 0);
  assert.equal((await primum(clean)).code, 0);
  assert.equal((await primum(clean, '--fail-on', 'warning')).code, 0);
  const warned = write('warned.csv', readFileSync(clean, 'utf8').replace('Product lead', ''));
  assert.equal((await primum(warned)).code, 0);
  assert.equal((await primum(warned, '--fail-on', 'warning')).code, 1);
});

test('the text says the headline, the formulas and where', async () => {
  const { out } = await primum(sample);
  assert.match(out, /^We read 11 hazards\. 3 of their 22 ratings do not match the log\u2019s own matrix\./u);
  assert.match(
    out.replace(/\s+/gu, ' '),
    /P2 to P12 read column G \(initial severity\)\. Column N \(residual severity\) is meant\./u,
  );
  assert.ok(!out.includes('\u001B'), 'no colour off a terminal');
  assert.ok(
    out.split('\n').every((line) => line.length <= 80),
    'no line is wider than a terminal',
  );
});

test('JSON follows the published schema', async () => {
  const { out } = await primum(sample, '--format', 'json');
  const value: unknown = JSON.parse(out);
  assert.equal(exportSchema.safeParse(value).error, undefined);
});

test('a report of ours can be checked again, with the same hazards and ratings', async () => {
  const first = JSON.parse((await primum(sample, '--format', 'json')).out) as {
    hazards: { initial: unknown; residual: unknown }[];
    counts: object;
  };
  const path = write('again.json', JSON.stringify(first));
  const again = JSON.parse((await primum(path, '--format', 'json', '--fail-on', 'never')).out) as typeof first;
  const ratings = (report: typeof first) => report.hazards.map(({ initial, residual }) => ({ initial, residual }));
  assert.deepEqual(ratings(again), ratings(first));
});

test('JUnit, SARIF and HTML are well formed and carry the findings', async () => {
  const junit = await primum(sample, '--format', 'junit');
  assert.match(junit.out, /<testsuites name="primum check" tests="\d+" failures="3">/u);
  assert.match(junit.out, /<failure type="rating-contradicts-matrix"/u);
  const sarif = JSON.parse((await primum(sample, '--format', 'sarif')).out) as {
    version: string;
    runs: { results: { ruleId: string; ruleIndex: number }[]; tool: { driver: { rules: { id: string }[] } } }[];
  };
  assert.equal(sarif.version, '2.1.0');
  const [{ results, tool }] = sarif.runs as [(typeof sarif.runs)[number]];
  assert.equal(results.filter((result) => result.ruleId === 'risk-formula-reads-wrong-cell').length, 11);
  assert.ok(results.every((result) => tool.driver.rules[result.ruleIndex]?.id === result.ruleId));
  const html = (await primum(sample, '--format', 'html')).out;
  assert.match(html, /^<!doctype html>/u);
  assert.doesNotMatch(html, /<script|src=|https?:\/\/(?!www\.w3\.org)/u, 'the page stands alone');
  assert.doesNotMatch(html, /<form|type="hidden"/u, 'nothing to press');
});

test('one file given twice is read once', async () => {
  const report = JSON.parse((await primum(clean, clean, '--format', 'json')).out) as {
    counts: { hazards: number };
    notTaken: { reason: string }[];
  };
  assert.equal(report.counts.hazards, 1);
  assert.match(report.notTaken[0]!.reason, /^The same file as clean\.csv/u);
});

test('--out never takes the place of what is checked', async () => {
  const { code, err } = await primum(clean, '--out', clean);
  assert.equal(code, 2);
  assert.match(err, /Choose another name/u);
  assert.match(readFileSync(clean, 'utf8'), /^ID,Hazard/u);
});

test('--out writes the file and says nothing on standard output', async () => {
  const path = join(folder, 'out.json');
  const { out, code } = await primum(sample, '--format', 'json', '--out', path);
  assert.equal(out, '');
  assert.equal(code, 1);
  assert.equal((JSON.parse(readFileSync(path, 'utf8')) as { format: string }).format, 'primum-check');
  const nowhere = await primum(sample, '--out', join(folder, 'no', 'such', 'folder'));
  assert.equal(nowhere.code, 2);
  assert.match(nowhere.err, /could not be written/u);
});

test('a folder is read as one, and files without hazards are named', async () => {
  write('many/log.csv', readFileSync(clean));
  write('many/notes.txt', 'Minutes of a meeting. Nothing to see here.');
  write('many/.DS_Store', 'x');
  const report = JSON.parse((await primum(join(folder, 'many'), '--format', 'json')).out) as {
    counts: { hazards: number };
    notTaken: { place: { file: string } }[];
    sources: { file: string }[];
  };
  assert.equal(report.counts.hazards, 1);
  assert.deepEqual(
    report.notTaken.map((one) => one.place.file),
    ['many/notes.txt'],
  );
});

test('--scheme takes a plan with a matrix, and --map a heading', async () => {
  const plan = write(
    'plan.md',
    '# Plan\n\n| Likelihood \\ Severity | Minor | Major | Catastrophic |\n|---|---|---|---|\n| High | Moderate | High | High |\n| Medium | Low | Moderate | High |\n| Low | Low | Low | Moderate |\n',
  );
  const log = write(
    'words.csv',
    'ID,Hazard,Causes,Severity,Likelihood,Risk\nH1,Wrong patient is shown,Names are alike,Major,High,Low\n',
  );
  const report = JSON.parse((await primum(log, '--scheme', plan, '--format', 'json')).out) as {
    hazards: { initial: { computed: unknown } }[];
    scheme: { origin: string };
  };
  assert.equal(report.scheme.origin, 'given');
  assert.equal(report.hazards[0]?.initial.computed, 'High');
  const odd = write(
    'odd.csv',
    'Kennung,Gefahr,Ursache,Schwere,Wahrsch,Risiko\nH1,Wrong patient is shown,Names are alike,Major,High,4\nH2,Wrong dose is shown,A typing slip,Major,Low,3\n',
  );
  const unclear = await primum(odd, '--format', 'json');
  assert.equal(unclear.code, 2);
  assert.equal((JSON.parse(unclear.out) as { counts: { hazards: number } }).counts.hazards, 0);
  assert.match(unclear.err, /--map/u);
  const mapped = await primum(
    odd,
    '--format',
    'json',
    '--map',
    'Gefahr=hazard',
    '--map',
    'Schwere=severity',
    '--map',
    'Wahrsch=likelihood',
    '--map',
    'Risiko=risk',
    '--map',
    'A=hazard number',
    '--map',
    'Ursache=cause',
  );
  assert.equal(mapped.code, 0, mapped.err);
  const read = JSON.parse(mapped.out) as {
    hazards: { ref: string; initial: { severity: string; computed: number } }[];
  };
  assert.deepEqual(
    read.hazards.map((hazard) => [hazard.ref, hazard.initial.severity, hazard.initial.computed]),
    [
      ['H1', 'Major', 4],
      ['H2', 'Major', 3],
    ],
  );
});

test('wrong calls and files get one sentence on standard error, and exit 2', async () => {
  const cases: readonly (readonly [string[], RegExp])[] = [
    [[], /Which file\?/u],
    [['no-such-file.xlsx'], /There is no file "no-such-file\.xlsx"/u],
    [[sample, '--format', 'pdf'], /--format takes text, json, html, junit or sarif, not "pdf"/u],
    [[sample, '--fail-on', 'note'], /--fail-on takes error, warning or never/u],
    [[sample, '--nonsense'], /--nonsense/u],
    [[sample, '--map', 'Severity'], /--map takes HEADING=WHAT/u],
    [[sample, '--map', 'Severity=colour'], /nothing that a column can mean/u],
    [[sample, '--map', 'Severity=constructor'], /nothing that a column can mean/u],
    [[sample, '--map', 'No such heading=hazard'], /there is no column "No such heading"/u],
    [[sample, '--scheme', clean], /holds no risk matrix/u],
    [[write('empty.xlsx', '')], /is empty/u],
    [
      [write('goals.yaml', 'G1:\n  text: A goal\n  supportedBy: [S1]\nS1:\n  text: A strategy\n')],
      /No hazards were found/u,
    ],
  ];
  for (const [args, pattern] of cases) {
    const { code, err } = await primum(...args);
    assert.equal(code, 2, args.join(' '));
    assert.match(err, pattern);
    assert.equal(err.trim().split('\n').length, 1, err);
    assert.doesNotMatch(err, /\bat .*:\d+:\d+/u, 'no stack trace');
  }
});

test('an empty log is readable: exit 0, and a sentence that says so', async () => {
  const { code, out } = await primum(write('blank.csv', 'ID,Hazard,Causes,Harm,Severity,Likelihood,Risk\n'));
  assert.equal(code, 0);
  assert.match(out, /no hazards in it yet/u);
});

test('--help, --rules and --meanings read well and fit a terminal', async () => {
  const help = await primum('--help');
  assert.equal(help.code, 0);
  assert.match(help.out, /Usage: {2}primum check PATH/u);
  const rules = await primum('--rules');
  assert.match(rules.out, /rating-contradicts-matrix .*\(DCB0129 4\.4\.1\)/u);
  assert.match((await primum('--meanings')).out, /residual-severity +Residual severity/u);
});

test('personal data is masked in every format, the name of the file included', async () => {
  // A number made for this test: it passes the check, and begins as no issued number does.
  const digits = [9, 9, 9, 0, 0, 0, 1, 2, 3];
  const valid = [...digits, 11 - (digits.reduce((sum, digit, index) => sum + digit * (10 - index), 0) % 11)].join('');
  const spaced = `${valid.slice(0, 3)} ${valid.slice(3, 6)} ${valid.slice(6)}`;
  const path = write(
    `patient ${valid}.csv`,
    `ID,Hazard,Causes,Severity,Likelihood,Risk\nH1,Wrong patient ${spaced} is shown,"Seen with ${valid}",Major,High,4\n`,
  );
  for (const format of ['text', 'json', 'html', 'junit', 'sarif']) {
    const { out, err } = await primum(path, '--format', format);
    assert.ok(!out.includes(valid) && !out.includes(spaced) && !err.includes(valid), format);
    assert.ok(out.includes('NHS number'), format);
  }
});
