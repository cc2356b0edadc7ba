import type { ReadTx } from '../database/database.ts';
import type { Sealing } from '../sealed/sealing.ts';
import type { ContactOnRecord } from './safe-contact.ts';

/** How somebody can be reached who reported without an account. */
export interface Reach {
  readonly contact: ContactOnRecord;
  /** Their e-mail address; null for none. It never stands in the open in a page, a ledger or the database. */
  readonly address: string | null;
  /** Where they read the answer, with what only they know: an address that says nothing. */
  readonly path: string;
}

/** What a feature contributes that keeps who reported: features that stand above it ask how they can be told. */
export interface Reporters {
  /** How reports call them: "concern". */
  readonly by: string;
  /** By their ids; somebody who is not there any more is not in it. A fixed number of queries. */
  readonly reach: (tx: ReadTx, ids: readonly string[], sealing: Sealing) => Promise<ReadonlyMap<string, Reach>>;
}
