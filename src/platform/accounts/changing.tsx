import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { InputProblem, NotPossible, type FieldProblem } from '../commands/problems.ts';
import type { Services } from '../feature.ts';
import { OWN_ACCOUNT } from '../http/declared.ts';
import { confirmPage } from '../http/confirm-page.tsx';
import { ErrorPage } from '../http/errors.tsx';
import { formOf, one, typedIn, type FormValues } from '../http/form-body.ts';
import { TOKEN_FIELD } from '../http/form-parts.tsx';
import { orRefusal } from '../http/pages.tsx';
import { sendPage } from '../http/render.ts';
import {
  cookieOptions,
  leadOn,
  refuseOtherSites,
  renewSession,
  sessionCookie,
  shellOf,
  signedIn,
} from '../http/visit.ts';
import { proofIn, waysOf } from '../sessions/confirming.tsx';
import { sessionGround, type Arrival } from '../sessions/entering.tsx';
import { isFormToken, type SignedIn } from '../sessions/sessions.ts';
import { noteConfirmed } from '../sessions/store.ts';
import type { AccountFormProps } from './account-forms.tsx';
import { confirmsChanges } from './domain.ts';

/*
 * Changes to how somebody signs in, by themselves. Whoever makes one has confirmed a short while ago who they are, or does
 * so now. Secrets are typed into fields whose names begin with "_": those are never shown again or carried on.
 */

/** Bytes of a form with a device's answer in it. */
const CHANGE_LIMIT = 32 * 1024;

/** What somebody sent. */
export interface Sent {
  readonly who: SignedIn;
  readonly request: FastifyRequest;
  /** A field of the form; '' where there is none. */
  readonly field: (name: string) => string;
}

export interface Change {
  readonly path: string;
  /** "You are about to change your password." */
  readonly sentence: string;
  /** What is seen before; without it, a button on the account's page sends it. */
  readonly form?: {
    readonly page: (props: AccountFormProps, who: SignedIn, request: FastifyRequest) => Promise<VNode>;
    /** The field that is there when the form was sent: who has only confirmed sees the form now. */
    readonly field: string;
  };
  /** @throws InputProblem, NotPossible @returns where to go on, or the page that shows what came of it */
  readonly run: (sent: Sent) => Promise<Arrival | { readonly page: VNode } | 'signed out'>;
}

/** A change of one's account, as a form of its own or as a button. */
export function registerChange(app: FastifyInstance, services: Services, change: Change): void {
  const { path, form } = change;

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    who: SignedIn,
    problems: readonly FieldProblem[],
    values: AccountFormProps['values'] = {},
  ): Promise<FastifyReply> {
    const page = await form!.page({ shell: shellOf(services, who), values, problems }, who, request);
    return sendPage(reply, page, problems.length > 0 ? 422 : 200);
  }

  if (form)
    app.get(path, { config: OWN_ACCOUNT }, async (request, reply) => {
      const who = await signedIn(services, request);
      if (!who) return toSignInAndBack(reply);
      const asked = await confirmFirst(services, request, reply, who, { sent: {}, sentence: change.sentence });
      return asked ? sendPage(reply, asked.page, asked.status) : show(request, reply, who, []);
    });

  app.post(path, { config: OWN_ACCOUNT, bodyLimit: CHANGE_LIMIT }, async (request, reply) => {
    refuseOtherSites(request);
    const sent = formOf(request);
    const who = await signedIn(services, request);
    if (!who) return toSignInAndBack(reply);
    // Nothing is lost that was not a secret or a button: the page is simply shown anew.
    if (!isFormToken(who, one(sent, TOKEN_FIELD))) return reply.redirect(form ? path : '/account', 303);
    return orRefusal(services, reply, who, async () => {
      const asked = await confirmFirst(services, request, reply, who, { sent, sentence: change.sentence });
      if (asked) return sendPage(reply, asked.page, asked.status);
      if (form && one(sent, form.field) === undefined) return reply.redirect(path, 303);
      try {
        const field = (name: string) => one(sent, name) ?? '';
        const done = await change.run({ who, request, field });
        if (done === 'signed out')
          return reply.clearCookie(sessionCookie(services), cookieOptions(services)).redirect('/sign-in', 303);
        return 'page' in done ? sendPage(reply, done.page) : leadOn(services, reply, who, done);
      } catch (error) {
        if (error instanceof InputProblem && form) return show(request, reply, who, error.problems, onlyTexts(sent));
        if (!(error instanceof NotPossible)) throw error;
        const page = <ErrorPage shell={shellOf(services, who)} title="Nothing was changed" text={error.message} />;
        return sendPage(reply, page, 409);
      }
    });
  });
}

function toSignInAndBack(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store').redirect('/sign-in?to=%2Faccount', 303);
}

function onlyTexts(sent: FormValues): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(typedIn(sent)).map((name) => [name, one(sent, name) ?? '']));
}

/**
 * The page that asks who somebody is; null where they have just said so. Not the reply: that is itself something to wait for,
 * and whoever waits for it is told nothing, and goes on.
 */
async function confirmFirst(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  who: SignedIn,
  { sent, sentence }: { readonly sent: FormValues; readonly sentence: string },
): Promise<{ readonly page: VNode; readonly status: number } | null> {
  const ways = await waysOf(services, who);
  if (!confirmsChanges(who.session, ways.length > 0, services.now())) return null;
  const answer = await proofIn(services, request, who, sent);
  if (answer && 'confirmed' in answer) {
    await sessionGround(services).database.platform((tx) => noteConfirmed(tx, who.session.id, services.now()));
    await renewSession(services, reply, who);
    return null;
  }
  const shell = shellOf(services, who);
  const values = typedIn(sent);
  const page = await confirmPage({
    services,
    shell,
    who,
    action: request.url,
    sentence,
    values,
    key: undefined,
    answer,
  });
  return { page, status: answer ? 422 : 200 };
}
