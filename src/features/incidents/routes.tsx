import type { FastifyInstance } from 'fastify';
import { anyCommand, type AnyCommand } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
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
import type { VNode } from 'preact';
import { discussingPages } from '../discussion/index.ts';
import { actingRoutes } from './acting-routes.tsx';
import { arrangeIncidents } from './arranging.ts';
import { reportIncident, reportIncidentAgain } from './commands.ts';
import { incidentDiscussable } from './discussing.ts';
import { incidentPath, incidentsPath, sortIn } from './domain.ts';
import { intakeRoutes } from './intake/routes.tsx';
import { feedbackRoutes } from './feedback/routes.tsx';
import {
  acknowledgeIncident,
  assignIncident,
  containIncident,
  moveIncident,
  reopenIncident,
  voidIncident,
  writeInJournal,
} from './life-commands.ts';
import {
  incidentLoader,
  loadArrangements,
  loadAssigning,
  loadIncident,
  loadList,
  loadReporting,
  loadTriage,
} from './loading.ts';
import { ArrangementsForm } from './pages/arrangements.tsx';
import { IncidentPage } from './pages/incident.tsx';
import {
  AcknowledgeForm,
  AgainForm,
  AssignForm,
  ContainForm,
  JournalForm,
  MoveForm,
  ReopenForm,
  VoidForm,
  type OnIncident,
} from './pages/life-forms.tsx';
import { IncidentsPage } from './pages/list.tsx';
import { ReportForm } from './pages/report-form.tsx';
import { TriageForm } from './pages/triage-form.tsx';
import { reportRoutes } from './reports/routes.ts';
import { triageIncident } from './triage-command.ts';

const LIST = '/services/:service/incidents';
const ONE = `${LIST}/:incident`;

/** The pages of incidents, and the forms that lead on from them. */
export async function routes(app: FastifyInstance, services: Services): Promise<void> {
  const may = WHOEVER_SEES_THE_SERVICE;
  registerPage(app, services, { path: LIST, may, load: loadList, page: IncidentsPage });
  registerForm(app, services, {
    path: `${LIST}/new`,
    command: anyCommand(reportIncident),
    load: loadReporting,
    input: (values, { params, query }) => ({
      ...typed(values, ['what', 'occurredOn']),
      ...chosen(values, ['harmed', 'danger', 'sort']),
      ...(sortIn(query) !== null && { sort: sortIn(query) }),
      namesNobody: valueOf({ values }, 'namesNobody') === 'yes',
      service: params['service'],
    }),
    page: ReportForm,
    done: (result) => ({
      href: addressOf(result),
      notice: 'Thank you. The report is in. You will be told what comes of it.',
    }),
  });
  registerForm(app, services, {
    path: `${LIST}/arrangements`,
    command: anyCommand(arrangeIncidents),
    load: loadArrangements,
    values: ({ values }) => values,
    input: (values, { params }) => ({
      ...typed(values, [
        'version',
        'acknowledges',
        'outOfHours',
        'reached',
        'acknowledgeWithin',
        'triageWithin',
        'safeWithin',
        'closeWithin',
      ]),
      ladder: valuesOf({ values }, 'ladder').filter((role) => role !== ''),
      service: params['service'],
    }),
    page: ArrangementsForm,
    done: (_result, { params }) => ({
      href: incidentsPath(params['service'] ?? ''),
      notice: 'The arrangements were saved.',
    }),
  });
  registerPage(app, services, { path: ONE, may, load: incidentLoader(services.onSubjects), page: IncidentPage });
  registerForm(app, services, {
    path: `${ONE}/triage`,
    command: anyCommand(triageIncident),
    load: loadTriage,
    values: ({ incident }) => valuesOfTriage(incident),
    input: (values, { params }) => ({ ...triaged(values), ...namedIn(params) }),
    page: TriageForm,
    done: (result) => ({
      href: addressOf(result),
      notice:
        typeof result['newHazard'] === 'string'
          ? `The triage was saved, and ${result['newHazard']} was drafted.`
          : 'The triage was saved.',
    }),
  });
  registerForm(app, services, {
    path: `${ONE}/assign`,
    command: anyCommand(assignIncident),
    load: loadAssigning,
    values: ({ incident }) => ({ version: String(incident.version), owner: incident.owner ?? '' }),
    input: (values, { params }) => ({ ...typed(values, ['version', 'owner']), ...namedIn(params) }),
    page: AssignForm,
    done: (result) => ({ href: addressOf(result), notice: 'It is with them now.' }),
  });
  const small = (
    path: string,
    command: AnyCommand,
    page: (props: OnIncident, form: FormContext) => VNode,
    of: { readonly fields: readonly string[]; readonly flags?: readonly string[]; readonly notice: string },
  ) =>
    registerForm(app, services, {
      path: `${ONE}/${path}`,
      command,
      load: loadIncident,
      values: ({ version }) => ({ version: String(version) }),
      input: (values, { params }) => ({
        ...typed(values, of.fields),
        ...Object.fromEntries((of.flags ?? []).map((flag) => [flag, valueOf({ values }, flag) === 'yes'])),
        ...namedIn(params),
      }),
      page,
      done: (result) => ({ href: addressOf(result), notice: of.notice }),
    });
  small('acknowledge', anyCommand(acknowledgeIncident), AcknowledgeForm, {
    fields: ['version'],
    notice: 'It is acknowledged.',
  });
  small('contain', anyCommand(containIncident), ContainForm, {
    fields: ['version', 'sort', 'text'],
    flags: ['madeSafe'],
    notice: 'What was done is kept.',
  });
  small('journal', anyCommand(writeInJournal), JournalForm, { fields: ['text'], notice: 'It is in the journal.' });
  small('move', anyCommand(moveIncident), MoveForm, { fields: ['version', 'to'], notice: 'It was taken on.' });
  small('reopen', anyCommand(reopenIncident), ReopenForm, {
    fields: ['version', 'reason'],
    notice: 'The incident is open again.',
  });
  small('again', anyCommand(reportIncidentAgain), AgainForm, {
    fields: ['what'],
    flags: ['namesNobody'],
    notice: 'Thank you. Your report is in. You will be told what comes of it.',
  });
  small('void', anyCommand(voidIncident), VoidForm, {
    fields: ['version', 'reason'],
    notice: 'It was voided. It counts nowhere.',
  });
  (await discussingPages()).discussionPages(app, services, incidentDiscussable);
  // What an incident does, what is handed out and taken in, and what reporters are told: each in a file of its own, called here.
  actingRoutes(app, services);
  reportRoutes(app, services);
  await intakeRoutes(app, services);
  feedbackRoutes(app, services);
}

/** The page of the incident that a command answered. */
export function addressOf(result: Readonly<Record<string, unknown>>): string {
  return incidentPath(String(result['service']), String(result['incident']));
}

function namedIn(params: PageContext['params']) {
  return { service: params['service'], incident: params['incident'] };
}

function typed(values: FormValues, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, valueOf({ values }, field)]));
}

/** What was chosen; what was not is left out, and the command says what it then is. */
function chosen(values: FormValues, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(typed(values, fields)).filter(([, value]) => value !== ''));
}

const LINES = ['realises', 'mayRealise', 'failed', 'held', 'sameCause', 'related'] as const;

function triaged(values: FormValues) {
  const lines = valueOf({ values }, 'pages')
    .split('\n')
    .map((line) => line.trim());
  return {
    ...typed(values, [
      'version',
      'severity',
      'likelihood',
      'mitigation',
      'cause',
      'release',
      'newHazard',
      'contained',
      'owner',
      'responseReason',
      'reason',
    ]),
    ...chosen(values, [
      'sort',
      'danger',
      'patientSafety',
      'physical',
      'psychological',
      'association',
      'concern',
      'containment',
      'response',
    ]),
    involved: valuesOf({ values }, 'involved'),
    madeSafe: valueOf({ values }, 'madeSafe') === 'yes',
    pages: lines.filter((line) => line !== ''),
    ...Object.fromEntries(LINES.map((field) => [field, [valueOf({ values }, field)]])),
  };
}

function valuesOfTriage(incident: OnIncident['incident']): FormValues {
  const linked = (sense: string) =>
    incident.links.filter((link) => link.sense === sense).map(({ reference }) => reference);
  return {
    version: String(incident.version),
    sort: incident.sort,
    // Whether there still is danger is asked anew each time, and never taken over.
    danger: '',
    patientSafety: incident.patientSafety === 'unknown' && incident.triagedAt === null ? '' : incident.patientSafety,
    physical: incident.physical ?? '',
    psychological: incident.psychological ?? '',
    association: incident.association ?? '',
    severity: incident.worst?.severityWord ?? '',
    likelihood: incident.worst?.likelihoodWord ?? '',
    concern: incident.concern ?? '',
    involved: [...incident.involved],
    release: incident.release ?? '',
    pages: incident.links
      .filter(({ kind }) => kind === 'page')
      .map(({ reference }) => reference)
      .join('\n'),
    realises: linked('realises').join(', '),
    mayRealise: linked('may realise').join(', '),
    failed: linked('failed').join(', '),
    held: linked('held').join(', '),
    sameCause: linked('same cause as').join(', '),
    related: linked('related to').join(', '),
    cause: incident.cause ?? '',
    mitigation: incident.mitigation ?? '',
    owner: incident.owner ?? '',
    response: incident.response ?? '',
    responseReason: incident.responseReason ?? '',
  };
}
