import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { registerForm, valueOf, valuesOf, type PageContext } from '../../platform/http/forms.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { listed } from '../../words/counting.ts';
import { changedBy, entryOf, hazardsToChange } from './bulk-store.ts';
import { hazardNumber } from './domain.ts';
import { BULK_FIELDS, bulkRows, type BulkHazard } from './domain/bulk.ts';
import { choosingWords } from './domain/log-choice.ts';
import { offersOf } from './domain/log-view.ts';
import { forgetFilter, saveFilter } from './filter-commands.ts';
import { savedFilters } from './filter-store.ts';
import { controlHistory, hazardHistory } from './history-store.ts';
import { linesOf } from './list-store.ts';
import { logNamed } from './looking.ts';
import { addressWith, logPath, queryIn } from './pages/addresses.ts';
import { ChangeForm, type ChangeFormProps } from './pages/change-form.tsx';
import { FiltersForm, type FiltersFormProps } from './pages/filters-form.tsx';
import { UndoForm, type UndoFormProps } from './pages/undo-form.tsx';
import { serviceNamed } from './service-store.ts';
import { changeHazards, MOST_AT_ONCE, referenceOfRow, undoChange, whyNotUndone } from './table-commands.ts';

const LOG = '/services/:service/logs/:log';

/** Forms of those who work in the table of a log: filters that they keep, one change to many hazards, and undoing. */
export function tableRoutes(app: FastifyInstance, services: Services): void {
  const toLog = ({ params }: PageContext) => logPath(params['service']!, Number(params['log']));
  registerForm(app, services, {
    path: `${LOG}/filters`,
    command: anyCommand(saveFilter),
    load: loadFilters,
    input: (values, { params, query }) => ({
      service: params['service'],
      name: valueOf({ values }, 'name'),
      words: choosingWords(query),
    }),
    page: FiltersForm,
    done: (_result, context) => ({
      href: addressWith(toLog(context), queryIn(choosingWords(context.query)), {}),
      notice: 'The filter is saved. It stands above the log, for you alone.',
    }),
  });
  registerForm(app, services, {
    path: `${LOG}/filters/forget`,
    command: anyCommand(forgetFilter),
    load: loadFilters,
    input: (values, { params }) => ({ service: params['service'], filter: valueOf({ values }, 'filter') }),
    page: FiltersForm,
    done: (_result, context) => ({ href: `${toLog(context)}/filters`, notice: 'The filter is forgotten.' }),
  });
  registerForm(app, services, {
    path: `${LOG}/change`,
    command: anyCommand(changeHazards),
    load: loadChange,
    values: ({ version }) => ({ version: String(version) }),
    input: (values, { params }) => ({
      service: params['service'],
      hazards: valuesOf({ values }, 'hazards'),
      field: valueOf({ values }, 'field'),
      value: valueOf({ values }, 'value'),
      version: valueOf({ values }, 'version'),
    }),
    page: ChangeForm,
    done: (result, context) => ({ href: toLog(context), notice: changedWords(result) }),
  });
  registerForm(app, services, {
    path: `${LOG}/undo`,
    command: anyCommand(undoChange),
    load: loadUndo,
    input: (values, { params }) => ({ service: params['service'], change: valueOf({ values }, 'change') }),
    page: UndoForm,
    done: (result, context) => ({ href: toLog(context), notice: undoneWords(result) }),
  });
}

function few(references: unknown): string {
  const all = references as readonly string[];
  return all.length > 12 ? `${all.length} of them` : listed(all);
}

function changedWords(result: Readonly<Record<string, unknown>>): string {
  const many = (result['hazards'] as readonly string[]).length;
  const of =
    result['class'] === 'material'
      ? 'The change is material: a version of the log that is signed is out of date until the difference is signed.'
      : 'The change is editorial: it is listed, and lapses nothing.';
  return `${many === 1 ? '1 hazard is' : `${many} hazards are`} changed: ${few(result['hazards'])}. ${of}`;
}

function undoneWords(result: Readonly<Record<string, unknown>>): string {
  return `Undone: ${few(result['changed'])}. The words before stand again, and the history has both.`;
}

function now({ now: at }: PageContext): Moment {
  return { seq: null, now: at };
}

async function loadFilters(tx: ReadTx, context: PageContext): Promise<FiltersFormProps> {
  const service = await serviceNamed(tx, context.params['service']!, now(context));
  const log = await logNamed(tx, service, context.params, now(context));
  const kept = await savedFilters(tx, context.actor.id, service.id);
  return { service, log, kept, words: choosingWords(context.query) };
}

/** The hazards that an address names one by one: HAZ-12=yes. */
export function numbersChosen(query: PageContext['query'], most: number): number[] {
  return Object.keys(query)
    .flatMap((name) => (/^haz-/iu.test(name) ? [hazardNumber(name)] : []))
    .filter((number) => number !== null)
    .slice(0, most);
}

async function loadChange(tx: ReadTx, context: PageContext): Promise<ChangeFormProps & { readonly version: number }> {
  const { query } = context;
  const service = await serviceNamed(tx, context.params['service']!, now(context));
  const log = await logNamed(tx, service, context.params, now(context));
  const numbers = numbersChosen(query, MOST_AT_ONCE);
  const [hazards, lines]: [BulkHazard[], Awaited<ReturnType<typeof linesOf>>] = await Promise.all([
    numbers.length === 0 ? [] : hazardsToChange(tx, service.id, numbers),
    linesOf(tx, service.id, [log.id], now(context)),
  ]);
  const field = BULK_FIELDS.find((one) => one === query['field']);
  const change = field === undefined ? null : { field, value: (query['value'] ?? '').trim() };
  const rows = change === null ? [] : bulkRows(hazards, change);
  return {
    service,
    log,
    chosen: bulkRows(hazards, { field: 'owner', value: '' }),
    change,
    rows,
    offers: offersOf(lines, log.scheme),
    version: Math.max(1, ...hazards.map((hazard) => hazard.version)),
  };
}

/** Of a change to many, the words of so many are shown. */
const SHOWN = 12;

async function loadUndo(tx: ReadTx, context: PageContext): Promise<UndoFormProps> {
  const service = await serviceNamed(tx, context.params['service']!, now(context));
  const log = await logNamed(tx, service, context.params, now(context));
  const asked = context.query['change'] ?? '';
  const change = /^[1-9]\d{0,14}$/u.test(asked) ? Number(asked) : 0;
  const [entry, rows] = await Promise.all([entryOf(tx, change), changedBy(tx, service.id, change)]);
  const refused = whyNotUndone(entry?.command ?? null, rows);
  const shown = refused === null ? rows.slice(0, SHOWN) : [];
  const histories = await Promise.all(
    shown.map(({ kind, id }) =>
      kind === 'hazard' ? hazardHistory(tx, id, now(context)) : controlHistory(tx, id, now(context)),
    ),
  );
  return {
    service,
    log,
    change,
    at: entry?.at ?? null,
    changed: shown.map((row, index) => ({
      reference: referenceOfRow(row),
      words: histories[index]!.find(({ seq }) => seq === change)?.words ?? [],
    })),
    others: refused === null ? rows.length - shown.length : 0,
    refused,
  };
}
