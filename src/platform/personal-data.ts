/*
 * Nothing about a patient belongs into a safety case. What looks like an NHS number is masked in what is read from files,
 * and asked to be taken out of what somebody types. Pure.
 */

export const MASK = '[NHS number masked]';

/** Ten digits, alone or in the usual groups, that are no part of a longer number or of a fraction. */
const CANDIDATE = /(?<!\p{N}|\p{N}[.,])\d{3}[\p{Zs}\p{Pd}._/]?\d{3}[\p{Zs}\p{Pd}._/]?\d{4}(?!\p{N}|[.,]\p{N})/gu;

/**
 * Whether ten digits pass the NHS number's Modulus 11 check. Ten equal digits pass it too and are never issued.
 * @source NHS Data Dictionary, NHS NUMBER
 */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/u.test(digits) || /^(\d)\1{9}$/u.test(digits)) return false;
  const sum = Array.from(digits.slice(0, 9), Number).reduce((total, digit, index) => total + digit * (10 - index), 0);
  const check = 11 - (sum % 11);
  return check !== 10 && (check === 11 ? 0 : check) === Number(digits[9]);
}

/** Masks what looks like an NHS number in a text. The second part tells whether anything was. */
export function maskText(text: string): { readonly text: string; readonly found: boolean } {
  // Most texts hold no ten digits; the cheap test first keeps a large log quick.
  if (text.length < 10 || !/\d{3}.?\d{3}/su.test(text)) return { text, found: false };
  let found = false;
  const masked = text.replace(CANDIDATE, (match) => {
    if (!isNhsNumber(match.replace(/\D/gu, ''))) return match;
    found = true;
    return MASK;
  });
  return { text: masked, found };
}

/** What a writer is told, where a text holds what looks like an NHS number. */
export const NHS_NUMBER_FOUND =
  'This holds a number that looks like an NHS number. Take it out: nothing about a patient may stand here.';
