import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { rolesIn, WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { withOpenDoors } from '../../platform/http/doors.ts';
import { registerForm, registerPage, valueOf, type FormValues, type PageContext } from '../../platform/http/forms.ts';
import { authorisedFor } from '../plan/index.ts';
import { releaseRecords } from '../releases/index.ts';
import { findService } from '../services/index.ts';
import { answeredElsewhere } from './answering.ts';
import { askGate, asksOf, type Contributions } from './asking.ts';
import {
  declareNoIncident,
  recordGate,
  recordRollback,
  recordSwitchOff,
  setGatePolicy,
  withdrawNoIncident,
} from './commands.ts';
import {
  authorisedAs,
  gateNumber,
  gatePath,
  keptGatePath,
  leftOutOf,
  releaseGatePath,
  SERVICE_CHECKS,
  whoAuthorises,
  type GateAnswer,
  type OverrideSort,
} from './domain.ts';
import { authoriseUrgentFix, overrideGate } from './ground.ts';
import { MATTERS } from './override-commands.ts';
import {
  IncidentForm,
  leftOutField,
  NoIncidentForm,
  OverrideForm,
  PolicyForm,
  RecordForm,
  RollbackForm,
  SwitchOffForm,
  UrgentFixForm,
  type GateFormProps,
  type OverrideFormProps,
  type PolicyFormProps,
  type ReleaseFormProps,
} from './pages/forms.tsx';
import { KeptGatePage, ReleaseGatePage, type KeptGateProps, type ReleaseGateProps } from './pages/release.tsx';
import { ServiceGatePage, type ServiceGateProps } from './pages/service.tsx';
import { keptAnswer, keptAnswers, lastDeclarations, overridesOf, policiesOf, policyVersions } from './store.ts';

const OF_SERVICE = '/services/:service/gate';
const OF_RELEASE = '/services/:service/releases/:release/gate';
/** Kept answers and releases that a page lists. */
const MOST = 50;
const MOST_RELEASES = 5;

/** The pages of the gate, and the forms that lead on from them. */
export function routes(app: FastifyInstance, services: Services): void {
  const may = WHOEVER_SEES_THE_SERVICE;
  const { kinds } = services.ground;
  registerPage(app, services, {
    path: OF_RELEASE,
    may,
    load: (tx, context) => loadRelease(tx, context, kinds),
    page: ReleaseGatePage,
  });
  registerPage(app, services, {
    path: OF_SERVICE,
    may,
    load: (tx, context) => loadService(tx, context, kinds),
    page: ServiceGatePage,
  });
  registerPage(app, services, { path: '/services/:service/gates/:gate', may, load: loadKept, page: KeptGatePage });
  registerForm(app, services, {
    path: `${OF_SERVICE}/policy`,
    command: anyCommand(setGatePolicy),
    load: (tx, context) => loadPolicy(tx, context, kinds),
    values: ({ policy, checks }) => ({
      mode: policy.mode,
      days: String(policy.days),
      version: String(policy.version),
      ...Object.fromEntries(
        checks.map(({ id }, index) => [
          leftOutField(index),
          policy.leftOut.find(({ check }) => check === id)?.reason ?? '',
        ]),
      ),
    }),
    input: (values, { params }) => ({
      service: params['service'],
      mode: valueOf({ values }, 'mode') || undefined,
      days: valueOf({ values }, 'days'),
      reason: valueOf({ values }, 'reason'),
      version: valueOf({ values }, 'version'),
      leftOut: leftOutIn(values),
    }),
    page: PolicyForm,
    done: (result) => ({ href: gatePath(result['service'] as string), notice: 'The policy was set.' }),
  });
  registerForm(app, services, {
    path: `${OF_SERVICE}/no-incident`,
    command: anyCommand(declareNoIncident),
    load: loadForm,
    input: (values, { params }) => ({ service: params['service'], note: valueOf({ values }, 'note') }),
    page: NoIncidentForm,
    confirming: () => 'You are about to declare that no incident undermines the safety case.',
    done: (result) => ({ href: gatePath(result['service'] as string), notice: 'Your declaration is kept.' }),
  });
  registerForm(app, services, {
    path: `${OF_SERVICE}/incident`,
    command: anyCommand(withdrawNoIncident),
    load: loadForm,
    input: (values, { params }) => ({ service: params['service'], reason: valueOf({ values }, 'reason') }),
    page: IncidentForm,
    done: (result) => ({ href: gatePath(result['service'] as string), notice: 'The gate says no from now on.' }),
  });
  registerForm(app, services, {
    path: `${OF_SERVICE}/switch-off`,
    command: anyCommand(recordSwitchOff),
    load: loadForm,
    input: (values, { params }) => ({
      service: params['service'],
      what: valueOf({ values }, 'what'),
      reason: valueOf({ values }, 'reason'),
    }),
    page: SwitchOffForm,
    done: keptAt,
  });
  registerForm(app, services, {
    path: `${OF_RELEASE}/record`,
    command: anyCommand(recordGate),
    load: loadReleaseForm,
    input: (_values, { params }) => ({ service: params['service'], version: params['release'] }),
    page: RecordForm,
    done: keptAt,
  });
  registerForm(app, services, {
    path: `${OF_RELEASE}/rollback`,
    command: anyCommand(recordRollback),
    load: loadReleaseForm,
    input: (values, { params }) => ({
      service: params['service'],
      version: params['release'],
      reason: valueOf({ values }, 'reason'),
    }),
    page: RollbackForm,
    done: keptAt,
  });
  overrideForms(app, services);
}

function overrideForms(app: FastifyInstance, services: Services): void {
  const input = (values: FormValues, { params }: PageContext) => ({
    service: params['service'],
    version: params['release'],
    reason: valueOf({ values }, 'reason'),
    days: valueOf({ values }, 'days'),
  });
  registerForm(app, services, {
    path: `${OF_RELEASE}/override`,
    command: anyCommand(overrideGate),
    load: (tx, context) => loadOverride(tx, context, 'override'),
    values: () => ({ days: '7' }),
    input,
    page: OverrideForm,
    confirming: (_values, { params }) => `You are about to let release ${params['release'] ?? ''} go against the gate.`,
    done: (result) => ({
      href: releaseGatePath(result['service'] as string, result['version'] as string),
      notice: 'The gate is overridden for this release.',
    }),
  });
  registerForm(app, services, {
    path: `${OF_RELEASE}/urgent-fix`,
    command: anyCommand(authoriseUrgentFix),
    load: (tx, context) => loadOverride(tx, context, 'urgent safety fix'),
    values: () => ({ days: '2' }),
    input,
    page: UrgentFixForm,
    confirming: (_values, { params }) =>
      `You are about to authorise release ${params['release'] ?? ''} as an urgent safety fix.`,
    done: (result) => ({
      href: releaseGatePath(result['service'] as string, result['version'] as string),
      notice: 'The fix is authorised. Looking at it afterwards is an action of yours.',
    }),
  });
}

function keptAt(result: Readonly<Record<string, unknown>>) {
  const gate = result['gate'] as string;
  return { href: keptGatePath(result['service'] as string, gateNumber(gate)!), notice: `It was kept as ${gate}.` };
}

function leftOutIn(values: FormValues): Record<string, string> {
  const said = SERVICE_CHECKS.map((id, index) => [id, valueOf({ values }, leftOutField(index))] as const);
  return Object.fromEntries(said.filter(([, reason]) => reason.trim() !== ''));
}

async function loadRelease(tx: ReadTx, context: PageContext, kinds: Contributions): Promise<ReleaseGateProps> {
  const { params, now, actor, allows } = context;
  const service = await findService(tx, params['service'] ?? '');
  const version = params['release'] ?? '';
  const [{ answer, overrides, release }, kept, override, urgentFix] = await Promise.all([
    askGate(tx, kinds, { service, version }, now),
    keptAnswers(tx, service.id, { release: version, most: MOST }),
    authorisedFor(tx, service.id, MATTERS.override),
    authorisedFor(tx, service.id, MATTERS['urgent safety fix']),
  ]);
  const who = { id: actor.id, roles: rolesIn(actor, service.reference) };
  const living = service.phase !== 'retired';
  const overridable = living && release !== null;
  return {
    service,
    version,
    answer: throughOpenDoors(answer, context.reaches),
    overrides,
    kept,
    may: {
      ask: living && allows(recordGate),
      override: overridable && authorisedAs(override, who) !== null,
      urgentFix: overridable && authorisedAs(urgentFix, who) !== null,
    },
    whoOverrides: whoAuthorises(override, 'override'),
  };
}

/** Links that are closed to whoever looks are words. */
function throughOpenDoors(answer: GateAnswer, reaches: PageContext['reaches']): GateAnswer {
  const conditions = answer.conditions.map((one) => ({
    ...one,
    says: withOpenDoors(one.says, reaches),
    clears: withOpenDoors(one.clears, reaches),
  }));
  return { ...answer, conditions };
}

async function loadService(tx: ReadTx, context: PageContext, kinds: Contributions): Promise<ServiceGateProps> {
  const { params, allows } = context;
  const service = await findService(tx, params['service'] ?? '');
  const [answered, policies, versions, [declaration], overrides, kept, releases] = await Promise.all([
    answeredElsewhere(tx, kinds.gate, [service]),
    policiesOf(tx, [service.id]),
    policyVersions(tx, service.id),
    lastDeclarations(tx, [service.id]),
    overridesOf(tx, [service.id]),
    keptAnswers(tx, service.id, { most: MOST }),
    releaseRecords(tx, service.id, MOST_RELEASES),
  ]);
  const policy = policies.get(service.id)!;
  const living = service.phase !== 'retired';
  return {
    service,
    policy,
    leftOut: leftOutOf(policy, asksOf(kinds.assessed)),
    before: versions.slice(1),
    declaration: declaration ?? null,
    answered: answered.get(service.id) ?? null,
    overrides,
    kept,
    releases,
    may: {
      set: living && allows(setGatePolicy),
      declare: living && allows(declareNoIncident),
      doubt: living && allows(withdrawNoIncident),
      record: living && allows(recordSwitchOff),
    },
  };
}

async function loadKept(tx: ReadTx, context: PageContext): Promise<KeptGateProps> {
  const { params } = context;
  const service = await findService(tx, params['service'] ?? '');
  const number = gateNumber(params['gate'] ?? '');
  const kept = number === null ? null : await keptAnswer(tx, service.id, number);
  if (!kept) throw new NotFound('There is no such answer.');
  return { service, kept: { ...kept, answer: kept.answer && throughOpenDoors(kept.answer, context.reaches) } };
}

async function loadPolicy(tx: ReadTx, { params }: PageContext, kinds: Contributions): Promise<PolicyFormProps> {
  const service = await findService(tx, params['service'] ?? '');
  const policy = (await policiesOf(tx, [service.id])).get(service.id)!;
  const asks = asksOf(kinds.assessed);
  return { service, policy, checks: SERVICE_CHECKS.map((id) => ({ id, asks: asks(id) })) };
}

async function loadForm(tx: ReadTx, { params }: PageContext): Promise<GateFormProps> {
  return { service: await findService(tx, params['service'] ?? '') };
}

async function loadReleaseForm(tx: ReadTx, context: PageContext): Promise<ReleaseFormProps> {
  return { ...(await loadForm(tx, context)), version: context.params['release'] ?? '' };
}

async function loadOverride(tx: ReadTx, context: PageContext, sort: OverrideSort): Promise<OverrideFormProps> {
  const service = await findService(tx, context.params['service'] ?? '');
  const who = whoAuthorises(await authorisedFor(tx, service.id, MATTERS[sort]), sort);
  return { service, version: context.params['release'] ?? '', who };
}
