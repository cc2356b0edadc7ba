import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { rolesIn, WHOEVER_SEES_THE_SERVICE, type Actor } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { pageFor } from '../../platform/http/declared.ts';
import { registerForm, registerPage, valueOf, valuesOf, type PageContext } from '../../platform/http/forms.ts';
import { mayOrDenied, orRefusal } from '../../platform/http/pages.tsx';
import { sendPage } from '../../platform/http/render.ts';
import { contextOf, signedIn, takeNotice, toSignIn } from '../../platform/http/visit.ts';
import { recordSealedRead } from '../../platform/ledger/reads.ts';
import { feedbackOn } from '../incidents/index.ts';
import { findService } from '../services/index.ts';
import { closeConcern, isLead, makeIncidentOfConcern, passConcernToLeads } from './commands.ts';
import { concernLine, concernLines, countConcerns } from './concern-store.ts';
import { exits } from './data.ts';
import { asReference, concernPath, concernsPath, whyNotPublished } from './domain.ts';
import { COUNTERS, READERS, READS } from './fields.ts';
import { prepareConcernForm, publishConcernForm, takeDownConcernForm } from './form-commands.ts';
import { formOfService } from './form-store.ts';
import { onCallOf, peopleForOnCall } from './on-call.ts';
import { ConcernPage } from './pages/concern.tsx';
import { CloseForm, IncidentForm, PassForm } from './pages/concern-forms.tsx';
import { PublishForm, SettingsForm, TakeDownForm } from './pages/form-forms.tsx';
import { ConcernsPage, type ConcernsProps } from './pages/room.tsx';
import { wordsOf } from './sealed.ts';

/** As many as anybody reads in one sitting. */
const MOST_LISTED = 200;
const ROOM = '/services/:service/concerns';
const ONE = `${ROOM}/:concern`;

/** The room of the team: the form and whether it is published, and what came in, for whoever reads it. */
export function teamRoutes(app: FastifyInstance, services: Services): void {
  registerPage(app, services, {
    path: ROOM,
    may: WHOEVER_SEES_THE_SERVICE,
    load: (tx, context) => loadRoom(tx, context, services),
    page: ConcernsPage,
  });
  registerForm(app, services, {
    path: `${ROOM}/settings`,
    command: anyCommand(prepareConcernForm),
    load: async (tx, context) => {
      const { service } = await ofService(tx, context);
      const [form, people] = await Promise.all([formOfService(tx, service.id), peopleForOnCall(tx, service.reference)]);
      return { service, form, people, sites: exits() };
    },
    values: ({ form }) => ({
      reader: form?.reader ?? 'A nurse of the team',
      days: (form?.hours.days ?? [1, 2, 3, 4, 5]).map(String),
      opens: form?.hours.opens ?? '08:00',
      closes: form?.hours.closes ?? '18:00',
      holidays: form?.hours.holidays ? 'yes' : 'no',
      onCall: form?.onCall ?? '',
      escalation: form?.escalation ?? '',
      phone: form?.phone ?? '',
      exit: form?.exit ?? exits()[0]!.id,
    }),
    input: (values, { params }) => ({
      service: params['service'],
      reader: valueOf({ values }, 'reader'),
      days: valuesOf({ values }, 'days').filter((day) => day !== ''),
      opens: valueOf({ values }, 'opens'),
      closes: valueOf({ values }, 'closes'),
      holidays: valueOf({ values }, 'holidays') === 'yes',
      onCall: valueOf({ values }, 'onCall'),
      escalation: valueOf({ values }, 'escalation'),
      phone: valueOf({ values }, 'phone'),
      exit: valueOf({ values }, 'exit'),
    }),
    page: SettingsForm,
    done: done('Saved. Nothing is public before you publish it.'),
  });
  registerForm(app, services, {
    path: `${ROOM}/publish`,
    command: anyCommand(publishConcernForm),
    load: async (tx, context) => {
      const { service } = await ofService(tx, context);
      return { service, ...(await standing(tx, service)) };
    },
    input: (_values, { params }) => ({ service: params['service'] }),
    page: PublishForm,
    done: done('It is published. Whoever has its address can tell you that something is wrong.'),
  });
  registerForm(app, services, {
    path: `${ROOM}/take-down`,
    command: anyCommand(takeDownConcernForm),
    load: ofService,
    input: (values, { params }) => ({ service: params['service'], reason: valueOf({ values }, 'reason') }),
    page: TakeDownForm,
    done: done('It is taken down. Whoever wrote before can still come back.'),
  });

  // Each read is recorded before the words are loaded: so it is, too, where the page fails afterwards.
  app.get<{ Params: { service: string; concern: string } }>(ONE, { config: pageFor(READS) }, async (request, reply) => {
    const who = await signedIn(services, request);
    if (!who) return toSignIn(request, reply);
    return orRefusal(services, reply, who, async () => {
      mayOrDenied(READS, who, request);
      const context = contextOf(services, request, who);
      const { database, sealing } = services.ground;
      const { service, line } = await database.read(context.organisation, (tx) => oneOf(tx, context));
      const read = { concern: line.id, person: context.actor.id, at: services.now().toISOString() };
      await recordSealedRead(services.ground, context.organisation, read, 'concern read');
      const props = await database.read(context.organisation, async (tx) => ({
        service,
        line,
        words: await wordsOf(tx, sealing, line.id),
        feedback: line.report === null ? [] : ((await feedbackOn(tx, [line.report])).get(line.report) ?? []),
      }));
      return sendPage(reply, ConcernPage(props, { ...context, notice: takeNotice(services, request, reply, who) }));
    });
  });
  registerForm(app, services, {
    path: `${ONE}/incident`,
    command: anyCommand(makeIncidentOfConcern),
    load: ofConcern,
    input: (values, { params }) => ({
      service: params['service'],
      concern: params['concern'],
      sort: valueOf({ values }, 'sort'),
      title: valueOf({ values }, 'title'),
      what: valueOf({ values }, 'what'),
      occurredOn: valueOf({ values }, 'occurredOn'),
    }),
    page: IncidentForm,
    done: (result) => ({ href: result['path'] as string, notice: 'An incident was made of what somebody told you.' }),
  });
  registerForm(app, services, {
    path: `${ONE}/close`,
    command: anyCommand(closeConcern),
    load: ofConcern,
    input: (values, { params }) => ({ ...params, words: valueOf({ values }, 'words') }),
    page: CloseForm,
    done: (_result, { params }) => ({
      href: concernPath(params['service']!, params['concern']!),
      notice: 'They read your answer when they come back.',
    }),
  });
  registerForm(app, services, {
    path: `${ONE}/pass-on`,
    command: anyCommand(passConcernToLeads),
    load: ofConcern,
    input: (_values, { params }) => ({ ...params }),
    page: PassForm,
    done: done('It is passed on.'),
  });
}

function done(notice: string) {
  return (_result: unknown, { params }: PageContext) => ({ href: concernsPath(params['service'] ?? ''), notice });
}

async function ofService(tx: ReadTx, { params }: PageContext) {
  return { service: await findService(tx, params['service'] ?? '') };
}

/** @throws NotFound for whoever may not read it, as for none */
async function oneOf(tx: ReadTx, context: PageContext) {
  const { service } = await ofService(tx, context);
  const reference = asReference(context.params['concern'] ?? '');
  const line = reference && (await concernLine(tx, service.id, reference, isLead(context.actor, service.reference)));
  if (!line) throw new NotFound('There is no such concern.');
  return { service, line };
}

async function ofConcern(tx: ReadTx, context: PageContext) {
  const { service, line } = await oneOf(tx, context);
  return { service, line };
}

async function standing(tx: ReadTx, service: { readonly id: string; readonly reference: string }) {
  const form = await formOfService(tx, service.id);
  const onCall = form?.onCall ? await onCallOf(tx, service.reference, form.onCall) : null;
  return { form, onCall, missing: whyNotPublished(form, onCall) };
}

async function loadRoom(tx: ReadTx, context: PageContext, { url }: Services): Promise<ConcernsProps> {
  const { service } = await ofService(tx, context);
  const { actor, allows } = context;
  const roles = heldBy(actor, service.reference);
  const reads = roles.some((role) => READERS.includes(role));
  const counts = !reads && roles.some((role) => COUNTERS.includes(role));
  const [{ form, onCall, missing }, lines, count] = await Promise.all([
    standing(tx, service),
    reads ? concernLines(tx, service.id, isLead(actor, service.reference), MOST_LISTED) : null,
    counts ? countConcerns(tx, service.id) : null,
  ]);
  return { service, form, onCall, missing, lines, count, url, maySetUp: allows(prepareConcernForm) };
}

function heldBy(actor: Actor, service: string) {
  return actor.kind === 'person' ? rolesIn(actor, service) : [];
}
