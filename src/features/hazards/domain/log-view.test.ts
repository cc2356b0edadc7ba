import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { NHS_SCHEME } from '../../schemes/domain.ts';
import { ARISES_IN, HAZARD_STATUSES } from '../domain.ts';
import { FRESHNESS_STATES, freshnessAt, stateOf, VERDICT_CHOICES } from './log-standing.ts';
import { BUILT_IN, counted } from './built-in-filters.ts';
import { choiceOf, choosingWords, queryIn } from './log-choice.ts';
import {
  countsOf,
  EVERYTHING as ALL,
  filtered,
  heatMap,
  inSquare,
  offersOf,
  pageOf,
  PAGE_SIZE,
  sorted,
  SORTS,
  soughtIn,
  type LogChoice,
  type LogLine,
} from './log-view.ts';

const index = fc.option(fc.integer({ min: 0, max: 4 }));
const rating = fc.option(
  fc
    .record({ severityIndex: index, likelihoodIndex: index, confirmed: fc.boolean(), holds: fc.boolean() })
    .map((one) => ({
      ...one,
      otherwise: false,
      level:
        one.severityIndex === null || one.likelihoodIndex === null
          ? null
          : NHS_SCHEME.matrix[one.likelihoodIndex]![one.severityIndex]!,
    })),
);
const NOW = new Date('2026-03-12T14:30:00Z');
const day = fc.option(fc.integer({ min: -40, max: 400 }).map((days) => new Date(NOW.getTime() + days * 86_400_000)));
const line: fc.Arbitrary<Omit<LogLine, 'id' | 'number'>> = fc.record({
  version: fc.integer({ min: 1, max: 99 }),
  arisesIn: fc.option(fc.constantFrom(...ARISES_IN)),
  vulnerable: fc.subarray(['children', 'older']),
  deployer: fc.boolean(),
  standing: fc.record({
    verdict: fc.constantFrom('met' as const, 'not-met' as const, 'not-known' as const),
    lapsesAt: day,
  }),
  name: fc.option(fc.constantFrom('A wrong patient', 'b late photo', 'Ähnlich', 'a 10', 'a 9')),
  component: fc.option(fc.constantFrom('Messages', 'Photos')),
  owner: fc.option(fc.constantFrom('Wren', 'Juniper')),
  status: fc.constantFrom(...HAZARD_STATUSES),
  initial: rating,
  target: rating,
  residual: rating,
  counts: fc.record({
    phase: fc.constantFrom('initial' as const, 'residual' as const, null),
    level: fc.constantFrom(1, 3, 5, null),
    earlier: fc.boolean(),
  }),
});
const lines = fc
  .array(line, { maxLength: 120 })
  .map((all) => all.map((one, at): LogLine => ({ ...one, id: String(at), number: at + 1 })));

const choice: fc.Arbitrary<LogChoice> = fc.record({
  status: fc.constantFrom(null, 'not closed' as const, ...HAZARD_STATUSES),
  level: fc.constantFrom(null, '1', '3', '5', 'not known'),
  owner: fc.constantFrom(null, 'Wren', 'none'),
  component: fc.constantFrom(null, 'Photos', 'none'),
  provisional: fc.boolean(),
  verdict: fc.constantFrom(null, ...VERDICT_CHOICES),
  freshness: fc.constantFrom(null, ...FRESHNESS_STATES),
  vulnerable: fc.constantFrom(null, 'children'),
  arisesIn: fc.constantFrom(null, 'process', 'none'),
  deployer: fc.boolean(),
  square: fc.option(
    fc.record({
      phase: fc.constantFrom('initial' as const, 'residual' as const),
      likelihood: fc.integer({ min: 0, max: 4 }),
      severity: fc.integer({ min: 0, max: 4 }),
    }),
  ),
  sort: fc.constantFrom(...SORTS),
  descending: fc.boolean(),
});

describe('a hazard log as people look at it', () => {
  test('nothing chosen shows everything; each filter only takes away, and what stays is as was asked', () => {
    fc.assert(
      fc.property(lines, choice, (all, chosen) => {
        assert.deepEqual(filtered(all, ALL, NOW), all);
        const through = filtered(all, chosen, NOW);
        for (const one of through) {
          if (chosen.status === 'not closed') assert.notEqual(one.status, 'closed');
          else if (chosen.status !== null) assert.equal(one.status, chosen.status);
          if (chosen.level !== null) assert.equal(String(one.counts.level ?? 'not known'), chosen.level);
          if (chosen.owner !== null) assert.equal(one.owner ?? 'none', chosen.owner);
          // What has lapsed holds no longer.
          if (chosen.verdict === 'holds') assert.ok(one.standing.lapsesAt === null || one.standing.lapsesAt > NOW);
          if (chosen.verdict === 'failing') assert.equal(one.standing.verdict, 'not-met');
          if (chosen.freshness !== null) assert.equal(stateOf(one.standing, NOW), chosen.freshness);
          if (chosen.vulnerable !== null) assert.ok(one.vulnerable.includes(chosen.vulnerable));
          if (chosen.arisesIn !== null) assert.equal(one.arisesIn ?? 'none', chosen.arisesIn);
          if (chosen.deployer) assert.ok(one.deployer);
          if (chosen.provisional) assert.ok(one.residual && !(one.residual.confirmed && one.residual.holds));
        }
      }),
    );
  });

  test('the count in a square is the number of hazards that choosing it shows', () => {
    fc.assert(
      fc.property(lines, (all) => {
        for (const phase of ['initial', 'residual'] as const) {
          heatMap(all, NHS_SCHEME, phase).forEach((row, likelihood) =>
            row.forEach(({ count, provisional }, severity) => {
              const here = inSquare(all, { phase, likelihood, severity });
              assert.equal(count, here.length);
              assert.ok(provisional <= count);
              if (phase === 'initial') assert.equal(provisional, 0);
            }),
          );
        }
      }),
    );
  });

  test('an order loses no hazard, and pages together are the whole list', () => {
    fc.assert(
      fc.property(lines, choice, (all, chosen) => {
        const ordered = sorted(all, chosen, NHS_SCHEME);
        assert.deepEqual(
          ordered.map((one) => one.number).toSorted((a, b) => a - b),
          all.map((one) => one.number),
        );
        assert.deepEqual(sorted(all.toReversed(), chosen, NHS_SCHEME), ordered);
        const { pages } = pageOf(ordered, 1);
        const paged = Array.from({ length: pages }, (_, at) => pageOf(ordered, at + 1).lines).flat();
        assert.deepEqual(paged, ordered);
        assert.equal(pageOf(ordered, 1e9).page, pages);
        assert.ok(pageOf(ordered, -1).lines.length <= PAGE_SIZE);
      }),
    );
  });

  test('the counts are those of the list, and every hazard has one status', () => {
    fc.assert(
      fc.property(lines, (all) => {
        const counts = countsOf(all);
        assert.equal(counts.open + counts.closed + counts.transferred, counts.all);
        assert.equal(counts.notKnown, filtered(all, { ...ALL, level: 'not known' }, NOW).length);
        assert.equal(counts.provisional, filtered(all, { ...ALL, provisional: true }, NOW).length);
      }),
    );
  });

  test('every level that is offered finds something', () => {
    fc.assert(
      fc.property(lines, (all) => {
        for (const level of offersOf(all, NHS_SCHEME).levels)
          assert.ok(filtered(all, { ...ALL, level: level === null ? 'not known' : String(level) }, NOW).length > 0);
      }),
    );
  });
});

test('stale first: what does not hold, then what nobody observed, then what lapsed longest ago', () => {
  const at = (verdict: 'met' | 'not-met' | 'not-known', lapsesAt: string | null) => ({
    verdict,
    lapsesAt: lapsesAt === null ? null : new Date(lapsesAt),
  });
  const standings = [
    at('met', '2026-06-02'),
    at('met', '2026-03-08'),
    at('not-known', null),
    at('not-met', '2026-09-01'),
    at('met', '2026-03-01'),
  ];
  const all = standings.map((standing, index) => ({ ...LINE, id: String(index), number: index + 1, standing }));
  const order = sorted(all, { ...ALL, sort: 'freshness' }, NHS_SCHEME).map(({ number }) => number);
  assert.deepEqual(order, [4, 3, 5, 2, 1]);
  assert.equal(freshnessAt(NOW)(standings[1]!).words, 'lapsed 4 days ago, 8 March 2026');
  assert.equal(freshnessAt(NOW)(standings[0]!).words, 'current until 2 June 2026');
  const due = { ...standings[0]!, lapsesAt: new Date('2026-03-24') };
  assert.equal(freshnessAt(NOW)(due).words, 'due in 12 days, 24 March 2026');
});

const LINE: LogLine = {
  id: '',
  number: 1,
  version: 1,
  name: null,
  component: null,
  owner: null,
  status: 'open',
  arisesIn: null,
  vulnerable: [],
  deployer: false,
  standing: { verdict: 'met', lapsesAt: null },
  initial: null,
  target: null,
  residual: null,
  counts: { phase: null, level: null, earlier: false },
};

test('what an address chooses is the same once it is kept as words, and every filter finds what it counts', () => {
  fc.assert(
    fc.property(
      lines,
      fc.record({
        component: fc.constantFrom('', 'Photos', 'A & B = C'),
        verdict: fc.constantFrom('', ...VERDICT_CHOICES),
        freshness: fc.constantFrom('', ...FRESHNESS_STATES),
        sort: fc.constantFrom('', ...SORTS),
        page: fc.constantFrom('', '2'),
        'as-at': fc.constantFrom('', '2026-03-03'),
      }),
      (all, query) => {
        const words = choosingWords(query);
        assert.deepEqual(choiceOf(queryIn(words)), choiceOf(query));
        assert.equal(choosingWords(queryIn(words)), words);
        assert.doesNotMatch(words, /page|as-at/u);
        for (const filter of counted([...BUILT_IN, { name: 'One', words }], all, NOW))
          assert.equal(filter.count, filtered(all, choiceOf(queryIn(filter.words)), NOW).length);
      },
    ),
  );
});

test('a number of a hazard or a control is looked for as such, and words as words', () => {
  assert.deepEqual(soughtIn(' HAZ-12 '), { words: ['HAZ-12'], hazard: 12, control: null });
  assert.deepEqual(soughtIn('ctl 031'), { words: ['ctl', '031'], hazard: null, control: 31 });
  assert.deepEqual(soughtIn('wrong patient'), { words: ['wrong', 'patient'], hazard: null, control: null });
  assert.equal(soughtIn('  '), null);
});
