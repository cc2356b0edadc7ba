import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature } from '../../platform/feature.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { WorkshopHeld } from './facts-store.ts';

export { workshopPath, workshopReference } from './domain.ts';
export type { WorkshopHeld } from './facts-store.ts';

/** Workshops and meetings: people in a room who look for hazards together, and what becomes of what they raised. */
export const workshops: Feature = {
  name: 'workshops',
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
  onServices: () => import('./on-services.tsx').then((module) => module.onServices),
  onSubjects: () => import('./on-subjects.ts').then((module) => module.onSubjects),
};

/** The workshops and meetings of a service at a moment that were not called off, the latest first. @param service its id */
export async function workshopsHeld(tx: ReadTx, service: string, moment: Moment): Promise<readonly WorkshopHeld[]> {
  return (await import('./facts-store.ts')).workshopsHeld(tx, service, moment);
}
