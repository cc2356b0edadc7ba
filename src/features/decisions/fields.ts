import { z } from 'zod';
import { line } from '../../platform/commands/fields.ts';
import type { May, Role } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import { assumptionNumber, decisionNumber } from './domain.ts';

/** Who keeps the log of decisions and assumptions. */
export const KEEPERS: readonly Role[] = [
  'clinical safety officer',
  'deputy clinical safety officer',
  'safety engineer',
  'product owner',
];
export const KEEPS: May = { roles: KEEPERS, where: 'service' };

export const serviceField = line(60, 'Say which service: its reference, such as DEMO.');
export const decisionField = z
  .string('Say which decision: its number, such as DEC-3.')
  .refine((text) => decisionNumber(text) !== null, 'Give the number of a decision, such as DEC-3.');
export const assumptionField = z
  .string('Say which assumption: its number, such as ASM-2.')
  .refine((text) => assumptionNumber(text) !== null, 'Give the number of an assumption, such as ASM-2.');
export const versionField = z.coerce.number('Send the version that you saw: "version" of its record.').int().min(1);

/** @throws NotFound where there is none */
export function there<One>(found: One | null, named: string): One {
  if (found === null) throw new NotFound(`There is no ${named} in this service.`);
  return found;
}
