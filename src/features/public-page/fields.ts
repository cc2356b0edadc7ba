import { z } from 'zod';
import { line } from '../../platform/commands/fields.ts';
import { TEAM, type May, type Role } from '../../platform/commands/may.ts';

/** Says it to everybody: only an officer. */
export const OFFICERS: readonly Role[] = ['clinical safety officer', 'deputy clinical safety officer'];
export const PUBLISHES: May = { roles: OFFICERS, where: 'service' };
/** To take one's own name off the page, whatever one holds by then. */
export const IN_THE_TEAM: May = { roles: TEAM, where: 'service' };

export const serviceField = line(60, 'Say which service: its reference, such as DEMO.');
export const hazardField = z
  .string('Say which hazard: its reference, such as HAZ-12.')
  .trim()
  .toUpperCase()
  .regex(/^HAZ-[1-9]\d{0,8}$/u, 'Give the reference of a hazard, such as HAZ-12.');
