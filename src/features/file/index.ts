import type { Feature } from '../../platform/feature.ts';

/** The clinical risk management file: everything that is kept of a service, and how it stands. */
export const file: Feature = {
  name: 'file',
};
