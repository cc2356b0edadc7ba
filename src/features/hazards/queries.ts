import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { line } from '../../platform/commands/fields.ts';
import { InputProblem, NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { momentOf, type Moment } from '../../platform/ledger/moment-store.ts';
import { endOfDay } from '../../platform/london-time.ts';
import { logDocumentSchema } from './exchange/document.ts';
import { loadDocument } from './exchange/load.ts';
import { controlNumber, hazardNumber } from './domain.ts';
import { countsOf } from './domain/log-view.ts';
import type { LogRecord } from './domain/record.ts';
import { controlOf } from './control-store.ts';
import { controlHistory, hazardHistory } from './history-store.ts';
import { linesOf, logsOf } from './list-store.ts';
import { controlSchema, hazardSchema, historySchema, logSchema } from './schemas.ts';
import { serviceNamed } from './service-store.ts';
import { hazardsOf } from './store.ts';

const feature = 'hazards';
const may = WHOEVER_SEES_THE_SERVICE;

export const serviceField = line(60, 'Say which service: its reference, such as DEMO.');
export const hazardField = z
  .string('Say which hazard: its number, such as HAZ-12.')
  .refine((text) => hazardNumber(text) !== null, 'Give the number of a hazard, such as HAZ-12.');
export const controlField = z
  .string('Say which control: its number, such as CTL-31.')
  .refine((text) => controlNumber(text) !== null, 'Give the number of a control, such as CTL-31.');
const logField = z.coerce.number('Give the number of a log, such as 1.').int().min(1).max(1_000_000).optional();
const logOfField = z.coerce.number('Say which log: its number, such as 1.').int().min(1).max(1_000_000);
const asAtField = z
  .string()
  .refine((text) => timeAsked(text) !== null, 'Give a day as 2026-03-03, or a time as 2026-03-03T14:30:00Z.')
  .optional();

/** The time that somebody asks about: the end of a day in London, or a moment. Null for what is neither. */
export function timeAsked(text: string): Date | null {
  const trimmed = text.trim();
  const day = endOfDay(trimmed);
  if (day) return day;
  if (!z.iso.datetime({ offset: true }).safeParse(trimmed).success) return null;
  return new Date(trimmed);
}

async function momentAsked(tx: ReadTx, asAt: string | undefined, now: Date): Promise<Moment> {
  return momentOf(tx, asAt === undefined ? null : timeAsked(asAt), now);
}

export const hazards = query({
  feature,
  name: 'hazards',
  summary: 'The hazards of a service, all of them, as they stand or as they stood on a day',
  input: z.strictObject({ service: serviceField, log: logField, asAt: asAtField }),
  output: z.object({ hazards: z.array(hazardSchema) }),
  may,
  run: async (tx, input, now) => {
    const moment = await momentAsked(tx, input.asAt, now);
    const service = await serviceNamed(tx, input.service, moment);
    const log = await logChosen(tx, service.id, input.log, moment);
    const found = await hazardsOf(tx, { service: service.id, ...(log ? { log } : {}) }, moment);
    return { hazards: found.map(({ record }) => record) };
  },
});

async function logChosen(
  tx: ReadTx,
  service: string,
  number: number | undefined,
  moment: Moment,
): Promise<string | null> {
  if (number === undefined) return null;
  const [log] = await logsOf(tx, service, moment, number);
  if (!log) throw new InputProblem([{ field: 'log', message: `There is no hazard log ${number} in this service.` }]);
  return log.id;
}

export const hazard = query({
  feature,
  name: 'hazard',
  summary: 'One hazard with its causes, controls, ratings and history, as it stands or as it stood on a day',
  input: z.strictObject({ service: serviceField, hazard: hazardField, asAt: asAtField }),
  output: z.object({ hazard: hazardSchema, history: z.array(historySchema) }),
  may,
  run: async (tx, input, now) => {
    const moment = await momentAsked(tx, input.asAt, now);
    const service = await serviceNamed(tx, input.service, moment);
    const [found] = await hazardsOf(tx, { service: service.id, numbers: [hazardNumber(input.hazard)!] }, moment);
    if (!found) throw new NotFound(`There is no hazard ${input.hazard} in this service.`);
    return { hazard: found.record, history: await hazardHistory(tx, found.id, moment) };
  },
});

export const control = query({
  feature,
  name: 'control',
  summary: 'One control with the hazards that rest on it and its history, as it stands or as it stood on a day',
  input: z.strictObject({ service: serviceField, control: controlField, asAt: asAtField }),
  output: z.object({ control: controlSchema, history: z.array(historySchema) }),
  may,
  run: async (tx, input, now) => {
    const moment = await momentAsked(tx, input.asAt, now);
    const service = await serviceNamed(tx, input.service, moment);
    const found = await controlOf(tx, service.id, controlNumber(input.control)!, moment);
    if (!found) throw new NotFound(`There is no control ${input.control} in this service.`);
    return { control: found.record, history: await controlHistory(tx, found.id, moment) };
  },
});

export const logs = query({
  feature,
  name: 'logs',
  summary: 'The hazard logs of a service, counted',
  input: z.strictObject({ service: serviceField, asAt: asAtField }),
  output: z.object({ logs: z.array(logSchema) }),
  may,
  run: async (tx, input, now) => {
    const moment = await momentAsked(tx, input.asAt, now);
    const service = await serviceNamed(tx, input.service, moment);
    return { logs: await logRecords(tx, service.id, moment) };
  },
});

export const hazardLog = query({
  feature,
  name: 'hazardLog',
  summary: 'One hazard log whole, to take it elsewhere and back, as it stands or as it stood on a day',
  input: z.strictObject({ service: serviceField, log: logOfField, asAt: asAtField }),
  output: z.object({ service: z.object({ reference: z.string(), name: z.string() }), log: logDocumentSchema }),
  may,
  run: async (tx, input, now) => {
    const moment = await momentAsked(tx, input.asAt, now);
    const { service, document } = await loadDocument(tx, { service: input.service, log: input.log }, moment);
    return { service: { reference: service.reference, name: service.name }, log: document };
  },
});

/** The logs of a service, each counted. */
export async function logRecords(tx: ReadTx, service: string, moment: Moment): Promise<LogRecord[]> {
  const rows = await logsOf(tx, service, moment);
  if (rows.length === 0) return [];
  const lines = Map.groupBy(
    await linesOf(
      tx,
      service,
      rows.map((row) => row.id),
      moment,
    ),
    (one) => one.log,
  );
  return rows.map((row) => {
    const { all, otherwise: _otherwise, ...counts } = countsOf(lines.get(row.id) ?? []);
    return {
      number: row.number,
      title: row.title,
      hazards: all,
      ...counts,
      files: row.sources.map((source) => source.file),
      takenInAt: row.takenInAt.toISOString(),
      takenInBy: row.takenInBy,
    };
  });
}
