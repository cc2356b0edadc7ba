import type { ReadTx } from '../../platform/database/database.ts';
import { there } from '../../platform/commands/problems.ts';
import type { Discussable, Discussed } from '../discussion/index.ts';
import { findService } from '../services/index.ts';
import { processPath, type Process } from './domain.ts';
import { processField } from './fields.ts';
import { processByKey } from './store.ts';
import { templateOf } from './templates.ts';

/** A process as something that people talk about, and attach things to: the document itself, the minutes of a run. */
export const processDiscussable: Discussable = {
  kind: 'process',
  feature: 'processes',
  name: 'Process',
  noun: 'process',
  input: { process: processField },
  path: '/services/:service/processes/:process',
  find,
};

async function find(tx: ReadTx, named: Readonly<Record<string, unknown>>): Promise<Discussed> {
  const service = await findService(tx, String(named['service']));
  const key = String(named['process']).toLowerCase();
  return discussedAs(there(await processByKey(tx, service.id, key), `process ${key}`));
}

/** The process of a page, as something that is talked about. */
export function discussedAs({ id, service, key, title }: Pick<Process, 'id' | 'service' | 'key' | 'title'>): Discussed {
  // Its name on the list is ours; of one of the team's own it was typed, and has its one home elsewhere.
  const reference = templateOf(key)?.name ?? key;
  return { kind: 'process', id, reference, title, path: processPath(service.reference, key), service };
}
