import { backendFor } from '../../platform/cli/backends.ts';
import { EXIT, printable } from '../../platform/cli/exit.ts';
import { withInstallation } from '../../platform/cli/house.ts';
import { putOut, refuseTaken } from '../../platform/cli/out-file.ts';
import { CliProblem } from '../../platform/cli/problem.ts';
import { calledWith, ended } from '../../platform/cli/verb.ts';
import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import { execute, parse } from '../../platform/commands/execute.ts';
import type { CliIo } from '../../platform/feature.ts';
import { signingKey, verifierKeyOf } from '../../platform/ledger/checkpoint.ts';
import { chooseOrganisation } from '../organisations/index.ts';
import { madeIn, makePack } from './commands.ts';
import type { PackDocument } from './domain/document.ts';
import { DTAC } from './domain/dtac.ts';
import { ABOUT, FORMATS, formatNamed } from './formats.ts';
import { keptBundle } from './keeping.ts';
import { assessmentPack } from './queries.ts';
import { packSchema } from './schema.ts';
import { written } from './write.ts';

const HELP = `primum pack: writes where a service stands to a file

Usage:  primum pack --service REF [options]

Options:
  --service REF       the service, such as DEMO
  --standard ID       what it is held against, such as point-16; may be given several times; without it, point-16
  --format FORMAT     ${FORMATS.join(', ')} or zip; without it, what --out ends with, else json
  --out FILE          write it there; without it, it is printed
  --as-at DAY         as it was known at the end of a day, such as 2026-03-03
  --pack PACK         with zip: one that was made before, such as PACK-3
  --overwrite         write over a file that is there
  --organisation NAME where there are several
  --data DIR          where this installation keeps its data
  --help              this text

What it can be written as:
${FORMATS.map((one) => `  ${one.padEnd(6)}${ABOUT[one].says}`).join('\n')}
  zip   Makes a pack, which is kept as it was, and writes it with its evidence and its proof. "primum verify FILE" proves it.

Exit code:  0 written;  1 not written;  2 a wrong call;  4 not reachable
`;

const OPTIONS = {
  service: { type: 'string' },
  standard: { type: 'string', multiple: true },
  format: { type: 'string' },
  out: { type: 'string' },
  'as-at': { type: 'string' },
  pack: { type: 'string' },
  overwrite: { type: 'boolean' },
  organisation: { type: 'string' },
  data: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Options = ReturnType<typeof parsed>;

/** Runs `primum pack`. @returns the exit code */
export function run(args: string[], io: CliIo): Promise<number> {
  return ended('pack', io, () => packed(args, io));
}

async function packed(args: string[], io: CliIo): Promise<number> {
  const options = parsed(args);
  if (options.help) {
    io.out.write(HELP);
    return EXIT.done;
  }
  const { out, service } = options;
  if (service === undefined) throw new CliProblem('Which service? Name it with --service, such as --service DEMO.');
  refuseTaken(out, options.overwrite);
  const named = (options.format ?? /\.([a-z]+)$/iu.exec(out ?? '')?.[1] ?? 'json').toLowerCase();
  if (named === 'zip') return zipped({ ...options, service }, io);
  const format = formatNamed(named);
  if (format === null) throw new CliProblem(`--format takes ${FORMATS.join(', ')} or zip, not "${named}".`);
  if (options.pack !== undefined)
    throw new CliProblem('--pack goes with --format zip: a pack is fetched as it was kept.');
  if (out === undefined && (format === 'pdf' || format === 'docx' || format === 'dtac'))
    throw new CliProblem(`Name a file with --out: ${ABOUT[format].name} cannot be printed.`);
  const standards = format === 'dtac' ? [DTAC] : options.standard;
  const document = documentIn(await asked({ ...options, service, standards }, io));
  await putOut(io, out, await written(format, document));
  if (out !== undefined) io.out.write(`Written: ${printable(out)}.\n`);
  return EXIT.done;
}

/** Written here, wherever it was asked for: a server hands out what is known, and not the file. */
async function asked(
  {
    service,
    standards,
    'as-at': asAt,
    data,
    organisation,
  }: Pick<Options, 'as-at' | 'data' | 'organisation'> & {
    readonly service: string;
    readonly standards: readonly string[] | undefined;
  },
  io: CliIo,
): Promise<unknown> {
  const query = anyQuery(assessmentPack);
  const input = { service, ...(standards && { standards }), ...(asAt === undefined ? {} : { asAt }) };
  parse(query.input, input);
  const house = { organisation: chooseOrganisation };
  return backendFor(io, house, { data, organisation }).ask(query, input);
}

function documentIn(answer: unknown): PackDocument {
  const read = packSchema.safeParse((answer as { readonly document?: unknown } | null)?.document);
  if (!read.success)
    throw new CliProblem(
      'What was answered is no assessment that this version knows. Are both of the same version?',
      EXIT.unreachable,
    );
  return read.data;
}

async function zipped(options: Options & { readonly service: string }, io: CliIo): Promise<number> {
  const { service, out, standard, 'as-at': asAt, pack } = options;
  if (out === undefined) throw new CliProblem('Name a file with --out: a bundle cannot be printed.');
  if (pack !== undefined && (standard !== undefined || asAt !== undefined))
    throw new CliProblem('A pack that was made stays as it was: leave out --standard and --as-at.');
  const command = anyCommand(makePack);
  const input = { service, ...(standard && { standards: standard }), ...(asAt === undefined ? {} : { asAt }) };
  parse(command.input, input);
  return withInstallation(io, options.data, async ({ ground, dataDirectory }) => {
    const organisation = await chooseOrganisation({ ground }, options.organisation);
    const key = signingKey(dataDirectory, io.env);
    const name =
      pack ??
      madeIn((await execute(ground, command, input, { actor: { kind: 'operator' }, organisation })).result).pack;
    await putOut(io, out, await keptBundle(ground, organisation, key, { service, pack: name }));
    io.out.write(`Written: ${printable(out)}, ${name}.\nThe key to verify it with: ${verifierKeyOf(key)}\n`);
    return EXIT.done;
  });
}

function parsed(args: string[]) {
  return calledWith('pack', { args, options: OPTIONS }).values;
}
