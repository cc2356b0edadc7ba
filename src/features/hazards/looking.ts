import type { ReadTx } from '../../platform/database/database.ts';
import type { PageContext } from '../../platform/http/forms.ts';
import { momentOf, type Moment } from '../../platform/ledger/moment-store.ts';
import { endOfDay } from '../../platform/london-time.ts';
import type { AsAt } from './pages/frame.tsx';

/** What is looked at: the moment, and how it stood in the address. */
export interface Looking {
  readonly moment: Moment;
  readonly asAt: AsAt | null;
  readonly wrongDay: string | null;
}

/** The day that the address of a page asks for. */
export async function lookingAt(tx: ReadTx, { query, now }: PageContext): Promise<Looking> {
  const text = query['as-at']?.trim() ?? '';
  const at = endOfDay(text);
  const moment = await momentOf(tx, at, now);
  // The end of today, or of a day to come, is now.
  const asAt = at && moment.seq !== null ? { text, at } : null;
  return { moment, asAt, wrongDay: text !== '' && at === null ? text : null };
}
