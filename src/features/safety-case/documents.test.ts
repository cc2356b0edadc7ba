import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { marked } from 'marked';
import { structureOfPdf, tagsIn, type Tag } from '../../documents/testing/pdf-structure.ts';
import { textOfPdf } from '../../documents/testing/pdf-text.ts';
import { headingLevels, wrongInWord } from '../../documents/testing/word-file.ts';
import { axe, newPage, withBrowser } from '../../test-browser.ts';
import { SECTIONS } from './domain.ts';
import { documentOf } from './drawing/document.ts';
import { fileName, FORMATS, formatNamed } from './formats.ts';
import type { ReportDocument } from './report-document.ts';
import { reportSchema } from './report-schema.ts';
import { known, manyHazards, nothingKnown, report, version } from './testing/facts.ts';
import { written } from './write.ts';

/*
 * What leaves the house says the same in every format, can be read aloud, and is no approved version where it says that it is none.
 */

const DRAFT = documentOf(known({ hazards: manyHazards(12) }));
const APPROVED = documentOf(
  known({ hazards: manyHazards(12), approved: { ...known().approved, report: version({ number: 2 }) } }),
);
const MARK = 'Draft: not approved';

const textOf = async (format: 'html' | 'md', document: ReportDocument) =>
  Buffer.from(await written(format, document)).toString('utf8');
const pdfOf = async (document: ReportDocument) => Buffer.from(await written('pdf', document));
const roles = (tag: Tag) => tagsIn(tag).map(({ role }) => role);

describe('as a PDF', () => {
  test('it is tagged: title, language, headings in order, and tables whose cells name their headings', async () => {
    const bytes = await pdfOf(DRAFT);
    const { language, showsTitle, marked: isMarked, bookmarks, root, untagged } = structureOfPdf(bytes);
    assert.deepEqual([language, showsTitle, isMarked, bookmarks], ['en-GB', true, true, true]);
    assert.match(bytes.toString('latin1'), /<pdfuaid:part>1<\/pdfuaid:part>/u);
    assert.match(bytes.toString('latin1'), /<dc:title>[\s\S]*?Clinical safety case report of Willowbank Wound Care/u);
    assert.equal(root.role, 'Document');
    assert.ok(untagged.every((one) => !one));
    const headings = roles(root).filter((role) => /^H\d$/u.test(role));
    assert.equal(headings[0], 'H1');
    assert.equal(headings.filter((role) => role === 'H1').length, 1);
    assert.equal(headings.filter((role) => role === 'H2').length, SECTIONS.length);
    headings.forEach((role, index) => assert.ok(index === 0 || Number(role[1]) <= Number(headings[index - 1]![1]) + 1));
  });

  test('each table has a caption, one heading row, and as many cells in each row as headings', async () => {
    const tables = tagsIn(structureOfPdf(await pdfOf(DRAFT)).root).filter(({ role }) => role === 'Table');
    const drawn = DRAFT.sections.flatMap(({ blocks }) => blocks.filter(({ kind }) => kind === 'table'));
    assert.equal(tables.length, drawn.length);
    for (const table of tables) {
      const rows = tagsIn(table).filter(({ role }) => role === 'TR');
      const heads = tagsIn(table).filter(({ role }) => role === 'TH');
      assert.equal(table.children.filter(({ role }) => role === 'THead').length, 1);
      assert.ok(heads.length > 1 && heads.every(({ scope }) => scope === 'Column'));
      for (const row of rows.slice(0, -1)) assert.equal(row.children.length, heads.length);
      for (const cell of tagsIn(table).filter(({ role }) => role === 'TD')) assert.equal(cell.headers, 1);
    }
    const captions = roles(structureOfPdf(await pdfOf(DRAFT)).root).filter((role) => role === 'Caption');
    assert.equal(captions.length, drawn.length);
    // There is no picture: the matrix is a table.
    assert.ok(!roles(structureOfPdf(await pdfOf(DRAFT)).root).includes('Figure'));
  });

  test('what is no approved version says so on each page, and is not read aloud on each', async () => {
    const draft = structureOfPdf(await pdfOf(DRAFT)).artifacts;
    const approved = structureOfPdf(await pdfOf(APPROVED)).artifacts;
    assert.ok(draft.length > 2);
    for (const page of draft) assert.ok(page.includes('Header') && page.includes('Page'), page.join());
    for (const page of approved) assert.ok(!page.includes('Header'), page.join());
    const said = textOfPdf(await pdfOf(DRAFT)).split('\n');
    // On each page across it and at its head, and once in the text.
    assert.equal(said.filter((line) => line === MARK).length, draft.length * 2 + 1);
    assert.ok(!textOfPdf(await pdfOf(APPROVED)).includes(MARK));
  });
});

describe('as a Word file', () => {
  test('it is sound, and has headings, heading rows, a title and a language', async () => {
    for (const document of [DRAFT, APPROVED, documentOf(nothingKnown())]) {
      const bytes = await written('docx', document);
      assert.deepEqual(wrongInWord(bytes, document.title), []);
      const levels = headingLevels(strFromU8(unzipSync(bytes)['word/document.xml']!));
      assert.equal(levels.filter((level) => level === 2).length, SECTIONS.length);
    }
  });

  test('what is no approved version says so at the head of each page', async () => {
    const headOf = async (document: ReportDocument) =>
      Object.entries(unzipSync(await written('docx', document)))
        .filter(([name]) => /header\d*\.xml$/u.test(name))
        .map(([, part]) => strFromU8(part))
        .join('');
    assert.ok((await headOf(DRAFT)).includes(MARK));
    assert.equal(await headOf(APPROVED), '');
  });

  const office = spawnSync('soffice', ['--version']).status === 0;
  test(
    'LibreOffice opens it',
    { skip: office ? false : 'LibreOffice (Debian: libreoffice-writer-nogui) is not here' },
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'primum-report-'));
      try {
        writeFileSync(join(folder, 'report.docx'), await written('docx', DRAFT));
        const home = `-env:UserInstallation=file://${folder}/home`;
        const into = ['--convert-to', 'pdf', '--outdir', folder, join(folder, 'report.docx')];
        execFileSync('soffice', ['--headless', home, ...into], { stdio: 'ignore', timeout: 120_000 });
        assert.match(readFileSync(join(folder, 'report.pdf')).toString('latin1'), /^%PDF-/u);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});

describe('as a page', () => {
  for (const width of [320, 1280])
    test(`axe finds nothing at ${width} pixels, nothing runs, and only tables may be wider than the page`, async () => {
      await withBrowser(async (browser) => {
        const page = await newPage(browser, { width });
        await page.setContent(await textOf('html', DRAFT));
        assert.deepEqual(await axe(page), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
        assert.equal(await page.locator('h2:not(#contents)').count(), SECTIONS.length);
        assert.equal(await page.locator('script').count(), 0);
        assert.equal(await page.locator('.watermark').isVisible(), false);
        await page.emulateMedia({ media: 'print' });
        assert.equal(await page.locator('.watermark').isVisible(), true);
        await page.context().close();
      });
    });

  test('an approved version has no mark, and says who approved it', async () => {
    const html = await textOf('html', APPROVED);
    assert.ok(!html.includes(MARK) && !html.includes('class="watermark"'));
    assert.match(html, /Version 2 approved by Wren Applewhite \(clinical safety officer\) on 3 March 2026\./u);
  });
});

test('as Markdown it says first of all what it is not, and its tables are tables', async () => {
  const text = await textOf('md', DRAFT);
  assert.ok(text.startsWith(`**${MARK}**\n`));
  assert.ok(!(await textOf('md', APPROVED)).includes(MARK));
  const html = await marked.parse(text);
  assert.equal((html.match(/<h2>/gu) ?? []).length, SECTIONS.length);
  const drawn = DRAFT.sections.flatMap(({ blocks }) => blocks.filter(({ kind }) => kind === 'table'));
  assert.equal((html.match(/<table>/gu) ?? []).length, drawn.length);
});

test('as JSON it comes back as it was', async () => {
  for (const document of [DRAFT, APPROVED, documentOf(nothingKnown())])
    assert.deepEqual(reportSchema.parse(JSON.parse(Buffer.from(await written('json', document)).toString())), document);
});

test('every format has every hazard, every section and everything that is not known', async () => {
  const document = documentOf(known({ hazards: manyHazards(12), release: null }));
  const plain = (text: string) => text.replaceAll(/<br ?\/?>|[\s\\]+/gu, '');
  const texts = [
    plain(textOfPdf(await pdfOf(document))),
    plain(strFromU8(unzipSync(await written('docx', document))['word/document.xml']!).replaceAll(/<[^>]*>/gu, '')),
    plain(await textOf('html', document)),
    plain(await textOf('md', document)),
  ];
  const wanted = document.sections.flatMap(({ title, blocks }) => [
    title,
    ...blocks.flatMap((block) =>
      block.kind === 'list'
        ? block.items
        : block.kind === 'table'
          ? block.rows.map(([first]) => (typeof first === 'string' ? first : (first?.text ?? '')))
          : [],
    ),
  ]);
  for (const text of texts) for (const one of wanted) assert.ok(text.includes(plain(one)), `${one} is in each`);
});

test('no text becomes markup or a script, in whatever letters it is', async () => {
  const any = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '<script>alert(1)</script>',
      '#panic("no") *b* $x$ @ref',
      '\u0000\uFFFE\uD800',
      '| a | b |\n---',
      '1. one',
    ),
  );
  await fc.assert(
    fc.asyncProperty(any, any, any, async (name, prose, title) => {
      const [hazard] = manyHazards(1);
      const document = documentOf(
        known({
          report: report({ prose: { ...report().prose, introduction: prose } }),
          hazards: [{ ...hazard!, name }],
          log: { ...known().log!, title },
        }),
      );
      const html = await textOf('html', document);
      assert.ok(!/<script/u.test(html));
      assert.deepEqual(wrongInWord(await written('docx', document), document.title), []);
      assert.ok(structureOfPdf(await pdfOf(document)).root.role === 'Document');
      assert.equal(((await marked.parse(await textOf('md', document))).match(/<h2>/gu) ?? []).length, SECTIONS.length);
    }),
    { numRuns: 15 },
  );
});

test('formats by name, and what a file is called', () => {
  for (const format of FORMATS) assert.equal(formatNamed(` ${format.toUpperCase()} `), format);
  assert.equal(formatNamed('exe'), null);
  assert.equal(fileName(DRAFT, 'pdf', '2026-03-12'), 'DEMO-CSCR-3-2026-03-12.pdf');
});
