import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  axisNumber,
  axisWord,
  bandOf,
  differencesFromNhs,
  editDistance,
  foldWord,
  levelRank,
  lookUp,
  lookupScheme,
  NHS_SCHEME,
  productScheme,
  readLevel,
  sameLevel,
  toneOf,
  USUAL_WORDS,
  type RiskLevel,
} from './domain.ts';

const { severity: SEVERITY, likelihood: LIKELIHOOD } = NHS_SCHEME;
const MATRIX_5 = ['Negligible', 'Minor', 'Moderate', 'Major', 'Catastrophic'];
const LIKELIHOOD_5 = ['Rare', 'Unlikely', 'Possible', 'Likely', 'Almost certain'];

describe('the NHS matrix', () => {
  test('its squares, typed from the published table', () => {
    const published = [
      'Very high | 3 | 4 | 4 | 5 | 5',
      'High      | 2 | 3 | 3 | 4 | 5',
      'Medium    | 2 | 2 | 3 | 3 | 4',
      'Low       | 1 | 2 | 2 | 3 | 4',
      'Very low  | 1 | 1 | 2 | 2 | 3',
    ];
    assert.deepEqual(SEVERITY, ['Minor', 'Significant', 'Considerable', 'Major', 'Catastrophic']);
    assert.deepEqual(LIKELIHOOD, ['Very low', 'Low', 'Medium', 'High', 'Very high']);
    for (const row of published) {
      const [word, ...levels] = row.split('|').map((cell) => cell.trim());
      const made: (RiskLevel | null)[] = SEVERITY.map((_, column) =>
        lookUp(NHS_SCHEME, LIKELIHOOD.indexOf(word!), column),
      );
      assert.deepEqual(made, levels.map(Number), word);
    }
  });

  test('it never falls where severity or likelihood rises', () => {
    const place = fc.nat(4);
    fc.assert(
      fc.property(place, place, place, place, (l1, l2, s1, s2) => {
        const less = lookUp(NHS_SCHEME, Math.min(l1, l2), Math.min(s1, s2));
        const more = lookUp(NHS_SCHEME, Math.max(l1, l2), Math.max(s1, s2));
        assert.ok(Number(less) <= Number(more));
      }),
    );
  });

  test('its levels say what has to be done', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5].map((level) => bandOf(NHS_SCHEME, level)?.acceptance),
      ['acceptable', 'justify', 'undesirable', 'mandatory', 'unacceptable'],
    );
  });
});

describe('looking a risk up', () => {
  const axis = fc.uniqueArray(fc.stringMatching(/^[a-z]{3,9}$/u), { minLength: 2, maxLength: 6 });
  const scheme = fc.tuple(axis, axis).chain(([severity, likelihood]) =>
    fc
      .array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: severity.length, maxLength: severity.length }), {
        minLength: likelihood.length,
        maxLength: likelihood.length,
      })
      .map((matrix) => lookupScheme({ id: 'own', title: 'own', severity, likelihood, matrix })),
  );

  test('gives the square, and nothing where a side is not known', () => {
    fc.assert(
      fc.property(scheme, fc.nat(), fc.nat(), (one, l, s) => {
        const [row, column] = [l % one.likelihood.length, s % one.severity.length];
        assert.equal(lookUp(one, row, column), one.matrix[row]![column]);
        assert.equal(lookUp(one, null, column), null);
        assert.equal(lookUp(one, row, null), null);
      }),
    );
  });

  test('tones rise with the levels, from 1 to 5', () => {
    fc.assert(
      fc.property(scheme, (one) => {
        const tones = one.levels.map((level) => toneOf(one, level.level));
        assert.ok(tones.every((tone, index) => index === 0 || tone >= tones[index - 1]!));
        assert.ok(tones.every((tone) => tone >= 1 && tone <= 5));
      }),
    );
    assert.deepEqual(
      [1, 2, 3, 4, 5].map((level) => toneOf(NHS_SCHEME, level)),
      [1, 2, 3, 4, 5],
    );
    const product = productScheme(MATRIX_5, LIKELIHOOD_5);
    const tones = Array.from({ length: 25 }, (_, index) => toneOf(product, index + 1));
    assert.ok(tones.every((tone, index) => index === 0 || tone >= tones[index - 1]!));
    assert.equal(tones.at(-1), 5);
  });

  test('words in a matrix are ordered by where they stand', () => {
    const words = lookupScheme({
      id: 'own',
      title: 'own',
      severity: ['Minor', 'Major', 'Severe'],
      likelihood: ['Rare', 'Possible', 'Likely'],
      matrix: [
        ['Low', 'Low', 'Medium'],
        ['Low', 'Medium', 'High'],
        ['Medium', 'High', 'High'],
      ],
    });
    assert.deepEqual(
      words.levels.map((level) => level.level),
      ['Low', 'Medium', 'High'],
    );
    assert.equal(levelRank(words, 'HIGH'), 2);
    assert.equal(levelRank(words, 'Red'), null);
    // Words that say nothing of acceptability claim nothing.
    assert.ok(words.levels.every((level) => level.acceptance === undefined));
  });
});

test('words are folded: case, marks and white space; letters of every script are kept', () => {
  assert.equal(foldWord('  Very--HIGH (4)! '), 'very high 4');
  assert.equal(foldWord('Gravit\u00e9 \u2013 \uff14'), 'gravit\u00e9 4');
  assert.equal(foldWord('\u91cd\u5927\u5ea6'), '\u91cd\u5927\u5ea6');
});

describe('finding a word on an axis', () => {
  test('in the ways in which people write it', () => {
    const cases: readonly (readonly [axis: readonly string[], text: string, word: string | null])[] = [
      [SEVERITY, 'major', 'Major'],
      [SEVERITY, '4 - Major', 'Major'],
      [SEVERITY, 'Major (4)', 'Major'],
      [SEVERITY, 'Major, death of one patient', 'Major'],
      [SEVERITY, 'Considrable', 'Considerable'],
      [SEVERITY, 'Catastophic', 'Catastrophic'],
      [LIKELIHOOD, '3 - Medium: Possible', 'Medium'],
      [LIKELIHOOD, 'VERY-LOW', 'Very low'],
      [LIKELIHOOD, ' very  high ', 'Very high'],
      [LIKELIHOOD, 'Med', 'Medium'],
      [LIKELIHOOD, 'High (was Low)', 'High'],
      // Two words are no word.
      [LIKELIHOOD, 'Low - Medium', null],
      [LIKELIHOOD, 'Low/Medium', null],
      [LIKELIHOOD, 'Low to medium', null],
      [LIKELIHOOD, 'Low \u2013 Medium', null],
      [LIKELIHOOD, 'Medium -> Low', null],
      [SEVERITY, 'Minor or significant', null],
      // Words of other schemes are none of this one, however near they are.
      [SEVERITY, 'Moderate', null],
      [SEVERITY, 'Insignificant', null],
      [SEVERITY, 'Serious', null],
      [SEVERITY, 'Mijor', null],
      [['Rare', 'Possible', 'Likely'], 'Unlikely', null],
      [['Rare', 'Possible', 'Likely'], 'Impossible', null],
      [['Rare', 'Improbable', 'Certain'], 'Probable', null],
      [['Remote', 'Certain', 'Frequent'], 'Uncertain', null],
      [LIKELIHOOD, 'H', null],
      [LIKELIHOOD, '3', null],
      [LIKELIHOOD, '', null],
      // Nor is what every object of the language has.
      [SEVERITY, 'constructor', null],
      [SEVERITY, 'Constructor: __proto__', null],
      [LIKELIHOOD, '1 - constructor', null],
    ];
    for (const [axis, text, word] of cases) {
      const found = axisWord(axis, text);
      assert.equal(found === null ? null : axis[found.index], word, text);
    }
  });

  const axes = fc.constantFrom(SEVERITY, LIKELIHOOD, MATRIX_5, LIKELIHOOD_5);

  test('every word of an axis is found, whatever its case', () => {
    fc.assert(
      fc.property(axes, fc.nat(4), fc.boolean(), (axis, at, upper) => {
        const text = upper ? axis[at]!.toUpperCase() : axis[at]!.toLowerCase();
        assert.deepEqual(axisWord(axis, text), { index: at, exact: true });
      }),
    );
  });

  test('no usual word of another scheme is ever taken for one of this axis', () => {
    for (const axis of [SEVERITY, LIKELIHOOD, MATRIX_5, LIKELIHOOD_5]) {
      const own = new Set([...axis.map((word) => word.toLowerCase()), 'med']);
      for (const word of [...USUAL_WORDS.severity, ...USUAL_WORDS.likelihood])
        if (!own.has(word)) assert.equal(axisWord(axis, word), null, `${word} on ${axis.join(', ')}`);
    }
  });

  test('a misspelling never goes to one word where another is as near', () => {
    const slip = fc.tuple(
      axes,
      fc.nat(4),
      fc.nat(20),
      fc.constantFrom(...'aeiorstl'),
      fc.constantFrom('put', 'add', 'drop'),
    );
    fc.assert(
      fc.property(slip, ([axis, at, where, letter, kind]) => {
        const word = axis[at]!.toLowerCase();
        const cut = where % word.length;
        const text = word.slice(0, cut) + (kind === 'drop' ? '' : letter) + word.slice(kind === 'add' ? cut : cut + 1);
        const found = axisWord(axis, text);
        if (found === null || found.exact) return;
        const far = axis.map((one) => editDistance(one.toLowerCase(), text));
        assert.ok(
          far.every((distance, index) => index === found.index || distance > far[found.index]! + 1),
          text,
        );
      }),
      { numRuns: 500 },
    );
  });

  test('numbers are places from 1', () => {
    assert.equal(axisNumber(SEVERITY, '4'), 3);
    assert.equal(axisNumber(SEVERITY, 5), 4);
    assert.equal(axisNumber(SEVERITY, '3.0'), 2);
    for (const none of ['0', '6', '2.5', '-1', 'four', '', '1e0']) assert.equal(axisNumber(SEVERITY, none), null, none);
  });
});

describe('reading a stated risk', () => {
  test('numbers in the ways in which people write them, and nothing that is two numbers', () => {
    const cases: readonly (readonly [text: string | number, level: number | null])[] = [
      [3, 3],
      ['3', 3],
      ['3.0', 3],
      ['3 - Undesirable', 3],
      ['3 (Undesirable)', 3],
      ['3: undesirable', 3],
      ['3 Undesirable', 3],
      ['Level 1 - Acceptable', 1],
      ['Undesirable (3)', 3],
      ['Undesirable - 3', 3],
      ['Undesirable', 3],
      ['acceptable', 1],
      ['12', 12],
      ['2/3', null],
      ['3x2', null],
      ['3 x 2 = 6', null],
      ['3 or 4', null],
      ['2-3', null],
      ['3 - 4', null],
      ['3 to 4', null],
      ['3.5', null],
      ['1/3/2026', null],
      ['2026-03-01', null],
      ['H1', null],
      ['High', null],
      ['#N/A', null],
      ['', null],
    ];
    for (const [text, level] of cases) assert.equal(readLevel(NHS_SCHEME, text), level, String(text));
  });

  test('words of a lookup, and no words of a product', () => {
    const words = lookupScheme({
      id: 'own',
      title: 'own',
      severity: ['Minor', 'Major'],
      likelihood: ['Rare', 'Likely'],
      matrix: [
        ['Low', 'Moderate'],
        ['Moderate', 'High'],
      ],
    });
    assert.equal(readLevel(words, 'moderate'), 'Moderate');
    assert.equal(readLevel(words, 'High (was Low)'), 'High');
    assert.equal(readLevel(words, 'Low/Moderate'), null);
    assert.equal(readLevel(words, '3'), null);
    const product = productScheme(MATRIX_5, LIKELIHOOD_5, [{ upTo: 25, name: 'Unacceptable' }]);
    assert.equal(readLevel(product, '20 (Unacceptable)'), 20);
    // The NHS level 5 has that name, and a product of 5 is another thing.
    assert.equal(readLevel(product, 'Unacceptable'), null);
  });

  test('levels are the same as numbers and as words', () => {
    assert.ok(sameLevel(3, '3'));
    assert.ok(sameLevel('high', 'High'));
    assert.ok(!sameLevel(3, 4));
    assert.ok(!sameLevel('High', 3));
  });
});

describe('a product', () => {
  test('has the number of its two places in each square', () => {
    const product = productScheme(MATRIX_5, LIKELIHOOD_5);
    fc.assert(fc.property(fc.nat(4), fc.nat(4), (l, s) => assert.equal(lookUp(product, l, s), (l + 1) * (s + 1))));
    assert.equal(levelRank(product, 12), 12);
    assert.equal(bandOf(product, 12), null);
  });

  test('has the bands that the log declares, each up to its number', () => {
    const product = productScheme(MATRIX_5, LIKELIHOOD_5, [
      { upTo: 25, name: 'Unacceptable' },
      { upTo: 4, name: 'Acceptable' },
      { upTo: 12, name: 'Tolerable' },
    ]);
    const bands = [1, 4, 5, 12, 15, 25].map((level) => bandOf(product, level)?.acceptance);
    assert.deepEqual(bands, ['acceptable', 'acceptable', 'justify', 'justify', 'unacceptable', 'unacceptable']);
  });
});

describe('differences from the NHS matrix', () => {
  const changed = (l: number, s: number, level: number) =>
    lookupScheme({
      id: 'own',
      title: 'own',
      severity: SEVERITY,
      likelihood: LIKELIHOOD,
      matrix: NHS_SCHEME.matrix.map((row, at) => row.map((one, column) => (at === l && column === s ? level : one))),
    });

  test('none for the NHS squares, whoever drew them; and they carry the NHS meaning', () => {
    const same = changed(0, 0, 1);
    assert.deepEqual(differencesFromNhs(same), []);
    assert.equal(same.levels, NHS_SCHEME.levels);
  });

  test('each square that differs, with both levels', () => {
    assert.deepEqual(differencesFromNhs(changed(1, 3, 4)), [{ likelihood: 'Low', severity: 'Major', nhs: 3, here: 4 }]);
    assert.ok(changed(1, 3, 4).levels.every((level) => level.acceptance === undefined));
  });

  test('not to be told where the words are others', () => {
    assert.equal(differencesFromNhs(productScheme(MATRIX_5, LIKELIHOOD_5)), null);
  });
});
