import sql from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import type { SavedFilter } from './domain/built-in-filters.ts';

/** The filters of a person in a service, the oldest first. One of which a text was erased is no longer one. */
export async function savedFilters(tx: ReadTx, person: string, service: string): Promise<SavedFilter[]> {
  return tx.rows<SavedFilter>(sql`
    select f.id, n.body as name, w.body as words
    from saved_filter f
    join text_value n on n.organisation_id = f.organisation_id and n.id = f.name_id and n.body is not null
    join text_value w on w.organisation_id = f.organisation_id and w.id = f.words_id and w.body is not null
    where f.organisation_id = current_organisation() and f.person_id = ${person} and f.service_id = ${service}
      and ${standsNow('f')}
    order by f.id`);
}

/** Keeps a filter; one that has the id already is another one from now on. */
export async function putFilter(
  tx: CommandTx,
  filter: SavedFilter & { readonly person: string; readonly service: string },
): Promise<void> {
  await endFilter(tx, filter.id);
  await tx.rows(sql`
    insert into saved_filter (organisation_id, id, from_seq, person_id, service_id, name_id, words_id)
    values (${tx.organisation}, ${filter.id}, ${tx.seq}, ${filter.person}, ${filter.service}, ${tx.text(filter.name)},
      ${tx.text(filter.words)})`);
}

export async function endFilter(tx: CommandTx, id: string): Promise<void> {
  await tx.rows(sql`
    update saved_filter f set to_seq = ${tx.seq}
    where f.organisation_id = current_organisation() and f.id = ${id} and ${standsNow('f')}`);
}
