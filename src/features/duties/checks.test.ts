import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lawsOf, moments, NOW, observed } from '../../testing/check-laws.ts';
import { checks, type DutyFacts, type OpenFact } from './checks.ts';

const open = fc.record<OpenFact>({
  incident: fc.constantFrom('INC-1', 'INC-2', 'INC-3', 'INC-4'),
  duty: fc.constantFrom('ICO-72H', 'MHRA-10D', 'LFPSE-EVENT'),
  standing: fc.constantFrom('owed', 'follow-up', 'possible'),
  due: fc.option(moments),
  target: fc.option(moments),
});
const facts: fc.Arbitrary<DutyFacts> = fc
  .array(open, { maxLength: 6 })
  .chain((all) =>
    fc
      .integer({ min: all.length === 0 ? 0 : 1, max: 9 })
      .map((incidents) => ({ board: { incidents, open: incidents === 0 ? [] : all } })),
  );

lawsOf(checks, facts);

const [settled, inTime, told] = checks;
const later = new Date(NOW.getTime() + 3_600_000);
const one: OpenFact = { incident: 'INC-1', duty: 'ICO-72H', standing: 'owed', due: later, target: null };
const board = (...all: readonly OpenFact[]) => ({ board: { incidents: 1, open: all } });

test('nothing passes while it is not known whether a duty is owed', () =>
  fc.assert(
    fc.property(facts, (given) => {
      const possible = given.board.open.some(({ standing }) => standing === 'possible');
      assert.equal(observed(settled!, given).result === 'not-run', possible);
    }),
  ));

test('a report that is owed fails from the end of its limit on, and our own target only asks to look', () => {
  const before = observed(inTime!, board(one));
  assert.deepEqual([before.result, before.until], ['passed', later]);
  assert.equal(observed(inTime!, board(one), later).result, 'failed');
  const target = { ...one, due: null, target: NOW };
  assert.equal(observed(inTime!, board(target)).result, 'needs-review');
  assert.equal(observed(inTime!, board({ ...one, due: null })).result, 'passed', 'without a limit nothing runs out');
  assert.equal(observed(inTime!, board({ ...one, standing: 'possible', due: NOW })).result, 'passed');
});

test('what was reported and has been corrected since owes a follow-up', () => {
  assert.equal(observed(told!, board({ ...one, standing: 'follow-up' })).result, 'failed');
  assert.equal(observed(told!, board(one)).result, 'passed');
});
