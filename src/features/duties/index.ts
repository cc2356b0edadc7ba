import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature } from '../../platform/feature.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { KnownFacts } from '../../rules/conditions.ts';
import type { DutiesOpen, DutyCase, Obligation, StatedFact } from './domain.ts';

export * from './domain.ts';

/** Who has to be told of what happened, by when. */
export const duties: Feature = { name: 'duties' };

/** What the rules of the pack in force make of these facts: one obligation for each duty, what is due first. */
export async function obligationsFrom(_facts: KnownFacts, _now: Date): Promise<readonly Obligation[]> {
  return [];
}

/** Begins to look at what a case owes, in the transaction of whatever opens it. Asked again for the same case, it changes nothing. */
export async function openDutyCase(_tx: CommandTx, _case: DutyCase, _facts: readonly StatedFact[]): Promise<void> {}

/** States facts of a case in the transaction of whatever they come from, and settles what they owe. What is done stays done. */
export async function stateFacts(_tx: CommandTx, _case: string, _facts: readonly StatedFact[]): Promise<void> {}

/** What is open of each of these cases; one that owes nothing is not there. @param cases their ids */
export async function dutiesOpenOf(
  _tx: ReadTx,
  _cases: readonly string[],
  _moment: Moment,
): Promise<ReadonlyMap<string, DutiesOpen>> {
  return new Map();
}
