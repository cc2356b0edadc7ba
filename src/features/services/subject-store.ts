import sql, { empty, raw } from 'sql-template-tag';
import { FOREVER, type ReadTx } from '../../platform/database/database.ts';
import type { Loaded } from '../../platform/subjects/kinds.ts';
import type { ServiceRow } from './kinds.ts';

const NOW = raw(`s.to_seq = ${FOREVER}`);

/** What the fingerprints of services are of: those of these ids as they stand now; all, where `ids` is null. One query. */
export async function loadServices(tx: ReadTx, ids: readonly string[] | null): Promise<Loaded<ServiceRow>[]> {
  const rows = await tx.rows<ServiceRow & { id: string }>(sql`
    select s.id, s.reference, s.name, s.role, s.phase, s.decommissioning, s.components, s.addresses, su.body as summary,
      fu.body as "intendedFunction", po.body as "intendedPopulation", us.body as "intendedUser",
      en.body as "intendedEnvironment", nf.body as "notFor", re.body as "standingReason", az.body as assessment
    from service s
    left join text_value su on su.organisation_id = s.organisation_id and su.id = s.summary_id
    left join text_value fu on fu.organisation_id = s.organisation_id and fu.id = s.intended_function_id
    left join text_value po on po.organisation_id = s.organisation_id and po.id = s.intended_population_id
    left join text_value us on us.organisation_id = s.organisation_id and us.id = s.intended_user_id
    left join text_value en on en.organisation_id = s.organisation_id and en.id = s.intended_environment_id
    left join text_value nf on nf.organisation_id = s.organisation_id and nf.id = s.not_for_id
    left join text_value re on re.organisation_id = s.organisation_id and re.id = s.standing_reason_id
    left join text_value az on az.organisation_id = s.organisation_id and az.id = s.assessment_id
    where s.organisation_id = current_organisation() and ${NOW}
      ${ids === null ? empty : sql`and s.id = any(${ids}::uuid[])`}`);
  return rows.map(({ id, ...row }) => ({
    id,
    service: id,
    within: null,
    retired: row.phase === 'retired',
    names: [],
    row,
  }));
}
