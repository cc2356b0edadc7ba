import type { FastifyInstance } from 'fastify';
import type { Services } from '../../platform/feature.ts';
import { takeFiles } from '../../platform/files/sent-forms.ts';
import { officerRoutes } from './officer-routes.tsx';
import { personRoutes } from './person-routes.tsx';

/** The pages of people and of the officers of services. */
export async function routes(app: FastifyInstance, services: Services): Promise<void> {
  await takeFiles(app);
  personRoutes(app, services);
  officerRoutes(app, services);
}
