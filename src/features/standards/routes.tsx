import type { FastifyInstance } from 'fastify';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import type { Services } from '../../platform/feature.ts';
import { open } from '../../platform/http/declared.ts';
import { registerPage } from '../../platform/http/forms.ts';
import { sendPage } from '../../platform/http/render.ts';
import { shellFor } from '../../platform/http/visit.ts';
import { cataloguesOf } from './assessing.ts';
import { currentCatalogues, handChecks } from './catalogues.ts';
import { engineRoutes } from './engine-routes.ts';
import { findingsRoutes } from './findings/routes.tsx';
import { loadStandard, loadStandards, type Library } from './loading.ts';
import { ChecksPage } from './pages/checks.tsx';
import { StandardsPage } from './pages/list.tsx';
import { besideOf } from './reading-beside.ts';
import { StandardPage } from './pages/standard.tsx';

/** The pages of a service beside standards, and the list of what is looked at. */
export async function routes(app: FastifyInstance, services: Services): Promise<void> {
  const library: Library = {
    cataloguesOf: async (tx, service, moment) => (await cataloguesOf(tx, [service], moment)).get(service)!,
    assessed: services.ground.kinds.assessed,
    beside: besideOf,
    onStandards: services.onStandards,
  };
  registerPage(app, services, {
    path: '/services/:service/point-16',
    may: WHOEVER_SEES_THE_SERVICE,
    load: (tx, context) => loadStandard(tx, context, library, 'point-16'),
    page: StandardPage,
  });
  registerPage(app, services, {
    path: '/services/:service/standards',
    may: WHOEVER_SEES_THE_SERVICE,
    load: (tx, context) => loadStandards(tx, context, library),
    page: StandardsPage,
  });
  registerPage(app, services, {
    path: '/services/:service/standards/:standard',
    may: WHOEVER_SEES_THE_SERVICE,
    load: (tx, context) => loadStandard(tx, context, library, context.params['standard'] ?? ''),
    page: StandardPage,
  });
  app.get(
    '/help/checks',
    { config: open('It explains the product, and holds nothing of anybody.') },
    async (request, reply) =>
      sendPage(
        reply,
        <ChecksPage
          shell={await shellFor(services, request)}
          automatic={library.assessed.flatMap(({ checks }) => checks).filter(({ how }) => how === 'automatic')}
          byHand={handChecks()}
          catalogues={currentCatalogues()}
        />,
      ),
  );
  await engineRoutes(app, services);
  findingsRoutes(app, services);
}
