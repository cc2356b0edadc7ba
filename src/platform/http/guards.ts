import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { Refusal } from './errors.tsx';

/** Bytes of one request. An upload of 10 MB comes back as a hidden field of up to a third more. */
export const BODY_LIMIT = 15 * 1024 * 1024;
/** Past this we stop listening; up to this a browser is heard out, since it shows no answer before it has sent everything. */
const HEAR_OUT = 300 * 1024 * 1024;

/** Headers, rates and sizes that hold for every page. */
export async function registerGuards(app: FastifyInstance): Promise<void> {
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
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    // Whoever runs it behind HTTPS sets this there; on http://localhost it would lock people out.
    strictTransportSecurity: false,
  });
  await app.register(rateLimit, { max: 600, timeWindow: '1 minute' });
  app.addHook('onRequest', async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD') return;
    // A form on another site has no business here; old browsers do not send the header and are let in.
    const site = request.headers['sec-fetch-site'];
    if (site === 'cross-site')
      throw new Refusal(403, 'This was sent from another site. Open the page here, and send it from there.');
    const length = Number(request.headers['content-length'] ?? 0);
    if (length > BODY_LIMIT) {
      if (length <= HEAR_OUT) await hearOut(request.raw);
      throw new Refusal(
        413,
        'The file is larger than 10 MB. A hazard log is smaller: remove pictures and other sheets, and try again.',
      );
    }
  });
}

/** Reads to the end and keeps nothing. */
async function hearOut(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const chunk of stream) void chunk;
}
