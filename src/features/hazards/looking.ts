import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { PageContext } from '../../platform/http/forms.ts';
import { momentOf, type Moment } from '../../platform/ledger/moment-store.ts';
import { endOfDay } from '../../platform/london-time.ts';
import { logsOf, type LogRow } from './list-store.ts';
import type { AsAt } from './pages/frame.tsx';
import type { ServiceOf } from './service-store.ts';

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

/** The log that the address of a page names. @throws NotFound */
export async function logNamed(
  tx: ReadTx,
  service: ServiceOf,
  params: PageContext['params'],
  moment: Moment,
): Promise<LogRow> {
  const text = params['log'] ?? '';
  const [log] = /^[1-9]\d{0,6}$/u.test(text) ? await logsOf(tx, service.id, moment, Number(text)) : [];
  if (!log) throw new NotFound('There is no such hazard log.');
  return log;
}
