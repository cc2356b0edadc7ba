import type { CommandTx } from '../../platform/commands/command.ts';
import { TEAM } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Demo, Feature } from '../../platform/feature.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { KnownFacts } from '../../rules/conditions.ts';
import { dayIn } from '../../words/days.ts';
import type { DemoIncidents } from './demo.ts';
import type { DoneHere, DutiesOpen, DutyCase, Pack, StatedFact } from './domain.ts';
import type { JoinedObligation } from './domain/joined.ts';
import { DEADLINES } from './domain/saying.ts';

export * from './domain.ts';
export { RULES, rulePath } from './domain/addresses.ts';
export { draftOf, type Draft } from './domain/draft.ts';
export { basisOf, isOpen, judge, whyNotJudged, type Basis, type Judged, type Judgement } from './domain/judging.ts';
export type { JoinedObligation } from './domain/joined.ts';
export { serviceFactsPath } from './domain/saying.ts';

/** Who has to be told of what happened, by when. */
export const duties: Feature = {
  name: 'duties',
  verbs: [
    { name: 'duties', summary: 'say who has to be told of what happened, by when', load: () => import('./cli.ts') },
  ],
  navigation: [{ text: 'Deadlines', href: DEADLINES, signedIn: true, may: { roles: TEAM, where: 'anywhere' } }],
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
  onServices: () => import('./on-services.ts').then((module) => module.onServices),
  onSubjects: () => import('./on-subjects.ts').then((module) => module.onSubjects),
  jobs: (given) => import('./reminding.ts').then(({ remindOfDeadlines }) => [remindOfDeadlines(given)]),
};

/** The rules that are in force now. */
export async function dutyPack(now: Date): Promise<Pack> {
  return (await import('./pack.ts')).packInForce(dayIn(now));
}

/**
 * What is owed because of what lies in a safeguarding compartment, joined with what is known in the open: only for those whom the
 * compartment opens to.
 * @param of the id of the service, and of the case that it was raised on; null for what came in by itself
 */
export async function obligationsJoined(
  tx: ReadTx,
  of: { readonly service: string; readonly case: string | null },
  known: { readonly apart: KnownFacts; readonly professional: boolean },
  now: Date,
): Promise<readonly JoinedObligation[]> {
  return (await import('./joining.ts')).joinedFor(tx, of, known, now);
}

/** Begins to look at what a case owes, in the transaction of whatever opens it. Asked again for the same case, it changes nothing. */
export async function openDutyCase(tx: CommandTx, of: DutyCase, facts: readonly StatedFact[]): Promise<void> {
  await (await import('./keeping.ts')).openCase(tx, of, facts);
}

/**
 * States facts of a case in the transaction of whatever they come from, and settles what they owe. What is done stays done.
 * @throws where nothing is kept of the case, and where a fact is none, or lies in a safeguarding compartment
 */
export async function stateFacts(tx: CommandTx, id: string, facts: readonly StatedFact[]): Promise<void> {
  await (await import('./keeping.ts')).stateOfCase(tx, id, facts);
}

/** Ends what is asked of a case, because what it was about does not count. What was said of it stays; of none, nothing is done. */
export async function endDutyCase(tx: CommandTx, id: string): Promise<void> {
  await (await import('./keeping.ts')).endCase(tx, id);
}

/**
 * Records what is done by being kept here, in the transaction that keeps it: nobody is asked to send to a log what stands in it.
 * What was recorded or withdrawn before stays so; of a case of which nothing is kept, nothing is done.
 */
export async function recordDoneHere(tx: CommandTx, id: string, done: readonly DoneHere[]): Promise<void> {
  await (await import('./keeping.ts')).doneHere(tx, id, done);
}

/** Whether somebody has said what a service and its organisation are: most of what is owed turns on it. @param service its id */
export async function isServiceStated(tx: ReadTx, service: string, moment: Moment): Promise<boolean> {
  const facts = await (await import('./store.ts')).factsOf(tx, [service], moment);
  return facts.some(({ fact }) => fact === 'org.roles');
}

/** What is owed and past a limit that its source gives, by the cases of which it is owed. One query. */
export async function overdueDuties(
  tx: ReadTx,
  now: Date,
): Promise<readonly { readonly case: string; readonly duty: string; readonly due: Date }[]> {
  return (await import('./open-store.ts')).overdueOf(tx, now);
}

/** What is open of each of these cases; one that owes nothing is not there. @param cases their ids */
export async function dutiesOpenOf(
  tx: ReadTx,
  cases: readonly string[],
  moment: Moment,
): Promise<ReadonlyMap<string, DutiesOpen>> {
  if (cases.length === 0) return new Map();
  const open = await (await import('./open-store.ts')).openOf(tx, cases, moment);
  const of = (rows: typeof open, possible: boolean) =>
    rows.filter(({ standing }) => (standing === 'possible') === possible).map(({ duty }) => duty);
  return new Map(
    [...Map.groupBy(open, (one) => one.case)].map(([id, rows]) => [
      id,
      { open: of(rows, false), undecided: of(rows, true) },
    ]),
  );
}

/** What the demo shows of duties, for an incident of its service that was recorded. */
export async function demoDuties(demo: Demo, incidents: DemoIncidents): Promise<void> {
  await (await import('./demo.ts')).demoDuties(demo, incidents);
}
