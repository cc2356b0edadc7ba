import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { anyCommand } from '../../../platform/commands/command.ts';
import { authorise } from '../../../platform/commands/may.ts';
import { execute } from '../../../platform/commands/execute.ts';
import { Denied, InputProblem, KeyReused, NotFound, NotPossible } from '../../../platform/commands/problems.ts';
import type { Services } from '../../../platform/feature.ts';
import { open, uploadFor } from '../../../platform/http/declared.ts';
import { Refusal } from '../../../platform/http/errors.tsx';
import { KEY_FIELD, TOKEN_FIELD } from '../../../platform/http/form-parts.tsx';
import { sendPage } from '../../../platform/http/render.ts';
import { leadOn, refuseOtherSites, shellOf, signedIn } from '../../../platform/http/visit.ts';
import { formToken, isFormToken, type SignedIn } from '../../../platform/sessions/sessions.ts';
import { JobPool } from '../../../platform/worker/run-job.ts';
import { carriedByPages, type CheckRequest } from '../../log-check/index.ts';
import { logPath } from '../pages/addresses.ts';
import { diffWithLog, importHazardLog, isEmpty, type Output } from './command.ts';
import { DiffPage } from './keep-page.tsx';
import type { ImportedLog } from './shape.ts';
import { countsText } from './showing.ts';
import type { Jobs } from './worker-jobs.ts';

const JOBS = new URL('./worker-jobs.ts', import.meta.url);

type Carrying = Awaited<ReturnType<typeof carriedByPages>>;
type Fields = ReadonlyMap<string, string>;

/** One press of a button: what was sent, by whom. */
interface Sent {
  readonly fields: Fields;
  readonly request: CheckRequest;
  readonly log: ImportedLog;
  readonly who: SignedIn;
}

/** Keeping the log of a report. Each POST brings the log along; nothing is kept before a person has decided. */
export async function keepRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const carrying = await carriedByPages();
  const { LIMITS, FORM_LIMITS } = carrying;
  await app.register(multipart, { limits: FORM_LIMITS });
  const pool = new JobPool<Jobs>(JOBS, { time: LIMITS.time, memory: LIMITS.memory, atOnce: 1, waiting: 10 });
  app.addHook('onClose', async () => pool.close());
  const sent = (request: FastifyRequest, reply: FastifyReply) => receive(services, carrying, pool, request, reply);

  const config = uploadFor(importHazardLog);
  app.post('/check/keep', { config }, async (request, reply) => {
    const one = await sent(request, reply);
    const { service, replaces } = chosen(one.fields);
    if (replaces !== null) return showDiff(services, carrying, reply, one, { service, replaces, refusal: null });
    return keep(services, reply, one, { service, log: one.log });
  });
  app.post('/check/keep/accept', { config }, async (request, reply) => {
    const one = await sent(request, reply);
    const { service, replaces } = chosen(one.fields);
    if (replaces === null) throw lost();
    const accept = [...one.fields.keys()].flatMap((name) => (name.startsWith('accept.') ? [name.slice(7)] : []));
    const shown = { service, replaces };
    if (accept.length === 0) {
      const refusal = 'Tick what you accept. What is not ticked stays as it is.';
      return showDiff(services, carrying, reply, one, { ...shown, refusal });
    }
    try {
      const version = Number(one.fields.get('version'));
      return await keep(services, reply, one, { service, replaces, accept, version, log: one.log });
    } catch (error) {
      if (!(error instanceof Refusal) || error.statusCode !== 409) throw error;
      return showDiff(services, carrying, reply, one, { ...shown, refusal: error.message, ticked: accept });
    }
  });
  // Somebody who comes back to an address that only a button leads to starts at the beginning.
  for (const path of ['/check/keep', '/check/keep/accept'])
    app.get(path, { config: open('It leads to the first door.') }, (_request, reply) => reply.redirect('/check', 303));
}

/** Reads the form, sees who sent it, and reads the log anew. @throws Refusal, Denied */
async function receive(
  services: Services,
  { readForm, requestOf, refusalOf, untilGone }: Carrying,
  pool: JobPool<Jobs>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Sent> {
  refuseOtherSites(request);
  const form = await readForm(request);
  const who = await signedIn(services, request);
  if (!who || !isFormToken(who, form.fields.get(TOKEN_FIELD)))
    throw new Refusal(
      401,
      'You are no longer signed in, or have signed in again since. Nothing was kept. Sign in, and check the log again.',
    );
  mayKeep(who, chosen(form.fields).service);
  const asked = requestOf(form);
  const answer = await pool.run('log', asked, untilGone(reply)).catch((error: unknown) => {
    const { status, message } = refusalOf(error);
    throw new Refusal(status, message);
  });
  if ('refused' in answer) throw new Refusal(422, answer.refused);
  return { fields: form.fields, request: asked, log: answer.log, who };
}

/** @throws Refusal */
function mayKeep({ actor }: SignedIn, service: string): void {
  try {
    authorise(importHazardLog.may, { actor, organisation: actor.organisation }, service);
  } catch (error) {
    throw inWords(error);
  }
}

/** "DEMO" for a new log of a service, "DEMO/1" for the next version of its first. @throws Refusal */
function chosen(fields: Fields): { readonly service: string; readonly replaces: number | null } {
  const [service = '', log] = (fields.get('as') ?? '').trim().split('/');
  if (service === '' || (log !== undefined && !/^[1-9]\d{0,6}$/u.test(log)))
    throw new Refusal(422, 'Choose for which service the log is kept. Go back, and choose it.');
  return { service, replaces: log === undefined ? null : Number(log) };
}

function lost(): Refusal {
  return new Refusal(400, 'What this page knew of your log did not arrive whole. Check the file again.');
}

/** Carries the command out and leads to the log. @throws Refusal in words; 409 where the differences have to be seen again */
async function keep(
  services: Services,
  reply: FastifyReply,
  { fields, who }: Sent,
  input: object,
): Promise<FastifyReply> {
  const key = fields.get(KEY_FIELD);
  try {
    const { result } = await execute(services.ground, anyCommand(importHazardLog), input, {
      actor: who.actor,
      organisation: who.actor.organisation,
      ...(key === undefined ? {} : { key: `form:hazards/importHazardLog:${key}` }),
    });
    const done = result as unknown as Output;
    const notice = done.already
      ? `This very file is already kept, as log ${done.log}. Nothing was written.`
      : countsText(done, 'replaces' in input);
    return leadOn(services, reply, who, { href: logPath(done.service, done.log), notice });
  } catch (error) {
    if (error instanceof NotPossible) throw new Refusal(409, error.message);
    if (error instanceof KeyReused)
      throw new Refusal(409, 'This page was sent before, and that was done. Look at what differs now.');
    throw inWords(error);
  }
}

function inWords(error: unknown): unknown {
  if (error instanceof NotFound) return new Refusal(404, error.message);
  if (error instanceof InputProblem) return new Refusal(422, error.message);
  if (error instanceof Denied) return new Refusal(403, error.message);
  return error;
}

/** What the file would change, with a tick for each row. */
async function showDiff(
  services: Services,
  { CarryForm }: Carrying,
  reply: FastifyReply,
  { log, request, who }: Sent,
  {
    service,
    replaces,
    refusal,
    ticked = [],
  }: {
    readonly service: string;
    readonly replaces: number;
    readonly refusal: string | null;
    readonly ticked?: readonly string[];
  },
): Promise<FastifyReply> {
  const shown = await services.ground.database
    .read(who.actor.organisation, (tx) => diffWithLog(tx, { service, replaces, log }))
    .catch((error: unknown) => {
      throw inWords(error);
    });
  if (isEmpty(shown.diff)) {
    const notice = `The file says the same as log ${replaces}. There is nothing to accept, and nothing was written.`;
    return leadOn(services, reply, who, { href: logPath(shown.service.reference, replaces), notice });
  }
  if (request.packed === undefined) throw lost();
  return sendPage(
    reply,
    <DiffPage
      shell={shellOf(services, who)}
      shown={shown}
      files={log.sources.map((source) => source.file)}
      refusal={refusal}
      ticked={new Set(ticked)}
      now={services.now()}
      form={CarryForm}
      carried={{ packed: request.packed, mapping: request.mapping, scheme: request.scheme }}
      token={formToken(who)}
    />,
    refusal === null ? 200 : 409,
  );
}
