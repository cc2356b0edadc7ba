import type { CommandTx } from '../../platform/commands/command.ts';
import type { Actor } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature, Services } from '../../platform/feature.ts';
import type { PageContext } from '../../platform/http/forms.ts';
import type { Sealing } from '../../platform/sealed/sealing.ts';
import { LEAD, SAFEGUARDING, type Answered, type Compartment, type KeptApart, type RaisedOn } from './domain.ts';

export { compartmentPath, concernInPath, flagPath, SAFEGUARDING, type Compartment, type KeptApart } from './domain.ts';
export { ASKED_BY_ANYBODY, compartmentField } from './fields.ts';

/** What was disclosed of abuse, neglect and danger: a compartment of its own, to everybody else as if it were not there. */
export const safeguarding: Feature = {
  name: 'safeguarding',
  navigation: [{ text: 'Safeguarding', href: SAFEGUARDING, signedIn: true, may: { roles: [LEAD], where: 'anywhere' } }],
  ground: () => import('./ground.ts').then((module) => module.ground),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
  onSubjects: () => import('./on-subjects.ts').then((module) => module.onSubjects),
  routes: () => import('./routes.tsx').then((module) => module.routes),
};

/** What is flagged. */
export interface Flagging {
  readonly service: { readonly id: string; readonly reference: string };
  /** What it was raised on; null for what came in by itself. */
  readonly on: RaisedOn | null;
  /** The words that were used, as they were used: never what somebody makes of them. */
  readonly words: string;
  readonly surfaced: 'public concern' | 'incident' | 'staff' | 'other';
  readonly danger: Answered;
  /** Who it is about, without a name. */
  readonly about?: string;
  /** Whether whoever flags it may be asked about it. */
  readonly mayAsk?: Answered;
  /** Members of the organisation who are not to see it, whatever they hold: by their ids. */
  readonly excluded?: readonly string[];
  /** The id of what was added to what it is raised on, where it tells of that alone. */
  readonly addition?: string;
}

/**
 * Opens a compartment in the transaction of whatever it is raised on. What it writes to the ledger says nothing of it, and those who
 * may open it are told that something waits. The command that calls it keeps the words out of the ledger (`record`).
 */
export async function flagIn(tx: CommandTx, flagging: Flagging): Promise<void> {
  const { flag } = await import('./flagging.ts');
  await flag(tx, flagging);
}

/**
 * What of these things is kept from those who read things of their sort; what nothing was flagged of is not there. As dear where
 * nothing was as where something was.
 * @param ids of things of this kind
 */
export async function keptApartOf(
  tx: ReadTx,
  sealing: Sealing,
  kind: RaisedOn['kind'],
  ids: readonly string[],
): Promise<ReadonlyMap<string, KeptApart>> {
  const [{ compartmentsOn }, { keptApart }] = await Promise.all([import('./keeping.ts'), import('./domain.ts')]);
  const found = await compartmentsOn(tx, sealing, kind, ids);
  return new Map([...found].map(([id, compartment]) => [id, keptApart(compartment)]));
}

/**
 * The compartment that a page under it names, for whoever it opens to. That it is read is recorded first.
 * @throws NotFound for everybody else, and for a wrong address
 */
export async function openCompartmentOf(services: Services, tx: ReadTx, context: PageContext): Promise<Compartment> {
  const { readings } = await import('./reading.ts');
  return (await readings(services).open(tx, context, 'concern')).compartment;
}

/** The same in a command. @throws NotFound */
export async function openCompartmentIn(tx: CommandTx, actor: Actor, id: string): Promise<Compartment> {
  const { openedCompartment } = await import('./opening.ts');
  return (await openedCompartment(tx, tx.sealing, actor, id, tx.at)).compartment;
}

/** Writes into a compartment what whoever wrote without an account is told. */
export async function writeToldIn(tx: CommandTx, compartment: string, words: string): Promise<void> {
  const { putEntry } = await import('./keeping.ts');
  const by = tx.actor.kind === 'person' ? tx.actor.id : null;
  await putEntry(tx, compartment, { kind: 'told', at: tx.at.toISOString(), by, words });
}
