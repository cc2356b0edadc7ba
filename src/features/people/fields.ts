import { z } from 'zod';
import type { CommandTx } from '../../platform/commands/command.ts';
import { line } from '../../platform/commands/fields.ts';
import { putFile } from '../../platform/files/files.ts';
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

/** Characters of a file in base64: 5 MB. */
const MOST_OF_A_FILE = 7_000_000;

/** Bytes that the API takes for a command with a file in it. */
export const WITH_A_FILE = MOST_OF_A_FILE + 64 * 1024;

/** A file that goes along; null for none. */
export const file = z
  .strictObject({
    name: line(200, 'Give the name of the file.'),
    content: z
      .base64('Send the file in base64.')
      .max(MOST_OF_A_FILE, 'The file is larger than 5 MB. Choose a smaller one.')
      .describe('In base64'),
  })
  .nullable()
  .default(null);

/** Keeps a file that came along. @returns its SHA-256 in hex; null for none @throws InputProblem where it is empty */
export async function keep(tx: CommandTx, one: z.output<typeof file>): Promise<string | null> {
  return one && (await putFile(tx, Buffer.from(one.content, 'base64'), one.name)).sha256;
}
