import { readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { backendFor } from '../../platform/cli/backends.ts';
import { EXIT, printable } from '../../platform/cli/exit.ts';
import { putOut, refuseTaken } from '../../platform/cli/out-file.ts';
import { CliProblem } from '../../platform/cli/problem.ts';
import { calledWith, ended } from '../../platform/cli/verb.ts';
import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import { parse } from '../../platform/commands/execute.ts';
import type { CliIo } from '../../platform/feature.ts';
import { counted } from '../../words/counting.ts';
import { chooseOrganisation } from '../organisations/index.ts';
import { importArgument } from './document-command.ts';
import { formFindings, joined, type FormFinding, type NamedModule } from './domain.ts';
import { GsnProblem, readArgument } from './gsn2x/read.ts';
import { argument, argumentFile } from './queries.ts';

const HELP = `primum argument: safety arguments in GSN

Usage:  primum argument check FILE... [--format text|json]
        primum argument import FILE... --service REF --title TITLE
        primum argument export --service REF [--format yaml|svg|json] [--of CLAIM] [--out FILE]

check    Reads arguments in the YAML of gsn2x and says what is wrong with their form: circles, links that lead
         nowhere, what is undeveloped or not answered. Files that belong together are read as one argument; those
         that a module uses are read along. Nothing leaves this computer.
import   Keeps an argument whole for a service, beside the one that follows from its file. It gets no verdicts.
export   Writes the argument of a service: in YAML for gsn2x, as a picture, or as data with its verdicts.

Options:
  --service REF       the service, such as DEMO
  --title TITLE       whose argument it is, such as "Argument of the supplier, version 3"
  --of CLAIM          with export, as svg or json: a claim alone, such as HAZ-12; in yaml it is always whole
  --as-at DAY         with export: as it was known at the end of a day, such as 2026-03-03
  --format FORMAT     check: text (default) or json; export: yaml (default), svg or json
  --out FILE          write it there; without it, it is printed
  --overwrite         write over a file that is there
  --organisation NAME where there are several
  --data DIR          where this installation keeps its data; without it, PRIMUM_URL and PRIMUM_TOKEN say which server
  --help              this text

Exit code:  0 nothing found, or done;  1 something found, or not done;  2 a wrong call, or no argument;  4 not reachable
`;

const OPTIONS = {
  service: { type: 'string' },
  title: { type: 'string' },
  of: { type: 'string' },
  'as-at': { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  overwrite: { type: 'boolean' },
  organisation: { type: 'string' },
  data: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Options = ReturnType<typeof parsed>['values'];

/** Runs `primum argument`. @returns the exit code */
export function run(args: string[], io: CliIo): Promise<number> {
  return ended('argument', io, () => chosen(args, io));
}

async function chosen(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = parsed(args);
  const [verb, ...files] = positionals;
  if (values.help) {
    io.out.write(HELP);
    return EXIT.done;
  }
  if (verb === 'check') return checked(files, values, io);
  if (verb === 'import') return imported(files, values, io);
  if (verb === 'export') return exported(values, io);
  throw new CliProblem('Say what to do: check, import or export. See "primum argument --help".');
}

function checked(files: readonly string[], { format = 'text' }: Options, io: CliIo): number {
  if (format !== 'text' && format !== 'json') throw new CliProblem(`--format takes text or json, not "${format}".`);
  const whole = joined(modulesOf(files));
  const findings = [...whole.findings, ...formFindings(whole.argument)];
  io.out.write(
    format === 'json'
      ? `${JSON.stringify({ elements: whole.argument.elements.length, findings }, null, 2)}\n`
      : printable(saidOf(whole.argument.elements.length, findings)),
  );
  return findings.length === 0 ? EXIT.done : EXIT.refused;
}

function saidOf(elements: number, findings: readonly FormFinding[]): string {
  const read = `Read ${counted(elements, 'element')}.`;
  if (findings.length === 0) return `${read} Nothing is wrong with the form of this argument.\n`;
  return `${[
    `${read} ${counted(findings.length, 'finding')}:`,
    ...findings.map(({ rule, level, says, clears }) => `${level.padEnd(6)} ${rule}: ${says} ${clears}`),
  ].join('\n')}\n`;
}

async function imported(files: readonly string[], values: Options, io: CliIo): Promise<number> {
  const { service, title } = values;
  if (service === undefined) throw new CliProblem('Which service? Name it with --service, such as --service DEMO.');
  if (title === undefined) throw new CliProblem('Whose argument is it? Say it with --title.');
  const texts = textsOf(files);
  readIn(texts);
  const command = anyCommand(importArgument);
  const input = { service, title, files: texts.map(({ path, text }) => ({ name: nameOf(path, texts), text })) };
  parse(command.input, input);
  const { result } = await backend(values, io).do(command, input);
  io.out.write(`Kept: ${printable(String(result['document']))} of ${printable(String(result['service']))}.\n`);
  return EXIT.done;
}

async function exported(values: Options, io: CliIo): Promise<number> {
  const { service, of, out, format = 'yaml', 'as-at': asAt } = values;
  if (service === undefined) throw new CliProblem('Which service? Name it with --service, such as --service DEMO.');
  if (format !== 'yaml' && format !== 'svg' && format !== 'json')
    throw new CliProblem(`--format takes yaml, svg or json, not "${format}".`);
  refuseTaken(out, values.overwrite);
  const query = format === 'json' ? anyQuery(argument) : anyQuery(argumentFile);
  const input = {
    service,
    ...(format !== 'json' && { format }),
    ...(of !== undefined && { of }),
    ...(asAt !== undefined && { asAt }),
  };
  parse(query.input, input);
  const answer = await backend(values, io).ask(query, input);
  const text =
    format === 'json'
      ? `${JSON.stringify(answer, null, 2)}\n`
      : ((answer as { readonly text?: string } | null)?.text ?? '');
  await putOut(io, out, Buffer.from(out === undefined ? printable(text) : text));
  if (out !== undefined) io.out.write(`Written: ${printable(out)}.\n`);
  return EXIT.done;
}

function backend({ data, organisation }: Options, io: CliIo) {
  return backendFor(io, { organisation: chooseOrganisation }, { data, organisation });
}

interface FileText {
  readonly path: string;
  readonly text: string;
}

/** What stands in these files, and in those that they use. @throws CliProblem */
function textsOf(paths: readonly string[]): FileText[] {
  if (paths.length === 0) throw new CliProblem('Which file? Give the path of an argument, such as case.gsn.yaml.');
  const found = new Map<string, FileText>();
  const waiting = paths.map((path) => ({ path: normalize(path), named: true }));
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { path, named } = next;
    if (found.has(path)) continue;
    const text = textIn(path);
    if (text === null) {
      // One that is only used may be missing: the check says so.
      if (named) throw new CliProblem(`There is no file ${path} that can be read.`);
      continue;
    }
    found.set(path, { path, text });
    for (const used of usedBy(text)) waiting.push({ path: normalize(join(dirname(path), used)), named: false });
  }
  return [...found.values()];
}

function textIn(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function usedBy(text: string): readonly string[] {
  try {
    return readArgument(text).module?.uses ?? [];
  } catch (error) {
    if (error instanceof GsnProblem) return [];
    throw error;
  }
}

function modulesOf(paths: readonly string[]): NamedModule[] {
  return readIn(textsOf(paths));
}

/** @throws CliProblem with the file that is no argument */
function readIn(texts: readonly FileText[]): NamedModule[] {
  return texts.map(({ path, text }) => {
    try {
      return { file: path, argument: readArgument(text) };
    } catch (error) {
      if (!(error instanceof GsnProblem)) throw error;
      throw new CliProblem(`${path}: ${error.message}`);
    }
  });
}

/** The name of a file alone; with its folder, where two have the same. */
function nameOf(path: string, all: readonly FileText[]): string {
  const own = basename(path);
  return all.filter((one) => basename(one.path) === own).length === 1 ? own : path.slice(-200);
}

function parsed(args: string[]) {
  return calledWith('argument', { args, options: OPTIONS, allowPositionals: true });
}
