import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import type { Letter } from './letter.ts';
import { Documents } from './render.ts';
import { textOfPdf } from './testing/pdf-text.ts';

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
