import type { CommandTx } from '../../platform/commands/command.ts';
import type { Feature } from '../../platform/feature.ts';

/** What was disclosed of abuse, neglect and danger: a compartment of its own, to everybody else as if it were not there. */
export const safeguarding: Feature = { name: 'safeguarding' };

/** What is flagged. */
export interface Flagging {
  readonly service: { readonly id: string; readonly reference: string };
  /** What it was raised on; null for what came in by itself. */
  readonly on: { readonly kind: 'incident' | 'concern'; readonly id: string; readonly reference: string } | null;
  /** The words that were used, as they were used: never what somebody makes of them. */
  readonly words: string;
  readonly surfaced: 'public concern' | 'incident' | 'staff' | 'other';
  readonly danger: 'yes' | 'no' | 'unknown';
}

/**
 * Opens a compartment in the transaction of whatever it is raised on. What it writes to the ledger says nothing of it, and those who
 * may open it are told that something waits.
 */
export async function flagIn(_tx: CommandTx, _flagging: Flagging): Promise<void> {
  throw new Error('not built yet');
}
