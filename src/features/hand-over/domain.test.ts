import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { actionsFor, countsOf, freshChallenges, MOST_ACTIONS, whyNotAnswerTo } from './domain/answers.ts';
import { itemDigest, itemsOf, type AssumptionSaid, type HazardSaid, type TestIssueSaid } from './domain/items.ts';
import {
  approvedWords,
  changesBetween,
  packetOf,
  whyNotWhole,
  type ApprovedSaid,
  type Given,
  type Known,
} from './domain/making.ts';
import { isSameReceiver, packetNumber, type PacketAnswer, type PacketItem } from './domain/packet.ts';
import { sentenceText } from '../../words/sentence.ts';
import { digestInHex } from './json.ts';
import { packetAnswerSchema, packetSchema } from './schema.ts';

/*
 * The rules of what is handed over: what would be half is not, an item has another digest exactly where it says something
 * else, and what differs from the packet before is what differs.
 */

const words = fc.string({ maxLength: 12 });
const some = fc.stringMatching(/^[a-z]{1,8}$/u);
const maybe = fc.option(words, { nil: null });
const rating = fc.record({
  severity: maybe,
  likelihood: maybe,
  level: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
  justification: maybe,
  scheme: maybe,
  assumes: fc.uniqueArray(fc.constantFrom('ASM-1', 'ASM-2')),
  provisional: fc.boolean(),
});
const control = fc.record({
  id: fc.constantFrom('CTL-1', 'CTL-2', 'CTL-3'),
  text: some,
  state: fc.constantFrom('in place', 'proposed', 'withdrawn'),
  party: fc.constantFrom(null, 'manufacturer', 'deployer', 'supplier'),
});
const hazard = (id: string): fc.Arbitrary<HazardSaid> =>
  fc.record({
    id: fc.constant(id),
    name: some,
    description: maybe,
    causes: fc.array(fc.record({ text: some }), { maxLength: 2 }),
    effects: fc.array(some, { maxLength: 2 }),
    harms: fc.array(some, { maxLength: 2 }),
    controls: fc.uniqueArray(control, { maxLength: 3, selector: (one) => one.id }),
    residual: fc.option(rating, { nil: null }),
    deployer: fc.option(rating, { nil: null }),
    counts: fc.record({ phase: fc.constantFrom(null, 'initial'), level: fc.constantFrom(null, 3) }),
    acceptance: fc.option(fc.record({ text: some }), { nil: null }),
    benefitRisk: fc.option(fc.record({ text: some }), { nil: null }),
    status: fc.constantFrom('open', 'closed', 'transferred'),
    retired: fc.boolean(),
    reason: maybe,
    receiver: maybe,
  });
const hazards = fc
  .integer({ min: 0, max: 4 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => hazard(`HAZ-${index + 1}`))));
const assumptions: fc.Arbitrary<AssumptionSaid[]> = fc.uniqueArray(
  fc.record({
    reference: fc.constantFrom('ASM-1', 'ASM-2'),
    text: some,
    why: words,
    foundFalse: fc.boolean(),
  }),
  { selector: (one) => one.reference },
);
const issues: fc.Arbitrary<TestIssueSaid[]> = fc.array(
  fc.record({
    reference: fc.constantFrom('BUG-1', 'BUG-2'),
    title: some,
    meaning: words,
    hazards: fc.uniqueArray(fc.constantFrom('HAZ-1', 'HAZ-2')),
  }),
  { maxLength: 3 },
);
const log = fc.tuple(hazards, assumptions, issues);
const drawn = ([first, second, third]: readonly [readonly HazardSaid[], AssumptionSaid[], TestIssueSaid[]]) =>
  itemsOf(first, second, third, digestInHex);

const APPROVED: ApprovedSaid = {
  number: 4,
  by: ['Wren Applewhite (clinical safety officer)'],
  on: '2026-03-03',
  outOfDate: false,
  fell: false,
  expired: false,
};
const KNOWN: Known = {
  service: { reference: 'DEMO', name: 'Willowbank Wound Care', organisation: 'Quillfeather Digital' },
  intendedUse: { parts: [{ name: 'What it does', says: 'Shows photos.' }], approved: APPROVED },
  release: {
    version: '1.3.2',
    href: '/r',
    state: 'live',
    commit: null,
    configuration: null,
    components: [],
    testIssues: [],
  },
  report: { reference: 'CSCR-1', href: '/c', log: 1, approved: APPROVED },
  log: { number: 1, approved: APPROVED },
  hazards: [],
  assumptions: [],
};
const WAYS = { service: 'DEMO', releases: '/releases', reports: '/reports' };
const GIVEN: Given = {
  id: '01957c2e-0000-7000-8000-000000000009',
  reference: 'PKT-1',
  writtenBy: 'Primum 0.1.0',
  receiver: 'Larkmoor Community Trust',
  contact: { name: 'Clinical safety', how: 'safety@example.org' },
  made: { at: '2026-03-12T09:00:00.000Z', by: 'Wren Applewhite' },
  before: null,
};

describe('items', () => {
  test('have another digest exactly where they say something else', () => {
    fc.assert(
      fc.property(log, log, (one, other) => {
        const [before, after] = [drawn(one), new Map(drawn(other).map((item) => [item.key, item]))];
        for (const item of before) {
          const same = after.get(item.key);
          if (!same) continue;
          const { digest, ...said } = item;
          const { digest: otherDigest, ...otherSaid } = same;
          assert.equal(digest === otherDigest, JSON.stringify(said) === JSON.stringify(otherSaid), item.key);
        }
      }),
    );
  });

  test('have a digest over each of their parts', () => {
    const [item] = drawn([[], [{ reference: 'ASM-1', text: 'A', why: 'B', foundFalse: false }], []]);
    const others: Partial<PacketItem>[] = [
      { sort: 'test issue' },
      { reference: 'ASM-2' },
      { title: 'Other' },
      { says: [] },
      { voidIf: 'Never.' },
      { hazards: ['HAZ-9'] },
    ];
    for (const other of others)
      assert.notEqual(itemDigest({ ...item!, ...other }, digestInHex), item!.digest, JSON.stringify(other));
  });

  test('are each there once, and leave no living hazard out', () => {
    fc.assert(
      fc.property(log, (said) => {
        const items = drawn(said);
        assert.equal(new Set(items.map(({ key }) => key)).size, items.length);
        for (const { id, retired, status } of said[0]) {
          const sorts = items.filter(({ reference }) => reference === id).map(({ sort }) => sort);
          assert.deepEqual(sorts, retired ? [] : [status === 'transferred' ? 'transferred hazard' : 'residual risk']);
        }
        const asked = said[0]
          .filter(({ retired }) => !retired)
          .flatMap(({ controls }) => controls.filter((one) => one.party === 'deployer' && one.state !== 'withdrawn'));
        assert.deepEqual(
          new Set(items.flatMap((one) => (one.sort === 'deployer control' ? [one.reference] : []))),
          new Set(asked.map(({ id }) => id)),
        );
        assert.equal(items.filter(({ sort }) => sort === 'assumption').length, said[1].length);
        assert.equal(items.filter(({ sort }) => sort === 'test issue').length, said[2].length);
      }),
    );
  });

  test('say that it is not known where nobody has rated what remains', () => {
    fc.assert(
      fc.property(hazard('HAZ-1'), (one) => {
        const items = drawn([[{ ...one, retired: false, residual: null }], [], []]);
        const said = items.find(({ reference }) => reference === 'HAZ-1')!.says.map(({ text }) => text);
        assert.ok(said.some((text) => text.startsWith('Not known')));
      }),
    );
  });
});

describe('a packet', () => {
  test('differs from the one before by what is new, changed and gone, and by nothing else', () => {
    fc.assert(
      fc.property(log, log, (one, other) => {
        const [before, after] = [drawn(one), drawn(other)];
        const changes = new Map(changesBetween(before, after).map(({ key, change }) => [key, change]));
        // Whoever has the packet before and is told what differs knows which items there are now, and which to look at.
        const told = new Set([...before.map(({ key }) => key), ...changes.keys()]);
        for (const [key, change] of changes) if (change === 'gone') told.delete(key);
        assert.deepEqual([...told].toSorted(), after.map(({ key }) => key).toSorted());
        const digests = new Map(before.map(({ key, digest }) => [key, digest]));
        for (const { key, digest } of after)
          assert.equal(
            changes.get(key),
            !digests.has(key) ? 'new' : digests.get(key) === digest ? undefined : 'changed',
          );
        assert.deepEqual(changesBetween(after, after), []);
      }),
    );
  });

  test('is made of what is whole, and fits the schema', () => {
    fc.assert(
      fc.property(log, log, ([first, second, third], earlier) => {
        const known = { ...KNOWN, hazards: first, assumptions: second };
        const release = { ...KNOWN.release!, testIssues: third };
        const before = { id: GIVEN.id, reference: 'PKT-0', release: '1.3.1', items: drawn(earlier) };
        const packet = packetOf({ ...known, release }, { ...GIVEN, before }, digestInHex);
        assert.deepEqual(packetSchema.parse(JSON.parse(JSON.stringify(packet))), packet);
      }),
    );
  });

  test('is never half: whatever is taken away is named, and nothing can be made of the rest', () => {
    assert.deepEqual(whyNotWhole(KNOWN, '1.3.2', WAYS), []);
    const missing: readonly (readonly [Partial<Known>, RegExp])[] = [
      [{ intendedUse: { ...KNOWN.intendedUse, approved: null } }, /The intended use cannot go along because nobody/u],
      [{ release: null }, /Release 1\.3\.2 cannot be handed over because no release/u],
      [{ release: { ...KNOWN.release!, state: 'withdrawn' } }, /because it was withdrawn/u],
      [{ release: { ...KNOWN.release!, components: null } }, /which components of third parties/u],
      [{ release: { ...KNOWN.release!, testIssues: null } }, /which known faults/u],
      [{ report: null }, /There is no clinical safety case report for release 1\.3\.2/u],
      [{ report: { ...KNOWN.report!, approved: null } }, /CSCR-1 is a draft/u],
      [
        { report: { ...KNOWN.report!, approved: { ...APPROVED, outOfDate: true } } },
        /not current because what it says/u,
      ],
      [{ report: { ...KNOWN.report!, approved: { ...APPROVED, fell: true } } }, /not current because a registration/u],
      [{ report: { ...KNOWN.report!, approved: { ...APPROVED, expired: true } } }, /somebody had to look again/u],
      [{ log: { number: 1, approved: null } }, /Hazard log 1 cannot go along/u],
      [{ log: null }, /Hazard log 1 cannot go along/u],
      [{ intendedUse: { ...KNOWN.intendedUse, parts: [{ name: 'What it does', says: null }] } }, /nothing is said/u],
    ];
    for (const [part, expected] of missing) {
      const said = whyNotWhole({ ...KNOWN, ...part }, '1.3.2', WAYS).map(sentenceText);
      assert.equal(said.length, 1, said.join(' '));
      assert.match(said[0]!, expected);
      assert.match(said[0]!, /clears? it\.$/u);
    }
  });

  test('says of what was approved whether it was still so', () => {
    assert.equal(
      approvedWords(APPROVED),
      'Version 4, approved by Wren Applewhite (clinical safety officer) on 3 March 2026.',
    );
    assert.match(approvedWords({ ...APPROVED, outOfDate: true }), /worked on since/u);
  });

  test('is known by its number, and its receiver however they are typed', () => {
    assert.deepEqual(['PKT-3', 'pkt3', '3', '0', 'x', 'PKT-'].map(packetNumber), [3, 3, 3, null, null, null]);
    assert.ok(isSameReceiver('Larkmoor  Community Trust ', 'larkmoor community trust'));
    assert.ok(!isSameReceiver('Larkmoor', 'Larkmoor Community Trust'));
  });
});

describe('an answer', () => {
  const said = drawn([
    [],
    [
      { reference: 'ASM-1', text: 'A', why: '', foundFalse: false },
      { reference: 'ASM-2', text: 'B', why: '', foundFalse: false },
    ],
    [],
  ]);
  const packet = { ...packetOf(KNOWN, GIVEN, digestInHex), items: said };
  const digest = createHash('sha256').update('the packet').digest('hex');
  const answer = (of: Partial<PacketAnswer> = {}): PacketAnswer => ({
    format: 'primum-packet-answer',
    version: 1,
    writtenBy: 'Primum 0.1.0',
    packet: { id: packet.id, reference: packet.reference, digest },
    organisation: 'Larkmoor Community Trust',
    deployment: { site: 'Larkmoor', configuration: '' },
    answers: [one('assumption ASM-1', 'challenged', 'It is not so here.')],
    open: ['assumption ASM-2'],
    made: { at: '2026-03-20T09:00:00.000Z', by: 'Percival Lark' },
    ...of,
  });
  const one = (key: string, given: 'accepted' | 'challenged' | 'not applicable', reason = '') => ({
    key,
    digest: said.find((item) => item.key === key)?.digest ?? '0'.repeat(64),
    answer: given,
    reason,
    by: 'Percival Lark',
    on: '2026-03-20',
  });

  test('fits the schema; one that challenges says why', () => {
    assert.deepEqual(packetAnswerSchema.parse(answer()), answer());
    const silent = answer({ answers: [one('assumption ASM-1', 'challenged')] });
    assert.match(packetAnswerSchema.safeParse(silent).error!.message, /has to say why/u);
  });

  test('belongs to its packet, and to the words that it has there, and leaves nothing unsaid', () => {
    assert.equal(whyNotAnswerTo(answer(), packet, digest), null);
    const wrong: readonly (readonly [Partial<PacketAnswer>, RegExp])[] = [
      [{ packet: { id: digest, reference: 'PKT-2', digest } }, /another packet than PKT-1/u],
      [{ packet: { ...answer().packet, digest: '0'.repeat(64) } }, /says something else/u],
      [{ open: ['assumption ASM-2', 'assumption ASM-9'] }, /ASM-9”, which is not in PKT-1/u],
      [{ answers: [{ ...answer().answers[0]!, digest: '0'.repeat(64) }] }, /with other words/u],
      [{ open: ['assumption ASM-1', 'assumption ASM-2'] }, /as answered and as open/u],
      [{ open: [] }, /says nothing of 1 item/u],
    ];
    for (const [part, expected] of wrong) assert.match(whyNotAnswerTo(answer(part), packet, digest) ?? '', expected);
  });

  test('is counted, and each challenge is taken up once', () => {
    assert.deepEqual(countsOf(answer()), { accepted: 0, challenged: 1, notApplicable: 0, open: 1 });
    assert.equal(freshChallenges(answer(), null).length, 1);
    assert.equal(freshChallenges(answer(), answer()).length, 0);
    const another = answer({ answers: [one('assumption ASM-1', 'challenged', 'And for another reason.')] });
    assert.equal(freshChallenges(another, answer()).length, 1);
    assert.deepEqual(actionsFor(freshChallenges(answer(), null), said, answer()), [
      'Answer the challenge to assumption ASM-1 from Larkmoor Community Trust, Larkmoor: A',
    ]);
    const many = Array.from({ length: MOST_ACTIONS + 1 }, () => answer().answers[0]!);
    assert.deepEqual(actionsFor(many, said, answer()), [
      'Answer 21 challenges from Larkmoor Community Trust, Larkmoor',
    ]);
  });
});
