import sql from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { said, standsNow } from '../../platform/ledger/moment-store.ts';
import { writtenOut } from '../../platform/database/written-out.ts';
import type { HazardStatus } from './domain.ts';

/** A hazard's words, for finding those that are like others. */
export interface HazardWords {
  readonly number: number;
  readonly status: HazardStatus;
  readonly name: string;
  readonly effects: readonly string[];
  readonly causes: readonly string[];
}

/** So many hazards of a service are compared at most, the newest first: past it, a person searches. */
const MOST = 5_000;

/** The words of the hazards of a service that are not retired. One query. */
export async function wordsOfHazards(tx: ReadTx, service: string): Promise<HazardWords[]> {
  return tx.rows<HazardWords>(sql`
    select h.number, h.status, ${said('t')} as name,
      array(select x.body from text_value x
        where x.organisation_id = h.organisation_id and x.id = any(h.effect_ids) and x.body is not null) as effects,
      array(select x.body from hazard_cause c
        join text_value x on x.organisation_id = c.organisation_id and x.id = c.text_id
        where c.organisation_id = h.organisation_id and c.hazard_id = h.id and ${standsNow('c')} and x.body is not null)
        as causes
    from hazard h
    left join text_value t on t.organisation_id = h.organisation_id and t.id = h.name_id
    where h.organisation_id = current_organisation() and h.service_id = ${service} and ${standsNow('h')} and not h.retired
    order by h.number desc limit ${writtenOut(MOST)}`);
}
