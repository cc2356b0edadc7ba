import type { Words } from '../words/sentence.ts';
import type { ReadTx } from './database/database.ts';
import type { Moment } from './ledger/moment-store.ts';
import type { Verdict } from './subjects/kinds.ts';

/** What lies in the clinical risk management file of a service: a record, a log, a report, a signed document. */
export interface Artefact {
  /** What sort it is, in the field's words: "Hazard log", "Clinical safety case report". Those of one sort stand together. */
  readonly sort: string;
  readonly title: string;
  readonly href: string;
  /** How it stands, in a few words: "Version 4 approved by Wren Applewhite on 3 March 2026, unchanged since". */
  readonly state: Words;
  /** Of what is claimed and can be shown; null for what is only kept, such as the record of a workshop. */
  readonly verdict: Verdict | null;
  /** Who answers for it; null where nobody is named. */
  readonly owner: string | null;
  /** When it came to be as it is. */
  readonly since: Date | null;
  /** The first time at which it has to be looked at again; null for none. */
  readonly until: Date | null;
}

/** What a feature puts into the file of a service: folded as `kinds.filed`, in the order of the features. */
export interface Filed {
  /** A fixed number of queries. What has not been made yet and should be is an artefact too: "not known". */
  readonly load: (
    tx: ReadTx,
    service: { readonly id: string; readonly reference: string; readonly name: string },
    moment: Moment,
  ) => Promise<readonly Artefact[]>;
}
