import { backendFor } from '../../platform/cli/backends.ts';
import { EXIT, printable } from '../../platform/cli/exit.ts';
import { putOut, refuseTaken } from '../../platform/cli/out-file.ts';
import { CliProblem } from '../../platform/cli/problem.ts';
import { calledWith, ended } from '../../platform/cli/verb.ts';
import { anyQuery } from '../../platform/commands/command.ts';
import { parse } from '../../platform/commands/execute.ts';
import type { CliIo } from '../../platform/feature.ts';
import { chooseOrganisation } from '../organisations/index.ts';
import { ABOUT, FORMATS, formatNamed } from './formats.ts';
import type { ReportDocument } from './report-document.ts';
import { caseReport } from './report-query.ts';
import { reportSchema } from './report-schema.ts';
import { written } from './write.ts';

const HELP = `primum report: writes a clinical safety case report to a file

Usage:  primum report --service REF --report REPORT [options]

Options:
  --service REF       the service, such as DEMO
  --report REPORT     the report, such as CSCR-3
  --format FORMAT     ${FORMATS.join(', ')}; without it, what --out ends with, else md
  --out FILE          write it there; without it, it is printed
  --as-at DAY         as it was known at the end of a day, such as 2026-03-03
  --overwrite         write over a file that is there
  --organisation NAME where there are several
  --data DIR          where this installation keeps its data
  --help              this text

What it can be written as:
${FORMATS.map((one) => `  ${one.padEnd(6)}${ABOUT[one].says}`).join('\n')}

What is no approved version says so on every page.

Exit code:  0 written;  1 not written;  2 a wrong call;  4 not reachable
`;

const OPTIONS = {
  service: { type: 'string' },
  report: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  'as-at': { type: 'string' },
  overwrite: { type: 'boolean' },
  organisation: { type: 'string' },
  data: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Runs `primum report`. @returns the exit code */
export function run(args: string[], io: CliIo): Promise<number> {
  return ended('report', io, () => reported(args, io));
}

async function reported(args: string[], io: CliIo): Promise<number> {
  const { help, service, report, out, overwrite, data, organisation, ...options } = parsed(args);
  if (help) {
    io.out.write(HELP);
    return EXIT.done;
  }
  if (service === undefined) throw new CliProblem('Which service? Name it with --service, such as --service DEMO.');
  if (report === undefined) throw new CliProblem('Which report? Name it with --report, such as --report CSCR-3.');
  refuseTaken(out, overwrite);
  const named = options.format ?? /\.([a-z]+)$/iu.exec(out ?? '')?.[1] ?? 'md';
  const format = formatNamed(named);
  if (format === null) throw new CliProblem(`--format takes ${FORMATS.join(', ')}, not "${named}".`);
  if (out === undefined && (format === 'pdf' || format === 'docx'))
    throw new CliProblem(`Name a file with --out: a ${ABOUT[format].name} cannot be printed.`);
  const query = anyQuery(caseReport);
  const asAt = options['as-at'];
  const input = { service, report, ...(asAt === undefined ? {} : { asAt }) };
  parse(query.input, input);
  const answer = await backendFor(io, { organisation: chooseOrganisation }, { data, organisation }).ask(query, input);
  // Written here, wherever it was asked for: a server hands out what is known, and not the file.
  const document = documentIn(answer);
  await putOut(io, out, await written(format, document));
  if (out !== undefined) io.out.write(`Written: ${printable(out)}, ${saysWhich(document)}.\n`);
  return EXIT.done;
}

/** "CSCR-3, version 2, draft" */
function saysWhich({ reference, number, standing }: ReportDocument): string {
  return `${reference}, version ${number}, ${standing}`;
}

function documentIn(answer: unknown): ReportDocument {
  const read = reportSchema.safeParse((answer as { readonly document?: unknown } | null)?.document);
  if (!read.success)
    throw new CliProblem(
      'What was answered is no report that this version knows. Are both of the same version?',
      EXIT.unreachable,
    );
  return read.data;
}

function parsed(args: string[]) {
  return calledWith('report', { args, options: OPTIONS }).values;
}
