import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { pageNumber } from '../../platform/commands/fields.ts';
import { servicesSeen, WHOEVER_BELONGS, type May } from '../../platform/commands/may.ts';
import { endOfDay } from '../../platform/london-time.ts';
import { searchedWords, SERVICE_PHASES, SERVICE_ROLES } from '../services/index.ts';
import { chosen, inOrder, STATES, stateOf, type Standing, type System } from './domain.ts';
import { figuresAt, officersOf } from './reading.ts';
import { linesNow } from './summaries.ts';

const feature = 'portfolio';
/** How many services stand on one page. */
export const PAGE_SIZE = 100;

const phase = z.enum(SERVICE_PHASES, `Choose a phase: ${SERVICE_PHASES.join(', ')}.`);
const role = z.enum(SERVICE_ROLES);

const standing = z.object({
  verdict: z.enum(['met', 'not-met', 'not-known', 'does not apply']),
  met: z.number(),
  notMet: z.number(),
  notKnown: z.number(),
  notYetDue: z.number(),
  doesNotApply: z.number(),
  stale: z.number(),
  dueSoon: z.number(),
  until: z.string().nullable(),
  since: z.string().nullable(),
  gap: z
    .object({ section: z.string(), title: z.string(), criterion: z.string(), result: z.string(), asks: z.string() })
    .nullable(),
  scope: z.enum(['in scope', 'out of scope', 'not decided']),
  assured: z.boolean(),
});

function said(one: Standing): z.infer<typeof standing> {
  return { ...one, gap: one.gap && { ...one.gap } };
}

/** The filter of the list, as it stands behind the question mark too. */
const filter = {
  search: z
    .string()
    .max(200, 'Search for at most 200 characters.')
    .default('')
    .describe('How words of the name or the reference begin'),
  phase: phase.optional().describe('Without it: all that are not retired'),
  state: z
    .enum(STATES, `Choose one: ${STATES.join(', ')}.`)
    .optional()
    .describe('What they come to beside point 16: what is stale first'),
};

export const portfolio = query({
  feature,
  name: 'portfolio',
  summary: `How the services stand beside point 16, DCB0129 and DCB0160: stale and missing first, ${PAGE_SIZE} on a page`,
  input: z.strictObject({ ...filter, page: pageNumber() }),
  output: z.object({
    services: z.array(
      z.object({
        service: z.string(),
        name: z.string(),
        phase,
        role,
        officer: z.string().nullable(),
        state: z.enum(STATES),
        point16: standing.nullable(),
        dcb0129: standing.nullable(),
        dcb0160: standing.nullable(),
      }),
    ),
    total: z.number(),
    page: z.number(),
    pages: z.number(),
  }),
  may: WHOEVER_BELONGS,
  run: async (tx, { page, ...asked }, now, actor, kinds) => {
    const { lines } = await linesNow(tx, kinds.assessed, { seen: servicesSeen(actor), now });
    const found = inOrder(chosen(lines, choiceOf(asked)));
    const shown = found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
    const officers = await officersOf(
      tx,
      shown.map(({ service }) => service),
      { seq: null, now },
    );
    return {
      services: shown.map((line) => ({
        service: line.service.reference,
        name: line.service.name,
        phase: line.service.phase,
        role: line.service.role,
        officer: officers.get(line.service.id)?.name ?? null,
        state: stateOf(line),
        point16: line.stands && said(line.stands['point-16']),
        dcb0129: line.stands && said(line.stands.dcb0129),
        dcb0160: line.stands && said(line.stands.dcb0160),
      })),
      total: found.length,
      page,
      pages: Math.ceil(found.length / PAGE_SIZE),
    };
  },
});

/** What a filter asks for. */
export function choiceOf({
  search,
  phase,
  state,
}: { search: string } & Partial<Record<'phase' | 'state', string | undefined>>) {
  return {
    words: searchedWords(search).slice(0, 5),
    phase: SERVICE_PHASES.find((one) => one === phase) ?? null,
    state: STATES.find((one) => one === state) ?? null,
  };
}

/** Who answers for the whole organisation. */
export const WHOEVER_ANSWERS: May = {
  roles: ['administrator', 'accountable executive', 'clinical safety officer'],
  where: 'organisation',
  operator: true,
  token: 'read',
};

const system = z.object({ service: z.string(), name: z.string(), phase, role });

export const freedomOfInformation = query({
  feature,
  name: 'freedomOfInformation',
  summary:
    'The figures that requests under the freedom of information act ask for: systems in scope, assured, and officers',
  input: z.strictObject({
    asAt: z.iso
      .date('Give the date as year-month-day, such as 2026-03-03.')
      .optional()
      .describe('As it was known at the end of this day'),
  }),
  output: z.object({
    asAt: z.string().nullable().describe('Null for now'),
    inScope: z.array(system),
    bothAssured: z.array(system),
    onlyDcb0129Assured: z.array(system),
    onlyDcb0160Assured: z.array(system),
    otherDoesNotApply: z.array(system).describe('Those with one assured, where the other was signed as not applying'),
    noneAssured: z.array(system),
    outOfScope: z.array(system),
    scopeNotDecided: z
      .array(system)
      .describe('Nobody signed which standards apply: not in scope, and not out of scope'),
    officers: z.array(
      z.object({ name: z.string(), services: z.array(z.string()), wholeTimeEquivalent: z.number().nullable() }),
    ),
    withoutOfficer: z.array(system),
    wholeTimeEquivalent: z.number().nullable().describe('Null where it is not known of every officer'),
  }),
  may: WHOEVER_ANSWERS,
  run: async (tx, { asAt }, now, _actor, kinds) => {
    const figures = await figuresAt(tx, kinds.assessed, asAt === undefined ? null : endOfDay(asAt), now);
    const list = (systems: readonly System[]) =>
      systems.map(({ service: { reference, name, phase, role } }) => ({ service: reference, name, phase, role }));
    return {
      // A day that is still to come is now: nobody knows what will be counted then.
      asAt: asAt !== undefined && figures.at < now ? asAt : null,
      inScope: list(figures.inScope),
      bothAssured: list(figures.both),
      onlyDcb0129Assured: list(figures.onlyDcb0129),
      onlyDcb0160Assured: list(figures.onlyDcb0160),
      otherDoesNotApply: list(figures.otherDoesNotApply),
      noneAssured: list(figures.none),
      outOfScope: list(figures.outOfScope),
      scopeNotDecided: list(figures.notDecided),
      officers: figures.officers.map(({ name, services, hundredths }) => ({
        name,
        services: services.map(({ reference }) => reference),
        wholeTimeEquivalent: hundredths === null ? null : hundredths / 100,
      })),
      withoutOfficer: list(figures.withoutOfficer),
      wholeTimeEquivalent: figures.hundredths === null ? null : figures.hundredths / 100,
    };
  },
});
