import { line } from '../../platform/commands/fields.ts';
import { NotPossible } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { asReference, findService, type Service } from '../services/index.ts';

export const serviceField = line(20, 'Name the service by its reference, such as DEMO.').overwrite(asReference);
export const standardField = line(60, 'Name the standard, such as point-16.');

/** The service, where work goes on. @throws NotFound, NotPossible */
export async function livingService(tx: ReadTx, reference: string): Promise<Service> {
  const service = await findService(tx, reference);
  if (service.phase === 'retired')
    throw new NotPossible(`${service.reference} is retired. To go on with it, take the service up again first.`);
  return service;
}
