import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import type { Material } from '../domain.ts';
import { LIMITS } from '../reading/limits.ts';
import { Problem } from '../reading/problem.ts';

/*
 * Nothing is kept on the server: what was read travels in the page and comes back with the next press of a button. What
 * comes back is as little trusted as a file.
 */

/** Half a character is none: it could not be written to a file or kept. */
const words = z.string().refine((text) => text.isWellFormed());
const place = z.strictObject({
  file: words,
  sheet: words.optional(),
  cell: words.optional(),
  line: z.number().optional(),
});
const value = z.union([words, z.number(), z.boolean(), z.null()]);
const cell = z.strictObject({
  value,
  formula: words.optional(),
  mergedFrom: words.optional(),
  line: z.number().optional(),
});
const row = z.strictObject({
  at: z.int().positive(),
  // A hole in a row is null in JSON; an empty cell is undefined everywhere else.
  cells: z.array(cell.nullable().transform((one) => one ?? undefined)).max(LIMITS.columns),
});
const sheet = z.strictObject({
  kind: z.literal('sheet'),
  file: words,
  name: words.nullable(),
  hidden: z.boolean(),
  places: z.enum(['cells', 'lines']),
  rows: z.array(row).max(LIMITS.rows),
});
const line = z.number().optional();
const part = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), level: z.number(), text: words, line }),
  z.strictObject({ kind: z.literal('text'), text: words, line }),
  z.strictObject({ kind: z.literal('item'), text: words, number: z.number().optional(), line }),
  z.strictObject({ kind: z.literal('picture'), source: words, alt: words, line }),
  z.strictObject({ kind: z.literal('table'), sheet }),
]);
const document = z.strictObject({ kind: z.literal('document'), file: words, parts: z.array(part) });
const materialSchema = z.strictObject({
  sources: z.array(z.strictObject({ file: words, sha256: words, kind: words })),
  contents: z.array(z.discriminatedUnion('kind', [sheet, document])),
  notTaken: z.array(z.strictObject({ place, reason: words })),
  personalData: z.array(z.strictObject({ place, kind: z.literal('NHS number') })),
  originals: z
    .array(
      z.strictObject({
        name: words,
        bytes: z.base64().transform((text): Uint8Array => Buffer.from(text, 'base64')),
      }),
    )
    .max(LIMITS.files)
    .optional(),
});

/** Packs material for a hidden field of a page: JSON, gzip, base64. */
export async function pack({ originals, ...rest }: Material): Promise<string> {
  const files = originals?.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes).toString('base64') }));
  const material = files ? { ...rest, originals: files } : rest;
  // Halves of characters are the only ones that JSON escapes like this.
  const json = JSON.stringify(material).replaceAll(/\\(?:ud[89a-f][\da-f]{2}|.)/gu, (one) =>
    one.length > 2 ? '\\ufffd' : one,
  );
  return (await promisify(gzip)(json)).toString('base64');
}

/**
 * Unpacks what a page sent back.
 * @throws Problem where it is not what we packed, or would unpack past the limit.
 */
export async function unpackMaterial(packed: string, limit: number = LIMITS.unpacked): Promise<Material> {
  let text: string;
  // Node reads base64 past anything that is none; what is echoed into a page must be what it says.
  if (!/^[A-Za-z0-9+/]+={0,2}$/u.test(packed)) throw lost();
  try {
    text = (await promisify(gunzip)(Buffer.from(packed, 'base64'), { maxOutputLength: limit })).toString('utf8');
  } catch {
    throw lost();
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw lost();
  }
  const read = materialSchema.safeParse(json);
  if (!read.success) throw lost();
  const { originals, ...material } = read.data;
  return originals ? { ...material, originals } : material;
}

function lost(): Problem {
  return new Problem('What this page knew of your log did not arrive whole. Choose the file again.');
}
