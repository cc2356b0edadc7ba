import sql from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { said, standsNow } from '../../platform/ledger/moment-store.ts';
import type { Linked } from '../../platform/subjects/linkable.ts';
import { controlReference, hazardReference } from './domain.ts';
import { controlPath, hazardPath, logPath } from './pages/addresses.ts';

/*
 * How hazards, controls and logs are called, for whatever points at them: of a service by their numbers, or by their ids.
 */

type By = { readonly service: string; readonly numbers: readonly number[] } | { readonly ids: readonly string[] };

interface Row {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly service: string;
}

export async function hazardNames(tx: ReadTx, by: By): Promise<Linked[]> {
  const rows = await tx.rows<Row>(sql`
    select h.id, h.number, coalesce(${said('t')}, '') as title, s.reference as service
    from hazard h
    join service s on s.organisation_id = h.organisation_id and s.id = h.service_id and ${standsNow('s')}
    left join text_value t on t.organisation_id = h.organisation_id and t.id = h.name_id
    where h.organisation_id = current_organisation() and ${standsNow('h')} and not h.retired and ${
      'ids' in by
        ? sql`h.id = any(${by.ids}::uuid[])`
        : sql`h.service_id = ${by.service} and h.number = any(${by.numbers}::int[])`
    }`);
  return rows.map(({ id, number, title, service }) => {
    const reference = hazardReference(number);
    return { id, reference, title, href: hazardPath(service, reference) };
  });
}

export async function controlNames(tx: ReadTx, by: By): Promise<Linked[]> {
  const rows = await tx.rows<Row>(sql`
    select c.id, c.number, coalesce(${said('t')}, '') as title, s.reference as service
    from control c
    join service s on s.organisation_id = c.organisation_id and s.id = c.service_id and ${standsNow('s')}
    left join text_value t on t.organisation_id = c.organisation_id and t.id = c.text_id
    where c.organisation_id = current_organisation() and ${standsNow('c')} and not c.retired and ${
      'ids' in by
        ? sql`c.id = any(${by.ids}::uuid[])`
        : sql`c.service_id = ${by.service} and c.number = any(${by.numbers}::int[])`
    }`);
  return rows.map(({ id, number, title, service }) => {
    const reference = controlReference(number);
    return { id, reference, title, href: controlPath(service, reference) };
  });
}

export async function logNames(tx: ReadTx, by: By): Promise<Linked[]> {
  const rows = await tx.rows<Row>(sql`
    select l.id, l.number, l.title, s.reference as service
    from hazard_log l
    join service s on s.organisation_id = l.organisation_id and s.id = l.service_id and ${standsNow('s')}
    where l.organisation_id = current_organisation() and ${standsNow('l')} and not l.retired and ${
      'ids' in by
        ? sql`l.id = any(${by.ids}::uuid[])`
        : sql`l.service_id = ${by.service} and l.number = any(${by.numbers}::int[])`
    }`);
  return rows.map(({ id, number, title, service }) => ({
    id,
    reference: `Log ${number}`,
    title,
    href: logPath(service, number),
  }));
}
