import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../feature.ts';
import { cookieOptions, plantedByNobody } from '../http/visit.ts';
import { digestOfSecret, newSecret } from '../sessions/sessions.ts';
import type { Identity } from './claims.ts';
import type { Provider } from './connect.ts';
import { bindingOf, digestOfBrowser, openFor, sealFor } from './sealing.ts';
import { addFlow, addReturn, findReturn, takeFlow, takeReturn, type Purpose, type Return } from './store.ts';

/*
 * The way to a provider and back. What belongs to it is bound to one browser by a cookie of its own, which the session does
 * not know: a way that was begun elsewhere ends here as nothing.
 */

/** How long somebody may take. Milliseconds. */
const LASTS = 10 * 60 * 1000;
const SECRET = /^[\w-]{43}$/u;

/** Planted by a neighbour, it would have somebody come in as who planted it. */
function cookieOf(services: Services): string {
  return plantedByNobody(services, 'primum_way');
}

/** Where a provider sends the browser back to: one address for each, so that none can answer for another. */
function backAddress({ url }: Pick<Services, 'url'>, { id }: Provider): string {
  return `${url}/sign-in/with/${id}/back`;
}

/** What the browser holds for its ways to providers; null where it holds nothing of the kind. */
function browserOf(services: Services, request: FastifyRequest): string | null {
  const held = request.cookies[cookieOf(services)];
  return held !== undefined && SECRET.test(held) ? held : null;
}

export interface Beginning {
  readonly provider: Provider;
  readonly purpose: Purpose;
  /** Whose it is, where somebody is signed in already. */
  readonly session: string | null;
  /** What comes back to this browser afterwards. */
  readonly kept?: unknown;
}

/** Begins a way to a provider. @returns where to send the browser @throws ProviderProblem */
export async function beginWay(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  { provider, purpose, session, kept }: Beginning,
): Promise<URL> {
  // Several tabs of one browser may be on their way at once.
  const browser = browserOf(services, request) ?? newSecret();
  const state = newSecret();
  const url = await provider.begin(backAddress(services, provider), bindingOf(browser, state), purpose !== 'sign-in');
  const now = services.now();
  const flow = {
    state: digestOfSecret(state),
    browser: digestOfBrowser(browser),
    provider: provider.id,
    purpose,
    session,
    kept: kept === undefined ? null : sealFor(browser, purpose, kept),
    expiresAt: new Date(now.getTime() + LASTS),
  };
  await services.ground.database.platform((tx) => addFlow(tx, flow, now));
  reply.setCookie(cookieOf(services), browser, { ...cookieOptions(services), maxAge: (2 * LASTS) / 1000 });
  return url;
}

/** Somebody who came back on a way that this browser began. */
export interface CameBack {
  readonly purpose: Purpose;
  readonly session: string | null;
  readonly kept: unknown;
  /** Asks the provider who it is. @throws ProviderProblem */
  readonly identity: () => Promise<Identity>;
}

/** The way that somebody comes back on; null where this browser began none, it is over, or was gone already. */
export async function comeBack(
  services: Services,
  request: FastifyRequest,
  provider: Provider,
): Promise<CameBack | null> {
  const { state } = request.query as Record<string, unknown>;
  const browser = browserOf(services, request);
  if (typeof state !== 'string' || !SECRET.test(state) || browser === null) return null;
  const flow = await services.ground.database.platform((tx) =>
    takeFlow(
      tx,
      { state: digestOfSecret(state), browser: digestOfBrowser(browser), provider: provider.id },
      services.now(),
    ),
  );
  if (!flow) return null;
  const came = new URL(backAddress(services, provider));
  came.search = request.url.split('?')[1] ?? '';
  return {
    purpose: flow.purpose,
    session: flow.session,
    kept: flow.kept === null ? null : openFor(browser, flow.purpose, flow.kept),
    identity: () => provider.finish(came, bindingOf(browser, state)),
  };
}

/** Keeps what came back until the person does what it is for. @returns the id, which this browser alone can use */
export async function keepReturn(
  services: Services,
  request: FastifyRequest,
  { purpose, session }: Pick<Return, 'purpose' | 'session'>,
  kept: unknown,
): Promise<string> {
  const browser = browserOf(services, request);
  if (browser === null) throw new Error('a way was come back on, and its browser is not known');
  const id = newSecret();
  const now = services.now();
  const back = {
    id: digestOfSecret(id),
    browser: digestOfBrowser(browser),
    purpose,
    session,
    kept: sealFor(browser, `${purpose} returned`, kept),
    expiresAt: new Date(now.getTime() + LASTS),
  };
  await services.ground.database.platform((tx) => addReturn(tx, back, now));
  return id;
}

/** What came back under this id: looked at, or used up. @returns null where it is not this browser's, is over, or was used */
export async function returned(
  services: Services,
  request: FastifyRequest,
  id: string,
  { purpose, session }: Pick<Return, 'purpose' | 'session'>,
  use: 'look' | 'take',
): Promise<unknown> {
  const browser = browserOf(services, request);
  if (browser === null || !SECRET.test(id)) return null;
  const sought = { id: digestOfSecret(id), browser: digestOfBrowser(browser), purpose, session };
  const sealed = await services.ground.database.platform((tx) =>
    use === 'look' ? findReturn(tx, sought, services.now()) : takeReturn(tx, sought, services.now()),
  );
  return sealed === null ? null : openFor(browser, `${purpose} returned`, sealed);
}
