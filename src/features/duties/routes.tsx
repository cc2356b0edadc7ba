import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { servicesSeen, TEAM, WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import {
  registerForm,
  registerPage,
  valueOf,
  valuesOf,
  type FormValues,
  type PageContext,
} from '../../platform/http/forms.ts';
import type { GivenFacts } from '../../rules/conditions.ts';
import { findService } from '../services/index.ts';
import { answersAbout } from '../standards/index.ts';
import { calendarRoutes } from './calendar-routes.tsx';
import { confirmDuty, dismissDuty, recordAcknowledgement, recordReport, withdrawJudgement } from './commands.ts';
import { ceasedOf } from './domain/ceased.ts';
import { askedOpenly, isServiceFact, typedAs, type KeptFact } from './domain/stated.ts';
import { questionsOf } from './domain/looking.ts';
import { factOf, type Fact, type Pack } from './domain/pack.ts';
import { DEADLINES, dutiesPath, serviceFactsPath } from './domain/saying.ts';
import { checkDutyFacts, stateDutyFacts, stateServiceFacts } from './fact-commands.ts';
import { caseOf } from './fields.ts';
import { boardRows, countBoard, undecidedRows } from './open-store.ts';
import { packReport, takeUpDutyPack } from './pack-changes.ts';
import { packRoutes } from './pack-routes.tsx';
import { DeadlinesPage, type DeadlinesProps } from './pages/deadlines.tsx';
import { DutiesPage, type DutiesProps } from './pages/duties.tsx';
import {
  AcknowledgeForm,
  ASKED,
  CheckForm,
  ConfirmForm,
  DismissForm,
  factFieldName,
  FactsForm,
  NONE,
  ReportForm,
  UNKNOWN,
  WithdrawForm,
  type CheckProps,
  type DutyFormProps,
  type FactsFormProps,
  type WithdrawProps,
} from './pages/forms.tsx';
import { PackForm, type PackProps } from './pages/pack-changes.tsx';
import { PAGE_SIZE } from './queries.ts';
import { rulesInForce } from './rules.ts';
import { lookAt, type CaseLooked } from './settling.ts';
import { factsOf, statedOf } from './store.ts';

const OF_INCIDENT = '/services/:service/incidents/:incident/duties';
const ONE = `${OF_INCIDENT}/:duty`;
const OF_SERVICE = '/services/:service/duties';
/** As many incidents as the board shows of which it is not known what they owe. */
const MOST_UNDECIDED = 20;

/** Who has to be told of an incident, what is known, and the board of deadlines. */
export async function routes(app: FastifyInstance, services: Services): Promise<void> {
  registerPage(app, services, {
    path: DEADLINES,
    may: { roles: TEAM, where: 'anywhere' },
    load: loadDeadlines,
    page: DeadlinesPage,
  });
  registerPage(app, services, {
    path: OF_INCIDENT,
    may: WHOEVER_SEES_THE_SERVICE,
    load: loadDuties,
    page: DutiesPage,
  });
  factForms(app, services);
  judgementForms(app, services);
  registerForm(app, services, {
    path: `${OF_SERVICE}/pack`,
    command: anyCommand(takeUpDutyPack),
    load: loadPack,
    input: (_values, { params }) => ({ service: params['service'] }),
    page: PackForm,
    done: (result) => ({
      href: `/services/${result['service'] as string}`,
      notice: 'The pack of duties in force counts for all incidents of this service.',
    }),
  });
  packRoutes(app, services);
  await calendarRoutes(app, services);
}

function factForms(app: FastifyInstance, services: Services): void {
  registerForm(app, services, {
    path: `${OF_INCIDENT}/facts`,
    command: anyCommand(stateDutyFacts),
    load: loadFacts,
    values: typedFacts,
    input: (values, { params, now }) => ({
      service: params['service'],
      incident: params['incident'],
      facts: factsTyped(rulesInForce(now).pack, values),
      source: valueOf({ values }, 'source'),
      since: valueOf({ values }, 'since'),
    }),
    page: FactsForm,
    done: doneWith('What is known was saved, and what it owes was worked out anew.'),
  });
  registerForm(app, services, {
    path: `${OF_INCIDENT}/check`,
    command: anyCommand(checkDutyFacts),
    load: loadCheck,
    input: (values, { params }) => ({
      service: params['service'],
      incident: params['incident'],
      facts: valuesOf({ values }, 'facts'),
    }),
    page: CheckForm,
    done: doneWith('What you checked stands with your name.'),
  });
  registerForm(app, services, {
    path: `${OF_SERVICE}/facts`,
    command: anyCommand(stateServiceFacts),
    load: loadServiceFacts,
    values: typedFacts,
    input: (values, { params, now }) => ({
      service: params['service'],
      facts: factsTyped(rulesInForce(now).pack, values),
      source: valueOf({ values }, 'source'),
    }),
    page: FactsForm,
    done: (result, { query }) => ({
      href: fromIncident(query, result['service'] as string) ?? serviceFactsPath(result['service'] as string),
      notice: 'It was saved, and counts for every incident of this service.',
    }),
  });
}

/** Back to the incident from which somebody came to say what the service is; null where they came from elsewhere. */
function fromIncident(query: PageContext['query'], service: string): string | null {
  const incident = incidentIn(query);
  return incident === null ? null : dutiesPath(service, incident);
}

function incidentIn(query: PageContext['query']): string | null {
  const asked = query['incident'] ?? '';
  return /^INC-[1-9]\d{0,8}$/u.test(asked) ? asked : null;
}

function judgementForms(app: FastifyInstance, services: Services): void {
  const load = loadDuty;
  registerForm(app, services, {
    path: `${ONE}/confirm`,
    command: anyCommand(confirmDuty),
    load,
    input: (values, context) => ({ ...named(context), reason: valueOf({ values }, 'reason') }),
    page: ConfirmForm,
    done: doneWith('It is confirmed that it is owed.'),
  });
  registerForm(app, services, {
    path: `${ONE}/dismiss`,
    command: anyCommand(dismissDuty),
    load,
    input: (values, context) => ({ ...named(context), reason: valueOf({ values }, 'reason') }),
    page: DismissForm,
    done: doneWith('It is dismissed, with your reason.'),
  });
  registerForm(app, services, {
    path: `${ONE}/report`,
    command: anyCommand(recordReport),
    load,
    values: ({ duty }, { now }) => ({ to: duty.rule.to, sentAt: typedAs(now) }),
    input: (values, context) => ({
      ...named(context),
      reference: valueOf({ values }, 'reference'),
      to: valueOf({ values }, 'to'),
      sentAt: valueOf({ values }, 'sentAt'),
      by: valueOf({ values }, 'by'),
      note: valueOf({ values }, 'note'),
    }),
    page: ReportForm,
    done: doneWith('It is recorded that it was done.'),
  });
  registerForm(app, services, {
    path: `${ONE}/acknowledge`,
    command: anyCommand(recordAcknowledgement),
    load,
    input: (values, context) => ({
      ...named(context),
      at: valueOf({ values }, 'at'),
      reference: valueOf({ values }, 'reference'),
    }),
    page: AcknowledgeForm,
    done: doneWith('The acknowledgement is recorded.'),
  });
  registerForm(app, services, {
    path: `${OF_INCIDENT}/judgements/:judgement/withdraw`,
    command: anyCommand(withdrawJudgement),
    load: loadWithdraw,
    input: (values, { params }) => ({
      service: params['service'],
      incident: params['incident'],
      judgement: params['judgement'],
      reason: valueOf({ values }, 'reason'),
    }),
    page: WithdrawForm,
    done: doneWith('It is withdrawn, and stays to be seen.'),
  });
}

function named({ params }: PageContext) {
  return { service: params['service'], incident: params['incident'], duty: params['duty'] };
}

function doneWith(notice: string) {
  return ({ service, incident }: Readonly<Record<string, unknown>>) => ({
    href: dutiesPath(service as string, incident as string),
    notice,
  });
}

/** @throws NotFound */
async function looked(tx: ReadTx, { params, now }: PageContext) {
  const moment = { seq: null, now };
  const { service, found } = await caseOf(tx, params['service'] ?? '', params['incident'] ?? '', moment);
  const [one] = await lookAt(tx, [found], moment);
  return { service, looked: one!, pack: rulesInForce(now).pack };
}

async function loadDuties(tx: ReadTx, context: PageContext): Promise<DutiesProps> {
  const found = await looked(tx, context);
  const { case: of } = found.looked;
  const stated = await statedOf(tx, [of.id, of.service.id], { seq: null, now: context.now });
  return {
    ...found,
    questions: questionsOf(found.looked),
    ceased: ceasedOf(found.pack, stated, found.looked),
    mayState: context.allows(stateDutyFacts),
    mayDo: context.allows(recordReport),
    mayDismiss: context.allows(dismissDuty),
  };
}

async function loadDuty(tx: ReadTx, context: PageContext): Promise<DutyFormProps> {
  const { service, looked: of } = await looked(tx, context);
  const duty = of.duties.find(({ rule }) => rule.id === context.params['duty']?.toUpperCase());
  if (!duty) throw new NotFound('There is no such duty here.');
  return { service, incident: of.case.reference, duty };
}

async function loadWithdraw(tx: ReadTx, context: PageContext): Promise<WithdrawProps> {
  const { service, looked: of } = await looked(tx, context);
  const judgement = of.judgements.find(({ id }) => id === context.params['judgement']);
  if (!judgement) throw new NotFound('There is no such judgement.');
  return { service, incident: of.case.reference, judgement };
}

/** What would settle something, or all that is asked in the open. */
async function loadFacts(tx: ReadTx, context: PageContext): Promise<FactsFormProps> {
  const { service, looked: of, pack } = await looked(tx, context);
  const few = context.query['all'] !== 'yes';
  const settling = new Set(questionsOf(of).filter((name) => !isServiceFact(name)));
  const open = askedOpenly(pack, 'case');
  return {
    service,
    incident: of.case.reference,
    from: null,
    asked: few ? open.filter(({ name }) => settling.has(name)) : open,
    kept: ofCase(of),
    few,
    hints: {},
  };
}

function ofCase({ stated, case: { id } }: CaseLooked): readonly KeptFact[] {
  return stated.filter(({ about }) => about === id);
}

async function loadServiceFacts(tx: ReadTx, { params, query, now }: PageContext): Promise<FactsFormProps> {
  const service = await findService(tx, params['service'] ?? '');
  const moment = { seq: null, now };
  const [kept, answered] = await Promise.all([factsOf(tx, [service.id], moment), answersAbout(tx, service.id, moment)]);
  const asked = askedOpenly(rulesInForce(now).pack, 'service');
  return { service, incident: null, from: incidentIn(query), asked, kept, few: false, hints: hintsFrom(answered) };
}

/** What was answered for the standards and is asked here again: whoever answers sees it, and says so themselves. */
function hintsFrom(answered: GivenFacts): Readonly<Record<string, string>> {
  const device = answered['is_medical_device'];
  const said = device === true || device === 'yes' ? 'yes' : device === false || device === 'no' ? 'no' : null;
  return said === null ? {} : { 'product.is_medical_device': `For the standards it was answered: ${said}.` };
}

async function loadCheck(tx: ReadTx, context: PageContext): Promise<CheckProps> {
  const { service, looked: of, pack } = await looked(tx, context);
  const unchecked = of.stated.flatMap((kept) => {
    const fact = factOf(pack, kept.fact);
    return fact && !fact.compartment && kept.checkedAt === null ? [{ fact, kept }] : [];
  });
  return { service, incident: of.case.reference, unchecked };
}

/** What the fields of facts hold at first: what is known. */
function typedFacts({ asked, kept }: FactsFormProps): FormValues {
  const values = new Map(kept.map(({ fact, value }) => [fact, value]));
  return Object.fromEntries(
    asked.flatMap((fact): [string, string | string[]][] => {
      const value = values.get(fact.name);
      if (value === undefined) return [];
      return [[factFieldName(fact.name), typedValue(fact, value)]];
    }),
  );
}

function typedValue(fact: Fact, value: KeptFact['value']): string | string[] {
  if (Array.isArray(value)) return value.length === 0 ? [NONE] : [...(value as readonly string[])];
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return fact.type === 'moment' ? typedAs(new Date(value as string)) : String(value);
}

/** Each question that the form asked, in its order, with its answer; null takes back what was said. */
function factsTyped(pack: Pack, values: FormValues): { fact: string; value: unknown }[] {
  return valuesOf({ values }, ASKED).map((name) => {
    const fact = factOf(pack, name);
    const field = factFieldName(name);
    if (fact?.type === 'several') {
      const chosen = valuesOf({ values }, field);
      // Nothing chosen is no answer; that there is none is chosen.
      return { fact: name, value: chosen.length === 0 ? null : chosen.filter((one) => one !== NONE) };
    }
    const text = valueOf({ values }, field)?.trim() ?? '';
    return { fact: name, value: text === '' || text === UNKNOWN ? null : text };
  });
}

async function loadDeadlines(tx: ReadTx, { actor, query, now }: PageContext): Promise<DeadlinesProps> {
  const asked = query['page'] ?? '';
  const page = /^[1-9]\d{0,5}$/u.test(asked) ? Number(asked) : 1;
  const seen = servicesSeen(actor);
  const owed = { services: seen, standings: ['owed', 'follow-up'] as const, until: null };
  const [rows, total, undecided] = await Promise.all([
    boardRows(tx, owed, { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE }),
    countBoard(tx, owed),
    // One more than is shown: whether there are others is all that is said of them.
    page === 1 ? undecidedRows(tx, seen, MOST_UNDECIDED + 1) : [],
  ]);
  return {
    pack: rulesInForce(now).pack,
    rows,
    total,
    page,
    pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
    undecided: undecided.slice(0, MOST_UNDECIDED),
    moreUndecided: undecided.length > MOST_UNDECIDED,
  };
}

async function loadPack(tx: ReadTx, { params, now }: PageContext): Promise<PackProps> {
  const service = await findService(tx, params['service'] ?? '');
  const lines = await packReport(tx, service.id, { seq: null, now });
  return { service, pack: rulesInForce(now).pack.version, lines };
}
