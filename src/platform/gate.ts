import type { AssessedService, Check, Facts } from '../rules/checks.ts';
import type { ReadTx } from './database/database.ts';
import type { Words } from '../words/sentence.ts';
import type { Moment } from './ledger/moment-store.ts';

/** A recorded release, of which the gate asks whether it may go. */
export interface GateAsked {
  readonly service: AssessedService;
  readonly release: { readonly id: string; readonly version: string };
}

/**
 * What a feature contributes to the gate: checks of a release, and the facts that they read. What the standards ask of the
 * service itself is asked by its id, and is contributed as `Assessed`. What is not known is not there.
 */
export interface GateContribution {
  readonly checks: readonly Check[];
  /** What is known of this release at a moment. A fixed number of queries, however much it touches. */
  readonly facts: (tx: ReadTx, asked: GateAsked, moment: Moment) => Promise<Facts>;
  /**
   * Where it answers a question of the gate itself, by its own name: of which of these services it does, by their ids, and from what.
   * There nobody is asked for a declaration. One query, however many services.
   */
  readonly answers?: (
    tx: ReadTx,
    services: readonly { readonly id: string; readonly reference: string }[],
  ) => Promise<ReadonlyMap<string, Words>>;
}

/** Declares what a feature contributes to the gate: its checks see its own facts, and nobody else's. */
export function gateContribution<F extends object>(of: {
  readonly checks: readonly Check<F>[];
  readonly facts: (tx: ReadTx, asked: GateAsked, moment: Moment) => Promise<Partial<F>>;
  readonly answers?: GateContribution['answers'];
}): GateContribution {
  return of as unknown as GateContribution;
}
