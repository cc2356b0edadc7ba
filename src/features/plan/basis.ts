import type { ReadTx } from '../../platform/database/database.ts';
import { schemesUsedAt } from '../hazards/index.ts';
import { appointedAt } from '../people/index.ts';
import { schemeVersion } from '../schemes/index.ts';
import type { Basis } from './domain.ts';

/**
 * What the plans of services rest on besides their own words and the intended use, at an entry of the ledger each (`seq` null for
 * now), in the order in which it is asked. Two queries.
 */
export async function basisAt(
  tx: ReadTx,
  asked: readonly { readonly service: string; readonly seq: number | null }[],
): Promise<Basis[]> {
  if (asked.length === 0) return [];
  const [people, schemes] = await Promise.all([appointedAt(tx, asked), schemesUsedAt(tx, asked)]);
  return asked.map((_one, index) => ({
    people: people[index]!.map(({ office, person, name }) => ({ office, person, name })),
    schemes: [...new Set(schemes[index]!.map(schemeVersion))],
  }));
}
