import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTurn, median, primum, sheetJs, SHEETJS_DEFAULTS } from './check/measure.ts';
import { hazardLog } from './check/workbook.ts';

test('a large log is read whole, and in a time that grows with its rows', async () => {
  const rows = 2_000;
  const { bytes, truth } = hazardLog(rows);
  const { report, json } = await primum(bytes);
  const findings = (rule: string) => report.findings.filter((finding) => finding.rule === rule).length;
  assert.deepEqual(
    {
      hazards: report.counts.hazards,
      causes: report.counts.causes,
      controls: report.counts.controls,
      controlsTransferred: report.counts.controlsTransferred,
      contradictions: findings('rating-contradicts-matrix'),
      wrongFormulas: report.formulas.filter((formula) => formula.wrong.length > 0).length,
    },
    truth,
  );
  assert.equal(report.counts.rowsTaken, rows);
  assert.equal(truth.controls, rows);
  assert.ok(json.includes(`"controls":${rows},`));

  // The bar is 2, and `npm run bench -- check` measures it. 6 turns red only where something grows with its square.
  const tasks = { sheetJs: () => sheetJs(bytes, SHEETJS_DEFAULTS), primum: () => primum(bytes) };
  const times = await inTurn(tasks, { warm: 0, counted: 3 });
  const ratio = median(times.primum.clock) / median(times.sheetJs.clock);
  assert.ok(ratio < 6, `${ratio.toFixed(1)} times what SheetJS alone needs`);
});
