import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { registerForm, registerPage, valueOf, type FormValues, type PageContext } from '../../platform/http/forms.ts';
import type { Linkable } from '../../platform/subjects/linkable.ts';
import { readLinks } from '../../platform/subjects/linkable.ts';
import { actionOwners } from '../actions/index.ts';
import { findService, type Service } from '../services/index.ts';
import { registerAssumptions } from './assumption-routes.tsx';
import { recordDecision, supersedeDecision, takeDecision } from './commands.ts';
import { DECISION_STATES, decisionNumber } from './domain.ts';
import { DecisionPage, type DecisionProps } from './pages/decision.tsx';
import { DecisionsPage, type DecisionsProps } from './pages/list.tsx';
import {
  OPTIONS,
  RecordDecisionForm,
  SupersedeForm,
  TakeForm,
  type ChangeProps,
  type RecordProps,
} from './pages/record-form.tsx';
import { PAGE_SIZE } from './queries.ts';
import { countDecisions, decisionByNumber, linksOf, listDecisions, type StoredDecision } from './store.ts';
import { touchedBy, touchesLines } from './touches.ts';

const NO_LINKS = { state: null, words: null, touches: null } as const;

/** The pages of decisions and assumptions, and the forms that lead on from them. */
export function routes(app: FastifyInstance, services: Services): void {
  const { linkables } = services.ground.kinds;
  const may = WHOEVER_SEES_THE_SERVICE;
  registerPage(app, services, {
    path: '/services/:service/decisions',
    may,
    load: (tx, context) => loadList(tx, context, linkables),
    page: DecisionsPage,
  });
  registerForm(app, services, {
    path: '/services/:service/decisions/new',
    command: anyCommand(recordDecision),
    load: (tx, context) => loadRecording(tx, context, linkables),
    values: (_props, { query }) => ({ touches: query['touches'] ?? '' }),
    input: (values, { params }) => ({ ...wholeOf(values), service: params['service'] }),
    page: RecordDecisionForm,
    done: (result) => ({ href: addressOf(result), notice: `${named(result)} was recorded.` }),
  });
  registerPage(app, services, {
    path: '/services/:service/decisions/:decision',
    may,
    load: (tx, context) => loadDecision(tx, context, linkables),
    page: DecisionPage,
  });
  registerForm(app, services, {
    path: '/services/:service/decisions/:decision/take',
    command: anyCommand(takeDecision),
    load: (tx, context) => loadChanging(tx, context, linkables),
    values: ({ decision }) => ({ version: String(decision.version) }),
    input: (values, { params }) => ({
      ...takingOf(values),
      chosen: valueOf({ values }, 'chosen') || undefined,
      version: valueOf({ values }, 'version'),
      service: params['service'],
      decision: params['decision'],
    }),
    page: TakeForm,
    done: (result) => ({ href: addressOf(result), notice: `${named(result)} is taken.` }),
  });
  registerForm(app, services, {
    path: '/services/:service/decisions/:decision/supersede',
    command: anyCommand(supersedeDecision),
    load: (tx, context) => loadChanging(tx, context, linkables),
    values: ({ decision, touches }) => ({
      version: String(decision.version),
      question: decision.question,
      touches,
      ...Object.fromEntries(
        decision.options.flatMap(({ text, pros, cons }, index) => [
          [`options.${index}.text`, text],
          [`options.${index}.pros`, pros],
          [`options.${index}.cons`, cons],
        ]),
      ),
    }),
    input: (values, { params }) => ({
      ...wholeOf(values),
      version: valueOf({ values }, 'version'),
      service: params['service'],
      decision: params['decision'],
    }),
    page: SupersedeForm,
    done: (result, { params }) => ({
      href: addressOf(result),
      notice: `${named(result)} was recorded. It takes the place of ${String(params['decision']).toUpperCase()}.`,
    }),
  });
  registerAssumptions(app, services);
}

function named(result: Readonly<Record<string, unknown>>): string {
  return String(result['decision']);
}

function addressOf(result: Readonly<Record<string, unknown>>): string {
  return `/services/${String(result['service'])}/decisions/${named(result)}`;
}

/** What a form says of an option that was taken. */
function takingOf(values: FormValues) {
  const text = (field: string) => valueOf({ values }, field);
  return {
    reason: text('reason'),
    decidedOn: text('decidedOn'),
    decidedBy: text('decidedBy') === '' ? null : text('decidedBy'),
    group: text('group'),
    people: text('people'),
  };
}

function wholeOf(values: FormValues) {
  const text = (field: string) => valueOf({ values }, field);
  const chosen = text('chosen');
  return {
    ...takingOf(values),
    question: text('question'),
    options: Array.from({ length: OPTIONS }, (_one, index) => ({
      text: text(`options.${index}.text`),
      pros: text(`options.${index}.pros`),
      cons: text(`options.${index}.cons`),
    })),
    chosen: chosen === '' || chosen === 'none' ? null : chosen,
    touches: text('touches')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  };
}

async function loadList(tx: ReadTx, context: PageContext, linkables: readonly Linkable[]): Promise<DecisionsProps> {
  const { params, query, allows } = context;
  const service = await findService(tx, params['service'] ?? '');
  const choice = {
    state: DECISION_STATES.find((one) => one === query['state']) ?? null,
    words: (query['words'] ?? '').trim().slice(0, 200),
    touches: (query['touches'] ?? '').trim().slice(0, 40),
    whole: query['show'] === 'whole',
  };
  const page = /^[1-9]\d{0,5}$/u.test(query['page'] ?? '') ? Number(query['page']) : 1;
  const { links } = await readLinks(tx, linkables, service.id, [choice.touches]);
  const touched = links.find((link) => 'id' in link) ?? null;
  const sought = { service: service.id, state: choice.state, words: choice.words || null, touches: touched };
  const nothing = choice.touches !== '' && touched === null;
  const [found, total, all] = await Promise.all([
    nothing ? [] : listDecisions(tx, sought, { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE }),
    nothing ? 0 : countDecisions(tx, sought),
    countDecisions(tx, { service: service.id, ...NO_LINKS }),
  ]);
  return {
    service,
    decisions: found,
    touches: await touchedBy(tx, linkables, found),
    choice,
    total,
    page,
    pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
    any: all > 0,
    mayAdd: service.phase !== 'retired' && allows(recordDecision),
  };
}

/** @throws NotFound */
async function find(tx: ReadTx, { params }: PageContext): Promise<{ service: Service; decision: StoredDecision }> {
  const service = await findService(tx, params['service'] ?? '');
  const number = decisionNumber(params['decision'] ?? '');
  const decision = number === null ? null : await decisionByNumber(tx, service.id, number);
  if (!decision) throw new NotFound('There is no such decision.');
  return { service, decision };
}

async function loadDecision(tx: ReadTx, context: PageContext, linkables: readonly Linkable[]): Promise<DecisionProps> {
  const { service, decision } = await find(tx, context);
  return {
    decision,
    touches: (await touchedBy(tx, linkables, [decision])).get(decision.id) ?? [],
    mayChange: service.phase !== 'retired' && context.allows(recordDecision),
  };
}

async function loadRecording(
  tx: ReadTx,
  { params, now }: PageContext,
  linkables: readonly Linkable[],
): Promise<RecordProps> {
  const service = await findService(tx, params['service'] ?? '');
  return {
    service,
    people: await actionOwners(tx, service, now),
    examples: linkables.flatMap(({ example }) => example ?? []),
  };
}

async function loadChanging(tx: ReadTx, context: PageContext, linkables: readonly Linkable[]): Promise<ChangeProps> {
  const [{ decision }, recording] = await Promise.all([find(tx, context), loadRecording(tx, context, linkables)]);
  return { ...recording, decision, touches: touchesLines(await linksOf(tx, [decision.id])) };
}
