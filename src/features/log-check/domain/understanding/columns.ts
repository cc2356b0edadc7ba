import { foldWord } from '../../../schemes/domain.ts';
import { MEANINGS, type ColumnReading, type MappingWord, type Meaning, type Phase } from '../../domain.ts';
import { columnLetter } from './cells.ts';
import { foldHeading, RATING_PARTS, readHeading, type HeadingReading, type RatingPart } from './headings.ts';
import { shareOfLevels } from './levels.ts';

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
  for (const part of RATING_PARTS) settlePhases(part, candidates, forced, doubts);
  for (const one of candidates) settleWords(one);
  keepOneOfEach(candidates, forced, doubts);
  doubtWeakRatings(candidates, doubts);
  return { columns: candidates.map(toColumn), doubts };
}

/** The meaning that a person named, in any of the ways in which one may write it; null where there is none of that name. */
export function meaningNamed(text: string): Meaning | RatingPart | null {
  const folded = foldWord(text).replaceAll(' ', '-');
  if (folded in MEANINGS) return folded as Meaning;
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
      : (reading.meaning as RatingPart);
  }
  return reading.meaning as Meaning;
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
  if (reading.meaning === 'severity' || reading.meaning === 'likelihood' || reading.meaning === 'rating') {
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
    else if (phase === 'other') {
      one.meaning = 'extra';
      one.how = 'a rating that is neither initial nor residual: kept as it is';
      one.sure = 0.9;
    }
  }
  const open = all.filter((one) => one.meaning === null);
  const taken = new Set(
    candidates.flatMap((one) => (one.meaning?.endsWith(`-${part}`) ? [one.meaning.split('-')[0]!] : [])),
  );
  const missing = (['initial', 'residual'] as const).filter((phase) => !taken.has(phase));
  if (open.length === 0) return;
  if (open.length > missing.length) {
    if (part === 'risk' && all.length > open.length) {
      // A word or a colour beside a number that already has its place.
      for (const one of open)
        Object.assign(one, { meaning: 'extra', how: 'a second statement of the risk: kept as it is', sure: 0.8 });
      return;
    }
    const names = open.map((one) => `\u201c${one.header}\u201d (${columnLetter(one.index)})`).join(', ');
    doubts.push(`Which of these is the initial and which the residual ${part}: ${names}?`);
    return;
  }
  open.forEach((one, position) => {
    const phase = missing[open.length === 1 && missing.length === 1 ? 0 : position]!;
    const other = candidates.find(
      (two) => two.meaning === (`${phase === 'initial' ? 'residual' : 'initial'}-${part}` as Meaning),
    );
    const inOrder = !other || (phase === 'initial' ? one.index < other.index : one.index > other.index);
    if (!inOrder) {
      doubts.push(`Is \u201c${one.header}\u201d (${columnLetter(one.index)}) the ${phase} ${part}?`);
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

function settleWords(one: Candidate): void {
  if (one.meaning !== null) return;
  const reading = one.reading;
  if (reading && !(RATING_PARTS as readonly string[]).includes(reading.meaning)) {
    one.meaning = reading.meaning as Meaning;
    one.how = reading.how;
    one.sure = reading.score;
  } else {
    one.meaning = 'extra';
    one.how = reading ? 'not certain: kept as it is' : 'no word that we know';
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
      const names = same.map((one) => `\u201c${one.header}\u201d (${columnLetter(one.index)})`).join(', ');
      doubts.push(`Which of these is the ${MEANINGS[meaning].toLowerCase()}: ${names}?`);
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
  for (const one of candidates) {
    if (one.meaning !== null && RATING_MEANINGS.has(one.meaning) && one.sure < SURE_ENOUGH) {
      doubts.push(
        `Is \u201c${one.header}\u201d (${columnLetter(one.index)}) the ${MEANINGS[one.meaning].toLowerCase()}?`,
      );
    }
  }
}

function toColumn(one: Candidate): ColumnReading {
  return {
    index: one.index,
    letter: columnLetter(one.index),
    header: one.header,
    meaning: one.meaning ?? 'extra',
    how: one.how,
    sure: one.sure,
    samples: [...new Set(one.values.map((value) => value.replace(/\s+/gu, ' ').slice(0, 80)))].slice(0, 2),
  };
}
