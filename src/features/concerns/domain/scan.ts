/*
 * Words in what somebody wrote that may mean danger, or that they tell of abuse. It shows help and decides who reads it; it blocks
 * nothing, and finding nothing means nothing. The list is data, and loaded by the culture of whoever wrote it. Pure.
 */

/** Phrases to look for; a "*" at the end of a word stands for any ending. */
export interface DangerWords {
  readonly danger: readonly string[];
  readonly disclosure: readonly string[];
}

/** What was found: nothing, or of which sort. Both may be. */
export interface Scanned {
  readonly danger: boolean;
  readonly disclosure: boolean;
}

/** Whether anything was found: then only safeguarding leads read it. */
export function isHit({ danger, disclosure }: Scanned): boolean {
  return danger || disclosure;
}

/** Looks through texts, whatever their capitals, accents, apostrophes and punctuation. */
export function scan(texts: readonly string[], words: DangerWords): Scanned {
  const all = texts.map(tokensOf);
  const any = (phrases: readonly string[]) =>
    phrases.some((phrase) => all.some((tokens) => holds(tokens, phrase.split(' '))));
  return { danger: any(words.danger), disclosure: any(words.disclosure) };
}

/** Words as they are compared: "Don't!" is "dont". */
function tokensOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’‘`´]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '');
}

function holds(tokens: readonly string[], phrase: readonly string[]): boolean {
  return tokens.some((_token, at) => phrase.every((word, offset) => isWord(tokens[at + offset], word)));
}

function isWord(token: string | undefined, word: string): boolean {
  if (token === undefined) return false;
  return word.endsWith('*') ? token.startsWith(word.slice(0, -1)) : token === word;
}
