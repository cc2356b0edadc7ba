import type { Feature } from '../../platform/feature.ts';

/** Hazard logs: taken in, looked at, judged. */
export const hazards: Feature = {
  name: 'hazards',
  verbs: [
    { name: 'import', summary: 'keep a hazard log for a service', load: () => import('./import/cli.ts') },
  ],
  ground: () => import('./ground.ts').then((module) => module.ground),
};
