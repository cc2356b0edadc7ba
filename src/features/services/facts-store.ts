import sql from 'sql-template-tag';
import type { AssessedService } from '../../rules/checks.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { stands, type Moment } from '../../platform/ledger/moment-store.ts';
import type { ServiceFacts } from './checks.ts';
import type { TextField } from './domain.ts';

/** What services say of themselves at a moment: which parts, and how many components. What says nothing is not known. One query. */
export async function factsOfServices(
  tx: ReadTx,
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, Partial<ServiceFacts>>> {
  type Row = { id: string; said: TextField[]; components: number };
  const rows = await tx.rows<Row>(sql`
    select s.id, array_remove(array[
        case when s.intended_function_id is not null then 'intendedFunction' end,
        case when s.intended_population_id is not null then 'intendedPopulation' end,
        case when s.intended_user_id is not null then 'intendedUser' end,
        case when s.intended_environment_id is not null then 'intendedEnvironment' end,
        case when s.not_for_id is not null then 'notFor' end], null) as said,
      jsonb_array_length(s.components) as components
    from service s
    where s.organisation_id = current_organisation() and s.id = any(${services.map(({ id }) => id)}::uuid[])
      and ${stands('s', moment)}`);
  return new Map(
    rows.map(({ id, said, components }) => [
      id,
      { ...(said.length > 0 && { intendedUse: said }), ...(components > 0 && { components }) },
    ]),
  );
}
