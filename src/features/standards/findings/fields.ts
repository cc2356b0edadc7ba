import { z } from 'zod';
import type { Role } from '../../../platform/commands/may.ts';
import { seenVersion } from '../../../platform/commands/fields.ts';
import { findingNumber, scopeNumber } from '../domain/findings.ts';

/* What commands and queries of findings and scope decisions share, besides what all of standards does. */

/** Who writes what is judged: it counts once an officer has signed it. */
export const WRITERS: readonly Role[] = [
  'clinical safety officer',
  'deputy clinical safety officer',
  'clinical reviewer',
  'safety engineer',
  'product owner',
  'accountable executive',
  'safeguarding lead',
];

export const findingField = z
  .string('Say which finding: its number, such as FND-3.')
  .refine((text) => findingNumber(text) !== null, 'Give the number of a finding, such as FND-3.');
export const scopeField = z
  .string('Say which scope decision: its number, such as SCP-1.')
  .refine((text) => scopeNumber(text) !== null, 'Give the number of a scope decision, such as SCP-1.');
/** What the page showed, so that nothing is overwritten unseen; 0 where nothing was there. */
export const versionField = seenVersion();
