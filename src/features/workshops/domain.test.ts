import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { sentenceText } from '../../words/sentence.ts';
import { isDay } from '../../words/days.ts';
import {
  AREAS,
  LENSES,
  mergeChoice,
  mergeDraft,
  mergeText,
  METHODS,
  missingFrom,
  PROMPT_KEYS,
  promptsOf,
  raisers,
  ROOM_ROLES,
  roomSentence,
  sayPrompt,
  sayState,
  SETS,
  setOf,
  whyNotClosed,
  whyNotDay,
  whyNotTriaged,
  workshopNumber,
  workshopReference,
  type Attendee,
  type DraftFields,
  type Room,
  type Workshop,
} from './domain.ts';

const WORKSHOP: Workshop = {
  id: 'w',
  number: 3,
  kind: 'hazard workshop',
  title: 'From the photo to the nurse',
  day: '2026-03-03',
  method: 'swift',
  scope: '',
  components: [],
  areas: [],
  lenses: [],
  state: 'open',
  minutes: 0,
  departure: '',
  reason: '',
  version: 1,
};
const TODAY = '2026-03-12';
const NOBODY: Room = { attendees: [], notes: [], decisions: [], drafts: [] };
const guest = (role: Attendee['role'], id = role): Attendee => ({ id, person: null, guest: 'A Guest', role });

describe('what several people type', () => {
  const text = fc.string({ maxLength: 12 });

  test('nothing that anybody typed is lost: what I typed or left, and what stands, are in what is kept', () => {
    fc.assert(
      fc.property(text, text, text, (shown, now, typed) => {
        const { text: kept, both } = mergeText(shown, now, typed);
        if (typed !== shown) assert.ok(kept.includes(typed), 'what I typed');
        else assert.equal(kept, now, 'I changed nothing');
        if (now !== shown) assert.ok(kept.includes(now), 'what somebody else typed meanwhile');
        assert.equal(both, kept !== now && kept !== typed);
      }),
    );
  });

  test('alone, what I typed stands', () => {
    fc.assert(fc.property(text, text, (shown, typed) => assert.deepEqual(mergeText(shown, shown, typed).text, typed)));
    assert.equal(mergeText('', 'Theirs', 'Mine').text, 'Theirs\n\nMine');
    assert.deepEqual(mergeText('Was', 'Theirs', ''), { text: 'Theirs', both: false });
  });

  test('a choice that I did not touch stays theirs', () => {
    assert.equal(mergeChoice('a', 'b', 'a'), 'b');
    assert.equal(mergeChoice<string | null>(null, 'b', 'c'), 'c');
    const draft: DraftFields = {
      name: 'N',
      cause: '',
      effect: '',
      harm: '',
      harmed: '',
      component: '',
      place: null,
      raisedBy: null,
    };
    const { fields, both } = mergeDraft(
      draft,
      { ...draft, cause: 'Theirs', place: 'process' },
      { ...draft, cause: 'Mine', effect: 'E', component: 'C' },
      (one, other) => one === other,
    );
    assert.deepEqual(fields, { ...draft, cause: 'Theirs / Mine', effect: 'E', place: 'process', component: 'C' });
    assert.equal(both, true);
  });
});

describe('the room', () => {
  test('it says who is missing, and nothing where every point of view is there', () => {
    assert.deepEqual(missingFrom([guest('clinician'), guest('operations'), guest('designer'), guest('safety')]), []);
    assert.deepEqual(missingFrom([guest('clinician'), guest('product')]), [
      'nobody who uses the service or runs it from day to day',
      'nobody who builds it',
      'nobody for clinical safety',
    ]);
    fc.assert(
      fc.property(fc.subarray([...ROOM_ROLES]), fc.constantFrom(...ROOM_ROLES), (roles, more) => {
        const attendees = roles.map((role) => guest(role));
        const before = missingFrom(attendees);
        const after = missingFrom([...attendees, guest(more, 'other')]);
        assert.ok(
          after.every((one) => before.includes(one)),
          'one more person is never one point of view less',
        );
      }),
    );
  });

  test('a workshop that is not multi-disciplinary says so until a reason is given; a meeting does not', () => {
    const attendees = [guest('clinician'), guest('developer'), guest('safety')];
    assert.equal(
      sentenceText(roomSentence(WORKSHOP, attendees, '/w', TODAY)!),
      'WSP-3 is not multi-disciplinary, as we read DCB0129 4.1.2 because nobody who uses the service or runs it from day to day was in the room. Naming who else is there, or saying why it was right without them, clears it. The standard says that it should be; this stops nothing.',
    );
    assert.deepEqual(
      roomSentence({ ...WORKSHOP, departure: 'They come next week.' }, attendees, '/w', TODAY)!.clears,
      [],
    );
    assert.equal(roomSentence({ ...WORKSHOP, kind: 'safety group meeting' }, attendees, '/w', TODAY), null);
    assert.equal(roomSentence(WORKSHOP, [], '/w', TODAY), null, 'nobody is named yet');
  });

  test('of guests with one role, who raised something keeps the role alone', () => {
    const values = raisers([guest('clinician', 'other'), guest('clinician'), guest('developer')]).map(
      (one) => one.value,
    );
    assert.deepEqual(values, ['guest:clinician', 'guest:developer']);
  });
});

describe('prompts', () => {
  test('every set has its source, how sure it is and a day; and no key stands for two prompts', () => {
    for (const set of SETS) {
      assert.ok(set.source.length > 5 && /[.?]$/u.test(set.explains), set.id);
      assert.ok(['seen', 'second-hand', 'from memory', 'own'].includes(set.confidence), set.id);
      assert.ok(isDay(set.checked) && isDay(set.recheckBy), set.id);
      for (const { asks } of set.prompts) assert.match(asks, /\?$/u);
    }
    const keys = SETS.flatMap((set) => set.prompts.map(({ id }) => `${set.id}-${id}`));
    assert.equal(new Set(keys).size, keys.length);
    for (const key of keys) assert.match(key, /^[a-z0-9-]{1,60}$/u);
    for (const id of [...METHODS, ...LENSES, 'areas', 'meeting']) assert.ok(setOf(id));
    assert.deepEqual(
      setOf('areas').prompts.map(({ id }) => id),
      AREAS,
    );
    assert.equal(setOf('misuse').prompts[0]!.asks, 'How could someone use this to control or harm another?');
  });

  test('a workshop has the prompts that were chosen, and no note is out of sight', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...METHODS, null),
        fc.subarray([...AREAS]),
        fc.subarray([...LENSES]),
        fc.subarray([...PROMPT_KEYS].filter((key) => key !== 'else')),
        (method, areas, lenses, used) => {
          const keys = promptsOf({ method, areas, lenses }, used).flatMap(({ prompts }) =>
            prompts.map(({ key }) => key),
          );
          assert.equal(new Set(keys).size, keys.length);
          for (const key of used) assert.ok(keys.includes(key));
          for (const id of [method ?? 'meeting', ...lenses])
            for (const prompt of setOf(id).prompts) assert.ok(keys.includes(`${id}-${prompt.id}`));
          for (const area of AREAS)
            assert.equal(keys.includes(`areas-${area}`), areas.includes(area) || used.includes(`areas-${area}`));
        },
      ),
    );
    assert.equal(sayPrompt('swift-early-late'), 'SWIFT: Early or late');
    assert.equal(sayPrompt('else'), 'Anything else');
  });
});

describe('how it stands', () => {
  test('minutes are closed once it was held, somebody was there and something was noted', () => {
    const noted: Room = {
      ...NOBODY,
      attendees: [guest('safety')],
      notes: [{ id: 'n', prompt: 'swift-fails', text: 'Nothing was found.' }],
    };
    assert.equal(whyNotClosed(WORKSHOP, noted, TODAY), null);
    assert.match(whyNotClosed(WORKSHOP, { ...noted, attendees: [] }, TODAY)!, /who was in the room/u);
    assert.match(whyNotClosed(WORKSHOP, { ...noted, notes: [] }, TODAY)!, /Nothing was noted yet/u);
    assert.match(whyNotClosed({ ...WORKSHOP, day: '2026-03-13' }, noted, TODAY)!, /takes place on 13 March 2026/u);
    assert.match(whyNotClosed({ ...WORKSHOP, state: 'closed' }, noted, TODAY)!, /are closed/u);
  });

  test('a draft is decided on once, and only when nobody writes the minutes any more', () => {
    const draft = { number: 2, state: 'waiting' as const };
    assert.equal(whyNotTriaged({ number: 3, state: 'closed' }, draft), null);
    assert.match(whyNotTriaged({ number: 3, state: 'open' }, draft)!, /Close them first/u);
    assert.match(whyNotTriaged({ number: 3, state: 'closed' }, { ...draft, state: 'merged' })!, /already: merged/u);
  });

  test('it says in words how it stands, and on which day', () => {
    assert.equal(sayState(WORKSHOP, TODAY), 'Minutes not closed yet');
    assert.equal(sayState({ ...WORKSHOP, day: '2026-03-20' }, TODAY), 'Planned, in 8 days');
    assert.equal(sayState({ ...WORKSHOP, state: 'closed', minutes: 2 }, TODAY), 'Minutes closed, version 2');
    assert.equal(sayState({ ...WORKSHOP, minutes: 1 }, TODAY), 'Minutes opened again after version 1');
    assert.match(whyNotDay('2026-02-30', TODAY)!, /Give the day/u);
    assert.match(whyNotDay('1926-03-03', TODAY)!, /Check the year/u);
    assert.equal(whyNotDay('2026-02-28', TODAY), null);
  });

  test('a reference is read as it is written, and as people write it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), (number) => {
        const reference = workshopReference(number);
        for (const typed of [reference, reference.toLowerCase(), `wsp ${number}`, ` ${number} `])
          assert.equal(workshopNumber(typed), number);
      }),
    );
    for (const typed of ['', 'WSP-0', 'WSP', '-3', '3.5', 'HAZ-3']) assert.equal(workshopNumber(typed), null);
  });
});
