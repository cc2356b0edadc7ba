import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { workingCalendar } from '../../../platform/bank-holidays.ts';
import { packInForce } from '../pack.ts';
import { ceasedOf, type AnsweredIn } from './ceased.ts';
import { obligationsOf } from './engine.ts';
import { look } from './looking.ts';

/* What was owed and is not any more, without anybody's judgement. */

const pack = packInForce('2026-11-28');
const rules = {
  pack,
  rules: (of: typeof pack, facts: Parameters<typeof obligationsOf>[1]) => obligationsOf(of, facts, workingCalendar()),
};
const NOW = new Date('2026-11-28T09:00:00Z');

function ceased(history: readonly AnsweredIn[]) {
  return ceasedOf(pack, history, look(rules, history, [], NOW));
}

const said = (seq: number, fact: string, value: AnsweredIn['value']): AnsweredIn => ({ seq, fact, value, since: null });

describe('owed no more', () => {
  const owed = [said(1, 'event.work_related', true), said(1, 'harm.worker_incapacity_days', 8)];

  test('the fact that is otherwise is named; once it is as it was, nothing is', () => {
    assert.deepEqual([...ceased(owed)], []);
    const after = [...owed, said(2, 'harm.worker_incapacity_days', 3)];
    assert.deepEqual([...ceased(after)], [['RIDDOR-7DAY', ['harm.worker_incapacity_days']]]);
    assert.deepEqual([...ceased([...after, said(3, 'harm.worker_incapacity_days', 9)])], []);
  });

  test('what was stated in one change counts together', () => {
    const never = [
      said(1, 'event.work_related', false),
      said(1, 'harm.worker_incapacity_days', 8),
      said(2, 'event.work_related', true),
      said(2, 'harm.worker_incapacity_days', 3),
    ];
    assert.deepEqual([...ceased(never)], []);
  });

  test('learning more alone ends nothing; what ended names what was said otherwise, and nothing of a compartment', () => {
    const yesNo = pack.facts.filter(({ type }) => type === 'yes or no').map(({ name }) => name);
    const hidden = new Set(pack.facts.filter(({ compartment }) => compartment).map(({ name }) => name));
    const history = fc
      .array(fc.record({ fact: fc.constantFrom(...yesNo), value: fc.boolean(), since: fc.constant(null) }), {
        maxLength: 40,
      })
      .map((list) => list.map((one, seq): AnsweredIn => ({ ...one, seq })));
    fc.assert(
      fc.property(history, (all) => {
        for (const [duty, changed] of ceased(all)) {
          assert.ok(changed.length > 0, duty);
          assert.ok(changed.every((name) => !hidden.has(name)));
        }
        const once = all.filter(({ fact }, at) => all.findIndex((other) => other.fact === fact) === at);
        assert.equal(ceased(once).size, 0);
      }),
      { numRuns: 50 },
    );
  });
});
