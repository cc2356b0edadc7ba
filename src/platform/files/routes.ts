import type { FastifyInstance } from 'fastify';
import { WHOEVER_BELONGS } from '../commands/may.ts';
import type { Services } from '../feature.ts';
import { pageFor } from '../http/declared.ts';
import { orRefusal, visitor } from '../http/pages.tsx';
import { readFile } from './files.ts';
import { extensionOf } from './kinds.ts';

/** Files, for people of the organisation that keeps them. Always to be saved, never shown: what is in them is not ours. */
export function registerFiles(app: FastifyInstance, services: Services): void {
  app.get<{ Params: { sha256: string } }>(
    '/files/:sha256',
    { config: pageFor(WHOEVER_BELONGS) },
    async (request, reply) => {
      const visit = await visitor(services, request, reply, WHOEVER_BELONGS);
      if (!visit) return reply;
      return orRefusal(services, reply, visit.who, async () => {
        const { sha256 } = request.params;
        const file = await services.ground.database.read(visit.context.organisation, (tx) => readFile(tx, sha256));
        return reply
          .header('cache-control', 'private, no-store')
          .header('content-disposition', `attachment; filename="${sha256.slice(0, 12)}.${extensionOf(file.type)}"`)
          .header('content-security-policy', "default-src 'none'; sandbox")
          .header('x-content-type-options', 'nosniff')
          .type(file.type)
          .send(file.bytes);
      });
    },
  );
}
