import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { askBack, noticedIn, type NoticedSort } from './personal-data.ts';

const sorts = (text: string) => noticedIn(text).map(({ sort, words }) => [sort, words]);

describe('what may name somebody', () => {
  const named: readonly (readonly [string, NoticedSort, string])[] = [
    ['Write to jo.bloggs@example.org please', 'an e-mail address', 'jo.bloggs@example.org'],
    ['She rang from 07700 900123 at noon', 'a phone number', '07700 900123'],
    ['Call (01632) 960 001', 'a phone number', '(01632) 960 001'],
    ['It was +44 7700 900 123.', 'a phone number', '+44 7700 900 123'],
    ['DOB 3/4/52, left leg', 'a date of birth', 'DOB 3/4/52'],
    ['born on 3 April 2019', 'a date of birth', 'born on 3 April 2019'],
    ['the list showed 12/11/1948 twice', 'a date of birth', '12/11/1948'],
    ['Mrs Smith had two wounds', 'a name', 'Mrs Smith'],
    ['I asked Dr. O’Neill', 'a name', 'Dr. O’Neill'],
    ['Nurse Jones saw it', 'a name', 'Nurse Jones'],
  ];
  for (const [text, sort, words] of named)
    test(`“${words}” looks like ${sort}`, () => assert.deepEqual(sorts(text), [[sort, words]]));

  for (const text of [
    'The photo service on Ward 12 was down from 09:15 to 11:40 on 3 March 2026.',
    'Release 1.4.0-rc.1 of the dressing planner, build 20260303.1, showed HAZ-12 twice.',
    'The nurse practitioner of the Heron team rang 111, then 999.',
    'Nurse Practitioner and Nurse Station are no names. We miss Tuesdays.',
    'It took 1,234,567 rows and 0.0012345678 seconds.',
  ])
    test(`nothing in “${text.slice(0, 40)} …”`, () => assert.deepEqual(sorts(text), []));

  test('is found wherever it stands between other words', () => {
    const words = fc.array(fc.constantFrom('the', 'list', 'was', 'late', 'again', 'and', 'nobody', 'saw', 'it'));
    fc.assert(
      fc.property(words, words, fc.constantFrom(...named), (before, after, [, sort, planted]) => {
        const text = [...before, planted, ...after].join(' ');
        assert.ok(noticedIn(text).some((one) => one.sort === sort && one.words === planted));
        assert.deepEqual(noticedIn([...before, ...after].join(' ')), []);
      }),
    );
  });

  test('is asked back about with what was noticed and what to do', () => {
    assert.equal(askBack([]), null);
    assert.equal(
      askBack(noticedIn('Mrs Smith was seen twice.')),
      'This may name somebody: “Mrs Smith” looks like a name. Take it out, or say that it names nobody.',
    );
  });

  test('takes no time for a long text', () => {
    const text = '0 1-2 3)4 '.repeat(10_000) + 'Mr '.repeat(10_000) + 'a@'.repeat(10_000);
    const began = performance.now();
    noticedIn(text);
    assert.ok(performance.now() - began < 1_000);
  });
});
