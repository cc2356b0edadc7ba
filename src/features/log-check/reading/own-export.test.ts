import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { check } from '../check.ts';
import type { Report } from '../domain.ts';
import { exportOf } from '../showing/export.ts';
import { file } from '../testing/files.ts';
import { LOOK_ALIKES } from '../testing/look-alikes.ts';
import { read, sheetsOf, valuesOf } from '../testing/reading.ts';
import { readOwnExport } from './own-export.ts';

const NOTHING = { mapping: [], scheme: null } as const;

/** What must come back as it went out: names, and every rating as the file states it. */
function hazardsOf(report: Report): unknown[] {
  return report.hazards.map((hazard) => ({
    ref: hazard.ref,
    name: hazard.name,
    causes: hazard.causes.length,
    ratings: [hazard.initial, hazard.residual].map(({ severityIndex, likelihoodIndex, stated }) => [
      severityIndex,
      likelihoodIndex,
      stated,
    ]),
  }));
}

describe('our own report, read back', () => {
  for (const [name, make] of Object.entries(LOOK_ALIKES)) {
    test(name, async () => {
      const { report } = await check(make().files, NOTHING);
      // The report does not hold the matrix: where it was the log's own, it is given again, as a person would.
      const { scheme } = report.scheme;
      for (const text of [JSON.stringify(exportOf(report), null, 2), JSON.stringify(exportOf(report))]) {
        const again = (await check([file('report.json', text)], { mapping: [], scheme })).report;
        assert.deepEqual(again.questions, []);
        assert.deepEqual(hazardsOf(again), hazardsOf(report));
        const { hazards, causes, controls, controlsTransferred } = report.counts;
        assert.deepEqual(
          { ...again.counts, rowsTaken: 0, rowsNotTaken: 0 },
          { hazards, causes, controls, controlsTransferred, rowsTaken: 0, rowsNotTaken: 0 },
        );
      }
    });
  }

  test('a place in it is a line of it', async () => {
    const text = JSON.stringify(
      {
        format: 'primum-check',
        sources: [{ x: [] }],
        hazards: [{ ref: 'A"[{' }, { ref: 'B', causes: [{ text: 'x' }] }, { ref: 'C' }],
      },
      null,
      2,
    );
    const [sheet] = sheetsOf(await read('report.json', text));
    const lines = text.split('\n');
    assert.deepEqual(
      sheet!.rows.map((row) => lines[row.at - 1]!.trim()),
      ['{', '{', '{', '{'],
    );
    assert.deepEqual(
      sheet!.rows.slice(1).map((row) => lines[row.at]!.trim()),
      ['"ref": "A\\"[{"', '"ref": "B",', '"ref": "C"'],
    );
  });

  test('is known by its mark, and by nothing else', () => {
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{"format":"primum-check"}',
      '{"hazards":[]}',
      '{"format":"other","hazards":[]}',
    ])
      assert.equal(readOwnExport(text, 'x.json'), null, text);
  });

  test('whatever somebody made of it is read as far as it goes', () => {
    const odd =
      '{"format":"primum-check","hazards":[null,1,"x",[],{"name":{"toString":1},"effects":[{"toString":1},[["x"]],2],"causes":{},"controls":[null,{"text":[]}],"initial":"x","residual":{"severity":[]}}]}';
    assert.doesNotThrow(() => readOwnExport(odd, 'x.json'));
    const text = '{"format":"primum-check","hazards":[{"__proto__":{"ref":"X"},"name":"One"}]}';
    assert.deepEqual(valuesOf(readOwnExport(text, 'x.json')!)[1]![0], 'One');
  });
});
