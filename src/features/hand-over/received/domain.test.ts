import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { sentenceText } from '../../../words/sentence.ts';
import { whyNotAnswerTo } from '../domain/answers.ts';
import { pointsOf } from '../domain/challenges.ts';
import { hazardChanges, type SupplierHazard } from '../domain/difference.ts';
import { DOCUMENT_SORTS, type LogReading, type SupplierDocument } from '../domain/documents.ts';
import { missingIn, RULES } from '../domain/missing.ts';
import { ANSWER_FORMAT, ANSWERS, ITEM_SORTS, type Packet, type PacketItem } from '../domain/packet.ts';
import {
  answerTo,
  goneItems,
  isOpen,
  openSentence,
  plainFingerprint,
  sayFingerprint,
  whyNotAnswered,
  whyNotTakenIn,
  workList,
  type GivenAnswer,
  type TakingIn,
} from '../domain/received.ts';
import { packetAnswerSchema } from '../schema.ts';

const AT = new Date('2026-03-12T09:00:00Z');
const digest = (letter: string) => letter.repeat(64);

const anyItem: fc.Arbitrary<PacketItem> = fc.record({
  key: fc.constantFrom('deployer control CTL-1', 'residual risk HAZ-1', 'assumption ASM-1', 'test issue BUG-1'),
  sort: fc.constantFrom(...ITEM_SORTS),
  reference: fc.constantFrom('CTL-1', 'HAZ-1'),
  title: fc.string(),
  says: fc.constant([]),
  voidIf: fc.constant(''),
  hazards: fc.subarray(['HAZ-1', 'HAZ-2', 'HAZ-10']),
  digest: fc.constantFrom(digest('a'), digest('b')),
});
const anyItems = fc.uniqueArray(anyItem, { selector: ({ key }) => key, maxLength: 4 });
const anyAnswers = fc
  .uniqueArray(
    fc.record({
      key: fc.constantFrom('deployer control CTL-1', 'residual risk HAZ-1', 'assumption ASM-1', 'gone'),
      digest: fc.constantFrom(digest('a'), digest('b')),
      answer: fc.constantFrom(...ANSWERS),
      reason: fc.constant('Because.'),
      control: fc.constant(null),
      by: fc.constant('Wren Applewhite'),
      at: fc.constant(AT),
    }),
    { selector: ({ key }) => key },
  )
  .map((all) => new Map(all.map((one): [string, GivenAnswer] => [one.key, one])));

describe('items of a packet', () => {
  test('each stands once, what is open before what is answered, and an answer counts for its own words alone', () => {
    fc.assert(
      fc.property(anyItems, fc.option(anyItems), anyAnswers, (items, before, answers) => {
        const list = workList(items, before, answers);
        assert.deepEqual(new Set(list.map(({ item }) => item.key)), new Set(items.map(({ key }) => key)));
        assert.equal(list.length, items.length);
        const opens = list.map(({ state }) => isOpen(state));
        assert.deepEqual(
          opens,
          opens.toSorted((a, b) => Number(b) - Number(a)),
        );
        for (const { item, state } of list) {
          const given = answers.get(item.key);
          assert.equal(!isOpen(state), given?.digest === item.digest);
          if (!isOpen(state)) assert.equal(state, given!.answer);
        }
        const open = openSentence(list, { reference: 'PKT-1' }, { site: 'Here', href: '/' });
        assert.equal(open === null, !opens.includes(true));
      }),
    );
  });

  test('an item is new, changed or the same; what is gone is in no list; an answer to the same words carries over', () => {
    fc.assert(
      fc.property(anyItems, anyItems, anyAnswers, (before, items, answers) => {
        const was = new Map(before.map((one) => [one.key, one]));
        for (const { item, change } of workList(items, before, answers)) {
          const old = was.get(item.key);
          assert.equal(change, !old ? 'new' : old.digest === item.digest ? 'same' : 'changed');
        }
        const gone = goneItems(items, before);
        assert.equal(gone.length, before.filter(({ key }) => !items.some((one) => one.key === key)).length);
        assert.ok(
          workList(items, null, answers).every(({ change }) => change === 'same'),
          'the first differs from nothing',
        );
      }),
    );
  });

  test('the answer that goes back names each item once, as answered or as open, and its supplier takes it', () => {
    fc.assert(
      fc.property(anyItems, anyAnswers, (items, answers) => {
        const packet = { id: '01957c2e-0000-7000-8000-000000000001', reference: 'PKT-1', items } as unknown as Packet;
        const answer = answerTo(packet, digest('c'), workList(items, null, answers), {
          format: ANSWER_FORMAT,
          version: 1,
          writtenBy: 'Primum test',
          organisation: 'Larkmoor Community Trust',
          deployment: { site: 'Here', configuration: '' },
          made: { at: AT.toISOString(), by: 'Wren Applewhite' },
        });
        assert.equal(whyNotAnswerTo(packetAnswerSchema.parse(answer), packet, digest('c')), null);
      }),
    );
  });

  test('a challenge and what does not apply need a reason; an accepted control needs whoever puts it in place', () => {
    const control = { sort: 'deployer control' } as const;
    const given = { reason: '', owner: '' };
    assert.equal(whyNotAnswered(control, { ...given, answer: 'accepted' })?.field, 'owner');
    assert.equal(whyNotAnswered(control, { ...given, answer: 'accepted', owner: 'The ward' }), null);
    assert.equal(whyNotAnswered({ sort: 'assumption' }, { ...given, answer: 'accepted' }), null);
    for (const answer of ['challenged', 'not applicable'] as const)
      assert.equal(whyNotAnswered(control, { ...given, answer, owner: 'x', reason: ' ' })?.field, 'reason');
  });
});

describe('a packet', () => {
  const packet = {
    id: 'b',
    reference: 'PKT-2',
    service: { reference: 'DEMO', name: 'Willowbank', organisation: 'Quillfeather Digital' },
    made: { at: '2026-03-12T09:00:00.000Z', by: 'Wren Applewhite' },
  } as unknown as Packet;
  const key = 'a1'.repeat(16);
  const taking: TakingIn = { before: [], last: null, known: key, fingerprint: key, confirmed: '', isPerson: true };

  test('is taken in where its key is known, or a person gives its fingerprint; and in no other way', () => {
    assert.equal(whyNotTakenIn(packet, taking), null);
    const first = { ...taking, known: null };
    assert.match(
      whyNotTakenIn(packet, first)!,
      /Nobody here has seen the key .* a1a1 a1a1 .*take the packet in again/u,
    );
    assert.equal(whyNotTakenIn(packet, { ...first, confirmed: sayFingerprint(key).toUpperCase() }), null);
    assert.match(whyNotTakenIn(packet, { ...first, confirmed: 'b2b2' })!, /That is not the fingerprint/u);
    assert.match(whyNotTakenIn(packet, { ...first, confirmed: key, isPerson: false })!, /A person who is signed in/u);
    const other = { ...taking, known: 'c3'.repeat(16), confirmed: key };
    assert.match(whyNotTakenIn(packet, other)!, /another key than the packets before it.*An officer may/u);
  });

  test('is refused where it came before, is older, or is of another service', () => {
    const before = [{ packet: 'b', number: 1, reference: 'PKT-2' }];
    assert.match(whyNotTakenIn(packet, { ...taking, before })!, /^PKT-2 was taken in already/u);
    const last = { reference: 'PKT-3', service: packet.service, made: { at: '2026-03-13T09:00:00.000Z', by: 'x' } };
    assert.match(whyNotTakenIn(packet, { ...taking, last })!, /^PKT-2 is older than PKT-3/u);
    const elsewhere = { ...last, service: { ...packet.service, organisation: 'Nobody Ltd' } };
    assert.match(whyNotTakenIn(packet, { ...taking, last: elsewhere })!, /is of DEMO of Nobody Ltd/u);
  });

  test('a fingerprint is the same however it is typed', () => {
    fc.assert(fc.property(fc.stringMatching(/^[\da-f]{32}$/u), (one) => plainFingerprint(sayFingerprint(one)) === one));
  });
});

const anyReading: fc.Arbitrary<LogReading> = fc.record({
  hazards: fc.array(
    fc.record({
      called: fc.constantFrom('hazard 1', 'hazard 2'),
      where: fc.constantFrom('cell I12', ''),
      residual: fc.constantFrom('rated', 'partly', 'not rated'),
      transferred: fc.boolean(),
      hasTransferredControl: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  findings: fc.array(
    fc.record({
      rule: fc.constantFrom('rating-contradicts-matrix', 'residual-unacceptable', 'cause-without-control'),
      level: fc.constantFrom('error', 'warning'),
      called: fc.constantFrom('hazard 1', ''),
      where: fc.constantFrom('cell I12', ''),
      so: fc.constant('Something is so.'),
      clears: fc.constant('Something clears it.'),
      clause: fc.constant('4.4.1'),
      count: fc.nat(3),
    }),
    { maxLength: 4 },
  ),
  notTaken: fc.nat(2),
});
const day = fc.option(fc.constantFrom('2026-01-01', '2026-02-01', '2026-06-01'));
const anyDocuments: fc.Arbitrary<SupplierDocument[]> = fc
  .array(
    fc.record({
      sort: fc.constantFrom(...DOCUMENT_SORTS),
      file: fc.constant('a.xlsx'),
      sha256: fc.constant(digest('a')),
      signer: fc.constantFrom('', 'Percival Lark'),
      role: fc.constantFrom('', 'CSO', 'medical director'),
      signedOn: day,
      scope: fc.constant(''),
      reviewBy: day,
      reading: fc.option(anyReading),
      notRead: fc.constant('It is a picture.'),
      withdrawn: fc.constantFrom('', 'Superseded.'),
      version: fc.constant(1),
      takenIn: fc.constant({ by: 'Wren Applewhite', at: AT }),
    }),
    { maxLength: 6 },
  )
  .map((all) => all.map((one, index) => ({ ...one, number: index + 1 })));
const today = '2026-03-12';

describe('what is missing', () => {
  test('each point has an id of its own, a clause, what clears it and what to ask; the same every time', () => {
    fc.assert(
      fc.property(anyDocuments, (documents) => {
        const gaps = missingIn({ documents, today });
        assert.equal(new Set(gaps.map(({ id }) => id)).size, gaps.length);
        for (const { sentence, ask, clause } of gaps) {
          assert.match(clause, /^\d\.\d\.\d$/u);
          assert.match(ask, /[.]$/u);
          assert.ok(sentence.clears.length > 0);
          assert.doesNotMatch(sentenceText(sentence), /\.\.|compliant/u);
        }
        assert.deepEqual(missingIn({ documents, today }), gaps);
      }),
    );
  });

  test('what was withdrawn counts as what was never sent', () => {
    fc.assert(
      fc.property(anyDocuments, (documents) => {
        const left = documents.filter(({ withdrawn }) => withdrawn === '');
        assert.deepEqual(missingIn({ documents, today }), missingIn({ documents: left, today }));
      }),
    );
  });

  test('of nothing, all that is needed is missing, and nothing is said of rows', () => {
    const rules = missingIn({ documents: [], today }).map(({ rule }) => rule);
    assert.deepEqual(rules, [
      'no-report',
      'no-log',
      'no-officer',
      'no-intended-use',
      'no-configuration',
      'no-third-parties',
    ]);
    assert.ok(RULES.every(({ looksFor }) => looksFor.endsWith('.')));
  });

  test('a log that is older than its report, hazards that remain unrated, and what is handed over without a control', () => {
    const one = (of: Partial<SupplierDocument>): SupplierDocument => ({
      number: 1,
      sort: 'hazard log',
      file: 'log.xlsx',
      sha256: digest('a'),
      signer: 'Percival Lark',
      role: 'Clinical safety officer',
      signedOn: '2026-01-01',
      scope: '',
      reviewBy: null,
      reading: null,
      notRead: '',
      withdrawn: '',
      version: 1,
      takenIn: { by: 'Wren Applewhite', at: AT },
      ...of,
    });
    const hazard = {
      called: 'hazard 3',
      where: 'cell I12',
      residual: 'not rated',
      transferred: true,
      hasTransferredControl: false,
    } as const;
    const documents = [
      one({ reading: { hazards: [hazard], findings: [], notTaken: 0 } }),
      one({ number: 2, sort: 'safety case report', signedOn: '2026-02-01' }),
    ];
    const gaps = missingIn({ documents, today });
    const said = gaps.map(({ rule, where }) => `${rule} ${where}`.trim());
    for (const point of [
      'log-older-than-report',
      'residual-missing hazard 3, cell I12',
      'transferred-without-control hazard 3, cell I12',
    ])
      assert.ok(said.includes(point), point);
    assert.ok(!said.includes('no-officer'));
    const chosen = [gaps.at(-1)!.id];
    assert.deepEqual(
      pointsOf(gaps, chosen, 'Who answers at night?\n\n').map(({ where, clause }) => [where, clause]),
      [
        ['hazard 3, cell I12', '6.3.1'],
        ['', ''],
      ],
    );
  });
});

test('hazards of two logs differ part by part, and in nothing else', () => {
  const rating = fc.option(
    fc.record({ severity: fc.constantFrom('Minor', 'Major'), likelihood: fc.constant('Low'), computed: fc.nat(3) }),
  );
  const texts = fc.array(fc.constantFrom('One.', 'Two.'), { maxLength: 2 });
  const hazard: fc.Arbitrary<SupplierHazard> = fc.record({
    id: fc.constantFrom('HAZ-1', 'HAZ-2', 'HAZ-3'),
    name: fc.constantFrom('A', 'B'),
    description: fc.option(fc.constantFrom('Said.', 'Said otherwise.')),
    causes: texts.map((all) => all.map((text) => ({ text }))),
    effects: texts,
    harms: texts,
    controls: texts.map((all) => all.map((text) => ({ text }))),
    initial: rating,
    residual: rating,
    standing: fc.constantFrom('open', 'transferred'),
  });
  const log = fc.uniqueArray(hazard, { selector: ({ id }) => id });
  fc.assert(
    fc.property(log, log, (before, now) => {
      assert.deepEqual(hazardChanges(now, now), []);
      const changes = hazardChanges(before, now);
      const ids = (all: readonly SupplierHazard[]) => new Set(all.map(({ id }) => id));
      for (const { id, change, parts } of changes) {
        assert.equal(change, !ids(before).has(id) ? 'new' : !ids(now).has(id) ? 'gone' : 'changed');
        assert.equal(parts.length > 0, change === 'changed');
        assert.ok(parts.every((part) => part.before !== part.after));
      }
    }),
  );
});
