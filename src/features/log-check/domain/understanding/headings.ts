import { editDistance, foldWord } from '../../../schemes/domain.ts';
import type { Meaning, Phase } from '../../domain.ts';
import { WORDS } from './heading-words.ts';

/** What a heading says by itself. A rating whose phase is not said ("Severity") is settled later, by its position. */
export interface HeadingReading {
  readonly meaning: Meaning | 'severity' | 'likelihood' | 'risk' | 'rating';
  readonly phase: Phase | 'other' | null;
  /** 1: the field's own word. 0.85: a short form. 0.8: a misspelling. 0.6: a word among others. */
  readonly score: number;
  readonly how: string;
}

export type RatingPart = 'severity' | 'likelihood' | 'risk' | 'rating';
export const RATING_PARTS: readonly RatingPart[] = ['severity', 'likelihood', 'risk', 'rating'];

const INITIAL =
  /\b(?:initial|init|inherent|pre|before|prior|without|unmitigated|uncontrolled|untreated|raw|gross|original|starting)\b/u;
const RESIDUAL =
  /\b(?:residual|resid|res|post|after|following|with (?:the )?(?:controls?|mitigations?)|final|net|mitigated|controlled|treated|remaining|revised)\b/u;
const OTHER = /\b(?:target|current|predicted|tolerable|desired)\b/u;
const EXISTING = /\b(?:existing|current|in place|initial|already)\b/u;

const SEVERITY = new Set([
  'severity',
  'consequence',
  'sev',
  'cons',
  'conseq',
  'severity of harm',
  'consequence severity',
  'severity consequence',
]);
const LIKELIHOOD = new Set([
  'likelihood',
  'probability',
  'lik',
  'prob',
  'likelihood of harm',
  'likelihood probability',
  'lklhd',
]);
const SEVERITY_PART = '(?:severity|consequence|impact|[sci])';
const LIKELIHOOD_PART = '(?:likelihood|probability|[lp])';
const SEVERITY_FIRST = new RegExp(`^${SEVERITY_PART} ?x? ?${LIKELIHOOD_PART}$`, 'u');
const LIKELIHOOD_FIRST = new RegExp(`^${LIKELIHOOD_PART} ?x? ?${SEVERITY_PART}$`, 'u');
const RISK_WORDS = /\b(?:risk|rating|score|rr|rpn)\b/u;
const RATING_NOISE =
  /\b(?:risk|risks|hazard|hazards|clinical|rating|ratings|score|scores|scoring|level|levels|category|class|value|assessment|index|grade|of|the|a|for|to|mitigation|mitigations|control|controls|with|additional|further|safety|matrix|calculated|overall|evaluation|estimation)\b/gu;

/** Words that alone may head anything; they need the company of surer columns. */
const WEAK: ReadonlyMap<string, Meaning> = new Map([
  ['name', 'hazard'],
  ['title', 'hazard'],
  ['summary', 'hazard'],
]);

const EXACT = new Map<string, Meaning>(
  WORDS.flatMap(([meaning, words]) => words.map((word) => [word, meaning] as const)).toReversed(),
);

const VOCABULARY = [
  ...new Set(
    [
      ...WORDS.flatMap(([, words]) => words),
      ...SEVERITY,
      ...LIKELIHOOD,
      'initial',
      'residual',
      'justification',
      'additional',
    ].flatMap((word) => word.split(' ')),
  ),
].filter((word) => word.length >= 5);

/** The typed controls, as they are called where a column says that they exist already. */
export const EXISTING_OF: Partial<Record<Meaning, Meaning>> = {
  control: 'existing-control',
  'design-control': 'existing-design-control',
  'test-control': 'existing-test-control',
  'training-control': 'existing-training-control',
  'process-control': 'existing-process-control',
  evidence: 'existing-evidence',
};

const cache = new Map<string, HeadingReading | null>();

/**
 * Reads a heading: its own words last, the groups above it before. Null where no word of the field is in it.
 * @example readHeading(['Initial', 'Consequence']) // severity, initial
 */
export function readHeading(path: readonly string[]): HeadingReading | null {
  const key = path.join('\u0000');
  let reading = cache.get(key);
  if (reading === undefined) {
    reading = read(path);
    // The words of a hostile file must not fill the memory of a server.
    if (cache.size > 5_000) cache.clear();
    cache.set(key, reading);
  }
  return reading;
}

function read(path: readonly string[]): HeadingReading | null {
  const folded = path.map(foldHeading).filter(Boolean);
  const leaf = folded.at(-1);
  if (!leaf || leaf.length > 90) return null;
  const whole = [...new Set(folded)].join(' ');
  const straight = interpret(leaf, whole, folded);
  if (straight && straight.score >= 0.8) return straight;
  const mended = leaf.split(' ').map(mendWord).join(' ');
  if (mended !== leaf) {
    const reading = interpret(mended, whole.replace(leaf, mended), [...folded.slice(0, -1), mended]);
    if (reading && reading.score >= 0.85) return { ...reading, score: 0.8, how: `read as \u201c${mended}\u201d` };
  }
  return straight ?? amongOthers(leaf, whole);
}

function interpret(leaf: string, whole: string, folded: readonly string[]): HeadingReading | null {
  return rating(leaf, whole) ?? words(leaf, whole, folded);
}

function rating(leaf: string, whole: string): HeadingReading | null {
  const phase = phaseOf(leaf) ?? phaseOf(whole);
  const core = coreOf(leaf);
  const bare = bareOf(core);
  const said = (meaning: RatingPart, score: number, how: string): HeadingReading => ({ meaning, phase, score, how });
  if (SEVERITY_FIRST.test(bare) || LIKELIHOOD_FIRST.test(bare)) return said('rating', 1, 'likelihood times severity');
  if (SEVERITY.has(bare)) return said('severity', 1, `\u201c${bare}\u201d`);
  if (LIKELIHOOD.has(bare)) return said('likelihood', 1, `\u201c${bare}\u201d`);
  if (bare === 'impact' && !/\bclinical\b/u.test(leaf)) return said('severity', 0.6, '\u201cimpact\u201d');
  if (phase && /^[lp]$/u.test(bare)) return said('likelihood', 0.85, 'read as an abbreviation');
  if (phase && /^[sci]$/u.test(bare)) return said('severity', 0.85, 'read as an abbreviation');
  if (/^[lp]$/u.test(leaf)) return said('likelihood', 0.6, 'one letter');
  if (/^[sc]$/u.test(leaf)) return said('severity', 0.6, 'one letter');
  if (bare === '' && RISK_WORDS.test(core)) return said('risk', 1, '\u201crisk\u201d');
  // "Initial" and "Residual hazard" over numbers: the risk is meant.
  if (bare === '' && phase && phase !== 'other' && /^(?:initial|residual)(?: hazard)?$/u.test(leaf))
    return said('risk', 0.75, 'the risk of that phase');
  return null;
}

/** Without the words that say which phase it is. */
function coreOf(leaf: string): string {
  return leaf
    .replace(/^[ir] (?=\S)/u, '')
    .replace(new RegExp(`${INITIAL.source}|${RESIDUAL.source}|${OTHER.source}`, 'gu'), ' ');
}

/** Without the words that stand in any heading of a rating. */
function bareOf(core: string): string {
  return core
    .replace(RATING_NOISE, ' ')
    .replace(/\b\d+\b/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Whether a heading such as "S x L" names the severity first. */
export function namesSeverityFirst(heading: string): boolean {
  return SEVERITY_FIRST.test(bareOf(coreOf(foldHeading(heading))));
}

function words(leaf: string, whole: string, folded: readonly string[]): HeadingReading | null {
  // "Initial risk" over a column of controls by reaching too far says nothing of the controls.
  const existing = [leaf, ...folded.slice(0, -1).filter((group) => !RATING_GROUP.test(group))].some((part) =>
    EXISTING.test(part),
  );
  const typed = folded.length > 1 && /^(?:description|detail|evidence)$/u.test(singular(leaf)) ? folded.at(-2)! : null;
  const said = (meaning: Meaning, score: number, how: string): HeadingReading => {
    const settled = existing && meaning !== 'ref' ? (EXISTING_OF[meaning] ?? meaning) : meaning;
    const phase = meaning === 'initial-justification' ? phaseOf(whole) : null;
    return { meaning: phase === 'residual' ? 'residual-justification' : settled, phase: null, score, how };
  };
  // "Existing controls > HIT design > Description": the middle word is what the column holds.
  if (typed && !/evidence/u.test(leaf)) {
    const meaning = EXACT.get(singular(typed));
    if (meaning?.endsWith('control')) return said(meaning, 1, `under \u201c${typed}\u201d`);
  }
  const tries = [
    leaf,
    leaf.replace(/^(?:clinical|possible|potential|the|summary of|list of|hazard) /u, ''),
    stripPhase(leaf),
  ];
  if (folded.length > 1) tries.push(`${folded.at(-2)} ${leaf}`);
  for (const text of tries) {
    const meaning = EXACT.get(singular(text));
    if (meaning) return said(meaning, 1, `\u201c${leaf}\u201d`);
  }
  const weak = WEAK.get(singular(leaf));
  if (!weak) return null;
  // "causes > name" in a tree is the cause and not the hazard.
  const group = folded.length > 1 ? EXACT.get(singular(folded.at(-2)!)) : undefined;
  if (group === 'cause' || group === 'control' || group === 'existing-control')
    return said(group, 0.9, `under \u201c${folded.at(-2)}\u201d`);
  return said(weak, 0.75, `\u201c${leaf}\u201d`);
}

const AMONG: readonly (readonly [RegExp, Meaning])[] = [
  [/\bcauses?\b/u, 'cause'],
  [/\bevidence\b/u, 'evidence'],
  [/\bowner\b/u, 'owner'],
  [/\b(?:controls?|mitigations?|safeguards?)\b/u, 'control'],
  [/\bharms?\b/u, 'harm'],
  [/\beffects?\b/u, 'effect'],
  [/\bcomments?|notes?\b/u, 'notes'],
  [/\bhazards?\b/u, 'hazard'],
];

const RATING_GROUP = /\b(?:risk|rating|score|assessment|evaluation)\b/u;

/** A long heading with one word of the field in it. A rating is never taken from such a one. */
function amongOthers(leaf: string, whole: string): HeadingReading | null {
  if (leaf.split(' ').length > 8 || /\b(?:date|version|count|total|type|category|group|colour|code)\b/u.test(leaf))
    return null;
  const found = AMONG.find(([pattern]) => pattern.test(leaf));
  if (!found) return null;
  const meaning = EXISTING.test(whole) ? (EXISTING_OF[found[1]] ?? found[1]) : found[1];
  return { meaning, phase: null, score: 0.6, how: 'a word in the heading' };
}

function phaseOf(text: string): Phase | 'other' | null {
  if (INITIAL.test(text) || /^i \S/u.test(text)) return 'initial';
  if (RESIDUAL.test(text) || /^r \S/u.test(text)) return 'residual';
  return OTHER.test(text) ? 'other' : null;
}

function stripPhase(text: string): string {
  return text
    .replace(new RegExp(`${INITIAL.source}|${RESIDUAL.source}`, 'gu'), ' ')
    .replace(/^[ir] (?=\S)/u, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** A heading in one form: no case, no points, snake and camel case as words, a short form spelt out. */
export function foldHeading(text: string): string {
  return (
    foldWord(
      text
        .replace(/\(s\)/giu, 's')
        .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
        .replaceAll('#', ' # ')
        .replaceAll('\u00d7', ' x ')
        .replaceAll('*', ' x '),
    ) || (text.includes('#') ? '#' : '')
  );
}

function singular(text: string): string {
  return text
    .split(' ')
    .map((word) =>
      word.length > 3 && !/(?:ss|us|is)$/u.test(word) ? word.replace(/ies$/u, 'y').replace(/s$/u, '') : word,
    )
    .join(' ');
}

const mended = new Map<string, string>();

function mendWord(word: string): string {
  let known = mended.get(word);
  if (known === undefined) {
    known = mend(word);
    if (mended.size > 5_000) mended.clear();
    mended.set(word, known);
  }
  return known;
}

function mend(word: string): string {
  if (word.length < 6 || VOCABULARY.includes(word) || VOCABULARY.includes(singular(word))) return word;
  const allowed = word.length >= 8 ? 2 : 1;
  const near = VOCABULARY.filter(
    (one) => Math.abs(one.length - word.length) <= allowed && editDistance(one, word) <= allowed,
  );
  return near.length === 1 ? near[0]! : word;
}
