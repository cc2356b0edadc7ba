import type { FastifyInstance } from 'fastify';
import { anyCommand, type Result } from '../../platform/commands/command.ts';
import { isAssessing, WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { registerForm, registerPage, valueOf, valuesOf, type PageContext } from '../../platform/http/forms.ts';
import { dateIn } from '../../platform/london-time.ts';
import { dayAfter } from '../../words/days.ts';
import { SEES_LOOKS } from '../access/index.ts';
import { actionOwners } from '../actions/index.ts';
import { linkTokens } from '../organisations/index.ts';
import { findService } from '../services/index.ts';
import { standardNames } from '../standards/index.ts';
import { answerAssessor, commentAsAssessor, endAssessment, eraseAssessorComment, inviteAssessor } from './commands.ts';
import { assessmentPath, assessorsPath, numberIn, USUAL_DAYS, type About } from './domain.ts';
import { ANSWERS, INVITES } from './fields.ts';
import { registerLink } from './link-routes.tsx';
import {
  AnswerForm,
  CommentForm,
  EraseForm,
  type AnswerFormProps,
  type CommentFormProps,
} from './pages/comment-forms.tsx';
import { CommentsPage, type CommentsProps } from './pages/comments.tsx';
import {
  EndForm,
  InvitationsPage,
  InvitedPage,
  InviteForm,
  type EndProps,
  type InvitationsProps,
} from './pages/invitations.tsx';
import { commentsSeen, invitationLines } from './queries.ts';
import { commentsOf, invitationByNumber, invitationFor, type StoredComment } from './store.ts';

const INVITATIONS = '/services/:service/assessors';
const COMMENTS = '/services/:service/assessment';

/** Who is invited to look, the way in for them, and what they say. */
export async function routes(app: FastifyInstance, services: Services): Promise<void> {
  registerLink(app, services);
  await registerInviting(app, services);
  registerPage(app, services, {
    path: COMMENTS,
    may: WHOEVER_SEES_THE_SERVICE,
    load: loadComments,
    page: CommentsPage,
  });
  registerForm(app, services, {
    path: `${COMMENTS}/comment`,
    command: anyCommand(commentAsAssessor),
    load: loadCommenting,
    input: (values, { params, query }) => ({
      service: params['service'],
      ...aboutIn(query),
      text: valueOf({ values }, 'text'),
    }),
    page: CommentForm,
    done: (result) => ({
      href: placeOf(result),
      notice: 'The team has your comment. Their answer will stand below it.',
    }),
  });
  registerForm(app, services, {
    path: `${COMMENTS}/comments/:comment/answer`,
    command: anyCommand(answerAssessor),
    load: loadAnswering,
    input: (values, { params }) => ({
      service: params['service'],
      comment: params['comment'],
      text: valueOf({ values }, 'text'),
      action: valueOf({ values }, 'action'),
      owner: valueOf({ values }, 'owner') || null,
      due: valueOf({ values }, 'due'),
    }),
    page: AnswerForm,
    done: (result) => ({
      href: placeOf(result),
      notice: 'Your answer stands there, and the assessor can read it.',
    }),
  });
  registerForm(app, services, {
    path: `${COMMENTS}/comments/:comment/erase`,
    command: anyCommand(eraseAssessorComment),
    load: async (tx, context) => {
      const service = await findService(tx, context.params['service'] ?? '');
      return { service, comment: await commentNamed(tx, service.id, context) };
    },
    input: (values, { params }) => ({
      service: params['service'],
      comment: params['comment'],
      reason: valueOf({ values }, 'reason'),
    }),
    page: EraseForm,
    done: (result) => ({
      href: placeOf(result),
      notice: 'The comment is erased.',
    }),
  });
}

/** Where a comment stands that something was done with. */
function placeOf({ service, number }: Result): string {
  return assessmentPath(service as string, number as number);
}

async function registerInviting(app: FastifyInstance, services: Services): Promise<void> {
  const { digestOfToken, tokenOf } = await linkTokens();
  registerPage(app, services, { path: INVITATIONS, may: INVITES, load: loadInvitations, page: InvitationsPage });
  registerForm(app, services, {
    path: `${INVITATIONS}/new`,
    command: anyCommand(inviteAssessor),
    load: async (tx, { params }) => ({
      service: await findService(tx, params['service'] ?? ''),
      standards: await standardNames(),
      mails: services.mail.delivers,
    }),
    values: (_props, { now }) => ({ standards: ['point-16'], until: dayAfter(dateIn(now), USUAL_DAYS) }),
    input: (values, { params, organisation }, secret) => {
      const token = tokenOf(organisation, secret());
      return {
        service: params['service'],
        name: valueOf({ values }, 'name'),
        from: valueOf({ values }, 'from'),
        email: valueOf({ values }, 'email').trim(),
        standards: valuesOf({ values }, 'standards'),
        until: valueOf({ values }, 'until'),
        digest: digestOfToken(token).toString('hex'),
        token,
      };
    },
    page: InviteForm,
    done: ({ service, until, mailed }, context, secret) => ({
      page: InvitedPage(
        {
          service: service as string,
          link: `${services.url}/assess/${tokenOf(context.organisation, secret())}`,
          until: new Date(until as string),
          mailed: mailed === true,
        },
        context,
      ),
    }),
  });
  registerForm(app, services, {
    path: `${INVITATIONS}/:assessor/end`,
    command: anyCommand(endAssessment),
    load: loadEnding,
    input: (values, { params }) => ({
      service: params['service'],
      assessor: params['assessor'],
      reason: valueOf({ values }, 'reason'),
    }),
    page: EndForm,
    done: ({ service }) => ({
      href: assessorsPath(service as string),
      notice: 'It is ended. The link opens nothing any more.',
    }),
  });
}

async function loadInvitations(tx: ReadTx, { params, allows }: PageContext): Promise<InvitationsProps> {
  const service = await findService(tx, params['service'] ?? '');
  return { service, invitations: await invitationLines(tx, service), looks: allows({ may: SEES_LOOKS }) };
}

async function loadEnding(tx: ReadTx, { params }: PageContext): Promise<EndProps> {
  const service = await findService(tx, params['service'] ?? '');
  const number = numberIn(params['assessor'] ?? '');
  const invitation = number === null ? null : await invitationByNumber(tx, service.id, number);
  if (!invitation) throw new NotFound('There is no such invitation.');
  return { service, invitation };
}

async function loadComments(tx: ReadTx, { params, actor, allows }: PageContext): Promise<CommentsProps> {
  const service = await findService(tx, params['service'] ?? '');
  const assesses = isAssessing(actor, service.reference);
  const [comments, standards, invitation] = await Promise.all([
    commentsSeen(tx, service, actor),
    standardNames(),
    assesses ? invitationFor(tx, service.id, actor.id) : null,
  ]);
  return {
    service,
    comments,
    standards,
    assesses,
    until: invitation?.until ?? null,
    answers: allows({ may: ANSWERS }),
    erases: allows(eraseAssessorComment),
  };
}

/** What is commented on, as the address of the form says. */
function aboutIn(query: PageContext['query']): About {
  return { standard: query['standard'] ?? null, section: query['section'] ?? null };
}

/** @throws NotFound where there is no such standard or section */
async function loadCommenting(tx: ReadTx, { params, query }: PageContext): Promise<CommentFormProps> {
  const service = await findService(tx, params['service'] ?? '');
  const standards = await standardNames();
  const about = aboutIn(query);
  const found = standards.find(({ id }) => id === about.standard);
  if (about.standard !== null && !found) throw new NotFound('There is no such standard.');
  if (about.section !== null && !found?.sections.some(({ id }) => id === about.section))
    throw new NotFound('There is no such section.');
  return { service, about, standards };
}

async function loadAnswering(tx: ReadTx, context: PageContext): Promise<AnswerFormProps> {
  const service = await findService(tx, context.params['service'] ?? '');
  const [comment, standards, owners] = await Promise.all([
    commentNamed(tx, service.id, context),
    standardNames(),
    actionOwners(tx, service, context.now),
  ]);
  return { service, comment, standards, owners };
}

/** @throws NotFound */
async function commentNamed(tx: ReadTx, service: string, { params }: PageContext): Promise<StoredComment> {
  const number = numberIn(params['comment'] ?? '');
  const [comment] = number === null ? [] : await commentsOf(tx, { service, number }, 1);
  if (!comment) throw new NotFound('There is no such comment.');
  return comment;
}
