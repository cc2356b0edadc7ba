import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { registerForm, registerPage, valueOf, type FormValues, type PageContext } from '../../platform/http/forms.ts';
import { dateIn } from '../../platform/london-time.ts';
import { actionOwners, actionPath, actionReference, actionsFrom } from '../actions/index.ts';
import { signingPages } from '../approvals/index.ts';
import { attachmentsOn, discussingPages, discussionOn } from '../discussion/index.ts';
import { findService, type Service } from '../services/index.ts';
import { addProcess, stopProcess, writeProcess } from './commands.ts';
import { discussedAs, processDiscussable } from './discussing.ts';
import { besideTheList, PARTS, processPath, runNumber, type Template } from './domain.ts';
import {
  AddForm,
  RunForm,
  StopForm,
  WithdrawForm,
  WriteForm,
  type RunFormProps,
  type StopProps,
  type WithdrawProps,
  type WriteProps,
} from './pages/forms.tsx';
import { ProcessesPage, type ProcessesProps } from './pages/list.tsx';
import { NotBegunPage, ProcessPage, type NotBegunProps, type ProcessProps } from './pages/process.tsx';
import { factsOf } from './reading.ts';
import { recordProcessRun, withdrawProcessRun } from './run-commands.ts';
import { processSignable } from './signing.ts';
import { processByKey, processesOf, runsOf, type StoredProcess } from './store.ts';
import { processLibrary, processTemplates, templateOf } from './templates.ts';

const LIST = '/services/:service/processes';
const ONE = `${LIST}/:process`;

/** The pages of processes, and the forms that lead on from them. */
export async function routes(app: FastifyInstance, services: Services): Promise<void> {
  const may = WHOEVER_SEES_THE_SERVICE;
  registerPage(app, services, { path: LIST, may, load: loadList, page: ProcessesPage });
  registerForm(app, services, {
    path: `${LIST}/new`,
    command: anyCommand(addProcess),
    load: async (tx, context) => ({ ...(await loadService(tx, context)), process: null, template: null }),
    values: (_props, { actor }) => ({ owner: actor.id, sort: 'regularly', every: '365' }),
    input: (values, { params }) => ({
      ...written(values),
      title: valueOf({ values }, 'title'),
      service: params['service'],
    }),
    page: AddForm,
    done: (result) => ({ href: addressOf(result), notice: 'The process was added.' }),
  });
  registerPage(app, services, {
    path: ONE,
    may,
    load: loadOne,
    page: (props, context) =>
      props.begun ? ProcessPage(props.process, context) : NotBegunPage(props.notBegun, context),
  });
  registerForm(app, services, {
    path: `${ONE}/write`,
    command: anyCommand(writeProcess),
    load: loadWriting,
    values: valuesOfWriting,
    input: (values, { params }) => ({
      ...written(values),
      title: valueOf({ values }, 'title'),
      version: valueOf({ values }, 'version'),
      ...namedIn(params),
    }),
    page: WriteForm,
    done: (result) => ({ href: addressOf(result), notice: 'What is written was saved.' }),
  });
  registerForm(app, services, {
    path: `${ONE}/stop`,
    command: anyCommand(stopProcess),
    load: loadStopping,
    values: ({ process }) => ({ version: String(process.version) }),
    input: (values, { params }) => ({ ...typed(values, ['reason', 'version']), ...namedIn(params) }),
    page: StopForm,
    done: (result) => ({ href: addressOf(result), notice: 'The process was stopped.' }),
  });
  registerForm(app, services, {
    path: `${ONE}/runs/new`,
    command: anyCommand(recordProcessRun),
    load: loadRunning,
    values: (_props, { now }) => ({ on: dateIn(now) }),
    input: (values, { params }) => ({
      ...typed(values, ['on', 'by', 'found', 'link', 'action', 'actionOwner', 'actionDue']),
      sort: valueOf({ values }, 'sort') || undefined,
      outcome: valueOf({ values }, 'outcome') || undefined,
      ...namedIn(params),
    }),
    page: RunForm,
    done: (result) => ({ href: addressOf(result), notice: 'It was recorded.' }),
  });
  registerForm(app, services, {
    path: `${ONE}/runs/:ran/withdraw`,
    command: anyCommand(withdrawProcessRun),
    load: loadWithdrawing,
    values: ({ run }) => ({ version: String(run.version) }),
    input: (values, { params }) => ({
      ...typed(values, ['reason', 'version']),
      run: params['ran'],
      ...namedIn(params),
    }),
    page: WithdrawForm,
    done: (result) => ({ href: addressOf(result), notice: 'The run no longer counts.' }),
  });
  (await signingPages()).signPages(app, services, processSignable);
  (await discussingPages()).discussionPages(app, services, processDiscussable);
}

function namedIn(params: PageContext['params']) {
  return { service: params['service'], process: params['process'] };
}

function addressOf(result: Readonly<Record<string, unknown>>): string {
  return processPath(String(result['service']), String(result['process']));
}

function typed(values: FormValues, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, valueOf({ values }, field)]));
}

function written(values: FormValues) {
  return {
    ...typed(values, [...PARTS, 'every', 'owner', 'link']),
    sort: valueOf({ values }, 'sort') || undefined,
  };
}

async function loadService(
  tx: ReadTx,
  { params, now }: PageContext,
): Promise<Pick<WriteProps, 'owners'> & { service: Service }> {
  const service = await findService(tx, params['service'] ?? '');
  return { service, owners: await actionOwners(tx, service, now) };
}

/** The process of a page; null where nobody has begun it, and it is on the list. @throws NotFound */
async function find(
  tx: ReadTx,
  { params }: PageContext,
): Promise<{ service: Service; process: StoredProcess | null; template: Template | null }> {
  const service = await findService(tx, params['service'] ?? '');
  const key = (params['process'] ?? '').toLowerCase();
  const [process, template] = [await processByKey(tx, service.id, key), templateOf(key)];
  if (!process && !template) throw new NotFound('There is no such process.');
  return { service, process, template };
}

/** The same, where somebody has begun it. @throws NotFound */
async function findBegun(tx: ReadTx, context: PageContext) {
  const { service, process, template } = await find(tx, context);
  if (!process) throw new NotFound('Nobody has written this process down yet. Write it down first.');
  return { service, process, template };
}

async function loadList(tx: ReadTx, { params, now, allows }: PageContext): Promise<ProcessesProps> {
  const service = await findService(tx, params['service'] ?? '');
  const { there, missing } = besideTheList(await processesOf(tx, [service.id]), processTemplates());
  return {
    service,
    facts: await factsOf(tx, there, { seq: null, now }),
    missing,
    checked: processLibrary().checked,
    mayWrite: service.phase !== 'retired' && allows(writeProcess),
  };
}

type Loaded =
  | { readonly begun: true; readonly process: ProcessProps }
  | { readonly begun: false; readonly notBegun: NotBegunProps };

async function loadOne(tx: ReadTx, context: PageContext): Promise<Loaded> {
  const { service, process, template } = await find(tx, context);
  const { allows, now } = context;
  const living = service.phase !== 'retired';
  const mayWrite = living && allows(writeProcess);
  if (!process) return { begun: false, notBegun: { service, template: template!, mayWrite } };
  const { approvalOnPage } = await signingPages();
  const [[fact], runs, approval, discussion, attachments] = await Promise.all([
    factsOf(tx, [process], { seq: null, now }),
    runsOf(tx, process.id),
    process.state === 'stopped' ? null : approvalOnPage(tx, processSignable, process.id, context),
    discussionOn(tx, context, discussedAs(process)),
    attachmentsOn(tx, context, discussedAs(process)),
  ]);
  const actions = await actionsFrom(
    tx,
    'process-run',
    runs.map(({ id }) => id),
  );
  return {
    begun: true,
    process: {
      process,
      fact: fact!,
      template,
      runs,
      actions: actions.map(({ source, number, title, state }) => ({
        run: source?.id ?? '',
        reference: actionReference(number),
        href: actionPath(number),
        title,
        state,
      })),
      approval,
      discussion,
      attachments,
      mayWrite,
      mayRun: living && allows(recordProcessRun),
    },
  };
}

async function loadWriting(tx: ReadTx, context: PageContext): Promise<WriteProps> {
  const [found, { owners }] = await Promise.all([find(tx, context), loadService(tx, context)]);
  return { ...found, owners };
}

function valuesOfWriting({ process, template }: WriteProps, { actor }: PageContext): FormValues {
  if (!process)
    return {
      ...template!.start,
      sort: template!.sort,
      every: String(template!.every),
      owner: actor.id,
      version: '0',
    };
  return {
    ...Object.fromEntries(PARTS.map((part) => [part, process[part]])),
    title: process.title,
    sort: process.sort,
    every: String(process.every),
    owner: process.owner.id,
    link: process.link,
    version: String(process.version),
  };
}

async function loadStopping(tx: ReadTx, context: PageContext): Promise<StopProps> {
  return findBegun(tx, context);
}

async function loadRunning(tx: ReadTx, context: PageContext): Promise<RunFormProps> {
  const [found, { owners }] = await Promise.all([findBegun(tx, context), loadService(tx, context)]);
  return { ...found, owners };
}

async function loadWithdrawing(tx: ReadTx, context: PageContext): Promise<WithdrawProps> {
  const found = await findBegun(tx, context);
  const number = runNumber(context.params['ran'] ?? '');
  const run = (await runsOf(tx, found.process.id)).find((one) => one.number === number);
  if (!run) throw new NotFound('There is no such run.');
  return { ...found, run };
}
