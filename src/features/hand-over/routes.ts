import type { FastifyInstance } from 'fastify';
import type { Services } from '../../platform/feature.ts';
import { packetRoutes } from './packets/routes.tsx';
import { receivedRoutes } from './received/routes.tsx';

/** The pages of what goes out and of what comes in. */
export async function routes(app: FastifyInstance, services: Services): Promise<void> {
  await packetRoutes(app, services);
  await receivedRoutes(app, services);
}
