import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outlineOf, partsOf, read, sheetsOf, valuesOf } from '../testing/reading.ts';
import { wordFile } from '../testing/word-files.ts';

test('headings, texts and tables of a Word file come in their order, and tables have cells', async () => {
  const material = await read(
    'log.docx',
    wordFile([{ heading: 'Hazards', level: 2 }, { text: 'All of them.' }, { table: [['a', 'b']] }, { table: [['c']] }]),
  );
  assert.deepEqual(outlineOf(partsOf(material)), [
    '- heading Hazards',
    '- text All of them.',
    '1 table 1',
    '1 table 1',
  ]);
  assert.deepEqual(
    sheetsOf(material).map(({ name, places }) => [name, places]),
    [
      ['Table 1', 'cells'],
      ['Table 2', 'cells'],
    ],
  );
});

test('merged cells of a Word table repeat their value and say where from', async () => {
  const table = [
    [{ text: 'Title', across: 3 }],
    [{ text: 'H1', down: 'first' as const }, 'cause', 'one'],
    [{ text: '', down: 'more' as const }, 'cause', 'two\nlines'],
  ];
  const [sheet] = sheetsOf(await read('log.docx', wordFile([{ table }])));
  assert.deepEqual(valuesOf(sheet), [
    ['Title', 'Title', 'Title'],
    ['H1', 'cause', 'one'],
    ['H1', 'cause', 'two\nlines'],
  ]);
  assert.deepEqual(
    sheet!.rows.map((row) => row.cells[0]?.mergedFrom),
    ['A1', 'A2', 'A2'],
  );
});
