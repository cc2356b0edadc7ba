import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature } from '../../platform/feature.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { NewAction, Person, ServiceOfAction } from './adding.ts';
import type { Action } from './domain.ts';

export type { NewAction, ServiceOfAction } from './adding.ts';
export { DOERS } from './seeing.ts';
export { actionPath, actionReference, type Action, type ActionSource, type ActionState } from './domain.ts';

/** What has to be done, by whom and by when: one list across the product. */
export const actions: Feature = {
  name: 'actions',
  navigation: [{ text: 'Actions', href: '/actions', signedIn: true }],
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
  onServices: () => import('./on-services.tsx').then((module) => module.onServices),
};

/**
 * Adds an action in the transaction of whatever it comes from. It stays when its source is closed.
 * @param fields how the form calls its fields, where it does otherwise: problems stand at them
 * @throws InputProblem where nobody can own it, or the day is none
 */
export async function addAction(
  tx: CommandTx,
  action: NewAction,
  fields?: { readonly owner: string; readonly due: string },
): Promise<{ readonly id: string; readonly number: number }> {
  const { addAction: add } = await import('./adding.ts');
  return add(tx, action, fields);
}

/** Who can own an action of a service, or of the organisation: for a form that adds one. */
export async function actionOwners(tx: ReadTx, service: ServiceOfAction | null, now: Date): Promise<Person[]> {
  const { ownersFor } = await import('./adding.ts');
  return ownersFor(tx, service, now);
}

/** The actions that come from these subjects of a kind, in the order of their numbers: as they stand now, or stood then. */
export async function actionsFrom(
  tx: ReadTx,
  kind: string,
  ids: readonly string[],
  moment: Moment = { seq: null, now: new Date(0) },
): Promise<Action[]> {
  const { actionsOfSources } = await import('./store.ts');
  return actionsOfSources(tx, kind, ids, moment);
}

/** The command that says that an action is done, for what shows one that is. */
export const finishActionCommand = async () => (await import('./commands.ts')).finishAction;
