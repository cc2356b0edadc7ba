import sql from 'sql-template-tag';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { stands, type Moment } from '../../platform/ledger/moment-store.ts';

/** What pages of hazards say of the service that they belong to. */
export interface ServiceOf {
  readonly id: string;
  readonly reference: string;
  readonly name: string;
}

/** The service of a reference, as it was named at a moment. @throws NotFound */
export async function serviceNamed(tx: ReadTx, reference: string, moment: Moment): Promise<ServiceOf> {
  const [service] = await tx.rows<ServiceOf>(sql`
    select s.id, s.reference, s.name from service s
    where s.organisation_id = current_organisation() and s.reference = ${reference.trim().toUpperCase()}
      and ${stands('s', moment)}`);
  if (!service) throw new NotFound(`There is no service ${reference}.`);
  return service;
}
