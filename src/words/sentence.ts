/*
 * What is so, because of what, and what clears it: one sentence of data, said word for word alike on the desk, the page, in
 * a pack and over the API. Pure: any domain may make one.
 */

/** Words, some of which lead somewhere. */
export type Words = readonly (string | { readonly text: string; readonly href: string })[];

export interface Sentence {
  /** What is so: "The residual rating of HAZ-12 is provisional". */
  readonly so: Words;
  /** Because of what: "control CTL-31 has a failing test since 9 March 2026". */
  readonly because: Words;
  /** What clears it, as a whole sentence: "A pass of the same test clears it." Empty where nothing has to. */
  readonly clears: Words;
}

/** The sentence as text, where nothing can be followed. */
export function sentenceText({ so, because, clears }: Sentence): string {
  const parts = [textOf(so), because.length > 0 ? ` because ${textOf(because)}.` : '.'];
  return [...parts, clears.length > 0 ? ` ${textOf(clears)}` : ''].join('');
}

/** Words as text. */
export function textOf(words: Words): string {
  return words.map((word) => (typeof word === 'string' ? word : word.text)).join('');
}
