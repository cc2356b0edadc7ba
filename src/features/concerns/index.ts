import type { Feature } from '../../platform/feature.ts';

/** How anybody says that something is wrong, without an account and without being found out, and reads what came of it. */
export const concerns: Feature = { name: 'concerns' };
