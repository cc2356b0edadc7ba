import type { May } from '../../platform/commands/may.ts';

/** Sees what assessors looked at. */
export const SEES_LOOKS: May = {
  roles: ['administrator', 'clinical safety officer', 'deputy clinical safety officer'],
  where: 'service',
};
