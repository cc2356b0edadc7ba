import type { FastifyInstance } from 'fastify';
import type { Services } from '../../platform/feature.ts';
import { aboutRoutes } from './about/routes.tsx';
import { checkRoutes } from './checks/routes.tsx';
import { editionRoutes } from './editions/routes.tsx';

/** The pages on which something is said that an assessment rests on: answers, checks by hand, the edition. */
export async function engineRoutes(app: FastifyInstance, services: Services): Promise<void> {
  aboutRoutes(app, services);
  editionRoutes(app, services);
  // What takes files reads its forms in another way than the rest.
  await app.register(async (scope) => checkRoutes(scope, services));
}
