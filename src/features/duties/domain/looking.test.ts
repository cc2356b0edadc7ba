import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { workingCalendar } from '../../../platform/bank-holidays.ts';
import type { FactValue } from '../../../rules/conditions.ts';
import { packInForce } from '../pack.ts';
import { obligationsOf } from './engine.ts';
import { basisOf, type Judgement } from './judging.ts';
import { look, packChanges, questionsOf, readsOf, type Answer } from './looking.ts';
import { dutyOf, isCompartmentDuty, type Fact } from './pack.ts';

/* With the pack that is in force, and answers at random: those that are asked in the open, and those that never are. */

const pack = packInForce('2026-11-28');
const rules = {
  pack,
  rules: (of: typeof pack, facts: Parameters<typeof obligationsOf>[1]) => obligationsOf(of, facts, workingCalendar()),
};
const NOW = new Date('2026-11-28T09:00:00Z');
const day = (number: number) => new Date(Date.UTC(2026, 9, number, 9));

function answersTo({ type, answers, least, most }: Fact): fc.Arbitrary<FactValue | undefined> {
  const none = fc.constant(undefined);
  if (type === 'yes or no') return fc.oneof(none, fc.boolean());
  if (type === 'one') return fc.oneof(none, fc.constantFrom(...answers.map(({ value }) => value)));
  if (type === 'several') return fc.oneof(none, fc.subarray(answers.map(({ value }) => value)));
  if (type === 'number') return fc.oneof(none, fc.integer({ min: least, max: Math.min(most, 100) }));
  return fc.oneof(
    none,
    fc.integer({ min: 1, max: 31 }).map((number) => day(number).toISOString()),
  );
}

const stated = fc
  .array(
    fc.nat({ max: pack.facts.length - 1 }).chain((index) =>
      fc.record({
        fact: fc.constant(pack.facts[index]!.name),
        value: answersTo(pack.facts[index]!),
        since: fc.option(fc.integer({ min: 1, max: 31 }).map(day)),
      }),
    ),
    { maxLength: 40 },
  )
  .map((list): readonly Answer[] => list);

const hidden = new Set(pack.facts.filter(({ compartment }) => compartment).map(({ name }) => name));

describe('a case with the pack in force', () => {
  test('nothing of a compartment is seen, asked or changes anything', () => {
    fc.assert(
      fc.property(stated, (history) => {
        const seen = look(rules, history, [], NOW);
        for (const { rule, question } of seen.duties) {
          assert.ok(!isCompartmentDuty(pack, rule), rule.id);
          assert.ok(question === null || !hidden.has(question), `${rule.id} asks ${question}`);
        }
        assert.ok(questionsOf(seen).every((name) => !hidden.has(name)));
        const open = history.filter(({ fact }) => !hidden.has(fact));
        assert.deepEqual(seen, look(rules, open, [], NOW));
      }),
      { numRuns: 150 },
    );
  });

  test('what was reported stays done or owes a follow-up, whatever is stated afterwards', () => {
    fc.assert(
      fc.property(stated, stated, fc.nat(), (before, after, which) => {
        const then = look(rules, before, [], NOW);
        const owed = then.duties.filter(({ standing }) => standing === 'owed');
        if (owed.length === 0) return;
        const { rule, obligation } = owed[which % owed.length]!;
        const sent: Judgement = {
          id: 'sent',
          duty: rule.id,
          version: rule.version,
          kind: 'sent',
          basis: basisOf(readsOf(pack, rule), then.facts),
          reason: null,
          due: obligation.due,
          report: { reference: 'R', to: 'x', by: 'y', sentAt: NOW },
          acknowledged: null,
          by: 'y',
          at: NOW,
        };
        const is = (history: readonly Answer[]) =>
          look(rules, history, [sent], NOW).duties.find((one) => one.rule.id === rule.id)!;
        assert.equal(is(before).standing, 'done');
        const later = is([...before, ...after]);
        assert.ok(later.standing === 'done' || later.standing === 'follow-up');
        assert.ok(!is(before).late || later.late, 'late stays late');
      }),
      { numRuns: 150 },
    );
  });

  test('a question that is answered is asked no more', () => {
    fc.assert(
      fc.property(stated, fc.boolean(), (history, yes) => {
        const [first] = questionsOf(look(rules, history, [], NOW));
        const fact = pack.facts.find(({ name }) => name === first);
        if (!fact || fact.type !== 'yes or no') return;
        const answered = [...history, { fact: fact.name, value: yes, since: null }];
        assert.ok(!questionsOf(look(rules, answered, [], NOW)).includes(fact.name));
      }),
      { numRuns: 100 },
    );
  });
});

test('a new pack says what it changes of a case: what it adds, what it takes away, and what it settles otherwise', () => {
  const known: readonly Answer[] = [{ fact: 'breach.personal_data', value: true, since: null }];
  const now = look(rules, known, [], NOW);
  const open = now.duties.filter(({ standing }) => standing === 'owed' || standing === 'possible');
  const before = open.map(({ rule, standing }) => ({ duty: rule.id, standing: standing as string }));
  assert.deepEqual(packChanges(before, now), []);
  const [first, second, ...rest] = before;
  const changed = [...rest, { ...second!, standing: 'follow-up' }, { duty: 'GONE-1', standing: 'owed' }];
  assert.deepEqual(
    packChanges(changed, now).map(({ duty, before: was, after }) => [duty, was, after]),
    [
      [first!.duty, null, first!.standing],
      ['GONE-1', 'owed', null],
      [second!.duty, 'follow-up', second!.standing],
    ].toSorted((a, b) => (a[0]! < b[0]! ? -1 : 1)),
  );
  assert.ok(dutyOf(pack, first!.duty));
});
