import type { FastifyInstance, FastifyReply } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { pageFor } from '../../platform/http/declared.ts';
import { Refusal } from '../../platform/http/errors.tsx';
import { registerForm, registerPage, valuesOf, valueOf, type PageContext } from '../../platform/http/forms.ts';
import { orRefusal, visitor } from '../../platform/http/pages.tsx';
import { verifierKeyOf } from '../../platform/ledger/checkpoint.ts';
import { momentOf } from '../../platform/ledger/moment-store.ts';
import { dateIn, endOfDay } from '../../platform/london-time.ts';
import { JobFailure, JobPool } from '../../platform/worker/run-job.ts';
import { findService } from '../services/index.ts';
import { madeIn, makePack } from './commands.ts';
import type { PackDocument } from './domain/document.ts';
import { DTAC, dtacIn } from './domain/dtac.ts';
import { packPath, packReference } from './domain/pack.ts';
import { ABOUT, fileName, formatNamed, type Format } from './formats.ts';
import { keptBundle, keptDocument, keptPack } from './keeping.ts';
import { loadPack, standardsToChoose, USUAL_STANDARD } from './load.ts';
import { MakeForm } from './pages/make-form.tsx';
import { PackPage, type PackProps } from './pages/pack.tsx';
import { PacksPage, type PacksProps } from './pages/packs.tsx';
import { packsOf } from './store.ts';
import type { Jobs } from './worker-jobs.ts';

const PACKS = '/services/:service/point-16/pack';
const ONE = `${PACKS}/:pack`;
const may = WHOEVER_SEES_THE_SERVICE;
/** Milliseconds and megabytes: a PDF of all standards takes some seconds. */
const LIMITS = { time: 60_000, memory: 1024, atOnce: 2, waiting: 20 };

/** The pages of packs, and the files themselves: as it stands now, or as it was when a pack was made. */
export function routes(app: FastifyInstance, services: Services): void {
  registerPage(app, services, { path: PACKS, may, load: loadPacks, page: PacksPage });
  registerForm(app, services, {
    path: `${PACKS}/new`,
    command: anyCommand(makePack),
    load: async (tx, { params }) => ({
      service: await findService(tx, params['service'] ?? ''),
      standards: await standardsToChoose(),
    }),
    values: () => ({ standards: [USUAL_STANDARD] }),
    input: (values, { params }) => ({
      service: params['service'],
      standards: valuesOf({ values }, 'standards'),
      ...(valueOf({ values }, 'asAt').trim() === '' ? {} : { asAt: valueOf({ values }, 'asAt') }),
    }),
    page: MakeForm,
    done: (result) => {
      const { service, number, pack } = madeIn(result);
      return { href: packPath(service, number), notice: `${pack} was made, and is kept as it is.` };
    },
  });
  registerPage(app, services, {
    path: ONE,
    may,
    load: async (tx, context) => ({ ...(await loadPackPage(tx, context)), key: verifierKeyOf(services.signer()) }),
    page: PackPage,
  });
  fileRoutes(app, services);
}

function fileRoutes(app: FastifyInstance, services: Services): void {
  const pool = new JobPool<Jobs>(new URL('./worker-jobs.ts', import.meta.url), LIMITS);
  app.addHook('onClose', async () => pool.close());
  const config = pageFor(may);
  const { database, kinds } = services.ground;

  app.get(`${PACKS}/now/:format`, { config }, async (request, reply) => {
    const visit = await visitor(services, request, reply, may);
    if (!visit) return reply;
    const { who, context } = visit;
    return orRefusal(services, reply, who, async () => {
      const format = formatIn(context);
      const document = await database.read(context.organisation, async (tx) => {
        const moment = await momentOf(tx, dayIn(context), context.now);
        const made = { at: context.now, by: context.actor.name };
        const standards = format === 'dtac' ? [DTAC] : standardsIn(context);
        const wanted = { service: context.params['service'] ?? '', standards };
        return (await loadPack(tx, kinds.assessed, wanted, moment, made)).document;
      });
      const name = fileName(document.service.reference, format, dateIn(new Date(document.asAt)));
      return sendFile(reply, name, ABOUT[format].type, await inProcess(pool, format, document));
    });
  });

  app.get(`${ONE}/:format`, { config }, async (request, reply) => {
    const visit = await visitor(services, request, reply, may);
    if (!visit) return reply;
    const { who, context } = visit;
    return orRefusal(services, reply, who, async () => {
      const named = { service: context.params['service'] ?? '', pack: context.params['pack'] ?? '' };
      if (context.params['format'] === 'zip') {
        const { service, pack } = await database.read(context.organisation, (tx) => keptPack(tx, named));
        const bytes = await keptBundle(services.ground, context.organisation, services.signer(), named);
        const name = fileName(service.reference, 'zip', packReference(pack.number));
        return sendFile(reply, name, 'application/zip', Buffer.from(bytes));
      }
      const format = formatIn(context);
      const { pack, document } = await database.read(context.organisation, async (tx) => {
        const kept = await keptPack(tx, named);
        return { pack: kept.pack, document: await keptDocument(tx, kept.pack) };
      });
      if (format === 'dtac' && dtacIn(document) === null)
        throw new NotFound('This pack is not about DTAC. Make one that is.');
      const name = fileName(document.service.reference, format, packReference(pack.number));
      return sendFile(reply, name, ABOUT[format].type, await inProcess(pool, format, document));
    });
  });
}

function sendFile(reply: FastifyReply, name: string, type: string, bytes: Buffer): FastifyReply {
  return reply
    .header('cache-control', 'private, no-store')
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('x-content-type-options', 'nosniff')
    .type(type)
    .send(bytes);
}

async function inProcess(pool: JobPool<Jobs>, format: Format, document: PackDocument): Promise<Buffer> {
  try {
    return Buffer.from(await pool.run('write', { format, document }));
  } catch (error) {
    if (error instanceof JobFailure && ['busy', 'time', 'memory'].includes(error.reason))
      throw new Refusal(503, 'The file could not be written now. Nothing is lost: ask for it again in a minute.');
    throw error;
  }
}

/** @throws NotFound */
function formatIn({ params }: PageContext): Format {
  const format = formatNamed(params['format'] ?? '');
  if (format === null) throw new NotFound('There is no such format.');
  return format;
}

/** The day that the address asks for; null for now. @throws NotFound */
function dayIn({ query }: PageContext): Date | null {
  const text = query['as-at']?.trim() ?? '';
  const at = endOfDay(text);
  if (text !== '' && at === null) throw new NotFound('There is no such day. Give one such as 2026-03-03.');
  return at;
}

/** `?standards=point-16,dtac-c1` */
function standardsIn({ query }: PageContext): string[] {
  return (query['standards'] ?? '').split(',').filter((id) => id !== '');
}

async function loadPacks(tx: ReadTx, context: PageContext): Promise<PacksProps> {
  const service = await findService(tx, context.params['service'] ?? '');
  return { service, packs: await packsOf(tx, service.id), mayMake: context.allows(makePack) };
}

async function loadPackPage(tx: ReadTx, context: PageContext): Promise<Omit<PackProps, 'key'>> {
  const { params } = context;
  const { service, pack } = await keptPack(tx, { service: params['service'] ?? '', pack: params['pack'] ?? '' });
  return { service, pack, document: await keptDocument(tx, pack) };
}
