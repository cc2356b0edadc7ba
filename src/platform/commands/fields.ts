import { z } from 'zod';
import { endOfDay } from '../london-time.ts';
import { maskText, NHS_NUMBER_FOUND } from '../personal-data.ts';

/*
 * Text in the input of commands: trimmed, not too long, nothing in it that cannot be seen, and no NHS number. What is asked for says in
 * one sentence what to do where it is missing.
 */

/** Characters that cannot be seen or that turn the text round; a tab and the end of a line are looked at separately. */
const HIDDEN = /[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069]/u;
const UNSEEN = 'Take out the characters that cannot be seen, for instance by typing the text anew.';

function text(max: number, message?: string) {
  return z
    .string(message)
    .overwrite((value) => value.replaceAll(/\r\n?|[\u2028\u2029]/gu, '\n').trim())
    .max(max, `Use at most ${max.toLocaleString('en-GB')} characters.`)
    .refine((value) => value.isWellFormed() && !HIDDEN.test(value), UNSEEN)
    .refine((value) => !maskText(value).found, NHS_NUMBER_FOUND);
}

function oneLine(max: number, message?: string) {
  return text(max, message).refine((value) => !/[\n\t]/u.test(value), 'Put this on one line.');
}

/** One line of text that has to be there. @param message says what to do where it is not: "Give the service a name." */
export function line(max: number, message: string) {
  return oneLine(max, message).min(1, message);
}

/** One line of text, or none: then it is ''. */
export function optionalLine(max: number) {
  return oneLine(max).default('');
}

/** Text of several lines that has to be there. @param message says what to do where it is not */
export function paragraph(max: number, message: string) {
  return text(max, message).min(1, message);
}

/** Text of several lines, or none: then it is ''. */
export function optionalParagraph(max: number) {
  return text(max).default('');
}

/** The page of a list, from 1; the first one unless told. */
export function pageNumber() {
  return z.coerce
    .number('Give the page as a number.')
    .int('Give the page as a whole number.')
    .min(1, 'Pages begin with 1.')
    .max(1_000_000)
    .default(1);
}

/** The day of which a record is asked as it was known, or none: then it is now. */
export function asAtDay() {
  return z
    .string()
    .trim()
    .refine((given) => endOfDay(given) !== null, 'Give a day as 2026-03-03.')
    .optional()
    .describe('As it was known at the end of a day; without it, now');
}

/** The version of a record that whoever changes it saw. @param least 0 where it may not be there yet */
export function seenVersion(least: 0 | 1 = 0) {
  return z.coerce.number('Send the version that you saw: "version" of its record.').int().min(least);
}
