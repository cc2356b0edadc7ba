import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { v7 as newId } from 'uuid';
import { features } from './features.ts';
import { registerAccount } from './platform/accounts/account-routes.tsx';
import type { Services } from './platform/feature.ts';
import { registerFiles } from './platform/files/routes.ts';
import { registerApi } from './platform/http/api.ts';
import { declarationProblems, watchRoutes } from './platform/http/declared.ts';
import { prepareAssets, serveAssets, type Assets } from './platform/http/assets.ts';
import { refuseAddress, registerErrors } from './platform/http/errors.tsx';
import { registerHelp } from './platform/http/help.tsx';
import { BODY_LIMIT, registerGuards } from './platform/http/guards.ts';
import { registerWhoMay } from './platform/http/who-may.tsx';
import { shellFor } from './platform/http/visit.ts';
import { registerDecisions } from './platform/mail/decisions.tsx';
import { registerMailbox } from './platform/mail/mailbox.tsx';
import { createMail, type Mail } from './platform/mail/send.ts';
import { connectProviders } from './platform/providers/connect.ts';
import { registerProviders } from './platform/providers/routes.tsx';
import type { ProviderSettings } from './platform/providers/settings.ts';
import { registerHealth } from './platform/running/health.ts';
import { Metrics } from './platform/running/metrics.ts';
import { registerRequests } from './platform/running/requests.ts';
import { registerSignIn } from './platform/sessions/routes.tsx';

export interface AppOptions {
  /** Where requests and defects are logged, if anywhere. Nothing that a person sent is in a log. */
  readonly log: FastifyBaseLogger | false;
  /** What is measured; without it, a measure of its own. */
  readonly metrics?: Metrics;
  /** Whether anybody may read the measurements: otherwise only programs on this computer do. */
  readonly openMetrics?: boolean;
  /** How mail is sent; without it, mail is kept for a developer to look at. */
  readonly mail?: Mail;
  /** The identity providers that people may come in through. */
  readonly providers?: readonly ProviderSettings[];
  /** The key that signs checkpoints of what leaves the house; without it, nothing that has to be signed does. */
  readonly signer?: Services['signer'];
  /** Requests that one address may send in a minute; 600 unless told. Behind a proxy, everybody has its address. */
  readonly rate?: number;
  /** Addresses of proxies in front, whose word on who sent a request is believed; nobody's unless told. */
  readonly proxies?: readonly string[];
  /** Styles and scripts, where somebody has begun to prepare them. */
  readonly assets?: Promise<Assets>;
  /** Routes besides those of the features: what a test brings. */
  readonly routes?: (app: FastifyInstance, services: Services) => void;
}

/** What is put together here. */
type Folded =
  | 'shell'
  | 'navigation'
  | 'onServices'
  | 'onSubjects'
  | 'onStandards'
  | 'onReports'
  | 'onDesk'
  | 'onProviderSignIn'
  | 'onMembers'
  | 'providers'
  | 'mail'
  | 'signer';

/** Assembles the product from its features, top to bottom. No globals: everything comes in as an argument. */
export async function createApp(services: Omit<Services, Folded>, options: AppOptions): Promise<FastifyInstance> {
  const secure = services.url.startsWith('https:');
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    // Nobody sends for longer, or holds a connection without a word.
    requestTimeout: 60_000,
    connectionTimeout: 60_000,
    trustProxy: options.proxies ? [...options.proxies] : false,
    ...(options.log ? { loggerInstance: options.log } : { logger: false }),
    genReqId: () => newId(),
    frameworkErrors: (_error, request, reply) => void refuseAddress(request, reply, secure),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request' }),
  });
  const assets = await (options.assets ?? prepareAssets());
  const navigation = features
    .flatMap((feature) => feature.navigation ?? [])
    .toSorted((a, b) => Number(a.last ?? false) - Number(b.last ?? false))
    .toSorted((a, b) => Number(b.first ?? false) - Number(a.first ?? false));
  const everybodys = navigation.filter((item) => !item.signedIn).map(({ text, href }) => ({ text, href }));
  const shell = { css: assets.css, js: assets.js, navigation: everybodys };
  const onServices = await Promise.all(features.flatMap((feature) => feature.onServices?.() ?? []));
  const onSubjects = (await Promise.all(features.flatMap((feature) => feature.onSubjects?.() ?? []))).flat();
  const onStandards = await Promise.all(features.flatMap((feature) => feature.onStandards?.() ?? []));
  const onReports = await Promise.all(features.flatMap((feature) => feature.onReports?.() ?? []));
  const onDesk = await Promise.all(features.flatMap((feature) => feature.onDesk?.() ?? []));
  const onProviderSignIn = await Promise.all(features.flatMap((feature) => feature.onProviderSignIn?.() ?? []));
  const onMembers = await Promise.all(features.flatMap((feature) => feature.onMembers?.() ?? []));
  const providers = connectProviders(options.providers ?? []);
  const { database } = services.ground;
  const metrics = options.metrics ?? new Metrics({ version: services.version, pools: () => database.pools });
  const mail = options.mail ?? createMail({ now: services.now, sealing: services.ground.sealing, begin: null });
  const ground: Services['ground'] = { ...services.ground, mail, observe: (...command) => metrics.command(...command) };
  const folded = {
    mail,
    shell,
    navigation,
    onServices,
    onSubjects,
    onStandards,
    onReports,
    onDesk,
    onProviderSignIn,
    onMembers,
    providers,
    signer: options.signer ?? noSigner,
  };
  const complete: Services = { ...services, ground, ...folded };

  app.server.maxConnections = 1_000;
  app.server.headersTimeout = 10_000;
  watchRoutes(app);
  registerRequests(app, metrics);
  await registerGuards(app, { rate: options.rate ?? 600, secure });
  registerErrors(app, shell, (request) => shellFor(complete, request));
  serveAssets(app, assets);
  const { ready } = services;
  registerHealth(app, { ready, ping: () => database.ping(), metrics, openMetrics: options.openMetrics === true });
  registerSignIn(app, complete);
  registerProviders(app, complete);
  registerAccount(app, complete);
  registerHelp(app, complete);
  registerWhoMay(app, complete);
  registerFiles(app, complete);
  registerMailbox(app, complete);
  registerDecisions(app, complete);
  await registerApi(app, complete);
  options.routes?.(app, complete);
  for (const feature of features) {
    const routes = await feature.routes?.();
    if (routes) await app.register(async (scope) => routes(scope, complete));
  }
  const problems = declarationProblems(app.declaredRoutes, complete.commands, complete.queries);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return app;
}

function noSigner(): never {
  throw new Error('This app was made without a key that signs checkpoints.');
}
