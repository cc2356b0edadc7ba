import type { Feature } from '../../platform/feature.ts';

/** The argument: why the service is thought to be safe, as claims that rest on live evidence (GSN). */
export const argument: Feature = {
  name: 'argument',
};
