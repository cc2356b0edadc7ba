import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Day } from '../words/days.ts';
import type { WorkingCalendar } from '../words/working-days.ts';

const FILE = new URL('../../standards/bank-holidays/england.yaml', import.meta.url);
const fileSchema = z.strictObject({
  checked: z.iso.date(),
  recheckBy: z.iso.date(),
  confidence: z.enum(['seen', 'second-hand', 'partly', 'inferred', 'memory']),
  source: z.url(),
  from: z.iso.date(),
  to: z.iso.date(),
  days: z.array(z.strictObject({ on: z.iso.date(), name: z.string().min(1) })).min(1),
});

let read: WorkingCalendar | null = null;

/** The working days of England as far as its bank holidays are known: dated data in `standards/bank-holidays`. Read once. */
export function workingCalendar(): WorkingCalendar {
  return (read ??= readCalendar());
}

function readCalendar(): WorkingCalendar {
  const { days, from, to } = fileSchema.parse(parse(readFileSync(FILE, 'utf8')));
  return { holidays: new Set(days.map(({ on }) => on)), from, to };
}

/** The bank holidays of England that are known. */
export function bankHolidays(): ReadonlySet<Day> {
  return workingCalendar().holidays;
}
