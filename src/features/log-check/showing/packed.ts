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

const place = z.strictObject({
  file: z.string(),
  sheet: z.string().optional(),
  cell: z.string().optional(),
  line: z.number().optional(),
});
const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const cell = z.strictObject({
  value,
  formula: z.string().optional(),
  mergedFrom: z.string().optional(),
  line: z.number().optional(),
});
const row = z.strictObject({
  at: z.int().positive(),
  // A hole in a row is null in JSON; an empty cell is undefined everywhere else.
  cells: z.array(cell.nullable().transform((one) => one ?? undefined)).max(LIMITS.columns),
});
const sheet = z.strictObject({
  kind: z.literal('sheet'),
  file: z.string(),
  name: z.string().nullable(),
  hidden: z.boolean(),
  places: z.enum(['cells', 'lines']),
  rows: z.array(row).max(LIMITS.rows),
});
const line = z.number().optional();
const part = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), level: z.number(), text: z.string(), line }),
  z.strictObject({ kind: z.literal('text'), text: z.string(), line }),
  z.strictObject({ kind: z.literal('item'), text: z.string(), number: z.number().optional(), line }),
  z.strictObject({ kind: z.literal('picture'), source: z.string(), alt: z.string(), line }),
  z.strictObject({ kind: z.literal('table'), sheet }),
]);
const document = z.strictObject({ kind: z.literal('document'), file: z.string(), parts: z.array(part) });
const materialSchema = z.strictObject({
  sources: z.array(z.strictObject({ file: z.string(), sha256: z.string(), kind: z.string() })),
  contents: z.array(z.discriminatedUnion('kind', [sheet, document])),
  notTaken: z.array(z.strictObject({ place, reason: z.string() })),
  personalData: z.array(z.strictObject({ place, kind: z.literal('NHS number') })),
});

/** Packs material for a hidden field of a page: JSON, gzip, base64. */
export async function pack(material: Material): Promise<string> {
  return (await promisify(gzip)(JSON.stringify(material))).toString('base64');
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
  return read.data;
}

function lost(): Problem {
  return new Problem('What this page knew of your log did not arrive whole. Choose the file again.');
}
