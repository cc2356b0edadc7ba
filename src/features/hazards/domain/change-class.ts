import { editDistance } from '../../schemes/domain.ts';
import { commonWords } from '../../../words/marks.ts';
import { MEDICINE, TURNING, TURNING_END, WORDS_THAT_MATTER, type WordsThatMatter } from './words-that-matter.ts';

/*
 * The class of a change of words. Words that weigh are material, unless a person says that only spelling or wording was
 * corrected; and then the machine looks whether it may be so. It may raise a class, and only a person lowers it. Pure: the
 * same function says it on the page while one types.
 */

/** Material: what was signed is out of date. Editorial: it is listed, and lapses nothing. */
export type ChangeClass = 'material' | 'editorial';

/** Words that are new or gone, beyond their spelling, that a correction may have. */
const FEW = 4;
/** Past it nobody looks at single words: it is another text. */
const MANY = 100;

/** A word of a text, and whether it may have its capital from standing first. */
interface Word {
  /** In small letters, without what comes and goes with a style: accents stay, curly quotes do not. */
  readonly folded: string;
  readonly written: string;
  readonly first: boolean;
}

/** Words that differ at one place. */
interface Hunk {
  readonly gone: readonly Word[];
  readonly fresh: readonly Word[];
}

// "10⁹" is not "109", and ".5" is not "5": digits of a kind of their own and a point before a figure are words of their own.
const TOKEN =
  /\p{No}+|[\p{L}\p{M}\p{Nd}\p{Nl}]+(?:['’.,:·٫\p{Pd}−](?=[\p{L}\p{Nd}\p{Nl}])[\p{L}\p{M}\p{Nd}\p{Nl}]+)*|[\p{Sm}\p{Sc}\p{So}^%‰/&#@?]|[\p{Pd}−](?=\s?\p{N})|[.,·٫](?=\p{Nd})/gu;
const SIGN = /^(?:[\p{Sm}\p{Sc}\p{So}^%‰/&#@?.,·٫]|\p{Pd})$/u;
/** What no reader sees; a word reads the same without it. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
/** What has a text read from its other end. */
const TURNS_ROUND = /[\u202a-\u202e\u2066-\u2069]/gu;
/** What stands before a line of a list, and says nothing. */
const BULLET = /^[ \t]*[●▪■□◦○◆][ \t]/gmu;
const DASH = /[\p{Pd}−]/gu;

/**
 * Why a change of words is more than a correction of spelling or wording, in one sentence; null where nothing shows that it
 * is. It does not say that the meaning is the same: that, a person says.
 */
export function whyMaterial(before: string, after: string): string | null {
  const turns = (text: string) => text.match(TURNS_ROUND)?.join('') ?? '';
  if (turns(before) !== turns(after)) return 'It changes which way the text is read.';
  const hunks = hunksOf(wordsIn(before), wordsIn(after));
  const gone = hunks.flatMap((hunk) => hunk.gone);
  const fresh = hunks.flatMap((hunk) => hunk.fresh);
  if (gone.length + fresh.length === 0) return null;
  if ((before.trim() === '') !== (after.trim() === '')) return 'It adds or takes out a whole text.';
  if (gone.length + fresh.length > MANY) return manyWords(Math.max(gone.length, fresh.length));
  return (
    signsChange(gone, fresh) ??
    changed('a number', gone, fresh, ({ folded }) => /\p{N}/u.test(folded)) ??
    changed('a word whose letters are not what they seem', gone, fresh, ({ folded }) => isDisguised(folded)) ??
    firstOf(WORDS_THAT_MATTER, (matter) => listChange(matter, hunks)) ??
    firstOf(hunks, turned) ??
    changed('what looks like the name of a medicine', gone, fresh, ({ folded }) => MEDICINE.test(folded)) ??
    changed('a name', gone, fresh, isName) ??
    moved(gone, fresh) ??
    tooMany(hunks)
  );
}

/**
 * The same for texts in a list, such as the effects of a hazard, where one by one they are the same ones.
 * @param name of one of them: "cause"
 */
export function whyListMaterial(name: string, before: readonly string[], after: readonly string[]): string | null {
  if (before.length < after.length) return `It adds ${after.length - before.length === 1 ? `a ${name}` : `${name}s`}.`;
  if (before.length > after.length) {
    const count = before.length - after.length;
    return `It takes out ${count === 1 ? `a ${name}` : `${name}s`}.`;
  }
  return firstOf([...before.keys()], (index) => whyMaterial(before[index]!, after[index]!));
}

function firstOf<T>(list: readonly T[], why: (one: T) => string | null): string | null {
  for (const one of list) {
    const said = why(one);
    if (said !== null) return said;
  }
  return null;
}

function wordsIn(given: string): Word[] {
  const text = given
    .replaceAll(UNSEEN, '')
    .replaceAll(BULLET, '')
    .replaceAll(/[^\p{No}]+/gu, (part) => part.normalize('NFKC'));
  let end = 0;
  return [...text.matchAll(TOKEN)].map((match) => {
    const written = match[0];
    const between = text.slice(end, match.index);
    const first = end === 0 || /[.!?:;\n•*“"(]/u.test(between);
    end = match.index + written.length;
    return { written, folded: written.toLowerCase().replaceAll('’', "'").replaceAll(DASH, '-'), first };
  });
}

function hunksOf(before: readonly Word[], after: readonly Word[]): Hunk[] {
  const pairs = commonWords(
    before.map((word) => word.folded),
    after.map((word) => word.folded),
  );
  const hunks: Hunk[] = [];
  let [i, j] = [0, 0];
  for (const [left, right] of [...pairs, [before.length, after.length] as const]) {
    if (left > i || right > j) hunks.push({ gone: before.slice(i, left), fresh: after.slice(j, right) });
    [i, j] = [left + 1, right + 1];
  }
  return hunks;
}

/** What of one kind only one of the texts has: said as a sentence, where it is anything. */
function changed(
  what: string,
  gone: readonly Word[],
  fresh: readonly Word[],
  is: (word: Word) => boolean,
  same: (word: Word) => string = ({ folded }) => folded,
): string | null {
  const [left, right] = [gone.filter(is), fresh.filter(is)];
  const fold = (words: readonly Word[]) => words.map(same).toSorted().join(' ');
  if (fold(left) === fold(right)) return null;
  const only = (these: readonly Word[], those: readonly Word[]) =>
    these.find((word) => !those.some((one) => same(one) === same(word)));
  const [was, now] = [only(left, right), only(right, left)];
  if (was && now) return `It changes ${what}: “${was.written}” is now “${now.written}”.`;
  const one = now ?? was ?? right[0] ?? left[0]!;
  return `It changes ${what}: “${one.written}” is ${right.length >= left.length ? 'new' : 'gone'}.`;
}

function signsChange(gone: readonly Word[], fresh: readonly Word[]): string | null {
  return changed('a sign', gone, fresh, ({ folded }) => SIGN.test(folded));
}

function listChange({ what, words, spelled }: WordsThatMatter, hunks: readonly Hunk[]): string | null {
  const singular = (part: string) => (words.has(part) ? part : part.replace(/(?:'s|s)$/u, ''));
  const parts = ({ folded }: Word) =>
    [folded, ...folded.split(/['-]/u), folded.replaceAll("'", ''), bare(folded)].map(singular);
  const found = (word: Word) => parts(word).find((part) => words.has(part));
  const misspelled = (word: Word, others: readonly Word[]) =>
    spelled && others.some((other) => found(other) === undefined && isSpelling(word.folded, other.folded));
  const listed = (these: readonly Word[], those: readonly Word[]) =>
    these.filter((word) => found(word) !== undefined && !misspelled(word, those));
  return changed(
    what,
    hunks.flatMap((hunk) => listed(hunk.gone, hunk.fresh)),
    hunks.flatMap((hunk) => listed(hunk.fresh, hunk.gone)),
    () => true,
    (word) => found(word)!,
  );
}

/** A word that became its opposite, or another, by its beginning or end. */
function turned({ gone, fresh }: Hunk): string | null {
  for (const was of gone) {
    for (const now of fresh) {
      const stems = [TURNING, TURNING_END].some((affix) => {
        const [left, right] = [stem(was.folded, affix), stem(now.folded, affix)];
        return was.folded !== now.folded && (left === right || left === now.folded || was.folded === right);
      });
      if (stems && was.folded.replaceAll('-', '') !== now.folded.replaceAll('-', ''))
        return `It changes what a word says: “${was.written}” is now “${now.written}”.`;
    }
  }
  return null;
}

/** Without what stands above, below or across its letters. */
function bare(word: string): string {
  return word.normalize('NFD').replaceAll(/\p{M}/gu, '');
}

/** Letters that are made for sounds or for show, beside those of the alphabet. */
const FOR_SHOW = /[\u0250-\u02af\u1d00-\u1dbf\ua720-\ua7ff\uab30-\uab6f]/u;
/** What of accents no letter of the alphabet has: a line through it, such as. */
const STRUCK_OUT = /\p{Script=Latin}\p{M}/u;
const LATIN = /\p{Script=Latin}/u;
const ANOTHER = /[^\P{L}\p{Script=Latin}μ]/u;

/** Whether a word reads as another one than it is: a Cyrillic "о" within "not", or letters with a line through them. */
function isDisguised(word: string): boolean {
  return word
    .split('-')
    .some((part) => FOR_SHOW.test(part) || STRUCK_OUT.test(part) || (LATIN.test(part) && ANOTHER.test(part)));
}

function stem(word: string, affix: RegExp): string {
  return word.replace(affix, '');
}

/** A capital inside a sentence, or more than one: a name, or an abbreviation. */
function isName({ written, first }: Word): boolean {
  return written !== 'I' && (/\p{Lu}.*\p{Lu}/u.test(written) || (!first && /^\p{Lu}/u.test(written)));
}

/** Words that stand anywhere. */
const LITTLE: ReadonlySet<string> = new Set(['the', 'for', 'was', 'are', 'has', 'had', 'its', 'too']);

/** Who does what to whom may be turned round without a new word. */
function moved(gone: readonly Word[], fresh: readonly Word[]): string | null {
  const left = new Set(gone.map(({ folded }) => folded));
  const word = fresh.find(({ folded }) => left.has(folded) && folded.length > 2 && !LITTLE.has(folded));
  return word ? `It puts words in another order: “${word.written}”.` : null;
}

function tooMany(hunks: readonly Hunk[]): string | null {
  const count = hunks.reduce((sum, hunk) => sum + otherWords(hunk), 0);
  return count > FEW ? manyWords(count) : null;
}

function manyWords(count: number): string {
  return `It changes ${count} words. A correction changes a few words at most.`;
}

/** Words of a hunk that are more than another spelling of each other. */
function otherWords({ gone, fresh }: Hunk): number {
  const joined = (words: readonly Word[]) => words.map(({ folded }) => folded.replaceAll(/['-]/gu, '')).join('');
  // "wrist band" and "wristband"
  if (joined(gone) === joined(fresh)) return 0;
  const left = [...gone];
  const others = fresh.filter((word) => {
    const at = left.findIndex((one) => isSpelling(one.folded, word.folded));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return Math.max(left.length, others.length);
}

/** Whether two words may be one, spelled otherwise: one or two letters apart, by their length. */
function isSpelling(a: string, b: string): boolean {
  const longest = Math.max(a.length, b.length);
  return longest >= 4 && Math.abs(a.length - b.length) <= 2 && editDistance(a, b) <= (longest < 6 ? 1 : 2);
}
