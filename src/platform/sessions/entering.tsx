import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import type { WayIn } from '../accounts/domain.ts';
import type { Services } from '../feature.ts';
import { sendPage } from '../http/render.ts';
import { cookieOptions, leadOn, ownPath, plantedByNobody, sessionCookie } from '../http/visit.ts';
import { beginSession, digestOfSecret, resolveSession, type Entry, type SessionGround } from './sessions.ts';
import { providerOffer } from '../providers/buttons.tsx';
import { NoPlacePage } from './sign-in-pages.tsx';
import { endSession } from './store.ts';

/** Where somebody wanted to go, kept by the browser while they find their way in. */
export function wantedCookie(services: Services): string {
  return plantedByNobody(services, 'primum_to');
}
/** Seconds that the browser keeps it. */
const WANTED_LASTS = 15 * 60;

/** Has the browser keep where somebody wanted to go. @param to a path of this installation */
export function keepWanted(services: Services, reply: FastifyReply, to: string): void {
  reply.setCookie(wantedCookie(services), to, { ...cookieOptions(services), maxAge: WANTED_LASTS });
}

/** What else the sign-in page offers: ways that lead to another site first. Each gives its button, or nothing where it is not set up. */
export interface SignInOffer {
  readonly button: (services: Services) => Promise<ComponentChildren>;
}
export const signInOffers: readonly SignInOffer[] = [providerOffer];

export function sessionGround({ ground: { database }, now }: Services): SessionGround {
  return { database, now };
}

/** What stands at the page that somebody is led to. */
export interface Arrival {
  readonly href: string;
  readonly notice: string;
}

/** Begins the session of somebody who has just proved who they are, and leads on. */
export async function enter(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  { person, by, arrival }: { readonly person: string; readonly by: WayIn; readonly arrival?: Arrival },
): Promise<FastifyReply> {
  const ground = sessionGround(services);
  const entry = { by, ...cameFrom(services, request) };
  const secret = await ground.database.platform((tx) => beginSession(ground, tx, person, entry));
  return arrive(services, request, reply, secret, arrival);
}

/** The browser as it was before: the session that it held ends when another one begins. */
export function cameFrom(services: Services, request: FastifyRequest): Omit<Entry, 'by'> {
  return { held: request.cookies[sessionCookie(services)], userAgent: request.headers['user-agent'] };
}

/** Hands the secret of a new session to the browser, and leads to where somebody wanted to go, or to `arrival`. */
export async function arrive(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  secret: string,
  arrival?: Arrival,
): Promise<FastifyReply> {
  const ground = sessionGround(services);
  const options = cookieOptions(services);
  const cookie = sessionCookie(services);
  const who = await resolveSession(ground, secret);
  const wanted = ownPath(request.cookies[wantedCookie(services)]);
  // Who belongs nowhere may take up an invitation: that page looks after itself.
  if (!who && !wanted?.startsWith('/join/')) {
    await ground.database.platform((tx) => endSession(tx, digestOfSecret(secret)));
    return sendPage(reply.clearCookie(cookie, options), <NoPlacePage shell={services.shell} />, 403);
  }
  reply.setCookie(cookie, secret, options).clearCookie(wantedCookie(services), options);
  if (arrival && who) return leadOn(services, reply, who, arrival);
  return reply.header('cache-control', 'no-store').redirect(wanted ?? '/', 303);
}
