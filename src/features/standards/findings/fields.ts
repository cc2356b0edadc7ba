import { z } from 'zod';
import { line } from '../../../platform/commands/fields.ts';
import type { Role } from '../../../platform/commands/may.ts';
import { NotFound, NotPossible } from '../../../platform/commands/problems.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { asReference, findService, type Service } from '../../services/index.ts';
import { findingNumber, panelNumber, scopeNumber } from '../domain/findings.ts';

/* What commands and queries of findings, scope decisions and assessments share. */

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

export const serviceField = line(20, 'Name the service by its reference, such as DEMO.').overwrite(asReference);
export const standardField = line(60, 'Name the standard, such as point-16.');
export const findingField = z
  .string('Say which finding: its number, such as FND-3.')
  .refine((text) => findingNumber(text) !== null, 'Give the number of a finding, such as FND-3.');
export const scopeField = z
  .string('Say which scope decision: its number, such as SCP-1.')
  .refine((text) => scopeNumber(text) !== null, 'Give the number of a scope decision, such as SCP-1.');
export const assessmentField = z
  .string('Say which assessment: its number, such as PNL-2.')
  .refine((text) => panelNumber(text) !== null, 'Give the number of an assessment, such as PNL-2.');
/** What the page showed, so that nothing is overwritten unseen; 0 where nothing was there. */
export const versionField = z.coerce.number('Send the version that you saw: "version" of its record.').int().min(0);

/** The service, where work goes on. @throws NotFound, NotPossible */
export async function livingService(tx: ReadTx, reference: string): Promise<Service> {
  const service = await findService(tx, reference);
  if (service.phase === 'retired')
    throw new NotPossible(`${service.reference} is retired. To go on with it, take the service up again first.`);
  return service;
}

/** @throws NotFound where there is none */
export function there<One>(found: One | null | undefined, named: string): One {
  if (found === null || found === undefined) throw new NotFound(`There is no ${named} in this service.`);
  return found;
}
