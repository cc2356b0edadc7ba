import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NOTHING_SAID } from '../../platform/mail/safe-contact.ts';
import { safeContactOf } from './contact.ts';
import { dangerWords, exits, exitUrl, help, plainWords } from './data.ts';
import {
  answersIn,
  asReference,
  asWords,
  BYTES_FOR_REFERENCE,
  BYTES_FOR_WORDS,
  fewOrCount,
  hoursProblem,
  isAnything,
  isHit,
  isRead,
  LEAST_SHOWN,
  nextRead,
  NOTHING_ANSWERED,
  problemsWith,
  QUESTIONS,
  referenceFrom,
  sayClock,
  sayHours,
  sayReading,
  scan,
  textsOf,
  toldOf,
  whyNotPublished,
  withPage,
  wordsFrom,
  WORDS_IN_ONE,
  type FormSet,
  type Hours,
} from './domain.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const WEEK: Hours = { days: [1, 2, 3, 4, 5], opens: '08:00', closes: '18:00', holidays: false };
const HOLIDAYS = new Set(['2026-04-03', '2026-04-06']);

test('what is data is as it is used: 512 plain words, free numbers that somebody read, sites that say nothing', () => {
  const words = plainWords();
  assert.equal(words.length, 512);
  assert.equal(new Set(words).size, 512);
  assert.ok(words.every((word) => /^[a-z]{3,10}$/u.test(word)));
  assert.ok(WORDS_IN_ONE * Math.log2(words.length) >= 44, 'bits of a passphrase');
  assert.ok(help().lines.length >= 3);
  assert.ok(help().lines.every(({ confidence }) => confidence !== 'not checked'));
  assert.equal(exitUrl('none of them'), exits()[0]!.url);
});

test('a reference and words come back however they are typed', () => {
  fc.assert(
    fc.property(bytes(BYTES_FOR_REFERENCE), bytes(BYTES_FOR_WORDS), (some, more) => {
      const reference = referenceFrom(some);
      assert.equal(asReference(` ${reference.toLowerCase().replace('-', ' ')} `), reference);
      const words = wordsFrom(more, plainWords());
      assert.equal(words.split(' ').length, WORDS_IN_ONE);
      assert.equal(asWords(`  ${words.toUpperCase().replaceAll(' ', ',  ')}. `), words);
    }),
  );
  for (const none of ['', 'ABCD-EFGH', '2347-CDF', 'INC-12', '2347-CDFHK']) assert.equal(asReference(none), null, none);
});

test('each word of a passphrase is as likely as any other', () => {
  const drawn = new Map<string, number>();
  for (let number = 0; number < 65_536; number++) {
    const [word] = wordsFrom(Uint8Array.of(number >> 8, number & 255, ...Array(8).fill(0)), plainWords()).split(' ');
    drawn.set(word!, (drawn.get(word!) ?? 0) + 1);
  }
  assert.equal(drawn.size, 512);
  assert.deepEqual([...new Set(drawn.values())], [128]);
});

test('what somebody was told stays, and stands once where it is kept twice', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 2, day));
  const openly = { told: 'Thank you.', toldAt: at(2) };
  const nothing = { told: '', toldAt: null };
  const apart = { told: [{ at: at(1), words: 'Call us.' }] };
  assert.deepEqual(toldOf(nothing, null), []);
  assert.deepEqual(toldOf(nothing, apart), apart.told);
  assert.deepEqual(
    toldOf(openly, apart).map(({ words }) => words),
    ['Call us.', 'Thank you.'],
    'an answer from a compartment takes none away that was given before',
  );
  const both = { told: [...apart.told, { at: at(2), words: 'Thank you.' }] };
  assert.deepEqual(toldOf(openly, both), both.told);
});

test('answers are kept page by page: what one brings leaves the others as they are, and nothing is cut off', () => {
  const typed = fc.record({
    what: fc.string(),
    when: fc.string(),
    hurt: fc.constantFrom('yes', 'no', 'not sure', 'nonsense'),
    reach: fc.constantFrom('no', 'some', 'any'),
    ways: fc.subarray(['text message', 'call', 'e-mail', 'post', 'pigeon']),
    name: fc.string(),
  });
  fc.assert(
    fc.property(typed, typed, fc.integer({ min: 1, max: QUESTIONS }), (first, second, question) => {
      const before = answersIn(first);
      assert.equal(before.what, first.what.trim());
      const after = withPage(before, question, second);
      const own = withPage(NOTHING_ANSWERED, question, second);
      for (const [field, value] of Object.entries(after)) {
        const name = field as keyof typeof before;
        const isOfPage = JSON.stringify(value) === JSON.stringify(own[name]);
        assert.ok(isOfPage || JSON.stringify(value) === JSON.stringify(before[name]), field);
      }
      // To skip a question is to answer nothing there.
      assert.deepEqual(withPage(after, question, {}), withPage(before, question, {}));
    }),
  );
  assert.equal(isAnything(NOTHING_ANSWERED), false);
  assert.equal(problemsWith({ ...NOTHING_ANSWERED, what: 'x'.repeat(4_001) })[0]!.field, 'what');
  assert.deepEqual(problemsWith({ ...NOTHING_ANSWERED, what: 'x'.repeat(4_000) }), []);
  assert.equal(answersIn({ reach: 'any', where: 'old', whereAny: 'new' }).where, 'new');
  assert.equal(answersIn({ reach: 'some', where: 'old', whereAny: 'new' }).where, 'old');
});

test('words of danger are found whatever their capitals, accents and apostrophes, and inside no other word', () => {
  const words = dangerWords();
  const hit = (...texts: string[]) => isHit(scan(texts, words));
  for (const text of [
    'He HITS me',
    'I want to die.',
    'Please don’t tell him',
    'he reads   my\nmessages',
    'she was Strangled',
    'I can’t get out of the house',
    'they took her to have F.G.M.? No: fgm',
  ])
    assert.ok(hit(text), text);
  for (const text of ['The page was wrong.', 'a skilled nurse', 'the white meadow', 'A grape', 'He hit the button', ''])
    assert.ok(!hit(text), text);
  fc.assert(
    fc.property(fc.constantFrom(...words.danger, ...words.disclosure), fc.lorem(), (phrase, around) => {
      const said = phrase.replaceAll('*', '').toUpperCase();
      assert.ok(hit(`${around}. ${said}! ${around}`), phrase);
      assert.ok(hit('nothing here', said), 'in whatever text');
    }),
  );
  assert.ok(
    hit(...textsOf({ ...NOTHING_ANSWERED, times: 'when he does not threaten me' })),
    'also where nobody asks for it',
  );
});

test('hours: somebody reads or does not, and the next time is one at which somebody does', () => {
  const at = (text: string) => new Date(text);
  assert.equal(isRead(WEEK, HOLIDAYS, at('2026-03-12T08:00:00Z')), true);
  assert.equal(isRead(WEEK, HOLIDAYS, at('2026-03-12T18:00:00Z')), false);
  // Summer time: seven in UTC is eight in London.
  assert.equal(isRead(WEEK, HOLIDAYS, at('2026-07-09T07:00:00Z')), true);
  assert.equal(nextRead(WEEK, HOLIDAYS, at('2026-04-02T18:30:00Z')), '2026-04-07', 'over Easter');
  assert.equal(nextRead({ ...WEEK, holidays: true }, HOLIDAYS, at('2026-04-02T18:30:00Z')), '2026-04-03');
  assert.equal(nextRead(WEEK, HOLIDAYS, at('2026-03-12T06:00:00Z')), '2026-03-12', 'later the same day');
  const hours = fc.record({
    days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    opens: fc.constantFrom('00:00', '07:30', '08:00'),
    closes: fc.constantFrom('12:00', '18:00', '24:00'),
    holidays: fc.boolean(),
  });
  const moments = fc.date({ min: at('2026-01-01'), max: at('2027-12-01'), noInvalidDate: true });
  fc.assert(
    fc.property(hours, moments, (set, now) => {
      assert.equal(hoursProblem(set), null);
      const next = nextRead(set, HOLIDAYS, now);
      assert.ok(next !== null);
      const middle = at(`${next}T${set.opens === '00:00' ? '10:59' : '10:00'}:00Z`);
      assert.ok(isRead(set, HOLIDAYS, middle), `${next} is a day on which somebody reads`);
      const { so, more } = sayReading(set, 'A nurse', HOLIDAYS, now);
      assert.equal(so.startsWith('Nobody'), !isRead(set, HOLIDAYS, now));
      assert.ok(more.startsWith('A nurse reads what you send'));
    }),
  );
  assert.equal(sayHours(WEEK), 'Monday to Friday, 8am to 6pm, not on bank holidays');
  assert.equal(
    sayHours({ days: [2, 4], opens: '09:30', closes: '24:00', holidays: true }),
    'Tuesday, Thursday, 9:30am to midnight',
  );
  assert.equal(sayClock('12:00'), '12pm');
  for (const wrong of [{ days: [] }, { opens: '8' }, { closes: '07:00' }, { closes: '25:00' }])
    assert.ok(hoursProblem({ ...WEEK, ...wrong }));
});

test('a form that lacks anything is not published', () => {
  const form = {
    reader: 'A nurse',
    hours: WEEK,
    onCall: 'p',
    escalation: 'The manager is called.',
  } as unknown as FormSet;
  const onCall = { person: 'p', name: 'Imogen Sedge', reachable: true, lead: true };
  assert.deepEqual(whyNotPublished(form, onCall), []);
  assert.equal(whyNotPublished(null, null).length, 1);
  const lacking = [
    [{ ...form, reader: '' }, onCall],
    [{ ...form, hours: { ...WEEK, days: [] } }, onCall],
    [{ ...form, escalation: '' }, onCall],
    [form, null],
    [form, { ...onCall, reachable: false }],
    [form, { ...onCall, lead: false }],
  ] as const;
  for (const [set, who] of lacking) assert.equal(whyNotPublished(set, who).length, 1);
});

test('how somebody may be reached: what they did not say is not known, and a number under five is not said', () => {
  assert.deepEqual(safeContactOf(NOTHING_ANSWERED).ways.call, 'unknown');
  assert.equal(safeContactOf(NOTHING_ANSWERED).callOurselves, NOTHING_SAID.callOurselves);
  const some = safeContactOf({
    ...NOTHING_ANSWERED,
    reach: 'some',
    ways: ['call'],
    times: 'before 3pm',
    message: 'no',
  });
  assert.deepEqual(some.ways, {
    'text message': 'unsafe',
    call: 'safe at times',
    'e-mail': 'unsafe',
    post: 'unsafe',
    place: 'safe',
  });
  assert.equal(some.mayLeaveMessage, false);
  assert.ok(
    Object.entries(safeContactOf({ ...NOTHING_ANSWERED, reach: 'no' }).ways).every(
      ([way, safe]) => way === 'place' || safe === 'unsafe',
    ),
  );
  assert.equal(fewOrCount(0), fewOrCount(LEAST_SHOWN - 1));
  assert.equal(fewOrCount(5), '5');
});
