import { plainWords } from '../../../words/plain.ts';

/* Two signatures are of two people. Pure. */

const TITLES = new Set([
  'dr',
  'doctor',
  'prof',
  'professor',
  'mr',
  'mrs',
  'ms',
  'miss',
  'mx',
  'sir',
  'dame',
  'nurse',
  'sister',
]);

/**
 * Whether two names are of one person, as far as names can tell: whoever signed here does not sign once more on paper. Case,
 * titles, the order of first name and surname, and letters that only look alike make no difference.
 */
export function isSameName(one: string | null | undefined, other: string | null | undefined): boolean {
  const [a, b] = [one, other].map((name) => wordsOf(name ?? ''));
  return a !== '' && a === b;
}

function wordsOf(name: string): string {
  return plainWords(name)
    .filter((word) => !TITLES.has(word))
    .toSorted()
    .join(' ');
}
