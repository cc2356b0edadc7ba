import type { Feature } from '../../platform/feature.ts';

/** The gate: whether a release may go, with reasons; the policy by which it is asked, and who overrode it. */
export const gate: Feature = {
  name: 'gate',
};
