import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { CliProblem } from '../../platform/cli/problem.ts';
import { testApp, type TestApp } from '../../test-app.ts';
import { run } from './cli.ts';
import { assessmentText } from './showing.ts';
import { assessmentRecord } from './record.ts';
import { assess, judgementKey } from './domain/assess.ts';
import { catalogueOf, criterionOf, judgementOf, knownWith, observationOf } from './testing/synthetic.ts';

let app: TestApp;
before(async () => {
  app = await testApp();
  await app.api('POST', 'services/createService', {
    reference: 'WOUND',
    name: 'Wound care',
    role: 'both',
    phase: 'live',
  });
});

/** The verb on the data of this computer, which is the test's. */
async function primum(...args: string[]): Promise<{ readonly exit: number; readonly out: string }> {
  let out = '';
  const io = {
    out: { write: (text: string, done?: () => void) => ((out += text), done?.(), true) },
    err: { write: () => true },
    env: {},
    open: () => Promise.resolve({ ground: app.ground, close: () => Promise.resolve() }),
  };
  const exit = await run(args, io as unknown as Parameters<typeof run>[1]);
  return { exit, out };
}

test('an assessment is said in lines, or as JSON', async () => {
  const { exit, out } = await primum('--service', 'wound');
  assert.equal(exit, 0);
  assert.match(out, /^NHS service standard, point 16, edition \S+: /u);
  assert.match(out, /^15 clauses: 15 not known\.$/mu);
  assert.ok(
    out.split('\n').every((line) => line.length <= 100),
    'no line is longer than the terminal',
  );
  const json = JSON.parse((await primum('--service', 'WOUND', '--format', 'json')).out) as ReturnType<
    typeof assessmentRecord
  >;
  assert.equal(json.standard.id, 'point-16');
  assert.ok(json.criteria.length >= 30);
  assert.ok(json.criteria.every(({ result, clears }) => result === 'unknown' && clears.length > 0));
  await assert.rejects(
    primum('--service', 'WOUND', '--standard', 'none'),
    /There is no standard none\. There are: point-16/u,
  );
  await assert.rejects(primum('--service', 'WOUND', '--as-at', 'then'), /Give the date as year-month-day/u);
});

test('a wrong call is said in a sentence', async () => {
  await assert.rejects(primum(), /Which service\?/u);
  await assert.rejects(primum('--service', 'WOUND', '--format', 'xml'), /--format takes text or json/u);
  await assert.rejects(primum('--what'), CliProblem);
  await assert.rejects(primum('--service', 'NONE'), /There is no (?:service NONE|standard)/u);
  assert.match((await primum('--help')).out, /Not known is never a pass/u);
});

test('each state is said in words, and whatever is not fine with what clears it', () => {
  const catalogue = catalogueOf([
    criterionOf('1.1'),
    criterionOf('1.2', { checks: ['a.two'], applies: { fact: 'uses_ai', is: true } }),
    criterionOf('2.1', { checks: ['b.one'] }),
    criterionOf('3.1', { checks: ['b.two'] }),
    criterionOf('4.1', { checks: ['b.two'], applies: { fact: 'uses_barcodes', is: true } }),
  ]);
  const until = new Date('2026-03-20T12:00:00Z');
  const since = new Date('2026-03-09T12:00:00Z');
  const judgement = judgementOf('met', { basis: { 'a.one': 'passed' } });
  const known = knownWith({
    observations: new Map([
      ['a.one', observationOf('a.one', 'passed', { until })],
      ['b.one', observationOf('b.one', 'failed', { since })],
      ['b.two', observationOf('b.two', 'needs-review', { since })],
    ]),
    answers: { uses_ai: false },
    judgements: new Map([[judgementKey('synthetic', '1.1'), judgement]]),
  });
  const text = assessmentText(assessmentRecord(assess(catalogue, known)), 100);
  assert.match(text, /^4 clauses: 1 met, 1 not met, 2 not known\.$/mu);
  assert.match(
    text,
    /1\.1 Criterion 1\.1: passed, due soon: current until 20 March 2026\n {7}Posy Thackray \(CSO\) judged on 1 March 2026: met/u,
  );
  assert.match(text, /1\.2 Criterion 1\.2: does not apply/u);
  // Said of a section alone: none of its criteria says that nobody judged it.
  assert.match(
    text,
    /^3 Section 3\n {3}Not known\n {3}What was shown has lapsed in part, and nobody has judged it\.\n {3}-> Judging it clears it\.$/mu,
  );
  assert.match(
    text,
    /2\.1 Criterion 2\.1: failed, since 9 March 2026\n {7}b\.one: failed\.\n {7}-> A look clears it\./u,
  );
  assert.match(text, /3\.1 Criterion 3\.1: needs review, lapsed on 9 March 2026/u);
  assert.match(text, /What applies turns on 1 question that nobody answered:\n {2}Does it have uses_barcodes\?/u);
});
