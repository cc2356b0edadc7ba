import type { FastifyInstance, FastifyRequest } from 'fastify';
import { open } from '../http/declared.ts';
import type { Metrics } from './metrics.ts';

/** Milliseconds that the database has for an answer. */
const PATIENCE = 2_000;
/** Milliseconds that an answer is given again: however many ask, the database is asked this often. */
const REMEMBERED = 500;

export interface HealthOptions {
  /** Whether the first start is over. */
  readonly ready: () => boolean;
  /** @throws where the database does not answer */
  readonly ping: () => Promise<void>;
  readonly metrics: Metrics;
  /** Whether anybody may read the measurements, and not only programs on this computer. */
  readonly openMetrics: boolean;
}

type Readiness = { readonly ready: true } | { readonly ready: false; readonly because: string };

/** What load balancers and monitors ask. Needs no sign-in, and does not count against anybody's rate. */
export function registerHealth(app: FastifyInstance, { ready, ping, metrics, openMetrics }: HealthOptions): void {
  const config = { rateLimit: false, ...open('Monitors ask it, and it says nothing of anybody.') };
  app.get('/health/live', { config }, (_request, reply) =>
    reply.header('cache-control', 'no-store').type('application/json').send('{"live":true}'),
  );

  let last: { readonly until: number; readonly answer: Promise<Readiness> } | null = null;
  app.get('/health/ready', { config }, async (_request, reply) => {
    // Before the first start is over the database is not asked, and nothing is remembered: who waits, learns at once.
    if (ready() && (!last || performance.now() > last.until))
      last = { until: performance.now() + REMEMBERED, answer: readiness(ping) };
    const answer = last === null ? NOT_YET : await last.answer;
    return reply
      .code(answer.ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .type('application/json')
      .send(JSON.stringify(answer));
  });

  app.get('/metrics', { config }, async (request, reply) => {
    // Of other addresses it is not even known that there is such a page.
    if (!openMetrics && !isFromHere(request)) return reply.callNotFound();
    const { type, text } = await metrics.text();
    return reply.header('cache-control', 'no-store').type(type).send(text);
  });
}

const NOT_YET: Readiness = { ready: false, because: 'The first start is not over yet.' };

async function readiness(ping: () => Promise<void>): Promise<Readiness> {
  const slow = Symbol('slow');
  const late = new Promise<typeof slow>((resolve) => setTimeout(resolve, PATIENCE, slow).unref());
  const answered = await Promise.race([
    ping().then(
      () => true,
      () => false,
    ),
    late,
  ]);
  if (answered === true) return { ready: true };
  return {
    ready: false,
    because:
      answered === slow
        ? `The database did not answer within ${PATIENCE / 1000} seconds.`
        : 'The database cannot be reached.',
  };
}

/** A program on this computer, and not a proxy there that passes on what others ask. */
export function isFromHere({ socket, headers }: Pick<FastifyRequest, 'socket' | 'headers'>): boolean {
  const loopback = /^(?:::ffff:)?127\.|^::1$/u.test(socket.remoteAddress ?? '');
  const passedOn = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'].some(
    (name) => headers[name] !== undefined,
  );
  const host = (headers.host ?? '').replace(/:\d+$/u, '');
  return loopback && !passedOn && ['localhost', '127.0.0.1', '[::1]'].includes(host);
}
