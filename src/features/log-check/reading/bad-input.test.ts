import assert from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import { describe, test } from 'node:test';
import { csv, file, utf8, zip } from '../testing/files.ts';
import { read, refusalOf, sheetsOf, valuesOf } from '../testing/reading.ts';
import { wordFile, wordFileOfXml } from '../testing/word-files.ts';
import { encryptedWorkbook, oldOffice, partsOf, workbook, workbookOfXml } from '../testing/workbooks.ts';
import { LIMITS } from './limits.ts';
import { readMaterial } from './read.ts';

const LOG = workbook([
  {
    name: 'Log',
    rows: [
      ['Hazard', 'Severity'],
      ['One', 'Major'],
    ],
  },
]);

async function refused(name: string, content: string | Uint8Array, says: RegExp): Promise<void> {
  assert.match(await refusalOf([file(name, content)]), says);
}

describe('files that are no log get one sentence that says what to do', () => {
  const CASES: Readonly<Record<string, readonly [content: string | Uint8Array, says: RegExp]>> = {
    'empty.xlsx': ['', /^empty\.xlsx is empty/u],
    'blank.csv': [' \n\t\r\n ', /is empty/u],
    'mark-only.csv': ['\uFEFF', /is empty/u],
    'program.xlsx': [Uint8Array.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4]), /is a program/u],
    'elf.csv': [Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), /is a program/u],
    'picture.xlsx': [Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), /is a picture/u],
    'photo.csv': [Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), /is a picture/u],
    'bitmap.csv': [Uint8Array.from([0x42, 0x4d, 9, 9, 0, 0, 0, 0, 0, 0, 54]), /is a picture/u],
    'paper.xlsx': ['%PDF-1.7\n%\u00e2\u00e3', /is a PDF/u],
    'rich.doc': ['{\\rtf1 x}', /rich text/u],
    'packed.7z': [Uint8Array.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0]), /packed in a way/u],
    'packed.csv.gz': [Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0]), /packed in a way/u],
    'drawing.svg': ['<svg xmlns="http://www.w3.org/2000/svg"/>', /XML file that is no workbook/u],
    'zeros.csv': [new Uint8Array(5_000), /not a kind of file/u],
    'nul.csv': ['Hazard,Severity\nOne\0,Major\n', /not a kind of file/u],
    'noise.csv': [
      Uint8Array.from({ length: 5_000 }, (_, index) => (index * 7_919 + (index >> 3)) % 251),
      /not a kind of file/u,
    ],
    'slides.pptx': [zip({ '[Content_Types].xml': '', 'ppt/presentation.xml': '' }), /slides/u],
    'words.odt': [
      zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'META-INF/manifest.xml': '', 'content.xml': '' }),
      /no spreadsheet/u,
    ],
    'binary.xlsb': [workbook([{ name: 'x', rows: [['a']] }], 'xlsb'), /Excel binary workbook/u],
    'sheet.numbers': [zip({ 'Index/Document.iwa': '', 'Index/Tables/x.iwa': '' }), /Apple Numbers/u],
    'words.pages': [zip({ 'Index/Document.iwa': '' }), /Apple Pages/u],
    'words.doc': [oldOffice({ '/WordDocument': new Uint8Array(4_096) }), /old Word file/u],
    'slides.ppt': [oldOffice({ '/PowerPoint Document': new Uint8Array(4_096) }), /slides/u],
    'mail.msg': [oldOffice({ '/__properties_version1.0': new Uint8Array(4_096) }), /not a kind of file/u],
    'empty.zip': [zip({}), /empty zip/u],
    'folders.zip': [zip({ 'a/': '' }), /empty zip/u],
  };
  for (const [name, [content, says]] of Object.entries(CASES)) test(name, () => refused(name, content, says));

  test('nothing at all', async () => assert.match(await refusalOf([]), /no file here/u));

  test('many, none of them readable', async () => {
    const files = [file('a.pdf', '%PDF-1.4'), file('b.csv', '')];
    assert.match(await refusalOf(files), /^None of the 2 files could be read\. The first: a\.pdf is a PDF/u);
  });
});

describe('what is protected', () => {
  test('a workbook with a password', () => refused('log.xlsx', encryptedWorkbook(), /protected with a password/u));

  test('a zip with a password, and a workbook within it', async () => {
    const locked = zip({ 'log.csv': 'a,b\n' });
    for (const at of [6, Buffer.from(locked).lastIndexOf('PK\x01\x02') + 8]) locked[at] = locked[at]! | 1;
    await refused('log.zip', locked, /protected with a password/u);
  });

  test('an OpenDocument sheet with a password', async () => {
    const parts = partsOf(workbook([{ name: 'x', rows: [['a']] }], 'ods'));
    const manifest =
      '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>';
    await refused('log.ods', zip({ ...parts, 'META-INF/manifest.xml': manifest }), /protected with a password/u);
  });
});

describe('what was cut off or changed on its way', () => {
  const FILES = {
    'log.xlsx': LOG,
    'log.docx': wordFile([{ table: [['a']] }]),
    'log.ods': workbook([{ name: 'x', rows: [['a']] }], 'ods'),
    'log.zip': zip({ 'a.csv': 'a,b\n1,2\n' }),
  };
  for (const [name, bytes] of Object.entries(FILES)) {
    test(`${name}, cut anywhere`, async () => {
      for (let part = 1; part < 12; part++)
        await refused(name, bytes.slice(0, Math.floor((bytes.length * part) / 12)), /damaged or only half there/u);
    });
  }

  test('an old workbook, cut anywhere', async () => {
    const bytes = workbook([{ name: 'x', rows: [['a']] }], 'biff8');
    for (let part = 1; part < 12; part++) {
      const cut = bytes.slice(0, Math.floor((bytes.length * part) / 12));
      await readMaterial([file('log.xls', cut)]).catch(() => refusalOf([file('log.xls', cut)]));
    }
  });

  test('one digit changed within a part that is only stored', async () => {
    const bytes = zip({ 'log.csv': 'Hazard,Risk\nOne,3\n' }, 0);
    const at = Buffer.from(bytes).indexOf('One,3') + 4;
    bytes[at] = 0x34;
    await refused('log.zip', bytes, /damaged/u);
  });

  test('a quotation mark that never closes', () =>
    refused('log.csv', 'a,b\n"1,2\n3,4\n', /quotation mark that never closes/u));
});

/** A zip by hand: entries may lie about their size, and lie over each other. */
function forgedZip(
  entries: readonly {
    readonly name: string;
    readonly packed: Uint8Array;
    readonly at?: number;
    readonly crc?: number;
  }[],
): Uint8Array {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let length = 0;
  for (const { name, packed, at, crc = 0 } of entries) {
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(3, 22);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(crc, 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(3, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at ?? length, 42);
    directory.push(entry, Buffer.from(name));
    if (at !== undefined) continue;
    local.push(head, Buffer.from(name), Buffer.from(packed));
    length += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(length, 16);
  return new Uint8Array(Buffer.concat([...local, ...directory, end]));
}

describe('bombs', () => {
  const huge = deflateRawSync(Buffer.alloc(LIMITS.unpacked + 1));

  test('an entry that claims three bytes and is more than 200 MB', async () => {
    await refused('bomb.zip', forgedZip([{ name: 'log.csv', packed: huge }]), /more than 200 MB/u);
  });

  test('the same as a workbook, and as a Word file', async () => {
    const office = (part: string) =>
      forgedZip([
        { name: '[Content_Types].xml', packed: huge },
        { name: part, packed: huge },
      ]);
    await refused('bomb.xlsx', office('xl/workbook.xml'), /more than 200 MB/u);
    await refused('bomb.docx', office('word/document.xml'), /more than 200 MB/u);
  });

  test('a thousand entries that are all the same bytes: the limit is spent once', async () => {
    const same = Array.from({ length: 1_000 }, (_, index) => ({
      name: `f${String(index).padStart(4, '0')}.csv`,
      packed: huge,
      ...(index > 0 ? { at: 0 } : {}),
    }));
    await refused(
      'bomb.zip',
      forgedZip(same),
      /None of the 1000 files could be read\. The first: bomb\.zip unpacks to more/u,
    );
  });

  test('more files than anybody has', async () => {
    const many = Object.fromEntries(Array.from({ length: LIMITS.files + 1 }, (_, index) => [`${index}.csv`, '']));
    await refused('many.zip', zip(many, 0), /holds 2,001 files\. At most 2,000/u);
  });

  test('entities that stand for each other a billion times', async () => {
    const laughs = `<!DOCTYPE x [<!ENTITY a "ha">${Array.from('bcdefghijk', (name, index) => `<!ENTITY ${name} "${`&${'abcdefghij'[index]};`.repeat(10)}">`).join('')}]>`;
    const sheet = `<sheetData><row r="1"><c r="A1" t="str"><v>x &k; y</v></c></row></sheetData>`;
    const bytes = zip({
      ...partsOf(workbookOfXml(sheet)),
      'xl/worksheets/sheet1.xml': `<?xml version="1.0"?>${laughs}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${sheet}</worksheet>`,
    });
    for (const [name, content] of [
      ['log.xlsx', bytes],
      ['log.docx', wordFileOfXml('<w:p><w:r><w:t>x &k; y</w:t></w:r></w:p>', laughs)],
    ] as const) {
      const text = await readMaterial([file(name, content)]).then(
        (material) => JSON.stringify(material.contents),
        () => refusalOf([file(name, content)]),
      );
      assert.ok(text.length < 1_000, `${name} grew to ${text.length}`);
    }
  });

  test('entities that would read a file of this computer', async () => {
    const outside = '<!DOCTYPE x [<!ENTITY k SYSTEM "file:///etc/hostname">]>';
    const content = wordFileOfXml('<w:p><w:r><w:t>x &k; y</w:t></w:r></w:p>', outside);
    const text = await readMaterial([file('log.docx', content)]).then(
      (material) => JSON.stringify(material.contents),
      () => refusalOf([file('log.docx', content)]),
    );
    assert.doesNotMatch(text, /x \w+ y/u);
  });

  test('names in YAML that stand for each other a billion times', async () => {
    const bomb = (level: (below: string) => string) =>
      `l0: &l0 {a: 1}\n${Array.from({ length: 9 }, (_, index) => `l${index + 1}: &l${index + 1}\n${level(`*l${index}`)}`).join('')}hazards: *l9\n`;
    const keys = Array.from('abcdefghi');
    for (const text of [
      bomb((below) => `  - {x: ${below}}\n`.repeat(9)),
      bomb((below) => keys.map((key) => `  ${key}: ${below}\n`).join('')),
      bomb((below) => `  <<: ${below}\n${keys.map((key) => `  ${key}: ${below}\n`).join('')}`),
    ])
      await refused('log.yaml', text, /far more cells|more than 50,000 rows|things within things/u);
  });

  test('an OpenDocument cell that is repeated over the whole sheet', async () => {
    const parts = partsOf(workbook([{ name: 'x', rows: [['a']] }], 'ods'));
    const content = Buffer.from(parts['content.xml']!).toString();
    for (const [from, to] of [
      [/<table:table-row/u, '<table:table-row table:number-rows-repeated="1048576"'],
      [/<table:table-cell/u, '<table:table-cell table:number-columns-repeated="999999999"'],
      [/<text:p>/u, '<text:p><text:s text:c="4000000000"/>'],
    ] as const) {
      const changed = content
        .replace(from, to)
        .replace(
          /(rows-repeated="1048576".*?)<table:table-cell/su,
          '$1<table:table-cell table:number-columns-repeated="1024"',
        );
      await refused('log.ods', zip({ ...parts, 'content.xml': changed }), /far more cells than a hazard log/u);
    }
  });

  test('a link, and a thousand merges, over the whole sheet', async () => {
    const row = (at: number) => `<row r="${at}"><c r="A${at}" t="str"><v>x</v></c></row>`;
    const data = `<dimension ref="A1:XFD1048576"/><sheetData>${Array.from({ length: 100 }, (_, index) => row(index + 1)).join('')}</sheetData>`;
    const link = '<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>';
    assert.equal(sheetsOf(await read('log.xlsx', workbookOfXml(data + link)))[0]!.rows.length, 100);
    const merges = `<mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(1_000)}</mergeCells>`;
    await refused('log.xlsx', workbookOfXml(data + merges), /far more cells than a hazard log/u);
    const [merged] = sheetsOf(
      await read('log.xlsx', workbookOfXml(`${data}<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`)),
    );
    assert.deepEqual(
      merged!.rows.map((one) => one.cells.length),
      Array<number>(100).fill(LIMITS.columns),
    );
  });

  test('cells that span more rows of a page than there can be', async () => {
    await refused(
      'log.html',
      `<table>${'<tr><td rowspan=9999>x'.repeat(10_000)}</table>`,
      /far more cells than a hazard log/u,
    );
  });
});

describe('what is larger than a log', () => {
  test('a thousand columns: the first are read, the rest is said', async () => {
    const wide = [Array.from({ length: 1_000 }, (_, index) => `c${index}`)];
    for (const [name, content, place] of [
      ['log.xlsx', workbook([{ name: 'Wide', rows: wide }]), { file: 'log.xlsx', sheet: 'Wide' }],
      ['log.csv', csv(wide), { file: 'log.csv' }],
      ['log.html', `<table><tr>${'<td>x'.repeat(1_000)}</table>`, { file: 'log.html' }],
      ['log.md', `|${'a|'.repeat(1_000)}\n|${'-|'.repeat(1_000)}\n`, { file: 'log.md' }],
    ] as const) {
      const material = await read(name, content);
      assert.equal(sheetsOf(material)[0]!.rows[0]!.cells.length, LIMITS.columns);
      assert.deepEqual(material.notTaken, [
        { place, reason: 'Columns after number 512 were not read (488 cells). Delete what is not part of the log.' },
      ]);
    }
  });

  test('a cell at the far corner of the sheet, and one past it', async () => {
    const corner =
      '<row r="1"><c r="A1" t="str"><v>x</v></c></row><row r="1048576"><c r="XFD1048576" t="str"><v>y</v></c></row>';
    const material = await read('log.xlsx', workbookOfXml(`<sheetData>${corner}</sheetData>`));
    assert.deepEqual(valuesOf(sheetsOf(material)[0])[0], ['x']);
    assert.match(material.notTaken[0]!.reason, /\(1 cell\)/u);
    const past = corner.replaceAll('1048576', '4294967295');
    await refused('log.xlsx', workbookOfXml(`<sheetData>${past}</sheetData>`), /outside of what a sheet can hold/u);
  });

  test('more rows than a log has, in every format', async () => {
    const rows = Array.from({ length: LIMITS.rows + 1 }, (_, index) => [`x${index}`]);
    for (const [name, content] of [
      [
        'log.xlsx',
        workbookOfXml(
          `<sheetData>${rows.map((_, at) => `<row r="${at + 1}"><c><v>1</v></c></row>`).join('')}</sheetData>`,
        ),
      ],
      ['log.csv', csv(rows)],
      ['log.html', `<table>${rows.map(([text]) => `<tr><td>${text}`).join('')}</table>`],
      ['log.yaml', rows.map(([text]) => `- a: ${text}\n`).join('')],
    ] as const)
      await refused(name, content, /more than 50,000 rows\. Split it/u);
  });

  test('rows of all files count together', async () => {
    const half = csv(Array.from({ length: 30_000 }, (_, index) => [`x${index}`]));
    const material = await readMaterial([file('a.csv', half), file('b.csv', half), file('c.csv', 'x\n')]);
    assert.deepEqual(
      material.notTaken.map((one) => one.place.file),
      ['b.csv'],
    );
  });

  test('the longest cells that Excel has', async () => {
    const long = 'x'.repeat(32_767);
    for (const kind of ['xlsx', 'ods'] as const)
      assert.deepEqual(valuesOf(sheetsOf(await read('log', workbook([{ name: 'x', rows: [[long]] }], kind)))[0]), [
        [long],
      ]);
  });

  test('what no page may hold is taken out: control characters, halves of characters', async () => {
    assert.deepEqual(valuesOf(sheetsOf(await read('a.json', '[{"a\\u0000":"x\\ud800y\\u0007\\nz"}]'))[0]), [
      ['a'],
      ['xy\nz'],
    ]);
    const [sheet] = sheetsOf(await read('a.html', '<table><tr><td>a&#1;b&#xFFFF;</table>'));
    assert.deepEqual(valuesOf(sheet), [['ab']]);
  });
});

describe('depth', () => {
  const DEEP = 100_000;
  const CASES: Readonly<Record<string, string>> = {
    'divs.html': '<div>'.repeat(DEEP),
    'bold.html': '<b>'.repeat(DEEP),
    'lists.html': '<ul><li>'.repeat(DEEP),
    'tables.html': '<table><tr><td>'.repeat(DEEP),
    'quotations.md': `${'> '.repeat(DEEP)}x`,
    'marks.md': `${'>'.repeat(DEEP)}x`,
    'items.md': `${'- '.repeat(DEEP)}x`,
    'numbers.md': `${'1. '.repeat(DEEP)}x`,
    'both.md': `${'> - '.repeat(DEEP)}x`,
    'divs-in-table.md': `<table><tr><td>${'<div>'.repeat(DEEP)}</table>`,
    'lists.yaml': `${'- '.repeat(DEEP)}x`,
    'maps.yaml': `${'{a: '.repeat(DEEP)}1${'}'.repeat(DEEP)}`,
    'data.yaml': `${'{data: '.repeat(1_000)}1${'}'.repeat(1_000)}`,
    'half.json': '['.repeat(DEEP),
    'whole.json': `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`,
    'own.json': `{"format":"primum-check","hazards":[{"effects":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}]}`,
  };
  for (const [name, text] of Object.entries(CASES)) {
    test(`${name}: 100,000 deep`, async () => {
      await readMaterial([file(name, text)]).then(
        // What has no words in it at the bottom, or is flat to a reader, may be read; it may not be a fault of ours.
        (material) => assert.ok(JSON.stringify(material).length < 1_000_000),
        () => refusalOf([file(name, text)]),
      );
    });
  }

  test('tables in tables of a Word file', async () => {
    const deep = `${'<w:tbl><w:tr><w:tc>'.repeat(5_000)}<w:p/>${'</w:tc></w:tr></w:tbl>'.repeat(5_000)}`;
    await refused('log.docx', wordFileOfXml(deep), /things within things|could not be read as a Word document/u);
  });

  test('an outline, as people write it, is no depth', async () => {
    const outline = Array.from({ length: 12 }, (_, index) => `${'  '.repeat(index)}- level ${index}`).join('\n');
    await read('a.md', `${outline}\n\n${'- '.repeat(60)}-\n\n> > > said\n`);
    await read('a.html', `${'<div>'.repeat(150)}x`);
  });
});

describe('time', () => {
  const UNITS = [
    ' ',
    '\u00a0',
    '\n',
    '\t',
    '-',
    '- ',
    '-\n',
    '- a\n',
    '=',
    '<',
    '<a ',
    '<!--',
    '<table>',
    '<script>',
    '<img ',
    '<h1>',
    '<br',
    '[',
    '![',
    '[a](',
    '[a]((',
    '*',
    '**',
    '**a ',
    '__a ',
    '_',
    '`',
    '~',
    '|',
    '| ',
    '|-',
    '||\n',
    '| a |\n',
    '> ',
    '1. ',
    '1) a\n',
    '# a\n',
    '\\',
    '&',
    '&amp',
    '"',
    '",',
    ',',
    ';',
    'a,b\n',
    ': ',
    '? ',
    '&a ',
    ': - ',
    '---\n',
    '{',
    '[{',
  ];
  const ENDINGS = ['md', 'csv', 'html', 'txt', 'yaml'];

  async function time(name: string, unit: string, length: number): Promise<number> {
    const bytes = utf8(`x\n${unit.repeat(Math.ceil(length / unit.length))}`);
    const started = performance.now();
    await readMaterial([{ name, bytes }]).catch(() => undefined);
    return performance.now() - started;
  }

  /** Whether twice the length takes far more than twice the time. */
  async function grows(name: string, unit: string, length: number, least: number): Promise<boolean> {
    const once = await time(name, unit, length);
    const twice = await time(name, unit, 2 * length);
    return twice > least && twice / once > 3;
  }

  test('marks that never close cost time in proportion', async () => {
    const slow: string[] = [];
    for (const ending of ENDINGS) {
      for (const unit of UNITS) {
        const name = `x.${ending}`;
        await time(name, unit, 2_000);
        // Only what seems to grow too fast is tried at greater lengths.
        if (!(await grows(name, unit, 5_000, 10)) || !(await grows(name, unit, 30_000, 100))) continue;
        if (await grows(name, unit, 200_000, 1_000)) slow.push(`${name} ${JSON.stringify(unit)}`);
      }
    }
    assert.deepEqual(slow, []);
  });
});
