import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { dateIn, sayDate } from '../../platform/london-time.ts';
import { registrationsHeldOn } from '../people/index.ts';
import type { StoredSignature } from './store.ts';

/** The kind of subject that an approval rests on, besides the one that it is of. */
export const REGISTRATION = 'registration';

type Registered = Pick<StoredSignature, 'id' | 'at' | 'registration' | 'record'>;

/** The signatures, by id, whose registration turned out, up to a moment, not to have been held on the day that they were given. */
export async function notHeld(
  tx: ReadTx,
  signatures: readonly Registered[],
  moment?: Moment,
): Promise<ReadonlySet<string>> {
  const asked = signatures.flatMap(({ id, at, registration }) =>
    registration === null ? [] : [{ id, registration, day: dateIn(at) }],
  );
  if (asked.length === 0) return new Set();
  const answers = await registrationsHeldOn(tx, asked, moment);
  return new Set(asked.flatMap(({ id }, index) => (answers[index]!.held ? [] : [id])));
}

/** Why versions are void, as parts of a sentence, by the id of the signature. */
export async function voidWords(
  tx: ReadTx,
  signatures: readonly (Registered & Pick<StoredSignature, 'signer'>)[],
  moment?: Moment,
): Promise<ReadonlyMap<string, string>> {
  const lost = await notHeld(tx, signatures, moment);
  return new Map(
    signatures
      .filter(({ id }) => lost.has(id))
      .map(({ id, at, signer }) => [
        id,
        `the registration of ${signer?.name ?? 'whoever signed'} turned out not to have been held on ${sayDate(at)}, when it was signed`,
      ]),
  );
}
