import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { PageContext } from '../../platform/http/forms.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { logsOf, type LogRow } from './list-store.ts';
import type { ServiceOf } from './service-store.ts';

export { lookingAt, type Looking } from '../../platform/http/looking.ts';

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
