import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../../platform/commands/command.ts';
import { TEAM, WHOEVER_SEES_THE_SERVICE } from '../../../platform/commands/may.ts';
import { there } from '../../../platform/commands/problems.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import type { Services } from '../../../platform/feature.ts';
import {
  registerForm,
  registerPage,
  valueOf,
  type FormValues,
  type PageContext,
} from '../../../platform/http/forms.ts';
import { mailDecision } from '../../../platform/mail/send.ts';
import { membersNow } from '../../organisations/index.ts';
import { findService } from '../../services/index.ts';
import { answerForm, canBeTold, feedbackText, gradeWords, plainWordHints } from '../domain.ts';
import { HANDLES } from '../fields.ts';
import { findIncident } from '../finding.ts';
import { giveFeedback, sayFeedbackRead, sayWhyNoFeedback, writeFeedback } from './commands.ts';
import { reportsTold } from './looking.ts';
import { FeedbackPage, type FeedbackProps } from './pages/feedback.tsx';
import { NothingForm, TellForm, WriteForm, type TellProps, type WriteProps } from './pages/forms.tsx';
import { MeasuresPage } from './pages/measures.tsx';
import { OWN_REPORTS, OwnReportsPage, ReadForm } from './pages/own.tsx';
import { ownReports } from './queries.ts';
import { measuresIn } from './telling.ts';

const ROOM = '/services/:service/incidents/:incident/feedback';
const REPORT = `${ROOM}/:reported`;
const PARTS = ['graded', 'found', 'changed', 'unchanged'] as const;

/** What reporters are told, and what somebody reported themselves. */
export function feedbackRoutes(app: FastifyInstance, services: Services): void {
  registerPage(app, services, { path: ROOM, may: HANDLES, load: loadRoom, page: FeedbackPage });
  registerForm(app, services, {
    path: `${REPORT}/write`,
    command: anyCommand(writeFeedback),
    load: loadWrite,
    values: ({ draft, graded }) => ({
      ...Object.fromEntries(PARTS.map((part) => [part, draft?.[part] ?? (part === 'graded' ? graded : '')])),
      version: String(draft?.version ?? 0),
    }),
    input: (values, context) => ({
      ...ofReport(context),
      ...Object.fromEntries(PARTS.map((part) => [part, valueOf({ values }, part)])),
      version: versionIn(values),
    }),
    page: WriteForm,
    done: (_result, { params }) => ({
      href: `${roomOf(params)}/${params['reported']}/tell`,
      notice: 'Written. They have not seen it yet: look at it as they will read it.',
    }),
  });
  registerForm(app, services, {
    path: `${REPORT}/tell`,
    command: anyCommand(giveFeedback),
    load: (tx, context) => loadTell(tx, services, context),
    values: ({ draft }) => ({ version: String(draft?.version ?? 0) }),
    input: (values, context) => ({ ...ofReport(context), version: versionIn(values) }),
    page: TellForm,
    done: (_result, { params }) => ({ href: roomOf(params), notice: 'They can read it from now on.' }),
  });
  registerForm(app, services, {
    path: `${REPORT}/nothing`,
    command: anyCommand(sayWhyNoFeedback),
    load: async (tx, context) => (await reportOf(tx, context)).named,
    input: (values, context) => ({ ...ofReport(context), reason: valueOf({ values }, 'reason') }),
    page: NothingForm,
    done: (_result, { params }) => ({ href: roomOf(params), notice: 'Kept, with your name.' }),
  });
  registerPage(app, services, {
    path: '/services/:service/incidents/numbers',
    may: WHOEVER_SEES_THE_SERVICE,
    load: async (tx, { params, now }) => {
      const service = await findService(tx, params['service'] ?? '');
      return { service, measures: await measuresIn(tx, service.id, { seq: null, now }) };
    },
    page: MeasuresPage,
  });
  registerPage(app, services, {
    path: OWN_REPORTS,
    may: { roles: TEAM, where: 'anywhere' },
    load: async (tx, { actor }) => ({ reports: await ownReports(tx, actor) }),
    page: OwnReportsPage,
  });
  registerForm(app, services, {
    path: `${ROOM}/read`,
    command: anyCommand(sayFeedbackRead),
    load: async (tx, { params, actor }) => {
      const { service, incident } = await findIncident(tx, incidentIn(params));
      const own = (await ownReports(tx, actor)).filter(({ incidentId }) => incidentId === incident.id);
      return { service, incident: incident.reference, answers: own.flatMap(({ answers }) => answers) };
    },
    input: (_values, { params }) => incidentIn(params),
    page: ReadForm,
    done: () => ({ href: OWN_REPORTS, notice: 'It has left your desk.' }),
  });
}

type Params = PageContext['params'];

function incidentIn(params: Params) {
  return { service: params['service'] ?? '', incident: params['incident'] ?? '' };
}

function ofReport({ params }: PageContext) {
  return { ...incidentIn(params), report: params['reported'] };
}

function versionIn(values: FormValues): string {
  return valueOf({ values }, 'version') || '0';
}

function roomOf(params: Params): string {
  const { service, incident } = incidentIn(params);
  return `/services/${encodeURIComponent(service)}/incidents/${encodeURIComponent(incident)}/feedback`;
}

async function loadRoom(tx: ReadTx, context: PageContext): Promise<FeedbackProps> {
  const { service, incident } = await findIncident(tx, incidentIn(context.params));
  const { reports } = await reportsTold(tx, incident, { seq: null, now: context.now });
  return { incident, reports, mayWrite: service.phase !== 'retired' && context.allows(writeFeedback) };
}

/** The report that an address names. @throws NotFound, also where there is nobody who could be told */
async function reportOf(tx: ReadTx, { params, now }: PageContext) {
  const { incident } = await findIncident(tx, incidentIn(params));
  const { reports, grades } = await reportsTold(tx, incident, { seq: null, now });
  const found = there(
    reports.find((one) => String(one.number) === params['reported'] && canBeTold(one.report.reporter)),
    `report ${params['reported']} of ${incident.reference} that can be answered`,
  );
  const { number, report } = found;
  const named = { incident, number, by: report.by, at: report.at, said: report.words };
  return { ...found, incident, grades, named };
}

async function loadWrite(tx: ReadTx, context: PageContext): Promise<WriteProps> {
  const { incident, grades, named, draft } = await reportOf(tx, context);
  return { ...named, draft, graded: gradeWords(incident.harmed, grades) };
}

async function loadTell(tx: ReadTx, { ground }: Services, context: PageContext): Promise<TellProps> {
  const { named, draft, report } = await reportOf(tx, context);
  const { reporter } = report;
  const from = ground.kinds.reporters.find(({ by }) => by === reporter.by);
  const [reached, members] = await Promise.all([
    reporter.by === 'concern' && from ? from.reach(tx, [reporter.id], ground.sealing) : null,
    membersNow(tx),
  ]);
  const reach = reporter.by === 'concern' ? (reached?.get(reporter.id) ?? null) : null;
  const needs = reach?.contact.needs ?? [];
  const { easyRead } = answerForm(needs);
  return {
    ...named,
    draft,
    needs,
    hints: draft ? plainWordHints(feedbackText(draft), { easyRead, members: members.map(({ name }) => name) }) : [],
    notice: reach && mailDecision({ person: '', address: reach.address, policy: reach.contact }, context.now),
    isPublic: reporter.by === 'concern',
  };
}
