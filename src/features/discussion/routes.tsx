import type { FastifyInstance } from 'fastify';
import type { VNode } from 'preact';
import { anyCommand, type AnyCommand, type Result } from '../../platform/commands/command.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import {
  registerForm,
  registerPage,
  valueOf,
  type FormContext,
  type FormValues,
  type PageContext,
} from '../../platform/http/forms.ts';
import { findService } from '../services/index.ts';
import { attachmentsOf } from './attachment-store.ts';
import {
  answerDiscussion,
  editComment,
  eraseAttachment,
  eraseComment,
  readMention,
  reopenDiscussion,
  resolveDiscussion,
  resolvesAny,
  withdrawAttachment,
} from './commands.ts';
import {
  numberIn,
  threadAnchor,
  whyNotAnswered,
  whyNotEdited,
  whyNotReopened,
  whyNotResolved,
  whyNotWithdrawn,
  type Comment,
  type Thread,
} from './domain.ts';
import { isWaiting } from './mention-store.ts';
import { offersOf } from './on-page.tsx';
import { EraseAttachmentForm, WithdrawForm, type AttachmentProps } from './pages/attachment-forms.tsx';
import {
  AnswerForm,
  EditForm,
  EraseForm,
  ReadForm,
  ReopenForm,
  ResolveForm,
  type CommentProps,
  type InThreadProps,
} from './pages/forms.tsx';
import { ListPage, ThreadPage, type ListProps, type ThreadPageProps } from './pages/list.tsx';
import { PAGE_SIZE } from './queries.ts';
import { countThreads, threadsOf } from './store.ts';
import { saidIn } from './subject-routes.tsx';
import { mentionable, READERS } from './who.ts';

const ALL = '/services/:service/discussion';
const THREAD = `${ALL}/:thread`;
const ATTACHMENT = '/services/:service/attachments/:attachment';
const may = READERS;

/** What is the same whatever is talked about: reading, answering, resolving, wording otherwise, withdrawing. */
export function routes(app: FastifyInstance, services: Services): void {
  registerPage(app, services, { path: ALL, may, load: loadList, page: ListPage });
  registerPage(app, services, { path: THREAD, may, load: loadThread, page: ThreadPage });
  inThread(app, services, {
    end: 'answer',
    command: anyCommand(answerDiscussion),
    page: AnswerForm,
    refused: whyNotAnswered,
    input: saidIn,
    notice: 'Your answer stands there.',
  });
  inThread(app, services, {
    end: 'resolve',
    command: anyCommand(resolveDiscussion),
    page: ResolveForm,
    refused: (thread, { actor, params }) =>
      whyNotResolved(thread, { person: actor.id, mayAny: resolvesAny(actor, params['service']!) }),
    input: (values) => ({ text: valueOf({ values }, 'text') }),
    notice: 'It is resolved.',
  });
  inThread(app, services, {
    end: 'reopen',
    command: anyCommand(reopenDiscussion),
    page: ReopenForm,
    refused: whyNotReopened,
    input: saidIn,
    notice: 'It is open again.',
  });
  inThread(app, services, {
    end: 'read',
    command: anyCommand(readMention),
    page: ReadForm,
    refused: () => null,
    input: () => ({}),
    notice: 'It is off your desk.',
  });
  ofComments(app, services);
  ofAttachments(app, services);
}

interface InThread {
  /** How its address ends. */
  readonly end: string;
  readonly command: AnyCommand;
  readonly page: (props: InThreadProps, form: FormContext) => VNode;
  readonly refused: (thread: Thread, context: PageContext) => string | null;
  readonly input: (values: FormValues) => Readonly<Record<string, unknown>>;
  readonly notice: string;
}

/** A form below a thread, which leads back to it on the page of its subject. */
function inThread(app: FastifyInstance, services: Services, of: InThread): void {
  registerForm(app, services, {
    path: `${THREAD}/${of.end}`,
    command: of.command,
    load: async (tx, context) => loadInThread(tx, context, (thread) => of.refused(thread, context)),
    input: (values, { params }) => ({ ...params, ...of.input(values) }),
    page: of.page,
    done: (result, context) => ({ href: backTo(result, context), notice: of.notice }),
  });
}

function backTo(result: Result, { params }: PageContext): string {
  const { path, thread } = result;
  const service = encodeURIComponent(params['service']!);
  return typeof path === 'string'
    ? `${path}#${threadAnchor(Number(thread))}`
    : `/services/${service}/discussion/${Number(thread)}`;
}

function ofComments(app: FastifyInstance, services: Services): void {
  const path = `${THREAD}/comments/:comment`;
  registerForm(app, services, {
    path: `${path}/edit`,
    command: anyCommand(editComment),
    load: (tx, context) => loadComment(tx, context, (comment) => whyNotEdited(comment, context.actor.id)),
    values: ({ comment }) => ({ text: comment.text, version: String(comment.version) }),
    input: (values, { params }) => ({ ...params, ...saidIn(values), version: valueOf({ values }, 'version') }),
    page: EditForm,
    done: (result, context) => ({ href: backTo(result, context), notice: 'Your words are changed.' }),
  });
  registerForm(app, services, {
    path: `${path}/erase`,
    command: anyCommand(eraseComment),
    load: (tx, context) =>
      loadComment(tx, context, ({ erased }) => (erased ? 'This comment was erased already.' : null)),
    input: (values, { params }) => ({ ...params, reason: valueOf({ values }, 'reason') }),
    page: EraseForm,
    done: (_result, { params }) => ({
      href: `/services/${encodeURIComponent(params['service']!)}/discussion/${params['thread']!}`,
      notice: 'The comment is erased.',
    }),
  });
}

function ofAttachments(app: FastifyInstance, services: Services): void {
  registerForm(app, services, {
    path: `${ATTACHMENT}/withdraw`,
    command: anyCommand(withdrawAttachment),
    load: (tx, context) => loadAttachment(tx, context, whyNotWithdrawn),
    input: (values, { params }) => ({ ...params, reason: valueOf({ values }, 'reason') }),
    page: WithdrawForm,
    done: ({ path }) => ({ href: `${path as string}#attachments`, notice: 'It is withdrawn.' }),
  });
  registerForm(app, services, {
    path: `${ATTACHMENT}/erase`,
    command: anyCommand(eraseAttachment),
    load: (tx, context) =>
      loadAttachment(tx, context, ({ erased }) => (erased ? 'Its words were erased already.' : null)),
    input: (values, { params }) => ({ ...params, reason: valueOf({ values }, 'reason') }),
    page: EraseAttachmentForm,
    done: (_result, { params }) => ({
      href: `/services/${encodeURIComponent(params['service']!)}`,
      notice: 'The words are erased.',
    }),
  });
}

/** @throws NotFound where there is no such thread */
async function threadNamed(tx: ReadTx, { params, now }: PageContext) {
  const service = await findService(tx, params['service']!);
  const number = numberIn(params['thread'] ?? '');
  const sought = { service: service.id, number: number ?? 0 };
  const [thread] = number === null ? [] : await threadsOf(tx, sought, { seq: null, now }, { limit: 1 });
  if (!thread) throw new NotFound('There is no such discussion.');
  return { service, thread };
}

async function loadInThread(
  tx: ReadTx,
  context: PageContext,
  refused: (thread: Thread) => string | null,
): Promise<InThreadProps> {
  const { service, thread } = await threadNamed(tx, context);
  const [people, waits] = await Promise.all([
    mentionable(tx, service.reference, context.now),
    isWaiting(tx, thread.id, context.actor.id),
  ]);
  return { service, thread, people, waits, refused: refused(thread) };
}

async function loadComment(
  tx: ReadTx,
  context: PageContext,
  refused: (comment: Comment) => string | null,
): Promise<CommentProps> {
  const loaded = await loadInThread(tx, context, () => null);
  const number = numberIn(context.params['comment'] ?? '');
  const comment = loaded.thread.comments.find((one) => one.number === number);
  if (!comment) throw new NotFound('There is no such comment.');
  return { ...loaded, comment, refused: refused(comment) };
}

async function loadAttachment(
  tx: ReadTx,
  { params, now }: PageContext,
  refused: (attachment: AttachmentProps['attachment']) => string | null,
): Promise<AttachmentProps> {
  const service = await findService(tx, params['service']!);
  const number = numberIn(params['attachment'] ?? '');
  const sought = { service: service.id, number: number ?? 0 };
  const [attachment] = number === null ? [] : await attachmentsOf(tx, sought, { seq: null, now });
  if (!attachment) throw new NotFound('There is no such attachment.');
  return { service, attachment, refused: refused(attachment) };
}

async function loadList(tx: ReadTx, context: PageContext): Promise<ListProps> {
  const { params, query, now } = context;
  const service = await findService(tx, params['service']!);
  const on = /^[A-Z]+-\d+$/u.exec((query['on'] ?? '').trim().toUpperCase())?.[0] ?? null;
  const page = numberIn(query['page'] ?? '1') ?? 1;
  const sought = { service: service.id, ...(on !== null && { reference: on }) };
  const moment = { seq: null, now };
  const [threads, counts] = await Promise.all([
    threadsOf(tx, sought, moment, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }),
    countThreads(tx, sought, moment),
  ]);
  const pages = Math.max(1, Math.ceil((counts.open + counts.resolved) / PAGE_SIZE));
  return { service, on, threads, counts, page, pages, offers: offersOf(context, service.reference) };
}

async function loadThread(tx: ReadTx, context: PageContext): Promise<ThreadPageProps> {
  const { service, thread } = await threadNamed(tx, context);
  const moment = { seq: null, now: context.now };
  const attachments = await attachmentsOf(tx, { service: service.id, about: thread.about }, moment);
  return { service, thread, attachments, offers: offersOf(context, service.reference) };
}
