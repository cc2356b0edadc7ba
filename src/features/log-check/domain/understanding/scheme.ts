import {
  axisNumber,
  axisWord,
  differencesFromNhs,
  foldWord,
  lookUp,
  lookupScheme,
  NHS_SCHEME,
  productScheme,
  readLevel,
  sameLevel,
  type ProductBand,
  type RiskLevel,
  type RiskScheme,
} from '../../../schemes/domain.ts';
import type { Document, Place, SchemeReading, Sheet } from '../../domain.ts';
import { placeOf, textOf } from './cells.ts';
import type { DraftRating } from './drafts.ts';
import { bareWord, isAxisWord } from './levels.ts';

export interface FoundMatrix {
  readonly scheme: RiskScheme;
  readonly place: Place;
}

/** Finds a risk matrix in a sheet or a table of a page: a row of severities, a column of likelihoods, a level in each square. */
export function findMatrix(sheet: Sheet): FoundMatrix | null {
  if (sheet.rows.length < 3 || sheet.rows.length > 400) return null;
  const rows = sheet.rows.map((row) =>
    Array.from({ length: Math.min(40, row.cells.length) }, (_, index) => textOf(row.cells[index])),
  );
  for (const [r, row] of rows.entries()) {
    for (const axis of ['severity', 'likelihood'] as const) {
      const across = runOf(row, axis);
      if (!across) continue;
      const other = axis === 'severity' ? 'likelihood' : 'severity';
      const found = matrixAt(rows, r, across, other);
      if (!found) continue;
      const scheme = orderedScheme(found);
      if (scheme) return { scheme, place: placeOf(sheet, sheet.rows[r]!, across.from) };
    }
  }
  return null;
}

interface Run {
  readonly from: number;
  readonly words: readonly string[];
}

interface RawMatrix {
  readonly severity: readonly string[];
  readonly likelihood: readonly string[];
  readonly cells: readonly (readonly string[])[];
}

/** Three or more different words of an axis side by side, and no word that is none. */
function runOf(row: readonly string[], axis: 'severity' | 'likelihood'): Run | null {
  for (let from = 0; from < row.length; from++) {
    if (!isAxisWord(axis, row[from]!)) continue;
    let to = from;
    while (to < row.length && isAxisWord(axis, row[to]!)) to++;
    const words = row.slice(from, to);
    if (words.length >= 3 && new Set(words.map(bareWord)).size === words.length) return { from, words };
    from = to;
  }
  return null;
}

/** The squares above or below a row of words, named by the words of the other axis in a column to the left. */
function matrixAt(
  rows: readonly (readonly string[])[],
  r: number,
  across: Run,
  other: 'severity' | 'likelihood',
): RawMatrix | null {
  for (const step of [1, -1]) {
    for (let column = across.from - 1; column >= Math.max(0, across.from - 3); column--) {
      const words: string[] = [];
      const cells: string[][] = [];
      for (let at = r + step; at >= 0 && at < rows.length; at += step) {
        const word = rows[at]![column] ?? '';
        if (!isAxisWord(other, word)) break;
        const line = rows[at]!.slice(across.from, across.from + across.words.length);
        if (line.length < across.words.length || line.some((cell) => cell === '' || cell.length > 60)) break;
        words.push(word);
        cells.push(line);
      }
      if (words.length >= 3 && new Set(words.map(bareWord)).size === words.length) {
        return other === 'likelihood'
          ? { severity: across.words, likelihood: words, cells }
          : { severity: words, likelihood: across.words, cells: transposeCells(cells) };
      }
    }
  }
  return null;
}

function transposeCells(cells: readonly (readonly string[])[]): string[][] {
  return (cells[0] ?? []).map((_, column) => cells.map((row) => row[column]!));
}

/** The usual order from least to worst, for matrices that are drawn from the top down. */
const ORDER: Record<'severity' | 'likelihood', readonly string[]> = {
  severity: [
    'none',
    'negligible',
    'insignificant',
    'very low',
    'marginal',
    'minor',
    'low',
    'significant',
    'moderate',
    'medium',
    'considerable',
    'serious',
    'high',
    'major',
    'severe',
    'critical',
    'very high',
    'catastrophic',
    'extreme',
    'fatal',
  ],
  likelihood: [
    'never',
    'incredible',
    'very low',
    'extremely unlikely',
    'rare',
    'highly unlikely',
    'very unlikely',
    'improbable',
    'remote',
    'seldom',
    'unlikely',
    'low',
    'possible',
    'occasional',
    'moderate',
    'medium',
    'med',
    'likely',
    'probable',
    'high',
    'frequent',
    'very likely',
    'highly likely',
    'almost certain',
    'very high',
    'certain',
  ],
};

function orderedScheme(matrix: RawMatrix): RiskScheme | null {
  const down = isDescending(matrix.likelihood, 'likelihood');
  const left = isDescending(matrix.severity, 'severity');
  const likelihood = (down ? matrix.likelihood.toReversed() : matrix.likelihood).map(tidyWord);
  const severity = (left ? matrix.severity.toReversed() : matrix.severity).map(tidyWord);
  const cells = (down ? matrix.cells.toReversed() : matrix.cells).map((row) => (left ? row.toReversed() : row));
  const names = new Map<string, string>();
  const levels = cells.map((row) => row.map((cell) => levelIn(cell, names)));
  const flat = levels.flat();
  if (new Set(flat.map(String)).size < 2) return null;
  if (flat.some((level) => typeof level === 'number') && flat.some((level) => typeof level === 'string')) return null;
  const product = levels.every((row, l) => row.every((level, s) => level === (l + 1) * (s + 1)));
  if (product) return productScheme(severity, likelihood);
  const scheme = lookupScheme(
    { id: 'declared', title: 'the log\u2019s own matrix', severity, likelihood, matrix: levels },
    names,
  );
  return differencesFromNhs(scheme)?.length === 0 ? NHS_SCHEME : scheme;
}

function isDescending(words: readonly string[], axis: 'severity' | 'likelihood'): boolean {
  const ranks = words.map((word) => ORDER[axis].indexOf(bareWord(word)));
  return ranks[0]! > ranks.at(-1)!;
}

/** "4 - Major" is Major; the words keep the case of the file. */
function tidyWord(text: string): string {
  return (
    text
      .replace(/^\s*\d+\s*[-.:)]*\s*/u, '')
      .replace(/\s*[(:\n][\s\S]*$/u, '')
      .trim() || text.trim()
  );
}

function levelIn(cell: string, names: Map<string, string>): RiskLevel {
  const number = /^\s*(\d{1,2})(?:\.0+)?\s*(?:[-:(]?\s*(.*?)\)?)?\s*$/u.exec(cell);
  if (number) {
    if (number[2]) names.set(number[1]!, number[2]);
    return Number(number[1]);
  }
  const trailing = /^\s*(\p{L}[\p{L}\s]*?)\s*\(?(\d{1,2})\)?\s*$/u.exec(cell);
  if (trailing) {
    names.set(trailing[2]!, trailing[1]!);
    return Number(trailing[2]);
  }
  return cell.trim();
}

// --- Products: what a key in words says --------------------------------------------------------------------------------

export interface ProductKey {
  readonly severity: readonly string[] | null;
  readonly likelihood: readonly string[] | null;
  readonly bands: readonly ProductBand[];
  readonly saysProduct: boolean;
  readonly place: Place | null;
}

/** Reads a scoring key in words: "Risk = Likelihood x Severity", "1 Very low, 2 Low ...", "5-6 = Tolerable". */
export function findProductKey(contents: readonly (Sheet | Document)[]): ProductKey {
  let severity: readonly string[] | null = null;
  let likelihood: readonly string[] | null = null;
  let saysProduct = false;
  let place: Place | null = null;
  const bands: ProductBand[] = [];
  for (const { text, at } of shortTexts(contents)) {
    if (
      /\brisk(?:\s+(?:score|rating|level))?\s*=\s*(?:likelihood|severity|consequence|probability|impact)\s*(?:[x\u00d7*]|multiplied by|times)\s*(?:likelihood|severity|consequence|probability|impact)/iu.test(
        text,
      )
    ) {
      saysProduct = true;
      place ??= at;
    }
    const axis = /^\W*(likelihood|probability|severity|consequence|impact)\b[^:\d]*:?\s*(?=1\b)/iu.exec(text);
    if (axis) {
      const words = numberedWords(text.slice(axis[0].length));
      if (words.length >= 3) {
        if (/likelihood|probability/iu.test(axis[1]!)) likelihood ??= words;
        else severity ??= words;
        place ??= at;
      }
    }
    const band = bandIn(text);
    if (band) {
      bands.push(band);
      place ??= at;
    }
  }
  return { severity, likelihood, bands: sensibleBands(bands), saysProduct, place };
}

function* shortTexts(contents: readonly (Sheet | Document)[]): Generator<{ text: string; at: Place }> {
  for (const content of contents) {
    if (content.kind === 'document') {
      for (const part of content.parts) {
        if ((part.kind === 'text' || part.kind === 'item' || part.kind === 'heading') && part.text.length < 300) {
          yield {
            text: part.text,
            at: { file: content.file, ...(part.line === undefined ? {} : { line: part.line }) },
          };
        }
      }
      continue;
    }
    for (const row of content.rows) {
      const filled = row.cells.map((cell, index) => ({ text: textOf(cell), index })).filter((cell) => cell.text !== '');
      // A key stands by itself: in a row of its own, or in two cells.
      if (filled.length === 0 || filled.length > 3) continue;
      const text = filled.map((cell) => cell.text).join(' = ');
      if (text.length < 300)
        yield { text: filled.length === 1 ? filled[0]!.text : text, at: placeOf(content, row, filled[0]!.index) };
    }
  }
}

function numberedWords(text: string): string[] {
  const words: string[] = [];
  for (const match of text.matchAll(/(\d)\s*[-=:.)]?\s*(\p{L}[\p{L} ]*?)(?=\s*(?:[\u00b7,;|/.]|\d|$))/gu)) {
    if (Number(match[1]) === words.length + 1) words.push(match[2]!.trim());
  }
  return words;
}

/** "≤ 4 = Acceptable (green)", "5–6 = Tolerable", "≥ 7 = Unacceptable", "1-4 Low". */
function bandIn(text: string): ProductBand | null {
  const match =
    /^\W*?(?:(?:\u2264|<=?|up to)\s*(\d{1,2})|(\d{1,2})\s*(?:[-\u2013\u2014]|to)\s*(\d{1,2})|(?:\u2265|>=?|over|above)\s*(\d{1,2})|(\d{1,2})\s*\+)\s*[=:\u2013-]?\s*(\p{L}[\p{L} ]{2,40}?)\s*(?:[(.,;].*)?$/u.exec(
      text.trim(),
    );
  if (!match) return null;
  const upTo = match[1] ?? match[3];
  return { upTo: upTo === undefined ? 25 : Number(upTo), name: match[6]! };
}

function sensibleBands(bands: readonly ProductBand[]): ProductBand[] {
  const sorted = bands.toSorted((a, b) => a.upTo - b.upTo);
  const rising = sorted.every((band, index) => index === 0 || band.upTo > sorted[index - 1]!.upTo);
  // Without a last band to the end, some other list of numbers was met.
  return rising && sorted.length >= 2 && sorted.at(-1)!.upTo >= 16 ? sorted : [];
}

// --- Which scheme it is ------------------------------------------------------------------------------------------------

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
  const words = shareResolved(rated, NHS_SCHEME);
  const numeric = rated.filter(
    (rating) =>
      axisNumber(NHS_SCHEME.severity, rating.severity!.text) !== null &&
      axisNumber(NHS_SCHEME.likelihood, rating.likelihood!.text) !== null,
  );
  const product = productOf(key, words >= 0.7);
  const stated = ratings.flatMap((rating) => (rating.risk ? [rating.risk.text] : []));
  const numbers = stated
    .map((text) => readLevel(NHS_SCHEME, text))
    .filter((level): level is number => typeof level === 'number');
  const above = numbers.some((number) => number > 5);
  if (words >= 0.7) {
    if (above) {
      return matches(rated, product) >= 0.8
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
    const foreign = stated.filter((text) => readLevel(NHS_SCHEME, text) === null && /\p{L}/u.test(text));
    if (foreign.length > stated.length / 2) {
      return unknown(
        `The risks are words (${[...new Set(foreign)].slice(0, 3).join(', ')}) that the NHS matrix does not have, and the log declares no matrix.`,
      );
    }
    return {
      scheme: NHS_SCHEME,
      origin: 'default',
      how: 'no matrix is declared; the words are those of the NHS matrix',
      place: null,
    };
  }
  if (numeric.length >= 0.7 * rated.length && rated.length > 0)
    return byNumbers(numeric, product, above || key.saysProduct, key);
  if (rated.length === 0) {
    return above
      ? unknown('The risks go above 5, which is not the NHS matrix, and no severity or likelihood stands beside them.')
      : {
          scheme: NHS_SCHEME,
          origin: 'default',
          how: 'no severity and likelihood are given together; the NHS matrix is taken',
          place: null,
        };
  }
  return unknown(
    'The words for severity and likelihood are not those of the NHS matrix, and the log declares no matrix of its own.',
  );
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
  if (fitting.length > 1 && fitting[1]!.fit === best.fit && rated.length > 0) {
    // Two matrices in one file: the one that more of its own ratings follow is the one in use, if there is one.
    const ranked = fitting
      .map((one) => ({ ...one, agree: matches(rated, one.scheme) }))
      .toSorted((a, b) => b.agree - a.agree);
    if (ranked[0]!.agree > ranked[1]!.agree) return declaredAt(ranked[0]!);
    return unknown('The file holds two different matrices, and its ratings do not tell which one is in use.');
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
  const asProduct = matches(numeric, product);
  const asNhs = matches(numeric, NHS_SCHEME);
  if (saysProduct ? asProduct >= 0.5 : asProduct >= 0.8 && asProduct > asNhs) {
    const how = key.saysProduct
      ? 'the log says that risk is likelihood times severity'
      : 'the risks are likelihood times severity';
    return { scheme: product, origin: 'recognised', how, place: key.place };
  }
  if (!saysProduct && asNhs >= 0.9 && asNhs > asProduct) {
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

/** The share of ratings with a stated risk whose risk is what the scheme makes of them; 0 where none has one. */
function matches(rated: readonly DraftRating[], scheme: RiskScheme): number {
  const stated = rated.flatMap((rating) => {
    const level = rating.risk ? readLevel(scheme.kind === 'product' ? NHS_SCHEME : scheme, rating.risk.text) : null;
    return level === null ? [] : [{ rating, level }];
  });
  if (stated.length === 0) return 0;
  const right = stated.filter(({ rating, level }) => {
    const made = lookUp(
      scheme,
      placeOn(scheme.likelihood, rating.likelihood!.text, true),
      placeOn(scheme.severity, rating.severity!.text, true),
    );
    return made !== null && sameLevel(made, level);
  });
  return right.length / stated.length;
}

/** The place of a word, or of a number where numbers are allowed, on an axis; null where it is not there. */
export function placeOn(axis: readonly string[], text: string, numbers: boolean): number | null {
  return axisWord(axis, text)?.index ?? (numbers ? axisNumber(axis, text) : null);
}
