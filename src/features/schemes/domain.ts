import nhsData from '../../../standards/risk-schemes/nhs-5x5.json' with { type: 'json' };

/** A level of risk in a scheme's own terms: a number (NHS: 1 to 5; product: 1 to 25) or a word ("Moderate"). */
export type RiskLevel = number | string;

/** What a scheme says has to be done about a level. The order is from least to worst. */
export const ACCEPTANCES = ['acceptable', 'justify', 'undesirable', 'mandatory', 'unacceptable'] as const;
export type Acceptance = (typeof ACCEPTANCES)[number];

export interface SchemeLevel {
  readonly level: RiskLevel;
  readonly name: string;
  /** Absent where the scheme does not say: nothing is then claimed about acceptability. */
  readonly acceptance?: Acceptance;
}

/**
 * How severity and likelihood make a risk level. It is a lookup, and the clinical risk management plan declares it
 * (DCB0129 3.2.1); a product scheme is the lookup whose cells are likelihood times severity.
 */
export interface RiskScheme {
  readonly id: string;
  readonly title: string;
  readonly kind: 'lookup' | 'product';
  /** Least to worst. */
  readonly severity: readonly string[];
  /** Least to most likely. */
  readonly likelihood: readonly string[];
  /** `matrix[likelihood][severity]`. */
  readonly matrix: readonly (readonly RiskLevel[])[];
  /** Least to worst; for a product, the bands with the highest number of each. */
  readonly levels: readonly SchemeLevel[];
}

const { definitions, ...nhs } = nhsData;

/** The NHS 5 by 5. Source and date of check stand in the data file. Its definitions are no part of what a log keeps of it. */
export const NHS_SCHEME = nhs as unknown as RiskScheme;

/** What the words of a scheme mean, for the point at which one chooses. */
export interface SchemeDefinitions {
  readonly source: string;
  readonly confidence: string;
  readonly checked: string;
  /** Of how many people or uses a likelihood is, and over which time; or that the source does not say. */
  readonly exposure: string;
  readonly period: string;
  /** In the order of the scheme's words. */
  readonly severity: readonly string[];
  readonly likelihood: readonly string[];
  readonly levels: readonly string[];
}

/** The definitions of a scheme; null for one that a log brought along without any. Words are defined, whatever the cells. */
export function definitionsOf(scheme: RiskScheme): SchemeDefinitions | null {
  return differencesFromNhs(scheme) === null ? null : definitions;
}

/** Whether a severity follows from what could happen and to how many: where the words of severity are those of the NHS. */
export function hasHarmClasses(scheme: RiskScheme): boolean {
  return (
    scheme.severity.length === NHS_SCHEME.severity.length &&
    scheme.severity.every((word, index) => foldWord(word) === foldWord(NHS_SCHEME.severity[index]!))
  );
}

/** The word of a rating, found on an axis of a scheme. */
export interface AxisWord {
  readonly index: number;
  /** False where the word was misspelt and only one word of the axis comes near. */
  readonly exact: boolean;
}

/** Folds case, punctuation and white space, so that "Very  High" and "very-high" are one word. */
export function foldWord(text: string): string {
  const lower = text.toLowerCase();
  // Most text is ASCII, and a long log folds each of its cells several times.
  return /^[\u0020-\u007e]*$/.test(lower)
    ? lower.replace(/[^a-z0-9]+/g, ' ').trim()
    : lower
        .normalize('NFKC')
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim();
}

/** A map: a file may say "constructor", and every plain object has something of that name. */
const SHORT_FORMS: ReadonlyMap<string, string> = new Map([
  ['med', 'medium'],
  ['vl', 'very low'],
  ['vh', 'very high'],
  ['v low', 'very low'],
  ['v high', 'very high'],
  ['verylow', 'very low'],
  ['veryhigh', 'very high'],
]);

/**
 * Words that the schemes in use have for how bad something is and how often it happens, from least to worst. They tell
 * columns and matrices apart; what a rating means, its own scheme says.
 */
export const USUAL_WORDS: Readonly<Record<'severity' | 'likelihood', readonly string[]>> = {
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

const EVERY_WORD = new Set([...USUAL_WORDS.severity, ...USUAL_WORDS.likelihood]);

/** The parts of "3 - Medium: Possible" or "Low/Medium" that have letters in them, without the numbers beside them. */
function partsOf(text: string): string[] {
  return text
    .split(/[:;,(/\n\u2013\u2014\u2192]|\s-+>?\s|\s(?:to|or|and)\s/u)
    .map((part) => spelt(foldWord(part).replace(/^\d+(?: \d+)* | \d+(?: \d+)*$/gu, '')))
    .filter((part) => /\p{L}/u.test(part));
}

const foldedAxes = new WeakMap<readonly string[], readonly string[]>();

/** The words of an axis folded, once for all ratings of a log. */
function foldedAxis(axis: readonly string[]): readonly string[] {
  const known = foldedAxes.get(axis);
  if (known) return known;
  const words = axis.map(foldWord);
  foldedAxes.set(axis, words);
  return words;
}

function spelt(word: string): string {
  return SHORT_FORMS.get(word) ?? word;
}

/**
 * Finds a severity or likelihood word on its axis ("3 - Medium: Possible", "Medium (3)", "Major, death of 1"). A word that
 * is not there is null, never the nearest guess, unless it is a plain misspelling of exactly one word and no word of
 * another scheme; and so is a text with two words of the axis ("Low - Medium"). A number alone is null here: `axisNumber`
 * reads those.
 */
export function axisWord(axis: readonly string[], text: string): AxisWord | null {
  const words = foldedAxis(axis);
  const whole = spelt(foldWord(text));
  if (words.includes(whole)) return { index: words.indexOf(whole), exact: true };
  const parts = partsOf(text);
  if (new Set(parts.filter((part) => words.includes(part))).size > 1) return null;
  const bare = spelt(whole.replace(/^\d+(?: \d+)* | \d+(?: \d+)*$/gu, ''));
  for (const reading of [bare, parts[0] ?? '']) {
    if (words.includes(reading)) return { index: words.indexOf(reading), exact: true };
  }
  return misspelt(words, bare);
}

function misspelt(words: readonly string[], reading: string): AxisWord | null {
  // A shorter word has too many neighbours: "Mijor" is as near to Minor as to Major.
  if (reading.length < 5 || EVERY_WORD.has(reading)) return null;
  const [first, second] = words
    .map((word, index) => ({ word, index, far: editDistance(word, reading) }))
    .toSorted((a, b) => a.far - b.far);
  const allowed = reading.length >= 8 ? 2 : 1;
  if (!first || first.far > allowed || (second && second.far <= first.far + 1)) return null;
  // "Insignificant" is two letters from "Significant", and its opposite.
  if (reading.endsWith(first.word) || first.word.endsWith(reading)) return null;
  const elsewhere = [...EVERY_WORD].some((word) => !words.includes(word) && editDistance(word, reading) <= first.far);
  return elsewhere ? null : { index: first.index, exact: false };
}

/** The place of a bare number ("3", 3, "3.0") on an axis that is counted from 1, or null. */
export function axisNumber(axis: readonly string[], value: string | number): number | null {
  const number = typeof value === 'number' ? value : /^\s*\d+(?:\.0+)?\s*$/u.test(value) ? Number(value) : Number.NaN;
  return Number.isInteger(number) && number >= 1 && number <= axis.length ? number - 1 : null;
}

/** The risk that the scheme gives for two places on its axes; null where one of them is not known. */
export function lookUp(scheme: RiskScheme, likelihood: number | null, severity: number | null): RiskLevel | null {
  if (likelihood === null || severity === null) return null;
  return scheme.matrix[likelihood]?.[severity] ?? null;
}

/** What a scheme says has to be done about a level; null where it says nothing, or the level is not known. */
export function acceptanceOf(scheme: RiskScheme | null, level: RiskLevel | null): Acceptance | null {
  if (scheme === null || level === null) return null;
  return bandOf(scheme, level)?.acceptance ?? null;
}

/** The band of a level: for a product, the first band that reaches it. Null where the scheme names none. */
export function bandOf(scheme: RiskScheme, level: RiskLevel): SchemeLevel | null {
  if (scheme.kind === 'lookup') return scheme.levels.find((one) => sameLevel(one.level, level)) ?? null;
  return scheme.levels.find((one) => Number(level) <= Number(one.level)) ?? null;
}

/** Whether two levels are the same: numbers as numbers, words without regard to case. */
export function sameLevel(a: RiskLevel, b: RiskLevel): boolean {
  return typeof a === 'number' || typeof b === 'number' ? Number(a) === Number(b) : foldWord(a) === foldWord(b);
}

/** The place of a level from least (0) to worst, to compare two levels of one scheme; null for an unknown level. */
export function levelRank(scheme: RiskScheme, level: RiskLevel): number | null {
  if (scheme.kind === 'product') return Number.isFinite(Number(level)) ? Number(level) : null;
  const rank = scheme.levels.findIndex((one) => sameLevel(one.level, level));
  return rank < 0 ? null : rank;
}

/** The step from 1 (lightest) to 5 (darkest) in which a level is drawn. A scheme of other than five levels is spread. */
export function toneOf(scheme: RiskScheme, level: RiskLevel): 1 | 2 | 3 | 4 | 5 {
  const acceptance = bandOf(scheme, level)?.acceptance;
  if (acceptance && scheme.levels.every((one) => one.acceptance)) return tone(ACCEPTANCES.indexOf(acceptance) + 1);
  const rank = levelRank(scheme, level) ?? 0;
  const worst =
    scheme.kind === 'product' ? scheme.likelihood.length * scheme.severity.length : scheme.levels.length - 1;
  return tone(1 + Math.round((4 * rank) / Math.max(1, worst)));
}

function tone(step: number): 1 | 2 | 3 | 4 | 5 {
  return Math.min(5, Math.max(1, step)) as 1 | 2 | 3 | 4 | 5;
}

/** What stands in the corner of a square: the level, or the first letters of one that is a long word. */
export function signOf(scheme: RiskScheme, level: RiskLevel): string {
  const words = scheme.levels.map((one) => String(one.level));
  if (scheme.kind === 'product' || words.every((word) => word.length <= 2)) return String(level);
  const letters =
    [1, 2, 3].find((count) => new Set(words.map((word) => word.slice(0, count))).size === words.length) ?? 3;
  return String(level).slice(0, letters);
}

/** "3", "3.0", "Level 1 - Acceptable", "3 (Undesirable)": a number first, and no second one that it is weighed against. */
const NUMBER_FIRST =
  /^(?:(?:level|risk|rating|score)\s*:?\s*)?(\d{1,3})(?:\.0+)?(?:\s*$|\s*[-:.(,;=\u2013\u2014]+\s*\p{L}|\s+(?!(?:x|or|to|and|by|out|of|in)\b)\p{L})/iu;
/** "High (15)", "Undesirable - 3". */
const NUMBER_LAST = /^\p{L}[\p{L} ]*(?:\s|\s*[-:(=\u2013\u2014]\s*)(\d{1,3})\)?$/u;

/**
 * Reads a stated risk ("3", 3, "3 - Undesirable", "Level 1 - Acceptable", "Moderate") in the scheme's kind of level, or
 * null ("2/3", "3 x 2"). A number that is no level of the scheme comes back as it is: it is then for the reader to say
 * that it cannot be.
 */
export function readLevel(scheme: RiskScheme, value: string | number): RiskLevel | null {
  const text = String(value).trim();
  const number = (NUMBER_FIRST.exec(text) ?? NUMBER_LAST.exec(text))?.[1];
  const numeric = scheme.kind === 'product' || scheme.levels.some((one) => typeof one.level === 'number');
  if (number !== undefined && numeric) return Number(number);
  // The word of a product's band names a range, and not a number that could be compared.
  if (scheme.kind === 'product') return null;
  const named = scheme.levels.filter(
    (one) => foldWord(String(one.level)) === foldWord(text) || foldWord(one.name) === foldWord(text),
  );
  if (named.length === 1) return named[0]!.level;
  const parts = partsOf(text);
  const levels = scheme.levels.filter((one) => typeof one.level === 'string' && parts.includes(foldWord(one.level)));
  return levels.length === 1 && foldWord(String(levels[0]!.level)) === parts[0] ? levels[0]!.level : null;
}

export interface SchemeDifference {
  readonly likelihood: string;
  readonly severity: string;
  readonly nhs: RiskLevel;
  readonly here: RiskLevel;
}

/** Where a scheme with the NHS axes has other cells than the NHS matrix; null where the axes themselves are not the NHS ones. */
export function differencesFromNhs(scheme: RiskScheme): SchemeDifference[] | null {
  const sameAxis = (a: readonly string[], b: readonly string[]) =>
    a.length === b.length && a.every((word, index) => foldWord(word) === foldWord(b[index] ?? ''));
  if (!sameAxis(scheme.severity, NHS_SCHEME.severity) || !sameAxis(scheme.likelihood, NHS_SCHEME.likelihood))
    return null;
  return scheme.likelihood.flatMap((likelihood, row) =>
    scheme.severity.flatMap((severity, column) => {
      const here = scheme.matrix[row]![column]!;
      const nhs = NHS_SCHEME.matrix[row]![column]!;
      return sameLevel(here, nhs) ? [] : [{ likelihood, severity, nhs, here }];
    }),
  );
}

/**
 * Makes a lookup scheme from a matrix. The order of its levels, which a matrix of words does not state, is the order of
 * their mean place in the matrix: the further up and to the right a level stands, the worse it is.
 */
export function lookupScheme(
  parts: Pick<RiskScheme, 'id' | 'title' | 'severity' | 'likelihood' | 'matrix'>,
  names: ReadonlyMap<string, string> = new Map(),
): RiskScheme {
  const places = new Map<string, { level: RiskLevel; sum: number; count: number }>();
  parts.matrix.forEach((row, likelihood) =>
    row.forEach((level, severity) => {
      const key = foldWord(String(level));
      const place = places.get(key) ?? { level, sum: 0, count: 0 };
      places.set(key, { level: place.level, sum: place.sum + likelihood + severity, count: place.count + 1 });
    }),
  );
  const found = [...places.values()];
  const numeric = found.every((place) => typeof place.level === 'number');
  const order = found.toSorted((a, b) =>
    numeric ? Number(a.level) - Number(b.level) : a.sum / a.count - b.sum / b.count,
  );
  const scheme: RiskScheme = {
    ...parts,
    kind: 'lookup',
    levels: order.map(({ level }) => {
      const name = names.get(foldWord(String(level))) ?? String(level);
      const acceptance = acceptanceOfWords(typeof level === 'string' ? level : name);
      return acceptance ? { level, name, acceptance } : { level, name };
    }),
  };
  // The NHS cells carry the NHS meaning of the levels; other cells of the same numbers do not.
  return differencesFromNhs(scheme)?.length === 0 ? { ...scheme, levels: NHS_SCHEME.levels } : scheme;
}

/** Bands of a product scheme as declared: the highest number of the band, and its name. */
export interface ProductBand {
  readonly upTo: number;
  readonly name: string;
}

/** The scheme whose risk is likelihood times severity, 1 to 25 on five by five. Its bands are the file's own, or none. */
export function productScheme(
  severity: readonly string[],
  likelihood: readonly string[],
  bands: readonly ProductBand[] = [],
): RiskScheme {
  return {
    id: `product-${likelihood.length * severity.length}`,
    title: `likelihood times severity, 1 to ${likelihood.length * severity.length}`,
    kind: 'product',
    severity,
    likelihood,
    matrix: likelihood.map((_, row) => severity.map((_word, column) => (row + 1) * (column + 1))),
    levels: bands
      .toSorted((a, b) => a.upTo - b.upTo)
      .map(({ upTo, name }) => {
        const acceptance = acceptanceOfWords(name);
        return acceptance ? { level: upTo, name, acceptance } : { level: upTo, name };
      }),
  };
}

/** What the words of a level say about acceptability, where they say it themselves. */
export function acceptanceOfWords(words: string): Acceptance | null {
  const folded = foldWord(words);
  if (/^(?:unacceptable|intolerable|not acceptable)\b/u.test(folded)) return 'unacceptable';
  if (/^mandatory\b/u.test(folded)) return 'mandatory';
  if (/^undesirable\b/u.test(folded)) return 'undesirable';
  if (/^(?:acceptable (?:if|where|when|with)|tolerable|alarp)\b/u.test(folded)) return 'justify';
  if (/^(?:acceptable|broadly acceptable)\b/u.test(folded)) return 'acceptable';
  return null;
}

/** Levenshtein distance in characters. */
export function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row.push(Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    above = row;
  }
  return above[b.length]!;
}
