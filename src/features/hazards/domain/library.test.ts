import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { foldWord } from '../../schemes/domain.ts';
import { starterHazards } from '../library/starter.ts';
import { similarStarters } from '../library/similar.ts';
import { changedSince, nearness, tellingWords, type DrawnWords } from './library.ts';

const words = (text: string) => tellingWords([text], foldWord);
const of = (name: string, more = '') => ({ name: words(name), all: new Set([...words(name), ...words(more)]) });

test('the starter set is whole: each with causes, controls of a type, prompts and a source, and none with a rating', () => {
  const all = starterHazards();
  assert.ok(all.length >= 24, String(all.length));
  assert.equal(new Set(all.map(({ id }) => id)).size, all.length, 'each is called once');
  assert.equal(new Set(all.map(({ name }) => name)).size, all.length);
  for (const one of all) {
    assert.match(one.source, /Own words, synthetic/u, one.id);
    assert.ok(one.controls.length >= 1 && one.prompts.length >= 1, one.id);
    assert.doesNotMatch(JSON.stringify(one), /severity|likelihood|residual|compliant/iu, one.id);
    for (const text of [one.name, one.description, ...one.causes, ...one.effects, ...one.harms])
      assert.match(text, /^[A-Z“].*[^,;:]$/u, `${one.id}: ${text}`);
  }
});

test('what is typed finds what is near to it, also before the sentence is whole, and not what shares a word', () => {
  const first = (typed: string) => similarStarters(typed)[0]?.id ?? null;
  assert.equal(first('Results are shown for the wrong patient'), 'wrong-patient');
  assert.equal(first('notification seen on a shared phone'), 'shared-phone');
  assert.equal(first('message never arrives'), 'message-lost');
  assert.equal(first('warning passed over among many'), 'alert-fatigue');
  for (const typed of ['', 'the', 'patient', 'Something else entirely about parking', '!!!', '\u0000'])
    assert.equal(first(typed), null, typed);
});

test('nearness is between 0 and 1, whole for the same name, and nothing for nothing in common', () => {
  const text = fc.array(fc.constantFrom('dose', 'photo', 'nurse', 'late', 'wrong', 'clock', 'the'), { maxLength: 8 });
  fc.assert(
    fc.property(text, text, text, (typed, name, more) => {
      const near = nearness(words(typed.join(' ')), of(name.join(' '), more.join(' ')));
      assert.ok(near >= 0 && near <= 1);
      const same = words(typed.join(' '));
      if (same.size > 0) assert.equal(nearness(same, { name: same, all: same }), 1);
    }),
  );
  assert.equal(nearness(words('parking ticket machine'), of('A photo is too dark')), 0);
  assert.equal(nearness(words('photo machine bus'), of('A photo is too dark')), 0, 'one word in common is chance');
});

const DRAWN: DrawnWords = {
  name: 'A message is lost',
  description: '',
  arisesIn: 'service',
  harmed: '',
  vulnerable: [],
  causes: ['Nobody looks'],
  effects: [],
  harms: [],
  controls: [{ text: 'Look twice', type: 'process' }],
};

test('what changed upstream is said in words, part by part; nothing where it is the same', () => {
  assert.deepEqual(changedSince(DRAWN, { ...DRAWN }), []);
  const changes = changedSince(DRAWN, {
    ...DRAWN,
    description: 'New here',
    causes: ['Nobody looks at night'],
    effects: [],
    controls: [],
  });
  assert.deepEqual(
    changes.map(({ what, before, after }) => [
      what,
      before?.map(({ text }) => text).join('') ?? null,
      after?.map(({ text }) => text).join('') ?? null,
    ]),
    [
      ['Description', null, 'New here'],
      ['Causes', 'Nobody looks', 'Nobody looks at night'],
      ['Controls', 'Look twice (procedure)', null],
    ],
  );
});
