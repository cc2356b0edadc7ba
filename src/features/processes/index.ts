import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature } from '../../platform/feature.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { ProcessFact } from './checks.ts';

export type { ProcessFact } from './checks.ts';
export { processesPath, processPath } from './domain.ts';

/** What a team does again and again so that its service stays safe: written down, approved, and run. */
export const processes: Feature = {
  name: 'processes',
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
  onServices: () => import('./on-services.tsx').then((module) => module.onServices),
};

/** The processes of a service as they stood at a moment, in the order in which they were begun. Four queries. @param service its id */
export async function processesAt(tx: ReadTx, service: string, moment: Moment): Promise<readonly ProcessFact[]> {
  const [{ processesOf }, { factsOf }] = await Promise.all([import('./store.ts'), import('./reading.ts')]);
  return factsOf(tx, await processesOf(tx, [service], moment), moment);
}
