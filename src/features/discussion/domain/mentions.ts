import type { Person } from '../domain.ts';

/*
 * Who is mentioned in a text: @ and a name, as people type it. A name that is nobody, or two people, is asked back and
 * never guessed. Pure.
 */

/** An @ that begins a name: not the one of a mail address, and not one with a space behind it. */
const AT = /(?<![\p{L}\p{N}_.-])@(?=\p{L})/gu;
const WORD = /[\p{L}\p{M}\p{N}'’.-]+/uy;
const SPACE = /[^\S\n]+/uy;
/** Words that a name has at most. */
const MOST_WORDS = 6;
/** Names that are offered at most while somebody types one. */
const MOST_OFFERED = 5;
/** Names that are asked back at most: more of them help nobody. */
const MOST_ASKED = 5;
/** What may stand behind a name without being part of it. */
const BEHIND = /(?:['’]s)?[.'’-]*$/u;

interface Word {
  readonly text: string;
  /** Where it ends in the whole text. */
  readonly end: number;
}

/** A name that was found: where it stands, with its @, and whose it is. */
export interface Named {
  readonly start: number;
  readonly end: number;
  readonly person: Person;
}

/** An @ whose name is nobody's, or that of several. */
export interface Unclear {
  readonly typed: string;
  /** How many are called so: 0, or at least 2. */
  readonly people: number;
}

interface Scan {
  readonly named: readonly Named[];
  readonly unclear: readonly Unclear[];
}

/** @param preferred whom the writer chose besides: they are meant, where several have one name */
function scan(text: string, people: readonly Person[], preferred: ReadonlySet<string>): Scan {
  const named: Named[] = [];
  const unclear: Unclear[] = [];
  const called = calledBy(people);
  for (const { index } of text.matchAll(AT)) {
    const words = wordsFrom(text, index + 1);
    const found = longest(words, called);
    const meant = found.people.filter(({ id }) => preferred.has(id));
    const [only] = found.people.length === 1 ? found.people : meant.length === 1 ? meant : [];
    if (only) named.push({ start: index, end: found.end, person: only });
    else unclear.push({ typed: typedName(words), people: found.people.length });
  }
  return { named, unclear };
}

/** People by what they are called. Folded once: a text of nothing but @ must not cost as many looks as there are people. */
interface Called {
  readonly whole: ReadonlyMap<string, readonly Person[]>;
  readonly first: ReadonlyMap<string, readonly Person[]>;
}

function calledBy(people: readonly Person[]): Called {
  const names = people.map((person) => ({ person, words: person.name.trim().split(/\s+/u).map(folded) }));
  const grouped = (key: (words: readonly string[]) => string) =>
    new Map(
      [...Map.groupBy(names, ({ words }) => key(words))].map(([name, all]) => [name, all.map(({ person }) => person)]),
    );
  return { whole: grouped((words) => words.join(' ')), first: grouped(([first = '']) => first) };
}

function wordsFrom(text: string, start: number): readonly Word[] {
  const words: Word[] = [];
  let at = start;
  while (words.length < MOST_WORDS) {
    WORD.lastIndex = at;
    const word = WORD.exec(text);
    if (!word) break;
    words.push({ text: word[0], end: WORD.lastIndex });
    SPACE.lastIndex = WORD.lastIndex;
    if (!SPACE.test(text)) break;
    at = SPACE.lastIndex;
  }
  return words;
}

/** Those whose whole name stands there, the longest name first; else those of this first name, where no other name follows it. */
function longest(words: readonly Word[], called: Called): { readonly people: readonly Person[]; readonly end: number } {
  for (let count = words.length; count > 0; count--) {
    const end = endOf(words, count, called.whole);
    if (end) return end;
  }
  const next = words[1]?.text ?? '';
  const alone = words.length > 0 && !/^\p{Lu}/u.test(next);
  return (alone && endOf(words, 1, called.first)) || { people: [], end: 0 };
}

/** Whoever is called as the first words say; the last word also without what stands behind it. */
function endOf(
  words: readonly Word[],
  count: number,
  called: ReadonlyMap<string, readonly Person[]>,
): { readonly people: readonly Person[]; readonly end: number } | null {
  const last = words[count - 1]!;
  const bare = last.text.replace(BEHIND, '');
  for (const ending of [last.text, bare]) {
    const typed = [...words.slice(0, count - 1).map(({ text }) => text), ending].map(folded).join(' ');
    const found = called.get(typed);
    if (found) return { people: found, end: last.end - (last.text.length - ending.length) };
  }
  return null;
}

function folded(word: string): string {
  return word.normalize('NFC').replaceAll('’', "'").toLowerCase();
}

/** What somebody seems to have meant as a name: the first word, and those behind it that begin with a capital. */
function typedName(words: readonly Word[]): string {
  const behind = words.slice(1).findIndex(({ text }) => !/^\p{Lu}/u.test(text));
  const name = words.slice(0, Math.min(3, behind === -1 ? words.length : behind + 1));
  return name
    .map(({ text }) => text)
    .join(' ')
    .replace(BEHIND, '');
}

export interface Mentions {
  /** The ids of all who are mentioned, each once. */
  readonly people: readonly string[];
  /** What is to be asked back, by the field of the form; none where all is clear. */
  readonly problems: readonly { readonly field: 'text' | 'mentions'; readonly message: string }[];
}

/**
 * Who is mentioned: those whose names stand in the text, and those whom the writer chose from the list. A name that nobody
 * has is not asked back where somebody was chosen for it.
 * @param people those who can be mentioned
 * @param kept ids of people whom the comment mentions already: they are meant, where several have one name
 */
export function mentionsIn(
  text: string,
  people: readonly Person[],
  chosen: readonly string[],
  kept: readonly string[] = [],
): Mentions {
  const { named, unclear } = scan(text, people, new Set([...chosen, ...kept]));
  const inText = new Set(named.map(({ person }) => person.id));
  const known = new Set(people.map(({ id }) => id));
  const strangers = chosen.filter((id) => !known.has(id));
  const besides = new Set(chosen.filter((id) => known.has(id) && !inText.has(id)));
  const asked = unclear.length > besides.size ? unclear : [];
  return {
    people: [...new Set([...inText, ...besides])],
    problems: [
      ...asked.slice(0, MOST_ASKED).map((one) => ({ field: 'text' as const, message: askBack(one) })),
      ...(strangers.length > 0
        ? [{ field: 'mentions' as const, message: 'Choose somebody who can see this service.' }]
        : []),
    ],
  };
}

function askBack({ typed, people }: Unclear): string {
  return people === 0
    ? `Nobody who can see this service is called “${typed}”. Choose whom you mean from the list below. If you mean nobody, put a space behind the @.`
    : `${people} people are called “${typed}”. Choose the one whom you mean from the list below.`;
}

/** A stretch of a text; with `mention`, a name of somebody who is mentioned. */
export interface Piece {
  readonly text: string;
  readonly mention: boolean;
}

/** A text in stretches, with the names of these people told apart. Put together again they are the text. */
export function piecesOf(text: string, mentioned: readonly Person[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end } of scan(text, mentioned, new Set()).named) {
    if (start > at) pieces.push({ text: text.slice(at, start), mention: false });
    pieces.push({ text: text.slice(start, end), mention: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), mention: false });
  return pieces;
}

/** Those of these people whose names do not stand in the text: they were chosen from the list. */
export function chosenBesides(text: string, mentioned: readonly Person[]): readonly Person[] {
  const named = new Set(
    scan(text, mentioned, new Set(mentioned.map(({ id }) => id))).named.map(({ person }) => person.id),
  );
  return mentioned.filter(({ id }) => !named.has(id));
}

/** The name that somebody is typing: what stands between the @ and where they write. Null where they type none. */
export function beingTyped(text: string, caret: number): { readonly start: number; readonly typed: string } | null {
  const before = text.slice(0, caret);
  const at = /(?<![\p{L}\p{N}_.-])@(?<typed>[\p{L}\p{M}'’ -]{0,40})$/u.exec(before);
  return at ? { start: at.index, typed: at.groups!['typed']! } : null;
}

/** Those whose name, or a part of it, begins so: a few of them, in their order. */
export function beginningWith<One extends { readonly name: string }>(typed: string, people: readonly One[]): One[] {
  const wanted = folded(typed).trimStart();
  const begins = ({ name }: One) =>
    folded(name).startsWith(wanted) || name.split(/[\s-]+/u).some((part) => folded(part).startsWith(wanted));
  return people.filter(begins).slice(0, MOST_OFFERED);
}
