import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { pageNumber } from '../../platform/commands/fields.ts';
import { servicesSeen, WHOEVER_BELONGS, WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import { momentOf } from '../../platform/ledger/moment-store.ts';
import { endOfDay } from '../../platform/london-time.ts';
import {
  asReference,
  DECOMMISSIONINGS,
  LIVING_PHASES,
  searchedWords,
  SERVICE_PHASES,
  SERVICE_ROLES,
  TEXT_FIELDS,
  type ServicePhase,
} from './domain.ts';
import { countServices, listServices, serviceByReference } from './store.ts';

/** How many services stand on one page of the list. */
export const PAGE_SIZE = 50;

const phase = z.enum(SERVICE_PHASES);

export const listOfServices = query({
  feature: 'services',
  name: 'services',
  summary: `The services of the organisation in the order of their names, ${PAGE_SIZE} on a page`,
  input: z.strictObject({
    search: z
      .string()
      .max(200, 'Search for at most 200 characters.')
      .default('')
      .describe('How words of the name or the reference begin'),
    phase: z
      .enum([...SERVICE_PHASES, 'all'], `Choose a phase: ${SERVICE_PHASES.join(', ')}, or "all".`)
      .optional()
      .describe('Without it: all that are not retired'),
    page: pageNumber(),
  }),
  output: z.object({
    services: z.array(
      z.object({ id: z.string(), reference: z.string(), name: z.string(), phase, role: z.enum(SERVICE_ROLES) }),
    ),
    total: z.number(),
    page: z.number(),
    pages: z.number(),
  }),
  may: WHOEVER_BELONGS,
  run: async (tx, { search, phase, page }, _now, actor) => {
    const filter = {
      words: searchedWords(search).slice(0, 5),
      phases: phasesOf(phase),
      references: servicesSeen(actor),
    };
    const [services, total] = await Promise.all([
      listServices(tx, filter, { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE }),
      countServices(tx, filter),
    ]);
    return { services, total, page, pages: Math.ceil(total / PAGE_SIZE) };
  },
});

function phasesOf(phase: ServicePhase | 'all' | undefined): readonly ServicePhase[] {
  if (phase === undefined) return LIVING_PHASES;
  return phase === 'all' ? SERVICE_PHASES : [phase];
}

const texts = Object.fromEntries(TEXT_FIELDS.map((field) => [field, z.string()])) as Record<
  (typeof TEXT_FIELDS)[number],
  z.ZodString
>;

export const oneService = query({
  feature: 'services',
  name: 'service',
  summary: 'One service: what it is, what it is for, and what it consists of',
  input: z.strictObject({
    service: z.string('Name the service by its reference, such as DEMO.').overwrite(asReference),
    asAt: z.iso
      .date('Give the date as year-month-day, such as 2026-03-03.')
      .optional()
      .describe('What was known at the end of this day'),
  }),
  output: z.object({
    id: z.string(),
    reference: z.string(),
    version: z.number(),
    name: z.string(),
    role: z.enum(SERVICE_ROLES),
    phase,
    ...texts,
    components: z.array(z.object({ name: z.string(), purpose: z.string() })),
    addresses: z.array(z.string()),
    standingReason: z.string(),
    decommissioning: z.enum(DECOMMISSIONINGS).nullable().describe('Of one that is retired'),
    assessment: z.string().describe('What the assessment of its decommissioning found, or why none is needed'),
  }),
  may: WHOEVER_SEES_THE_SERVICE,
  run: async (tx, { service, asAt }, now) => {
    const moment = await momentOf(tx, asAt === undefined ? null : endOfDay(asAt), now);
    const found = await serviceByReference(tx, service, moment);
    if (!found) throw new NotFound(`There is no service ${service}.`);
    const { texts: _homes, components, addresses, ...said } = found;
    return { ...said, components: components.map((one) => ({ ...one })), addresses: [...addresses] };
  },
});
