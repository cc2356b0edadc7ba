import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { registerForm, registerPage, valueOf, type FormValues, type PageContext } from '../../platform/http/forms.ts';
import { namesOf, type Linkable } from '../../platform/subjects/linkable.ts';
import { findService, type Service } from '../services/index.ts';
import { handOnAssumption, recordAssumption, reviewAssumption } from './assumption-commands.ts';
import {
  assumptionByNumber,
  assumptionVersions,
  listAssumptions,
  restingOn,
  type StoredAssumption,
} from './assumption-store.ts';
import { ASSUMPTION_STATES, assumptionChanges, assumptionNumber } from './domain.ts';
import { keepersOf } from './keepers.ts';
import {
  HandOnAssumptionForm,
  RecordAssumptionForm,
  ReviewAssumptionForm,
  type ChangeAssumptionProps,
  type RecordAssumptionProps,
} from './pages/assumption-forms.tsx';
import { AssumptionPage, AssumptionsPage, type AssumptionProps, type AssumptionsProps } from './pages/assumptions.tsx';

/** The pages of assumptions, and the forms that lead on from them. */
export function registerAssumptions(app: FastifyInstance, services: Services): void {
  const { linkables } = services.ground.kinds;
  const may = WHOEVER_SEES_THE_SERVICE;
  registerPage(app, services, {
    path: '/services/:service/assumptions',
    may,
    load: loadList,
    page: AssumptionsPage,
  });
  registerForm(app, services, {
    path: '/services/:service/assumptions/new',
    command: anyCommand(recordAssumption),
    load: loadRecording,
    values: (_props, { actor }) => ({ owner: actor.id }),
    input: (values, { params }) => ({
      ...typed(values, ['text', 'why', 'owner', 'reviewBy']),
      service: params['service'],
    }),
    page: RecordAssumptionForm,
    done: (result) => ({ href: addressOf(result), notice: `${named(result)} was recorded.` }),
  });
  registerPage(app, services, {
    path: '/services/:service/assumptions/:assumption',
    may,
    load: (tx, context) => loadAssumption(tx, context, linkables),
    page: AssumptionPage,
  });
  registerForm(app, services, {
    path: '/services/:service/assumptions/:assumption/review',
    command: anyCommand(reviewAssumption),
    load: loadChanging,
    values: ({ assumption }) => ({ version: String(assumption.version) }),
    input: (values, { params }) => ({
      ...typed(values, ['reason', 'reviewBy', 'version']),
      state: valueOf({ values }, 'state') || undefined,
      service: params['service'],
      assumption: params['assumption'],
    }),
    page: ReviewAssumptionForm,
    done: (result) => ({ href: addressOf(result), notice: `It was saved how ${named(result)} stands.` }),
  });
  registerForm(app, services, {
    path: '/services/:service/assumptions/:assumption/hand-on',
    command: anyCommand(handOnAssumption),
    load: loadChanging,
    values: ({ assumption }) => ({ version: String(assumption.version) }),
    input: (values, { params }) => ({
      ...typed(values, ['owner', 'reason', 'version']),
      service: params['service'],
      assumption: params['assumption'],
    }),
    page: HandOnAssumptionForm,
    done: (result) => ({ href: addressOf(result), notice: `${named(result)} was handed on.` }),
  });
}

function named(result: Readonly<Record<string, unknown>>): string {
  return String(result['assumption']);
}

function addressOf(result: Readonly<Record<string, unknown>>): string {
  return `/services/${String(result['service'])}/assumptions/${named(result)}`;
}

function typed(values: FormValues, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, valueOf({ values }, field)]));
}

async function loadList(tx: ReadTx, { params, query, allows }: PageContext): Promise<AssumptionsProps> {
  const service = await findService(tx, params['service'] ?? '');
  const state = ASSUMPTION_STATES.find((one) => one === query['state']) ?? null;
  const all = await listAssumptions(tx, { service: service.id, state: null });
  return {
    service,
    assumptions: all.filter((one) => state === null || one.state === state),
    state,
    any: all.length > 0,
    mayAdd: service.phase !== 'retired' && allows(recordAssumption),
  };
}

/** @throws NotFound */
async function find(tx: ReadTx, { params }: PageContext): Promise<{ service: Service; assumption: StoredAssumption }> {
  const service = await findService(tx, params['service'] ?? '');
  const number = assumptionNumber(params['assumption'] ?? '');
  const assumption = number === null ? null : await assumptionByNumber(tx, service.id, number);
  if (!assumption) throw new NotFound('There is no such assumption.');
  return { service, assumption };
}

async function loadAssumption(
  tx: ReadTx,
  context: PageContext,
  linkables: readonly Linkable[],
): Promise<AssumptionProps> {
  const { service, assumption } = await find(tx, context);
  const [versions, refs] = await Promise.all([assumptionVersions(tx, assumption.id), restingOn(tx, assumption.id)]);
  return {
    assumption,
    changes: assumptionChanges(versions),
    resting: [...(await namesOf(tx, linkables, refs)).values()],
    mayChange: service.phase !== 'retired' && context.allows(recordAssumption),
  };
}

async function loadRecording(tx: ReadTx, { params, now }: PageContext): Promise<RecordAssumptionProps> {
  const service = await findService(tx, params['service'] ?? '');
  return { service, keepers: await keepersOf(tx, service, now) };
}

async function loadChanging(tx: ReadTx, context: PageContext): Promise<ChangeAssumptionProps> {
  const [{ assumption }, recording] = await Promise.all([find(tx, context), loadRecording(tx, context)]);
  return { ...recording, assumption, resting: (await restingOn(tx, assumption.id)).length };
}
