import { z } from 'zod';
import { line } from '../../platform/commands/fields.ts';
import type { May, Role } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { findService, type Service } from '../services/index.ts';
import { momentTyped, SAMPLE } from './domain/stated.ts';
import { caseNamed, type StoredCase } from './store.ts';

/** Who says what is known of an incident and of a service. */
const STATERS: readonly Role[] = [
  'clinical safety officer',
  'deputy clinical safety officer',
  'incident handler',
  'safety engineer',
  'clinical reviewer',
  'product owner',
];
export const STATES: May = { roles: STATERS, where: 'service' };

/** Who sees to it that what is owed is done: confirms, reports, records what came back. Never a program. */
export const DOERS: readonly Role[] = [
  'clinical safety officer',
  'deputy clinical safety officer',
  'incident handler',
  'safety engineer',
  'product owner',
];
export const DOES: May = { roles: DOERS, where: 'service' };

/** Who says that something is not owed, against what the rules suggest. */
export const DISMISSES: May = {
  roles: ['clinical safety officer', 'deputy clinical safety officer', 'incident handler'],
  where: 'service',
};

export const serviceField = line(60, 'Say which service: its reference, such as DEMO.');
export const incidentField = z
  .string('Say which incident: its reference, such as INC-3.')
  .trim()
  .toUpperCase()
  .max(20, 'Say which incident: its reference, such as INC-3.');
export const dutyField = z
  .string('Say which duty: its id, such as MHRA-10D.')
  .trim()
  .max(60, 'Say which duty: its id, such as MHRA-10D.');

const NO_MOMENT = `Give a day and a time, such as ${SAMPLE}.`;

/** A moment, as it is typed by the clocks of London or written with its offset. @param message says what to do where there is none */
export function momentField(message: string) {
  return z
    .string(message)
    .trim()
    .min(1, message)
    .refine((text) => text === '' || momentTyped(text) !== null, NO_MOMENT)
    .transform((text) => momentTyped(text) ?? new Date(0));
}

/** The same, or none. */
export function optionalMoment() {
  return z
    .string()
    .trim()
    .default('')
    .refine((text) => text === '' || momentTyped(text) !== null, NO_MOMENT)
    .transform((text) => (text === '' ? null : momentTyped(text)));
}

/** The case that an incident is. */
export interface CaseNamed {
  readonly service: Service;
  readonly found: StoredCase;
}

/** @throws NotFound where there is no such service, or nothing is kept of such an incident */
export async function caseOf(tx: ReadTx, service: string, incident: string, moment: Moment): Promise<CaseNamed> {
  const of = await findService(tx, service);
  const found = await caseNamed(tx, of.id, incident.trim().toUpperCase(), moment);
  if (!found)
    throw new NotFound(`Nothing is known yet of what ${incident} in ${of.reference} owes. Its triage begins it.`);
  return { service: of, found };
}
