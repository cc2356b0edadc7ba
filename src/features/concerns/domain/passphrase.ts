/*
 * What somebody comes back with: a reference that says nothing, and words that only they know. Neither holds a name, a service or
 * a date, and both can be kept in the head or on a scrap of paper. Pure: whoever calls brings what is random.
 */

/** Words in a passphrase. Five of 512 are 45 bits. */
export const WORDS_IN_ONE = 5;
/** Bytes of randomness that a passphrase takes: two for each word. */
export const BYTES_FOR_WORDS = WORDS_IN_ONE * 2;
/** Bytes for a reference. */
export const BYTES_FOR_REFERENCE = 8;

/** Without vowels, so that no word comes of it; without what looks like something else. 16 of them: a byte has no favourites. */
const SIGNS = '2347CDFHKMNPRTWX';

/**
 * Words from random bytes, each as likely as any other: the list's length divides 65,536.
 * @param list 512 words
 */
export function wordsFrom(bytes: Uint8Array, list: readonly string[]): string {
  if (65_536 % list.length !== 0) throw new Error('the number of words has to be a power of two');
  return Array.from({ length: WORDS_IN_ONE }, (_none, at) => {
    const number = bytes[at * 2]! * 256 + bytes[at * 2 + 1]!;
    return list[number % list.length]!;
  }).join(' ');
}

/** "4KM2-T7RF": 32 bits, so that nobody comes upon one by trying; it opens nothing without the words. */
export function referenceFrom(bytes: Uint8Array): string {
  const signs = Array.from({ length: BYTES_FOR_REFERENCE }, (_none, at) => SIGNS[bytes[at]! % SIGNS.length]!);
  return `${signs.slice(0, 4).join('')}-${signs.slice(4).join('')}`;
}

/** A reference as it is kept, however it was typed; null for what can be none. */
export function asReference(typed: string): string | null {
  const signs = typed.toUpperCase().replaceAll(/[^A-Z\d]/gu, '');
  if (signs.length !== BYTES_FOR_REFERENCE || [...signs].some((sign) => !SIGNS.includes(sign))) return null;
  return `${signs.slice(0, 4)}-${signs.slice(4)}`;
}

/** Words as they are compared: whatever stands between them, and whatever their capitals. */
export function asWords(typed: string): string {
  return typed
    .toLowerCase()
    .split(/[^a-z]+/u)
    .filter((word) => word !== '')
    .join(' ');
}
