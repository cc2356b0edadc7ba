import type { AssessedService, Check, Facts } from '../rules/checks.ts';
import type { ReadTx } from './database/database.ts';
import type { Moment } from './ledger/moment-store.ts';

/** What a feature contributes: its checks, and the facts that they read. */
export interface Assessed {
  readonly checks: readonly Check[];
  /** What is known of these services at a moment, by their ids. A fixed number of queries, however many services. */
  readonly facts: (
    tx: ReadTx,
    services: readonly AssessedService[],
    moment: Moment,
  ) => Promise<ReadonlyMap<string, Facts>>;
}

/** Declares what a feature contributes: its checks see its own facts, and nobody else's. */
export function assessed<F extends object>(of: {
  readonly checks: readonly Check<F>[];
  readonly facts: (
    tx: ReadTx,
    services: readonly AssessedService[],
    moment: Moment,
  ) => Promise<ReadonlyMap<string, Partial<F>>>;
}): Assessed {
  return of as unknown as Assessed;
}
