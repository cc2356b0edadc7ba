import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ask, factsOf, type Condition, type FactValue, type KnownFacts } from './conditions.ts';

/* Rules over facts of which some are not known: what is said has to hold whatever they turn out to be. */

const VALUES: Readonly<Record<string, readonly FactValue[]>> = {
  ai: [true, false],
  device: ['yes', 'no', 'software'],
  functions: [[], ['treat'], ['treat', 'inform'], ['inform']],
  age: [1, 2],
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

const whole: fc.Arbitrary<Record<string, FactValue>> = fc.record(
  Object.fromEntries(FACTS.map((fact) => [fact, fc.constantFrom(...VALUES[fact]!)])),
);
const some = fc.subarray(FACTS);

function only(facts: KnownFacts, names: readonly string[]): KnownFacts {
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
  const plainly = (one: Condition, facts: KnownFacts): boolean => {
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
