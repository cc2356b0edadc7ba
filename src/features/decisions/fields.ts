import { z } from 'zod';
import { line, seenVersion } from '../../platform/commands/fields.ts';
import type { May, Role } from '../../platform/commands/may.ts';
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
export const versionField = seenVersion(1);
