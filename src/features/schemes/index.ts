import type { Feature } from '../../platform/feature.ts';

export * from './domain.ts';
export { schemeVersion } from './version.ts';

/** Risk schemes: versioned data that a plan declares. Its pages come with the plan. */
export const schemes: Feature = { name: 'schemes' };
