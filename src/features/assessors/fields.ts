import { z } from 'zod';
import { line } from '../../platform/commands/fields.ts';
import type { May, Role } from '../../platform/commands/may.ts';

/** Who invites an assessor, and ends the access of one: who is accountable for what is shown. */
export const INVITERS: readonly Role[] = [
  'administrator',
  'clinical safety officer',
  'deputy clinical safety officer',
  'product owner',
];
export const INVITES: May = { roles: INVITERS, where: 'service' };

/** Who answers an assessor for the team. */
export const ANSWERERS: readonly Role[] = [
  'clinical safety officer',
  'deputy clinical safety officer',
  'safety engineer',
  'product owner',
];
export const ANSWERS: May = { roles: ANSWERERS, where: 'service' };

/** The one thing that an assessor does: they say something to the team, which changes nothing that is claimed. */
export const COMMENTS: May = { roles: ['assessor'], where: 'service' };

/** Lawful erasure, as everywhere: not a matter of whoever wrote it. */
export const ERASES: May = { roles: ['administrator'], where: 'service', operator: true };

export const serviceField = line(60, 'Say which service: its reference, such as DEMO.');
export const numberField = (message: string) => z.coerce.number(message).int(message).min(1, message);
