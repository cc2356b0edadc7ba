import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { whyListMaterial, whyMaterial } from './change-class.ts';

/** Before, after, and what the sentence says; null where it may be a correction. */
const CASES: readonly (readonly [string, string, RegExp | null])[] = [
  ['The photo is recieved late', 'The photo is received late', null],
  ['the wound gets worse', 'The wound gets worse.', null],
  ['Re-check the wrist band', 'Recheck the wristband', null],
  ['It is shown to the nurse', 'It is displayed to the nurse', null],
  ['Cafe\u0301 staff', 'Café staff', null],
  ['the patient’s record', "the patient's record", null],
  ['A nurse reads it  twice', 'A nurse reads it twice', null],
  ['The patinet is told', 'The patient is told', null],
  ['The career is told', 'The carer is told', null],

  ['Give 2 mg', 'Give 20 mg', /a number: “2” is now “20”/u],
  ['Give 0.5 mg', 'Give 5 mg', /a number: “0\.5” is now “5”/u],
  ['Within two days', 'Within ten days', /a number/u],
  ['It is read twice a day', 'It is read once a day', /a number: “twice” is now “once”/u],
  ['Give 5 mg', 'Give 5 mcg', /a unit or a dose: “mg” is now “mcg”/u],
  ['Read every hour', 'Read every day', /a unit/u],
  ['Give 5mg', 'Give 5mcg', /a number/u],
  ['Temperature of -5', 'Temperature of 5', /a sign|a number/u],
  ['Warn at < 4', 'Warn at > 4', /a sign: “<” is now “>”/u],
  ['The alarm is loud', 'The alarm is not loud', /whether something is so: “not” is new/u],
  ['It must not be sent', 'It must be sent', /whether something is so: “not” is gone/u],
  ['It does send', 'It doesn’t send', /whether something is so: “doesn’t” is new/u],
  ['It is sent with a name', 'It is sent without a name', /without/u],
  ['The bed is safe', 'The bed is unsafe', /what a word says: “safe” is now “unsafe”/u],
  ['A sterile swab', 'A non-sterile swab', /whether something is so|what a word says/u],
  ['Risk of hypoglycaemia', 'Risk of hyperglycaemia', /what a word says/u],
  ['It is harmless', 'It is harmful', /what a word says/u],
  ['A nurse must look', 'A nurse should look', /must, should or may be done: “must” is now “should”/u],
  ['Photos may be kept', 'Photos are kept', /must, should or may/u],
  ['At least one is kept', 'At most one is kept', /a comparison: “least” is now “most”/u],
  ['Scanned before it is saved', 'Scanned after it is saved', /a comparison/u],
  ['The left foot', 'The right foot', /a side/u],
  ['Give it orally', 'Give it rectally', /a side or a way into the body/u],
  ['Name and date of birth', 'Name or date of birth', /which ones/u],
  ['There is a fever', 'There is a never', /whether something is so/u],
  ['The patient is told', 'The nurse is told', /whom it is about/u],
  ['Give metformin', 'Give metoprolol', /a medicine: “metformin” is now “metoprolol”/u],
  ['Give clonidine', 'Give clozapine', /a medicine/u],
  ['Sent to Larkmoor', 'Sent to Heron Lane', /a name/u],
  ['Uses the NRL service', 'Uses the PDS service', /a name/u],
  ['the screen tells the tablet', 'the tablet tells the screen', /another order/u],
  // What a reader sees counts, and not how it is encoded.
  ['An ultra\u00adsound photo', 'An ultrasound photo', null],
  ['● Look\n● Send', '- Look\n- Send', null],
  ['5–10 photos', '5-10 photos', null],
  ['It does send', 'It does n\u00adot send', /whether something is so: “not” is new/u],
  ['It does send', 'It does n\u200bot send', /whether something is so: “not” is new/u],
  ['It does send', 'It does n\u043et send', /letters are not what they seem: “n\u043et” is new/u],
  ['It does send', 'It does \u0274\u1d0f\u1d1b send', /letters are not what they seem/u],
  ['It does send', 'It does n\u00f2t send', /whether something is so: “n\u00f2t” is new/u],
  ['Give the cream', 'G\u0336i\u0336v\u0336e\u0336 the cream', /letters are not what they seem/u],
  ['It is 50 mg', 'It is \u202e50 mg', /which way the text is read/u],
  ['Give .5 mg', 'Give 5 mg', /a sign: “\.” is gone/u],
  ['Give 1·5 mg', 'Give 1 5 mg', /a number/u],
  ['10⁹ cells', '109 cells', /a number/u],
  ['½ a tablet', '1 2 a tablet', /a number|a sign/u],
  ['Potassium ↑', 'Potassium ↓', /a sign: “↑” is now “↓”/u],
  ['✓ given', '✗ given', /a sign: “✓” is now “✗”/u],
  ['? fracture', 'fracture', /a sign: “\?” is gone/u],
  ['x ⩽ 5', 'x ⩾ 5', /a sign/u],
  ['A low dose', 'A high dose', /a comparison: “low” is now “high”/u],
  ['It fails to send', 'It sends', /whether something is so: “fails” is gone/u],
  ['The alarm starts', 'The alarm stops', /what is done or happens: “starts” is now “stops”/u],
  ['the dog bit a man', 'the man bit a dog', /another order/u],
  ['', 'A whole text', /a whole text/u],
  [
    'A photo of a wound is put into a record that belongs to somebody',
    'A picture from the camera goes to another file which somebody owns',
    /.+/u,
  ],
  ['one red apple fell down there', 'a green pear jumped up here', /.+/u],
  ['The quick fox sees lazy dogs sleep', 'The slow cat eats large mice awake', /It changes \d words/u],
];

test('a correction of spelling or wording may be one; what touches the meaning is told in a sentence', () => {
  for (const [before, after, sentence] of CASES) {
    const said = whyMaterial(before, after);
    if (sentence === null) assert.equal(said, null, `${before} -> ${after}: ${said}`);
    else assert.match(said ?? 'nothing', sentence, `${before} -> ${after}`);
  }
});

test('what is raised one way is raised the other way round', () => {
  for (const [before, after] of CASES)
    assert.equal(whyMaterial(before, after) === null, whyMaterial(after, before) === null, `${before} <-> ${after}`);
});

const WORD = fc.constantFrom(
  'wound',
  'Photo',
  'sent',
  'record',
  'the',
  'nurse',
  '5',
  'mg',
  'not',
  'left',
  'recieved',
  ',',
);
const TEXT = fc.array(WORD, { maxLength: 25 }).map((words) => words.join(' '));

test('equal words are no change, whatever stands between them', () => {
  fc.assert(
    fc.property(TEXT, (text) => {
      assert.equal(whyMaterial(text, text.replaceAll(' ', '  ')), null);
      assert.equal(whyMaterial(text, text.toUpperCase()), null);
    }),
  );
});

test('a number, a unit, a negation or a side never passes as a correction, wherever it stands', () => {
  const MATTERS = fc.constantFrom('7', '0.25', 'mcg', 'never', 'without', 'must', 'right', 'unless', '≥', 'insulin');
  fc.assert(
    fc.property(TEXT, fc.nat(25), MATTERS, (text, at, word) => {
      const words = text.split(' ');
      const more = words.toSpliced(Math.min(at, words.length), 0, word).join(' ');
      assert.notEqual(whyMaterial(text, more), null, more);
      assert.notEqual(whyMaterial(more, text), null, more);
    }),
  );
});

test('a list is the same list only where it has as many', () => {
  assert.equal(whyListMaterial('cause', ['a'], ['a', 'b']), 'It adds a cause.');
  assert.equal(whyListMaterial('cause', ['a', 'b', 'c'], ['a']), 'It takes out causes.');
  assert.equal(whyListMaterial('cause', ['The tabelt is slow'], ['The tablet is slow']), null);
  assert.match(whyListMaterial('cause', ['x', '2 days'], ['x', '3 days'])!, /a number/u);
});

test('another long text is told at once', () => {
  const long = (word: string) =>
    Array.from({ length: 6_000 }, (_, index) => `un${word}${index % 7 === 0 ? 'x' : 'y'}`).join(' ');
  const begun = performance.now();
  assert.match(whyMaterial(long('a'), long('b'))!, /It changes 6000 words/u);
  assert.ok(performance.now() - begun < 2_000);
});
