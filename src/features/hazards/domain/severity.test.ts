import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NHS_SCHEME } from '../../schemes/domain.ts';
import { isWebAddress, linksIn, linksText } from './control-links.ts';
import { HARM_CLASSES, HARM_CODES, harmCode, harmKindIn, PATIENTS, severityOf } from './severity.ts';

test('the severity follows from the class of harm and the number of patients, as the NHS matrix has it', () => {
  const of = (patients: 'single' | 'multiple') => HARM_CLASSES.map((name) => severityOf({ class: name, patients }));
  assert.deepEqual(of('single'), ['Minor', 'Minor', 'Significant', 'Considerable', 'Major']);
  assert.deepEqual(of('multiple'), ['Minor', 'Significant', 'Considerable', 'Major', 'Catastrophic']);
  // A worse class, or more patients, is never less severe; every word is one of the scheme.
  const rank = (word: string) => NHS_SCHEME.severity.indexOf(word);
  for (const patients of PATIENTS)
    HARM_CLASSES.forEach((name, at) => {
      const here = rank(severityOf({ class: name, patients }));
      assert.ok(here >= 0);
      if (at > 0) assert.ok(here >= rank(severityOf({ class: HARM_CLASSES[at - 1]!, patients })));
      assert.ok(rank(severityOf({ class: name, patients: 'multiple' })) >= here);
    });
  for (const code of HARM_CODES) assert.equal(harmCode(harmKindIn(code)), code);
});

test('links are lines of a web address and words, and come back as they were', () => {
  assert.deepEqual(linksIn('https://example.org/issues/12  the second scan\n\nhttps://example.org/pull/3'), {
    links: [
      { kind: 'work item', url: 'https://example.org/issues/12', text: 'the second scan' },
      { kind: 'code', url: 'https://example.org/pull/3', text: '' },
    ],
  });
  for (const wrong of ['javascript:alert(1)', 'file:///etc/passwd', 'http://', 'words alone', '//example.org'])
    assert.deepEqual(linksIn(`https://example.org\n${wrong}`), { wrong });
  fc.assert(
    fc.property(
      fc.array(fc.record({ url: fc.webUrl(), text: fc.constantFrom('', 'a', 'two words') }, { noNullPrototype: true })),
      (made) => {
        const read = linksIn(linksText(made.map((one) => ({ kind: 'other', ...one }))));
        assert.ok('links' in read);
        assert.deepEqual(
          read.links.map(({ url, text }) => ({ url, text })),
          made,
        );
        assert.ok(read.links.every(({ url }) => isWebAddress(url)));
      },
    ),
  );
});
