import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { registerForm, registerPage, valueOf, type FormValues, type PageContext } from '../../platform/http/forms.ts';
import { attachmentsOn, discussingPages, discussionOn } from '../discussion/index.ts';
import { findService } from '../services/index.ts';
import { reportIncident } from './commands.ts';
import { discussedAs, incidentDiscussable } from './discussing.ts';
import { incidentPath } from './domain.ts';
import { REPORTS } from './fields.ts';
import { findIncident } from './finding.ts';
import { IncidentPage, type IncidentProps } from './pages/incident.tsx';
import { IncidentsPage, type IncidentsProps } from './pages/list.tsx';
import { ReportForm, type ReportProps } from './pages/report-form.tsx';
import { everyIncident } from './store.ts';

const LIST = '/services/:service/incidents';
const ONE = `${LIST}/:incident`;

/** The pages of incidents, and the forms that lead on from them. */
export async function routes(app: FastifyInstance, services: Services): Promise<void> {
  const may = WHOEVER_SEES_THE_SERVICE;
  registerPage(app, services, { path: LIST, may, load: loadList, page: IncidentsPage });
  registerForm(app, services, {
    path: `${LIST}/new`,
    command: anyCommand(reportIncident),
    load: async (tx, { params }): Promise<ReportProps> => ({ service: await findService(tx, params['service'] ?? '') }),
    input: (values, { params }) => ({
      ...typed(values, ['what', 'occurredOn']),
      ...chosen(values, ['harmed', 'danger']),
      service: params['service'],
    }),
    page: ReportForm,
    done: (result) => ({ href: addressOf(result), notice: 'Thank you. The report is in.' }),
  });
  registerPage(app, services, { path: ONE, may, load: loadOne, page: IncidentPage });
  (await discussingPages()).discussionPages(app, services, incidentDiscussable);
  // What an incident does, what is handed out and taken in, and what reporters are told: each in a file of its own, called here.
}

/** The page of the incident that a command answered. */
export function addressOf(result: Readonly<Record<string, unknown>>): string {
  return incidentPath(String(result['service']), String(result['incident']));
}

function typed(values: FormValues, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, valueOf({ values }, field)]));
}

/** What was chosen; what was not is left out, and the command says what it then is. */
function chosen(values: FormValues, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(typed(values, fields)).filter(([, value]) => value !== ''));
}

async function loadList(tx: ReadTx, context: PageContext): Promise<IncidentsProps> {
  const service = await findService(tx, context.params['service'] ?? '');
  return {
    service,
    incidents: await everyIncident(tx, service.id),
    mayReport: service.phase !== 'retired' && context.allows({ may: REPORTS }),
  };
}

async function loadOne(tx: ReadTx, context: PageContext): Promise<IncidentProps> {
  const { incident } = await findIncident(tx, {
    service: context.params['service'] ?? '',
    incident: context.params['incident'] ?? '',
  });
  const discussed = discussedAs(incident);
  const [attachments, discussion] = await Promise.all([
    attachmentsOn(tx, context, discussed),
    discussionOn(tx, context, discussed),
  ]);
  return { incident, attachments, discussion };
}
