import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature } from '../../platform/feature.ts';
import type { Authorised, Matter } from './domain.ts';

export { MATTERS, planPath, type Authorised, type Matter } from './domain.ts';

/** The clinical risk management plan: how this service is kept safe, by whom, and what they may decide. Approved by its officer. */
export const plan: Feature = {
  name: 'plan',
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
  onServices: () => import('./on-services.ts').then((module) => module.onServices),
};

/**
 * Who may authorise a matter, by the version of the plan that was approved last; null where none is, or its approval is void. What
 * drifted from it since is told by `plan.follows-changes`, and takes nobody's authority away.
 * @param service its id
 */
export async function authorisedFor(
  tx: ReadTx,
  service: string,
  matter: Matter,
): Promise<readonly Authorised[] | null> {
  return (await import('./authorised.ts')).authorisedFor(tx, service, matter);
}
