import Fastify, { LogController, type FastifyInstance } from 'fastify';
import { features } from './features.ts';
import type { Services } from './platform/feature.ts';
import { registerApi } from './platform/http/api.ts';
import { prepareAssets, serveAssets, type Assets } from './platform/http/assets.ts';
import { registerErrors } from './platform/http/errors.tsx';
import { registerHelp } from './platform/http/help.tsx';
import { BODY_LIMIT, registerGuards } from './platform/http/guards.ts';
import { signedIn } from './platform/http/visit.ts';
import { registerSignIn } from './platform/sessions/routes.tsx';

export interface AppOptions {
  /** Whether starts, stops and defects are logged. Nothing that a person sent is in a log. */
  readonly log: boolean;
  /** Requests that one address may send in a minute; 600 unless told. Behind a proxy, everybody has its address. */
  readonly rate?: number;
  /** Styles and scripts, where somebody has begun to prepare them. */
  readonly assets?: Promise<Assets>;
  /** Routes besides those of the features: what a test brings. */
  readonly routes?: (app: FastifyInstance, services: Services) => void;
}

/** Assembles the product from its features, top to bottom. No globals: everything comes in as an argument. */
export async function createApp(
  services: Omit<Services, 'shell' | 'navigation' | 'onServices'>,
  options: AppOptions,
): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    // Nobody sends for longer, or holds a connection without a word.
    requestTimeout: 120_000,
    connectionTimeout: 60_000,
    logger: options.log,
    logController: new LogController({ disableRequestLogging: true }),
  });
  const assets = await (options.assets ?? prepareAssets());
  const navigation = features.flatMap((feature) => feature.navigation ?? []);
  const everybodys = navigation.filter((item) => !item.signedIn).map(({ text, href }) => ({ text, href }));
  const shell = { css: assets.css, js: assets.js, navigation: everybodys };
  const onServices = await Promise.all(features.flatMap((feature) => feature.onServices?.() ?? []));
  const complete: Services = { ...services, shell, navigation, onServices };

  app.server.maxConnections = 1_000;
  await registerGuards(app, { rate: options.rate ?? 600 });
  registerErrors(app, shell);
  serveAssets(app, assets);
  app.get('/', async (request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .redirect((await signedIn(complete, request)) ? '/services' : '/check', 303),
  );
  registerSignIn(app, complete);
  registerHelp(app, complete);
  await registerApi(app, complete);
  options.routes?.(app, complete);
  for (const feature of features) {
    const routes = await feature.routes?.();
    if (routes) await app.register(async (scope) => routes(scope, complete));
  }
  return app;
}
