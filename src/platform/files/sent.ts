import { z } from 'zod';
import { line } from '../commands/fields.ts';
import type { CommandTx } from '../commands/command.ts';
import { putFile } from './files.ts';

/*
 * A file that goes along with other fields: a certificate, a signed document. In the input of a command it is a name and its
 * bytes in base64; from a form it arrives as one field with both.
 */

/** Bytes of one file: a scanned document. */
export const MOST_OF_A_FILE = 5 * 1024 * 1024;
/** Characters of it in base64. */
const MOST_IN_BASE64 = 7_000_000;

/** Bytes that the API takes for a command with a file in it. */
export const WITH_A_FILE = MOST_IN_BASE64 + 64 * 1024;

/** A file that has to go along. @param message says what to do where it does not */
export function sentFile(message?: string) {
  return z.strictObject(
    {
      name: line(200, 'Give the name of the file.'),
      content: z
        .base64('Send the file in base64.')
        .max(MOST_IN_BASE64, 'The file is larger than 5 MB. Choose a smaller one.')
        .describe('In base64'),
    },
    message,
  );
}

export type SentFile = z.output<ReturnType<typeof sentFile>>;

/** Keeps a file that came along. @returns its SHA-256 in hex; null for none @throws InputProblem where it is empty */
export async function keepSent(tx: CommandTx, one: SentFile | null): Promise<string | null> {
  return one && (await putFile(tx, Buffer.from(one.content, 'base64'), one.name)).sha256;
}
