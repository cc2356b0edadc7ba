import type { Feature } from '../../platform/feature.ts';

/** What goes from who makes a service to who deploys it, and what comes back. */
export const handOver: Feature = {
  name: 'hand-over',
  verbs: [
    {
      name: 'packet',
      summary: 'list, write and take in hand-over packets, and their answers',
      load: () => import('./cli.ts'),
    },
    {
      name: 'supplier',
      summary: 'take in what a supplier sends who does not use Primum, and say what is missing',
      load: () => import('./received/cli.ts'),
    },
  ],
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.ts').then((module) => module.routes),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
  onServices: () => import('./on-services.ts').then((module) => module.onServices),
  onSubjects: () => import('./on-subjects.ts').then((module) => module.onSubjects),
};
