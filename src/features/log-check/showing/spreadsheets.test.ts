import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read, utils } from '@e965/xlsx';
import fc from 'fast-check';
import { check } from '../check.ts';
import { csvOf } from './csv.ts';
import { defused } from './spreadsheet-text.ts';
import { workbookOf } from './workbook.ts';

const nasty = '=HYPERLINK("https://example.invalid","x")';

async function reportOn(text: string, name = 'log.csv') {
  return (await check([{ name, bytes: Buffer.from(text) }], { mapping: [], scheme: null })).report;
}

test('no text of ours begins as a formula', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.doesNotMatch(defused(text), /^[=+\-@\t\r]/u);
      assert.ok(defused(text).endsWith(text));
    }),
  );
  for (const text of ['=1+1', ' =1+1', '\t=1', '-2+3', '+SUM(A1)', '@SUM(A1)', '\uff1d1+1'])
    assert.equal(defused(text), `'${text}`);
  for (const text of ['A nurse', '1) First', '3 = 3', '']) assert.equal(defused(text), text);
});

test('formulas that stand in a log are text in the workbook and in the CSV', async () => {
  const quoted = `"${nasty.replaceAll('"', '""')}"`;
  const report = await reportOn(
    `ID,${quoted},Hazard,Causes,Severity,Likelihood,Risk\n${quoted},${quoted},"@SUM(A1:A2) shows the wrong patient","-2+3",Major,High,2\n`,
  );
  assert.equal(report.counts.hazards, 1);
  const book = read(await workbookOf(report), { cellFormula: true });
  for (const name of book.SheetNames) {
    const sheet = book.Sheets[name]!;
    for (const [address, cell] of Object.entries(sheet)) {
      if (address.startsWith('!')) continue;
      const { f, v } = cell as { f?: string; v?: unknown };
      assert.equal(f, undefined, `${name}!${address}`);
      if (typeof v === 'string') assert.doesNotMatch(v, /^[=+\-@]/u, `${name}!${address}`);
    }
  }
  assert.doesNotMatch(csvOf(report), /(?:^|,)"?[=+@-]/mu);
});

test('the corrected workbook has the recomputed rating beside the stated one, and can be checked again', async () => {
  const report = await reportOn(
    'ID,Hazard,Harm,Causes,Additional controls,Owner,Initial severity,Initial likelihood,Initial risk,Residual severity,Residual likelihood,Residual risk,Colour\n' +
      'H1,Wrong patient is shown,Wrong care,Names are alike,The date of birth is shown,Product lead,Major,High,2,Major,Low,3,red\n',
  );
  const bytes = await workbookOf(report);
  const [row] = utils.sheet_to_json<Record<string, unknown>>(read(bytes).Sheets['Hazard log']!);
  assert.deepEqual(
    [row!['Initial risk'], row!['Initial risk as stated in the file'], row!['Residual risk'], row!['Colour']],
    [4, 2, 3, 'red'],
  );
  const { report: again } = await check([{ name: 'corrected.xlsx', bytes }], { mapping: [], scheme: null });
  assert.equal(again.counts.hazards, 1);
  assert.equal(again.scheme.scheme?.id, 'NHS-DCB-5x5');
  assert.deepEqual([again.hazards[0]!.initial.stated, again.hazards[0]!.initial.computed], [4, 4]);
  assert.deepEqual(
    again.findings.filter((finding) => finding.level === 'error'),
    [],
  );
});

test('letters that a workbook cannot hold, and cells that are too long, do not break it', async () => {
  const report = await reportOn(
    `ID,Hazard,Causes,Severity,Likelihood,Risk\nH1,"Wrong \u0007 patient \u{1F600} ${'x'.repeat(40_000)}",Names,Major,High,4\n`,
  );
  const rows = utils.sheet_to_json<Record<string, string>>(read(await workbookOf(report)).Sheets['Hazard log']!);
  assert.match(rows[0]!['Hazard name']!, /^Wrong patient \u{1F600} x+\u2026$/u);
  assert.ok(rows[0]!['Hazard name']!.length <= 32_767);
});
