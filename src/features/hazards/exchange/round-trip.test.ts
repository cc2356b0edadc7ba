import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tidyLog } from './document.ts';
import { excelOf } from './formats/excel.ts';
import { readExcel } from './formats/excel-read.ts';
import { jsonOf, readJson } from './formats/json.ts';
import { inColumnOrder } from './formats/rows.ts';
import { anyLog } from './testing/logs.ts';

/*
 * Nothing is lost on the way out and back, whatever stands in a log.
 */

const RUNS = Number(process.env['PRIMUM_RUNS'] ?? 60);

test('a log comes back from JSON as it was', () => {
  fc.assert(
    fc.property(anyLog, (log) => {
      assert.deepEqual(readJson(jsonOf(log)), log);
      assert.deepEqual(tidyLog(log), log);
    }),
    { numRuns: RUNS, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false },
  );
});

test('a log comes back from a workbook as it was, its columns in one order', async () => {
  await fc.assert(
    fc.asyncProperty(anyLog, async (log) => {
      const back = readExcel(await excelOf(log));
      assert.deepEqual(back?.log, inColumnOrder(log));
      assert.deepEqual(
        [...(back?.missing ?? [])].filter((one) => one !== 'facts'),
        [],
      );
    }),
    { numRuns: RUNS, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false },
  );
});
