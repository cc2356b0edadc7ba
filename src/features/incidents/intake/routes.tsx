import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { anyCommand } from '../../../platform/commands/command.ts';
import { execute } from '../../../platform/commands/execute.ts';
import { InputProblem, KeyReused, NotPossible } from '../../../platform/commands/problems.ts';
import type { Services } from '../../../platform/feature.ts';
import { fileIn, takeFiles } from '../../../platform/files/sent-forms.ts';
import { API, callerOf } from '../../../platform/http/api.ts';
import { formFor, open } from '../../../platform/http/declared.ts';
import { formOf, one, typedIn, type FormValues } from '../../../platform/http/form-body.ts';
import { hiddenFields, KEY_FIELD, TOKEN_FIELD } from '../../../platform/http/form-parts.tsx';
import type { FormContext, PageContext } from '../../../platform/http/forms.ts';
import { takeJson } from '../../../platform/http/json-body.ts';
import { mayLook, orRefusal, SignedOutPage, STALE } from '../../../platform/http/pages.tsx';
import { problem, problemFor, sendProblem } from '../../../platform/http/problem-details.ts';
import { sendPage } from '../../../platform/http/render.ts';
import { contextOf, leadOn, refuseOtherSites, signedIn, toSignIn } from '../../../platform/http/visit.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { noticedIn } from '../../../platform/personal-data.ts';
import { logDefect } from '../../../platform/running/requests.ts';
import { isFormToken, type SignedIn } from '../../../platform/sessions/sessions.ts';
import { JobFailure, JobPool } from '../../../platform/worker/run-job.ts';
import { counted } from '../../../words/counting.ts';
import { livingService } from '../../services/index.ts';
import { incidentsPath } from '../domain.ts';
import { alertsIn } from '../domain/intake/alerts.ts';
import {
  incidentsIn,
  LIST_MEANINGS,
  mappingProblem,
  type ListMapping,
  type ListMeaning,
} from '../domain/intake/list.ts';
import { carriedIn, type CarriedList } from './carried.ts';
import { importIncidents, recordAlerts, type TakenList } from './commands.ts';
import { ListFilePage, ListMappingPage } from './pages.tsx';
import type { Jobs } from './worker-jobs.ts';

const IMPORT = '/services/:service/incidents/import';
/** Where a monitoring sends its alerts: the service stands behind the question mark, for their form has no place for it. */
export const ALERT = `${API}/incidents/alert`;
/** Milliseconds and megabytes. */
const LIMITS = { time: 20_000, memory: 1_024, atOnce: 1, waiting: 10 };
/** Bytes of a list that is carried from page to page, as a form has them. */
const CARRIED = 12 * 1024 * 1024;

/** How machines report: a list that somebody takes in, and a monitoring that calls. */
export async function intakeRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const pool = new JobPool<Jobs>(new URL('./worker-jobs.ts', import.meta.url), LIMITS);
  app.addHook('onClose', async () => pool.close());
  listRoutes(app, services);
  await app.register(async (scope) => {
    await takeFiles(scope);
    fileRoute(scope, services, pool);
  });
  await app.register(async (scope) => alertRoute(scope, services));
}

interface Sent {
  readonly who: SignedIn;
  readonly context: PageContext;
  readonly values: FormValues;
}

/** What is shown of a list, or of the form that asks for it. */
interface Shown {
  readonly list: CarriedList | null;
  readonly mapping: ListMapping;
  readonly problem?: string | undefined;
  /** The field that it is about; without it, the first one. */
  readonly field?: string;
  readonly refusal?: string | undefined;
  readonly status?: number;
}

const config = formFor(importIncidents);

function fileRoute(scope: FastifyInstance, services: Services, pool: JobPool<Jobs>): void {
  scope.get(IMPORT, { config }, async (request, reply) => {
    const who = await signedIn(services, request);
    if (!who) return toSignIn(request, reply);
    return orRefusal(services, reply, who, async () => {
      await mayLook(services, importIncidents.may, who, request);
      return show(services, reply, { who, context: contextOf(services, request, who), values: {} }, NOTHING);
    });
  });
  scope.post(IMPORT, { config }, (request, reply) =>
    received(services, request, reply, async (sent) => {
      const file = fileIn(formOf(request)['file']);
      const wrong = (message: string) => show(services, reply, sent, { ...NOTHING, problem: message, status: 422 });
      if (!file) return wrong('Choose the file that holds the list.');
      try {
        const read = await pool.run('list', { name: file.name, bytes: Buffer.from(file.content, 'base64') });
        if (read.reading === null)
          return await wrong('No row looks like headings. Put one row above the list that says what each column is.');
        const { head, headings, mapping } = read.reading;
        const list = { file: read.file, head, headings, sheet: read.sheet, masked: read.masked, leftOut: read.leftOut };
        return await show(services, reply, sent, { list: carriedIn(JSON.stringify(list)), mapping });
      } catch (error) {
        if (!(error instanceof JobFailure) || error.reason === 'defect') throw error;
        return wrong(
          error.reason === 'problem'
            ? error.message
            : 'The list took too long to read, or too much room. Nothing was taken in. Save it as .csv, or split it.',
        );
      }
    }),
  );
}

const NOTHING: Shown = { list: null, mapping: [] };

/** The list comes along from page to page, masked: nothing of it is kept before somebody takes it in. */
function listRoutes(app: FastifyInstance, services: Services): void {
  app.post(`${IMPORT}/take`, { config, bodyLimit: CARRIED }, (request, reply) =>
    received(services, request, reply, async (sent) => {
      const list = carriedIn(one(sent.values, 'list') ?? '');
      if (list === null)
        return show(services, reply, sent, {
          ...NOTHING,
          problem: 'The list did not arrive whole. Choose the file again.',
          status: 400,
        });
      const mapping = list.headings.map((_, index) => meaningIn(one(sent.values, `column.${index}`)));
      const problem = mappingProblem(mapping) ?? undefined;
      if (problem !== undefined || one(sent.values, 'do') !== 'take')
        return show(services, reply, sent, { list, mapping, problem, status: problem === undefined ? 200 : 422 });
      const { taken } = incidentsIn(list.sheet, list, mapping, dateIn(sent.context.now));
      const key = one(formOf(request), KEY_FIELD);
      try {
        const { result } = await execute(
          services.ground,
          anyCommand(importIncidents),
          {
            service: sent.context.params['service'],
            source: one(sent.values, 'source'),
            incidents: taken.map(({ row: _row, occurredOn, openedOn, release, ...incident }) => ({
              ...incident,
              occurredOn: occurredOn ?? '',
              openedOn: openedOn ?? '',
              release: release ?? '',
            })),
          },
          {
            actor: sent.who.actor,
            organisation: sent.who.actor.organisation,
            ...(key === undefined ? {} : { key: `form:incidents/importIncidents:${key}` }),
          },
        );
        const done = result as unknown as TakenList;
        return leadOn(services, reply, sent.who, {
          href: incidentsPath(done.service),
          notice: `${counted(done.taken, 'incident was', 'incidents were')} taken in${done.again === 0 ? '' : `, and ${done.again} were here already`}. Each waits for triage.`,
        });
      } catch (error) {
        const source = error instanceof InputProblem && error.problems.find(({ field }) => field === 'source');
        if (source)
          return show(services, reply, sent, { list, mapping, problem: source.message, field: 'source', status: 422 });
        if (error instanceof KeyReused || error instanceof NotPossible || error instanceof InputProblem)
          return show(services, reply, sent, {
            list,
            mapping,
            refusal: error instanceof KeyReused ? 'This page was sent before, and that was done.' : error.message,
            status: 409,
          });
        throw error;
      }
    }),
  );
}

function meaningIn(text: string | undefined): ListMeaning | null {
  return text !== undefined && Object.hasOwn(LIST_MEANINGS, text) ? (text as ListMeaning) : null;
}

/** Sees who sent a form, and that it is one of ours. */
async function received(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  go: (sent: Sent) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  refuseOtherSites(request);
  const fields = formOf(request);
  const values = typedIn(fields);
  const who = await signedIn(services, request);
  if (!who) return sendPage(reply, <SignedOutPage shell={services.shell} action={request.url} values={{}} />, 401);
  return orRefusal(services, reply, who, async () => {
    await mayLook(services, importIncidents.may, who, request);
    const sent = { who, context: contextOf(services, request, who), values };
    if (!isFormToken(who, one(fields, TOKEN_FIELD)))
      return show(services, reply, sent, { ...NOTHING, refusal: STALE.refusal, status: STALE.status });
    return go(sent);
  });
}

async function show(
  services: Services,
  reply: FastifyReply,
  { who, context, values }: Sent,
  { list, mapping, problem: message, field, refusal, status }: Shown,
): Promise<FastifyReply> {
  const service = await services.ground.database.read(context.organisation, (tx) =>
    livingService(tx, context.params['service'] ?? ''),
  );
  const form: FormContext = {
    ...context,
    shell: { ...context.shell, wrong: message !== undefined || refusal !== undefined },
    values,
    problems: message === undefined ? [] : [{ field: field ?? (list === null ? 'file' : 'column.0'), message }],
    refusal: refusal ?? null,
    conflict: null,
    hidden: hiddenFields(who, {}),
  };
  const source = one(values, 'source') ?? '';
  if (list === null) return sendPage(reply, ListFilePage({ service, source }, form), status ?? 200);
  const understood = incidentsIn(list.sheet, list, mapping, dateIn(context.now));
  const noticed = understood.taken.flatMap(({ row, title, what }) => {
    const words = noticedIn(`${title}\n${what}`).map((one) => one.words);
    return words.length === 0 ? [] : [{ row, words }];
  });
  const page = ListMappingPage({ service, source, list, mapping, understood, noticed }, form);
  return sendPage(reply, page, status ?? 200);
}

/** A monitoring that calls: in its own form, with a token in the header. */
function alertRoute(scope: FastifyInstance, services: Services): void {
  takeJson(scope);
  scope.setErrorHandler((error: FastifyError, request, reply) => {
    const known = problemFor(error);
    if (known) return sendProblem(reply, known);
    logDefect(request, error);
    return sendProblem(reply, problem('defect', 'Nothing was changed. Try again; if it happens again, tell us.'));
  });
  const why = 'It finds out who calls as every operation does, and carries out recordAlerts, which says who may.';
  scope.post(ALERT, { config: open(why) }, async (request, reply) => {
    const caller = await callerOf(services, request);
    if ('status' in caller) return sendProblem(reply, caller);
    const service = new URLSearchParams(request.url.split('?')[1] ?? '').get('service');
    if (service === null)
      throw new InputProblem([{ field: 'service', message: 'Name the service behind the address: ?service=DEMO.' }]);
    const alerts = alertsIn(request.body);
    if ('problem' in alerts) throw new InputProblem([{ field: 'alerts', message: alerts.problem }]);
    const input = {
      service,
      alerts: alerts.map(({ startedAt, ...alert }) => ({ ...alert, startedAt: startedAt?.toISOString() ?? null })),
    };
    const { seq, result } = await execute(services.ground, anyCommand(recordAlerts), input, caller);
    return reply.header('cache-control', 'no-store').type('application/json; charset=utf-8').send({ seq, result });
  });
}
