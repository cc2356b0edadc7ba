import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { servicesSeen, WHOEVER_BELONGS } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { pageFor } from '../../platform/http/declared.ts';
import { registerForm, registerPage, type PageContext } from '../../platform/http/forms.ts';
import { orRefusal, visitor } from '../../platform/http/pages.tsx';
import { dateIn, endOfDay, sayDateTime } from '../../platform/london-time.ts';
import { capacitiesOf, officerNamed } from './capacity-store.ts';
import { setOfficerCapacity } from './commands.ts';
import { csvOf } from './csv.ts';
import { chosen, inOrder, STATES, stateOf, type Line } from './domain.ts';
import { CapacityPage, type CapacityProps } from './pages/capacity.tsx';
import { FoiPage, wrongDayWords, type FoiProps } from './pages/foi.tsx';
import { PortfolioPage, type PortfolioProps, type Row } from './pages/portfolio.tsx';
import { choiceOf, PAGE_SIZE, WHOEVER_ANSWERS } from './queries.ts';
import { figuresAt, officersOf } from './reading.ts';
import { keep, linesNow } from './summaries.ts';

/** The portfolio, as a page and as a table for a spreadsheet, and what trusts are asked. */
export function routes(app: FastifyInstance, services: Services): void {
  registerPage(app, services, {
    path: '/portfolio',
    may: WHOEVER_BELONGS,
    load: (tx, context) => loadPortfolio(tx, context, services),
    page: PortfolioPage,
  });
  app.get('/portfolio.csv', { config: pageFor(WHOEVER_BELONGS) }, async (request, reply) => {
    const visit = await visitor(services, request, reply, WHOEVER_BELONGS);
    if (!visit) return reply;
    const { who, context } = visit;
    return orRefusal(services, reply, who, async () => {
      const rows = await services.ground.database.read(context.organisation, async (tx) => {
        const lines = await linesOf(tx, context, services);
        return rowsOf(tx, inOrder(chosen(lines, askedIn(context))), context.now);
      });
      return reply
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `attachment; filename="portfolio-${dateIn(context.now)}.csv"`)
        .header('x-content-type-options', 'nosniff')
        .type('text/csv; charset=utf-8')
        .send(csvOf(rows, sayDateTime(context.now)));
    });
  });
  registerPage(app, services, {
    path: '/portfolio/foi',
    may: WHOEVER_ANSWERS,
    load: (tx, context) => loadFigures(tx, context, services),
    page: FoiPage,
  });
  registerForm(app, services, {
    path: '/portfolio/officers/:person',
    command: anyCommand(setOfficerCapacity),
    load: loadOfficer,
    values: ({ hundredths }) => ({ wholeTimeEquivalent: hundredths === null ? '' : String(hundredths / 100) }),
    input: ({ wholeTimeEquivalent }, { params }) => ({ person: params['person'], wholeTimeEquivalent }),
    page: CapacityPage,
    done: () => ({ href: '/portfolio/foi', notice: 'The capacity was saved.' }),
  });
}

/** Every service that somebody sees, with how it stands. What had to be worked out for it is kept for whoever asks next. */
async function linesOf(
  tx: ReadTx,
  { actor, now, organisation }: PageContext,
  { ground }: Services,
): Promise<readonly Line[]> {
  const { lines, made } = await linesNow(tx, ground.kinds.assessed, { seen: servicesSeen(actor), now });
  await keep(ground.database, organisation, ground.kinds.assessed, made);
  return lines;
}

function askedIn({ query }: PageContext) {
  const { search = '', phase, state } = query;
  return choiceOf({ search: search.slice(0, 200), phase, state });
}

async function rowsOf(tx: ReadTx, lines: readonly Line[], now: Date): Promise<Row[]> {
  const officers = await officersOf(
    tx,
    lines.map(({ service }) => service),
    { seq: null, now },
  );
  return lines.map((line) => ({ ...line, state: stateOf(line), officer: officers.get(line.service.id) ?? null }));
}

async function loadPortfolio(tx: ReadTx, context: PageContext, services: Services): Promise<PortfolioProps> {
  const lines = await linesOf(tx, context, services);
  const asked = askedIn(context);
  const found = inOrder(chosen(lines, asked));
  const page = Math.max(1, Math.min(1_000_000, Math.trunc(Number(context.query['page'])) || 1));
  const living = Map.groupBy(chosen(lines, { words: [], phase: null, state: null }), stateOf);
  return {
    rows: await rowsOf(tx, found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE), context.now),
    total: found.length,
    page,
    pages: Math.ceil(found.length / PAGE_SIZE),
    search: (context.query['search'] ?? '').trim().slice(0, 200),
    phase: asked.phase,
    state: asked.state,
    counts: STATES.map((state) => [state, living.get(state)?.length ?? 0] as const),
    mayAnswer: context.allows({ may: WHOEVER_ANSWERS }),
  };
}

async function loadFigures(tx: ReadTx, context: PageContext, services: Services): Promise<FoiProps> {
  const { query, now, allows } = context;
  const asked = query['as-at'] ?? '';
  const end = endOfDay(asked);
  const wrongDay = asked !== '' && (end === null || dateIn(end) > dateIn(now)) ? wrongDayWords(now) : null;
  const asAt = wrongDay === null ? end : null;
  const figures = await figuresAt(tx, services.ground.kinds.assessed, asAt, now);
  return { figures, asAt: asAt !== null && asAt < now ? asAt : null, wrongDay, maySay: allows(setOfficerCapacity) };
}

async function loadOfficer(
  tx: ReadTx,
  { params, now }: PageContext,
): Promise<CapacityProps & { readonly hundredths: number | null }> {
  const person = params['person'] ?? '';
  const name = await officerNamed(tx, person);
  if (name === null) throw new NotFound('There is no such clinical safety officer.');
  const capacities = await capacitiesOf(tx, [person], { seq: null, now });
  return { name, hundredths: capacities.get(person) ?? null };
}
