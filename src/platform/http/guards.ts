import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { Refusal } from './errors.tsx';
import { parseForm } from './form-body.ts';
import { HTTPS_ALONE } from './strict-headers.ts';

/** Bytes of one request. An upload of 10 MB comes back as a hidden field of up to a third more. */
export const BODY_LIMIT = 15 * 1024 * 1024;
/** Large forms that are read or answered at once, each of up to the limit above and as much again. */
const BODIES_AT_ONCE = 12;
/** And of those, from one address: somebody who sends slowly does not keep everybody else out. */
const BODIES_OF_ONE = 5;
/** Bodies up to this hold no memory worth counting. */
const SMALL = 256 * 1024;
/** Past this we stop listening; up to this a browser is heard out, since it shows no answer before it has sent everything. */
const HEAR_OUT = 300 * 1024 * 1024;

export interface GuardOptions {
  /** Requests that one address may send in a minute. */
  readonly rate: number;
  /** Whether browsers come over https: then they are told to come over nothing else. */
  readonly secure: boolean;
}

/** Headers, rates and sizes that hold for every page. */
export async function registerGuards(app: FastifyInstance, { rate, secure }: GuardOptions): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        // "default-src" says it already; whoever looks for it by its name finds it.
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // With "no-referrer", browsers would say the origin of our own forms is "null".
    referrerPolicy: { policy: 'same-origin' },
    // On http://localhost it would lock people out.
    strictTransportSecurity: secure && HTTPS_ALONE,
  });
  // Nothing here reads any other kind of body: no parser, no way to keep the server busy with one. A route that expects
  // more than a button says so with a limit of its own.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 1_024 },
    async (_request: unknown, body: string) => parseForm(body),
  );
  await app.register(cookie);
  await app.register(rateLimit, { max: rate, timeWindow: '1 minute' });
  let bodies = 0;
  const bodiesOf = new Map<string, number>();
  app.addHook('onRequest', async (request, reply) => {
    if (request.method === 'GET' || request.method === 'HEAD') return;
    // A form on another site has no business here; old browsers do not send the header and are let in.
    const site = request.headers['sec-fetch-site'];
    if (site === 'cross-site') {
      throw new Refusal(403, 'This was sent from another site. Open the page here, and send it from there.');
    }
    // Browsers say how long a form is. What does not say it could go on for ever.
    const said = request.headers['content-length'];
    if (said === undefined && request.headers['transfer-encoding'] === undefined) return;
    const length = Number(said ?? Number.NaN);
    if (!Number.isSafeInteger(length))
      throw new Refusal(411, 'What you sent does not say how long it is. Send it with the form on the page.');
    if (length > BODY_LIMIT) {
      if (length <= HEAR_OUT) await hearOut(request.raw);
      throw new Refusal(
        413,
        'The file is larger than 10 MB. A hazard log is smaller: remove pictures and other sheets, and try again.',
      );
    }
    if (length <= SMALL) return;
    const { ip } = request;
    const own = bodiesOf.get(ip) ?? 0;
    if (bodies >= BODIES_AT_ONCE || own >= BODIES_OF_ONE)
      throw new Refusal(503, 'Too many people are sending something at this moment. Wait a minute, and try again.');
    bodies++;
    bodiesOf.set(ip, own + 1);
    // Until the answer is out: a browser that does not listen holds memory as well.
    reply.raw.once('close', () => {
      bodies--;
      const left = bodiesOf.get(ip)! - 1;
      if (left > 0) bodiesOf.set(ip, left);
      else bodiesOf.delete(ip);
    });
  });
}

/** Reads to the end and keeps nothing. A browser that goes away meanwhile has had its answer. */
async function hearOut(stream: AsyncIterable<unknown>): Promise<void> {
  try {
    for await (const chunk of stream) void chunk;
  } catch {
    // Gone.
  }
}
