import sql from 'sql-template-tag';
import type { CommandTx } from '../../../platform/commands/command.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { stands, standsNow, type Moment } from '../../../platform/ledger/moment-store.ts';

/*
 * The editions of standards that services keep to.
 */

/** The edition that each service keeps to, by service and then by standard. One query, however many services. */
export async function editionsAt(
  tx: ReadTx,
  services: readonly string[],
  moment: Moment,
): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
  const rows = await tx.rows<{ service: string; editions: Record<string, string> }>(sql`
    select p.service_id as service, jsonb_object_agg(p.standard, p.edition) as editions
    from service_standard p
    where p.organisation_id = current_organisation() and p.service_id = any(${services}::uuid[]) and ${stands('p', moment)}
    group by p.service_id`);
  return new Map(rows.map(({ service, editions }) => [service, editions]));
}

/** Keeps a service to an edition, whatever it kept to before. */
export async function putEdition(tx: CommandTx, service: string, standard: string, edition: string): Promise<void> {
  await tx.rows(sql`
    update service_standard p set to_seq = ${tx.seq}
    where p.organisation_id = current_organisation() and p.service_id = ${service} and p.standard = ${standard}
      and ${standsNow('p')}`);
  await tx.rows(sql`
    insert into service_standard (organisation_id, service_id, standard, from_seq, edition)
    values (${tx.organisation}, ${service}, ${standard}, ${tx.seq}, ${edition})`);
}
