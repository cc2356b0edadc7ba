import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature } from '../../platform/feature.ts';
import type { RaisedIn } from './store.ts';

export { workshopPath, workshopReference } from './domain.ts';
export type { RaisedIn } from './store.ts';

/** Workshops and meetings: people in a room who look for hazards together, and what becomes of what they raised. */
export const workshops: Feature = {
  name: 'workshops',
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
  onServices: () => import('./on-services.tsx').then((module) => module.onServices),
};

/** In which workshops these hazards were raised, or had something brought into them. One query. */
export async function workshopsOfHazards(tx: ReadTx, hazards: readonly string[]): Promise<RaisedIn[]> {
  return (await import('./store.ts')).raisedIn(tx, hazards);
}
