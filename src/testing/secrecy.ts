import type { FastifyInstance } from 'fastify';
import { unzipSync } from 'fflate';
import { sha256 } from '../platform/canonical.ts';
import type { DeclaredRoute } from '../platform/http/declared.ts';
import { addressOf, isTried, requestOf, type Fixture, type Visitor } from './matrix.ts';

/** What says something else each time, whoever asks and whatever there is: how the machine does. */
export function isVolatile(url: string): boolean {
  return url === '/metrics' || url.startsWith('/health/') || url.includes('*');
}

/** Somebody at an address. */
export interface Look {
  readonly who: Visitor;
  readonly route: DeclaredRoute;
}

/** What each of them is answered: status and what it says, by who asked for what. */
export async function everythingSeen(
  app: FastifyInstance,
  fixture: Fixture,
  asked: readonly Look[],
  service: string,
): Promise<ReadonlyMap<string, string>> {
  const seen = new Map<string, string>();
  let next = 0;
  const work = async () => {
    for (let one = asked[next++]; one; one = asked[next++]) {
      const { who, route } = one;
      const request = isTried(route)
        ? requestOf(fixture, { route, who, service, expected: 'yes' })
        : { method: 'GET' as const, url: openAddress(fixture, route, who, service), headers: cookieOf(who) };
      const { statusCode, headers, rawPayload } = await app.inject(request);
      seen.set(
        `${route.url} by ${who.name}`,
        `${statusCode} ${withoutIds(headers.location ?? '')} ${said(headers, rawPayload)}`,
      );
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
  return seen;
}

/** The same of addresses that no list of routes knows: with a secret in them, or with words behind a question mark. */
export async function seenAt(
  app: FastifyInstance,
  visitors: readonly Visitor[],
  addresses: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const seen = new Map<string, string>();
  for (const who of visitors)
    for (const url of addresses) {
      const { statusCode, headers, rawPayload } = await app.inject({ method: 'GET', url, headers: cookieOf(who) });
      seen.set(
        `${url} by ${who.name}`,
        `${statusCode} ${withoutIds(headers.location ?? '')} ${said(headers, rawPayload)}`,
      );
    }
  return seen;
}

/** Addresses that anybody may ask for have parameters of their own, such as secrets: any value does. */
function openAddress(fixture: Fixture, route: DeclaredRoute, who: Visitor, service: string): string {
  const names = [...route.url.matchAll(/:(\w+)/gu)].map(([, name]) => [name!, 'x'] as const);
  const ofTheDemo = { ...Object.fromEntries(names), ...fixture.ofTheDemo };
  return addressOf({ ...fixture, ofTheDemo }, route, who, service);
}

/** Where a request leads that is sent on: to the sign-in and back, whatever it asked for. */
function withoutIds(location: string): string {
  return location.replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gu, 'id');
}

function cookieOf({ secret }: Visitor): Record<string, string> {
  return secret === null ? {} : { cookie: `primum_session=${secret}` };
}

/** Text as it is, without what is made anew for each rendering of a form; of anything else, whether it is the same. */
function said(headers: Readonly<Record<string, unknown>>, bytes: Buffer): string {
  // What is packed says as well when, by the clock of the machine.
  if (bytes.subarray(0, 2).toString('latin1') === 'PK')
    return Object.entries(unzipSync(bytes))
      .map(([name, part]) => `${name} ${Buffer.from(part).toString('utf8')}`)
      .join()
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, '');
  if (!/^(?:text|application\/(?:json|problem|[a-z.+-]*xml|[a-z.+-]*yaml))/u.test(String(headers['content-type'])))
    return sha256(bytes).toString('hex');
  return bytes.toString('utf8').replaceAll(/name="_key" value="[^"]*"/gu, '');
}
