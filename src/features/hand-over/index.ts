import type { Feature } from '../../platform/feature.ts';

/** What goes from who makes a service to who deploys it, and what comes back. */
export const handOver: Feature = {
  name: 'hand-over',
  verbs: [
    {
      name: 'supplier',
      summary: 'take in what a supplier sends who does not use Primum, and say what is missing',
      load: () => import('./received/cli.ts'),
    },
  ],
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.ts').then((module) => module.routes),
  onDesk: () => import('./received/on-desk.ts').then((module) => module.receivedOnDesk),
  onServices: async () => ({ inCase: (await import('./received/in-case.ts')).deploymentsInCase }),
};
