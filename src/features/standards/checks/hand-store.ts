import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import type { ReadTx } from '../../../platform/database/database.ts';
import { actorName, stands, type Moment } from '../../../platform/ledger/moment-store.ts';
import { evidenceStores, questionPath, questionReference } from '../../evidence/index.ts';
import type { HandFacts, HandRecord } from '../domain/hand-checks.ts';

const { failingSince, latestAt } = await evidenceStores();

/*
 * What was recorded of checks by hand. Each is a standing question of evidence, which its key names.
 */

/** Hex of SHA-256 of what makes it the same question in every service. @param check its id: "hand.screen-reader-tested" */
export function keyOfCheck(check: string): string {
  return createHash('sha256').update(`check:${check}`).digest('hex');
}

/**
 * What counts of these checks for each service, as it was known at a moment: the latest that nobody dismissed. One query, however
 * many services.
 * @param checks their ids
 */
export async function handFactsAt(
  tx: ReadTx,
  services: readonly { readonly id: string; readonly reference: string }[],
  checks: readonly string[],
  moment: Moment,
): Promise<ReadonlyMap<string, HandFacts>> {
  if (services.length === 0 || checks.length === 0) return new Map();
  const byKey = new Map(checks.map((check) => [keyOfCheck(check), check]));
  type Row = Pick<HandRecord, 'outcome' | 'observedAt' | 'by' | 'validDays' | 'since' | 'file'> & {
    service: string;
    key: string;
    number: number;
  };
  const rows = await tx.rows<Row>(sql`
    select q.service_id as service, encode(q.key, 'hex') as key, q.number, q.valid_days as "validDays", l.outcome,
      l.observed_at as "observedAt", ${actorName('o.observer')} as by, f.since,
      case when o.file_sha256 is null then null
        else json_build_object('sha256', o.file_sha256, 'name', coalesce(o.file_name, 'file')) end as file
    from question q
    cross join lateral ${latestAt(sql`q.id`, moment)} l
    join observation o on o.organisation_id = q.organisation_id and o.id = l.id
    left join lateral ${failingSince(sql`q.id`, moment)} f on l.outcome = 'failed'
    where q.organisation_id = current_organisation() and q.service_id = any(${services.map(({ id }) => id)}::uuid[])
      and q.key = any(array(select decode(k, 'hex') from unnest(${[...byKey.keys()]}::text[]) as k))
      and not q.retired and ${stands('q', moment)}`);
  const references = new Map(services.map(({ id, reference }) => [id, reference]));
  const found = Map.groupBy(rows, ({ service }) => service);
  return new Map(
    [...found].map(([service, those]) => [
      service,
      Object.fromEntries(
        those.map(({ key, number, service: _service, ...record }) => [
          byKey.get(key)!,
          { ...record, evidence: questionReference(number), href: questionPath(references.get(service)!, number) },
        ]),
      ),
    ]),
  );
}
