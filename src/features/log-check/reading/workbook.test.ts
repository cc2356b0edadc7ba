import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { file, zip } from '../testing/files.ts';
import { nrlLike } from '../testing/look-alikes.ts';
import { read, sheetsOf, valuesOf } from '../testing/reading.ts';
import { SMALL_LOG, SMALL_LOG_FILES } from '../testing/small-log.ts';
import { partsOf, workbook, workbookOfXml, type SheetSpec } from '../testing/workbooks.ts';
import { readMaterial } from './read.ts';

describe('the same small log in every format', () => {
  const KINDS: Readonly<Record<string, string>> = {
    'small-2003.xml': 'xml',
    'small-semicolon.csv': 'csv',
    'small-html.md': 'markdown',
    'small.md': 'markdown',
    'page.xls': 'html',
  };
  for (const input of SMALL_LOG_FILES) {
    test(input.name, async () => {
      const material = await readMaterial([input]);
      const [sheet] = sheetsOf(material);
      assert.deepEqual(
        valuesOf(sheet),
        SMALL_LOG.map((row) => [...row]),
      );
      assert.equal(material.sources[0]?.kind, KINDS[input.name] ?? /\.(\w+)$/u.exec(input.name)![1]);
      assert.match(material.sources[0]!.sha256, /^[0-9a-f]{64}$/u);
      assert.equal(sheet?.places, /\.(?:xlsx|xlsm|ods|docx)$|small\.xls$|2003/u.test(input.name) ? 'cells' : 'lines');
      assert.deepEqual(material.notTaken, []);
    });
  }
});

describe('a workbook', () => {
  const KINDS = ['xlsx', 'biff8', 'ods'] as const;

  for (const kind of KINDS) {
    const of = async (sheet: Omit<SheetSpec, 'name'>) =>
      sheetsOf(await read(`log.${kind === 'biff8' ? 'xls' : kind}`, workbook([{ name: 'Log', ...sheet }], kind)))[0]!;

    test(`${kind}: a row says its own number, an empty one is left out`, async () => {
      const sheet = await of({ rows: [[null], ['a', null, 'c'], [], ['d']] });
      assert.deepEqual(
        sheet.rows.map((row) => row.at),
        [2, 4],
      );
      assert.deepEqual(valuesOf(sheet), [['a', null, 'c'], ['d']]);
    });

    test(`${kind}: a merged range repeats its first value and says where from`, async () => {
      const sheet = await of({
        rows: [
          ['Title', null, 'x'],
          ['a', 'Group', null],
          ['b', 1, 2],
        ],
        merges: ['A1:B1', 'B2:C2'],
      });
      assert.deepEqual(valuesOf(sheet), [
        ['Title', 'Title', 'x'],
        ['a', 'Group', 'Group'],
        ['b', 1, 2],
      ]);
      assert.deepEqual(
        sheet.rows[1]!.cells.map((cell) => cell?.mergedFrom),
        [undefined, 'B2', 'B2'],
      );
    });

    test(`${kind}: a merge downwards reaches rows that have something`, async () => {
      const sheet = await of({
        rows: [
          ['H1', 'x'],
          [null, 'y'],
          ['H2', 'z'],
        ],
        merges: ['A1:A2'],
      });
      assert.deepEqual(valuesOf(sheet), [
        ['H1', 'x'],
        ['H1', 'y'],
        ['H2', 'z'],
      ]);
      assert.equal(sheet.rows[1]!.cells[0]?.mergedFrom, 'A1');
    });

    test(`${kind}: a date is a date and not a number of days`, async () => {
      const sheet = await of({ rows: [[new Date(Date.UTC(2031, 1, 28)), new Date(Date.UTC(2031, 11, 31)), 45_000]] });
      assert.deepEqual(valuesOf(sheet), [['2031-02-28', '2031-12-31', 45_000]]);
    });

    // The library writes no formulas, and hides no sheets, in the others.
    const formulas = kind === 'xlsx' || kind === 'ods';
    if (formulas)
      test(`${kind}: a formula stands beside its value`, async () => {
        const sheet = await of({ rows: [[2, 3, { formula: 'A1*B1', value: 6 }]] });
        assert.deepEqual(sheet.rows[0]!.cells[2], { value: 6, formula: 'A1*B1' });
      });

    test(`${kind}: values stay what they are`, async () => {
      const values = [1.1000000000000001, 0, -1, true, false, '007', ' x ', '=1+1 said somebody'];
      assert.deepEqual(valuesOf(await of({ rows: [values] })), [values]);
    });

    if (kind !== 'ods')
      test(`${kind}: a hidden sheet is read, and said to be hidden`, async () => {
        const bytes = workbook(
          [
            { name: 'Log', rows: [['a']] },
            { name: 'Lists', rows: [['b']], hidden: true },
          ],
          kind,
        );
        const sheets = sheetsOf(await read('log.x', bytes));
        assert.deepEqual(
          sheets.map(({ name, hidden }) => [name, hidden]),
          [
            ['Log', false],
            ['Lists', true],
          ],
        );
      });
  }

  test('a formula that is shared down a column is that of its own row', async () => {
    const rows = `<row r="1"><c r="A1"><v>2</v></c><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$A$1</f><v>4</v></c></row>
<row r="2"><c r="A2"><v>3</v></c><c r="B2"><f t="shared" si="0"/><v>6</v></c></row>
<row r="3"><c r="A3"><v>5</v></c><c r="B3"><f t="shared" si="0"/><v>10</v></c></row>`;
    const [sheet] = sheetsOf(await read('log.xlsx', workbookOfXml(`<sheetData>${rows}</sheetData>`)));
    assert.deepEqual(
      sheet!.rows.map((row) => row.cells[1]),
      [
        { value: 4, formula: 'A1*$A$1' },
        { value: 6, formula: 'A2*$A$1' },
        { value: 10, formula: 'A3*$A$1' },
      ],
    );
  });

  test('a size that the sheet declares too small hides no row', async () => {
    const rows = [1, 2, 3].map((at) => `<row r="${at}"><c r="A${at}" t="str"><v>row ${at}</v></c></row>`).join('');
    const [sheet] = sheetsOf(
      await read('log.xlsx', workbookOfXml(`<dimension ref="A1:A1"/><sheetData>${rows}</sheetData>`)),
    );
    assert.deepEqual(valuesOf(sheet), [['row 1'], ['row 2'], ['row 3']]);
  });

  test('a fault such as #N/A is no value, and its formula is kept', async () => {
    const xml =
      '<sheetData><row r="1"><c r="A1" t="str"><v>x</v></c><c r="B1" t="e"><f>VLOOKUP(1,Z1:Z2,1)</f><v>#N/A</v></c></row></sheetData>';
    const [sheet] = sheetsOf(await read('log.xlsx', workbookOfXml(xml)));
    assert.deepEqual(sheet!.rows[0]!.cells[1], { value: null, formula: 'VLOOKUP(1,Z1:Z2,1)' });
  });

  test('a number that is none is no value', async () => {
    const xml =
      '<sheetData><row r="1"><c r="A1" t="str"><v>x</v></c><c r="B1"><v>abc</v></c><c r="C1"><v>1e999</v></c></row></sheetData>';
    const [sheet] = sheetsOf(await read('log.xlsx', workbookOfXml(xml)));
    assert.deepEqual(valuesOf(sheet), [['x']]);
    const parts = partsOf(workbook([{ name: 'x', rows: [['x', 1]] }], 'ods'));
    const content = Buffer.from(parts['content.xml']!).toString().replace('office:value="1"', 'office:value="x"');
    const [ods] = sheetsOf(await read('log.ods', zip({ ...parts, 'content.xml': content })));
    assert.deepEqual(valuesOf(ods), [['x']]);
  });

  test('characters of any language, and text that runs from right to left', async () => {
    const words = [
      '\u30cf\u30b6\u30fc\u30c9',
      '\u05e1\u05d9\u05db\u05d5\u05df',
      '\u0645\u062e\u0627\u0637\u0631',
      '\ud83d\udc15',
      '\u202eabc\u202c',
      'e\u0301',
    ];
    for (const kind of ['xlsx', 'biff8', 'ods'] as const)
      assert.deepEqual(
        valuesOf(sheetsOf(await read('x', workbook([{ name: '\u30ed\u30b0', rows: [words] }], kind)))[0]),
        [words],
      );
  });

  test('sheets and headings with names that objects have of themselves', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    for (const kind of ['xlsx', 'biff8', 'ods'] as const) {
      const sheets = sheetsOf(
        await read(
          'x',
          workbook(
            names.map((name) => ({ name, rows: [names, [1]] })),
            kind,
          ),
        ),
      );
      assert.deepEqual(
        sheets.map((sheet) => sheet.name),
        names,
      );
      for (const sheet of sheets) assert.deepEqual(valuesOf(sheet), [names, [1]]);
    }
  });

  test('an empty workbook is read, and has nothing in it', async () => {
    assert.deepEqual((await read('empty.xlsx', workbook([{ name: 'Log', rows: [] }]))).contents, []);
  });

  test('macros and pictures are not even unpacked', async () => {
    const [input] = nrlLike().files;
    const parts = {
      ...partsOf(input!.bytes),
      'xl/vbaProject.bin': new Uint8Array(9),
      'xl/media/image1.png': new Uint8Array(9),
    };
    const archive = zip(parts);
    // The sum of the picture is broken: unpacking it would say so.
    const at = Buffer.from(archive).lastIndexOf('xl/media/image1.png') - 46 + 16;
    archive[at] = archive[at]! ^ 0xff;
    assert.equal((await readMaterial([file('log.xlsm', archive)])).contents.length, 4);
  });
});
