import type { FastifyInstance } from 'fastify';
import { Documents } from '../../documents/render.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import type { Services } from '../../platform/feature.ts';
import { pageFor } from '../../platform/http/declared.ts';
import { orRefusal, visitor } from '../../platform/http/pages.tsx';
import { sendPage } from '../../platform/http/render.ts';
import { workshopReference } from './domain.ts';
import { minutesRecord } from './minutes.ts';
import { MinutesPage } from './pages/minutes.tsx';
import { minutesAt } from './reading.ts';

const MINUTES = '/services/:service/workshops/:workshop/minutes/:version';
const TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

/** A version of the minutes: as a page, and as a file. */
export function minutesRoutes(app: FastifyInstance, services: Services): void {
  const config = pageFor(WHOEVER_SEES_THE_SERVICE);
  app.get(MINUTES, { config }, async (request, reply) => {
    const visit = await visitor(services, request, reply, WHOEVER_SEES_THE_SERVICE);
    if (!visit) return reply;
    const { who, context } = visit;
    return orRefusal(services, reply, who, async () => {
      const of = await services.ground.database.read(context.organisation, (tx) =>
        minutesAt(tx, context.params, context.now),
      );
      const record = minutesRecord({ ...of, organisation: who.organisationName });
      return sendPage(reply, MinutesPage({ of, record }, context));
    });
  });

  const documents = new Documents();
  app.addHook('onClose', async () => documents.close());
  for (const kind of ['pdf', 'docx'] as const)
    app.get(`${MINUTES}/minutes.${kind}`, { config }, async (request, reply) => {
      const visit = await visitor(services, request, reply, WHOEVER_SEES_THE_SERVICE);
      if (!visit) return reply;
      const { who, context } = visit;
      return orRefusal(services, reply, who, async () => {
        const of = await services.ground.database.read(context.organisation, (tx) =>
          minutesAt(tx, context.params, context.now),
        );
        const record = minutesRecord({ ...of, organisation: who.organisationName });
        // The file says when the version was closed: it is the same whenever it is asked for.
        const bytes = await (kind === 'pdf'
          ? documents.recordPdf(record, of.version.at)
          : documents.recordWord(record));
        const name = `${of.service.reference}-${workshopReference(of.workshop.number)}-minutes-${of.version.version}.${kind}`;
        return reply
          .header('cache-control', 'private, no-store')
          .header('content-disposition', `attachment; filename="${name}"`)
          .header('x-content-type-options', 'nosniff')
          .type(TYPES[kind])
          .send(bytes);
      });
    });
}
