import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from '../check.ts';
import { exportOf } from '../showing/export.ts';
import { summaryOf } from '../showing/summary.ts';
import { contradictsScheme, isComparable } from './contradiction.ts';

async function reportOn(rows: string) {
  const text = `ID,Hazard,Causes,Severity,Likelihood,Risk\n${rows}`;
  return (await check([{ name: 'log.csv', bytes: Buffer.from(text) }], { mapping: [], scheme: null })).report;
}

test('a number that the matrix does not give is a contradiction; the word that two levels share is none', async () => {
  const report = await reportOn(
    'H1,Wrong patient is shown,Names are alike,Major,Low,2\nH2,Wrong dose is shown,A typing slip,Major,Very low,Acceptable\nH3,Wrong ward is shown,An old list,Major,High,Red\nH4,No ward is shown,An old list,Major,Low,3\n',
  );
  const { scheme } = report.scheme;
  const answers = report.hazards.map(({ initial }) => [
    isComparable(initial, scheme),
    contradictsScheme(initial, scheme),
  ]);
  assert.deepEqual(answers, [
    [true, true],
    [true, false],
    [false, false],
    [true, false],
  ]);
  assert.equal(exportOf(report).findings.filter((finding) => finding.rule === 'rating-contradicts-matrix').length, 1);
  assert.equal(summaryOf(report).headline, 'We read 4 hazards. 1 of their 3 ratings does not match the NHS matrix.');
});

test('without a scheme nothing is held against anything', async () => {
  const [hazard] = (await reportOn('H1,Wrong patient is shown,Names are alike,Major,Low,2\n')).hazards;
  assert.equal(contradictsScheme(hazard!.initial, null), false);
});
