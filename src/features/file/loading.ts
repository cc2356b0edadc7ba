import type { Artefact } from '../../platform/filed.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { Kinds } from '../../platform/subjects/kinds.ts';

/** All that lies in the file of a service at a moment, in the order of the features that put it there. */
export async function loadFile(
  tx: ReadTx,
  service: { readonly id: string; readonly reference: string; readonly name: string },
  { filed }: Pick<Kinds, 'filed'>,
  moment: Moment,
): Promise<Artefact[]> {
  return (await Promise.all(filed.map(({ load }) => load(tx, service, moment)))).flat();
}
