import type { Feature } from '../../platform/feature.ts';

/** What goes from who makes a service to who deploys it, and what comes back. */
export const handOver: Feature = {
  name: 'hand-over',
  verbs: [
    {
      name: 'packet',
      summary: 'list and write hand-over packets, take in answers',
      load: () => import('./packets/cli.ts'),
    },
  ],
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.ts').then((module) => module.routes),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
  onServices: () => import('./on-services.ts').then((module) => module.onServices),
  onSubjects: () => import('./on-subjects.ts').then((module) => module.onSubjects),
};
