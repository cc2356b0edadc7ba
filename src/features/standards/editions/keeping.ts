import type { CommandTx } from '../../../platform/commands/command.ts';
import { NotFound } from '../../../platform/commands/problems.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import type { Moment } from '../../../platform/ledger/moment-store.ts';
import { allCatalogues, currentCatalogues } from '../catalogues.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { editionsAt, putEdition } from './edition-store.ts';

/*
 * Which edition of each standard a service is looked at against: the one that it keeps to, or the latest.
 */

/** One edition of each standard for each of these services, point 16 first. One query. @param services their ids */
export async function cataloguesOf(
  tx: ReadTx,
  services: readonly string[],
  moment: Moment,
): Promise<ReadonlyMap<string, readonly Catalogue[]>> {
  const editions = await editionsAt(tx, services, moment);
  return new Map(
    services.map((service) => [service, currentCatalogues().map((one) => kept(one, editions.get(service)))]),
  );
}

function kept(latest: Catalogue, editions: Readonly<Record<string, string>> = {}): Catalogue {
  const edition = editions[latest.id];
  return allCatalogues().find((one) => one.id === latest.id && one.edition === edition) ?? latest;
}

/** The edition of a standard that a service is looked at against. @throws NotFound where there is no such standard */
export async function catalogueOf(tx: ReadTx, service: string, id: string, moment: Moment): Promise<Catalogue> {
  const all = (await cataloguesOf(tx, [service], moment)).get(service)!;
  const found = all.find((one) => one.id === id);
  if (found) return found;
  throw new NotFound(`There is no standard ${id}. There are: ${all.map((one) => one.id).join(', ')}.`);
}

/**
 * Keeps a service to the edition that somebody judged, in the transaction of the judgement: a later one is taken up by a person,
 * who has seen what it changes. One that is kept already stays.
 */
export async function keepEdition(tx: CommandTx, service: string, catalogue: Catalogue): Promise<void> {
  const editions = (await editionsAt(tx, [service], { seq: null, now: tx.at })).get(service);
  if (editions?.[catalogue.id] === undefined) await putEdition(tx, service, catalogue.id, catalogue.edition);
}

/** An edition of a standard. @throws NotFound */
export function editionNamed(id: string, edition: string): Catalogue {
  const found = allCatalogues().find((one) => one.id === id && one.edition === edition);
  if (found) return found;
  const there = allCatalogues().filter((one) => one.id === id);
  throw new NotFound(
    there.length === 0
      ? `There is no standard ${id}.`
      : `There is no edition ${edition} of ${id}. There are: ${there.map((one) => one.edition).join(', ')}.`,
  );
}
