import type { FastifyInstance } from 'fastify';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import type { Services } from '../../platform/feature.ts';
import { registerPage } from '../../platform/http/forms.ts';
import { lookingAt } from '../../platform/http/looking.ts';
import { findService } from '../services/index.ts';
import { bySort, notStanding } from './domain.ts';
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
      const open = notStanding(artefacts, moment.now);
      const onlyOpen = context.query['show'] === 'open';
      const shown = bySort(onlyOpen ? open : artefacts);
      const at = moment.now;
      return { service, artefacts, open: open.length, onlyOpen, shown, at, asAt, wrongDay, retention: retention() };
    },
    page: FilePage,
  });
}
