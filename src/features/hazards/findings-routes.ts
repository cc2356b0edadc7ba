import type { FastifyInstance } from 'fastify';
import { NotFound } from '../../platform/commands/problems.ts';
import type { Services } from '../../platform/feature.ts';
import { formFor } from '../../platform/http/declared.ts';
import { formOf, one } from '../../platform/http/form-body.ts';
import { mayOrDenied } from '../../platform/http/pages.tsx';
import { contextOf, refuseOtherSites, signedIn } from '../../platform/http/visit.ts';
import { hazardNumber, hazardReference } from './domain.ts';
import { editHazard } from './edit-commands.ts';
import { linesOf, logsOf } from './list-store.ts';
import { serviceNamed } from './service-store.ts';
import { hazardsOf } from './store.ts';
import { writingHelp } from './writing-help.ts';

/** Characters of a name that are looked at while somebody types; the command refuses a longer one. */
const LONGEST = 40_000;

/**
 * What the rules of the first door find in a hazard while somebody types: for a script. It writes nothing, and what was
 * typed is in no address. The pages say the same without it, once the words are saved.
 */
export function findingsRoutes(app: FastifyInstance, services: Services): void {
  app.post('/services/:service/hazards/:hazard/findings', { config: formFor(editHazard) }, async (request, reply) => {
    refuseOtherSites(request);
    reply.header('cache-control', 'no-store').type('application/json; charset=utf-8');
    const who = await signedIn(services, request);
    if (!who) return reply.code(401).send('{"findings":[]}');
    mayOrDenied(editHazard.may, who, request);
    const { params, organisation, now } = contextOf(services, request, who);
    const name = (one(formOf(request), 'name') ?? '').trim().slice(0, LONGEST);
    const number = hazardNumber(params['hazard'] ?? '');
    const moment = { seq: null, now };
    const found = await services.ground.database.read(organisation, async (tx) => {
      const service = await serviceNamed(tx, params['service']!, moment);
      const [hazard] = number === null ? [] : await hazardsOf(tx, { service: service.id, numbers: [number] }, moment);
      if (!hazard) throw new NotFound('There is no such hazard.');
      const [log] = await logsOf(tx, service.id, moment, hazard.record.log);
      const lines = log ? await linesOf(tx, service.id, [log.id], moment, { names: true }) : [];
      return { hazard: hazard.record, scheme: log?.scheme ?? null, lines };
    });
    const others = found.lines
      .filter((line) => line.number !== number)
      .map((line) => ({ id: hazardReference(line.number), name: line.name ?? '' }));
    const findings = name === '' ? [] : await writingHelp({ ...found.hazard, name }, others, found.scheme);
    return reply.send(JSON.stringify({ findings }));
  });
}
