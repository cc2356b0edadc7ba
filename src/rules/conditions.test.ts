import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  ask,
  COMPARISONS,
  factsOf,
  type Comparison,
  type Condition,
  type FactValue,
  type GivenFacts,
} from './conditions.ts';

/* Rules over facts of which some are not known: what is said has to hold whatever they turn out to be. */

const VALUES: Readonly<Record<string, readonly (FactValue | null)[]>> = {
  ai: [true, false],
  // Null is an answer: there is none.
  device: ['yes', 'no', 'software', null],
  functions: [[], ['treat'], ['treat', 'inform'], ['inform']],
  age: [1, 2, null],
};
const FACTS = Object.keys(VALUES);

const single: fc.Arbitrary<Condition> = fc.constantFrom<Condition>(
  { fact: 'ai', is: true },
  { fact: 'ai', is: false },
  { fact: 'device', is: 'yes' },
  { fact: 'device', in: ['no', 'software'] },
  { fact: 'device', has_any: ['yes'] },
  { fact: 'functions', has_any: ['treat', 'diagnose'] },
  { fact: 'functions', is: ['inform', 'treat'] },
  { fact: 'age', in: [1] },
  { fact: 'device', op: 'eq', value: 'yes' },
  { fact: 'device', op: 'ne', value: 'no' },
  { fact: 'device', op: 'known' },
  { fact: 'functions', op: 'in', value: ['treat', 'diagnose'] },
  { fact: 'functions', op: 'nin', value: ['inform'] },
  { fact: 'age', op: 'gte', value: 2 },
  { fact: 'age', op: 'lt', value: 2 },
  { fact: 'ai', op: 'true' },
  { fact: 'ai', op: 'false' },
);
const condition: fc.Arbitrary<Condition> = fc.letrec<{ one: Condition }>((tie) => ({
  one: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    single,
    fc.record({ all: fc.array(tie('one'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('one'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('one') }),
  ),
})).one;

const whole: fc.Arbitrary<Record<string, FactValue | null>> = fc.record(
  Object.fromEntries(FACTS.map((fact) => [fact, fc.constantFrom(...VALUES[fact]!)])),
);
const some = fc.subarray(FACTS);

function only(facts: GivenFacts, names: readonly string[]): GivenFacts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => names.includes(name)));
}

test('a yes or a no is never overturned by what was not known', () => {
  fc.assert(
    fc.property(condition, whole, some, (one, facts, names) => {
      const { truth } = ask(one, only(facts, names));
      if (truth !== 'unknown') assert.equal(ask(one, facts).truth, truth);
    }),
  );
});

test('knowing more only narrows: what was settled stays, and what is missing becomes less', () => {
  fc.assert(
    fc.property(condition, whole, some, some, (one, facts, few, others) => {
      const before = ask(one, only(facts, few));
      const after = ask(one, only(facts, [...few, ...others]));
      if (before.truth !== 'unknown') assert.equal(after.truth, before.truth);
      for (const fact of after.missing) assert.ok(before.missing.includes(fact), fact);
    }),
  );
});

test('what is missing settles it, whatever it turns out to be; and nothing else does', () => {
  fc.assert(
    fc.property(condition, whole, some, (one, facts, names) => {
      const { truth, missing, because } = ask(one, only(facts, names));
      assert.equal(truth === 'unknown', missing.length > 0);
      for (const fact of missing) assert.ok(factsOf(one).includes(fact) && !names.includes(fact), fact);
      for (const fact of because) assert.ok(factsOf(one).includes(fact) && names.includes(fact), fact);
      assert.notEqual(ask(one, only(facts, [...names, ...missing])).truth, 'unknown');
      const others = FACTS.filter((fact) => !missing.includes(fact));
      if (truth === 'unknown') assert.equal(ask(one, only(facts, others)).truth, 'unknown');
    }),
  );
});

test('what made it so is enough to make it so', () => {
  fc.assert(
    fc.property(condition, whole, some, (one, facts, names) => {
      const { truth, because } = ask(one, only(facts, names));
      if (truth !== 'unknown') assert.equal(ask(one, only(facts, because)).truth, truth);
    }),
  );
});

test('with everything known it is the logic that everybody knows', () => {
  const plainly = (one: Condition, facts: GivenFacts): boolean => {
    if ('all' in one) return one.all.every((part) => plainly(part, facts));
    if ('any' in one) return one.any.some((part) => plainly(part, facts));
    if ('not' in one) return !plainly(one.not, facts);
    return ask(one, facts).truth === 'yes';
  };
  fc.assert(
    fc.property(condition, whole, (one, facts) => {
      assert.equal(ask(one, facts).truth, plainly(one, facts) ? 'yes' : 'no');
    }),
  );
});

test('what a fact has to be is said in a few ways', () => {
  const truth = (one: Condition, value: FactValue) => ask(one, { it: value }).truth;
  assert.equal(truth({ fact: 'it', is: 'yes' }, 'yes'), 'yes');
  assert.equal(truth({ fact: 'it', is: true }, 'true'), 'no', 'a word is no yes');
  assert.equal(truth({ fact: 'it', is: ['a', 'b'] }, ['b', 'a']), 'yes', 'a list has no order');
  assert.equal(truth({ fact: 'it', is: ['a', 'b'] }, ['a', 'a']), 'no');
  assert.equal(truth({ fact: 'it', in: ['a', 'b'] }, 'b'), 'yes');
  assert.equal(truth({ fact: 'it', has_any: ['a', 'b'] }, ['c', 'b']), 'yes');
  assert.equal(truth({ fact: 'it', has_any: ['a'] }, []), 'no');
});

test('a fact is held against a value', () => {
  const truth = (op: Comparison, value: FactValue, it: FactValue | null) =>
    ask({ fact: 'it', op, value }, { it }).truth;
  for (const [op, below, equal, above] of [
    ['gte', 'no', 'yes', 'yes'],
    ['gt', 'no', 'no', 'yes'],
    ['lte', 'yes', 'yes', 'no'],
    ['lt', 'yes', 'no', 'no'],
    ['eq', 'no', 'yes', 'no'],
    ['ne', 'yes', 'no', 'yes'],
  ] as const)
    assert.deepEqual([truth(op, 7, 6), truth(op, 7, 7), truth(op, 7, 8)], [below, equal, above], op);
  assert.equal(truth('in', ['a', 'b'], ['c', 'b']), 'yes', 'of a list, any');
  assert.equal(truth('in', ['a', 'b'], []), 'no');
  assert.equal(truth('nin', ['a', 'b'], ['c', 'b']), 'no');
  assert.equal(truth('nin', ['a'], 'b'), 'yes');
  assert.equal(truth('gt', 1, 'many'), 'no', 'a word reaches no limit');
});

test('that there is none is known, and compares with nothing; what nobody gave may become known', () => {
  const known: Condition = { fact: 'it', op: 'known' };
  assert.equal(ask(known, {}).truth, 'unknown');
  assert.equal(ask(known, { it: 'a' }).truth, 'yes');
  assert.equal(ask(known, { it: null }).truth, 'no');
  assert.deepEqual(ask(known, { it: null }).because, ['it']);
  for (const op of COMPARISONS) assert.equal(ask({ fact: 'it', op, value: 'a' }, { it: null }).truth, 'no', op);
  assert.equal(ask({ fact: 'it', op: 'false' }, { it: null }).truth, 'no');
  assert.equal(ask({ fact: 'toString', op: 'known' }, {}).truth, 'unknown', 'nothing is inherited');
});
