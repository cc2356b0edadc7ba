/*
 * Numbers and lists as they stand in a sentence.
 */

/** "1 hazard", "2,300 hazards" */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? noun : plural}`;
}

/** "a", "a and b", "a, b and c" */
export function listed(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** The same, as a sentence ends: once, also where it was written with its full stop. */
export function asSentence(text: string): string {
  return /[.?!]$/u.test(text) ? text : `${text}.`;
}

/** The same, as a sentence begins. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
