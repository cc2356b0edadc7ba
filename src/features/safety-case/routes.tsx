import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { rolesIn, WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { registerForm, registerPage, valueOf, type FormValues, type PageContext } from '../../platform/http/forms.ts';
import { dateIn } from '../../platform/london-time.ts';
import type { Kinds } from '../../platform/subjects/kinds.ts';
import { signingPages } from '../approvals/index.ts';
import { attachmentsOn, discussingPages, discussionOn } from '../discussion/index.ts';
import { hazardLogsOf } from '../hazards/index.ts';
import { releaseRecords } from '../releases/index.ts';
import { findService } from '../services/index.ts';
import { residualAcceptance } from './acceptance.ts';
import { exportRoutes } from './export-routes.ts';
import { beginReport, findReport, reportNamed, writeReportSection } from './commands.ts';
import { discussedAs, reportDiscussable } from './discussing.ts';
import {
  behind,
  reportNumber,
  reportPath,
  SECTIONS,
  sortsFor,
  successorOf,
  OFFICERS_SECTION,
  unwritten,
  type SectionId,
} from './domain.ts';
import { besideSignatures, factOf, standingOf } from './facts.ts';
import { OFFICERS } from './fields.ts';
import {
  BeginForm,
  RecipientForm,
  SectionForm,
  WithdrawForm,
  type BeginProps,
  type RecipientFormProps,
  type SectionFormProps,
  type WithdrawProps,
} from './pages/forms.tsx';
import { ReportsPage, type ReportsProps } from './pages/list.tsx';
import { ReportPage, type ReportProps } from './pages/report.tsx';
import { SectionHistoryPage, type SectionHistoryProps } from './pages/section.tsx';
import { pinsOf } from './pins.ts';
import { recordRecipient, withdrawRecipient } from './recipient-commands.ts';
import { recipientsAt } from './recipient-store.ts';
import { shownSections } from './shown.tsx';
import { caseReport, unwrittenSentence } from './signing.ts';
import { historyOf, reportsAt } from './store.ts';

const LIST = '/services/:service/reports';
const ONE = `${LIST}/:report`;
const SECTION = `${ONE}/sections/:part`;
/** Releases that the form names to choose from. */
const MOST_RELEASES = 5;

/** The pages of clinical safety case reports, and the forms that lead on from them. */
export async function routes(app: FastifyInstance, services: Services): Promise<void> {
  exportRoutes(app, services);
  const may = WHOEVER_SEES_THE_SERVICE;
  registerPage(app, services, { path: LIST, may, load: loadList, page: ReportsPage });
  registerForm(app, services, {
    path: `${LIST}/new`,
    command: anyCommand(beginReport),
    load: loadBeginning,
    values: ({ sorts, releases }) => ({ sort: sorts.length === 1 ? sorts[0]! : '', release: releases[0] ?? '' }),
    input: (values, { params }) => ({
      ...typed(values, ['phase', 'release', 'log']),
      sort: valueOf({ values }, 'sort') || undefined,
      service: params['service'],
    }),
    page: BeginForm,
    done: (result) => ({ href: addressOf(result), notice: 'The report was begun. Write its introduction next.' }),
  });
  registerPage(app, services, {
    path: ONE,
    may,
    load: (tx, context) => loadOne(tx, context, services.ground.kinds),
    page: ReportPage,
  });
  registerPage(app, services, { path: SECTION, may, load: loadHistory, page: SectionHistoryPage });
  registerForm(app, services, {
    path: `${SECTION}/write`,
    command: anyCommand(writeReportSection),
    load: loadSection,
    values: ({ report, section }) => ({ text: report.prose[section], version: String(report.versions[section]) }),
    input: (values, { params }) => ({
      ...typed(values, ['text', 'version']),
      section: params['part'],
      ...namedIn(params),
    }),
    page: SectionForm,
    done: (result, { params }) => ({
      href: `${addressOf(result)}#${params['part'] ?? ''}`,
      notice: 'The section was saved.',
    }),
  });
  registerForm(app, services, {
    path: `${ONE}/recipients/new`,
    command: anyCommand(recordRecipient),
    load: loadReceiving,
    values: ({ latest }, { now }) => ({ received: latest === null ? '' : String(latest), on: dateIn(now) }),
    input: (values, { params }) => ({ ...typed(values, ['receiver', 'received', 'how', 'on']), ...namedIn(params) }),
    page: RecipientForm,
    done: (result) => ({ href: `${addressOf(result)}#recipients`, notice: 'It was recorded.' }),
  });
  registerForm(app, services, {
    path: `${ONE}/recipients/:recipient/withdraw`,
    command: anyCommand(withdrawRecipient),
    load: loadWithdrawing,
    values: ({ recipient }) => ({ version: String(recipient.version) }),
    input: (values, { params }) => ({
      ...typed(values, ['reason', 'version']),
      recipient: params['recipient'],
      ...namedIn(params),
    }),
    page: WithdrawForm,
    done: (result) => ({ href: `${addressOf(result)}#recipients`, notice: 'The entry no longer counts.' }),
  });
  const { signPages } = await signingPages();
  signPages(app, services, caseReport);
  signPages(app, services, residualAcceptance);
  (await discussingPages()).discussionPages(app, services, reportDiscussable);
}

function namedIn(params: PageContext['params']) {
  return { service: params['service'], report: params['report'] };
}

function addressOf(result: Readonly<Record<string, unknown>>): string {
  return reportPath(String(result['service']), reportNumber(String(result['report']))!);
}

function typed(values: FormValues, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, valueOf({ values }, field)]));
}

async function loadList(tx: ReadTx, { params, now, allows }: PageContext): Promise<ReportsProps> {
  const service = await findService(tx, params['service'] ?? '');
  const moment = { seq: null, now };
  return {
    service,
    reports: await besideSignatures(tx, await reportsAt(tx, { services: [service.id] }, moment), moment),
    mayWrite: service.phase !== 'retired' && allows(beginReport),
  };
}

async function loadBeginning(tx: ReadTx, { params }: PageContext): Promise<BeginProps> {
  const service = await findService(tx, params['service'] ?? '');
  const [logs, releases] = await Promise.all([
    hazardLogsOf(tx, service.id),
    releaseRecords(tx, service.id, MOST_RELEASES),
  ]);
  return { service, sorts: sortsFor(service.role), logs, releases: releases.map(({ version }) => version) };
}

async function loadOne(tx: ReadTx, context: PageContext, kinds: Kinds): Promise<ReportProps> {
  const { params, now, actor, allows } = context;
  const service = await findService(tx, params['service'] ?? '');
  const report = await findReport(tx, service.id, params['report'] ?? '');
  const moment = { seq: null, now };
  const [{ approvalOnPage }, all] = await Promise.all([
    signingPages(),
    reportsAt(tx, { services: [service.id] }, moment),
  ]);
  const [beside, recipients, approval, acceptance, drawn, discussion, attachments] = await Promise.all([
    besideSignatures(tx, all, moment),
    recipientsAt(tx, [service.id], moment),
    approvalOnPage(tx, caseReport, report.id, context),
    approvalOnPage(tx, residualAcceptance, report.id, context),
    shownSections(tx, kinds, report, moment),
    discussionOn(tx, context, discussedAs(report)),
    attachmentsOn(tx, context, discussedAs(report)),
  ]);
  const facts = beside.map(factOf);
  const living = service.phase !== 'retired';
  return {
    report,
    pins: await pinsOf(tx, report, moment),
    isDraft: !facts.find(({ number }) => number === report.number)?.approved?.version,
    approval,
    drawn,
    unwritten:
      unwritten(report.prose).length === 0
        ? null
        : unwrittenSentence(report, reportPath(service.reference, report.number)),
    acceptance,
    // Whoever received what this report took the place of is to receive this one.
    recipients: recipients.filter(
      (one) => one.report === report.number || successorOf(one.report, all)?.number === report.number,
    ),
    behind: behind(recipients, facts.map(standingOf)).filter(({ current }) => current.report === report.number),
    discussion,
    attachments,
    may: {
      write: living && allows(writeReportSection),
      state: living && rolesIn(actor, service.reference).some((role) => OFFICERS.includes(role)),
      accept: living && rolesIn(actor, service.reference).includes('accountable executive'),
    },
  };
}

function sectionIn({ params }: PageContext): SectionId {
  const found = SECTIONS.find(({ id }) => id === params['part']);
  if (!found) throw new NotFound('There is no such section.');
  return found.id;
}

async function loadSection(tx: ReadTx, context: PageContext): Promise<SectionFormProps> {
  const report = await reportNamed(tx, namedIn(context.params));
  const section = sectionIn(context);
  const isOfficer = rolesIn(context.actor, report.service.reference).some((role) => OFFICERS.includes(role));
  return { report, section, officersOnly: section === OFFICERS_SECTION && !isOfficer };
}

async function loadHistory(tx: ReadTx, context: PageContext): Promise<SectionHistoryProps> {
  const { report, section } = await loadSection(tx, context);
  return { report, section, versions: await historyOf(tx, report.id, section) };
}

async function loadReceiving(tx: ReadTx, { params, now }: PageContext): Promise<RecipientFormProps> {
  const report = await reportNamed(tx, namedIn(params));
  const [beside] = await besideSignatures(tx, [report], { seq: null, now });
  return { report, latest: standingOf(factOf(beside!)).approved };
}

async function loadWithdrawing(tx: ReadTx, { params, now }: PageContext): Promise<WithdrawProps> {
  const report = await reportNamed(tx, namedIn(params));
  const all = await recipientsAt(tx, [report.service.id], { seq: null, now }, report.id);
  const recipient = all.find(({ number }) => String(number) === params['recipient']);
  if (!recipient) throw new NotFound('There is no such entry.');
  return { report, recipient };
}
