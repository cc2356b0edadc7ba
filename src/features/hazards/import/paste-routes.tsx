import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { anyCommand } from '../../../platform/commands/command.ts';
import { execute } from '../../../platform/commands/execute.ts';
import { InputProblem, KeyReused, NotFound, NotPossible } from '../../../platform/commands/problems.ts';
import type { Services } from '../../../platform/feature.ts';
import { formFor } from '../../../platform/http/declared.ts';
import { FORM_LIMIT, formOf, one, typedIn, type FormValues } from '../../../platform/http/form-body.ts';
import { hiddenFields, KEY_FIELD, TOKEN_FIELD } from '../../../platform/http/form-parts.tsx';
import type { FormContext, PageContext } from '../../../platform/http/forms.ts';
import { mayLook, orRefusal, SignedOutPage, STALE } from '../../../platform/http/pages.tsx';
import { sendPage } from '../../../platform/http/render.ts';
import { contextOf, leadOn, refuseOtherSites, signedIn, toSignIn } from '../../../platform/http/visit.ts';
import { formToken, isFormToken, type SignedIn } from '../../../platform/sessions/sessions.ts';
import { JobPool } from '../../../platform/worker/run-job.ts';
import { carriedByPages, MEANINGS } from '../../log-check/index.ts';
import { logNamed } from '../looking.ts';
import { logPath } from '../pages/addresses.ts';
import { serviceNamed } from '../service-store.ts';
import { diffWithLog, importHazardLog, isEmpty, type Output } from './command.ts';
import { CLASSES } from './diff.ts';
import { DiffPage } from './keep-page.tsx';
import { CarryRows, HowRead, PastePage } from './paste-page.tsx';
import { COMPONENT, PASTED_ROWS, type Pasted, type PastedMeaning, type PastedRequest } from './pasted.ts';
import { countsText } from './showing.ts';
import type { Jobs } from './worker-jobs.ts';

const JOBS = new URL('./worker-jobs.ts', import.meta.url);
const PASTE = '/services/:service/logs/:log/paste';

/** Rows that fit onto the page that shows what they change. */
const MOST_ROWS = 500;
/** Characters: less than a form may bring, for the rows are carried once more with their ticks. */
const LONGEST = 200_000;

/** One press of a button. */
interface Sent {
  readonly who: SignedIn;
  readonly context: PageContext;
  readonly values: FormValues;
  readonly request: Omit<PastedRequest, 'scheme'>;
}

type Page = Awaited<ReturnType<typeof placeOf>>;

/** Rows that are pasted: shown as what they would change, and saved only then. Nothing of them is kept meanwhile. */
export async function pasteRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { LIMITS, refusalOf, untilGone } = await carriedByPages();
  const pool = new JobPool<Jobs>(JOBS, { time: LIMITS.time, memory: LIMITS.memory, atOnce: 1, waiting: 10 });
  app.addHook('onClose', async () => pool.close());
  const config = formFor(importHazardLog);

  app.get(PASTE, { config }, async (request, reply) => {
    const who = await signedIn(services, request);
    if (!who) return toSignIn(request, reply);
    return orRefusal(services, reply, who, async () => {
      await mayLook(services, importHazardLog.may, who, request);
      const context = contextOf(services, request, who);
      return showForm(reply, { who, context, values: {} }, await placeOf(services, context), {});
    });
  });

  /** Reads what was pasted, and hands it on with the log that it is for; or answers with what is wrong. */
  const receive = async (
    request: FastifyRequest,
    reply: FastifyReply,
    go: (sent: Sent, place: Page, read: Pasted) => Promise<FastifyReply>,
  ): Promise<FastifyReply> => {
    refuseOtherSites(request);
    const fields = formOf(request);
    const values = typedIn(fields);
    const who = await signedIn(services, request);
    if (!who)
      return sendPage(reply, <SignedOutPage shell={services.shell} action={request.url} values={values} />, 401);
    return orRefusal(services, reply, who, async () => {
      await mayLook(services, importHazardLog.may, who, request);
      const context = contextOf(services, request, who);
      const sent = { who, context, values, request: requestOf(values) };
      const place = await placeOf(services, context);
      if (!isFormToken(who, one(fields, TOKEN_FIELD)))
        return showForm(reply, sent, place, { refusal: STALE.refusal, status: STALE.status });
      const { text } = sent.request;
      if (text.trim() === '')
        return showForm(reply, sent, place, { problem: 'Paste the rows that you copied in your spreadsheet.' });
      if (text.length > LONGEST)
        return showForm(reply, sent, place, {
          problem: 'This is more than fits on one page. Paste fewer rows at a time, or take the file in.',
        });
      const read = await pool
        .run('rows', { ...sent.request, scheme: place.log.scheme }, untilGone(reply))
        .catch((error: unknown) => refusalOf(error));
      if ('message' in read) return showForm(reply, sent, place, { problem: read.message });
      return go(sent, place, read);
    });
  };

  app.post(PASTE, { config, bodyLimit: FORM_LIMIT }, (request, reply) =>
    receive(request, reply, (sent, place, read) => showDiff(services, reply, sent, place, read, {})),
  );
  app.post(`${PASTE}/save`, { config, bodyLimit: FORM_LIMIT }, (request, reply) =>
    receive(request, reply, async (sent, place, read) => {
      if ('question' in read) return showDiff(services, reply, sent, place, read, {});
      const accept = Object.keys(sent.values).flatMap((name) => (name.startsWith('accept.') ? [name.slice(7)] : []));
      if (accept.length === 0)
        return showDiff(services, reply, sent, place, read, {
          refusal: 'Tick what you accept. What is not ticked stays as it is.',
          ticked: [],
        });
      const key = one(formOf(request), KEY_FIELD);
      const input = {
        service: place.service.reference,
        replaces: place.log.number,
        log: read.log,
        accept,
        version: Number(one(sent.values, 'version')),
      };
      try {
        const { result } = await execute(services.ground, anyCommand(importHazardLog), input, {
          actor: sent.who.actor,
          organisation: sent.who.actor.organisation,
          ...(key === undefined ? {} : { key: `form:hazards/importHazardLog:${key}` }),
        });
        const done = result as unknown as Output;
        return leadOn(services, reply, sent.who, {
          href: logPath(done.service, done.log),
          notice: countsText(done, true),
        });
      } catch (error) {
        const refusal = refusalIn(error);
        return showDiff(services, reply, sent, place, read, { refusal, ticked: accept });
      }
    }),
  );
}

/** Why it was not saved, for the page that shows the differences once more. @throws what no page can put right */
function refusalIn(error: unknown): string {
  if (error instanceof NotPossible || error instanceof InputProblem) return error.message;
  if (error instanceof KeyReused) return 'This page was sent before, and that was done. Look at what differs now.';
  throw error;
}

/** The log whose page it is. @throws NotFound */
async function placeOf(services: Services, { params, organisation, now }: PageContext) {
  return services.ground.database.read(organisation, async (tx) => {
    const moment = { seq: null, now };
    const service = await serviceNamed(tx, params['service']!, moment);
    if (service.retired)
      throw new NotFound(`${service.reference} is retired. To change its hazard log, take it up again first.`);
    return { service, log: await logNamed(tx, service, params, moment) };
  });
}

function requestOf(values: FormValues): Sent['request'] {
  const headed = one(values, 'headed');
  const columns = Object.keys(values).flatMap((name) => {
    const [, letter] = /^column\.([A-Z]{1,3})$/u.exec(name) ?? [];
    const meaning = one(values, name) ?? '';
    return letter !== undefined && isMeaning(meaning) ? [{ letter, meaning }] : [];
  });
  return {
    text: one(values, 'text') ?? '',
    columns: columns.length === 0 ? null : columns,
    headed: headed === undefined ? null : headed === 'yes',
  };
}

function isMeaning(text: string): text is PastedMeaning {
  return text === COMPONENT || Object.hasOwn(MEANINGS, text);
}

interface Wrong {
  readonly problem?: string;
  readonly refusal?: string;
  readonly status?: number;
  readonly asking?: Pasted & { readonly question: string };
}

function showForm(
  reply: FastifyReply,
  { who, context, values }: Pick<Sent, 'who' | 'context' | 'values'>,
  place: Page,
  { problem, refusal, status, asking }: Wrong,
): FastifyReply {
  const wrong = problem !== undefined || refusal !== undefined;
  const form: FormContext = {
    ...context,
    shell: { ...context.shell, wrong },
    values,
    problems: problem === undefined ? [] : [{ field: 'text', message: problem }],
    refusal: refusal ?? null,
    conflict: null,
    hidden: hiddenFields(who, {}),
  };
  const page = PastePage({ ...place, text: one(values, 'text') ?? '', asking: asking ?? null }, form);
  return sendPage(reply, page, status ?? (problem === undefined ? 200 : 422));
}

/** What the rows would change, each with its tick; or the question that comes first. */
async function showDiff(
  services: Services,
  reply: FastifyReply,
  sent: Sent,
  place: Page,
  read: Pasted,
  { refusal = null, ticked }: { readonly refusal?: string | null; readonly ticked?: readonly string[] },
): Promise<FastifyReply> {
  if ('question' in read) {
    if (read.columns.length === 0) return showForm(reply, sent, place, { problem: read.question });
    return showForm(reply, sent, place, { asking: read });
  }
  if (read.log.hazards.length > MOST_ROWS)
    return showForm(reply, sent, place, {
      problem: `These are ${read.log.hazards.length} hazards. Paste at most ${MOST_ROWS} at a time, or take the file in.`,
    });
  const { who, context, request } = sent;
  const replaces = place.log.number;
  const shown = await services.ground.database.read(context.organisation, (tx) =>
    diffWithLog(tx, { service: place.service.reference, replaces, log: read.log }),
  );
  const path = `${logPath(place.service.reference, replaces)}/paste`;
  if (isEmpty(shown.diff)) {
    const notice = 'The rows say the same as the log. There is nothing to save, and nothing was changed.';
    return leadOn(services, reply, who, { href: logPath(place.service.reference, replaces), notice });
  }
  const all = CLASSES.flatMap((name) => shown.diff[name].map(({ row }) => row));
  return sendPage(
    reply,
    <DiffPage
      shell={{ ...context.shell, wrong: refusal !== null }}
      shown={shown}
      files={[PASTED_ROWS]}
      refusal={refusal}
      ticked={new Set(ticked ?? all)}
      now={services.now()}
      pasted={<HowRead read={read} />}
      form={({ children }) => (
        <CarryRows text={request.text} columns={request.columns} headed={request.headed} action={`${path}/save`}>
          {children}
        </CarryRows>
      )}
      carried={{ packed: null, mapping: [], scheme: null }}
      token={formToken(who)}
    />,
    refusal === null ? 200 : 409,
  );
}
