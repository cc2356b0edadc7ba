import type { FastifyInstance } from 'fastify';
import type { Services } from '../../platform/feature.ts';
import { publicRoutes } from './public-routes.tsx';
import { teamRoutes } from './team-routes.tsx';

/** The room of the team, and what anybody may do. */
export async function routes(app: FastifyInstance, services: Services): Promise<void> {
  teamRoutes(app, services);
  await app.register(async (scope) => publicRoutes(scope, services));
}
