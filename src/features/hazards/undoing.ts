import type { ReadTx } from '../../platform/database/database.ts';
import { labelOf } from '../../platform/commands/may.ts';
import type { PageContext } from '../../platform/http/forms.ts';
import { entryOf } from './bulk-store.ts';
import { UNDOABLE, undoChange } from './table-commands.ts';

/** What the person who looks changed last, and can still take back with one press. */
export interface UndoOffer {
  /** The entry of the ledger that made the change. */
  readonly change: number;
  /** How many hazards it changed. */
  readonly hazards: number;
  readonly at: Date;
}

/** Milliseconds that a change of one's own is offered to be undone on pages; later it is undone from the history. */
const OFFERED_FOR = 3_600_000;

/**
 * The last change among these hazards, where it is a change of words that this person made within the last hour: one look
 * at the ledger.
 */
export async function undoOffer(
  tx: ReadTx,
  hazards: readonly { readonly version: number }[],
  { actor, allows, now }: PageContext,
): Promise<UndoOffer | null> {
  if (hazards.length === 0 || !allows(undoChange)) return null;
  const change = hazards.reduce((latest, { version }) => Math.max(latest, version), 0);
  const entry = await entryOf(tx, change);
  if (!entry || !UNDOABLE.includes(entry.command) || entry.actor !== labelOf(actor)) return null;
  if (now.getTime() - entry.at.getTime() > OFFERED_FOR) return null;
  return { change, hazards: hazards.filter(({ version }) => version === change).length, at: entry.at };
}
