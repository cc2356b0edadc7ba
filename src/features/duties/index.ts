import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature } from '../../platform/feature.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { GivenFacts } from '../../rules/conditions.ts';
import { dayIn } from '../../words/days.ts';
import type { DutiesOpen, DutyCase, Obligation, Pack, StatedFact } from './domain.ts';

export * from './domain.ts';
export { RULES, rulePath } from './domain/addresses.ts';
export { draftOf, draftText, type Draft, type DraftFact } from './domain/draft.ts';
export { sayStrength, strengthWords, unverifiedWords } from './domain/words.ts';
export { whyNotValue } from './domain/facts.ts';

/** Who has to be told of what happened, by when. */
export const duties: Feature = {
  name: 'duties',
  verbs: [
    { name: 'duties', summary: 'say who has to be told of what happened, by when', load: () => import('./cli.ts') },
  ],
  routes: () => import('./pack-routes.tsx').then((module) => module.packRoutes),
};

/** The rules that are in force now. */
export async function dutyPack(now: Date): Promise<Pack> {
  return (await import('./pack.ts')).packInForce(dayIn(now));
}

/** What the rules of the pack in force make of these facts: one obligation for each duty, what is due first. */
export async function obligationsFrom(facts: GivenFacts, now: Date): Promise<readonly Obligation[]> {
  const [pack, { obligationsOf }, { workingCalendar }] = await Promise.all([
    dutyPack(now),
    import('./domain/engine.ts'),
    import('../../platform/bank-holidays.ts'),
  ]);
  return obligationsOf(pack, facts, workingCalendar());
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
