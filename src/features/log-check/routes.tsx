import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../platform/http/errors.tsx';
import { open } from '../../platform/http/declared.ts';
import { sendHtml, sendPage } from '../../platform/http/render.ts';
import type { Services } from '../../platform/feature.ts';
import { shellFor } from '../../platform/http/visit.ts';
import { JobFailure, JobPool } from '../../platform/worker/run-job.ts';
import { NHS_SCHEME } from '../schemes/index.ts';
import { UploadPage } from './pages/upload.tsx';
import { LIMITS } from './reading/limits.ts';
import { FORM_LIMITS, readForm, requestOf } from './uploads.ts';
import type { CheckRequest, Download, Jobs } from './worker-jobs.tsx';

const JOBS = new URL('./worker-jobs.tsx', import.meta.url);
/** Loaded when it is asked for: it makes a workbook. */
const sample = () => import('./sample.ts');
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const DOWNLOADS: Record<Download, { readonly type: string; readonly name: string }> = {
  xlsx: { type: XLSX, name: 'hazard-log-corrected.xlsx' },
  json: { type: 'application/json; charset=utf-8', name: 'hazard-log-check.json' },
  csv: { type: 'text/csv; charset=utf-8', name: 'hazard-log-findings.csv' },
};

/** The pages of the first door. Each POST brings the log along; nothing is kept between two of them. */
export async function routes(app: FastifyInstance, services: Services): Promise<void> {
  const { now } = services;
  await app.register(multipart, { limits: FORM_LIMITS });
  const pool = new JobPool<Jobs>(JOBS, { time: LIMITS.time, memory: LIMITS.memory, atOnce: 2, waiting: 20 });
  app.addHook('onClose', async () => pool.close());
  const upload = async (reply: FastifyReply, status: number, problem?: string) =>
    sendPage(reply, <UploadPage shell={await shellFor(services, reply.request)} problem={problem} />, status);

  /** The report, or what only a person can say; what cannot be read leads back to the first page with the reason. */
  async function answer(reply: FastifyReply, request: CheckRequest, columns = false): Promise<FastifyReply> {
    try {
      const asAt = now().toISOString();
      const shell = await shellFor(services, reply.request);
      const offered = await Promise.all(services.onReports.map((one) => one.offer(services, reply.request)));
      const offers = offered.filter((offer) => offer !== null);
      const page = await pool.run('page', { ...request, shell, asAt, columns, offers }, untilGone(reply));
      return sendHtml(reply, page.html, page.status);
    } catch (error) {
      const { status, message } = refusalOf(error);
      return upload(reply, status, message);
    }
  }
  const config = open('The first door needs no account, and keeps nothing.');
  const post = (path: string, columns?: boolean) =>
    app.post(path, { config }, async (request, reply) => answer(reply, requestOf(await readForm(request)), columns));

  app.get('/check', { config }, (_request, reply) => upload(reply, 200));
  app.post('/check', { config }, async (request, reply) => {
    try {
      return await answer(reply, requestOf(await readForm(request)));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return upload(reply, error.statusCode, error.message);
    }
  });
  post('/check/report');
  post('/check/columns', true);
  app.post('/check/download', { config }, async (request, reply) => download(request, reply));
  app.post('/check/sample', { config }, async (_request, reply) => {
    const { SAMPLE_NAME, sampleLog } = await sample();
    return answer(reply, { files: [{ name: SAMPLE_NAME, bytes: sampleLog() }], mapping: [], scheme: null });
  });
  app.get('/check/sample.xlsx', { config }, async (_request, reply) => {
    const { SAMPLE_NAME, sampleLog } = await sample();
    return reply.type(XLSX).header('content-disposition', `attachment; filename="${SAMPLE_NAME}"`).send(sampleLog());
  });
  // Made once: it takes longer than any page, and whoever is not signed in may ask for it.
  let template: Promise<Buffer> | undefined;
  app.get('/check/template.xlsx', { config }, async (_request, reply) => {
    template ??= emptyLog();
    return reply
      .type(XLSX)
      .header('content-disposition', 'attachment; filename="hazard-log-template.xlsx"')
      .send(await template);
  });
  // Somebody who comes back to an address that only a button leads to starts at the beginning.
  for (const path of ['/check/report', '/check/columns', '/check/download', '/check/sample']) {
    app.get(path, { config }, (_request, reply) => reply.redirect('/check', 303));
  }

  async function download(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const form = await readForm(request);
    const format = form.fields.get('format') ?? '';
    if (!isDownload(format))
      throw new Refusal(400, 'That kind of download does not exist. Go back, and choose one on the page.');
    try {
      const bytes = await pool.run('download', { ...requestOf(form), format }, untilGone(reply));
      const { type, name } = DOWNLOADS[format];
      return reply
        .type(type)
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'no-store')
        .send(Buffer.from(bytes));
    } catch (error) {
      if (error instanceof Refusal) throw error;
      const { status, message } = refusalOf(error);
      throw new Refusal(status, message);
    }
  }
}

/** A log without hazards, with the NHS matrix beside it. */
async function emptyLog(): Promise<Buffer> {
  const { matrixRows, templateOf } = await import('./showing/workbook.ts');
  return templateOf(matrixRows({ scheme: { scheme: NHS_SCHEME, origin: 'default', how: '', place: null } }));
}

function isDownload(format: string): format is Download {
  return Object.hasOwn(DOWNLOADS, format);
}

/** Ends when the browser has gone before its answer: nobody waits for the job any more. */
export function untilGone(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** What went wrong with a job, in words for the person. @throws what is nobody's fault */
export function refusalOf(error: unknown): { readonly status: number; readonly message: string } {
  if (!(error instanceof JobFailure)) throw error;
  switch (error.reason) {
    case 'problem':
      return { status: 422, message: error.message };
    case 'time':
      return {
        status: 422,
        message: `Reading this took longer than ${LIMITS.time / 1000} seconds, and we stopped. Remove sheets that are not the log, and try again.`,
      };
    case 'memory':
      return {
        status: 422,
        message:
          'Reading this needs more memory than one log may have. Remove sheets that are not the log, and try again.',
      };
    case 'gone':
      return { status: 400, message: 'The answer was not waited for. Send the file again.' };
    case 'busy':
      return { status: 503, message: 'Too many logs are being checked at this moment. Wait a minute, and try again.' };
    default:
      throw error;
  }
}
