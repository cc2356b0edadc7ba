import assert from 'node:assert/strict';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { z } from 'zod';
import type { AnyCommand, AnyQuery } from '../platform/commands/command.ts';
import type { May, Role, Scope } from '../platform/commands/may.ts';
import type { Declared, DeclaredRoute } from '../platform/http/declared.ts';
import { formToken } from '../platform/sessions/sessions.ts';

/*
 * Who may do what, as a table and as requests. The table says what is expected of a declaration; it is written apart from
 * the code that decides, and shares nothing with it.
 */

/** Somebody who asks: with the cookie of a session, with a token, or with nothing. */
export interface Visitor {
  readonly name: string;
  readonly id: string;
  readonly organisation: string;
  readonly secret: string | null;
  /** What the forms of that session are made with; null without one. */
  readonly formKey: string | null;
  readonly bearer: string | null;
  /** The id of a token of their own. */
  readonly ownToken: string;
}

/** `hidden`: as if there were no such thing. */
export type Answer = 'yes' | 'denied' | 'hidden' | 'sign in';

export type TriedRoute = DeclaredRoute & { readonly declared: Extract<Declared, { readonly may: May }> };

/** One square of the matrix. */
export interface Cell {
  readonly route: TriedRoute;
  readonly who: Visitor;
  /** The service that is asked for. */
  readonly service: string;
  /** One of several, where it depends on what is looked at first. */
  readonly expected: Answer | readonly Answer[];
}

/** What requests are made of. */
export interface Fixture {
  readonly operations: readonly (AnyCommand | AnyQuery)[];
  /** Values for parameters of addresses. */
  readonly ofTheDemo: Readonly<Record<string, string>>;
  readonly ofTheVisitor: Readonly<Record<string, (who: Visitor) => string>>;
  /** Of what belongs to no organisation, and so is there in each. */
  readonly ofNobody: Readonly<Record<string, string>>;
  /** Values for required fields of queries, besides the service. */
  readonly asked: Readonly<Record<string, string>>;
}

export function isTried(route: DeclaredRoute): route is TriedRoute {
  return route.declared !== null && 'may' in route.declared && route.method !== 'HEAD';
}

// --- What is expected -------------------------------------------------------------------------------------------------

/** Where a role is held, seen from the service that is asked for. */
const EXPECTED: Readonly<
  Record<May['where'], Readonly<Record<'there' | 'in another service' | 'everywhere', readonly [Answer, Answer]>>>
> = {
  // With a role that is named; with another one.
  service: { there: ['yes', 'denied'], 'in another service': ['hidden', 'hidden'], everywhere: ['yes', 'denied'] },
  organisation: {
    there: ['denied', 'denied'],
    'in another service': ['denied', 'denied'],
    everywhere: ['yes', 'denied'],
  },
  anywhere: { there: ['yes', 'denied'], 'in another service': ['yes', 'denied'], everywhere: ['yes', 'denied'] },
};

export function expectedOf(may: May, role: Role, held: keyof (typeof EXPECTED)['service']): Answer {
  // The command looks at the invitation that somebody brings, and at no role.
  if (may.invited) return 'yes';
  return EXPECTED[may.where][held][may.roles.includes(role) ? 0 : 1];
}

export interface TokenMade {
  readonly scope: Scope;
  readonly ownerRoles: readonly Role[];
  /** The service in which its owner holds them; null for all. */
  readonly ownerIn: string | null;
  readonly service: string | null;
}

/** A program is told no: whether there is such a service, it does not learn. */
export function expectedOfToken(may: May, token: TokenMade, asked: string): Answer {
  const scoped = [may.token ?? []].flat().includes(token.scope);
  const role = token.ownerRoles.some((one) => one !== 'assessor' && may.roles.includes(one));
  const covers = (place: string | null) =>
    place === null || may.where === 'anywhere' || (may.where === 'service' && place === asked);
  return scoped && role && covers(token.service) && covers(token.ownerIn) ? 'yes' : 'denied';
}

/** In another organisation there is nothing of ours; what is asked of the whole organisation, or is one's own, is theirs. */
export function expectedElsewhere(fixture: Fixture, route: TriedRoute, expected: Answer): Cell['expected'] {
  const operation = operationOf(fixture, route);
  const named = [...route.url.matchAll(/:(\w+)/gu)].map(([, name]) => name!);
  const namesOurs =
    named.some((name) => !Object.hasOwn(fixture.ofTheVisitor, name) && !Object.hasOwn(fixture.ofNobody, name)) ||
    (operation !== undefined &&
      sentFields(operation, route).some((name) => name === 'service' || name in fixture.asked));
  if (expected !== 'yes' || !namesOurs) return expected;
  // A command sees first what is wrong with what was sent.
  return route.method === 'GET' ? 'hidden' : ['yes', 'hidden'];
}

// --- Asking ----------------------------------------------------------------------------------------------------------

/** The command or query behind an operation of the API; undefined for a page or a form. */
export function operationOf({ operations }: Fixture, { declared }: TriedRoute): AnyCommand | AnyQuery | undefined {
  if (declared.kind !== 'operation') return undefined;
  return operations.find(({ feature, name }) => feature === declared.of?.feature && name === declared.of.name);
}

/** The fields that a request to an operation of the API sends: what a query needs, and where a command is to act. */
function sentFields(operation: AnyCommand | AnyQuery, { method }: TriedRoute): readonly string[] {
  if (method !== 'GET') return 'service' in operation.input.shape ? ['service'] : [];
  return z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }).required ?? [];
}

/** The address with things of the fixture in it. @throws where there is none, in a sentence that says what to add */
export function addressOf(fixture: Fixture, { url }: DeclaredRoute, who: Visitor, service: string): string {
  return url.replaceAll(/:(\w+)/gu, (_whole, name: string) => {
    const value =
      name === 'service'
        ? service
        : (fixture.ofTheVisitor[name]?.(who) ?? fixture.ofNobody[name] ?? fixture.ofTheDemo[name]);
    assert.ok(
      value,
      `${url} has the parameter "${name}". Say in OF_THE_DEMO of src/matrix.test.ts which one the demo has, in OF_THE_VISITOR where it has to be one's own, or in OF_NOBODY where it belongs to no organisation.`,
    );
    return value;
  });
}

/** A request that changes nothing: what a command would need is left out. */
export function requestOf(fixture: Fixture, { route, who, service }: Cell): InjectOptions {
  const url = addressOf(fixture, route, who, service);
  const headers: Record<string, string> = {
    ...(who.secret !== null && { cookie: `primum_session=${who.secret}` }),
    ...(who.bearer !== null && { authorization: `Bearer ${who.bearer}` }),
  };
  const form = { _token: who.formKey === null ? 'none' : formToken({ formKey: who.formKey, actor: who }) };
  const operation = operationOf(fixture, route);
  if (operation && route.method === 'GET') {
    const asked: Readonly<Record<string, string>> = { ...fixture.asked, service };
    const query = Object.fromEntries(
      sentFields(operation, route).map((name) => {
        const value = asked[name];
        assert.ok(value, `${route.url} asks for "${name}". Say in ASKED of src/matrix.test.ts which one the demo has.`);
        return [name, value];
      }),
    );
    return { method: 'GET', url, query, headers };
  }
  if (operation)
    return {
      method: 'POST',
      url,
      headers: { ...headers, 'content-type': 'application/json', 'x-primum-request': '1' },
      payload: JSON.stringify(sentFields(operation, route).length > 0 ? { service } : {}),
    };
  if (route.method === 'GET') return { method: 'GET', url, headers };
  const [type, payload] =
    route.declared.kind === 'upload'
      ? multipart({ ...form, as: service })
      : ['application/x-www-form-urlencoded', new URLSearchParams(form).toString()];
  return {
    method: 'POST',
    url,
    headers: { ...headers, 'content-type': type, 'content-length': String(Buffer.byteLength(payload)) },
    payload,
  };
}

function multipart(fields: Readonly<Record<string, string>>): readonly [string, string] {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return ['multipart/form-data; boundary=x', `${parts.join('')}--x--\r\n`];
}

/** What an answer says on who may. A page is shown to those who may; what is wrong with an input is said to them. */
export function answerOf(method: string, status: number, location: string | undefined): string {
  if (status === 401 || (status === 303 && location?.startsWith('/sign-in'))) return 'sign in';
  if (status === 403) return 'denied';
  if (status === 404) return 'hidden';
  return (method === 'GET' ? [200, 303] : [200, 303, 400, 409, 422]).includes(status) ? 'yes' : `status ${status}`;
}

export function saying({ route, who, service }: Cell): string {
  return `${route.method} ${route.url} of ${service}, by ${who.name}`;
}

/** Asks for all of them, a few at a time. @returns those that were answered otherwise than expected, in words */
export async function differencesIn(app: FastifyInstance, fixture: Fixture, cells: readonly Cell[]): Promise<string[]> {
  const differences: string[] = [];
  let next = 0;
  const work = async () => {
    for (let cell = cells[next++]; cell; cell = cells[next++]) {
      const response = await app.inject(requestOf(fixture, cell));
      const got = answerOf(cell.route.method, response.statusCode, response.headers.location);
      const wanted = [cell.expected].flat();
      if (!wanted.some((one) => one === got))
        differences.push(`${saying(cell)}: ${wanted.join(' or ')} is expected, and it was ${got}.`);
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
  return differences;
}
