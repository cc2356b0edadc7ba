import type { ReadTx } from '../database/database.ts';
import { momentOf, type Moment } from '../ledger/moment-store.ts';
import { endOfDay } from '../london-time.ts';
import type { PageContext } from './forms.ts';

/** The day that is looked at. */
export interface AsAt {
  /** As it stands in the address: "2026-03-03". */
  readonly text: string;
  readonly at: Date;
}

/** What is looked at: the moment, and how it stood in the address. */
export interface Looking {
  readonly moment: Moment;
  /** Null for now. */
  readonly asAt: AsAt | null;
  /** What was asked for, where it is no day. */
  readonly wrongDay: string | null;
}

/** The day that the address of a page asks for: `?as-at=2026-03-03`. */
export async function lookingAt(tx: ReadTx, { query, now }: Pick<PageContext, 'query' | 'now'>): Promise<Looking> {
  const text = query['as-at']?.trim() ?? '';
  const at = endOfDay(text);
  const moment = await momentOf(tx, at, now);
  // The end of today, or of a day to come, is now.
  const asAt = at && moment.seq !== null ? { text, at } : null;
  return { moment, asAt, wrongDay: text !== '' && at === null ? text : null };
}
