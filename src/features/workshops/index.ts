import type { Feature } from '../../platform/feature.ts';

export { workshopPath, workshopReference } from './domain.ts';

/** Workshops and meetings: people in a room who look for hazards together, and what becomes of what they raised. */
export const workshops: Feature = {
  name: 'workshops',
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
  onServices: () => import('./on-services.tsx').then((module) => module.onServices),
  onSubjects: () => import('./on-subjects.ts').then((module) => module.onSubjects),
};
