import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { NHS_SCHEME } from '../../schemes/domain.ts';
import { HAZARD_STATUSES } from '../domain.ts';
import {
  countsOf,
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
const line: fc.Arbitrary<Omit<LogLine, 'id' | 'number'>> = fc.record({
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

const ALL: LogChoice = {
  status: null,
  level: null,
  owner: null,
  component: null,
  provisional: false,
  square: null,
  sort: 'number',
  descending: false,
};
const choice: fc.Arbitrary<LogChoice> = fc.record({
  status: fc.constantFrom(null, 'not closed' as const, ...HAZARD_STATUSES),
  level: fc.constantFrom(null, '1', '3', '5', 'not known'),
  owner: fc.constantFrom(null, 'Wren', 'none'),
  component: fc.constantFrom(null, 'Photos', 'none'),
  provisional: fc.boolean(),
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
        assert.deepEqual(filtered(all, ALL), all);
        const through = filtered(all, chosen);
        for (const one of through) {
          if (chosen.status === 'not closed') assert.notEqual(one.status, 'closed');
          else if (chosen.status !== null) assert.equal(one.status, chosen.status);
          if (chosen.level !== null) assert.equal(String(one.counts.level ?? 'not known'), chosen.level);
          if (chosen.owner !== null) assert.equal(one.owner ?? 'none', chosen.owner);
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
        assert.equal(counts.notKnown, filtered(all, { ...ALL, level: 'not known' }).length);
        assert.equal(counts.provisional, filtered(all, { ...ALL, provisional: true }).length);
      }),
    );
  });

  test('every level that is offered finds something', () => {
    fc.assert(
      fc.property(lines, (all) => {
        for (const level of offersOf(all, NHS_SCHEME).levels)
          assert.ok(filtered(all, { ...ALL, level: level === null ? 'not known' : String(level) }).length > 0);
      }),
    );
  });
});

test('a number of a hazard or a control is looked for as such, and words as words', () => {
  assert.deepEqual(soughtIn(' HAZ-12 '), { words: ['HAZ-12'], hazard: 12, control: null });
  assert.deepEqual(soughtIn('ctl 031'), { words: ['ctl', '031'], hazard: null, control: 31 });
  assert.deepEqual(soughtIn('wrong patient'), { words: ['wrong', 'patient'], hazard: null, control: null });
  assert.equal(soughtIn('  '), null);
});
