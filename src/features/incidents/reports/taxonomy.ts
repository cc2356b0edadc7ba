import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { LfpseTaxonomy } from '../domain/reports/lfpse.ts';

const FILE = new URL('../../../../standards/lfpse/taxonomy-v5.yaml', import.meta.url);

const fileSchema = z.strictObject({
  version: z.string(),
  asOf: z.string().regex(/^\d{4}-\d{2}$/u),
  source: z.strictObject({ title: z.string(), url: z.url(), licence: z.string() }),
  official: z.literal(false),
  checked: z.iso.date(),
  recheckBy: z.iso.date(),
  confidence: z.enum(['seen', 'second-hand', 'partly', 'inferred', 'memory']),
  base: z.url(),
  structure: z.strictObject({ verified: z.boolean(), says: z.string() }),
  codeSystems: z.record(
    z.string(),
    z.strictObject({
      name: z.string(),
      codes: z.array(z.strictObject({ code: z.string().min(1), display: z.string().min(1) })).min(1),
    }),
  ),
});

let read: LfpseTaxonomy | null = null;

/** The code lists of LFPSE that are mapped, as dated data in `standards/lfpse`. Read once. */
export function lfpseTaxonomy(): LfpseTaxonomy {
  return (read ??= fileSchema.parse(parse(readFileSync(FILE, 'utf8'))));
}
