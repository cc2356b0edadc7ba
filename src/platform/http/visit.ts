import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Shell } from '../../ui/layout.tsx';
import { allows, serviceNamedIn } from '../commands/may.ts';
import type { Services } from '../feature.ts';
import { formToken, renewSecret, resolveSession, seal, unseal, type SignedIn } from '../sessions/sessions.ts';
import type { PageContext } from './forms.ts';
import { opensTo } from './doors.ts';
import { Refusal } from './errors.tsx';

/*
 * One request of a browser: whose it is, what it asks for, and the sentence that it is shown once. For routes that
 * `registerPage` and `registerForm` do not fit, such as those that take files.
 */

/** How long the sentence after a form waits for its page. */
const NOTICE_LASTS = 60;
const NOTICE = 'primum_notice';
const MOST_IN_A_NOTICE = 600;
const Notice = z.object({ text: z.string(), href: z.string(), until: z.number() });

/** Whether browsers reach this installation over https: then cookies are sent over nothing else. */
function isSecure({ url }: Pick<Services, 'url'>): boolean {
  return url.startsWith('https:');
}

/** With the prefix, no neighbour under the same domain can plant one. */
export function plantedByNobody(services: Pick<Services, 'url'>, name: string): string {
  return isSecure(services) ? `__Host-${name}` : name;
}

export function sessionCookie(services: Pick<Services, 'url'>): string {
  return plantedByNobody(services, 'primum_session');
}

/** What every cookie of ours has. */
export function cookieOptions(services: Pick<Services, 'url'>) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(services) } as const;
}

/** Who sent this, as things stand now; null for somebody who is not signed in. */
export async function signedIn(services: Services, request: FastifyRequest): Promise<SignedIn | null> {
  const { database } = services.ground;
  return resolveSession({ database, now: services.now }, request.cookies[sessionCookie(services)]);
}

/** Another secret for the session of somebody who has just proved again who they are. Pages that are open still work. */
export async function renewSession(services: Services, reply: FastifyReply, who: SignedIn): Promise<void> {
  const fresh = await renewSecret({ database: services.ground.database, now: services.now }, who);
  if (fresh !== null) reply.setCookie(sessionCookie(services), fresh, cookieOptions(services));
}

/** Leads to the page that says how to come in, and back from there. */
export function toSignIn(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store').redirect(`/sign-in?to=${encodeURIComponent(request.url)}`, 303);
}

/** The shell of somebody who is signed in: their name, their organisation's, the way out, and the way to every room. */
export function shellOf(services: Services, who: SignedIn): Shell {
  const asking = { actor: who.actor, organisation: who.actor.organisation };
  return {
    ...services.shell,
    navigation: services.navigation
      .filter(({ may, onAccount }) => onAccount === undefined && (!may || allows(may, asking, null)))
      .map(({ text, href }) => ({ text, href })),
    account: {
      organisation: who.organisationName,
      person: who.actor.name,
      token: formToken(who),
      idle: who.limits.idleMinutes * 60,
    },
  };
}

/**
 * The shell of whoever asks, for pages that need no sign-in. A page that can be shown without the database is shown
 * without it.
 */
export async function shellFor(services: Services, request: FastifyRequest): Promise<Shell> {
  const who = await signedIn(services, request).catch(() => null);
  return who ? shellOf(services, who) : services.shell;
}

/** What a page is handed, without the sentence that it may have to say. */
export function contextOf(services: Services, request: FastifyRequest, who: SignedIn): PageContext {
  const params = cleaned(request.params);
  const asking = { actor: who.actor, organisation: who.actor.organisation };
  return {
    params,
    query: cleaned(request.query),
    ...asking,
    session: { id: who.session.id, ...who.limits },
    allows: ({ may }, service) => allows(may, asking, service ?? serviceNamedIn(params)),
    reaches: (href) => opensTo(request.server.declaredRoutes, asking, href),
    now: services.now(),
    shell: shellOf(services, who),
    notice: null,
  };
}

/** The sentence that waits for this page, if there is one; it is not there a second time. */
export function takeNotice(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  who: SignedIn,
): string | null {
  const name = plantedByNobody(services, NOTICE);
  const sealed = request.cookies[name];
  if (!sealed) return null;
  const notice = Notice.safeParse(unseal(who, sealed)).data;
  // Another page, loaded meanwhile in another tab, leaves it for the one that it is for.
  if (notice && notice.href !== request.url && notice.until > services.now().getTime()) return null;
  reply.clearCookie(name, cookieOptions(services));
  return notice && notice.until > services.now().getTime() ? notice.text : null;
}

/** Leads on from a form that was carried out, with one sentence to say there. */
export function leadOn(
  services: Services,
  reply: FastifyReply,
  who: SignedIn,
  { href, notice }: { readonly href: string; readonly notice: string },
): FastifyReply {
  const sealed = seal(who, {
    text: [...notice].slice(0, MOST_IN_A_NOTICE).join(''),
    href: href.split('#')[0],
    until: services.now().getTime() + NOTICE_LASTS * 1000,
  });
  return reply
    .setCookie(plantedByNobody(services, NOTICE), sealed, { ...cookieOptions(services), maxAge: NOTICE_LASTS })
    .header('cache-control', 'no-store')
    .redirect(href, 303);
}

/**
 * A form is sent from a page of ours. Another site under the same domain is another site; what older browsers leave out,
 * the token in the form makes up for.
 * @throws Refusal
 */
export function refuseOtherSites(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  // Our forms say their origin; "null" is what a sandbox or a page without a referrer sends. Where the browser says it
  // outright, its word counts: a proxy may have changed the host.
  const here =
    site === undefined
      ? origin === undefined || hostOf(origin) === request.headers.host
      : site === 'same-origin' || site === 'none';
  if (!here) throw new Refusal(403, 'This was sent from another site. Open the page here, and send it from there.');
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

/** Words of an address: the last one, where one is given twice. Nothing that no address has a use for. */
function cleaned(given: unknown): Readonly<Record<string, string>> {
  const clean = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(given ?? {})) {
    const last: unknown = Array.isArray(value) ? value.at(-1) : value;
    if (typeof last === 'string') clean[name] = last.replaceAll('\0', '');
  }
  return clean;
}

/** A path of this installation, from what somebody may have put into an address; null for anything else. */
export function ownPath(to: unknown): string | null {
  if (typeof to !== 'string' || to.length > 2_000 || !/^\/(?![/\\])[\u0021-\u007E]*$/u.test(to)) return null;
  const url = URL.canParse(to, 'http://here.invalid') ? new URL(to, 'http://here.invalid') : null;
  if (
    url?.origin !== 'http://here.invalid' ||
    url.pathname.startsWith('//') ||
    /^\/sign-(?:in|out)\b/u.test(url.pathname)
  )
    return null;
  return url.pathname + url.search;
}
