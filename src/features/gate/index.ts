import type { Feature } from '../../platform/feature.ts';

export { gatePath, releaseGatePath } from './domain.ts';

/** The gate: whether a release may go, with reasons; the policy by which it is asked, and who overrode it. */
export const gate: Feature = {
  name: 'gate',
  ground: () => import('./ground.ts').then((module) => module.ground),
};
