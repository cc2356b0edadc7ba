import type { FastifyInstance } from 'fastify';
import { anyCommand, type AnyCommand } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import type { VNode } from 'preact';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import {
  registerForm,
  registerPage,
  valueOf,
  valuesOf,
  type FormContext,
  type FormValues,
  type PageContext,
} from '../../platform/http/forms.ts';
import { counted } from '../../words/counting.ts';
import { actionOwners } from '../actions/index.ts';
import { attachmentsOn, discussingPages, discussionOn } from '../discussion/index.ts';
import { asReference, findService } from '../services/index.ts';
import {
  callOffWorkshop,
  changeWorkshop,
  closeWorkshop,
  correctMinutes,
  planWorkshop,
  recordAttendees,
  recordDeparture,
} from './commands.ts';
import { AREAS, DRAFT_TEXTS, LENSES, raiserValue, workshopPath, workshopNumber } from './domain.ts';
import { discussedAs, workshopDiscussable } from './discussing.ts';
import { eraseWorkshopText } from './erasure-command.ts';
import { linesTyped, rowsTyped } from './form-rows.ts';
import { minutesRoutes } from './minutes-routes.tsx';
import { noteWorkshop } from './note-command.ts';
import { AttendeesForm } from './pages/attendees-form.tsx';
import { EraseForm } from './pages/erase-form.tsx';
import { WorkshopsPage, type WorkshopsProps } from './pages/list.tsx';
import { NotesForm } from './pages/notes-form.tsx';
import { PlanForm } from './pages/plan-form.tsx';
import { CallOffForm, CloseForm, CorrectForm, DepartureForm } from './pages/small-forms.tsx';
import { WorkshopPage, type WorkshopProps } from './pages/workshop.tsx';
import { wholeWorkshop, workshopOf, type WholeWorkshop } from './reading.ts';
import { listWorkshops } from './store.ts';
import { triageRoutes } from './triage-routes.tsx';

const LIST = '/services/:service/workshops';
const ONE = `${LIST}/:workshop`;

/** The pages of workshops, and the forms that lead on from them. */
export async function routes(app: FastifyInstance, services: Services): Promise<void> {
  registerPage(app, services, { path: LIST, may: WHOEVER_SEES_THE_SERVICE, load: loadList, page: WorkshopsPage });
  registerPage(app, services, { path: ONE, may: WHOEVER_SEES_THE_SERVICE, load: loadOne, page: WorkshopPage });
  registerForm(app, services, {
    path: `${LIST}/new`,
    command: anyCommand(planWorkshop),
    load: async (tx, { params }) => ({
      service: await findService(tx, asReference(params['service'] ?? '')),
      workshop: null,
    }),
    // The guidance asks for all three areas, and misuse is what a room thinks of last: both are taken out, not put in.
    values: () => ({ areas: [...AREAS], lenses: [...LENSES] }),
    input: (values, { params }) => ({ ...detailsIn(values), service: params['service'] }),
    page: PlanForm,
    done: (result) => ({
      href: addressOf(result),
      notice: `${said(result, 'workshop')} was planned. Say next who will be there.`,
    }),
  });
  registerForm(app, services, {
    path: `${ONE}/edit`,
    command: anyCommand(changeWorkshop),
    load: (tx, { params }) => workshopOf(tx, params),
    values: ({ workshop }) => ({
      kind: workshop.kind,
      title: workshop.title,
      day: workshop.day,
      method: workshop.method ?? '',
      scope: workshop.scope,
      components: workshop.components,
      areas: workshop.areas,
      lenses: workshop.lenses,
      version: String(workshop.version),
    }),
    input: (values, { params }) => ({
      ...detailsIn(values),
      ...namedIn(params),
      version: valueOf({ values }, 'version'),
    }),
    page: PlanForm,
    done: (result) => ({ href: addressOf(result), notice: 'The changes were saved.' }),
  });
  registerForm(app, services, {
    path: `${ONE}/attendees`,
    command: anyCommand(recordAttendees),
    load: async (tx, { params, now }) => {
      const { service, workshop, room } = await wholeWorkshop(tx, params, now);
      return { service, workshop, attendees: room.attendees, people: await actionOwners(tx, service, now) };
    },
    input: (values, { params }) => ({
      ...namedIn(params),
      remove: valuesOf({ values }, 'remove'),
      add: Object.fromEntries(
        Object.entries(rowsTyped(values, 'add'))
          .filter(([, row]) => Object.values(row).some((text) => text.trim() !== ''))
          .map(([key, row]) => [key, { ...row, person: row['person'] === '' ? null : row['person'] }]),
      ),
    }),
    page: AttendeesForm,
    done: (result) => ({ href: addressOf(result), notice: 'Who is there was saved.' }),
  });
  registerNotes(app, services);
  registerForm(app, services, {
    path: `${ONE}/close`,
    command: anyCommand(closeWorkshop),
    load: (tx, { params, now }) => wholeWorkshop(tx, params, now),
    values: ({ latest }) => ({ version: String(latest) }),
    input: (values, { params }) => ({ ...namedIn(params), version: valueOf({ values }, 'version') }),
    page: CloseForm,
    done: (result) => ({
      href: addressOf(result),
      notice: `The minutes were closed as version ${said(result, 'minutes')}.`,
    }),
  });
  registerReason(app, services, {
    end: 'departure',
    command: anyCommand(recordDeparture),
    page: DepartureForm,
    notice: 'The reason was saved.',
  });
  registerReason(app, services, {
    end: 'correct',
    command: anyCommand(correctMinutes),
    page: CorrectForm,
    notice: 'The minutes are open. What you change becomes the next version, once you close them.',
  });
  registerReason(app, services, {
    end: 'call-off',
    command: anyCommand(callOffWorkshop),
    page: CallOffForm,
    notice: 'It was called off.',
  });
  registerForm(app, services, {
    path: `${ONE}/erase`,
    command: anyCommand(eraseWorkshopText),
    load: (tx, { params, now }) => wholeWorkshop(tx, params, now),
    input: (values, { params }) => ({ ...values, ...namedIn(params) }),
    page: EraseForm,
    done: (result) => ({ href: addressOf(result), notice: 'The text was erased.' }),
  });
  (await discussingPages()).discussionPages(app, services, workshopDiscussable);
  minutesRoutes(app, services);
  triageRoutes(app, services);
}

function registerNotes(app: FastifyInstance, services: Services): void {
  registerForm(app, services, {
    path: `${ONE}/notes`,
    command: anyCommand(noteWorkshop),
    load: async (tx, { params, now }) => {
      const whole = await wholeWorkshop(tx, params, now);
      return { ...whole, owners: await actionOwners(tx, whole.service, now) };
    },
    values: notesShown,
    input: (values, { params }) => ({
      ...namedIn(params),
      version: valueOf({ values }, 'version'),
      said: linesTyped(values, 'said'),
      decisions: linesTyped(values, 'decisions'),
      drafts: Object.fromEntries(
        Object.entries(rowsTyped(values, 'drafts')).map(([key, row]) => [
          key,
          { ...row, place: row['place'] ? row['place'] : null },
        ]),
      ),
      actions: rowsTyped(values, 'actions'),
    }),
    page: NotesForm,
    done: (result, { query }) => {
      const at = /^p-[a-z0-9-]+$/u.test(query['at'] ?? '') ? `#${query['at']}` : '';
      const both = Number(result['both']);
      const others = `In ${counted(both, 'place')} somebody else wrote too: both stand there, one after the other.`;
      return {
        href: `${addressOf(result)}/notes${at}`,
        notice: `The notes were saved.${both > 0 ? ` ${others}` : ''}`,
      };
    },
  });
}

/** What stands in the notes, field by field. */
function notesShown({ room, latest }: WholeWorkshop): FormValues {
  const drafts = room.drafts
    .filter(({ state }) => state === 'waiting')
    .flatMap((draft) => [
      ...DRAFT_TEXTS.map((field) => [`drafts.${draft.number}.${field}`, draft[field]] as const),
      [`drafts.${draft.number}.component`, draft.component] as const,
      [`drafts.${draft.number}.place`, draft.place ?? ''] as const,
      [`drafts.${draft.number}.raisedBy`, draft.raisedBy ? raiserValue(draft.raisedBy) : ''] as const,
    ]);
  return Object.fromEntries([
    ['version', String(latest)],
    ...room.notes.map(({ prompt, text }) => [`said.${prompt}`, text]),
    ...room.decisions.map(({ number, text }) => [`decisions.${number}`, text]),
    ...drafts,
  ]);
}

interface ReasonOf {
  /** How its address ends. */
  readonly end: string;
  readonly command: AnyCommand;
  readonly page: (props: WholeWorkshop, form: FormContext) => VNode;
  readonly notice: string;
}

/** A form that asks for a reason, and leads back to the workshop. */
function registerReason(app: FastifyInstance, services: Services, { end, command, page, notice }: ReasonOf): void {
  registerForm(app, services, {
    path: `${ONE}/${end}`,
    command,
    load: (tx, { params, now }) => wholeWorkshop(tx, params, now),
    input: (values, { params }) => ({ ...namedIn(params), reason: valueOf({ values }, 'reason') }),
    page,
    done: (result) => ({ href: addressOf(result), notice }),
  });
}

function detailsIn(values: FormValues) {
  const one = (name: string) => valueOf({ values }, name);
  const method = one('method');
  return {
    kind: one('kind'),
    title: one('title'),
    day: one('day'),
    method: method === '' ? null : method,
    scope: one('scope'),
    components: valuesOf({ values }, 'components'),
    areas: valuesOf({ values }, 'areas'),
    lenses: valuesOf({ values }, 'lenses'),
  };
}

function namedIn(params: Readonly<Record<string, string>>) {
  return { service: params['service'], workshop: params['workshop'] };
}

type Answer = Readonly<Record<string, unknown>>;

function addressOf(result: Answer): string {
  return workshopPath(said(result, 'service'), workshopNumber(said(result, 'workshop'))!);
}

/** What a command answered under a name. */
function said(result: Answer, name: string): string {
  return String(result[name]);
}

async function loadList(tx: ReadTx, { params, allows }: PageContext): Promise<WorkshopsProps> {
  const service = await findService(tx, asReference(params['service'] ?? ''));
  const mayPlan = service.phase !== 'retired' && allows(planWorkshop);
  return { service, workshops: await listWorkshops(tx, service.id, null), mayPlan };
}

async function loadOne(tx: ReadTx, context: PageContext): Promise<WorkshopProps> {
  const { params, now, allows } = context;
  const whole = await wholeWorkshop(tx, params, now);
  const [discussion, attachments] = await Promise.all([
    discussionOn(tx, context, discussedAs(whole)),
    attachmentsOn(tx, context, discussedAs(whole)),
  ]);
  return { ...whole, discussion, attachments, leads: allows(noteWorkshop), erases: allows(eraseWorkshopText) };
}
