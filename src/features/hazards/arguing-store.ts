import sql from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { stands, type Moment } from '../../platform/ledger/moment-store.ts';
import type { AcceptedBecause, Conclusion } from './domain/accepting.ts';

/** What has to be known of a hazard to say what an argument over it needs. */
export interface ArguedRow {
  readonly service: string;
  readonly log: string;
  readonly number: number;
  /** Of the residual rating that a person gave; null where nobody did. */
  readonly residual: string | null;
  readonly initial: string | null;
  readonly accepted: AcceptedBecause | null;
  readonly benefit: Conclusion | null;
  /** Whether a control that was not withdrawn is named, and whether each cause has one. */
  readonly controlled: boolean;
  readonly covered: boolean;
}

/** The hazards that stand in the logs of services, in the order of their numbers. One query. */
export async function arguedRows(tx: ReadTx, services: readonly string[], moment: Moment): Promise<ArguedRow[]> {
  return tx.rows<ArguedRow>(sql`
    select h.service_id as service, h.log_id as log, h.number, r.level as residual, i.level as initial,
      a.finding as accepted, b.finding as benefit, k.any as controlled,
      k.any and (k.whole or not exists (
        select from hazard_cause c where c.organisation_id = current_organisation() and c.hazard_id = h.id
          and ${stands('c', moment)} and not c.id = any(k.causes))) as covered
    from hazard h
    left join lateral (
      select r.level, r.confirmed_seq from hazard_rating r where r.organisation_id = current_organisation()
        and r.hazard_id = h.id and r.phase = 'residual' and r.confirmed_seq is not null and ${stands('r', moment)} limit 1) r on true
    left join lateral (
      select r.level from hazard_rating r where r.organisation_id = current_organisation() and r.hazard_id = h.id
        and r.phase = 'initial' and ${stands('r', moment)} limit 1) i on true
    left join lateral (
      select u.finding from hazard_judgement u where u.organisation_id = current_organisation() and u.hazard_id = h.id
        and u.kind = 'acceptance' and u.rating_seq = r.confirmed_seq and ${stands('u', moment)} limit 1) a on true
    left join lateral (
      select u.finding from hazard_judgement u where u.organisation_id = current_organisation() and u.hazard_id = h.id
        and u.kind = 'benefit-risk' and u.rating_seq = r.confirmed_seq and ${stands('u', moment)} limit 1) b on true
    left join lateral (
      select count(*) > 0 as any, bool_or(cardinality(l.cause_ids) = 0) as whole,
        coalesce(array_agg(x.id) filter (where x.id is not null), '{}') as causes
      from (select l.control_id, l.cause_ids from hazard_control l where l.organisation_id = current_organisation()
        and l.hazard_id = h.id and ${stands('l', moment)} offset 0) l
      join control k on k.organisation_id = current_organisation() and k.id = l.control_id and ${stands('k', moment)}
        and not k.retired and k.state <> 'withdrawn'
      left join lateral unnest(l.cause_ids) x (id) on true) k on true
    where h.organisation_id = current_organisation() and h.service_id = any(${services}::uuid[]) and ${stands('h', moment)}
      and not h.retired
    order by h.service_id, h.number`);
}

/** The ids of the controls that hazards of a service rest on. @param service its id */
export async function controlsArgued(tx: ReadTx, service: string, moment: Moment): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    select distinct l.control_id as id from hazard h
    join hazard_control l on l.organisation_id = h.organisation_id and l.hazard_id = h.id and ${stands('l', moment)}
    where h.organisation_id = current_organisation() and h.service_id = ${service} and ${stands('h', moment)}
      and not h.retired`);
  return rows.map(({ id }) => id);
}
