import type { CommandTx } from '../../platform/commands/command.ts';
import type { Feature } from '../../platform/feature.ts';
import { LEAD, SAFEGUARDING, type Answered, type RaisedOn } from './domain.ts';

export { flagPath } from './domain.ts';

/** What was disclosed of abuse, neglect and danger: a compartment of its own, to everybody else as if it were not there. */
export const safeguarding: Feature = {
  name: 'safeguarding',
  navigation: [{ text: 'Safeguarding', href: SAFEGUARDING, signedIn: true, may: { roles: [LEAD], where: 'anywhere' } }],
  ground: () => import('./ground.ts').then((module) => module.ground),
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
}

/**
 * Opens a compartment in the transaction of whatever it is raised on. What it writes to the ledger says nothing of it, and those who
 * may open it are told that something waits. The command that calls it keeps the words out of the ledger (`record`).
 */
export async function flagIn(tx: CommandTx, flagging: Flagging): Promise<void> {
  const { flag } = await import('./flagging.ts');
  await flag(tx, flagging);
}
