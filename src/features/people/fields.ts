import { z } from 'zod';
import { line } from '../../platform/commands/fields.ts';
import { sentFile } from '../../platform/files/sent.ts';
import { isDay } from './domain.ts';

/** Fields that several commands have. */

const DAY_WORDS = 'Give the date as year-month-day, such as 2026-03-03.';

/** A day that has to be there. @param message says what to do where it is not */
export function day(message: string) {
  return z
    .string(message)
    .trim()
    .min(1, message)
    .refine((text) => text === '' || isDay(text), DAY_WORDS);
}

/** A day, or none: then it is null. */
export function optionalDay() {
  return z
    .string()
    .trim()
    .nullable()
    .default(null)
    .transform((text) => (text === '' ? null : text))
    .refine((text) => text === null || isDay(text), DAY_WORDS);
}

export const service = line(20, 'Name the service by its reference, such as DEMO.').overwrite((text) =>
  text.toUpperCase(),
);

/** A file that goes along; null for none. */
export const file = sentFile().nullable().default(null);
