import type { Feature } from '../../platform/feature.ts';

export { gatePath, releaseGatePath } from './domain.ts';

/** The gate: whether a release may go, with reasons; the policy by which it is asked, and who overrode it. */
export const gate: Feature = {
  name: 'gate',
  verbs: [{ name: 'gate', summary: 'ask whether a release may go', load: () => import('./cli.ts') }],
  ground: () => import('./ground.ts').then((module) => module.ground),
  onServices: () => import('./on-services.ts').then((module) => module.onServices),
  onSubjects: () => import('./on-subjects.ts').then((module) => module.onSubjects),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
  routes: () => import('./routes.tsx').then((module) => module.routes),
};
