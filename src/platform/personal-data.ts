/*
 * Nothing about a patient belongs into a safety case. What looks like an NHS number is masked in what is read from files,
 * and asked to be taken out of what somebody types. What else may name somebody is noticed, and asked back about once: only
 * whoever wrote it knows. Pure.
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

/** What may name somebody. */
export type NoticedSort = 'an e-mail address' | 'a phone number' | 'a date of birth' | 'a name';

export interface Noticed {
  readonly sort: NoticedSort;
  /** As it was typed. It is shown to whoever typed it, and to nobody else. */
  readonly words: string;
}

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';
const DATE = `(?:\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{2,4}|\\d{4}-\\d{2}-\\d{2}|\\d{1,2}(?:st|nd|rd|th)?\\s+${MONTH}\\.?,?\\s+\\d{4})`;
/** A full date in years in which those who are patients now were born, and in which no incident is that is reported now. */
const LONG_AGO = `(?:\\d{1,2}[/.-]\\d{1,2}[/.-](?:19\\d\\d|200\\d|201[0-5])|(?:19\\d\\d|200\\d|201[0-5])-\\d{2}-\\d{2}|\\d{1,2}(?:st|nd|rd|th)?\\s+${MONTH}\\.?,?\\s+(?:19\\d\\d|200\\d|201[0-5]))`;
/** What follows a title and is an office, and no name. */
const OFFICE = '(?!(?:Practitioner|Specialist|Manager|Associate|Consultant|Station|Ward|Team|Lead|Call|Link)\\b)';

const NOTICED: readonly { readonly sort: NoticedSort; readonly looks: RegExp }[] = [
  { sort: 'an e-mail address', looks: /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu },
  // Ten or eleven digits from a 0 on, or from +44 on, alone or in groups.
  {
    sort: 'a phone number',
    looks: /(?<![\p{N}.])(?:\+44[\s-]?(?:\(0\)[\s-]?)?|\(?0)(?:\d[\s)-]{0,2}){8,9}\d(?!\p{N})/gu,
  },
  {
    sort: 'a date of birth',
    looks: new RegExp(
      `\\b(?:d\\.?o\\.?b\\.?|date of birth|birth\\s?date|born)\\b[\\s:.-]*(?:on\\s+|in\\s+)?(?:${DATE})|(?<![\\p{N}.])${LONG_AGO}(?!\\p{N})`,
      'giu',
    ),
  },
  {
    sort: 'a name',
    looks: new RegExp(
      `\\b(?:Mr|Mrs|Ms|Miss|Mx|Master|Dr|Doctor|Sister|Nurse|Matron|Prof|Professor)\\b\\.?[ \\t]+${OFFICE}\\p{Lu}[\\p{L}'’-]+`,
      'gu',
    ),
  },
];

/**
 * What of a text may name somebody, each once, in the order of sorts. Systems, wards and services are not among it: what
 * happened has to be told. It may be wrong both ways, and so it is asked about and nothing is refused for it.
 */
export function noticedIn(text: string): readonly Noticed[] {
  const found = new Map<string, Noticed>();
  for (const { sort, looks } of NOTICED) {
    for (const [words] of text.matchAll(looks)) found.set(`${sort} ${words}`, { sort, words });
  }
  return [...found.values()];
}

const ASKS = 'This may name somebody';

/** Whether a problem is such a question: it is answered, where others are put right. */
export function isAskedBack(message: string): boolean {
  return message.startsWith(ASKS);
}

/**
 * What a writer is asked about what was noticed: "This may name somebody: “Mrs Smith” looks like a name. Take it out, or say that it
 * names nobody."; null where nothing was.
 */
export function askBack(noticed: readonly Noticed[]): string | null {
  if (noticed.length === 0) return null;
  const each = noticed.slice(0, 3).map(({ sort, words }) => `“${words}” looks like ${sort}`);
  const more = noticed.length > 3 ? `, and ${noticed.length - 3} more` : '';
  return `${ASKS}: ${each.join(', ')}${more}. Take it out, or say that it names nobody.`;
}
