import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/*
 * What the form needs to know, as dated data in `standards/concerns`. Read once. A file that is wrong stops whoever asks: it is
 * ours, and its tests would have said so.
 */

const read = (name: string) => readFileSync(new URL(`../../../standards/concerns/${name}`, import.meta.url), 'utf8');
const text = z.string().trim().min(1);
const confidence = z.enum(['seen', 'second-hand', 'not checked']);
const dated = { checked: z.iso.date(), recheckBy: z.iso.date() };
const phrase = text.regex(/^[a-z]+\*?(?: [a-z]+\*?)*$/u, 'Small letters, one space between words.');

const wordsSchema = z.strictObject({
  ...dated,
  confidence,
  source: text,
  danger: z.array(phrase).min(1),
  disclosure: z.array(phrase).min(1),
});

const helpSchema = z.strictObject({
  ...dated,
  lines: z.array(
    z.strictObject({
      id: text,
      who: text,
      number: text.regex(/^(?:999|116 \d{3}|080[08] [\d ]+)$/u, 'Only numbers that cost nothing.'),
      press: text.optional(),
      when: text,
      for: text,
      confidence,
      source: text,
      note: text.optional(),
    }),
  ),
});

const exitsSchema = z.strictObject({
  ...dated,
  sites: z.array(z.strictObject({ id: text, name: text, url: z.url({ protocol: /^https$/u }) })).min(1),
});

function once<T>(load: () => T): () => T {
  let kept: T | undefined;
  return () => (kept ??= load());
}

/** Words that may mean danger or a disclosure. */
export const dangerWords = once(() => wordsSchema.parse(parse(read('danger-words.yaml'))));

/** Who can be called, and when that was checked: only what somebody has read where it stands. */
export const help = once(() => {
  const { checked, lines } = helpSchema.parse(parse(read('help.yaml')));
  return { checked, lines: lines.filter((line) => line.confidence !== 'not checked' && line.id !== 'silent') };
});

/** The plain sites that the way out may lead to; the first one is taken where none was chosen. */
export const exits = once(() => exitsSchema.parse(parse(read('exits.yaml'))).sites);

/** Where the way out leads. @param id of a site; the first one for any other */
export function exitUrl(id: string): string {
  return (exits().find((site) => site.id === id) ?? exits()[0]!).url;
}

/** The words of which five make a passphrase. */
export const plainWords = once(() => read('plain-words.txt').trim().split('\n'));
