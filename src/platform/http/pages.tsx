import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Shell } from '../../ui/layout.tsx';
import { Layout } from '../../ui/layout.tsx';
import { Button } from '../../ui/nhsuk/index.ts';
import type { AnyCommand } from '../commands/command.ts';
import { authorise, isAssessing, serviceNamedIn, type May } from '../commands/may.ts';
import { execute } from '../commands/execute.ts';
import {
  ConfirmationNeeded,
  Conflict,
  Denied,
  InputProblem,
  KeyReused,
  NotFound,
  NotPossible,
} from '../commands/problems.ts';
import type { Services } from '../feature.ts';
import { recordLook } from '../ledger/looks.ts';
import { isFormToken, newSecret, secretFor, type SignedIn } from '../sessions/sessions.ts';
import { formFor, open, pageFor } from './declared.ts';
import { proofIn } from '../sessions/confirming.tsx';
import { confirmPage } from './confirm-page.tsx';
import { ErrorPage } from './errors.tsx';
import { FORM_LIMIT, formOf, one, typedIn, type FormValues } from './form-body.ts';
import { hiddenFields, KEY_FIELD, KeptFields, TOKEN_FIELD } from './form-parts.tsx';
import type { Form, FormContext, Page, PageContext, Secret } from './forms.ts';
import { sendPage } from './render.ts';
import { contextOf, leadOn, refuseOtherSites, renewSession, shellOf, signedIn, takeNotice, toSignIn } from './visit.ts';
import { isId } from '../ids.ts';

/** A page for people who are signed in. Others are led to the sign-in page and back. */
export function registerPage<Props>(app: FastifyInstance, services: Services, page: Page<Props>): void {
  const declared = page.leadsOn ? open(page.leadsOn.why) : pageFor(page.may);
  const config = { ...declared, ...(page.unnamed && { unnamed: page.unnamed }) };
  app.get(page.path, { config }, async (request, reply) => {
    const who = await signedIn(services, request);
    const elsewhere = page.leadsOn?.to(who?.actor ?? null) ?? null;
    if (elsewhere !== null) return reply.header('cache-control', 'no-store').redirect(elsewhere, 303);
    if (!who) return toSignIn(request, reply);
    return orRefusal(services, reply, who, async () => {
      await mayLook(services, page.may, who, request);
      const context = contextOf(services, request, who);
      const props = await services.ground.database.read(context.organisation, (tx) => page.load(tx, context));
      const notice = takeNotice(services, request, reply, who);
      return sendPage(reply, page.page(props, { ...context, notice }));
    });
  });
}

/** What is shown with a form beside its fields; nothing, the first time. */
type Shown = Partial<Pick<FormContext, 'problems' | 'refusal' | 'conflict'>> & {
  readonly status: number;
  readonly values: FormValues;
};

/** GET shows the form; POST carries the command out and leads on (303), or shows the form again with what was typed. */
export function registerForm<Props>(app: FastifyInstance, services: Services, form: Form<Props>): void {
  async function show(reply: FastifyReply, who: SignedIn, context: PageContext, shown: Shown | null) {
    const props = await services.ground.database.read(context.organisation, (tx) => form.load(tx, context));
    const values = shown?.values ?? form.values?.(props, context) ?? {};
    const { problems = [], refusal = null, conflict = null } = shown ?? {};
    const wrong = problems.length > 0 || refusal !== null || conflict !== null;
    const page = form.page(props, {
      ...context,
      shell: { ...context.shell, wrong },
      values,
      problems,
      refusal,
      conflict,
      hidden: hiddenFields(who, values),
    });
    return sendPage(reply, page, shown?.status ?? 200);
  }

  app.get(form.path, { config: formFor(form.command) }, async (request, reply) => {
    const who = await signedIn(services, request);
    if (!who) return toSignIn(request, reply);
    return orRefusal(services, reply, who, async () => {
      await mayLook(services, form.command.may, who, request);
      const notice = takeNotice(services, request, reply, who);
      return show(reply, who, { ...contextOf(services, request, who), notice }, null);
    });
  });

  app.post(form.path, { bodyLimit: FORM_LIMIT, config: formFor(form.command) }, async (request, reply) => {
    refuseOtherSites(request);
    const sent = formOf(request);
    const values = typedIn(sent);
    const who = await signedIn(services, request);
    if (!who)
      return sendPage(reply, <SignedOutPage shell={services.shell} action={request.url} values={values} />, 401);
    return orRefusal(services, reply, who, async () => {
      mayOrDenied(form.command.may, who, request);
      const context = contextOf(services, request, who);
      if (!isFormToken(who, one(sent, TOKEN_FIELD))) return show(reply, who, context, { ...STALE, values });
      const answer = form.command.confirms ? await proofIn(services, request, who, sent) : null;
      if (answer && 'confirmed' in answer) await renewSession(services, reply, who);
      try {
        const secret = secretOf(who, sent);
        const input = form.input(values, context, secret);
        const { result } = await execute(services.ground, form.command, input, {
          actor: who.actor,
          organisation: context.organisation,
          ...(answer && 'confirmed' in answer && answer),
          ...keyOf(sent, form.command),
        });
        const next = form.done(result, context, secret);
        return 'page' in next ? sendPage(reply, next.page) : leadOn(services, reply, who, next);
      } catch (error) {
        if (error instanceof ConfirmationNeeded) {
          const sentence = form.confirming?.(values, context) ?? `You are about to do this: ${form.command.summary}.`;
          const page = { services, shell: context.shell, who, action: request.url, sentence, values, answer };
          return sendPage(reply, await confirmPage({ ...page, key: one(sent, KEY_FIELD) }), answer ? 422 : 200);
        }
        const shown = shownFor(error, values);
        if (!shown) throw error;
        return show(reply, who, context, shown);
      }
    });
  });
}

/** Sent from a page of another session: one that ended meanwhile, or none of ours. */
export const STALE = {
  status: 403,
  refusal:
    'You have signed in again since this page was opened, so nothing was changed yet. What you typed is below: check it, and send it again.',
};

/** The form again, with what was typed; null for what no form can put right. */
function shownFor(error: unknown, values: FormValues): Shown | null {
  if (error instanceof InputProblem) return { status: 422, values, problems: error.problems };
  if (error instanceof NotPossible) return { status: 409, values, refusal: error.message };
  if (error instanceof Conflict)
    return { status: 409, values: { ...values, version: String(error.version) }, conflict: error };
  if (error instanceof KeyReused) {
    return {
      status: 409,
      values,
      refusal:
        'This page was sent before, with something else in it, and that was done. Check what you typed now: send it only if you want this as well.',
    };
  }
  return null;
}

export function renderingOf(sent: FormValues): string | null {
  const key = one(sent, KEY_FIELD);
  return key !== undefined && isId(key) ? key : null;
}

function secretOf(who: SignedIn, sent: FormValues): Secret {
  const rendering = renderingOf(sent);
  const secret = rendering === null ? newSecret() : secretFor(who, rendering);
  return () => secret;
}

/** One rendering of a form does one thing, however often it is sent. */
function keyOf(sent: FormValues, command: AnyCommand): { readonly key?: string } {
  const key = renderingOf(sent);
  return key !== null ? { key: `form:${command.feature}/${command.name}:${key}` } : {};
}

/** @throws Denied, NotFound */
export function mayOrDenied(may: May, { actor }: SignedIn, request: FastifyRequest): void {
  authorise(may, { actor, organisation: actor.organisation }, serviceNamedIn(request.params));
}

/** The same for whatever is shown; a look of an assessor is recorded before anything is loaded. @throws Denied, NotFound */
export async function mayLook(services: Services, may: May, who: SignedIn, request: FastifyRequest): Promise<void> {
  mayOrDenied(may, who, request);
  const { actor } = who;
  if (!isAssessing(actor, serviceNamedIn(request.params))) return;
  const asking = { actor, organisation: actor.organisation };
  const given = { ...(request.query as object), ...(request.params as object) };
  await recordLook(services.ground, asking, request.routeOptions.url ?? '', given);
}

/** What may go wrong with any page, said to somebody who is signed in. */
export async function orRefusal(
  services: Services,
  reply: FastifyReply,
  who: SignedIn,
  answer: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await answer();
  } catch (error) {
    const shell = shellOf(services, who);
    const say = (status: number, title: string, text: string, more?: { text: string; href: string }) =>
      sendPage(reply, <ErrorPage shell={shell} title={title} text={text} more={more} />, status);
    if (error instanceof Denied) return say(403, 'You cannot do this here', error.message, WHO_MAY);
    if (error instanceof NotFound) return say(404, 'Page not found', NOT_FOUND);
    if (error instanceof InputProblem) return say(400, 'That did not work', error.message);
    throw error;
  }
}

const WHO_MAY = { text: 'Who may do what', href: '/help/who-may-do-what' };

const NOT_FOUND =
  'There is no page at this address, or it is not one that you can see. If you followed a link, what it led to may have moved.';

interface SignedOutProps {
  readonly shell: Shell;
  readonly action: string;
  readonly values: FormValues;
}

/** A form arrived after its session was over. Nothing that was typed is lost. */
export function SignedOutPage({ shell, action, values }: SignedOutProps) {
  return (
    <Layout shell={shell} title="You are no longer signed in" path="">
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">You are no longer signed in</h1>
        <p>Nothing was changed. What you typed is kept on this page, as long as you leave it open.</p>
        <ol class="nhsuk-list nhsuk-list--number">
          <li>
            <a href="/sign-in" target="_blank" rel="noopener noreferrer">
              Sign in (opens in a new tab)
            </a>
          </li>
          <li>Come back to this page, and send it again. You will see it before anything is changed.</li>
        </ol>
        <form method="post" action={action} novalidate>
          <KeptFields values={values} />
          <Button preventDoubleClick>Send it again</Button>
        </form>
      </div>
    </Layout>
  );
}

/** For routes of one's own, declared with `pageFor(may)`: the person, or the answer that was sent instead. */
export async function visitor(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  may: May,
): Promise<{ readonly who: SignedIn; readonly context: PageContext } | null> {
  const { declared } = request.routeOptions.config;
  if (!declared || !('may' in declared) || declared.may !== may)
    throw new Error(`${request.routeOptions.url ?? 'a route'} lets other people in than it declares`);
  const who = await signedIn(services, request);
  if (!who) {
    toSignIn(request, reply);
    return null;
  }
  await mayLook(services, may, who, request);
  const notice = request.method === 'GET' ? takeNotice(services, request, reply, who) : null;
  return { who, context: { ...contextOf(services, request, who), notice } };
}
