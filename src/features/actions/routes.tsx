import type { FastifyInstance } from 'fastify';
import type { VNode } from 'preact';
import { anyCommand, type AnyCommand } from '../../platform/commands/command.ts';
import { servicesSeen, WHOEVER_BELONGS } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { registerForm, registerPage, valueOf, type FormContext, type PageContext } from '../../platform/http/forms.ts';
import { dateIn } from '../../platform/london-time.ts';
import { findService } from '../services/index.ts';
import { ownersFor } from './adding.ts';
import { addAction, assignAction, dropAction, finishAction, postponeAction, takeUpAction } from './commands.ts';
import { actionNumber, changesOf } from './domain.ts';
import { ActionPage, type ActionProps } from './pages/action.tsx';
import { choiceOf } from './pages/addresses.ts';
import {
  AddActionForm,
  AssignForm,
  DropForm,
  FinishForm,
  PostponeForm,
  TakeUpForm,
  type AddActionProps,
  type ChangeActionProps,
} from './pages/forms.tsx';
import { ActionsPage, type ActionsProps } from './pages/list.tsx';
import { PAGE_SIZE } from './queries.ts';
import { canDo, changeable, sees } from './seeing.ts';
import {
  actionByNumber,
  countActions,
  listActions,
  offersOf,
  versionsOf,
  type Sought,
  type StoredAction,
} from './store.ts';

/** The pages of actions, and the forms that lead on from them. */
export function routes(app: FastifyInstance, services: Services): void {
  registerPage(app, services, { path: '/actions', may: WHOEVER_BELONGS, load: loadList, page: ActionsPage });
  registerPage(app, services, { path: '/actions/:action', may: WHOEVER_BELONGS, load: loadAction, page: ActionPage });
  for (const path of ['/actions/new', '/services/:service/actions/new']) {
    registerForm(app, services, {
      path,
      command: anyCommand(addAction),
      load: loadAdding,
      values: (_props, { actor }) => ({ owner: actor.id }),
      input: (values, { params }) => {
        const service = params['service'] ?? valueOf({ values }, 'service').trim();
        return { ...typed(values, ['title', 'owner', 'due']), service: service === '' ? null : service };
      },
      page: AddActionForm,
      done: (result, { params }) => ({
        href: params['service'] === undefined ? `/actions/${named(result)}` : `/services/${params['service']}`,
        notice: `${named(result)} was added.`,
      }),
    });
  }
  registerChange(app, services, {
    end: 'done',
    command: anyCommand(finishAction),
    fields: ['evidence', 'link'],
    page: FinishForm,
    notice: (action) => `${action} is done.`,
  });
  registerChange(app, services, {
    end: 'assign',
    command: anyCommand(assignAction),
    fields: ['owner', 'reason'],
    page: AssignForm,
    notice: (action) => `${action} was handed on.`,
  });
  registerChange(app, services, {
    end: 'due',
    command: anyCommand(postponeAction),
    fields: ['due', 'reason'],
    page: PostponeForm,
    notice: (action) => `${action} has another day.`,
  });
  registerChange(app, services, {
    end: 'not-needed',
    command: anyCommand(dropAction),
    fields: ['reason'],
    page: DropForm,
    notice: (action) => `${action} is no longer needed.`,
  });
  registerChange(app, services, {
    end: 'take-up',
    command: anyCommand(takeUpAction),
    fields: ['due', 'reason'],
    page: TakeUpForm,
    notice: (action) => `${action} is open again.`,
  });
}

interface ChangeOf {
  /** How its address ends. */
  readonly end: string;
  readonly command: AnyCommand;
  readonly fields: readonly string[];
  readonly page: (props: ChangeActionProps, form: FormContext) => VNode;
  readonly notice: (action: string) => string;
}

/** A form that changes one action, and leads back to it. */
function registerChange(
  app: FastifyInstance,
  services: Services,
  { end, command, fields, page, notice }: ChangeOf,
): void {
  registerForm(app, services, {
    path: `/actions/:action/${end}`,
    command,
    load: loadChanging,
    values: ({ action }) => ({ version: String(action.version) }),
    input: (values, { params }) => ({ ...typed(values, [...fields, 'version']), action: params['action'] }),
    page,
    done: (result) => ({ href: `/actions/${named(result)}`, notice: notice(named(result)) }),
  });
}

/** The reference of the action that a command is about. */
function named(result: Readonly<Record<string, unknown>>): string {
  return String(result['action']);
}

function typed(values: FormContext['values'], fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, valueOf({ values }, field)]));
}

async function loadList(tx: ReadTx, { query, actor, now, allows }: PageContext): Promise<ActionsProps> {
  const choice = choiceOf(query, actor.id);
  const seen = { services: servicesSeen(actor) };
  const today = dateIn(now);
  const page = /^[1-9]\d{0,5}$/u.test(query['page'] ?? '') ? Number(query['page']) : 1;
  const overdue = choice.state === 'overdue';
  const sought: Sought = {
    ...seen,
    ...choice,
    state: overdue ? 'open' : choice.state,
    before: overdue ? today : null,
    source: choice.source === 'hand' ? '' : choice.source,
  };
  const [actions, total, over, offers] = await Promise.all([
    listActions(tx, sought, { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE }),
    countActions(tx, sought),
    choice.state === 'open' ? countActions(tx, { ...sought, before: today }) : 0,
    offersOf(tx, seen),
  ]);
  return {
    actions,
    choice,
    total,
    overdue: over,
    page,
    pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
    owners: offers.owners.map(({ id, name }) => [id, name] as const),
    services: offers.services.map(({ reference, name }) => [reference, name] as const),
    sources: offers.sources,
    any: offers.owners.length > 0,
    add: addingPath(actor, allows(addAction)),
  };
}

/** Where this person adds an action: for the organisation, or in their only service; elsewhere on the page of a service. */
function addingPath(actor: PageContext['actor'], everywhere: boolean): string | null {
  if (everywhere) return '/actions/new';
  const services = servicesSeen(actor);
  const [only, ...others] = (services ?? []).filter((reference) => canDo(actor, { reference }));
  return only !== undefined && others.length === 0 ? `/services/${only}/actions/new` : null;
}

/** @throws NotFound where there is none that this person may see */
async function find(tx: ReadTx, { params, actor }: PageContext): Promise<StoredAction> {
  const number = actionNumber(params['action'] ?? '');
  const found = number === null ? null : await actionByNumber(tx, number);
  if (!found || !sees(actor, found.service)) throw new NotFound('There is no such action.');
  return found;
}

async function loadAction(tx: ReadTx, context: PageContext): Promise<ActionProps> {
  const action = await find(tx, context);
  return {
    action,
    changes: changesOf(await versionsOf(tx, action.id)),
    mayChange: canDo(context.actor, action.service),
  };
}

async function loadChanging(tx: ReadTx, context: PageContext): Promise<ChangeActionProps> {
  const action = changeable(context.actor, await find(tx, context), '');
  return { action, owners: await ownersFor(tx, action.service, context.now) };
}

async function loadAdding(tx: ReadTx, { params, now }: PageContext): Promise<AddActionProps> {
  const service = params['service'] === undefined ? null : await findService(tx, params['service']);
  return { service, owners: await ownersFor(tx, service, now) };
}
