import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse as parseCsv } from 'csv-parse/sync';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { parse as parseHtml, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { SaxesParser } from 'saxes';
import { bookletHtmlOf } from '../../documents/booklet-html.tsx';
import { bookletWordOf } from '../../documents/booklet-word.ts';
import { textOfPdf } from '../../documents/testing/pdf-text.ts';
import { pdfOf } from '../../documents/typst.ts';
import { dtacBooklet, packBooklet } from './booklet.ts';
import { packCsv } from './csv.ts';
import { dtacAnswers } from './domain/dtac.ts';
import { criteriaIn } from './domain/document.ts';
import { clausesInWords, footOf, notKnownIn, notKnownInWords, summaryOf } from './domain/saying.ts';
import { readmeOf } from './readme.ts';
import { packSchema } from './schema.ts';
import { anyDocument, criterion, document, section, standard } from './testing/packs.ts';

/*
 * What leaves the house says the same in every format, whatever people typed.
 */

const AT = new Date('2026-03-03T09:00:00Z');
const OPEN = criterion({
  id: '4.2',
  clause: '4.2',
  title: 'Registered now',
  result: 'unknown',
  freshness: { state: 'not known', until: null, since: null, from: null },
  says: ['Nothing is known of this yet.'],
  clears: ['Looking the registration up clears it.'],
});

test('what is not known is counted, listed, and never counted as met', () => {
  const one = standard({ sections: [section({ criteria: [criterion(), OPEN] })] });
  assert.equal(clausesInWords(one), 'Of 1 clause, 1 is not known.');
  assert.equal(
    notKnownInWords(one),
    'Not known: 1 of 2 things that it asks. Without a current judgement of a person: 2.',
  );
  assert.deepEqual(
    notKnownIn(one).map(({ id, clears }) => [id, clears]),
    [['4.2', 'Looking the registration up clears it.']],
  );
  fc.assert(
    fc.property(anyDocument, (any) => {
      for (const each of any.standards) {
        const open = criteriaIn(each).filter(({ result }) => result === 'unknown' || result === 'not-run');
        assert.equal(notKnownIn(each).length, open.length);
      }
      assert.doesNotMatch(footOf({ ...any, service: document().service }, '3 March 2026'), /%|complian/iu);
    }),
    { numRuns: 200 },
  );
});

test('every page says as at when, of which edition, and what is not known', async () => {
  const one = document({ standards: [standard({ sections: [section({ criteria: [criterion(), OPEN] })] })] });
  const foot = 'DEMO. As at 3 March 2026, 9:00am. point-16 2026-01. Not known: 1 of 2 things asked.';
  assert.equal(packBooklet(one).reference, foot);
  const pdf = textOfPdf(pdfOf('booklet', packBooklet(one), AT)).replaceAll(/\s+/gu, ' ');
  assert.ok(pdf.includes(foot), pdf);
  const word = unzipSync(await bookletWordOf(packBooklet(one)));
  assert.ok(
    Object.entries(word).some(([name, bytes]) => /footer\d*\.xml$/u.test(name) && strFromU8(bytes).includes(foot)),
  );
  assert.ok(bookletHtmlOf(packBooklet(one)).includes(`<footer>${foot}</footer>`));
  assert.ok(readmeOf(one).includes(foot));
  for (const row of parseCsv(packCsv(one), { bom: true, columns: true }) as Record<string, string>[]) {
    assert.equal(row['As at'], one.asAt);
    assert.equal(row['Edition'], '2026-01');
    assert.equal(row['Not known in this standard'], '1');
  }
});

test('all formats say what a person judged, with who and when, and nothing of an NHS approval', () => {
  const judged = criterion({
    judgement: {
      reference: 'FND-3',
      value: 'partly met',
      reason: 'The register was looked at only once.',
      by: 'Wren Applewhite (CSO)',
      on: '2026-03-03T09:00:00.000Z',
      until: null,
      outOfDate: 'A check under it got worse.',
    },
  });
  const one = document({ standards: [standard({ sections: [section({ criteria: [judged] })] })] });
  const html = bookletHtmlOf(packBooklet(one));
  assert.match(
    html,
    /Partly met\. Judged by Wren Applewhite \(CSO\) on 3 March 2026 \(FND-3\): The register was looked at/u,
  );
  assert.match(html, /Out of date: A check under it got worse\./u);
  assert.match(html, /Nobody has said it|nobody has said it/u);
  const said = html.replace(/<style>[\s\S]*?<\/style>/u, '') + readmeOf(one);
  assert.ok(!/compliant|approved by the NHS|\d ?%/u.test(said));
  assert.equal(summaryOf(one).length, 1);
});

test('an answer to DTAC is what was shown; what is not known, failed or lapsed says so', () => {
  const dtac = (of: Parameters<typeof criterion>[0]) => {
    const [answer] = dtacAnswers(standard({ id: 'dtac-c1', sections: [section({ criteria: [criterion(of)] })] }));
    return answer!;
  };
  assert.deepEqual([dtac({}).ready, dtac({}).answer], [true, criterion().says[0]]);
  assert.match(dtac(OPEN).answer, /^Not known: there is no answer yet\./u);
  assert.match(dtac({ result: 'failed' }).answer, /^It cannot be answered as the form asks\./u);
  assert.match(dtac({ result: 'needs-review' }).answer, /^It was shown, and has lapsed\./u);
  assert.match(dtac({ result: 'not-applicable', says: ['“Is it a device?” No.'] }).answer, /^Does not apply\./u);
  fc.assert(
    fc.property(anyDocument, ({ standards }) => {
      for (const answer of standards.flatMap(dtacAnswers))
        if (answer.answer.startsWith('Not known')) assert.equal(answer.ready, false);
      for (const each of standards)
        for (const [index, one] of criteriaIn(each).entries())
          assert.equal(dtacAnswers(each)[index]!.ready, one.result === 'passed' || one.result === 'not-applicable');
    }),
    { numRuns: 200 },
  );
  const booklet = dtacBooklet(
    document({ standards: [standard({ id: 'dtac-c1', sections: [section({ criteria: [OPEN] })] })] }),
  );
  assert.ok(booklet!.lines.includes('1 question of 1 cannot be answered yet: 4.2.'));
  assert.equal(dtacBooklet(document()), null);
});

test('no text becomes a script, a formula or markup, in whatever letters it is', async () => {
  await fc.assert(
    fc.asyncProperty(anyDocument, async (any) => {
      const html = bookletHtmlOf(packBooklet(any));
      const parsed = parseHtml(html);
      assert.deepEqual(
        elementsOf(parsed).filter((name) => !ALLOWED.has(name)),
        [],
      );
      assert.doesNotMatch(html, /\s(?:src|onload|onerror)=/u);
      for (const row of parseCsv(packCsv(any), { bom: true, relax_column_count: true }))
        for (const cell of row) assert.doesNotMatch(cell, /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u);
      const word = unzipSync(await bookletWordOf(packBooklet(any)));
      for (const [name, bytes] of Object.entries(word)) if (name.endsWith('.xml')) wellFormed(strFromU8(bytes), name);
      assert.deepEqual(packSchema.parse(JSON.parse(JSON.stringify(any))), JSON.parse(JSON.stringify(any)));
    }),
    { numRuns: 60 },
  );
});

/** Word calls damage what is no XML. */
function wellFormed(xml: string, name: string): void {
  const parser = new SaxesParser();
  parser.on('error', (error) => assert.fail(`${name}: ${error.message}`));
  parser.write(xml).close();
}

/** What a pack as a page is made of; nothing in it runs, and nothing is fetched. */
const ALLOWED = new Set(
  'html head meta title style body a header p h1 h2 h3 h4 nav ul ol li main div table caption colgroup col thead tbody tr th td br footer'.split(
    ' ',
  ),
);

function elementsOf(node: Tree.ParentNode): string[] {
  return node.childNodes.flatMap((child) => ('tagName' in child ? [child.tagName, ...elementsOf(child)] : []));
}

test('a PDF can be read aloud, whatever is in it', async () => {
  await fc.assert(
    fc.asyncProperty(anyDocument, async (any) => {
      const file = pdfOf('booklet', packBooklet(any), AT).toString('latin1');
      assert.match(file, /<pdfuaid:part>1<\/pdfuaid:part>/u);
      assert.match(file, /\/StructTreeRoot/u);
    }),
    { numRuns: 12 },
  );
  const file = pdfOf('booklet', packBooklet(document()), AT).toString('latin1');
  for (const mark of ['/Outlines', '/S /H2', '/S /H3', '/S /H4', '/S /Table', '/S /TH', '/S /Caption'])
    assert.ok(file.includes(mark), mark);
});

test('a huge text is written whole', async () => {
  const huge = `${'A long sentence of somebody who had much to say. '.repeat(4_000)}END`;
  const one = document({ standards: [standard({ sections: [section({ criteria: [criterion({ says: [huge] })] })] })] });
  assert.ok(bookletHtmlOf(packBooklet(one)).includes('END'));
  assert.ok(strFromU8(unzipSync(await bookletWordOf(packBooklet(one)))['word/document.xml']!).includes('END'));
  assert.ok(textOfPdf(pdfOf('booklet', packBooklet(one), AT)).includes('END'));
});
