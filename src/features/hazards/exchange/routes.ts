import type { FastifyInstance } from 'fastify';
import { WHOEVER_SEES_THE_SERVICE } from '../../../platform/commands/may.ts';
import { NotFound } from '../../../platform/commands/problems.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import type { Services } from '../../../platform/feature.ts';
import { pageFor } from '../../../platform/http/declared.ts';
import { Refusal } from '../../../platform/http/errors.tsx';
import { registerPage, type PageContext } from '../../../platform/http/forms.ts';
import { orRefusal, visitor } from '../../../platform/http/pages.tsx';
import { dateIn } from '../../../platform/london-time.ts';
import { JobFailure, JobPool } from '../../../platform/worker/run-job.ts';
import { logsOf } from '../list-store.ts';
import { lookingAt } from '../looking.ts';
import { serviceNamed } from '../service-store.ts';
import { ABOUT, formatNamed } from './formats.ts';
import { jsonOf } from './formats/json.ts';
import { loadDocument } from './load.ts';
import { DownloadPage, type DownloadPageProps } from './page.tsx';
import type { Jobs } from './worker-jobs.ts';

const LOG = '/services/:service/logs/:log';
const may = WHOEVER_SEES_THE_SERVICE;
/** Milliseconds and megabytes: a PDF of five hundred hazards takes some seconds. */
const LIMITS = { time: 90_000, memory: 1024, atOnce: 2, waiting: 20 };

/** The page on which a format is chosen, and the files themselves. */
export function exchangeRoutes(app: FastifyInstance, services: Services): void {
  registerPage(app, services, { path: `${LOG}/download`, may, load: loadDownload, page: DownloadPage });
  const pool = new JobPool<Jobs>(new URL('./worker-jobs.ts', import.meta.url), LIMITS);
  app.addHook('onClose', async () => pool.close());
  app.get(`${LOG}/download/:format`, { config: pageFor(may) }, async (request, reply) => {
    const visit = await visitor(services, request, reply, may);
    if (!visit) return reply;
    const { who, context } = visit;
    return orRefusal(services, reply, who, async () => {
      const format = formatNamed(context.params['format'] ?? '');
      if (format === null) throw new NotFound('There is no such format.');
      const { service, document } = await services.ground.database.read(context.organisation, async (tx) => {
        const { moment, wrongDay } = await lookingAt(tx, context);
        if (wrongDay !== null) throw new NotFound('There is no such day.');
        return loadDocument(tx, { service: context.params['service']!, log: numberIn(context) }, moment);
      });
      const writing = { log: document, service: service.name, at: context.now };
      // Read before, and written when nothing of the database is held any more.
      const bytes = format === 'json' ? Buffer.from(jsonOf(document)) : await inProcess(pool, { ...writing, format });
      const day = dateIn(document.asAt === null ? context.now : new Date(document.asAt));
      const name = `${service.reference}-hazard-log-${document.log?.number ?? 1}-${day}.${ABOUT[format].end}`;
      return reply
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `attachment; filename="${name.replaceAll(/[^\w.-]/gu, '-')}"`)
        .header('x-content-type-options', 'nosniff')
        .type(ABOUT[format].type)
        .send(bytes);
    });
  });
}

async function inProcess(pool: JobPool<Jobs>, writing: Parameters<Jobs['write']>[0]): Promise<Buffer> {
  try {
    return Buffer.from(await pool.run('write', writing));
  } catch (error) {
    if (error instanceof JobFailure && ['busy', 'time', 'memory'].includes(error.reason))
      throw new Refusal(503, 'The file could not be written now. Nothing is lost: ask for it again in a minute.');
    if (error instanceof JobFailure && error.reason === 'problem') throw new Refusal(422, error.message);
    throw error;
  }
}

/** @throws NotFound */
function numberIn({ params }: PageContext): number {
  const text = params['log'] ?? '';
  if (!/^[1-9]\d{0,6}$/u.test(text)) throw new NotFound('There is no such hazard log.');
  return Number(text);
}

async function loadDownload(tx: ReadTx, context: PageContext): Promise<DownloadPageProps> {
  const { moment, asAt, wrongDay } = await lookingAt(tx, context);
  const service = await serviceNamed(tx, context.params['service']!, moment);
  const [log] = await logsOf(tx, service.id, moment, numberIn(context));
  if (!log) throw new NotFound('There is no such hazard log.');
  return { service, log: { number: log.number, title: log.title }, asAt, wrongDay };
}
