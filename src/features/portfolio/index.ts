import { TEAM } from '../../platform/commands/may.ts';
import type { Feature } from '../../platform/feature.ts';

/** All services of an organisation beside each other: what is stale, what is missing, what trusts are asked. */
export const portfolio: Feature = {
  name: 'portfolio',
  navigation: [{ text: 'Portfolio', href: '/portfolio', signedIn: true, may: { roles: TEAM, where: 'anywhere' } }],
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  jobs: (given) => import('./job.ts').then(({ workOutSummaries }) => [workOutSummaries(given)]),
};
