import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { csv, file, utf8, zip } from '../testing/files.ts';
import { read, refusalOf, sheetsOf, valuesOf } from '../testing/reading.ts';
import { wordFile } from '../testing/word-files.ts';
import { workbook } from '../testing/workbooks.ts';
import { isNhsNumber, MASK, maskText } from '../../../platform/personal-data.ts';
import { readMaterial } from './read.ts';

/** From the range that is kept for tests and given to nobody. */
const NUMBER = '9434765919';
const FORMS = [
  '9434765919',
  '943 476 5919',
  '943-476-5919',
  '943\u00a0476\u00a05919',
  '943\u2009476\u20095919',
  '943\u2011476\u20115919',
  '943.476.5919',
  '943_476_5919',
];

/** The check digit by the rule as it is published, written another way round: the weighted sum of all ten is 0 modulo 11. */
function passes(digits: string): boolean {
  const sum = Array.from(digits, Number).reduce(
    (total, digit, index) => total + digit * (index === 9 ? 1 : 10 - index),
    0,
  );
  return sum % 11 === 0;
}

describe('isNhsNumber', () => {
  test('agrees with the rule for any ten digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{10}$/u), (digits) => {
        assert.equal(isNhsNumber(digits), passes(digits) && new Set(digits).size > 1);
      }),
      { numRuns: 2_000 },
    );
  });

  test('of nine digits one check digit passes at most; one wrong digit, or two that changed places, never does', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{9}$/u), fc.nat(9), fc.integer({ min: 1, max: 9 }), (nine, at, by) => {
        const found = Array.from('0123456789').filter((digit) => isNhsNumber(nine + digit));
        assert.ok(found.length <= 1);
        if (found.length === 0) return;
        const digits = Array.from(nine + found[0]!);
        digits[at] = String((Number(digits[at]) + by) % 10);
        assert.equal(isNhsNumber(digits.join('')), false);
      }),
      { numRuns: 1_000 },
    );
  });

  test('is nothing else than ten digits', () => {
    for (const text of [
      '',
      '943476591',
      '94347659190',
      ' 9434765919',
      '943 476 5919',
      '\uff19434765919',
      '0000000000',
      '1111111111',
    ])
      assert.equal(isNhsNumber(text), false, text);
  });
});

describe('maskText', () => {
  test('in every form, at the ends of a text and within it, glued to words', () => {
    for (const form of FORMS)
      for (const [before, after] of [
        ['', ''],
        ['NHS no: ', '.'],
        ['(', ')'],
        ['patient_', '.xlsx'],
        ['Patient', 'Smith'],
        ['-', '-'],
        ['"', '"'],
        ['\n', '\n'],
        ['#', '/'],
      ] as const)
        assert.deepEqual(
          maskText(before + form + after),
          { text: before + MASK + after, found: true },
          before + form + after,
        );
  });

  test('not what only looks a little like one', () => {
    for (const text of [
      '9434765918',
      '94347659190',
      '19434765919',
      '0.9434765919',
      '9434765919.5',
      '943 476 591',
      '9434 765 919',
      '1,943,476,5919',
    ])
      assert.deepEqual(maskText(text), { text, found: false }, text);
  });

  test('leaves none behind, whatever stands around them', () => {
    const around = fc.string({ maxLength: 8 }).filter((text) => !/\p{N}/u.test(text) && !/[.,]$/u.test(text));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(around, fc.constantFrom(...FORMS)), { minLength: 1, maxLength: 4 }),
        around,
        (pairs, last) => {
          const text = `${pairs.map(([before, form]) => `${before} ${form}`).join('')}${last}`;
          assert.doesNotMatch(maskText(text).text.replace(/\D/gu, ''), /9434765919/u);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('what is read holds no number of a patient, wherever it stood', () => {
  const SPACED = '943 476 5919';
  const CASES: Readonly<Record<string, { readonly content: string | Uint8Array; readonly places: readonly object[] }>> =
    {
      'a.xlsx': {
        content: workbook([
          {
            name: `Log ${NUMBER}`,
            rows: [
              ['Hazard', `Seen with ${SPACED}`],
              [9_434_765_919, { formula: `IF(A1=${NUMBER},"x","${SPACED}")`, value: 'x' }],
            ],
          },
        ]),
        places: [
          { sheet: `Log ${MASK}` },
          { sheet: `Log ${MASK}`, cell: 'B1' },
          { sheet: `Log ${MASK}`, cell: 'A2' },
          { sheet: `Log ${MASK}`, cell: 'B2' },
        ],
      },
      'a.csv': {
        content: csv([
          ['Hazard', 'x'],
          ['two\nlines', NUMBER],
        ]),
        places: [{ line: 2 }],
      },
      'a.md': {
        content: `# ${NUMBER}\n\n![${SPACED}](a/${NUMBER}.png)\n<img src="${NUMBER}.png" alt="">\n<!-- ${NUMBER} -->\n\n- x ${SPACED}\n\n| a |\n|---|\n| ${NUMBER} |\n`,
        places: [{ line: 1 }, { line: 3 }, { line: 4 }, { line: 7 }, { line: 11 }],
      },
      'a.html': { content: `<p>${NUMBER}\n<table><tr><td>${SPACED}</table>`, places: [{ line: 1 }, { line: 2 }] },
      'a.yaml': { content: `- name: ${NUMBER}\n  ${SPACED}: y\n`, places: [{ line: 1 }, { line: 1 }] },
      'a.docx': {
        content: wordFile([{ text: NUMBER }, { table: [['x', SPACED]] }]),
        places: [{}, { sheet: 'Table 1', cell: 'B1' }],
      },
    };
  for (const [name, { content, places }] of Object.entries(CASES)) {
    test(name, async () => {
      const material = await read(name, content);
      assert.doesNotMatch(JSON.stringify(material), /943.?476.?5919/u);
      assert.deepEqual(
        material.personalData,
        places.map((place) => ({ place: { file: name, ...place }, kind: 'NHS number' })),
      );
    });
  }

  test('names of files and folders, those that were put aside, and the sentence of a refusal', async () => {
    const bytes = zip({
      [`${NUMBER}/log_${NUMBER}.csv`]: 'a,b\n',
      [`scan-${NUMBER}.pdf`]: '%PDF-1.7',
      [`.${NUMBER}`]: 'x',
    });
    const material = await readMaterial([file(`${SPACED}.zip`, bytes)]);
    assert.doesNotMatch(JSON.stringify(material), /943.?476.?5919/u);
    assert.equal(material.notTaken.length, 2);
    for (const content of ['', bytes.slice(0, 80), '%PDF-1.7', 'a\n"b'])
      assert.doesNotMatch(await refusalOf([file(`log ${NUMBER}.csv`, content)]), /943.?476.?5919/u);
  });

  test('the sheet of columns that were left out', async () => {
    const material = await read('a.xlsx', workbook([{ name: NUMBER, rows: [Array.from({ length: 600 }, () => 'x')] }]));
    assert.deepEqual(material.notTaken[0]!.place, { file: 'a.xlsx', sheet: MASK });
  });

  test('a log without any is not touched', async () => {
    const text = csv([
      ['Hazard', 'Phone', 'Time'],
      ['One', '01632 960001', '2031-01-05T10:00:00'],
    ]);
    const material = await readMaterial([{ name: 'a.csv', bytes: utf8(text) }]);
    assert.deepEqual(material.personalData, []);
    assert.equal(valuesOf(sheetsOf(material)[0])[1]![1], '01632 960001');
  });
});
