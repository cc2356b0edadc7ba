import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { Layout, type Shell } from '../../ui/layout.tsx';
import { Button } from '../../ui/nhsuk/index.ts';
import type { Services } from '../feature.ts';
import { open } from '../http/declared.ts';
import { formOf, one } from '../http/form-body.ts';
import { TOKEN_FIELD } from '../http/form-parts.tsx';
import { sendPage } from '../http/render.ts';
import {
  cookieName,
  cookieOptions,
  ownPath,
  refuseOtherSites,
  sessionCookie,
  shellOf,
  signedIn,
} from '../http/visit.ts';
import { isFormToken, ownerOfLink, signInWith, signOut } from './sessions.ts';

/** Where somebody wanted to go, kept by the browser while they look for their link. Seconds. */
const WANTED_LASTS = 15 * 60;

/** Coming in and going out. A one-time link is used up by the button on its page: looking at it, as mail scanners do, is not using it. */
export function registerSignIn(app: FastifyInstance, services: Services): void {
  const ground = { database: services.ground.database, now: services.now };
  const options = cookieOptions(services);
  const session = sessionCookie(services);
  const kept = cookieName(services, 'primum_to');
  const wanted = (request: FastifyRequest): string => ownPath(request.cookies[kept]) ?? '/';
  const lead = (reply: FastifyReply, to: string) => reply.header('cache-control', 'no-store').redirect(to, 303);

  const config = open('It is the way in, and the way out.');
  app.get('/sign-in', { config }, async (request, reply) => {
    const to = ownPath((request.query as Record<string, unknown>)['to']);
    if (await signedIn(services, request)) return lead(reply, to ?? '/');
    if (to) reply.setCookie(kept, to, { ...options, maxAge: WANTED_LASTS });
    return sendPage(reply, <SignInPage shell={services.shell} wanted={to !== null} />);
  });

  app.get<{ Params: { link: string } }>('/sign-in/:link', { config }, async (request, reply) => {
    const owner = await ownerOfLink(ground, request.params.link);
    if (!owner) return sendPage(reply, <UsedLinkPage shell={services.shell} />, 410);
    return sendPage(
      reply,
      <LinkPage shell={services.shell} name={owner.name} action={`/sign-in/${request.params.link}`} />,
    );
  });

  app.post<{ Params: { link: string } }>('/sign-in/:link', { config }, async (request, reply) => {
    refuseOtherSites(request);
    const secret = await signInWith(ground, request.params.link, request.cookies[session]);
    if (secret === null) return sendPage(reply, <UsedLinkPage shell={services.shell} />, 410);
    reply.setCookie(session, secret, options).clearCookie(kept, options);
    return lead(reply, wanted(request));
  });

  app.post('/sign-out', { config }, async (request, reply) => {
    refuseOtherSites(request);
    const who = await signedIn(services, request);
    if (!who) return lead(reply.clearCookie(session, options), '/sign-in');
    if (!isFormToken(who, one(formOf(request), TOKEN_FIELD)))
      return sendPage(
        reply,
        <SignOutPage shell={shellOf(services, who)} token={shellOf(services, who).account!.token} />,
        403,
      );
    await signOut(ground, who);
    return lead(reply.clearCookie(session, options), '/sign-in');
  });
}

interface FrameProps {
  readonly shell: Shell;
  readonly title: string;
  readonly children: ComponentChildren;
}

function Frame({ shell, title, children }: FrameProps) {
  return (
    <Layout shell={shell} title={title} path="">
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">{title}</h1>
        {children}
      </div>
    </Layout>
  );
}

function HowToGetALink() {
  return (
    <>
      <p>
        A new link is made on the computer that holds Primum’s data, with this command. The link works once, for one
        hour.
      </p>
      <pre class="app-command">bin/primum sign-in-link</pre>
      <p>If that computer is not yours, ask whoever runs Primum for you to send you a link.</p>
    </>
  );
}

function SignInPage({ shell, wanted }: { readonly shell: Shell; readonly wanted: boolean }) {
  return (
    <Frame shell={shell} title="Sign in">
      {wanted && <p class="app-lead">You need to be signed in for that page. You will be taken there afterwards.</p>}
      <p>
        You come in with a one-time link. When Primum was started for the first time, it printed one: open it in this
        browser.
      </p>
      <HowToGetALink />
      <p>
        To check a hazard log you need no account: <a href="/check">check a hazard log</a>.
      </p>
    </Frame>
  );
}

function LinkPage({ shell, name, action }: { readonly shell: Shell; readonly name: string; readonly action: string }) {
  return (
    <Frame shell={shell} title="Sign in">
      <p class="app-lead">
        This link signs you in as <strong>{name}</strong>.
      </p>
      <p>If that is not you, close this page. The link works once.</p>
      <form method="post" action={action} novalidate>
        <Button preventDoubleClick>Sign in as {name}</Button>
      </form>
    </Frame>
  );
}

function UsedLinkPage({ shell }: { readonly shell: Shell }) {
  return (
    <Frame shell={shell} title="This link no longer works">
      <p>
        It was used before, or it is too old: each link works once and only for a while. If you have just signed in with
        it in this browser, <a href="/">go to the first page</a>.
      </p>
      <HowToGetALink />
    </Frame>
  );
}

function SignOutPage({ shell, token }: { readonly shell: Shell; readonly token: string }) {
  return (
    <Frame shell={shell} title="Sign out">
      <p>You are still signed in.</p>
      <form method="post" action="/sign-out" novalidate>
        <input type="hidden" name={TOKEN_FIELD} value={token} />
        <Button preventDoubleClick>Sign out</Button>
      </form>
    </Frame>
  );
}
