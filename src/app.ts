import Fastify, { LogController, type FastifyInstance } from 'fastify';
import { features } from './features.ts';
import type { Services } from './platform/feature.ts';
import { prepareAssets, serveAssets } from './platform/http/assets.ts';
import { registerErrors } from './platform/http/errors.tsx';
import { BODY_LIMIT, registerGuards } from './platform/http/guards.ts';

export interface AppOptions {
  /** Whether starts, stops and defects are logged. Nothing that a person sent is in a log. */
  readonly log: boolean;
}

/** Assembles the product from its features, top to bottom. No globals: everything comes in as an argument. */
export async function createApp(services: Omit<Services, 'shell'>, options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    // Nobody sends for longer, or holds a connection without a word.
    requestTimeout: 120_000,
    connectionTimeout: 60_000,
    logger: options.log,
    logController: new LogController({ disableRequestLogging: true }),
  });
  const assets = await prepareAssets();
  const shell = { css: assets.css, js: assets.js, navigation: features.flatMap((feature) => feature.navigation ?? []) };
  const complete: Services = { ...services, shell };

  app.server.maxConnections = 1_000;
  await registerGuards(app);
  registerErrors(app, shell);
  serveAssets(app, assets);
  app.get('/', (_request, reply) => reply.redirect('/check', 303));
  for (const feature of features) {
    const routes = await feature.routes?.();
    if (routes) await app.register(async (scope) => routes(scope, complete));
  }
  return app;
}
