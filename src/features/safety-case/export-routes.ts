import type { FastifyInstance } from 'fastify';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { Services } from '../../platform/feature.ts';
import { pageFor } from '../../platform/http/declared.ts';
import { Refusal } from '../../platform/http/errors.tsx';
import type { PageContext } from '../../platform/http/forms.ts';
import { orRefusal, visitor } from '../../platform/http/pages.tsx';
import { momentOf } from '../../platform/ledger/moment-store.ts';
import { dateIn, endOfDay } from '../../platform/london-time.ts';
import { JobFailure, JobPool } from '../../platform/worker/run-job.ts';
import { ABOUT, fileName, formatNamed, type Format } from './formats.ts';
import { reportToHand } from './reading.ts';
import type { ReportDocument } from './report-document.ts';
import type { Jobs } from './worker-jobs.ts';

const may = WHOEVER_SEES_THE_SERVICE;
/** Milliseconds and megabytes: a PDF of some thousand hazards takes seconds. */
const LIMITS = { time: 60_000, memory: 1024, atOnce: 2, waiting: 20 };

/** The files of reports: `/services/DEMO/reports/CSCR-3/export/pdf`, with `?as-at=2026-03-03` as they were on a day. */
export function exportRoutes(app: FastifyInstance, services: Services): void {
  const pool = new JobPool<Jobs>(new URL('./worker-jobs.ts', import.meta.url), LIMITS);
  app.addHook('onClose', async () => pool.close());
  const { database, kinds } = services.ground;
  app.get('/services/:service/reports/:report/export/:format', { config: pageFor(may) }, async (request, reply) => {
    const visit = await visitor(services, request, reply, may);
    if (!visit) return reply;
    const { who, context } = visit;
    return orRefusal(services, reply, who, async () => {
      const format = formatNamed(context.params['format'] ?? '');
      if (format === null) throw new NotFound('There is no such format.');
      const document = await database.read(context.organisation, async (tx) => {
        const moment = await momentOf(tx, dayIn(context), context.now);
        const named = { service: context.params['service'] ?? '', report: context.params['report'] ?? '' };
        const made = { at: context.now, by: context.actor.name };
        return reportToHand(tx, kinds, named, moment, made);
      });
      // Read before, and written when nothing of the database is held any more.
      const bytes = await inProcess(pool, format, document);
      const name = fileName(document, format, dateIn(new Date(document.asAt)));
      return reply
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('x-content-type-options', 'nosniff')
        .type(ABOUT[format].type)
        .send(bytes);
    });
  });
}

async function inProcess(pool: JobPool<Jobs>, format: Format, document: ReportDocument): Promise<Buffer> {
  try {
    return Buffer.from(await pool.run('write', { format, document }));
  } catch (error) {
    if (error instanceof JobFailure && ['busy', 'time', 'memory'].includes(error.reason))
      throw new Refusal(503, 'The file could not be written now. Nothing is lost: ask for it again in a minute.');
    throw error;
  }
}

/** The day that the address asks for; null for now. @throws NotFound */
function dayIn({ query }: PageContext): Date | null {
  const text = query['as-at']?.trim() ?? '';
  const at = endOfDay(text);
  if (text !== '' && at === null) throw new NotFound('There is no such day. Give one such as 2026-03-03.');
  return at;
}
