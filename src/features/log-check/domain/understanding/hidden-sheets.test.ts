import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utils, write } from '@e965/xlsx';
import { check } from '../../check.ts';

const HEAD = ['ID', 'Hazard', 'Causes', 'Severity', 'Likelihood', 'Risk'];
const NOW = [HEAD, ['H1', 'Wrong patient is shown', 'Names are alike', 'Major', 'Low', 3]];
const BEFORE = [
  HEAD,
  ['H1', 'Wrong patient is shown', 'Names are alike', 'Minor', 'Low', 1],
  ['H2', 'A hazard that was closed', 'None left', 'Minor', 'Low', 1],
];
const MATRIX = [
  ['', 'Minor', 'Major', 'Catastrophic'],
  ['High', 2, 3, 3],
  ['Medium', 1, 2, 3],
  ['Low', 1, 2, 2],
];

function book(sheets: Record<string, { rows: unknown[][]; hidden: boolean }>): Uint8Array {
  const made = utils.book_new();
  for (const [name, { rows }] of Object.entries(sheets)) utils.book_append_sheet(made, utils.aoa_to_sheet(rows), name);
  made.Workbook = { Sheets: Object.entries(sheets).map(([name, { hidden }]) => ({ name, Hidden: hidden ? 1 : 0 })) };
  return write(made, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}

async function reportOn(bytes: Uint8Array) {
  return (await check([{ name: 'log.xlsx', bytes }], { mapping: [], scheme: null })).report;
}

test('hazards on a hidden sheet beside a log are not taken, and it is said', async () => {
  const report = await reportOn(book({ Log: { rows: NOW, hidden: false }, Old: { rows: BEFORE, hidden: true } }));
  assert.deepEqual(
    report.hazards.map((hazard) => [hazard.ref, hazard.initial.stated]),
    [['H1', 3]],
  );
  assert.deepEqual(
    report.notTaken.map((one) => one.place.sheet),
    ['Old'],
  );
  assert.match(report.notTaken[0]!.reason, /hidden/u);
  assert.deepEqual(
    report.findings.filter((finding) => finding.level === 'error'),
    [],
  );
});

test('a log that is hidden and alone is taken', async () => {
  const report = await reportOn(
    book({ Cover: { rows: [['A made-up log']], hidden: false }, Log: { rows: NOW, hidden: true } }),
  );
  assert.equal(report.counts.hazards, 1);
});

test('a matrix on a hidden sheet is the log\u2019s own', async () => {
  const report = await reportOn(book({ Log: { rows: NOW, hidden: false }, Matrix: { rows: MATRIX, hidden: true } }));
  assert.equal(report.scheme.origin, 'declared');
  assert.equal(report.hazards[0]!.initial.computed, 2);
});
