import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature } from '../../platform/feature.ts';

export { SEES_LOOKS } from './seeing.ts';

/** How programs and assessors come in: tokens of one’s own, and what was looked at. */
export const access: Feature = {
  name: 'access',
  verbs: [{ name: 'token', summary: 'make a token for a program', load: () => import('./cli.ts') }],
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
};

/** Whether somebody assesses a service, or has looked at it as an assessor. @param service its reference */
export async function isAssessed(tx: ReadTx, service: string): Promise<boolean> {
  return (await import('./store.ts')).isAssessed(tx, service);
}
