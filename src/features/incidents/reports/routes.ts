import type { FastifyInstance, FastifyReply } from 'fastify';
import { WHOEVER_SEES_THE_SERVICE } from '../../../platform/commands/may.ts';
import { NotFound } from '../../../platform/commands/problems.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import type { Services } from '../../../platform/feature.ts';
import { pageFor } from '../../../platform/http/declared.ts';
import { Refusal } from '../../../platform/http/errors.tsx';
import { registerPage, type PageContext } from '../../../platform/http/forms.ts';
import { lookingAt } from '../../../platform/http/looking.ts';
import { orRefusal, visitor } from '../../../platform/http/pages.tsx';
import { dateIn, endOfDay } from '../../../platform/london-time.ts';
import { JobFailure, JobPool } from '../../../platform/worker/run-job.ts';
import { findService } from '../../services/index.ts';
import { QUESTION_KEYS, validAnswers, type Answers } from '../domain/reports/lfpse.ts';
import { sheetText } from '../domain/reports/sheet.ts';
import type { ReportSource } from '../domain/reports/source.ts';
import { loadSource } from './load.ts';
import { AdverseEventPage, LfpsePage, LogDownloadPage, MhraPage, ReportsPage } from './pages.tsx';
import { incidentLog, reportOf, type MadeReport, type ReportName } from './queries.ts';
import { NULL_SENDER } from './sender.ts';
import { lfpseTaxonomy } from './taxonomy.ts';
import type { Jobs } from './worker-jobs.ts';
import { LOG_FORMATS, SHEET_FORMATS, TYPES } from './write.ts';

const LIST = '/services/:service/incidents';
const REPORTS = `${LIST}/:incident/reports`;
const may = WHOEVER_SEES_THE_SERVICE;
/** Milliseconds and megabytes: the PDF of a log of hundreds takes some seconds. */
const LIMITS = { time: 60_000, memory: 1024, atOnce: 2, waiting: 20 };

interface Given {
  readonly source: ReportSource;
  readonly answers: Answers;
  readonly made: MadeReport;
}

/** The pages on which reports are prepared, and their files; and the log, whole. */
export function reportRoutes(app: FastifyInstance, services: Services): void {
  registerPage(app, services, {
    path: REPORTS,
    may,
    load: async (tx, context) => ({ source: (await given(tx, context, 'lfpse')).source }),
    page: ReportsPage,
  });
  registerPage(app, services, {
    path: `${REPORTS}/lfpse`,
    may,
    load: async (tx, context) => ({
      ...(await given(tx, context, 'lfpse')),
      taxonomy: lfpseTaxonomy(),
      connection: NULL_SENDER.says,
    }),
    page: LfpsePage,
  });
  registerPage(app, services, {
    path: `${REPORTS}/mhra`,
    may,
    load: (tx, context) => given(tx, context, 'mhra'),
    page: MhraPage,
  });
  registerPage(app, services, {
    path: `${REPORTS}/adverse-event`,
    may,
    load: (tx, context) => given(tx, context, 'adverse-event'),
    page: AdverseEventPage,
  });
  registerPage(app, services, {
    path: `${LIST}/download`,
    may,
    load: async (tx, context) => {
      const { asAt, wrongDay, moment } = await lookingAt(tx, context);
      return { service: await findService(tx, context.params['service'] ?? '', moment), asAt, wrongDay };
    },
    page: LogDownloadPage,
  });
  files(app, services);
}

/** A file that a page hands out. */
interface HandedOut {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

function files(app: FastifyInstance, services: Services): void {
  const pool = new JobPool<Jobs>(new URL('./worker-jobs.ts', import.meta.url), LIMITS);
  app.addHook('onClose', async () => pool.close());
  const file = (path: string, made: (context: PageContext) => Promise<HandedOut>) =>
    app.get(path, { config: pageFor(may) }, async (request, reply) => {
      const visit = await visitor(services, request, reply, may);
      if (!visit) return reply;
      return orRefusal(services, reply, visit.who, async () => sendFile(reply, await made(visit.context)));
    });
  const read = (context: PageContext, report: ReportName) =>
    services.ground.database.read(context.organisation, (tx) => given(tx, context, report));
  const nameOf = ({ source }: Given, end: string) => `${source.service.reference}-${source.incident.reference}-${end}`;

  file(`${REPORTS}/lfpse/lfpse.json`, async (context) => {
    const found = await read(context, 'lfpse');
    return { name: nameOf(found, 'lfpse.json'), type: JSON_TYPE, bytes: jsonBytes(found.made.file) };
  });
  file(`${REPORTS}/lfpse/sheet.txt`, async (context) => {
    const found = await read(context, 'lfpse');
    return { name: nameOf(found, 'lfpse.txt'), type: TEXT_TYPE, bytes: Buffer.from(sheetText(found.made.sheet!)) };
  });
  file(`${REPORTS}/adverse-event/adverse-event.json`, async (context) => {
    const found = await read(context, 'adverse-event');
    if (found.made.file === null) throw new NotFound('Good care is no adverse event: there is no such file.');
    return {
      name: nameOf(found, 'adverse-event.json'),
      type: 'application/fhir+json; charset=utf-8',
      bytes: jsonBytes(found.made.file),
    };
  });
  file(`${REPORTS}/mhra/worksheet.txt`, async (context) => {
    const found = await read(context, 'mhra');
    return { name: nameOf(found, 'mhra.txt'), type: TEXT_TYPE, bytes: Buffer.from(sheetText(found.made.sheet!)) };
  });
  for (const format of SHEET_FORMATS)
    file(`${REPORTS}/mhra/worksheet.${format}`, async (context) => {
      const found = await read(context, 'mhra');
      const from = `${found.source.service.name} (${found.source.service.reference})`;
      const written = inProcess(pool.run('sheet', { format, sheet: found.made.sheet!, from, at: context.now }));
      return { name: nameOf(found, `mhra.${format}`), type: TYPES[format], bytes: await written };
    });
  for (const format of LOG_FORMATS)
    file(`${LIST}/download/log.${format}`, async (context) => {
      const day = context.query['as-at']?.trim() ?? '';
      if (day !== '' && endOfDay(day) === null) throw new NotFound('There is no such day.');
      const input = { service: context.params['service'] ?? '', ...(day === '' ? {} : { asAt: day }) };
      const log = await services.ground.database.read(context.organisation, (tx) =>
        incidentLog.run(tx, input, context.now, context.actor, services.ground.kinds),
      );
      const name = `${log.service.reference}-incident-log-${dateIn(new Date(log.at))}.${format}`;
      return { name, type: TYPES[format], bytes: await inProcess(pool.run('log', { format, log })) };
    });
}

const JSON_TYPE = 'application/json; charset=utf-8';
const TEXT_TYPE = 'text/plain; charset=utf-8';

function jsonBytes(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

function sendFile(reply: FastifyReply, { name, type, bytes }: HandedOut): FastifyReply {
  return reply
    .header('cache-control', 'private, no-store')
    .header('content-disposition', `attachment; filename="${name.replaceAll(/[^\w.-]/gu, '-')}"`)
    .header('x-content-type-options', 'nosniff')
    .type(type)
    .send(Buffer.from(bytes));
}

async function inProcess(writing: Promise<Uint8Array>): Promise<Uint8Array> {
  try {
    return await writing;
  } catch (error) {
    if (error instanceof JobFailure && ['busy', 'time', 'memory'].includes(error.reason))
      throw new Refusal(503, 'The file could not be written now. Nothing is lost: ask for it again in a minute.');
    throw error;
  }
}

async function given(tx: ReadTx, { params, query, now }: PageContext, report: ReportName): Promise<Given> {
  const named = { service: params['service'] ?? '', incident: params['incident'] ?? '' };
  const source = await loadSource(tx, named, now);
  const typed = Object.fromEntries(QUESTION_KEYS.flatMap((key) => (query[key] ? [[key, query[key]]] : []))) as Answers;
  const answers = validAnswers(typed, source.incident.sort, lfpseTaxonomy());
  return { source, answers, made: reportOf(report, source, answers) };
}
