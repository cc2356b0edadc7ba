import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { check } from '../check.ts';
import type { Hazard } from '../domain.ts';
import { LOOK_ALIKES } from './look-alikes.ts';

describe('synthetic look-alikes of real logs', () => {
  for (const [name, make] of Object.entries(LOOK_ALIKES)) {
    test(name, async () => {
      const { files, ...truth } = make();
      const { report } = await check(files, { mapping: [], scheme: null });
      assert.equal(
        report.hazards.length,
        truth.hazards,
        JSON.stringify(report.hazards.map((hazard) => [hazard.ref, hazard.name])),
      );
      assert.deepEqual(report.questions, []);
      if (truth.causes !== undefined) assert.equal(report.counts.causes, truth.causes);
      if (truth.controls !== undefined) assert.equal(report.counts.controls, truth.controls);
      if (truth.contradictions) assert.deepEqual(report.hazards.flatMap(contradictionsOf), truth.contradictions);
      const wrong = report.formulas.filter((formula) => formula.wrong.length > 0).map((formula) => formula.place.cell);
      assert.deepEqual(wrong, truth.wrongFormulas ?? []);
    });
  }
});

function contradictionsOf(hazard: Hazard): string[] {
  return [hazard.initial, hazard.residual]
    .filter(({ stated, computed }) => stated !== null && computed !== null && String(stated) !== String(computed))
    .map(({ phase, stated, computed }) => `${hazard.ref} ${phase} ${stated} ${computed}`);
}
