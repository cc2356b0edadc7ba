import { backendFor } from '../../../platform/cli/backends.ts';
import { EXIT, printable } from '../../../platform/cli/exit.ts';
import { putOut, refuseTaken } from '../../../platform/cli/out-file.ts';
import { CliProblem } from '../../../platform/cli/problem.ts';
import { calledWith, ended } from '../../../platform/cli/verb.ts';
import { anyQuery } from '../../../platform/commands/command.ts';
import { parse } from '../../../platform/commands/execute.ts';
import type { CliIo } from '../../../platform/feature.ts';
import { chooseOrganisation } from '../../organisations/index.ts';
import { hazardLog } from '../queries.ts';
import { logDocumentSchema, type LogDocument } from './document.ts';
import { ABOUT, FORMATS, formatNamed } from './formats.ts';
import { written } from './write.ts';

const HELP = `primum export: writes a hazard log to a file

Usage:  primum export --service REF [options]

Options:
  --service REF       the service that the log is of, such as DEMO
  --log LOG           the number of the log; without it, 1
  --format FORMAT     ${FORMATS.join(', ')}; without it, what --out ends with, else json
  --out FILE          write it there; without it, it is printed
  --as-at DAY         as it stood at the end of a day, such as 2026-03-03
  --overwrite         write over a file that is there
  --organisation NAME where there are several
  --data DIR          where this installation keeps its data
  --help              this text

What it can be written as:
${FORMATS.map((one) => `  ${one.padEnd(6)}${ABOUT[one].says}`).join('\n')}

"primum import FILE --service REF --replaces LOG" shows what somebody changed in it.

Exit code:  0 written;  1 not written;  2 a wrong call;  4 not reachable
`;

const OPTIONS = {
  service: { type: 'string' },
  log: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  'as-at': { type: 'string' },
  overwrite: { type: 'boolean' },
  organisation: { type: 'string' },
  data: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Runs `primum export`. @returns the exit code */
export function run(args: string[], io: CliIo): Promise<number> {
  return ended('export', io, () => exported(args, io));
}

async function exported(args: string[], io: CliIo): Promise<number> {
  const values = parsed(args);
  const { out, service, log = '1', data, organisation } = values;
  if (values.help) {
    io.out.write(HELP);
    return EXIT.done;
  }
  if (service === undefined) throw new CliProblem('Which service? Name it with --service, such as --service DEMO.');
  const named = values.format ?? /\.([a-z]+)$/iu.exec(out ?? '')?.[1] ?? 'json';
  const format = formatNamed(named);
  if (format === null) throw new CliProblem(`--format takes ${FORMATS.join(', ')}, not "${named}".`);
  if (out === undefined && format !== 'json' && format !== 'csv')
    throw new CliProblem(`Name a file with --out: ${ABOUT[format].name} cannot be printed.`);
  refuseTaken(out, values.overwrite);
  const query = anyQuery(hazardLog);
  const asAt = values['as-at'];
  const input = { service, log, ...(asAt === undefined ? {} : { asAt }) };
  parse(query.input, input);
  const house = {
    organisation: chooseOrganisation,
    assemble: () => Promise.reject(new Error('Nothing is assembled here.')),
    migrations: () => Promise.reject(new Error('Nothing is migrated here.')),
  };
  const answer = await backendFor(io, house, { data, organisation }).ask(query, input);
  const whole = wholeIn(answer);
  // Written here, wherever it was asked for: a server hands out the log, and not the file.
  const bytes = await written(format, { log: whole.log, service: whole.service, at: new Date(whole.log.asAt ?? 0) });
  await putOut(io, out, bytes);
  if (out === undefined) return EXIT.done;
  const { hazards } = whole.log;
  io.out.write(`Written: ${printable(out)}, ${hazards.length === 1 ? '1 hazard' : `${hazards.length} hazards`}.\n`);
  return EXIT.done;
}

function wholeIn(answer: unknown): { readonly service: string; readonly log: LogDocument } {
  const { service, log } = answer as { readonly service?: { readonly name?: unknown }; readonly log?: unknown };
  const read = logDocumentSchema.safeParse(log);
  if (!read.success || typeof service?.name !== 'string')
    throw new CliProblem(
      'What was answered is no log that this version knows. Are both of the same version?',
      EXIT.unreachable,
    );
  return { service: service.name, log: read.data };
}

function parsed(args: string[]) {
  return calledWith('export', { args, options: OPTIONS }).values;
}
