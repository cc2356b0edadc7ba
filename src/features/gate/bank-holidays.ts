import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Day } from '../../words/days.ts';

const FILE = new URL('../../../standards/bank-holidays/england.yaml', import.meta.url);
const fileSchema = z.strictObject({
  checked: z.iso.date(),
  recheckBy: z.iso.date(),
  confidence: z.enum(['seen', 'second-hand', 'partly', 'inferred', 'memory']),
  source: z.url(),
  days: z.array(z.strictObject({ on: z.iso.date(), name: z.string().min(1) })).min(1),
});

let read: ReadonlySet<Day> | null = null;

/** The bank holidays of England that are known, as dated data in `standards/bank-holidays`. Read once. */
export function bankHolidays(): ReadonlySet<Day> {
  const days = (): Day[] => fileSchema.parse(parse(readFileSync(FILE, 'utf8'))).days.map(({ on }) => on);
  return (read ??= new Set(days()));
}
