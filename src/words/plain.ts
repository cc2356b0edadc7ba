/*
 * A text as the words that somebody reads: for telling whether two texts say the same, and never for showing. Pure.
 */

/** Letters of other scripts that look like Latin ones: whoever exchanges them has written nothing. @source Unicode TS 39, confusables */
const LOOK_ALIKE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'аαɑ',
    b: 'вβ',
    c: 'сϲ',
    d: 'ԁ',
    e: 'еεҽ',
    g: 'ɡց',
    h: 'һнհ',
    i: 'іιıɩ',
    j: 'јϳ',
    k: 'кκ',
    l: 'ӏ',
    m: 'м',
    n: 'ոη',
    o: 'оοօσ',
    p: 'рρ',
    q: 'ԛ',
    r: 'гᴦ',
    s: 'ѕꜱ',
    t: 'тτ',
    u: 'υսʋ',
    v: 'νѵ',
    w: 'ԝω',
    x: 'хχ',
    y: 'уγү',
    z: 'ᴢ',
  }).flatMap(([latin, others]) => [...others].map((other): [string, string] => [other, latin])),
);

/**
 * The words of a text alone, in lower case: without signs, accents, what cannot be seen, and letters that only look like
 * others.
 */
export function plainWords(text: string): string[] {
  return [
    ...text
      .normalize('NFKD')
      .toLowerCase()
      .normalize('NFKD')
      .replaceAll(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}'’]/gu, ''),
  ]
    .map((sign) => LOOK_ALIKE.get(sign) ?? sign)
    .join('')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/**
 * The words of a text that say something besides other texts: without each run of so many words that stands in one of those.
 * Whoever takes a sentence over, or half of one, or exchanges a word in it, has not written the rest.
 * @param run how many words in a row are no chance
 */
export function wordsBeside(words: readonly string[], others: readonly (readonly string[])[], run: number): string[] {
  const runsOf = (all: readonly string[]) =>
    Array.from({ length: Math.max(0, all.length - run + 1) }, (_one, from) => all.slice(from, from + run).join(' '));
  const known = new Set(others.flatMap(runsOf));
  const taken = new Set(
    runsOf(words).flatMap((one, from) => (known.has(one) ? Array.from({ length: run }, (_word, at) => from + at) : [])),
  );
  return words.filter((_word, at) => !taken.has(at));
}

/** What people put where they mean to write later. */
const FILLERS: ReadonlySet<string> = new Set(
  plainWords(
    'tbc tbd tba todo none na n/a nil xx xxx xxxx lorem ipsum dolor sit amet to be confirmed completed decided done follow added later pending placeholder text here',
  ),
);

/** Those of some words that say something, each once: a letter by itself is what is left of an abbreviation. */
export function tellingWords(words: readonly string[]): string[] {
  return [...new Set(words)].filter((word) => !FILLERS.has(word) && /\p{L}{2}|\p{N}/u.test(word));
}
