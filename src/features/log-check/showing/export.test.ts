import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { z } from 'zod';
import { check } from '../check.ts';
import { sampleLog } from '../sample.ts';
import { exportOf, exportSchema } from './export.ts';

const PUBLISHED = new URL('../../../../docs/schemas/check-report-1.json', import.meta.url);

test('the published schema is the one in force: after a change, write docs/schemas/check-report-1.json anew', () => {
  assert.deepEqual(JSON.parse(readFileSync(PUBLISHED, 'utf8')), z.toJSONSchema(exportSchema));
});

test('a report in the published shape keeps to it, and survives JSON', async () => {
  const { report } = await check([{ name: 'sample.xlsx', bytes: sampleLog() }], { mapping: [], scheme: null });
  const exported = exportOf(report);
  assert.equal(exportSchema.safeParse(exported).error, undefined);
  assert.deepEqual(JSON.parse(JSON.stringify(exported)), exported);
  assert.deepEqual(exported.counts, {
    hazards: 11,
    causes: 14,
    controls: 17,
    controlsTransferred: 0,
    rowsTaken: 11,
    rowsNotTaken: 3,
  });
});
