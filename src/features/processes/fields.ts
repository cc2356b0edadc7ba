import { z } from 'zod';
import { line, seenVersion } from '../../platform/commands/fields.ts';
import type { May, Role } from '../../platform/commands/may.ts';
import { DOERS } from '../actions/index.ts';
import { LEAST_DAYS, MOST_DAYS, runNumber, SORTS } from './domain.ts';

/** Who writes processes down. */
const WRITERS: readonly Role[] = [
  'clinical safety officer',
  'deputy clinical safety officer',
  'clinical reviewer',
  'safety engineer',
  'product owner',
  'accountable executive',
  'safeguarding lead',
];
export const WRITES: May = { roles: WRITERS, where: 'service' };

/** Whoever does the work says that it was done. */
export const RUNS: May = { roles: DOERS, where: 'service' };

export const serviceField = line(60, 'Say which service: its reference, such as DEMO.');
export const processField = z
  .string('Say which process: its name in the address, such as live-incidents.')
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9-]{1,59}$/u, 'Give a process as in its address, such as live-incidents.');
export const runField = z
  .string('Say which run: its number, such as 3.')
  .refine((text) => runNumber(text) !== null, 'Give the number of a run, such as 3.');
export const sortField = z.enum(SORTS, 'Choose when it is run: regularly, or when it happens.');
export const everyField = z.coerce
  .number('Give the number of days, such as 91.')
  .int('Give whole days, such as 91.')
  .min(LEAST_DAYS, 'Give at least one day.')
  .max(MOST_DAYS, `Give at most ${MOST_DAYS} days: what nobody looks at for longer is not known.`);
export const ownerField = z.uuid('Choose who answers for it.');
export const versionField = seenVersion();

/** An address of the web, or nothing. */
export const linkField = z
  .string()
  .trim()
  .max(500, 'Use at most 500 characters for a web address.')
  .refine(
    (text) => text === '' || (/^https?:\/\/[^\s]+$/iu.test(text) && URL.canParse(text)),
    'Give a whole web address, such as https://www.example.org, or leave it empty.',
  )
  .default('');
