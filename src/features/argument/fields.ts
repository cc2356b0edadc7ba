import { asAtDay, line, seenVersion } from '../../platform/commands/fields.ts';
import type { May, Role } from '../../platform/commands/may.ts';

/** Who writes what speaks against a claim: whoever knows the service. */
const WRITERS: readonly Role[] = [
  'clinical safety officer',
  'deputy clinical safety officer',
  'clinical reviewer',
  'safety engineer',
  'product owner',
];
export const WRITES: May = { roles: WRITERS, where: 'service' };
/** Whether a claim holds all the same, they judge. */
export const ANSWERS: May = { roles: ['clinical safety officer', 'deputy clinical safety officer'], where: 'service' };

export const serviceField = line(60, 'Say which service: its reference, such as DEMO.');
export const claimField = line(80, 'Say which claim: its id in the argument, such as G-HAZ-12.');
export const versionField = seenVersion();
export const asAtField = asAtDay();
