import type { Feature } from '../../platform/feature.ts';

/** Hazard logs: taken in, looked at, judged. */
export const hazards: Feature = {
  name: 'hazards',
  verbs: [{ name: 'import', summary: 'keep a hazard log for a service', load: () => import('./import/cli.ts') }],
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
  onServices: () => import('./on-services.tsx').then((module) => module.onServices),
  onReports: () => import('./import/on-reports.ts').then((module) => module.onReports),
};
