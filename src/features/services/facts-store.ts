import sql from 'sql-template-tag';
import type { AssessedService } from '../../rules/checks.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { stands, type Moment } from '../../platform/ledger/moment-store.ts';
import { PARTS, type ServiceFacts } from './checks.ts';
import { plainWords, tellingWords } from '../../words/plain.ts';
import type { TextField } from './domain.ts';

/** What services say of themselves at a moment: which parts, and how many components. What says nothing is not known. One query. */
export async function factsOfServices(
  tx: ReadTx,
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, Partial<ServiceFacts>>> {
  type Row = { id: string; bodies: Partial<Record<TextField, string | null>> | null; components: number };
  const rows = await tx.rows<Row>(sql`
    select s.id, (
        select jsonb_object_agg(p.part, t.body)
        from (values ('intendedFunction', s.intended_function_id), ('intendedPopulation', s.intended_population_id),
          ('intendedUser', s.intended_user_id), ('intendedEnvironment', s.intended_environment_id),
          ('notFor', s.not_for_id)) p (part, id)
        join text_value t on t.organisation_id = s.organisation_id and t.id = p.id) as bodies,
      jsonb_array_length(s.components) as components
    from service s
    where s.organisation_id = current_organisation() and s.id = any(${services.map(({ id }) => id)}::uuid[])
      and ${stands('s', moment)}`);
  return new Map(
    rows.map(({ id, bodies, components }) => {
      // "To be confirmed" says nothing yet, and what was erased says nothing any more.
      const said = PARTS.filter((part) => tellingWords(plainWords(bodies?.[part] ?? '')).length > 0);
      return [id, { ...(said.length > 0 && { intendedUse: said }), ...(components > 0 && { components }) }];
    }),
  );
}
