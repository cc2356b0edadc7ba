import sql from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { stands, type Moment } from '../../platform/ledger/moment-store.ts';
import type { OpenFact } from './checks.ts';

/** What is known of the duties of a service. */
export interface DutiesOfService {
  readonly service: string;
  /** Whether anything was stated of the service itself. */
  readonly stated: boolean;
  readonly incidents: number;
  readonly open: readonly (Omit<OpenFact, 'due' | 'target'> & { due: string | null; target: string | null })[];
}

/** What these services owe at a moment, and whether it is said what they are. One query. @param services their ids */
export async function dutiesAt(tx: ReadTx, services: readonly string[], moment: Moment): Promise<DutiesOfService[]> {
  return tx.rows<DutiesOfService>(sql`
    select s.id as service,
      exists (select from duty_fact f where f.organisation_id = current_organisation() and f.about_id = s.id
        and ${stands('f', moment)}) as stated,
      (select count(*)::int from duty_case c where c.organisation_id = current_organisation() and c.service_id = s.id
        and ${stands('c', moment)}) as incidents,
      (select coalesce(json_agg(json_build_object('incident', c.reference, 'duty', o.duty, 'standing', o.standing,
          'due', o.due, 'target', o.target) order by coalesce(o.due, o.target) nulls last, c.id, o.duty), '[]')
        from duty_open o
        join duty_case c on c.organisation_id = o.organisation_id and c.id = o.case_id and ${stands('c', moment)}
        where o.organisation_id = current_organisation() and o.service_id = s.id and ${stands('o', moment)}) as open
    from unnest(${services}::uuid[]) as s (id)`);
}
