import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { csv, ENCODINGS, file, utf8, zip } from '../testing/files.ts';
import { outlineOf, partsOf, read, sheetsOf, valuesOf } from '../testing/reading.ts';
import { workbook } from '../testing/workbooks.ts';
import { readMaterial } from './read.ts';

describe('csv', () => {
  const ROWS = [
    ['Hazard', 'Severity', 'Note'],
    ['Caf\u00e9 \u2013 na\u00efve', 'Major', 'it\u2019s \u20ac3'],
    ['Two\nlines', 'Minor', 'say "no"'],
    ['Last', 'Low', 'x'],
  ];

  for (const [encoding, encode] of Object.entries(ENCODINGS)) {
    for (const [name, separator] of Object.entries({ comma: ',', semicolon: ';', tab: '\t', bar: '|' })) {
      for (const end of ['\n', '\r\n', '\r']) {
        test(`${encoding}, ${name}, ${JSON.stringify(end)}`, async () => {
          const rows = end === '\r' ? ROWS.filter((row) => !row[0]!.includes('\n')) : ROWS;
          const [sheet] = sheetsOf(await read('log.csv', encode(csv(rows, separator, end))));
          assert.deepEqual(valuesOf(sheet), rows);
        });
      }
    }
  }

  const linesOf = async (text: string) => sheetsOf(await read('log.csv', text))[0]!.rows.map((row) => row.at);

  test('a row is at the line on which it begins, whatever ends the lines within quotes', async () => {
    assert.deepEqual(await linesOf('a,b\n"1\n2\n3",x\n\n,\n4,y\n'), [1, 2, 7]);
    assert.deepEqual(await linesOf('a,b\r\n"1\r\n2\r\n3",x\r\n\r\n,\r\n4,y\r\n'), [1, 2, 7]);
    assert.deepEqual(await linesOf('sep=;\r\na;b\r\n1;2\r\n'), [2, 3]);
  });

  test('the separator that Excel names in its first line is no guess', async () => {
    assert.deepEqual(valuesOf(sheetsOf(await read('log.csv', 'sep=;\na,b;c\n1,5;2,5\n'))[0]), [
      ['a,b', 'c'],
      ['1,5', '2,5'],
    ]);
  });

  test('an inch within a value quotes nothing', async () => {
    const rows = valuesOf(sheetsOf(await read('log.csv', 'a;b\nTube, 5" long, bent;x\nTube, 6" long;y\n'))[0]);
    assert.deepEqual(rows, [
      ['a', 'b'],
      ['Tube, 5" long, bent', 'x'],
      ['Tube, 6" long', 'y'],
    ]);
  });

  test('rows of nothing but separators, as Excel leaves them by the million, are no rows', async () => {
    const [sheet] = sheetsOf(await read('log.csv', `a,b\n1,2\n${',\n'.repeat(200_000)}`));
    assert.deepEqual(valuesOf(sheet), [
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  test('rows of different lengths, one column, a value that looks like a formula', async () => {
    assert.deepEqual(valuesOf(sheetsOf(await read('a.csv', 'a,b\n1\n1,2,3\n'))[0]), [
      ['a', 'b'],
      ['1'],
      ['1', '2', '3'],
    ]);
    assert.deepEqual(valuesOf(sheetsOf(await read('a.csv', 'Hazard\nOne\nTwo\n'))[0]), [['Hazard'], ['One'], ['Two']]);
    const [sheet] = sheetsOf(await read('a.csv', "a,b\n=cmd|'/c calc'!A1,@SUM(1)\n"));
    assert.deepEqual(sheet!.rows[1]!.cells, [{ value: "=cmd|'/c calc'!A1" }, { value: '@SUM(1)' }]);
  });

  test('a text that begins like a picture or a program is a text', async () => {
    for (const head of ['BM', 'BMI', 'MZ', 'MM', 'II'])
      assert.deepEqual(
        valuesOf(sheetsOf(await read('log.csv', `${head},Hazard,Severity and more\n1,2,3\n`))[0])[0]![0],
        head,
      );
  });
});

describe('Markdown', () => {
  const outline = async (text: string) => outlineOf(partsOf(await read('log.md', text)));

  test('headings, labels, items and tables, each with its line', async () => {
    const text = `# One

**Severity:** Major
Likelihood: Low

- first
- second
  - inner

3. three
4. four

| a | b |
|---|---|
| 1 | 2 |

Two
===
> ### Three
> said
`;
    assert.deepEqual(await outline(text), [
      '1 heading One',
      '3 text Severity: Major',
      '4 text Likelihood: Low',
      '6 item first',
      '7 item second\n- inner',
      '10 item three',
      '11 item four',
      '13 table 2',
      '17 heading Two',
      '19 heading Three',
      '20 text said',
    ]);
  });

  test('the rows of a pipe table have the lines that they stand on', async () => {
    const [sheet] = sheetsOf(
      await read('log.md', '\n\n| a | b \\| c |\n| --- | :-: |\n| 1 | **2** |\n| 3 | [4](x(y)z) `5` |\n'),
    );
    assert.deepEqual(valuesOf(sheet), [
      ['a', 'b | c'],
      ['1', '2'],
      ['3', '4 5'],
    ]);
    assert.deepEqual(
      sheet!.rows.map((row) => row.at),
      [3, 5, 6],
    );
  });

  test('a break in a cell is a new line, and references are what they stand for', async () => {
    const [sheet] = sheetsOf(await read('log.md', '| a | b |\n|---|---|\n| 1) x<br>2) y | R&amp;D &lt;3 &#233; |\n'));
    assert.deepEqual(valuesOf(sheet)[1], ['1) x\n2) y', 'R&D <3 \u00e9']);
  });

  test('an HTML table within: its lines are those of the file', async () => {
    const text =
      '# A\n\n<!-- a\nnote -->\n<div>\n  <table>\n      <tr>\n        <th>Risk</th>\n      </tr>\n\n      <tr>\n          <td>3</td></tr>\n  </table>\n</div>\n\nafter\n';
    const material = await read('log.md', text);
    assert.deepEqual(outlineOf(partsOf(material)), ['1 heading A', '7 table 2', '16 text after']);
    const [sheet] = sheetsOf(material);
    assert.deepEqual(
      sheet!.rows.map((row) => [row.at, row.cells[0]!.line, row.cells[0]!.value]),
      [
        [7, 8, 'Risk'],
        [11, 12, '3'],
      ],
    );
  });

  test('a table in a table, a table in a list, and a table in a quotation', async () => {
    assert.deepEqual(
      await outline(
        '<table><tr><td><table><tr><td>in</td></tr></table></td><td>x</td></tr></table>\n\n- item\n  <table><tr><td>a</td></tr></table>\n\n> <table><tr><td>b</td></tr></table>\n',
      ),
      ['1 table 1', '3 item item', '4 table 1', '6 table 1'],
    );
  });

  test('a tag that is only spoken of, or never closed, hides nothing of what follows', async () => {
    for (const tag of ['<table>', '<script>', '<style', '`<table>`']) {
      const lines = await outline(`About ${tag} and more.\n\n# Next\n\n<table><tr><td>x</td></tr></table>\n`);
      assert.deepEqual(lines.slice(-2), ['3 heading Next', '5 table 1'], tag);
    }
  });

  test('what a page says of itself before its first line is not its text', async () => {
    assert.deepEqual(await outline('---\ntitle: x\n---\n# A\n'), ['4 heading A']);
  });

  test('characters that are used as marks here are not taken for them', async () => {
    assert.deepEqual(await outline('a \uE0000\uE001 b\n\n<table><tr><td>x</td></tr></table>\n'), [
      '1 text a 0 b',
      '3 table 1',
    ]);
  });

  test('a file that begins with a tag is Markdown all the same', async () => {
    assert.deepEqual(await outline('<table><tr><td>x</td></tr></table>\n\n# A\n\n| a |\n|---|\n| 1 |\n'), [
      '1 table 1',
      '3 heading A',
      '5 table 2',
    ]);
    assert.deepEqual((await read('log.md', '[[toc]]\n\n# A\n')).sources[0]!.kind, 'markdown');
  });

  test('without an ending it is known by its look', async () => {
    for (const text of ['Log\n# Hazards\n', '| a | b |\n|---|---|\n| 1 | 2 |\n', '- **Severity:** Major\n'])
      assert.equal((await read('README', text)).sources[0]!.kind, 'markdown');
  });
});

describe('HTML', () => {
  const outline = async (text: string) => outlineOf(partsOf(await read('log.html', text)));

  test('headings, texts, items, terms, pictures and tables, each with its line', async () => {
    const text = `<!doctype html><html><head><title>no</title></head><body>
<h2>One <b>two</b></h2>
<p>Severity:
 Major<br>Low</p><script>no()</script>
<ol start="3"><li>three
<li>four</ol>
<dl><dt>Owner<dd>Somebody</dl>
<a href="x"><img src="risk-3.png" alt="Risk"></a>
<table><caption>no</caption><thead><tr><th>a</thead><tr><td>1</table>
</body></html>`;
    assert.deepEqual(await outline(text), [
      '2 heading One two',
      '3 text Severity: Major\nLow',
      '5 item three',
      '6 item four',
      '7 heading Owner',
      '7 text Somebody',
      '8 picture risk-3.png',
      '9 table 2',
    ]);
  });

  test('a table within what is not a block, and one that only lays out the page', async () => {
    assert.deepEqual(await outline('<font><b><table><tr><td>x</td></tr></table></b></font>'), ['1 table 1']);
    assert.deepEqual(
      await outline('<table><tr><td>\n<h1>A</h1><table><tr><td>x</td><td>y</td></tr></table></td></tr></table>'),
      ['2 heading A', '2 table 1'],
    );
    assert.deepEqual(await outline('<ul><li>a<li><table><tr><td>x</td></tr></table></ul>'), ['1 item a', '1 table 1']);
  });

  test('spans: across, down, and more than there is', async () => {
    const values = async (rows: string) => valuesOf(sheetsOf(await read('log.html', `<table>${rows}</table>`))[0]);
    assert.deepEqual(await values('<tr><td colspan=2>a<td>b<tr><td rowspan=9>c<td>d<td>e<tr><td>f<td>g'), [
      ['a', 'a', 'b'],
      ['c', 'd', 'e'],
      ['c', 'f', 'g'],
    ]);
    for (const span of ['2.5', '0', '-1', 'x', '1e9', '999999999999', 'Infinity', '65534']) {
      const [first] = await values(`<tr><td colspan="${span}" rowspan="${span}">a<td>b<tr><td>c`);
      assert.equal(first![0], 'a', span);
    }
  });

  test('words that are closed in the wrong order, many times over, are no depth', async () => {
    assert.equal((await outline('<p><b>x<i>y</b>z</i></p>'.repeat(2_000))).length, 2_000);
  });
});

describe('YAML and JSON', () => {
  const values = async (text: string, name = 'log.yaml') => sheetsOf(await read(name, text)).map(valuesOf);

  test('a tree is a table with a row for each innermost entry, and its lines', async () => {
    const text =
      'hazards:\n  - id: 007\n    name: One\n    causes:\n      - cause: a\n        controls:\n          - x\n          - y\n      - cause: b\n  - id: 8\n    name: Two\n';
    const [sheet] = sheetsOf(await read('log.yaml', text));
    assert.deepEqual(valuesOf(sheet), [
      ['id', 'name', 'causes \u203a cause', 'causes \u203a controls'],
      ['007', 'One', 'a', '1) x\n2) y'],
      ['007', 'One', 'b', null],
      [8, 'Two', null, null],
    ]);
    assert.deepEqual(
      sheet!.rows.map((row) => row.at),
      [5, 5, 9, 10],
    );
    assert.equal(sheet!.rows[1]!.cells[0]!.line, 2);
    assert.equal(sheet!.name, 'hazards');
  });

  test('several documents in one file; records under their numbers; numbers as they are written', async () => {
    assert.deepEqual(await values('- a: 1.10\n---\n- a: 0x1F\n  b: 2031-01-05\n  c: ~\n  d: yes\n'), [
      [['a'], ['1.10']],
      [
        ['a', 'b', 'd'],
        ['0x1F', '2031-01-05', 'yes'],
      ],
    ]);
    assert.deepEqual(await values('H1: {name: One}\nH2: {name: Two}\n'), [
      [
        ['id', 'name'],
        ['H1', 'One'],
        ['H2', 'Two'],
      ],
    ]);
  });

  test('a name stands for what it was given to', async () => {
    assert.deepEqual(await values('base: &b {owner: Me}\nhazards:\n  - <<: *b\n    name: &n One\n  - name: *n\n'), [
      [
        ['owner', 'name'],
        ['Me', 'One'],
        [null, 'One'],
      ],
    ]);
  });

  test('JSON, however it is laid out, with keys that objects have of themselves', async () => {
    const records = [{ name: 'One', ['__proto__x']: 1 }, { name: 'T\ud83d\udc15wo' }];
    for (const text of [
      JSON.stringify(records),
      JSON.stringify({ hazards: records }, null, '\t'),
      JSON.stringify(records, null, 2).replaceAll('\n', '\r\n'),
    ])
      assert.deepEqual(await values(text, 'x.json'), [
        [
          ['name', '__proto__x'],
          ['One', 1],
          ['T\ud83d\udc15wo', null],
        ],
      ]);
    const text = '{"hazards":[{"__proto__":{"severity":"Major"},"constructor":"x","toString":1,"name":"One"}]}';
    assert.deepEqual(await values(text, 'x.json'), [
      [
        ['__proto__ \u203a severity', 'constructor', 'toString', 'name'],
        ['Major', 'x', 1, 'One'],
      ],
    ]);
    assert.equal(({} as Record<string, unknown>)['severity'], undefined);
  });

  test('a slip is said with its line', async () => {
    await assert.rejects(
      read('log.yaml', 'a: 1\nb: [1\nc: 2\n'),
      /log\.yaml is not well formed at line \d+\. Mend it/u,
    );
    await assert.rejects(read('log.json', '{"a": 1,\n "b": }x'), /log\.json is not well formed at line 2\. Mend it/u);
  });
});

describe('folders and zips', () => {
  const CSV = 'Hazard,Severity\nOne,Major\n';
  const mixed = {
    'log.csv': CSV,
    'notes/plan.md': '# Plan\n',
    'notes/scan.pdf': '%PDF-1.7 ...',
    'broken.xlsx': workbook([{ name: 'x', rows: [['a']] }]).slice(0, 500),
    'empty.csv': '',
  };
  const NOT_READ = ['notes/scan.pdf', 'broken.xlsx', 'empty.csv'];

  test('what is readable is read, the rest is put aside with its reason', async () => {
    const material = await readMaterial(Object.entries(mixed).map(([name, content]) => file(name, content)));
    assert.deepEqual(
      material.sources.map((source) => source.file),
      ['log.csv', 'notes/plan.md'],
    );
    assert.deepEqual(
      material.notTaken.map((one) => one.place.file),
      NOT_READ,
    );
    assert.match(material.notTaken[0]!.reason, /is a PDF.*Ask for the Excel or Word file/u);
  });

  test('a zip stands for a folder, and what the computer keeps for itself is said', async () => {
    const bytes = zip({
      ...mixed,
      '__MACOSX/._log.csv': 'x',
      '.DS_Store': 'x',
      '~$log.xlsx': 'x',
      './deep/../deep/more.csv': `${CSV}\n`,
    });
    const material = await readMaterial([file('all.zip', bytes)]);
    assert.deepEqual(
      material.sources.map((source) => source.file),
      ['log.csv', 'notes/plan.md', 'deep/../deep/more.csv'],
    );
    assert.deepEqual(
      material.notTaken.map((one) => one.place.file),
      [...NOT_READ, '__MACOSX/._log.csv', '.DS_Store', '~$log.xlsx'],
    );
  });

  test('a workbook in a zip is read, packed or only stored; a zip in a zip is not', async () => {
    for (const level of [0, 6] as const) {
      const bytes = zip(
        { 'log.xlsx': workbook([{ name: 'x', rows: [['a']] }]), 'inner.zip': zip({ 'a.csv': CSV }), 'a.csv': CSV },
        level,
      );
      const material = await readMaterial([file('all.zip', bytes)]);
      assert.deepEqual(
        material.sources.map(({ kind }) => kind),
        ['xlsx', 'csv'],
      );
      assert.match(material.notTaken[0]!.reason, /inner\.zip is a zip within a zip\. Unpack it/u);
    }
  });

  test('one damaged zip among good files is put aside', async () => {
    const material = await readMaterial([file('bad.zip', zip({ 'a.csv': CSV }).slice(0, 60)), file('a.csv', CSV)]);
    assert.deepEqual(
      material.sources.map((source) => source.file),
      ['a.csv'],
    );
    assert.match(material.notTaken[0]!.reason, /bad\.zip is damaged or only half there/u);
  });

  test('the sum of a file is that of its bytes', async () => {
    const { sources } = await read('a.csv', utf8('a,b\n'));
    assert.equal(sources[0]!.sha256, '5be08c9684a1d25efcee09318204824278b08bbfb4aef973ffefd0b9d7478313');
  });
});
