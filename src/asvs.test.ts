import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { notPassed, problemsWith, readMap, REQUIRED, ROOT, type Ran, type Row } from './testing/security-map.ts';

const read = (path: string) => {
  const file = join(ROOT, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
};

describe('the map of the security standard', () => {
  test('has every requirement of level 2 once, and what it says of each is there', () => {
    assert.equal(REQUIRED.length, 254);
    assert.deepEqual(problemsWith(readMap(), read), []);
  });

  test('is refused where it says less than it has to', () => {
    const wrong = [
      '- { id: 1.1.1, status: accepted }',
      "- { id: 1.1.1, status: accepted, reason: ' ' }",
      '- { id: 1.1.1, status: tested }',
      '- { id: 1.1.1, status: tested, test: [] }',
      '- { id: 1.1.1, status: met, reason: x }',
      '- { id: 1.1.1, status: deployment, reason: x }',
      '- { id: V1.1.1, status: accepted, reason: x }',
      '- { id: 1.1.1, status: accepted, reason: x, words: y }',
      'id: 1.1.1',
    ];
    for (const text of wrong) assert.throws(() => readMap(text), text);
    const rows = readMap('- { id: 1.1.1, status: tested, test: a.test.ts#it works }');
    assert.deepEqual(rows, [{ id: '1.1.1', status: 'tested', test: ['a.test.ts#it works'] }]);
  });

  const all: readonly Row[] = REQUIRED.map((id) => ({ id, status: 'accepted', reason: 'because' }));
  const text = `test('it works', () => {}); describe("a \\"b\\"", () => { test.skip(\`\${one}: fine\`, () => {}) });`;
  const file = (path: string) => (path === 'a.test.ts' ? text : null);
  const instead = (row: Row) => problemsWith([row, ...all.slice(1)], file);
  const first = REQUIRED[0]!;

  test('is found out where a requirement is missing, twice, unknown or out of its order', () => {
    assert.deepEqual(problemsWith(all, file), []);
    assert.deepEqual(problemsWith(all.slice(1), file), [`${first} is not in the map.`]);
    assert.deepEqual(problemsWith([all[0]!, ...all], file), [`${first} is in the map twice.`]);
    assert.match(problemsWith([...all, { ...all[0]!, id: '99.1.1' }], file).join(), /^99\.1\.1 is no requirement/u);
    assert.match(problemsWith(all.toReversed(), file).join(), /is out of order/u);
    assert.ok(REQUIRED.indexOf('2.4.1') < REQUIRED.indexOf('10.1.1'));
  });

  test('is found out where a test or a setting is not there', () => {
    const tested = (...test: string[]) => instead({ id: first, status: 'tested', test });
    assert.deepEqual(tested('a.test.ts#it works', 'a.test.ts#a "b" > two: fine'), []);
    assert.match(tested('a.test.ts#it worked').join(), /names the test "it worked", and there is none in a\.test\.ts/u);
    for (const none of ['b.test.ts#it works', 'a.test.ts', 'a.test.ts#'])
      assert.match(tested(none).join(), /and there is none/u, none);
    const configured = (...config: string[]) => instead({ id: first, status: 'configured', config });
    assert.deepEqual(configured("a.test.ts#test( 'it works'".replace('( ', '(')), []);
    assert.match(configured('a.test.ts#it never').join(), /no longer says "it never"/u);
    assert.match(configured('b.ts#x').join(), /no such file/u);
  });

  test('is found out where a test did not run, was skipped or failed', () => {
    const row = (test: string): readonly Row[] => [{ id: first, status: 'tested', test: [test] }];
    const ran = (ended: Ran['ended'], ...titles: string[]): Ran => ({ file: 'a.test.ts', titles, ended });
    const one = row('a.test.ts#it works');
    assert.deepEqual(notPassed(one, [ran('passed', 'it works')]), []);
    assert.deepEqual(notPassed(one, [ran('passed', 'above', 'it works')]), []);
    assert.deepEqual(notPassed(row('a.test.ts#above > it works'), [ran('passed', 'above', 'it works')]), []);
    const said = (rows: readonly Row[], ...all: Ran[]) => notPassed(rows, all).join();
    assert.match(said(one), /did not run/u);
    assert.match(said(one, ran('passed', 'it works well')), /did not run/u);
    assert.match(said(one, { ...ran('passed', 'it works'), file: 'b.test.ts' }), /did not run/u);
    assert.match(said(row('a.test.ts#below > it works'), ran('passed', 'above', 'it works')), /did not run/u);
    assert.match(said(one, ran('skipped', 'it works')), /was skipped/u);
    assert.match(said(one, ran('passed', 'it works'), ran('failed', 'above', 'it works')), /failed/u);
  });
});
