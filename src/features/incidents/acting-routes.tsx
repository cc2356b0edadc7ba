import type { FastifyInstance } from 'fastify';
import type { VNode } from 'preact';
import { anyCommand, type AnyCommand } from '../../platform/commands/command.ts';
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
import { dateIn } from '../../platform/london-time.ts';
import { actionOwners } from '../actions/index.ts';
import { findService } from '../services/index.ts';
import {
  addIncidentAction,
  closeIncident,
  recordCandourStep,
  sayCause,
  sayNoAction,
  stateCandour,
} from './closing-commands.ts';
import { closingFacts } from './closing-reading.ts';
import { incidentPath, incidentsPath } from './domain.ts';
import { isAsked } from './domain/verdict.ts';
import { learningPath } from './domain/learning.ts';
import { HANDLES, TEAM_ANYWHERE } from './fields.ts';
import { findIncident } from './finding.ts';
import { shareLearning, stateUsage, withdrawLearning, writeLearning } from './learning-commands.ts';
import { learningOf, sharedLearnings } from './learning-store.ts';
import {
  CandourForm,
  CandourStepForm,
  CauseForm,
  CloseForm,
  IncidentActionForm,
  NoActionForm,
} from './pages/close.tsx';
import { LearningForm, LearningsPage, ShareForm, UsageForm, WithdrawLearningForm } from './pages/learning.tsx';
import { chosenIn, SignVerdictForm, VerdictForm, VerdictsForm, type VerdictsProps } from './pages/verdict.tsx';
import { incidentsIn, type StoredIncident } from './store.ts';
import { usageOf } from './usage-store.ts';
import { proposeCaseVerdict, signCaseVerdicts } from './verdict-commands.ts';
import { verdictsIn, verdictsOf } from './verdict-store.ts';

const LIST = '/services/:service/incidents';
const ONE = `${LIST}/:incident`;
/** As many as a page holds. */
const MOST_LEARNED = 200;

/** The pages of what an incident does: the verdict on the safety case, closing, learning. */
export function actingRoutes(app: FastifyInstance, services: Services): void {
  verdictRoutes(app, services);
  closingRoutes(app, services);
  learningRoutes(app, services);
}

function verdictRoutes(app: FastifyInstance, services: Services): void {
  registerForm(app, services, {
    path: `${ONE}/verdict`,
    command: anyCommand(proposeCaseVerdict),
    load: async (tx, context) => {
      const incident = await incidentOf(tx, context);
      const verdicts = await verdictsOf(tx, [incident.id], nowOf(context));
      return {
        incident,
        verdict: verdicts.get(incident.id) ?? null,
        maySign: context.allows(signCaseVerdicts),
      };
    },
    input: (values, { params }) => ({
      ...named(params),
      ...typed(values, ['why', 'noHazard']),
      answer: valueOf({ values }, 'answer') || undefined,
      undermines: [...valuesOf({ values }, 'undermines'), ...referencesIn(valueOf({ values }, 'more'))],
    }),
    page: VerdictForm,
    done: (_result, { params }) => ({ href: at(params, '/verdict'), notice: 'Your answer waits for a signature.' }),
  });
  registerForm(app, services, {
    path: `${ONE}/verdict/sign`,
    command: anyCommand(signCaseVerdicts),
    load: async (tx, context) => {
      const incident = await incidentOf(tx, context);
      return { incident, verdict: (await verdictsOf(tx, [incident.id], nowOf(context))).get(incident.id) ?? null };
    },
    input: signing,
    page: SignVerdictForm,
    confirming: (_values, { params }) =>
      `You are about to sign what ${params['incident'] ?? ''} means for the safety case.`,
    done: (_result, { params }) => ({ href: at(params, '/verdict'), notice: 'It is signed.' }),
  });
  registerForm(app, services, {
    path: `${LIST}/verdicts`,
    command: anyCommand(signCaseVerdicts),
    load: loadVerdicts,
    input: signing,
    page: VerdictsForm,
    confirming: (values) =>
      `You are about to sign that ${valuesOf({ values }, 'chosen')
        .map((one) => chosenIn(one).incident)
        .join(', ')} ${valuesOf({ values }, 'chosen').length === 1 ? 'does' : 'do'} not undermine the safety case.`,
    done: (result, { params }) => ({
      href: `${incidentsPath(params['service'] ?? '')}/verdicts`,
      notice: `${(result['incidents'] as readonly string[]).join(', ')}: signed.`,
    }),
  });
}

function signing(values: FormValues, { params }: PageContext) {
  return { service: params['service'], incidents: valuesOf({ values }, 'chosen').map(chosenIn) };
}

async function loadVerdicts(tx: ReadTx, context: PageContext): Promise<VerdictsProps> {
  const service = await findService(tx, context.params['service'] ?? '');
  const [incidents, verdicts] = await Promise.all([
    incidentsIn(tx, [service.id], nowOf(context)),
    verdictsIn(tx, [service.id], nowOf(context)),
  ]);
  const asked = incidents.filter(isAsked);
  return {
    service,
    waiting: asked.flatMap((incident) => {
      const verdict = verdicts.get(incident.id);
      return verdict && verdict.signed === null ? [{ incident, verdict }] : [];
    }),
    unanswered: asked.filter(({ id }) => !verdicts.has(id)),
  };
}

function closingRoutes(app: FastifyInstance, services: Services): void {
  registerForm(app, services, {
    path: `${ONE}/close`,
    command: anyCommand(closeIncident),
    load: async (tx, context) => {
      const incident = await incidentOf(tx, context);
      return {
        incident,
        facts: await closingFacts(tx, incident, nowOf(context)),
        mayHandle: context.allows({ may: HANDLES }),
      };
    },
    values: ({ incident }) => ({ version: String(incident.version) }),
    input: (values, { params }) => ({ ...named(params), version: valueOf({ values }, 'version') }),
    page: CloseForm,
    done: (_result, { params }) => ({ href: at(params, ''), notice: `${params['incident'] ?? ''} is closed.` }),
  });
  /** A form that says one thing of an incident, and leads back to what closing asks. */
  const form = <More extends object>({
    door,
    command,
    fields,
    page,
    notice,
    more,
    values = () => ({}),
  }: OneForm<More>) =>
    registerForm(app, services, {
      path: `${ONE}${door}`,
      command,
      load: async (tx, context) => {
        const incident = await incidentOf(tx, context);
        return { incident, ...(await more(tx, context, incident)) };
      },
      values: (props, context) => ({ version: String(props.incident.version), ...values(props, context) }),
      input: (sent, { params }) => ({ ...named(params), ...chosen(sent, fields) }),
      page,
      done: (_result, { params }) => ({ href: at(params, '/close'), notice }),
    });
  const more = () => Promise.resolve({});
  form({
    door: '/close/cause',
    command: anyCommand(sayCause),
    fields: ['cause', 'version'],
    page: CauseForm,
    notice: 'The cause is saved.',
    more,
    values: ({ incident }) => ({ cause: incident.cause ?? '' }),
  });
  form({
    door: '/close/action',
    command: anyCommand(addIncidentAction),
    fields: ['title', 'strength', 'owner', 'due', 'checkOn'],
    page: IncidentActionForm,
    notice: 'The action is added, and another one that looks whether it worked.',
    more: async (tx, { now }, incident) => ({ owners: await actionOwners(tx, incident.service, now) }),
  });
  form({
    door: '/close/no-action',
    command: anyCommand(sayNoAction),
    fields: ['reason'],
    page: NoActionForm,
    notice: 'The reason is saved.',
    more,
  });
  form({
    door: '/close/candour',
    command: anyCommand(stateCandour),
    fields: ['applies', 'reason'],
    page: CandourForm,
    notice: 'It is saved.',
    more,
  });
  form({
    door: '/close/candour-step',
    command: anyCommand(recordCandourStep),
    fields: ['step', 'state', 'on', 'note'],
    page: CandourStepForm,
    notice: 'The step is recorded.',
    more,
    values: (_props, { now }) => ({ on: dateIn(now) }),
  });
}

interface OneForm<More extends object> {
  /** Behind the address of the incident. */
  readonly door: string;
  readonly command: AnyCommand;
  readonly fields: readonly string[];
  readonly page: (props: { readonly incident: StoredIncident } & More, form: FormContext) => VNode;
  readonly notice: string;
  /** What the form shows besides the incident. */
  readonly more: (tx: ReadTx, context: PageContext, incident: StoredIncident) => Promise<More>;
  readonly values?: (props: { readonly incident: StoredIncident } & More, context: PageContext) => FormValues;
}

function learningRoutes(app: FastifyInstance, services: Services): void {
  const load = async (tx: ReadTx, context: PageContext) => {
    const incident = await incidentOf(tx, context);
    return { incident, learning: await learningOf(tx, incident.id), mayShare: context.allows(shareLearning) };
  };
  const back = ({ params }: PageContext) => learningPath(params['service'] ?? '', params['incident'] ?? '');
  registerForm(app, services, {
    path: `${ONE}/learning`,
    command: anyCommand(writeLearning),
    load,
    values: ({ learning }) => ({ learned: learning?.learned ?? '', forWhom: learning?.forWhom ?? '' }),
    input: (values, { params }) => ({ ...named(params), ...typed(values, ['learned', 'forWhom']) }),
    page: LearningForm,
    done: (_result, context) => ({ href: back(context), notice: 'What was learned is saved.' }),
  });
  registerForm(app, services, {
    path: `${ONE}/learning/share`,
    command: anyCommand(shareLearning),
    load,
    input: (values, { params }) => ({ ...named(params), reviewed: valueOf({ values }, 'reviewed') }),
    page: ShareForm,
    done: (_result, context) => ({ href: back(context), notice: 'It is shared with the organisation.' }),
  });
  registerForm(app, services, {
    path: `${ONE}/learning/withdraw`,
    command: anyCommand(withdrawLearning),
    load,
    input: (values, { params }) => ({ ...named(params), reason: valueOf({ values }, 'reason') }),
    page: WithdrawLearningForm,
    done: (_result, context) => ({ href: back(context), notice: 'It is taken back.' }),
  });
  registerPage(app, services, {
    path: '/learning',
    may: TEAM_ANYWHERE,
    load: async (tx) => ({ learnings: await sharedLearnings(tx, null, MOST_LEARNED) }),
    page: LearningsPage,
  });
  registerForm(app, services, {
    path: `${LIST}/usage`,
    command: anyCommand(stateUsage),
    load: async (tx, context) => {
      const service = await findService(tx, context.params['service'] ?? '');
      return { service, said: await usageOf(tx, service.id, nowOf(context)) };
    },
    values: () => ({ unit: 'uses' }),
    input: (values, { params }) => ({
      service: params['service'],
      ...typed(values, ['since', 'unit', 'perMonth', 'source']),
    }),
    page: UsageForm,
    done: (_result, { params }) => ({
      href: `${incidentsPath(params['service'] ?? '')}/usage`,
      notice: 'How much it is used is saved.',
    }),
  });
}

async function incidentOf(tx: ReadTx, { params }: PageContext) {
  return (await findIncident(tx, { service: params['service'] ?? '', incident: params['incident'] ?? '' })).incident;
}

function nowOf({ now }: PageContext) {
  return { seq: null, now };
}

function named(params: PageContext['params']) {
  return { service: params['service'], incident: params['incident'] };
}

function at(params: PageContext['params'], door: string): string {
  return `${incidentPath(params['service'] ?? '', params['incident'] ?? '')}${door}`;
}

function typed(values: FormValues, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, valueOf({ values }, field)]));
}

/** What was typed or chosen; what was not is left out, and the command says what to do. */
function chosen(values: FormValues, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(typed(values, fields)).filter(([, value]) => value !== ''));
}

/** "HAZ-12, ctl 31" as references, however they are set apart. */
function referencesIn(text: string): string[] {
  return text.split(/[\s,;]+/u).filter((one) => one !== '');
}
