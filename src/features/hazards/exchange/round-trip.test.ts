import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { logDocumentSchema, tidyLog, type DocumentHazard } from './document.ts';
import { strFromU8, unzipSync } from 'fflate';
import { csvOf, readCsv } from './formats/csv.ts';
import { excelOf } from './formats/excel.ts';
import { readExcel } from './formats/excel-read.ts';
import { jsonOf, readJson } from './formats/json.ts';
import { markdownOf } from './formats/markdown.ts';
import { readMarkdown } from './formats/markdown-read.ts';
import { inColumnOrder } from './formats/rows.ts';
import { anyLog } from './testing/logs.ts';

/*
 * Nothing is lost on the way out and back, whatever stands in a log.
 */

const PUBLISHED = new URL('../../../../docs/schemas/hazard-log-1.json', import.meta.url);

test('the published schema is the one in force: after a change, write docs/schemas/hazard-log-1.json anew', () => {
  assert.deepEqual(JSON.parse(readFileSync(PUBLISHED, 'utf8')), z.toJSONSchema(logDocumentSchema));
});

const RUNS = Number(process.env['PRIMUM_RUNS'] ?? 40);

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

test('a log comes back from a folder of Markdown as it was', () => {
  fc.assert(
    fc.property(anyLog, (log) => {
      const files = Object.entries(unzipSync(markdownOf(log))).map(([name, bytes]) => ({
        name,
        text: strFromU8(bytes),
      }));
      assert.deepEqual(readMarkdown(files)?.log, log);
    }),
    { numRuns: RUNS, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false },
  );
});

test('the rows of a log come back from CSV as they were; what is told of ratings has no place in it', () => {
  fc.assert(
    fc.property(anyLog, (log) => {
      const back = readCsv(csvOf(log));
      assert.deepEqual(back?.log.hazards.map(withoutTold), inColumnOrder(log).hazards.map(withoutTold));
      if (log.hazards.length > 0) assert.deepEqual(back?.log.log, log.log);
    }),
    { numRuns: RUNS, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false },
  );
});

function withoutTold({ initial, target, residual, deployer, acceptance, benefitRisk, ...hazard }: DocumentHazard) {
  const rated = [initial, target, residual, deployer].map(
    (one) => one && [one.severity, one.likelihood, one.justification, one.reliesOn],
  );
  return { ...hazard, rated, judged: [acceptance?.text, benefitRisk?.text] };
}
