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
import type { Sealing } from '../../platform/sealed/sealing.ts';
import { recordSealedRead } from '../../platform/ledger/reads.ts';
import { feedbackOn } from '../incidents/index.ts';
import { membersNow } from '../organisations/index.ts';
import { ASKED_BY_ANYBODY, concernInPath, openCompartmentOf } from '../safeguarding/index.ts';
import { findService } from '../services/index.ts';
import { apartOf, concernLine, concernLines, countConcerns } from './apart.ts';
import { answerConcernApart, closeConcern, makeIncidentOfConcern, passConcernToLeads } from './commands.ts';
import { concernById } from './concern-store.ts';
import { exits } from './data.ts';
import { asReference, concernPath, concernsPath, toldOf, whyNotPublished, wordsForHandlers } from './domain.ts';
import { COUNTERS, READERS, READS } from './fields.ts';
import { prepareConcernForm, publishConcernForm, takeDownConcernForm } from './form-commands.ts';
import { formOfService } from './form-store.ts';
import { onCallOf, peopleForOnCall } from './on-call.ts';
import { ConcernApartPage, ConcernPage } from './pages/concern.tsx';
import { AnswerApartForm, CloseForm, IncidentForm, PassForm } from './pages/concern-forms.tsx';
import { PublishForm, SettingsForm, TakeDownForm } from './pages/form-forms.tsx';
import { ConcernsPage, type ConcernsProps } from './pages/room.tsx';
import { wordsOf } from './sealed.ts';

/** As many as anybody reads in one sitting. */
const MOST_LISTED = 200;
const ROOM = '/services/:service/concerns';
const ONE = `${ROOM}/:concern`;

/** The room of the team: the form and whether it is published, and what came in, for whoever reads it. */
export function teamRoutes(app: FastifyInstance, services: Services): void {
  apartRoutes(app, services);
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
      const { service, line } = await database.read(context.organisation, (tx) => oneOf(tx, context, sealing));
      const read = { concern: line.id, person: context.actor.id, at: services.now().toISOString() };
      await recordSealedRead(services.ground, context.organisation, read, 'concern read');
      const props = await database.read(context.organisation, async (tx) => ({
        service,
        line,
        ...(await readAloud(tx, sealing, line.id)),
        feedback: line.report === null ? [] : ((await feedbackOn(tx, [line.report])).get(line.report) ?? []),
      }));
      return sendPage(reply, ConcernPage(props, { ...context, notice: takeNotice(services, request, reply, who) }));
    });
  });
  registerForm(app, services, {
    path: `${ONE}/incident`,
    command: anyCommand(makeIncidentOfConcern),
    load: (tx, context) => oneOf(tx, context, services.ground.sealing),
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
    load: (tx, context) => oneOf(tx, context, services.ground.sealing),
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
    load: (tx, context) => oneOf(tx, context, services.ground.sealing),
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

/** @throws NotFound for what lies in a compartment, as for none */
async function oneOf(tx: ReadTx, context: PageContext, sealing: Sealing) {
  const { service } = await ofService(tx, context);
  const reference = asReference(context.params['concern'] ?? '');
  const line = reference && (await concernLine(tx, sealing, service.id, reference));
  if (!line) throw new NotFound('There is no such concern.');
  return { service, line };
}

/** What those who handle incidents read of it. */
async function readAloud(tx: ReadTx, sealing: Sealing, id: string) {
  const [all, apart] = await Promise.all([wordsOf(tx, sealing, id), apartOf(tx, sealing, id)]);
  const words = wordsForHandlers(all, apart);
  const [by] = words.toldBy === null ? [] : await membersNow(tx, words.toldBy);
  return { words, toldBy: words.toldBy === null ? null : (by?.name ?? 'somebody who left') };
}

/** What lies in a compartment, under its address, for those whom it opens to: each read of it is recorded as one of the compartment. */
function apartRoutes(app: FastifyInstance, services: Services): void {
  const path = concernInPath(':compartment');
  const { sealing } = services.ground;
  /** @throws NotFound */
  const load = async (tx: ReadTx, context: PageContext) => {
    const { id, on } = await openCompartmentOf(services, tx, context);
    const row = on?.kind === 'concern' ? await concernById(tx, on.id) : null;
    if (!row) throw new NotFound('There is no such page.');
    return { compartment: id, row };
  };
  registerPage(app, services, {
    path,
    may: ASKED_BY_ANYBODY,
    unnamed: true,
    load: async (tx, context) => {
      const { compartment, row } = await load(tx, context);
      const [words, apart] = await Promise.all([wordsOf(tx, sealing, row.id), apartOf(tx, sealing, row.id)]);
      return { compartment, row, words, whole: apart!.whole, told: toldOf(words, apart).map((one) => one.words) };
    },
    page: ConcernApartPage,
  });
  registerForm(app, services, {
    path: `${path}/answer`,
    command: anyCommand(answerConcernApart),
    load,
    input: (values, { params }) => ({ compartment: params['compartment'], words: valueOf({ values }, 'words') }),
    page: AnswerApartForm,
    done: (_result, { params }) => ({
      href: concernInPath(params['compartment'] ?? ''),
      notice: 'They read your answer when they come back.',
    }),
  });
}

async function standing(tx: ReadTx, service: { readonly id: string; readonly reference: string }) {
  const form = await formOfService(tx, service.id);
  const onCall = form?.onCall ? await onCallOf(tx, service.reference, form.onCall) : null;
  return { form, onCall, missing: whyNotPublished(form, onCall) };
}

async function loadRoom(
  tx: ReadTx,
  context: PageContext,
  { url, ground: { sealing } }: Services,
): Promise<ConcernsProps> {
  const { service } = await ofService(tx, context);
  const { actor, allows } = context;
  const roles = heldBy(actor, service.reference);
  const reads = roles.some((role) => READERS.includes(role));
  const counts = !reads && roles.some((role) => COUNTERS.includes(role));
  const [{ form, onCall, missing }, lines, count] = await Promise.all([
    standing(tx, service),
    reads ? concernLines(tx, sealing, service.id, MOST_LISTED) : null,
    counts ? countConcerns(tx, sealing, service.id) : null,
  ]);
  return { service, form, onCall, missing, lines, count, url, maySetUp: allows(prepareConcernForm) };
}

function heldBy(actor: Actor, service: string) {
  return actor.kind === 'person' ? rolesIn(actor, service) : [];
}
