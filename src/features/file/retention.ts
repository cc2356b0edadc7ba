import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/*
 * How long a file is kept, as dated data in `standards/retention`. Read once. A file that is wrong stops whoever asks: it is ours,
 * and its tests would have said so.
 */

const FILE = new URL('../../../standards/retention/retention.yaml', import.meta.url);

const text = z.string().trim().min(1);
const sentence = text.regex(/[.?!]$/u, 'Write a whole sentence.');
const fact = { says: sentence, confidence: z.enum(['seen', 'second-hand', 'not checked']), source: text };

const schema = z.strictObject({
  checked: z.iso.date(),
  recheckBy: z.iso.date(),
  rules: z.array(z.strictObject({ standard: text, clause: text, ...fact })).min(1),
  /** After the system is out of use. */
  after: z.strictObject(fact),
});

export type Retention = z.output<typeof schema>;

let read: Retention | null = null;

/** How long a file is kept, with the source of each rule. */
export function retention(): Retention {
  return (read ??= schema.parse(parse(readFileSync(FILE, 'utf8'))));
}
