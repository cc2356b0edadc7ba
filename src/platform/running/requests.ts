import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Metrics } from './metrics.ts';
import { safeError } from './safe-error.ts';

/** What a request is called where no route is for it: its address is somebody's words. */
const NO_ROUTE = '(none)';
/** They are asked for every few seconds, and say nothing in the log that the monitor does not know. */
const QUIET = new Set(['/health/live', '/health/ready', '/metrics']);

/** One line and one measurement for each request: which page, how it went, how long it took. Never whose or of what. */
export function registerRequests(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = routeOf(request);
    const ms = Math.round(reply.elapsedTime);
    metrics.request({ method: request.method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1000 });
    const line = { method: request.method, route, status: reply.statusCode, ms };
    if (QUIET.has(route)) request.log.debug(line);
    else request.log.info(line);
  });
}

/** The pattern of the address, such as "/services/:reference"; of what is to stay unnamed, as if there were none. */
export function routeOf(request: FastifyRequest): string {
  const { url, config } = request.routeOptions;
  return config?.unnamed ? NO_ROUTE : (url ?? NO_ROUTE);
}

/** Something went wrong that should not have: what, and where in our code, without a word of what was sent. */
export function logDefect(request: FastifyRequest, error: unknown): void {
  request.log.error(
    { method: request.method, route: routeOf(request), defect: safeError(error, typedIn(request)) },
    'defect',
  );
}

const MOST_TYPED = 1_000_000;

function typedIn({ url, body, headers }: FastifyRequest): string {
  const address = decoded(url);
  const sent = typeof body === 'string' ? body : Buffer.isBuffer(body) ? '' : (JSON.stringify(body) ?? '');
  const rest = Object.values(headers).flat().map(String).map(decoded).join('\n');
  return `${address}\n${rest}\n${sent.slice(0, MOST_TYPED)}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
