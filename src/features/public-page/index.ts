import type { Feature } from '../../platform/feature.ts';

/** What everybody may read of how safe a service is: off until an officer publishes it. */
export const publicPage: Feature = {
  name: 'public-page',
};
