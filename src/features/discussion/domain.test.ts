import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sentenceText } from '../../words/sentence.ts';
import { entriesOf, mentionSentence, saySize, whyNotResolved, type Comment, type Turn } from './domain.ts';
import { beginningWith, beingTyped, chosenBesides, mentionsIn, piecesOf } from './domain/mentions.ts';

const PEOPLE = [
  { id: 'wren', name: 'Wren Applewhite' },
  { id: 'juniper', name: 'Juniper Hale' },
  { id: 'other', name: 'Juniper Halewood' },
  { id: 'siobhan', name: 'Siobhán O’Dell-Marsh' },
  { id: 'one', name: 'Tobias Marsh' },
  { id: 'two', name: 'Tobias Marsh' },
];
const asked = (text: string, chosen: readonly string[] = [], kept: readonly string[] = []) => {
  const { people, problems } = mentionsIn(text, PEOPLE, chosen, kept);
  return problems.length > 0 ? problems.map(({ message }) => message).join(' ') : people.toSorted().join(' ');
};

test('a name behind an @ is whoever has it, in whatever case, and with whatever stands behind it', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['@Wren Applewhite, is that so?', 'wren'],
    ['Is that so, @wren applewhite?', 'wren'],
    ['(@Wren  Applewhite.)', 'wren'],
    ["@Wren Applewhite's view and @Juniper Hale’s", 'juniper wren'],
    ['@Juniper Halewood and not the other', 'other'],
    ["@siobhán o'dell-marsh", 'siobhan'],
    ['@Siobha\u0301n O’Dell-Marsh', 'siobhan'],
    ['@Wren can you look', 'wren'],
    ['@Wren', 'wren'],
    ['@Wren Applewhite and again @Wren Applewhite', 'wren'],
    ['Meet @ 10am, or write to wren.applewhite@example.org', ''],
    ['2 pills @5mg', ''],
    ['', ''],
  ];
  for (const [text, people] of cases) assert.equal(asked(text), people, text);
});

test('a name that is nobody or two people is asked back, and never guessed', () => {
  assert.match(asked('@Wrn Applewhite look at this'), /^Nobody who can see this service is called “Wrn Applewhite”\./u);
  assert.match(asked('@Wren Smith has it'), /called “Wren Smith”/u, 'a first name does not stand for another family');
  assert.match(asked('@Tobias Marsh'), /^2 people are called “Tobias Marsh”\. Choose the one/u);
  assert.match(asked('@Juniper please'), /^2 people are called “Juniper”/u);
  assert.match(asked('@Wren\nApplewhite is on leave'), /^wren$/u, 'a name ends with its line');
  assert.equal(asked('@Tobias Marsh', ['two']), 'two', 'who was chosen is meant');
  assert.equal(asked('@Tobias Marsh', [], ['one']), 'one', 'who was mentioned before is meant still');
  assert.equal(asked('@Wrn Applewhite', ['wren']), 'wren', 'who was chosen stands for the name that is nobody’s');
  assert.match(asked('@Wrn and @Psy', ['wren']), /“Wrn”.*“Psy”/u, 'but only for one');
  assert.match(asked('Who?', ['a stranger']), /^Choose somebody who can see this service\.$/u);
});

test('whoever is called something is found by it, wherever it stands', () => {
  const name = fc
    .array(fc.stringMatching(/^[A-Z][a-zé]{0,6}(?:[-'’][A-Z][a-z]{1,4})?$/u), { minLength: 1, maxLength: 4 })
    .map((words) => words.join(' '));
  const around = fc.constantFrom('', 'so ', 'see (', 'then, ', '\n');
  const behind = fc.constantFrom('', '.', ', and so on', '?', '\nMore', ' has it', ')');
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 6 }), around, behind, (names, before, after) => {
      const people = names.map((one, index) => ({ id: String(index), name: one }));
      const text = `${before}@${names[0]}${after}`;
      assert.deepEqual(mentionsIn(text, people, []), { people: ['0'], problems: [] }, text);
      const pieces = piecesOf(text, people);
      assert.equal(pieces.map((piece) => piece.text).join(''), text);
      assert.deepEqual(
        pieces.filter(({ mention }) => mention).map((piece) => piece.text),
        [`@${names[0]}`],
      );
    }),
  );
});

test('pieces put together are the text, whatever it is', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.constantFrom('@', 'Wren', ' ', 'Applewhite', '.', '\n', 'x@')), (a, b) => {
      const text = `${a}${b.join('')}`;
      assert.equal(
        piecesOf(text, PEOPLE)
          .map((piece) => piece.text)
          .join(''),
        text,
      );
    }),
  );
  assert.deepEqual(
    chosenBesides('@Wren Applewhite', PEOPLE.slice(0, 2)).map(({ id }) => id),
    ['juniper'],
  );
});

test('while somebody types a name, those who begin so are offered', () => {
  const offered = (text: string, caret = text.length) => {
    const name = beingTyped(text, caret);
    return name && beginningWith(name.typed, PEOPLE).map(({ id }) => id);
  };
  assert.deepEqual(offered('Is it so, @Wr'), ['wren']);
  assert.deepEqual(offered('@juniper hale'), ['juniper', 'other']);
  assert.deepEqual(offered('@marsh'), ['siobhan', 'one', 'two']);
  assert.deepEqual(offered('@Wr is typed here', 3), ['wren'], 'where they write');
  assert.equal(offered('@')?.length, 5);
  assert.deepEqual(offered('@Wren Applewhite, is'), null);
  assert.deepEqual(offered('wren@ex'), null);
  assert.deepEqual(offered('@Wr\nen'), null);
});

test('what was said with a turn stands before it', () => {
  const said = (firstSeq: number) => ({ firstSeq }) as Comment;
  const turned = (seq: number) => ({ seq }) as Turn;
  const entries = entriesOf({ comments: [said(1), said(5), said(9)], turns: [turned(5), turned(7)] });
  assert.deepEqual(
    entries.map((entry) => ('comment' in entry ? entry.comment.firstSeq : `turn ${entry.turn.seq}`)),
    [1, 5, 'turn 5', 'turn 7', 9],
  );
});

test('a viewer resolves what they began, and others what anybody began', () => {
  const thread = { state: 'open', begunBy: 'me' } as const;
  assert.equal(whyNotResolved(thread, { person: 'me', mayAny: false }), null);
  assert.equal(whyNotResolved(thread, { person: 'you', mayAny: true }), null);
  assert.match(whyNotResolved(thread, { person: 'you', mayAny: false })!, /^A viewer resolves only/u);
  assert.match(whyNotResolved({ ...thread, state: 'resolved' }, { person: 'me', mayAny: true })!, /resolved already/u);
});

test('the sentence on the desk, and sizes as people say them', () => {
  assert.equal(
    sentenceText(mentionSentence('Ottoline Reed', { reference: 'HAZ-12' }, '/x')),
    'Ottoline Reed mentioned you in the discussion of HAZ-12. Answering, or marking it as read, clears it.',
  );
  assert.deepEqual([1, 999, 1_000, 34_400, 999_499, 999_500, 2_140_000].map(saySize), [
    '1 byte',
    '999 bytes',
    '1 KB',
    '34 KB',
    '999 KB',
    '1.0 MB',
    '2.1 MB',
  ]);
});

test('a text of nothing but @ is looked through in good time, and asks little back', () => {
  const people = Array.from({ length: 300 }, (_, at) => ({
    id: String(at),
    name: `Wren Applewhite${at} van der Berg`,
  }));
  const begun = performance.now();
  const { people: found, problems } = mentionsIn('@a b c d e f '.repeat(760), people, []);
  assert.deepEqual([found.length, problems.length], [0, 5]);
  assert.ok(performance.now() - begun < 2_000);
});
