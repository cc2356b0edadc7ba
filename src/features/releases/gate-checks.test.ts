import fc from 'fast-check';
import { lawsOf, moments, NOW } from '../../testing/check-laws.ts';
import { checks, type RegisterFacts } from './checks.ts';
import { gateChecks, type GateFacts } from './gate-checks.ts';
import { IMPACTS, type AskedOnRelease } from './domain.ts';

const past = moments.map((at) => (at > NOW ? new Date(2 * NOW.getTime() - at.getTime()) : at));
const name = fc.constantFrom('Wren Applewhite', 'Posy Thackray');
const stated = {
  at: past,
  same: fc.boolean(),
  lookedAt: fc.boolean(),
  agreed: fc.option(fc.boolean()),
};
const outcome = fc.constantFrom('passed' as const, 'failed' as const);
const asked: fc.Arbitrary<AskedOnRelease> = fc.record({
  aspect: fc.constantFrom('implementation' as const, 'effectiveness' as const),
  reference: fc.constantFrom('EVD-1', 'EVD-2'),
  sort: fc.constantFrom('test', 'document', 'operating period'),
  here: fc.option(fc.record({ outcome, observedAt: past })),
  counts: fc.option(
    fc.record({ outcome, observedAt: past, release: fc.constantFrom(null, '1.3.2'), lapsesAt: moments }),
  ),
});
const control = fc.record({
  reference: fc.constantFrom('CTL-1', 'CTL-31'),
  state: fc.constantFrom('in place', 'proposed', 'withdrawn'),
  questions: fc.array(asked, { maxLength: 4 }),
});
const references = fc.subarray(['HAZ-1', 'HAZ-2', 'HAZ-3', 'HAZ-4']);
const facts: fc.Arbitrary<GateFacts> = fc.record({
  impact: fc.record({ ...stated, impact: fc.constantFrom(...IMPACTS), by: name, lookedBy: name }),
  components: fc.record({
    total: fc.nat(30),
    new: fc.nat(9),
    changed: fc.nat(9),
    gone: fc.nat(9),
    unsaid: fc.subarray(['openssl', 'zlib', 'sharp', 'left-pad']),
  }),
  touches: fc.record({ hazards: references, controls: fc.subarray(['CTL-1', 'CTL-31']), by: name, at: past }),
  testIssues: fc.array(fc.record({ reference: fc.constantFrom('BUG-7', 'BUG-8') }), { maxLength: 5 }),
  controls: fc.record({
    recordedAt: past,
    touched: fc.array(
      fc.record({
        reference: fc.constantFrom('CTL-1', 'CTL-31'),
        href: fc.constant('/services/DEMO/controls/CTL-1'),
        control: fc.option(control),
      }),
      { maxLength: 3 },
    ),
    untouched: fc.nat(20),
    failing: fc.constantFrom(
      [],
      [
        {
          reference: 'CTL-2',
          href: '/services/DEMO/controls/CTL-2',
          control: {
            reference: 'CTL-2',
            state: 'in place',
            questions: [
              {
                aspect: 'effectiveness' as const,
                reference: 'EVD-3',
                sort: 'test',
                here: { outcome: 'failed' as const, observedAt: NOW },
                counts: null,
              },
            ],
          },
        },
      ],
    ),
    by: name,
    at: past,
  }),
});

lawsOf(gateChecks, facts);

const live = fc.record({
  version: fc.constantFrom('1.3.2', '1.3.1', '2026-03'),
  configuration: fc.boolean(),
  components: fc.boolean(),
  impact: fc.option(fc.record(stated)),
});
lawsOf(
  checks,
  fc.record({
    live: fc.array(live, { minLength: 1, maxLength: 5 }),
    components: fc.record({ version: fc.constant('1.3.2'), total: fc.nat(9), unsaid: fc.nat(3) }),
  }) as unknown as fc.Arbitrary<RegisterFacts>,
);
