import type { Feature } from '../../platform/feature.ts';

/** The home of somebody who is signed in: what waits for them across all of their services, worst first. */
export const desk: Feature = {
  name: 'desk',
  navigation: [{ text: 'Desk', href: '/', signedIn: true, first: true }],
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  jobs: (given) => import('./weekly-mail.ts').then(({ weeklyMail }) => [weeklyMail(given)]),
};
