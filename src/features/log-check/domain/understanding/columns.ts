import { foldWord } from '../../../schemes/domain.ts';
import { MEANINGS, type ColumnReading, type MappingWord, type Meaning, type Phase } from '../../domain.ts';
import { columnLetter } from './cells.ts';
import { foldHeading, RATING_PARTS, readHeading, type HeadingReading, type RatingPart } from './headings.ts';
import { isLevel, isLevelWord, shareOfLevels } from './levels.ts';

/** A column before it has a meaning. */
export interface RawColumn {
  readonly index: number;
  /** Groups above first, its own heading last. */
  readonly path: readonly string[];
  /** Its values that are not blank, some tens of them. */
  readonly values: readonly string[];
}

export interface ColumnsReading {
  readonly columns: readonly ColumnReading[];
  /** What only a person can say, in words. Empty where the reading is certain enough to be used. */
  readonly doubts: readonly string[];
  /** How many columns are ratings, those in doubt too. */
  readonly rated: number;
}

interface Candidate extends RawColumn {
  readonly header: string;
  readonly reading: HeadingReading | null;
  meaning: Meaning | null;
  how: string;
  sure: number;
}

/** Below this a rating column is a question: a wrong number is worse than none. */
const SURE_ENOUGH = 0.75;
const RATING_MEANINGS = new Set<Meaning>(
  (['initial', 'residual'] as const).flatMap((phase) => RATING_PARTS.map((part) => `${phase}-${part}` as Meaning)),
);

/** Gives every column of a table its meaning. What a person said wins over everything. */
export function readColumns(raw: readonly RawColumn[], said: readonly MappingWord[]): ColumnsReading {
  const doubts: string[] = [];
  const candidates = raw.map((column): Candidate => {
    const header = [...new Set(column.path)].join(' \u203a ');
    return { ...column, header, reading: readHeading(column.path), meaning: null, how: '', sure: 0 };
  });
  const forced = forceSaid(candidates, said);
  for (const one of candidates) if (!forced.has(one)) checkAgainstValues(one);
  numbersForNames(candidates, forced);
  const rated = candidates.filter((one) => isRatingPart(one.reading?.meaning) || RATING_MEANINGS.has(one.meaning!));
  for (const part of RATING_PARTS) settlePhases(part, candidates, forced, doubts);
  for (const one of candidates) settleWords(one);
  keepOneOfEach(candidates, forced, doubts);
  doubtWeakRatings(candidates, doubts);
  if (doubts.length === 0) doubtUnread(candidates, forced, doubts);
  return { columns: candidates.map(toColumn), doubts, rated: rated.length };
}

function isRatingPart(meaning: string | undefined): boolean {
  return (RATING_PARTS as readonly (string | undefined)[]).includes(meaning);
}

/** The meaning that a person named, in any of the ways in which one may write it; null where there is none of that name. */
export function meaningNamed(text: string): Meaning | RatingPart | null {
  const folded = foldWord(text).replaceAll(' ', '-');
  if (Object.hasOwn(MEANINGS, folded)) return folded as Meaning;
  if ((RATING_PARTS as readonly string[]).includes(folded)) return folded as RatingPart;
  const byLabel = (Object.keys(MEANINGS) as Meaning[]).find(
    (meaning) => foldWord(MEANINGS[meaning]) === foldWord(text),
  );
  if (byLabel) return byLabel;
  if (/^(?:ignore|other|none|keep|unknown)$/u.test(folded)) return 'extra';
  const reading = readHeading([text]);
  if (!reading || reading.score < 0.8) return null;
  if ((RATING_PARTS as readonly string[]).includes(reading.meaning)) {
    return reading.phase === 'initial' || reading.phase === 'residual'
      ? (`${reading.phase}-${reading.meaning}` as Meaning)
      : reading.meaning;
  }
  return reading.meaning;
}

function forceSaid(candidates: Candidate[], said: readonly MappingWord[]): Set<Candidate> {
  const forced = new Set<Candidate>();
  for (const { column, meaning } of said) {
    const named = meaningNamed(meaning);
    if (named === null) continue;
    for (const one of candidates.filter((candidate) => isNamed(candidate, column))) {
      forced.add(one);
      if ((RATING_PARTS as readonly string[]).includes(named)) {
        (one as { reading: HeadingReading }).reading = {
          meaning: named,
          phase: one.reading?.phase ?? null,
          score: 1,
          how: 'you said so',
        };
        one.how = 'you said so';
      } else {
        one.meaning = named as Meaning;
        one.how = 'you said so';
        one.sure = 1;
      }
    }
  }
  return forced;
}

/** Whether a person means this column: its heading, its heading with its group, or its letter. */
export function isNamed(column: Pick<Candidate, 'header' | 'path' | 'index'>, name: string): boolean {
  const folded = foldHeading(name);
  if (
    folded !== '' &&
    [column.header, column.path.at(-1) ?? '', column.path.join(' ')].some((one) => foldHeading(one) === folded)
  )
    return true;
  return name.trim().toUpperCase() === columnLetter(column.index);
}

/** "Consequence" over sentences is a harm; "Impact" over levels is a severity. The values say which. */
function checkAgainstValues(one: Candidate): void {
  const reading = one.reading;
  if (!reading) return;
  const share = shareOfLevels(one.values);
  const replace = (next: HeadingReading | null) => ((one as { reading: HeadingReading | null }).reading = next);
  if (reading.how === 'one letter' && !one.values.every(isLevel)) replace(null);
  else if (
    reading.meaning === 'rating' &&
    one.values.length > 0 &&
    one.values.every((value) => /^\s*\d+(?:\.0+)?\s*$/u.test(value))
  ) {
    replace({ ...reading, meaning: 'risk', how: 'its cells are the products' });
  } else if (reading.meaning === 'severity' || reading.meaning === 'likelihood' || reading.meaning === 'rating') {
    const bare = foldHeading(one.path.at(-1) ?? '');
    if (share < 0.5) {
      const text = reading.meaning === 'severity' && reading.phase === null;
      replace(
        text ? { meaning: 'harm', phase: null, score: 0.75, how: 'its cells are sentences and not levels' } : null,
      );
    } else if (/impact/u.test(bare) && one.values.length > 0 && share > 0.8) {
      replace({ ...reading, score: 0.8, how: 'its cells are levels' });
    }
  } else if (reading.meaning === 'risk' && share < 0.5) {
    replace(null);
  } else if (
    reading.meaning === 'harm' &&
    one.values.length >= 3 &&
    one.values.every((value) => /^\s*(?:[1-5]|\d\s*-.*)\s*$/u.test(value))
  ) {
    replace({ meaning: 'severity', phase: reading.phase, score: 0.7, how: 'its cells are levels' });
  } else if (
    reading.meaning === 'hazard' &&
    one.values.length > 0 &&
    one.values.every((value) =>
      /^\W*(?:y|n|yes|no|true|false|x|tbc|n\/a|[\u2713\u2714\u2717\u2718])?\W*$/iu.test(value),
    )
  ) {
    // "Is this a hazard?" in a list of something else.
    replace(null);
  }
}

/** "H1" under "Hazard", with the words beside it under "Description": the column of hazards holds their numbers. */
function numbersForNames(candidates: readonly Candidate[], forced: ReadonlySet<Candidate>): void {
  const hazards = candidates.filter((one) => one.reading?.meaning === 'hazard' && !forced.has(one));
  const has = (meaning: Meaning) => candidates.some((one) => (one.meaning ?? one.reading?.meaning) === meaning);
  if (hazards.length !== 1 || has('ref') || !has('description')) return;
  const [one] = hazards as [Candidate];
  if (one.values.length > 0 && one.values.every((value) => /^\s*[A-Z]{0,8}[-_ .]?\d{1,5}[a-z]?\s*$/iu.test(value))) {
    (one as { reading: HeadingReading }).reading = {
      meaning: 'ref',
      phase: null,
      score: 0.9,
      how: 'its cells are numbers of hazards',
    };
  }
}

/** "Severity" twice is initial and residual, in that order. Three of one name are a question. */
function settlePhases(
  part: RatingPart,
  candidates: readonly Candidate[],
  forced: ReadonlySet<Candidate>,
  doubts: string[],
): void {
  const all = candidates.filter((one) => one.meaning === null && one.reading?.meaning === part);
  const settle = (one: Candidate, phase: Phase, how: string, sure: number) => {
    one.meaning = `${phase}-${part}` as Meaning;
    one.how = forced.has(one) ? 'you said so' : how;
    one.sure = forced.has(one) ? 1 : Math.min(sure, one.reading!.score);
  };
  for (const one of all) {
    const { phase, how } = one.reading!;
    if (phase === 'initial' || phase === 'residual') settle(one, phase, how, 1);
  }
  const open = all.filter((one) => one.meaning === null && one.reading!.phase === null);
  if (part === 'risk' && open.length > 0 && settleByBlock(open, candidates, settle)) open.length = 0;
  const missing = missingPhases(part, candidates);
  if (open.length > missing.length) {
    if (part === 'risk' && all.length > open.length) {
      // A word or a colour beside a number that already has its place.
      for (const one of open)
        Object.assign(one, { meaning: 'extra', how: 'a second statement of the risk: kept as it is', sure: 0.8 });
    } else {
      doubts.push(`Which of these is the initial and which the residual ${part}: ${listed(open)}?`);
    }
  } else if (open.length === 2 && groupOf(open[0]!) !== groupOf(open[1]!)) {
    // "Patients" and "Staff" are not initial and residual.
    doubts.push(`Which of these is the initial and which the residual ${part}: ${listed(open)}?`);
  } else {
    settleByPosition(part, open, missing, candidates, settle, doubts);
  }
  keepOtherPhases(part, all, candidates, doubts);
}

type Settle = (one: Candidate, phase: Phase, how: string, sure: number) => void;

function missingPhases(part: RatingPart, candidates: readonly Candidate[]): Phase[] {
  return (['initial', 'residual'] as const).filter(
    (phase) => !candidates.some((one) => one.meaning === (`${phase}-${part}` as Meaning)),
  );
}

function groupOf(one: Candidate): string {
  return one.path.length > 1 ? foldHeading(one.path.slice(0, -1).join(' ')) : '';
}

function settleByPosition(
  part: RatingPart,
  open: readonly Candidate[],
  missing: readonly Phase[],
  candidates: readonly Candidate[],
  settle: Settle,
  doubts: string[],
): void {
  open.forEach((one, position) => {
    const phase = missing[open.length === 1 && missing.length === 1 ? 0 : position]!;
    const other = candidates.find(
      (two) => two.meaning === (`${phase === 'initial' ? 'residual' : 'initial'}-${part}` as Meaning),
    );
    const inOrder = !other || (phase === 'initial' ? one.index < other.index : one.index > other.index);
    if (!inOrder) {
      doubts.push(`Is ${named(one)} the ${phase} ${part}?`);
      return;
    }
    settle(
      one,
      phase,
      open.length === 2
        ? `the ${position === 0 ? 'first' : 'second'} of two`
        : phase === 'initial'
          ? 'the first of its kind'
          : 'the other one is the initial',
      open.length === 2 ? 0.85 : 0.9,
    );
  });
}

/**
 * A risk belongs to the severity and likelihood that stand before it. So "Risk score" and "Risk level" after one severity
 * are one risk said twice, and not the initial and the residual one.
 */
function settleByBlock(open: readonly Candidate[], candidates: readonly Candidate[], settle: Settle): boolean {
  const rated = candidates.filter((one) => /^(?:initial|residual)-(?:severity|likelihood)$/u.test(one.meaning ?? ''));
  const phases = new Set(rated.map((one) => one.meaning!.split('-')[0] as Phase));
  if (phases.size === 0) return false;
  const blocks = open.map(
    (one) => rated.findLast((other) => other.index < one.index)?.meaning?.split('-')[0] as Phase | undefined,
  );
  const spread = new Set(blocks).size === phases.size && !blocks.includes(undefined);
  if (phases.size === 2 && (!spread || open.length <= 2)) return false;
  const only = [...phases][0]!;
  open.forEach((one, index) =>
    settle(one, phases.size === 1 ? only : blocks[index]!, 'it stands with that severity and likelihood', 0.9),
  );
  return true;
}

/** Current and target ratings are kept as they are beside an initial and a residual one. Alone, nobody can tell which they are. */
function keepOtherPhases(
  part: RatingPart,
  all: readonly Candidate[],
  candidates: readonly Candidate[],
  doubts: string[],
): void {
  const others = all.filter((one) => one.meaning === null && one.reading!.phase === 'other');
  if (others.length === 0) return;
  const missing = missingPhases(part, candidates);
  if (missing.length > 0) doubts.push(`Is one of these the ${missing.join(' or the ')} ${part}: ${listed(others)}?`);
  for (const one of others)
    Object.assign(one, {
      meaning: 'extra',
      how: 'a rating that is neither initial nor residual: kept as it is',
      sure: 0.9,
    });
}

function named(one: Candidate): string {
  return `\u201c${one.header}\u201d (${columnLetter(one.index)})`;
}

function listed(candidates: readonly Candidate[]): string {
  return candidates.map(named).join(', ');
}

function settleWords(one: Candidate): void {
  if (one.meaning !== null) return;
  const reading = one.reading;
  if (reading && !(RATING_PARTS as readonly string[]).includes(reading.meaning)) {
    one.meaning = reading.meaning as Meaning;
    one.how = reading.how;
    one.sure = reading.score;
  } else {
    one.meaning = 'extra';
    one.how = reading ? 'not certain: kept as it is' : 'we do not know this heading';
    one.sure = 0;
  }
}

/** Meanings that a hazard has once, and what a second column of it is taken as. */
const SECOND: Partial<Record<Meaning, Meaning>> = {
  hazard: 'description',
  owner: 'control-owner',
  status: 'action-status',
};
const SINGLE: readonly Meaning[] = [
  'ref',
  'hazard',
  'owner',
  'status',
  'description',
  'control-type',
  'control-owner',
  'control-state',
  'action-status',
  'receiver',
  'cause-number',
  'control-number',
  'initial-justification',
  'residual-justification',
  ...RATING_MEANINGS,
];

function keepOneOfEach(candidates: readonly Candidate[], forced: ReadonlySet<Candidate>, doubts: string[]): void {
  for (const meaning of SINGLE) {
    const same = candidates
      .filter((one) => one.meaning === meaning)
      .toSorted((a, b) => rank(b, forced) - rank(a, forced) || a.index - b.index);
    if (same.length < 2) continue;
    const [kept, ...rest] = same;
    if (RATING_MEANINGS.has(meaning) && meaning.endsWith('-risk')) {
      // Of a number and a word for the same risk, the number is what the matrix gives.
      const numeric = same.filter(
        (one) => one.values.length > 0 && one.values.every((value) => /^\d{1,2}$/u.test(value.trim())),
      );
      const chosen = numeric.length === 1 ? numeric[0]! : kept!;
      for (const one of same)
        if (one !== chosen)
          Object.assign(one, { meaning: 'extra', how: 'a second statement of the risk: kept as it is', sure: 0.8 });
      continue;
    }
    if (RATING_MEANINGS.has(meaning)) {
      if (forced.has(kept!) && rest.every((one) => !forced.has(one))) {
        for (const one of rest) Object.assign(one, { meaning: 'extra', how: 'another column is this one', sure: 0.8 });
        continue;
      }
      doubts.push(`Which of these is the ${MEANINGS[meaning].toLowerCase()}: ${listed(same)}?`);
      continue;
    }
    for (const one of rest) {
      const next = SECOND[meaning];
      const free = next !== undefined && !candidates.some((other) => other.meaning === next);
      Object.assign(
        one,
        free
          ? { meaning: next, how: 'the second of its kind', sure: 0.7 }
          : { meaning: 'extra', how: 'a second column of this kind: kept as it is', sure: 0.7 },
      );
    }
  }
}

function rank(one: Candidate, forced: ReadonlySet<Candidate>): number {
  // Of "Hazard" and "Title", or of a full and an empty column, the surer and the fuller is meant.
  return (forced.has(one) ? 10 : 0) + one.sure + (one.values.length > 0 ? 0.1 : 0);
}

function doubtWeakRatings(candidates: readonly Candidate[], doubts: string[]): void {
  const weak = candidates.filter(
    (one) => one.meaning !== null && RATING_MEANINGS.has(one.meaning) && one.sure < SURE_ENOUGH,
  );
  if (weak.length === 0) return;
  const guesses = weak.map((one) => `${named(one)} the ${MEANINGS[one.meaning!].toLowerCase()}`);
  doubts.push(`Is ${guesses.join(', and ')}?`);
}

/** Columns of levels that nobody read, where a severity or likelihood is missing: a rating under a name that we do not know. */
function doubtUnread(candidates: readonly Candidate[], forced: ReadonlySet<Candidate>, doubts: string[]): void {
  const has = (meaning: string) => candidates.some((one) => one.meaning === meaning);
  const unread = candidates.filter(
    (one) =>
      one.meaning === 'extra' &&
      one.sure === 0 &&
      !forced.has(one) &&
      !standsBeside(one, candidates) &&
      one.values.length > 0 &&
      one.values.filter(isLevel).length >= 0.6 * one.values.length,
  );
  if (unread.length === 0) return;
  for (const phase of ['initial', 'residual'] as const) {
    if (has(`${phase}-rating`)) continue;
    const [severity, likelihood] = [has(`${phase}-severity`), has(`${phase}-likelihood`)];
    if (severity !== likelihood)
      doubts.push(`Is one of these the ${phase} ${severity ? 'likelihood' : 'severity'}: ${listed(unread)}?`);
    else if (!severity && unread.length >= 2)
      doubts.push(`Are two of these the ${phase} severity and likelihood: ${listed(unread)}?`);
  }
}

/** A matrix or a key that stands at the right of a log: levels as headings, or no heading after an empty column. */
function standsBeside(one: Candidate, candidates: readonly Candidate[]): boolean {
  if (isLevelWord(one.header)) return true;
  const at = candidates.indexOf(one);
  const gap = candidates.findIndex((other, index) => index > 0 && other.index - candidates[index - 1]!.index > 1);
  return gap >= 0 && at >= gap && /^Column [A-Z]+$/u.test(one.header);
}

function toColumn(one: Candidate): ColumnReading {
  return {
    index: one.index,
    letter: columnLetter(one.index),
    header: one.header,
    meaning: one.meaning ?? 'extra',
    how: one.how,
    sure: one.sure,
    samples: [...new Set(one.values.map((value) => cut(value.replace(/\s+/gu, ' '))))].slice(0, 2),
  };
}

function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79).trimEnd()}\u2026` : text;
}
