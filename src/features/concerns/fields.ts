import { z } from 'zod';
import { line } from '../../platform/commands/fields.ts';
import type { May, Role } from '../../platform/commands/may.ts';
import { asReference } from './domain.ts';

/** Who sets up the form and publishes it. */
export const SETS_UP: May = {
  roles: [
    'clinical safety officer',
    'deputy clinical safety officer',
    'safeguarding lead',
    'incident handler',
    'product owner',
  ],
  where: 'service',
};
/** Who reads what came in, each what is theirs. */
export const READERS: readonly Role[] = ['safeguarding lead', 'incident handler'];
export const READS: May = { roles: READERS, where: 'service' };
/** Who reads none of it, and is told how many. */
export const COUNTERS: readonly Role[] = ['clinical safety officer', 'deputy clinical safety officer'];
/** What Primum does itself for whoever has no account. */
export const BY_ITSELF: May = { roles: [], where: 'service', operator: true };

export const serviceField = line(60, 'Say which service: its reference, such as DEMO.');
export const concernField = z
  .string('Say which concern: its reference, such as 4KM2-T7RF.')
  .max(60)
  .transform((typed, context) => {
    const reference = asReference(typed);
    if (reference === null) context.addIssue('Give the reference of a concern, such as 4KM2-T7RF.');
    return reference ?? '';
  });
