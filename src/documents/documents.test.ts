import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import type { Booklet } from './booklet.ts';
import { bookletWordOf } from './booklet-word.ts';
import type { Letter } from './letter.ts';
import { Documents } from './render.ts';
import { textOfPdf } from './testing/pdf-text.ts';
import { pdfOf } from './typst.ts';

const documents = new Documents();
after(() => documents.close());

const LETTER: Letter = {
  title: 'Nomination as clinical safety officer',
  from: 'Quillfeather Digital',
  to: 'Wren Applewhite',
  date: '3 March 2026',
  reference: 'DEMO',
  paragraphs: ['I nominate you, Zoë & Łukasz.', 'Two\nlines'],
  heading: 'What you sign when you accept',
  points: ['I can stop and ask.'],
  signatures: [{ as: 'Nominated by', name: 'Barnaby Quince', said: 'In Primum, on 3 March 2026' }],
  foot: 'Statement version 1.',
};
const AT = new Date('2026-03-03T09:00:00Z');

test('a PDF can be read aloud: tagged, with a title and a language, and says every word', async () => {
  const pdf = await documents.letterPdf(LETTER, AT);
  const file = pdf.toString('latin1');
  assert.match(file, /^%PDF-1\.7/u);
  assert.match(file, /<pdfuaid:part>1<\/pdfuaid:part>/u);
  assert.match(file, /\/StructTreeRoot/u);
  assert.match(file, /<rdf:li>en-GB<\/rdf:li>/u);
  const said = textOfPdf(pdf).replaceAll(/\s+/gu, ' ');
  for (const text of [
    LETTER.title,
    LETTER.to,
    'Zoë & Łukasz',
    'Two lines',
    LETTER.points[0]!,
    'Barnaby Quince',
    '1 of 1',
  ])
    assert.ok(said.includes(text), `${text} is in: ${said}`);
});

test('no word that a person typed is read as markup', async () => {
  const hostile = '#panic("no") #read("/etc/passwd") *bold* $x^2$ <label> @ref \\ // --- = Heading `raw`';
  const letter = {
    ...LETTER,
    title: hostile,
    to: hostile,
    paragraphs: [hostile, '', '\n'],
    points: [hostile],
    signatures: [{ as: hostile, name: hostile, said: hostile }],
  };
  const said = textOfPdf(await documents.letterPdf(letter, AT)).replaceAll(/\s+/gu, '');
  assert.ok(said.includes('#panic("no")#read("/etc/passwd")*bold*$x^2$<label>@ref\\//---=Heading`raw`'), said);
  const word = await documents.letterWord(letter);
  assert.ok(strFromU8(unzipSync(word)['word/document.xml']!).includes('#panic(&quot;no&quot;)'));
});

test('a Word file has headings and a list, and the same words', async () => {
  const files = unzipSync(await documents.letterWord(LETTER));
  const document = strFromU8(files['word/document.xml']!);
  assert.match(document, /w:pStyle w:val="Heading1"/u);
  assert.match(document, /w:pStyle w:val="Heading2"/u);
  assert.match(document, /<w:numPr>/u);
  assert.match(strFromU8(files['word/styles.xml']!), /w:lang w:val="en-GB"/u);
  assert.match(document, /Zoë &amp; Łukasz\./u);
  assert.match(document, /I can stop and ask\./u);
  // The program that it is made with is nobody who wrote it.
  assert.match(strFromU8(files['docProps/core.xml']!), /<dc:creator>Quillfeather Digital<\/dc:creator>/u);
});

const BOOKLET: Booklet = {
  title: 'Hazard log',
  from: 'Willowbank Wound Care',
  lines: ['As at 3 March 2026'],
  reference: 'DEMO',
  blocks: [
    { kind: 'heading', level: 2, text: 'HAZ-1: Wrong patient' },
    { kind: 'text', text: 'Two\nlines' },
    { kind: 'list', numbered: true, items: ['First cause', 'Second cause'] },
    {
      kind: 'table',
      caption: 'Ratings',
      head: ['Rating', 'Risk'],
      rows: [
        ['Initial', { text: '3', tone: 3 }],
        ['Residual', 'provisional'],
      ],
      widths: [2, 1],
    },
  ],
};

test('a longer PDF can be read aloud too: bookmarks for its headings, tables with headings of their own', () => {
  const pdf = pdfOf('booklet', BOOKLET, AT);
  const file = pdf.toString('latin1');
  for (const mark of [
    '<pdfuaid:part>1</pdfuaid:part>',
    '/Outlines',
    '/S /H2',
    '/S /Table',
    '/S /TH',
    '/S /Caption',
    '/S /LI',
  ])
    assert.ok(file.includes(mark), mark);
  const said = textOfPdf(pdf).replaceAll(/\s+/gu, ' ');
  for (const text of [
    'HAZ-1: Wrong patient',
    'Two lines',
    'Second cause',
    'Ratings',
    'provisional',
    'As at 3 March 2026',
  ])
    assert.ok(said.includes(text), `${text} is in: ${said}`);
});

test('letters that no font has are shown as a box, and said so; no word is read as markup', () => {
  const hostile = '#panic("no") *bold* $x$ <label> @ref \u4E2D\u6587 \u{10FFFD} \u05E2\u05D1 \u{1F6D1}';
  const blocks = BOOKLET.blocks.map((block) => (block.kind === 'text' ? { ...block, text: hostile } : block));
  const said = textOfPdf(pdfOf('booklet', { ...BOOKLET, blocks, title: hostile }, AT)).replaceAll(/\s+/gu, '');
  assert.ok(said.includes('#panic("no")*bold*$x$<label>@ref\u2610\u2610\u2610'), said);
  assert.match(said, /isshownasabox/u);
});

test('a longer Word file has headings, a list that begins at 1, and tables whose headings are repeated', async () => {
  const hostile = { kind: 'text', text: 'a\u0000b \uD800 <w:p>' } as const;
  const word = await bookletWordOf({ ...BOOKLET, blocks: [...BOOKLET.blocks, hostile] });
  const document = strFromU8(unzipSync(word)['word/document.xml']!);
  assert.match(document, /w:pStyle w:val="Heading2"/u);
  assert.match(document, /<w:tblHeader\/>/u);
  assert.match(document, /<w:numPr>/u);
  assert.match(document, /&lt;w:p&gt;/u);
});
