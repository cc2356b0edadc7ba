import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { csv, file, htmlTable, pipeTable, zip } from '../testing/files.ts';
import { LOOK_ALIKES, nrlLike } from '../testing/look-alikes.ts';
import { assertSentence } from '../testing/reading.ts';
import { SMALL_LOG, SMALL_LOG_FILES } from '../testing/small-log.ts';
import { partsOf, workbook, type CellSpec } from '../testing/workbooks.ts';
import { wordFile } from '../testing/word-files.ts';
import { maskText } from '../../../platform/personal-data.ts';
import { Problem } from './problem.ts';
import { LIMITS } from './limits.ts';
import { readMaterial, type InputFile } from './read.ts';

/** More for a night: PRIMUM_FUZZ_RUNS=5000. */
const numRuns = Number(process.env['PRIMUM_FUZZ_RUNS'] ?? 40);

/** Material or a Problem, nothing else, and in time. Material keeps what the rest of the house takes for granted. */
async function assertReadOrRefused(files: readonly InputFile[]): Promise<void> {
  const started = performance.now();
  try {
    const material = await readMaterial(files);
    for (const content of material.contents) {
      for (const sheet of content.kind === 'sheet'
        ? [content]
        : content.parts.flatMap((part) => (part.kind === 'table' ? [part.sheet] : []))) {
        for (const row of sheet.rows) {
          assert.ok(Number.isSafeInteger(row.at) && row.at >= 1, `a row at ${row.at}`);
          assert.ok(row.cells.length <= LIMITS.columns);
          for (const cell of row.cells)
            assert.ok(
              cell === undefined || cell.value === null || ['string', 'number', 'boolean'].includes(typeof cell.value),
            );
          assert.ok(row.cells.every((cell) => typeof cell?.value !== 'number' || Number.isFinite(cell.value)));
        }
      }
    }
    // What travels in the page comes back the same.
    const text = JSON.stringify(material);
    assert.equal(JSON.stringify(JSON.parse(text)), text);
    assert.ok(text.isWellFormed());
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    assertSentence(error.message);
  }
  const took = performance.now() - started;
  assert.ok(took < LIMITS.time / 2, `took ${Math.round(took)} ms`);
}

const WORKBOOKS: readonly InputFile[] = [
  ...nrlLike().files,
  ...SMALL_LOG_FILES.filter(({ name }) => /\.(?:xls[xm]?|ods|docx)$/u.test(name)),
];
const TEXTS: readonly InputFile[] = [
  ...Object.values(LOOK_ALIKES).flatMap((make) => make().files),
  ...SMALL_LOG_FILES,
].filter(({ name }) => /\.(?:md|html|csv|tsv|ya?ml|json|xml)$/u.test(name));

interface Edit {
  readonly at: number;
  readonly byte: number;
}
const edits = fc.array(
  fc.record({ at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), byte: fc.nat(255) }),
  { minLength: 1, maxLength: 12 },
);

function flipped(bytes: Uint8Array, changes: readonly Edit[]): Uint8Array {
  const out = bytes.slice();
  for (const { at, byte } of changes) out[Math.floor(at * out.length)] = byte;
  return out;
}

const JUNK = [
  '<',
  '>',
  '&',
  '&#0;',
  '&x;',
  '"',
  "'",
  ']]>',
  '<!--',
  '-->',
  '<![CDATA[',
  '</',
  '/>',
  '\0',
  '\ud800',
  '\uFFFF',
  '1e999',
  '-1',
  'NaN',
  'A0',
  'XFE1',
  'ZZZZ1:A1',
  '__proto__',
  '=',
  '{',
  '[',
  '|',
  '\n',
  '\t',
  '`',
  '*',
  ': ',
  '- ',
  '? ',
  '*x',
  '&x ',
  '<<: ',
  '---\n',
  '<table>',
  '</td>',
  '<tr><td colspan=0>',
  '\u202e',
  ' ',
];

describe('readMaterial gives material or a Problem, whatever it is given', () => {
  test('workbooks and Word files with bytes changed or cut off', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...WORKBOOKS),
        edits,
        fc.double({ min: 0.3, max: 1.5, noNaN: true }),
        async ({ name, bytes }, changes, keep) => {
          const changed = flipped(bytes, changes);
          await assertReadOrRefused([{ name, bytes: changed.slice(0, Math.ceil(changed.length * Math.min(1, keep))) }]);
        },
      ),
      { numRuns },
    );
  });

  test('parts of workbooks and Word files with bytes or words changed, parts missing or exchanged, entries shuffled', async () => {
    const zipped = WORKBOOKS.filter(({ bytes }) => bytes[0] === 0x50);
    const change = fc.record({
      part: fc.nat(),
      how: fc.constantFrom('bytes', 'word', 'cut', 'remove', 'exchange', 'twice', 'empty'),
      with: fc.nat(),
      edits,
      junk: fc.constantFrom(...JUNK),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...zipped),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        fc.infiniteStream(fc.nat()),
        async ({ name, bytes }, changes, order) => {
          const parts = partsOf(bytes);
          const names = Object.keys(parts);
          for (const one of changes) {
            const part = names[one.part % names.length]!;
            const old = parts[part] ?? new Uint8Array();
            if (one.how === 'remove') delete parts[part];
            else if (one.how === 'exchange') parts[part] = parts[names[one.with % names.length]!] ?? old;
            else if (one.how === 'twice') parts[part] = new Uint8Array(Buffer.concat([old, old]));
            else if (one.how === 'empty') parts[part] = new Uint8Array();
            else if (one.how === 'cut') parts[part] = old.slice(0, Math.floor(old.length * one.edits[0]!.at));
            else if (one.how === 'bytes') parts[part] = flipped(old, one.edits);
            else
              parts[part] = new Uint8Array(
                Buffer.from(spliced(Buffer.from(old).toString('utf8'), one.edits, one.junk)),
              );
          }
          const shuffled = Object.entries(parts)
            .map((entry) => ({ entry, key: order.next().value ?? 0 }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ entry }) => entry);
          await assertReadOrRefused([file(name, zip(Object.fromEntries(shuffled)))]);
        },
      ),
      { numRuns: 2 * numRuns },
    );
  });

  test('workbooks with any cells, names and merges', async () => {
    const cell: fc.Arbitrary<CellSpec> = fc.oneof(
      fc.constantFrom<CellSpec>(...SMALL_LOG.flat(), null, '', ...JUNK),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.double(),
      fc.boolean(),
      fc.date({ min: new Date(0), max: new Date('2199-12-31'), noInvalidDate: true }),
      fc.record({
        formula: fc.constantFrom('A1', 'SUM(A1:XFD9)', '"9434765919"', '1/0', "'x y'!A1"),
        value: fc.oneof(fc.string(), fc.integer()),
      }),
    );
    const sheet = fc.record({
      name: fc.string({ minLength: 1, maxLength: 20 }).map((name) => name.replace(/[[\]*?:/\\']/gu, '_')),
      rows: fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 8 }),
      merges: fc.array(fc.constantFrom('A1:B2', 'A1:A9', 'B1:H1', 'C3:C3', 'A1:XFD1'), { maxLength: 3 }),
      hidden: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(sheet, { selector: ({ name }) => name.toLowerCase(), minLength: 1, maxLength: 3 }),
        fc.constantFrom('xlsx' as const, 'biff8' as const, 'ods' as const, 'xlml' as const),
        async (sheets, kind) => {
          await assertReadOrRefused([file('log.x', workbook(sheets, kind))]);
        },
      ),
      { numRuns },
    );
  });

  test('texts with junk in them, under any ending', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...TEXTS),
        edits,
        fc.constantFrom(...JUNK),
        fc.constantFrom('', '.md', '.csv', '.html', '.yaml', '.json', '.txt', '.xls'),
        fc.nat(40),
        async ({ name, bytes }, changes, junk, ending, times) => {
          const text = spliced(Buffer.from(bytes).toString('utf8'), changes, junk.repeat(times));
          await assertReadOrRefused([file(ending === '' ? name : `x${ending}`, text)]);
        },
      ),
      { numRuns: 4 * numRuns },
    );
  });

  test('any bytes, alone and in a zip among others', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom(...WORKBOOKS, ...TEXTS),
        fc.nat(12),
        fc.boolean(),
        async (bytes, { name, bytes: good }, head, packed) => {
          const mixed = new Uint8Array(Buffer.concat([good.subarray(0, head), bytes]));
          await assertReadOrRefused(
            packed ? [file('all.zip', zip({ [name]: mixed, 'log.csv': 'a,b\n' }))] : [{ name, bytes: mixed }],
          );
        },
      ),
      { numRuns: 2 * numRuns },
    );
  });
});

describe('every format gives back the cells that were put in', () => {
  // White space is folded in pages, and a bar or a mark has a meaning in Markdown: those have tests of their own.
  const word = fc
    .stringMatching(/^[a-zA-Z\u00e9\u30cf][a-zA-Z0-9\u00e9\u30cf(),;:'"?!%-]{0,12}(?: [a-z0-9]{1,6}){0,3}$/u)
    .filter((text) => !maskText(text).found);
  const table = fc
    .integer({ min: 2, max: 6 })
    .chain((columns) =>
      fc.array(fc.array(word, { minLength: columns, maxLength: columns }), { minLength: 2, maxLength: 7 }),
    );
  const FORMATS: Readonly<Record<string, (rows: string[][]) => string | Uint8Array>> = {
    'x.xlsx': (rows) => workbook([{ name: 'x', rows }]),
    'x.xls': (rows) => workbook([{ name: 'x', rows }], 'biff8'),
    'x.ods': (rows) => workbook([{ name: 'x', rows }], 'ods'),
    'x.csv': (rows) => csv(rows),
    'x.tsv': (rows) => csv(rows, '\t', '\n'),
    'semicolon.csv': (rows) => csv(rows, ';'),
    'x.html': (rows) => htmlTable(rows),
    'x.md': (rows) => pipeTable(rows),
    'html.md': (rows) => htmlTable(rows),
    'x.docx': (rows) => wordFile([{ table: rows }]),
  };
  for (const [name, write] of Object.entries(FORMATS)) {
    test(name, async () => {
      await fc.assert(
        fc.asyncProperty(table, async (rows) => {
          const material = await readMaterial([file(name, write(rows))]);
          const sheets = material.contents.flatMap((content) =>
            content.kind === 'sheet'
              ? [content]
              : content.parts.flatMap((part) => (part.kind === 'table' ? [part.sheet] : [])),
          );
          assert.deepEqual(
            sheets.map((sheet) => sheet.rows.map((row) => row.cells.map((cell) => cell?.value))),
            [rows],
          );
        }),
        { numRuns: Math.ceil(numRuns / 2) },
      );
    });
  }
});

function spliced(text: string, changes: readonly Edit[], junk: string): string {
  let out = text;
  for (const { at, byte } of changes) {
    const place = Math.floor(at * out.length);
    out = out.slice(0, place) + junk + out.slice(place + (byte % 6));
  }
  return out;
}
