import sql from 'sql-template-tag';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';

/** What pages of hazards say of the service that they belong to. */
export interface ServiceOf {
  readonly id: string;
  readonly reference: string;
  readonly name: string;
  readonly retired: boolean;
}

/** The service of a reference, as it was named at a moment; before there was one, as it is named now. @throws NotFound */
export async function serviceNamed(tx: ReadTx, reference: string, moment: Moment): Promise<ServiceOf> {
  const [service] = await tx.rows<ServiceOf>(sql`
    select n.id, n.reference, coalesce(s.name, n.name) as name,
      coalesce(s.phase, n.phase) = 'retired' as retired
    from service n
    left join service s on s.organisation_id = n.organisation_id and s.id = n.id and ${stands('s', moment)}
    where n.organisation_id = current_organisation() and n.reference = ${reference.trim().toUpperCase()}
      and ${standsNow('n')}`);
  if (!service) throw new NotFound(`There is no service ${reference}.`);
  return service;
}
