import { z } from 'zod';
import { command, type CommandTx } from '../../../platform/commands/command.ts';
import { line } from '../../../platform/commands/fields.ts';
import { NotFound, NotPossible } from '../../../platform/commands/problems.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { findService } from '../../services/index.ts';
import { hazardsOfLog, loadKept, logsOf, nextNumbers, putChanges, putLog, type LogRow } from '../write-store.ts';
import { changesFor, type Changes } from './changes.ts';
import { CLASSES, compare, isEmpty, type Comparison, type Diff } from './diff.ts';
import type { KeptLog } from './kept.ts';
import { settled } from './own.ts';
import { importedLogSchema, type ImportedLog } from './shape.ts';
import { saidIn, type SaidLog } from './words.ts';

const accepted = z
  .string()
  .regex(
    /^(?:new|changed|gone|moved)(?::(?:HAZ-)?\d{1,9}|:log)?$/u,
    'Accept new, changed, gone or moved, or single rows such as changed:HAZ-3.',
  );

export const importInput = z.strictObject({
  service: line(20, 'Name the service by its reference, such as DEMO.'),
  log: importedLogSchema,
  title: line(300, 'Give the log a title, or leave it out.').optional(),
  /** The number of the log that this is the next version of. */
  replaces: z.int('Give the number of the log, such as 1.').positive().optional(),
  /** What of the difference is accepted: whole classes, or single rows. */
  accept: z.array(accepted, 'Give a list of what you accept.').max(50_000).optional(),
  /** The version of the log that the difference was shown for. */
  version: z.int().positive().optional(),
  /** Keep it as a log of its own, although this very file is kept already. */
  asNew: z.boolean().optional(),
});
export type ImportInput = z.output<typeof importInput>;

/** A log of some five thousand hazards. A larger one comes by the command line, which has no such limit. */
const BODY_LIMIT = 15 * 1024 * 1024;

/** What an import answers. */
export type Output = {
  readonly service: string;
  /** Of the log, in its service. */
  readonly log: number;
  readonly logId: string;
  /** This very file was kept before: nothing was written. */
  readonly already: boolean;
  readonly counts: { readonly [name: string]: number };
};

export const importHazardLog = command({
  feature: 'hazards',
  name: 'importHazardLog',
  summary: 'Takes a hazard log in, or the next version of one, of which only what is accepted is written',
  past: ['a hazard log was taken in', '# hazard logs were taken in'],
  input: importInput,
  may: {
    roles: [
      'administrator',
      'clinical safety officer',
      'deputy clinical safety officer',
      'safety engineer',
      'product owner',
    ],
    where: 'service',
    operator: true,
    token: 'import',
  },
  subject: (_input, output: Output) => ({ kind: 'hazard-log', id: output.logId }),
  bodyLimit: BODY_LIMIT,
  // No words of the log: those have one home each.
  record: ({ service, log, replaces, accept, asNew }) => ({
    service,
    sources: log.sources.map(({ file, sha256, kind }) => ({ file, sha256, kind })),
    hazards: log.hazards.length,
    ...(replaces === undefined ? {} : { replaces }),
    ...(accept === undefined ? {} : { accept }),
    ...(asNew === undefined ? {} : { asNew }),
  }),
  run: async (tx, actor, input): Promise<Output> => {
    if (actor.kind === 'token' && input.accept?.some((row) => !row.startsWith('new')))
      throw new NotPossible(
        'A program may add what is new. What has changed, moved or gone a person accepts: in the browser, or on the computer that holds the data. Nothing was written.',
      );
    const service = await findService(tx, input.service);
    if (service.phase === 'retired')
      throw new NotPossible(`${service.reference} is retired. To keep a log for it, take it up again first.`);
    const logs = await logsOf(tx, service.id);
    if (input.replaces !== undefined) return replaceLog(tx, service, logs, input.replaces, input);
    const same = input.asNew ? undefined : logs.find((log) => isSource(log, input.log));
    if (same) return { service: service.reference, log: same.number, logId: same.id, already: true, counts: {} };
    return newLog(tx, service, input);
  },
});

interface ServiceOf {
  readonly id: string;
  readonly reference: string;
}

async function newLog(tx: CommandTx, service: ServiceOf, { log, title }: ImportInput): Promise<Output> {
  const next = await nextNumbers(tx, service.id);
  const row = {
    id: tx.newId(),
    number: next.log,
    title: title ?? (log.title || titleOf(log.sources)),
    scheme: log.scheme,
    sources: log.sources,
    service: service.id,
  };
  const kept = { ...row, version: 0, hazards: [], controls: [], foreign: [], elsewhere: [], retired: [] };
  const said = saidIn(settled(log, kept), log.scheme);
  const changes = changesFor(kept, said, compare(kept, said), {
    newId: tx.newId,
    nextHazard: next.hazard,
    nextControl: next.control,
    log: row.id,
    accepts: () => true,
  });
  await Promise.all([putLog(tx, row), putChanges(tx, service.id, changes, new Map())]);
  return outputOf(service, row, changes);
}

async function replaceLog(
  tx: CommandTx,
  service: ServiceOf,
  logs: readonly LogRow[],
  number: number,
  { log, title, accept, version }: ImportInput,
): Promise<Output> {
  const row = logNumbered(service, logs, number);
  const { kept, homes } = await loadKept(tx, service.id, row);
  if (accept === undefined)
    throw new NotPossible(
      'Nothing was written: say which of what is new, changed, gone and moved you accept, such as accept: ["new", "changed"].',
    );
  if (version !== undefined && version !== kept.version)
    throw new NotPossible(
      'This log was changed since the differences were shown to you. Nothing was written. Look at them once more.',
    );
  const rows = new Set(accept);
  const accepts = (one: string) => rows.has(one) || rows.has(one.split(':')[0]!);
  const { said, comparison } = difference(kept, log, accepts);
  const known = new Set(CLASSES.flatMap((name) => [name, ...comparison.diff[name].map((one) => one.row)]));
  const unknown = accept.find((one) => !known.has(one as (typeof CLASSES)[number]));
  if (unknown !== undefined)
    throw new NotPossible(
      `There is no difference "${unknown}". Nothing was written. Look at the differences once more.`,
    );
  const next = await nextNumbers(tx, service.id);
  const changes = changesFor(kept, said, comparison, {
    newId: tx.newId,
    nextHazard: next.hazard,
    nextControl: next.control,
    log: row.id,
    accepts,
  });
  const sources = [
    ...row.sources,
    ...log.sources.filter((source) => !row.sources.some((one) => one.sha256 === source.sha256)),
  ];
  const nextRow = { ...row, title: title ?? row.title, scheme: changes.scheme, sources, service: service.id };
  await Promise.all([putLog(tx, nextRow), putChanges(tx, service.id, changes, homes)]);
  return outputOf(service, row, changes);
}

/** With another matrix than the log has, its ratings are looked up in the one that is accepted. */
function difference(
  kept: KeptLog,
  log: ImportedLog,
  accepts: (row: string) => boolean,
): { readonly said: SaidLog; readonly comparison: Comparison } {
  const scheme = log.scheme !== null && accepts('changed:log') ? log.scheme : kept.scheme;
  const said = { ...saidIn(settled(log, kept), scheme), scheme: log.scheme };
  return { said, comparison: compare(kept, said) };
}

function outputOf(service: ServiceOf, log: LogRow, changes: Changes): Output {
  return {
    service: service.reference,
    log: log.number,
    logId: log.id,
    already: false,
    counts: {
      ...changes.counts,
      hazards: changes.hazards.length,
      causes: changes.causes.length,
      controls: changes.controls.length,
    },
  };
}

/** What a file would change in a log that is kept, for a person to look at. */
export interface ShownDiff {
  readonly service: { readonly reference: string; readonly name: string };
  readonly log: { readonly number: number; readonly title: string };
  /** To send along with what is accepted. */
  readonly version: number;
  readonly diff: Diff;
  readonly unchanged: number;
}

/** Compares and writes nothing. @throws NotFound */
export async function diffWithLog(
  tx: ReadTx,
  {
    service: reference,
    replaces,
    log,
  }: { readonly service: string; readonly replaces: number; readonly log: ImportedLog },
): Promise<ShownDiff> {
  const service = await findService(tx, reference);
  const row = logNumbered(service, await logsOf(tx, service.id), replaces);
  const { kept } = await loadKept(tx, service.id, row);
  const { comparison } = difference(kept, log, () => true);
  const { diff } = comparison;
  const different = new Set([...diff.changed, ...diff.gone, ...diff.moved].flatMap((one) => one.id ?? []));
  return {
    service: { reference: service.reference, name: service.name },
    log: { number: row.number, title: row.title },
    version: kept.version,
    diff,
    unchanged: kept.hazards.filter((hazard) => !different.has(`HAZ-${hazard.number}`)).length,
  };
}

export { hazardsOfLog as keptHazards, isEmpty };

/** Whether these very bytes are what the log was imported from. */
function isSource(log: LogRow, { sources }: ImportedLog): boolean {
  return sources.length > 0 && sources.every((source) => log.sources.some((one) => one.sha256 === source.sha256));
}

function logNumbered(service: ServiceOf, logs: readonly LogRow[], number: number): LogRow {
  const found = logs.find((log) => log.number === number);
  if (found) return found;
  const there = logs.map((log) => `log ${log.number} ("${log.title}")`).join(', ');
  throw new NotFound(
    there === ''
      ? `${service.reference} has no hazard log yet. Import this one as a new log.`
      : `${service.reference} has no log ${number}. It has ${there}.`,
  );
}

/** What a log is called where nobody says: its file's name, or the folder that its files lie in. */
export function titleOf(sources: ImportedLog['sources']): string {
  const [first] = sources;
  const parts = (first?.file ?? '').split(/[/\\]/u);
  const name = sources.length > 1 && parts.length > 1 ? parts[0]! : parts.at(-1)!.replace(/\.[A-Za-z\d]{1,8}$/u, '');
  return [...name.trim()].slice(0, 300).join('') || 'Hazard log';
}
