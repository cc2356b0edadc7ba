import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { askToSign, ownerOfAnswer, type AskedFor } from '../accounts/passkeys.ts';
import { signInByPassword } from '../accounts/passwords.ts';
import { signInByCode } from '../accounts/recovery.ts';
import type { Services } from '../feature.ts';
import { open } from '../http/declared.ts';
import { formOf, one } from '../http/form-body.ts';
import { TOKEN_FIELD } from '../http/form-parts.tsx';
import { sendPage } from '../http/render.ts';
import {
  cookieOptions,
  ownPath,
  plantedByNobody,
  refuseOtherSites,
  sessionCookie,
  shellOf,
  signedIn,
} from '../http/visit.ts';
import { arrive, cameFrom, enter, keepWanted, sessionGround, signInOffers, wantedCookie } from './entering.tsx';
import { isFormToken, newSecret, ownerOfLink, signInWith, signOut } from './sessions.ts';
import { LinkPage, RecoveryPage, SignInPage, SignOutPage, UsedLinkPage } from './sign-in-pages.tsx';

/** Bytes of an address and a password of the longest kind, and of a device's answer. */
const TYPED_LIMIT = 8 * 1024;
export const ANSWER_LIMIT = 32 * 1024;
/** By which a browser that nobody is signed in with is known again, when its device has answered. */
const ASKED = 'primum_asked';
const ASKED_LASTS = 5 * 60;

const ARRIVAL = {
  href: '/account',
  notice: 'You came in with a recovery code, which is used up. Set a new password now, or add a passkey.',
} as const;

/** Coming in and going out. A one-time link is used up by the button on its page: looking at it, as mail scanners do, is not using it. */
export function registerSignIn(app: FastifyInstance, services: Services): void {
  const ground = sessionGround(services);
  const options = cookieOptions(services);
  const session = sessionCookie(services);
  const wanted = wantedCookie(services);
  const askedFor = plantedByNobody(services, ASKED);
  const { shell, url } = services;
  const lead = (reply: FastifyReply, to: string) => reply.header('cache-control', 'no-store').redirect(to, 303);
  const offers = () => Promise.all(signInOffers.map(({ button }) => button(services)));
  const asked = (request: FastifyRequest): AskedFor => ({
    purpose: 'sign-in',
    holder: request.cookies[askedFor] ?? '',
  });

  async function showSignIn(reply: FastifyReply, shown: { wanted: boolean; email?: string; problem?: string }) {
    const { wanted, email = '', problem = null } = shown;
    const page = <SignInPage shell={shell} wanted={wanted} email={email} problem={problem} offers={await offers()} />;
    return sendPage(reply, page, problem === null ? 200 : 422);
  }

  const config = open('It is the way in, and the way out.');
  app.get('/sign-in', { config }, async (request, reply) => {
    const to = ownPath((request.query as Record<string, unknown>)['to']);
    if (await signedIn(services, request)) return lead(reply, to ?? '/');
    if (to) keepWanted(services, reply, to);
    return showSignIn(reply, { wanted: to !== null });
  });

  app.post('/sign-in', { config, bodyLimit: TYPED_LIMIT }, async (request, reply) => {
    refuseOtherSites(request);
    const sent = formOf(request);
    const typed = { email: one(sent, 'email') ?? '', password: one(sent, '_password') ?? '' };
    const answer = await signInByPassword(ground, typed, request.ip);
    if ('person' in answer) return enter(services, request, reply, { ...answer, by: 'password' });
    return showSignIn(reply, { wanted: request.cookies[wanted] !== undefined, email: typed.email, ...answer });
  });

  app.post('/sign-in/passkey/ask', { config }, async (request, reply) => {
    refuseOtherSites(request);
    const holder = newSecret();
    const question = await askToSign(ground, { url, host: request.host }, { purpose: 'sign-in', holder }, null);
    reply.setCookie(askedFor, holder, { ...options, maxAge: ASKED_LASTS });
    return reply.header('cache-control', 'no-store').send(question);
  });

  app.post('/sign-in/passkey', { config, bodyLimit: ANSWER_LIMIT }, async (request, reply) => {
    refuseOtherSites(request);
    const given = one(formOf(request), '_passkey') ?? '';
    const person = await ownerOfAnswer(ground, { url, host: request.host }, asked(request), given);
    reply.clearCookie(askedFor, options);
    if (person !== null) return enter(services, request, reply, { person, by: 'passkey' });
    const problem =
      'That passkey was not taken: it took more than two minutes, or Primum does not know it. Press the button again, or use another way.';
    return showSignIn(reply, { wanted: request.cookies[wanted] !== undefined, problem });
  });

  app.get('/sign-in/recovery', { config }, (_request, reply) =>
    sendPage(reply, <RecoveryPage shell={shell} email="" problem={null} />),
  );

  app.post('/sign-in/recovery', { config, bodyLimit: TYPED_LIMIT }, async (request, reply) => {
    refuseOtherSites(request);
    const sent = formOf(request);
    const typed = { email: one(sent, 'email') ?? '', code: one(sent, '_code') ?? '' };
    const answer = await signInByCode(ground, typed, request.ip);
    if ('person' in answer) return enter(services, request, reply, { ...answer, by: 'recovery', arrival: ARRIVAL });
    return sendPage(reply, <RecoveryPage shell={shell} email={typed.email} {...answer} />, 422);
  });

  app.get<{ Params: { link: string } }>('/sign-in/:link', { config }, async (request, reply) => {
    const owner = await ownerOfLink(ground, request.params.link);
    if (!owner) return sendPage(reply, <UsedLinkPage shell={shell} />, 410);
    return sendPage(reply, <LinkPage shell={shell} name={owner.name} action={`/sign-in/${request.params.link}`} />);
  });

  app.post<{ Params: { link: string } }>('/sign-in/:link', { config }, async (request, reply) => {
    refuseOtherSites(request);
    const secret = await signInWith(ground, request.params.link, cameFrom(services, request));
    if (secret === null) return sendPage(reply, <UsedLinkPage shell={shell} />, 410);
    return arrive(services, request, reply, secret);
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
