import type { FastifyInstance } from 'fastify';
import type { Services } from '../../platform/feature.ts';
import { engineRoutes } from './engine-routes.ts';
import { findingsRoutes } from './findings/routes.tsx';

/** The pages of standards: what is said that an assessment rests on, and what is judged. */
export async function routes(app: FastifyInstance, services: Services): Promise<void> {
  await engineRoutes(app, services);
  findingsRoutes(app, services);
}
