import type { FastifyInstance } from 'fastify';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import type { Services } from '../../platform/feature.ts';
import { registerPage } from '../../platform/http/forms.ts';
import { lookingAt } from '../../platform/http/looking.ts';
import { findService } from '../services/index.ts';
import { bySort } from './domain.ts';
import { loadFile } from './loading.ts';
import { FilePage } from './pages/file.tsx';
import { retention } from './retention.ts';

/** The page of the clinical risk management file. */
export function routes(app: FastifyInstance, services: Services): void {
  registerPage(app, services, {
    path: '/services/:service/file',
    may: WHOEVER_SEES_THE_SERVICE,
    load: async (tx, context) => {
      const { moment, asAt, wrongDay } = await lookingAt(tx, context);
      const service = await findService(tx, context.params['service'] ?? '', moment);
      const artefacts = await loadFile(tx, service, services.ground.kinds, moment);
      return { service, artefacts, sorts: bySort(artefacts), at: moment.now, asAt, wrongDay, retention: retention() };
    },
    page: FilePage,
  });
}
