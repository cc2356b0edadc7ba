import type { FastifyInstance, FastifyReply } from 'fastify';
import { anyCommand } from '../../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../../platform/commands/may.ts';
import { NotFound } from '../../../platform/commands/problems.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import type { Services } from '../../../platform/feature.ts';
import { fileIn, takeFiles } from '../../../platform/files/sent-forms.ts';
import { pageFor } from '../../../platform/http/declared.ts';
import { Refusal } from '../../../platform/http/errors.tsx';
import {
  registerForm,
  registerPage,
  valueOf,
  valuesOf,
  type FormValues,
  type PageContext,
} from '../../../platform/http/forms.ts';
import { orRefusal, visitor } from '../../../platform/http/pages.tsx';
import { dateIn } from '../../../platform/london-time.ts';
import { JobFailure, JobPool } from '../../../platform/worker/run-job.ts';
import { counted, listed } from '../../../words/counting.ts';
import { logsFromElsewhere } from '../../hazards/index.ts';
import { organisationName } from '../../organisations/index.ts';
import { findService } from '../../services/index.ts';
import { listNumber, listReference, type StoredList } from '../domain/challenges.ts';
import {
  deploymentNumber,
  deploymentPath,
  deploymentReference,
  itemsPath,
  supplierPath,
  type Deployment,
} from '../domain/deployments.ts';
import { standing } from '../domain/documents.ts';
import { acceptSupplierKey, addDeployment } from './deployment-commands.ts';
import {
  recordChallengeListSent,
  takeInSupplierDocument,
  withdrawSupplierDocument,
  writeChallengeList,
  type TakenDocument,
  type WrittenList,
} from './document-commands.ts';
import { findDeployment } from './fields.ts';
import { answerFile } from './keeping.ts';
import { listBooklet } from './list-document.ts';
import { clausesOf, hazardsHere, logDifference, suppliedTo, workOf } from './loading.ts';
import {
  answerItems,
  laterLog,
  takeInPacket,
  takeOverSupplierLog,
  writeAnswer,
  type Answered,
  type TakenOver,
  type TakenPacket,
  type WrittenAnswer,
} from './packet-commands.ts';
import { DeploymentPage, type DeploymentProps } from './pages/deployment.tsx';
import { AddForm, DocumentForm, KeyForm, SentForm, TakeInForm, WithdrawForm, WriteAnswerForm } from './pages/forms.tsx';
import { AnswerForm, ItemsPage, type ItemsProps } from './pages/items.tsx';
import { DeploymentsPage, type DeploymentsProps } from './pages/list.tsx';
import { ListPage, QuestionsForm } from './pages/questions.tsx';
import { SupplierPage, type SupplierProps } from './pages/supplier.tsx';
import { TakeOverForm, type TakeOverProps } from './pages/take-over.tsx';
import { confirmedKeys, deploymentsOf, knownFingerprint, openItems, receivedOf, sentAnswers } from './store.ts';
import { listsOf } from './supplier-store.ts';
import type { Jobs } from './worker-jobs.ts';
import { ABOUT, formatNamed } from './write.ts';

const LIST = '/services/:service/deployments';
const ONE = `${LIST}/:deployment`;
const SUPPLIER = `${ONE}/supplier`;
const QUESTIONS = `${SUPPLIER}/questions/:questions`;
const may = WHOEVER_SEES_THE_SERVICE;
/** Milliseconds and megabytes: a list of a thousand points takes a few seconds. */
const LIMITS = { time: 60_000, memory: 1024, atOnce: 2, waiting: 20 };

/** The receiver's pages: deployments, what is answered, and what came from the supplier. */
export async function receivedRoutes(app: FastifyInstance, services: Services): Promise<void> {
  registerPage(app, services, { path: LIST, may, load: loadList, page: DeploymentsPage });
  registerForm(app, services, {
    path: `${LIST}/new`,
    command: anyCommand(addDeployment),
    load: async (tx, { params }) => ({ service: await findService(tx, params['service'] ?? '') }),
    input: (values, { params }) => ({ ...typed(values, ['site', 'configuration']), service: params['service'] }),
    page: AddForm,
    done: (result) => ({ href: pathIn(result), notice: 'The deployment was added.' }),
  });
  registerPage(app, services, { path: ONE, may, load: loadOne, page: DeploymentPage });
  registerPage(app, services, { path: `${ONE}/items`, may, load: loadItems, page: ItemsPage });
  registerPage(app, services, { path: SUPPLIER, may, load: loadSupplier, page: SupplierPage });
  registerPage(app, services, {
    path: QUESTIONS,
    may,
    load: async (tx, context) => {
      const found = await findList(tx, context);
      return { ...found, maySend: found.may(recordChallengeListSent) };
    },
    page: ListPage,
  });
  packetForms(app, services);
  questionForms(app, services);
  await app.register(async (scope) => {
    await takeFiles(scope);
    fileForms(scope, services);
  });
  fileRoutes(app, services);
}

function packetForms(app: FastifyInstance, services: Services): void {
  registerForm(app, services, {
    path: `${ONE}/key`,
    command: anyCommand(acceptSupplierKey),
    load: find,
    input: (values, { params }) => ({ ...typed(values, ['fingerprint', 'reason']), service: params['service'] }),
    page: KeyForm,
    done: (_result, { params }) => ({
      href: deploymentPath(params['service'] ?? '', deploymentNumber(params['deployment'] ?? '') ?? 0),
      notice: 'The key was accepted. Packets that are signed with it can be taken in.',
    }),
  });
  registerForm(app, services, {
    path: `${ONE}/items/answer`,
    command: anyCommand(answerItems),
    load: loadItems,
    input: (values, { params }) => ({
      ...typed(values, ['number', 'reason', 'owner']),
      items: valuesOf({ values }, 'items'),
      answer: valueOf({ values }, 'answer') || undefined,
      ...namedIn(params),
    }),
    page: AnswerForm,
    done: (result) => {
      const { service, deployment, answered } = result as Answered;
      return {
        href: itemsPath(service, deploymentNumber(deployment)!),
        notice: `${counted(answered, 'item')} answered.${logWords(result as Answered)}`,
      };
    },
  });
  registerForm(app, services, {
    path: `${ONE}/answers/new`,
    command: anyCommand(writeAnswer),
    load: async (tx, context) => {
      const found = await find(tx, context);
      return { ...found, work: await workOf(tx, found.deployment, context.now) };
    },
    input: (_values, { params }) => namedIn(params),
    page: WriteAnswerForm,
    done: (result) => ({
      href: pathIn(result),
      notice: `Answer ${(result as WrittenAnswer).answer} was written. Its link gives you the file to send.`,
    }),
  });
  registerForm(app, services, {
    path: `${SUPPLIER}/take-over`,
    command: anyCommand(takeOverSupplierLog),
    load: loadTakeOver,
    values: ({ shown }) => ({ version: String(shown?.version ?? 0) }),
    input: (values, { params }) => ({
      accept: valuesOf({ values }, 'accept'),
      version: valueOf({ values }, 'version'),
      ...namedIn(params),
    }),
    page: TakeOverForm,
    done: (result) => {
      const { service, log } = result as TakenOver;
      return {
        href: `/services/${encodeURIComponent(service)}/logs/${log}`,
        notice: 'What you ticked was taken over. Ratings and controls stay as they were.',
      };
    },
  });
}

/** What answers made of the log. */
function logWords({ controls, renewed, own }: Answered): string {
  const said = (all: readonly string[], one: string, more: string) =>
    all.length === 0 ? '' : ` ${listed(all)} ${all.length === 1 ? one : more}`;
  return [
    said(controls, 'is now in the log.', 'are now in the log.'),
    said(renewed, 'says in the log what the supplier says now.', 'say in the log what the supplier says now.'),
    said(
      own,
      'has words of your own in the log, which stay. Look whether it still does what the supplier asks.',
      'have words of your own in the log, which stay. Look whether they still do what the supplier asks.',
    ),
  ].join('');
}

function questionForms(app: FastifyInstance, services: Services): void {
  registerForm(app, services, {
    path: `${SUPPLIER}/documents/:paper/withdraw`,
    command: anyCommand(withdrawSupplierDocument),
    load: async (tx, context) => {
      const found = await find(tx, context);
      const { documents } = await suppliedTo(tx, found.deployment, context.now);
      const document = documents.find(({ number }) => String(number) === context.params['paper']);
      if (!document) throw new NotFound('There is no such document.');
      return { ...found, document };
    },
    input: (values, { params }) => ({ ...typed(values, ['reason']), document: params['paper'], ...namedIn(params) }),
    page: WithdrawForm,
    done: (result) => ({ href: supplierPathIn(result), notice: 'The document does not count any more.' }),
  });
  registerForm(app, services, {
    path: `${SUPPLIER}/questions/new`,
    command: anyCommand(writeChallengeList),
    load: async (tx, context) => {
      const found = await find(tx, context);
      return { ...found, gaps: (await suppliedTo(tx, found.deployment, context.now)).gaps };
    },
    values: ({ gaps }) => ({ points: gaps.filter(({ asked }) => asked).map(({ id }) => id) }),
    input: (values, { params }) => ({
      ...typed(values, ['to', 'opening', 'own', 'answerBy']),
      points: valuesOf({ values }, 'points'),
      ...namedIn(params),
    }),
    page: QuestionsForm,
    done: (result) => {
      const { list } = result as WrittenList;
      return {
        href: `${supplierPathIn(result)}/questions/${list}`,
        notice: `${list} was written. Send it, and record that it was sent.`,
      };
    },
  });
  registerForm(app, services, {
    path: `${QUESTIONS}/sent`,
    command: anyCommand(recordChallengeListSent),
    load: findList,
    values: ({ list }, { now }) => ({ sentOn: dateIn(now), version: String(list.version) }),
    input: (values, { params }) => ({
      ...typed(values, ['sentOn', 'how', 'version']),
      list: params['questions'],
      ...namedIn(params),
    }),
    page: SentForm,
    done: (result) => ({
      href: supplierPathIn(result),
      notice: `It is recorded that ${(result as WrittenList).list} was sent.`,
    }),
  });
}

function fileForms(app: FastifyInstance, services: Services): void {
  registerForm(app, services, {
    path: `${ONE}/take-in`,
    command: anyCommand(takeInPacket),
    load: async (tx, context) => {
      const found = await find(tx, context);
      return { ...found, isFirst: (await knownFingerprint(tx, found.deployment.service.id)) === null };
    },
    input: (values, { params }) => ({
      ...typed(values, ['fingerprint']),
      packet: fileIn(values['packet']) ?? undefined,
      ...namedIn(params),
    }),
    page: TakeInForm,
    done: (result) => {
      const { packet, items, warning } = result as TakenPacket;
      return {
        href: pathIn(result),
        notice: `${packet} was taken in: ${counted(items, 'item')} to look at.${warning === '' ? '' : ` ${warning}`}`,
      };
    },
  });
  registerForm(app, services, {
    path: `${SUPPLIER}/documents/new`,
    command: anyCommand(takeInSupplierDocument),
    load: find,
    input: (values, { params }) => ({
      ...typed(values, ['signer', 'role', 'signedOn', 'scope', 'reviewBy']),
      sort: valueOf({ values }, 'sort') || undefined,
      document: fileIn(values['document']) ?? undefined,
      ...namedIn(params),
    }),
    page: DocumentForm,
    done: (result) => ({ href: supplierPathIn(result), notice: documentNotice(result as TakenDocument) }),
  });
}

function documentNotice({ log, hazards, notRead }: TakenDocument): string {
  if (notRead !== '') return `The document was taken in, and its rows are not known. ${notRead}`;
  if (log !== null)
    return `The log was taken in: ${counted(hazards, 'hazard')} are now in log ${log}, none of them confirmed.`;
  return hazards > 0
    ? `The log was taken in, with ${counted(hazards, 'hazard')}. The log of this deployment stays as it is: to see what differs, check the file, and choose this log.`
    : 'The document was taken in.';
}

function fileRoutes(app: FastifyInstance, services: Services): void {
  const pool = new JobPool<Jobs>(new URL('./worker-jobs.ts', import.meta.url), LIMITS);
  app.addHook('onClose', async () => pool.close());
  const config = pageFor(may);
  const { database } = services.ground;

  app.get(`${QUESTIONS}/:end`, { config }, async (request, reply) => {
    const visit = await visitor(services, request, reply, may);
    if (!visit) return reply;
    const { who, context } = visit;
    return orRefusal(services, reply, who, async () => {
      const format = formatNamed(context.params['end'] ?? '');
      if (format === null) throw new NotFound('There is no such format.');
      const { deployment, list, organisation } = await database.read(context.organisation, async (tx) => ({
        ...(await findList(tx, context)),
        organisation: await organisationName(tx, { seq: null, now: context.now }),
      }));
      const booklet = listBooklet(list, { service: deployment.service.name, site: deployment.site, organisation });
      const name = `${deployment.service.reference}-${deploymentReference(deployment.number)}-${listReference(list.number)}.${format}`;
      try {
        const bytes = await pool.run('write', { format, booklet, at: list.written.at });
        return sendFile(reply, name, ABOUT[format].type, Buffer.from(bytes));
      } catch (error) {
        if (error instanceof JobFailure && ['busy', 'time', 'memory'].includes(error.reason))
          throw new Refusal(503, 'The file could not be written now. Nothing is lost: ask for it again in a minute.');
        throw error;
      }
    });
  });

  app.get(`${ONE}/answers/:answer`, { config }, async (request, reply) => {
    const visit = await visitor(services, request, reply, may);
    if (!visit) return reply;
    const { who, context } = visit;
    return orRefusal(services, reply, who, async () => {
      const { service = '', deployment = '', answer = '' } = context.params;
      const named = { service, deployment, answer: Number(answer) };
      const bytes = await answerFile(services.ground, context.organisation, services.signer(), named);
      const name = `${service}-${deployment}-answer-${named.answer}.zip`;
      return sendFile(reply, name, 'application/zip', Buffer.from(bytes));
    });
  });
}

function sendFile(reply: FastifyReply, name: string, type: string, bytes: Buffer): FastifyReply {
  return reply
    .header('cache-control', 'private, no-store')
    .header('content-disposition', `attachment; filename="${name.replaceAll(/[^\w.-]/gu, '-')}"`)
    .header('x-content-type-options', 'nosniff')
    .type(type)
    .send(bytes);
}

function typed(values: FormValues, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, valueOf({ values }, field)]));
}

function namedIn(params: PageContext['params']) {
  return { service: params['service'], deployment: params['deployment'] };
}

function pathIn(result: Readonly<Record<string, unknown>>): string {
  return deploymentPath(String(result['service']), deploymentNumber(String(result['deployment']))!);
}

function supplierPathIn(result: Readonly<Record<string, unknown>>): string {
  return supplierPath(String(result['service']), deploymentNumber(String(result['deployment']))!);
}

/** @returns also whether somebody may do something here: of a service that is retired nobody may, whatever their roles */
async function find(
  tx: ReadTx,
  { params, allows }: PageContext,
): Promise<{ readonly deployment: Deployment; readonly may: PageContext['allows'] }> {
  const { service, deployment } = await findDeployment(tx, {
    service: params['service'] ?? '',
    deployment: params['deployment'] ?? '',
  });
  return { deployment, may: (what) => service.phase !== 'retired' && allows(what) };
}

async function findList(
  tx: ReadTx,
  context: PageContext,
): Promise<Awaited<ReturnType<typeof find>> & { readonly list: StoredList }> {
  const found = await find(tx, context);
  const { deployment } = found;
  const number = listNumber(context.params['questions'] ?? '');
  const list = (await listsOf(tx, deployment.id)).find((one) => one.number === number);
  if (!list) throw new NotFound('There is no such list.');
  return { ...found, list };
}

async function loadList(tx: ReadTx, { params, allows }: PageContext): Promise<DeploymentsProps> {
  const service = await findService(tx, params['service'] ?? '');
  const [deployments, open] = await Promise.all([deploymentsOf(tx, [service.id]), openItems(tx, [service.id])]);
  return {
    service,
    isDeployed: service.role !== 'manufacturer',
    deployments,
    open,
    mayAdd: service.phase !== 'retired' && allows(addDeployment),
  };
}

async function loadOne(tx: ReadTx, context: PageContext): Promise<DeploymentProps> {
  const { deployment, may: mayHere } = await find(tx, context);
  const { now } = context;
  const [work, packets, keys, answers, { documents, gaps }] = await Promise.all([
    workOf(tx, deployment, now),
    receivedOf(tx, deployment.id),
    confirmedKeys(tx, deployment.service.id),
    sentAnswers(tx, deployment.id),
    suppliedTo(tx, deployment, now),
  ]);
  return {
    deployment,
    work,
    packets,
    keys,
    answers,
    documents: standing(documents).length,
    missing: gaps.length,
    mayKeep: mayHere(takeInPacket),
    mayAnswer: mayHere(writeAnswer),
    mayAcceptKeys: mayHere(acceptSupplierKey),
  };
}

async function loadItems(tx: ReadTx, context: PageContext): Promise<ItemsProps> {
  const { deployment, may: mayHere } = await find(tx, context);
  const [work, here] = await Promise.all([
    workOf(tx, deployment, context.now),
    hazardsHere(tx, deployment, context.now),
  ]);
  return { deployment, work, here, mayAnswer: mayHere(answerItems) };
}

async function loadSupplier(tx: ReadTx, context: PageContext): Promise<SupplierProps> {
  const { deployment, may: mayHere } = await find(tx, context);
  const { now } = context;
  const [supplied, work, here, clauses] = await Promise.all([
    suppliedTo(tx, deployment, now),
    workOf(tx, deployment, now),
    hazardsHere(tx, deployment, now),
    clausesOf(),
  ]);
  return {
    deployment,
    supplied,
    clauses,
    work,
    changes: work ? await logDifference(tx, deployment, work) : [],
    here,
    mayKeep: mayHere(takeInSupplierDocument),
    mayTakeOver: mayHere(takeOverSupplierLog),
  };
}

async function loadTakeOver(tx: ReadTx, context: PageContext): Promise<TakeOverProps> {
  const { deployment } = await find(tx, context);
  const later = await laterLog(tx, deployment, await receivedOf(tx, deployment.id), context.now);
  if (!later) return { deployment, shown: null };
  const { diffWithLog } = await logsFromElsewhere();
  const shown = await diffWithLog(tx, { service: deployment.service.reference, replaces: deployment.log!, log: later });
  return { deployment, shown };
}
