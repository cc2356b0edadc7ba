import {
  axisNumber,
  axisWord,
  foldWord,
  lookUp,
  NHS_SCHEME,
  productScheme,
  readLevel,
  sameLevel,
  USUAL_WORDS,
  type RiskScheme,
} from '../../../schemes/domain.ts';
import type { SchemeReading } from '../../domain.ts';
import type { DraftRating } from './drafts.ts';
import { bareWord } from './levels.ts';
import type { FoundMatrix } from './matrix.ts';
import type { ProductKey } from './product-key.ts';

/**
 * Decides by which scheme the ratings were made: the one that was given, the one that the file declares, or the one that
 * its own numbers show. Where two would do, or none, it is unknown, and nothing is computed.
 */
export function decideScheme(
  ratings: readonly DraftRating[],
  matrices: readonly FoundMatrix[],
  key: ProductKey,
  given: RiskScheme | null,
): SchemeReading {
  if (given) return { scheme: withBands(given, key), origin: 'given', how: 'the scheme that you gave', place: null };
  const both = ratings.filter((rating) => rating.severity && rating.likelihood);
  // Icons and legends repeat a rating as numbers; where most ratings are words, the words say which scheme it is.
  const worded = both.filter(
    (rating) => /\p{L}/u.test(rating.severity!.text) && /\p{L}/u.test(rating.likelihood!.text),
  );
  const rated = worded.length >= both.length / 2 ? worded : both;
  const declared = declaredScheme(rated, matrices, key);
  if (declared) return declared;
  if (ratings.length === 0) {
    return { scheme: NHS_SCHEME, origin: 'default', how: 'nothing is rated yet; the NHS matrix is taken', place: null };
  }
  const stated = ratings.flatMap((rating) => (rating.risk ? [rating.risk.text] : []));
  const numbers = stated.map((text) => readLevel(NHS_SCHEME, text)).filter((level) => typeof level === 'number');
  const above = numbers.some((number) => number > 5);
  if (rated.length === 0) return withoutPairs(ratings, stated, above);
  const nhsWords = shareResolved(rated, NHS_SCHEME) >= 0.7;
  const product = productOf(key, nhsWords);
  if (nhsWords) return byNhsWords(rated, stated, above, product, matrices.length > 0, key);
  const numeric = rated.filter(
    (rating) =>
      axisNumber(NHS_SCHEME.severity, rating.severity!.text) !== null &&
      axisNumber(NHS_SCHEME.likelihood, rating.likelihood!.text) !== null,
  );
  if (numeric.length >= 0.7 * rated.length) return byNumbers(numeric, product, above || key.saysProduct, key);
  return unknown(
    'The words for severity and likelihood are not those of the NHS matrix, and the log declares no matrix of its own.',
  );
}

/** Risks without a severity and a likelihood beside them: nothing can be computed, and only the NHS words name a scheme. */
function withoutPairs(ratings: readonly DraftRating[], stated: readonly string[], above: boolean): SchemeReading {
  if (above) {
    return unknown(
      'The risks go above 5, which is not the NHS matrix, and no severity or likelihood stands beside them.',
    );
  }
  const foreign = notOfNhs(stated);
  if (foreign.length > 0) return unknown(`The risks are words (${listed(foreign)}) that the NHS matrix does not have.`);
  const single = (['severity', 'likelihood'] as const).every((axis) =>
    ratings.every((rating) => !rating[axis] || axisWord(NHS_SCHEME[axis], rating[axis].text)),
  );
  if (!single) return unknown('Severity and likelihood do not stand together, and no matrix is declared.');
  return {
    scheme: NHS_SCHEME,
    origin: 'default',
    how: 'no severity and likelihood are given together; the NHS matrix is taken',
    place: null,
  };
}

/** Words of the NHS matrix on both axes: it is the default, unless the risks beside them show another one. */
function byNhsWords(
  rated: readonly DraftRating[],
  stated: readonly string[],
  above: boolean,
  product: RiskScheme,
  otherMatrix: boolean,
  key: ProductKey,
): SchemeReading {
  const asProduct = agreement(rated, product);
  if (above) {
    return asProduct.share >= 0.6
      ? {
          scheme: product,
          origin: 'recognised',
          how: 'risks above 5 that are likelihood times severity',
          place: key.place,
        }
      : unknown(
          'The risks go above 5, which is not the NHS matrix, and they are not likelihood times severity either.',
        );
  }
  const foreign = notOfNhs(stated);
  if (foreign.length > stated.length / 2) {
    return unknown(
      `The risks are words (${listed(foreign)}) that the NHS matrix does not have, and the log declares no matrix.`,
    );
  }
  const asNhs = agreement(rated, NHS_SCHEME);
  const shown = asNhs.stated >= 4 && asNhs.share >= 0.75;
  const others = wordsOfOthers(rated);
  if (others.length > 0 && !shown) {
    return unknown(
      `Some of its words (${listed(others)}) are not of the NHS matrix, and the log declares no matrix of its own.`,
    );
  }
  if (otherMatrix && !shown) return unknown('The matrix in the file has other words than the ratings.');
  if (asNhs.stated >= 4 && asNhs.share < 0.5) {
    return unknown(
      'The words are those of the NHS matrix, and most of the risks are not what it gives: they were made by another one, which the log does not declare.',
    );
  }
  return {
    scheme: NHS_SCHEME,
    origin: 'default',
    how: 'no matrix is declared; the words are those of the NHS matrix',
    place: null,
  };
}

/** Stated risks in words that are no level of the NHS matrix ("High", "Red"). */
function notOfNhs(stated: readonly string[]): string[] {
  return stated.filter((text) => readLevel(NHS_SCHEME, text) === null && /\p{L}{3}/u.test(text));
}

/** Severities and likelihoods that are words of other schemes ("Moderate", "Rare") and not of the NHS matrix. */
function wordsOfOthers(rated: readonly DraftRating[]): string[] {
  return rated.flatMap((rating) =>
    (['severity', 'likelihood'] as const)
      .filter((axis) => !axisWord(NHS_SCHEME[axis], rating[axis]!.text))
      .map((axis) => ({ axis, word: bareWord(rating[axis]!.text) }))
      .filter(({ axis, word }) => USUAL_WORDS[axis].includes(word))
      .map(({ word }) => word),
  );
}

function listed(words: readonly string[]): string {
  return [...new Set(words)].slice(0, 3).join(', ');
}

function unknown(how: string): SchemeReading {
  return { scheme: null, origin: 'unknown', how, place: null };
}

function declaredScheme(
  rated: readonly DraftRating[],
  matrices: readonly FoundMatrix[],
  key: ProductKey,
): SchemeReading | null {
  const distinct = matrices.filter(
    (one, index) => matrices.findIndex((two) => sameMatrix(one.scheme, two.scheme)) === index,
  );
  const fitting = distinct
    .map((one) => ({ ...one, scheme: withBands(one.scheme, key), fit: shareResolved(rated, one.scheme) }))
    .filter((one) => one.fit >= 0.5 || rated.length === 0)
    .toSorted((a, b) => b.fit - a.fit);
  const best = fitting[0];
  if (!best) return null;
  if (rated.length === 0 && fitting.length > 1)
    return unknown('The file holds two different matrices, and no rating tells which one is in use.');
  if (fitting.length > 1 && fitting[1]!.fit === best.fit) {
    // Two matrices in one file: the one that more of its own ratings follow is the one in use, if there is one.
    const ranked = fitting
      .map((one) => ({ ...one, agree: agreement(rated, one.scheme).share }))
      .toSorted((a, b) => b.agree - a.agree);
    if (ranked[0]!.agree > ranked[1]!.agree) return declaredAt(ranked[0]!);
    return unknown('The file holds two different matrices, and its ratings do not tell which one is in use.');
  }
  const asDeclared = agreement(rated, best.scheme);
  if (best.scheme.kind === 'lookup' && asDeclared.stated >= 4 && asDeclared.share < 1 / 3) {
    const product = productScheme(best.scheme.severity, best.scheme.likelihood, key.bands);
    if (agreement(rated, product).share >= 0.8) {
      const how = 'the risks are likelihood times severity, and not what the matrix in the file gives';
      return { scheme: product, origin: 'recognised', how, place: best.place };
    }
    return unknown('Most of the risks are not what the matrix in the file gives: they were made by another one.');
  }
  return declaredAt(best);
}

function declaredAt(found: FoundMatrix): SchemeReading {
  const where = found.place.sheet
    ? `found on the sheet \u201c${found.place.sheet}\u201d`
    : `found in ${found.place.file}`;
  return { scheme: found.scheme, origin: 'declared', how: where, place: found.place };
}

function sameMatrix(a: RiskScheme, b: RiskScheme): boolean {
  const words = (scheme: RiskScheme) => [...scheme.severity, ...scheme.likelihood].map(foldWord).join('|');
  return words(a) === words(b) && JSON.stringify(a.matrix) === JSON.stringify(b.matrix);
}

function productOf(key: ProductKey, nhsWords: boolean): RiskScheme {
  const five = ['1', '2', '3', '4', '5'];
  return productScheme(
    key.severity ?? (nhsWords ? NHS_SCHEME.severity : five),
    key.likelihood ?? (nhsWords ? NHS_SCHEME.likelihood : five),
    key.bands,
  );
}

function withBands(scheme: RiskScheme, key: ProductKey): RiskScheme {
  return scheme.kind === 'product' && scheme.levels.length === 0 && key.bands.length > 0
    ? productScheme(scheme.severity, scheme.likelihood, key.bands)
    : scheme;
}

/** Bare numbers on both axes: a product or the NHS lookup by place, whichever the stated risks follow and the other does not. */
function byNumbers(
  numeric: readonly DraftRating[],
  product: RiskScheme,
  saysProduct: boolean,
  key: ProductKey,
): SchemeReading {
  const asProduct = agreement(numeric, product);
  const asNhs = agreement(numeric, NHS_SCHEME);
  // Two and two make four both ways.
  const sum: RiskScheme = { ...product, matrix: product.matrix.map((row, l) => row.map((_, s) => l + s + 2)) };
  const rival = Math.max(asNhs.share, agreement(numeric, sum).share);
  if (asProduct.share > rival && asProduct.share >= (key.saysProduct ? 0.5 : saysProduct ? 0.6 : 0.8)) {
    const how = key.saysProduct
      ? 'the log says that risk is likelihood times severity'
      : 'the risks are likelihood times severity';
    return { scheme: product, origin: 'recognised', how, place: key.place };
  }
  if (!saysProduct && asNhs.stated >= 3 && asNhs.share >= 0.9 && asNhs.share > asProduct.share) {
    return {
      scheme: NHS_SCHEME,
      origin: 'recognised',
      how: 'numbers for severity and likelihood, with risks as the NHS matrix has them',
      place: null,
    };
  }
  return unknown(
    'Severity and likelihood are numbers, and the risks follow neither the NHS matrix nor likelihood times severity for certain.',
  );
}

/** The share of ratings whose two words stand on the scheme's axes. */
function shareResolved(rated: readonly DraftRating[], scheme: RiskScheme): number {
  if (rated.length === 0) return 0;
  const resolved = rated.filter(
    (rating) =>
      axisWord(scheme.severity, rating.severity!.text) && axisWord(scheme.likelihood, rating.likelihood!.text),
  );
  return resolved.length / rated.length;
}

/** How many ratings state a risk that can be read, and the share (0 to 1) of them that say what the scheme makes of them. */
function agreement(rated: readonly DraftRating[], scheme: RiskScheme): { stated: number; share: number } {
  const pairs = rated.flatMap((rating) => {
    const level = rating.risk ? readLevel(scheme, rating.risk.text) : null;
    const made = lookUp(
      scheme,
      placeOn(scheme.likelihood, rating.likelihood!.text, true),
      placeOn(scheme.severity, rating.severity!.text, true),
    );
    return level === null || made === null ? [] : [sameLevel(made, level)];
  });
  return { stated: pairs.length, share: pairs.length === 0 ? 0 : pairs.filter(Boolean).length / pairs.length };
}

/** The place of a word, or of a number where numbers are allowed, on an axis; null where it is not there. */
export function placeOn(axis: readonly string[], text: string, numbers: boolean): number | null {
  return axisWord(axis, text)?.index ?? (numbers ? axisNumber(axis, text) : null);
}
