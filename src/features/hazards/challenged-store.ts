import sql from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';

/*
 * Hazards and controls that something speaks against, by their numbers.
 */

export interface Numbered {
  readonly id: string;
  readonly number: number;
}

/** The hazards of a service by these numbers, whether or not they still stand in their log. @param service its id */
export async function hazardsByNumber(
  tx: ReadTx,
  service: string,
  numbers: readonly number[],
): Promise<readonly Numbered[]> {
  if (numbers.length === 0) return [];
  return tx.rows<Numbered>(sql`
    select h.id, h.number from hazard h
    where h.organisation_id = current_organisation() and h.service_id = ${service} and h.number = any(${numbers}::int[])
      and ${standsNow('h')}
    order by h.number`);
}

/** The same of controls. */
export async function controlsByNumber(
  tx: ReadTx,
  service: string,
  numbers: readonly number[],
): Promise<readonly Numbered[]> {
  if (numbers.length === 0) return [];
  return tx.rows<Numbered>(sql`
    select c.id, c.number from control c
    where c.organisation_id = current_organisation() and c.service_id = ${service} and c.number = any(${numbers}::int[])
      and ${standsNow('c')}
    order by c.number`);
}
