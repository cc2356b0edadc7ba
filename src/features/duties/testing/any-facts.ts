import fc from 'fast-check';
import type { FactValue, GivenFacts } from '../../../rules/conditions.ts';
import { isoInLondon } from '../../../words/london-clock.ts';
import type { Fact, Pack } from '../domain.ts';

/* Facts at random, as the pack says that they can be; and fewer of them. */

const moments = fc
  .integer({ min: Date.parse('2025-01-01T00:00:00Z') / 1000, max: Date.parse('2030-06-01T00:00:00Z') / 1000 })
  .map((seconds) => isoInLondon(new Date(seconds * 1000)));

function valueOf({ type, answers }: Fact): fc.Arbitrary<FactValue> {
  const values = answers.map(({ value }) => value);
  if (type === 'yes or no') return fc.boolean();
  if (type === 'one') return fc.constantFrom(...values);
  if (type === 'several') return fc.subarray(values);
  if (type === 'number') return fc.constantFrom(0, 6, 7, 8, 13, 14, 17, 18, 40);
  return moments;
}

/** An answer to every question of the pack; now and then that there is none. */
export function anyFacts(pack: Pack): fc.Arbitrary<GivenFacts> {
  return fc.record(
    Object.fromEntries(
      pack.facts.map((fact): [string, fc.Arbitrary<FactValue | null>] => [
        fact.name,
        fc.oneof({ weight: 12, arbitrary: valueOf(fact) }, { weight: 1, arbitrary: fc.constant(null) }),
      ]),
    ),
  );
}

export function only(facts: GivenFacts, names: readonly string[]): GivenFacts {
  const kept = new Set(names);
  return Object.fromEntries(Object.entries(facts).filter(([name]) => kept.has(name)));
}
