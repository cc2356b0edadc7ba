import sql from 'sql-template-tag';
import { FOREVER, type ReadTx } from '../../platform/database/database.ts';
import { stands, type Moment } from '../../platform/ledger/moment-store.ts';
import type { RiskScheme } from '../schemes/index.ts';

/** The schemes that logs are rated by at a moment, by the ids of the logs. */
export async function schemesOf(
  tx: ReadTx,
  logs: readonly string[],
  moment: Moment,
): Promise<ReadonlyMap<string, RiskScheme | null>> {
  const rows = await tx.rows<{ id: string; scheme: RiskScheme | null }>(sql`
    select l.id, l.scheme from hazard_log l
    where l.organisation_id = current_organisation() and l.id = any(${logs}::uuid[]) and ${stands('l', moment)}`);
  return new Map(rows.map((row) => [row.id, row.scheme]));
}

/** The schemes that the logs of services use, or used at an entry each, in the order in which it is asked. One query. */
export async function schemesUsedAt(
  tx: ReadTx,
  asked: readonly { readonly service: string; readonly seq: number | null }[],
): Promise<RiskScheme[][]> {
  const rows = await tx.rows<{ place: number; scheme: RiskScheme }>(sql`
    select (q.place - 1)::int as place, l.scheme
    from unnest(${asked.map(({ service }) => service)}::uuid[],
      ${asked.map(({ seq }) => seq ?? FOREVER - 1)}::bigint[]) with ordinality as q (service, seq, place)
    join hazard_log l on l.organisation_id = current_organisation() and l.service_id = q.service
      and l.from_seq <= q.seq and l.to_seq > q.seq and not l.retired and l.scheme is not null
    order by l.number`);
  return asked.map((_one, index) => rows.flatMap(({ place, scheme }) => (place === index ? [scheme] : [])));
}
