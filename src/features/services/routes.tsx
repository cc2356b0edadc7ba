import type { FastifyInstance } from 'fastify';
import { anyCommand, type AnyCommand } from '../../platform/commands/command.ts';
import { servicesSeen, WHOEVER_BELONGS, WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { parse } from '../../platform/commands/execute.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { ServicePanel, Services } from '../../platform/feature.ts';
import { registerForm, registerPage, type FormValues, type PageContext } from '../../platform/http/forms.ts';
import { ledgerOf } from '../../platform/ledger/history-store.ts';
import { momentOf } from '../../platform/ledger/moment-store.ts';
import { endOfDay } from '../../platform/london-time.ts';
import { createService, retireService, takeUpService, updateService } from './commands.ts';
import {
  asReference,
  componentLines,
  differingFields,
  nonEmptyLines,
  parseComponents,
  SERVICE_PHASES,
  type Service,
} from './domain.ts';
import { EditServicePage, NewServicePage, RetireServicePage, TakeUpServicePage } from './pages/form.tsx';
import { ServicesPage, type ServicesProps } from './pages/list.tsx';
import { ServicePage, type ChangeLine, type ServiceProps } from './pages/service.tsx';
import { listOfServices } from './queries.ts';
import { countServices, serviceByReference, versionsMade } from './store.ts';

/** Changes on one page of a service. */
const CHANGES = 20;

/** What was done to the service itself. Other commands about it say it in their own words. */
const DONE: Readonly<Record<string, string>> = {
  createService: 'Added',
  updateService: 'Changed',
  retireService: 'Retired',
  takeUpService: 'Taken up again',
};

/** The pages of services. */
export function routes(app: FastifyInstance, services: Services): void {
  registerPage(app, services, {
    path: '/services',
    may: WHOEVER_BELONGS,
    load: (tx, context) => loadList(tx, context, services),
    page: ServicesPage,
  });
  registerForm(app, services, {
    path: '/services/new',
    command: anyCommand(createService),
    input: (values) => values,
    load: async () => null,
    page: NewServicePage,
    done: (result) => ({
      href: address(result),
      notice: 'The service was added. Say next what it is for: hazards are looked for in that.',
    }),
  });
  registerPage(app, services, {
    path: '/services/:service',
    may: WHOEVER_SEES_THE_SERVICE,
    load: (tx, context) => loadService(tx, context, services),
    page: ServicePage,
  });
  registerForm(app, services, {
    path: '/services/:service/edit',
    command: anyCommand(updateService),
    load: find,
    values: ({ components, addresses, version, decommissioning: _of, ...said }) => ({
      ...said,
      version: String(version),
      components: componentLines(components),
      addresses: addresses.join('\n'),
    }),
    input: ({ version, components, addresses, ...said }, { params }) => ({
      ...said,
      service: params['service'],
      version: Number(version),
      components: parseComponents(text(components)),
      addresses: nonEmptyLines(text(addresses)),
    }),
    page: EditServicePage,
    done: (result) => ({ href: address(result), notice: 'The changes were saved.' }),
  });
  registerForm(app, services, {
    path: '/services/:service/retire',
    command: anyCommand(retireService),
    load: find,
    input: (values, { params }) => ({ ...values, service: params['service'] }),
    page: RetireServicePage,
    done: (result) => ({ href: address(result), notice: 'The service was retired.' }),
  });
  registerForm(app, services, {
    path: '/services/:service/take-up',
    command: anyCommand(takeUpService),
    load: find,
    input: (values, { params }) => ({ ...values, service: params['service'] }),
    page: TakeUpServicePage,
    done: (result) => ({ href: address(result), notice: 'The service was taken up again.' }),
  });
}

function address(result: Readonly<Record<string, unknown>>): string {
  return `/services/${String(result['reference'])}`;
}

/** "A document that was signed elsewhere was taken in" */
function sayDone(done: AnyCommand | undefined): string | undefined {
  const said = done?.past?.[0];
  return said === undefined ? done?.summary : said.slice(0, 1).toUpperCase() + said.slice(1);
}

function text(value: FormValues[string] | undefined): string {
  return typeof value === 'string' ? value : (value?.join('\n') ?? '');
}

async function loadList(tx: ReadTx, { query, actor, allows }: PageContext, services: Services) {
  const { search = '', phase = '', page = '1' } = query;
  const known = [...SERVICE_PHASES, 'all'].includes(phase) ? phase : '';
  const answer = await listOfServices.run(
    tx,
    parse(listOfServices.input, { search: search.trim(), ...(known !== '' && { phase: known }), page }),
    services.now(),
    actor,
    services.ground.kinds,
  );
  const ids = answer.services.map(({ id }) => id);
  const [columns, all] = await Promise.all([
    Promise.all(
      services.onServices
        .flatMap(({ column }) => column ?? [])
        .map(async ({ heading, load }) => ({ heading, words: await load(tx, ids, services.now()) })),
    ),
    answer.total > 0
      ? answer.total
      : countServices(tx, { words: [], phases: SERVICE_PHASES, references: servicesSeen(actor) }),
  ]);
  const mayAdd = allows(createService);
  return { ...answer, search: search.trim(), phase: known, columns, any: all > 0, mayAdd } satisfies ServicesProps;
}

async function find(tx: ReadTx, { params }: PageContext): Promise<Service> {
  const found = await serviceByReference(tx, asReference(params['service'] ?? ''));
  if (!found) throw new NotFound('There is no such service.');
  const { texts: _homes, ...service } = found;
  return service;
}

async function loadService(tx: ReadTx, context: PageContext, services: Services): Promise<ServiceProps> {
  const { params, query, actor, now, allows } = context;
  const moment = await momentOf(tx, endOfDay(query['as-at'] ?? ''), now);
  const asAt = moment.seq === null ? null : moment.now;
  const service = await serviceByReference(tx, asReference(params['service'] ?? ''), moment);
  if (!service) throw new NotFound('There is no such service.');
  const { id, reference } = service;
  const { assessed } = services.ground.kinds;
  const shown = { id, reference, retired: service.phase === 'retired', actor, now, assessed };
  const before = Number(query['before']) || (moment.seq === null ? null : moment.seq + 1);
  const [panels, inCase, changes] = await Promise.all([
    asAt ? [] : Promise.all(services.onServices.flatMap(({ panel }) => panel ?? []).map((panel) => shownBy(panel))),
    asAt ? [] : Promise.all(services.onServices.flatMap(({ inCase: line }) => (line ? [line(tx, shown)] : []))),
    loadChanges(tx, id, before, services),
  ]);
  return {
    service,
    asAt,
    panels,
    inCase: inCase.flatMap((one) => one ?? []),
    changes: changes.slice(0, CHANGES),
    more: changes.length > CHANGES,
    mayChange: allows(updateService),
    mayRetire: allows(retireService),
  };

  async function shownBy({ place, load }: ServicePanel) {
    return { place, content: await load(tx, shown) };
  }
}

/** The changes on one page, and one more where there are any before. */
async function loadChanges(
  tx: ReadTx,
  id: string,
  before: number | null,
  services: Services,
): Promise<readonly ChangeLine[]> {
  const lines = await ledgerOf(tx, { kind: 'service', id }, { limit: CHANGES + 1, before });
  const versions = await versionsMade(
    tx,
    id,
    lines.map(({ seq }) => seq),
  );
  return lines.map(({ seq, at, who, command }) => {
    const version = versions.find((one) => one.seq === seq);
    return {
      seq,
      at,
      who,
      what: DONE[command] ?? sayDone(services.commands.find((one) => one.name === command)) ?? command,
      fields: command === updateService.name && version?.before ? differingFields(version.before, version.fields) : [],
    };
  });
}
