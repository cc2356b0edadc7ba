import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { AnyCommand, AnyQuery } from '../commands/command.ts';
import type { Actor } from '../commands/may.ts';
import { ask, execute } from '../commands/execute.ts';
import { InputProblem } from '../commands/problems.ts';
import { fieldsOf, inputOf, type WordField } from '../commands/schema.ts';
import type { Services } from '../feature.ts';
import { logDefect } from '../running/requests.ts';
import { resolveToken } from '../sessions/tokens.ts';
import { BODY_LIMIT } from './guards.ts';
import { JSON_LIMIT, objectIn, takeJson } from './json-body.ts';
import { open, operationFor, type Declared } from './declared.ts';
import { describeApi } from './openapi.ts';
import { problem, problemFor, sendProblem, type ProblemDetails } from './problem-details.ts';
import { refuseOtherSites, signedIn } from './visit.ts';

export const API = '/api/v1';
/** A page of another site cannot send it without asking first, and nothing here says yes. */
const OUR_HEADER = 'x-primum-request';
const METHODS: readonly HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

interface Caller {
  readonly actor: Actor;
  readonly organisation: string;
}

/** Commands that a program can call. What founds an organisation stands outside of all of them, and so outside of here. */
export function inApi(commands: readonly AnyCommand[]): AnyCommand[] {
  return commands.filter((command) => command.founds !== true);
}

/** The same commands and queries as in the browser, for programs: JSON in, JSON out, problem details where it fails. */
export async function registerApi(app: FastifyInstance, services: Services): Promise<void> {
  await app.register(
    async (scope) => {
      takeJson(scope);
      scope.addHook('onRequest', async (request, reply) => {
        if (acceptsJson(request.headers.accept)) return;
        await sendProblem(reply, problem('not-acceptable', 'Answers are JSON. Ask for application/json.'));
      });
      scope.setErrorHandler((error: FastifyError, request, reply) => {
        const known = problemFor(error);
        if (known) return sendProblem(reply, known);
        logDefect(request, error);
        return sendProblem(reply, problem('defect', 'Nothing was changed. Try again; if it happens again, tell us.'));
      });
      scope.setNotFoundHandler((_request, reply) =>
        sendProblem(reply, problem('not-found', 'There is no such operation. /api/v1/openapi.json lists all.')),
      );
      let described: string | undefined;
      const config = open('It describes the API and holds nothing of anybody.');
      operation(scope, 'GET', '/openapi.json', config, (_request, reply) => {
        described ??= JSON.stringify(describeApi(services, inApi(services.commands), services.queries));
        return reply.type('application/json; charset=utf-8').send(described);
      });
      for (const command of inApi(services.commands)) commandOperation(scope, services, command);
      for (const query of services.queries) queryOperation(scope, services, query);
    },
    { prefix: API },
  );
}

function commandOperation(scope: FastifyInstance, services: Services, command: AnyCommand): void {
  const bodyLimit = Math.min(command.bodyLimit ?? JSON_LIMIT, BODY_LIMIT);
  const path = `/${command.feature}/${command.name}`;
  operation(
    scope,
    'POST',
    path,
    operationFor(command),
    async (request, reply) => {
      const caller = await callerOf(services, request);
      if ('status' in caller) return sendProblem(reply, caller);
      const key = keyIn(request.headers['idempotency-key']);
      const input = objectIn(request.body);
      const { seq, result } = await execute(services.ground, command, input, {
        ...caller,
        ...(key !== undefined && { key: `api:${key}` }),
      });
      return sendJson(reply, { seq, result });
    },
    bodyLimit,
  );
}

function queryOperation(scope: FastifyInstance, services: Services, query: AnyQuery): void {
  let fields: readonly WordField[] | undefined;
  operation(scope, 'GET', `/${query.feature}/${query.name}`, operationFor(query), async (request, reply) => {
    const caller = await callerOf(services, request);
    if ('status' in caller) return sendProblem(reply, caller);
    fields ??= fieldsOf(query.input);
    const given = Object.create(null) as Record<string, string[]>;
    for (const [name, value] of new URLSearchParams(request.url.split('?')[1] ?? ''))
      (given[name] ??= []).push(value.replaceAll('\0', ''));
    return sendJson(reply, await ask(services.ground, query, inputOf(fields, given), caller, services.signer));
  });
}

/** One method at one address; any other is told which it is. */
function operation(
  scope: FastifyInstance,
  method: 'GET' | 'POST',
  url: string,
  config: { readonly declared: Declared },
  handler: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>,
  bodyLimit: number = JSON_LIMIT,
): void {
  scope.route({ method, url, config, handler, bodyLimit });
  const others = METHODS.filter((one) => one !== method);
  scope.route({
    method: others,
    url,
    config: open('It only says with which method to ask.'),
    // Before a body is read, whatever is in it.
    onRequest: async (_request, reply) => {
      const allow = method === 'GET' ? 'GET, HEAD' : 'POST';
      await sendProblem(reply.header('allow', allow), problem('method', `This is asked for with ${method}.`));
    },
    handler: (_request, reply) => reply.send(),
  });
}

/**
 * Who calls, or why nobody may: a token that was made for a program, or the session of a page of ours. Also for what others send in
 * a form of their own, that is none of our operations.
 */
export async function callerOf(services: Services, request: FastifyRequest): Promise<Caller | ProblemDetails> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const [, token] = /^Bearer +(\S+)$/iu.exec(authorization) ?? [];
    const found = token && (await resolveToken({ database: services.ground.database, now: services.now }, token));
    if (!found)
      return problem(
        'sign-in',
        'This token is not one, or no longer works. Make one at /account/tokens, or with "primum token".',
      );
    return { actor: found, organisation: found.organisation };
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    refuseOtherSites(request);
    if (request.headers[OUR_HEADER] === undefined && request.headers.cookie !== undefined)
      return problem('denied', 'Send the header X-Primum-Request: 1 with a session, or use a token.');
  }
  const who = await signedIn(services, request);
  if (!who)
    return problem(
      'sign-in',
      'Send a token as "Authorization: Bearer ...". Make one at /account/tokens, or with "primum token".',
    );
  return { actor: who.actor, organisation: who.actor.organisation };
}

/** @throws InputProblem */
function keyIn(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const key = Array.isArray(header) ? header.join() : header;
  if (/^[\u0021-\u007E]{1,200}$/u.test(key)) return key;
  throw new InputProblem([{ field: '', message: 'An Idempotency-Key has 1 to 200 characters, without spaces.' }]);
}

function sendJson(reply: FastifyReply, value: unknown): FastifyReply {
  return reply.header('cache-control', 'no-store').type('application/json; charset=utf-8').send(JSON.stringify(value));
}

function acceptsJson(accept: string | undefined): boolean {
  if (accept === undefined || accept.trim() === '') return true;
  return accept
    .split(',')
    .map((one) => one.split(';'))
    .some(
      ([type = '', ...parameters]) =>
        /^\s*(?:\*\/\*|application\/(?:\*|json|problem\+json))\s*$/iu.test(type) &&
        !parameters.some((one) => /^\s*q\s*=\s*0(?:\.0*)?\s*$/iu.test(one)),
    );
}
