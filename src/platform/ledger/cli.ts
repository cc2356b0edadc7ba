import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';
import { parseArgs } from 'node:util';
import type { CliIo } from '../feature.ts';
import { EXIT, printable } from '../cli/exit.ts';
import { withInstallation, type House } from '../cli/house.ts';
import { CliProblem } from '../cli/problem.ts';
import { existingKey, signingKey, verifierKeyOf } from './checkpoint.ts';
import { UnreadableLedger, verifyFile, writeLedger } from './file.ts';
import { isBundle, verifyBundle } from './bundle.ts';
import { isProof, verifyProof, type VerifiedProof } from './proof.ts';
import { verifyLive, type Verified } from './live.ts';

const VERIFY_HELP = `primum verify FILE [--key KEY] [--checkpoint NOTE]...
primum verify --live [--organisation NAME] [--checkpoint NOTE]... [--data DIR]

  Proves that a ledger is whole: that no entry was changed, removed, moved or put in, that contents and texts are
  those of the day, and that nothing was rewritten since a checkpoint was signed.

  FILE               a ledger that "primum ledger" wrote; or one signature that "primum approval" wrote: then, that
                     its record is the one which the ledger has, on what it says, in the words that it says; or a
                     pack: then also that each of its files is the one of that record, that none is missing, and
                     that none was put in. Needs no database
  --live             the ledger of this installation with its texts, and that what is kept of every subject as it
                     stands now follows from its rows. Past versions of rows, who belongs to the organisation, and
                     what is no word of a subject (numbers, places in a file) are not compared with the ledger
  --key KEY          the key that must have signed it; without it the file's own is taken, and named
  --checkpoint NOTE  a file with a checkpoint that was kept elsewhere; may be given several times
  --format json      for programs

  Ends with 0 if it is valid, 1 if it is not, 2 if it cannot be read.
`;

const LEDGER_HELP = `primum ledger FILE [--organisation NAME] [--data DIR]

  Writes the ledger to a file that anybody can verify, anywhere, with "primum verify FILE". Free text is not in it.
  At the end of each chain stands a signed checkpoint: kept elsewhere, it shows any later rewriting.
`;

const COMMON = {
  organisation: { type: 'string' },
  data: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** `primum verify`. @returns the exit code */
export async function runVerify(args: string[], io: CliIo, house: House): Promise<number> {
  const { values, positionals } = parse(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...COMMON,
        live: { type: 'boolean' },
        key: { type: 'string' },
        checkpoint: { type: 'string', multiple: true },
        format: { type: 'string' },
      },
    }),
  );
  if (values.help) {
    io.out.write(VERIFY_HELP);
    return EXIT.done;
  }
  const json = values.format === 'json';
  if (values.format !== undefined && values.format !== 'json' && values.format !== 'text')
    throw new CliProblem('--format takes "text" or "json".');
  const notes = (values.checkpoint ?? []).map(readNote);
  const [file] = positionals;
  if (positionals.length > 1 || (file === undefined) === (values.live !== true))
    throw new CliProblem('Say which file to verify, or --live for the ledger of this installation.');
  if (file === undefined) {
    return withInstallation(io, values.data, async (installation) => {
      const organisation = await house.organisation(installation, values.organisation);
      const own = existingKey(installation.dataDirectory, io.env);
      const key = values.key ?? (own && verifierKeyOf(own));
      return show(io, await verifyLive(installation.ground, organisation, key, notes), json);
    });
  }
  try {
    if (await isBundle(file))
      return showProof(io, await verifyBundle(file, values.key), { json, keyGiven: values.key !== undefined });
    if (await isProof(file))
      return showProof(io, verifyProof(file, values.key), { json, keyGiven: values.key !== undefined });
    const verified = await verifyFile(file, { key: values.key, notes });
    const code = show(io, verified, json);
    if (!json && values.key === undefined)
      io.out.write(
        `The key is the file's own: ${printable(verified.key)}\nCompare it with the one that you were given.\n`,
      );
    return code;
  } catch (error) {
    if (error instanceof UnreadableLedger) throw new CliProblem(error.message, EXIT.wrong);
    throw error;
  }
}

/** `primum ledger`. @returns the exit code */
export async function runLedger(args: string[], io: CliIo, house: House): Promise<number> {
  const { values, positionals } = parse(() => parseArgs({ args, allowPositionals: true, options: COMMON }));
  if (values.help) {
    io.out.write(LEDGER_HELP);
    return EXIT.done;
  }
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new CliProblem('Say to which file the ledger is written.');
  if (existsSync(file)) throw new CliProblem(`${file} is there already. Choose another name.`, EXIT.refused);
  return withInstallation(io, values.data, async (installation) => {
    const organisation = await house.organisation(installation, values.organisation);
    const key = signingKey(installation.dataDirectory, io.env);
    const lines = new PassThrough();
    const written = pipeline(lines, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
    const count = await writeLedger(installation.ground, organisation, key, lines);
    lines.end();
    await written;
    io.out.write(`${count} entries written to ${file}, signed with ${verifierKeyOf(key)}\n`);
    return EXIT.done;
  });
}

function show(io: CliIo, verified: Verified, json: boolean): number {
  const valid = verified.problems.length === 0;
  if (json) io.out.write(`${JSON.stringify({ valid, ...verified }, null, 2)}\n`);
  else {
    const { changes, reads } = verified.entries;
    if (verified.unknownCheckpoints > 0)
      io.out.write(
        `Of the checkpoints kept here ${verified.unknownCheckpoints} ${verified.unknownCheckpoints === 1 ? 'was' : 'were'} signed by a key that is not here, and ${verified.unknownCheckpoints === 1 ? 'proves' : 'prove'} nothing: after a restore, put back the signing key, or name it with --key.\n`,
      );
    io.out.write(
      valid
        ? `Valid: ${changes} changes and ${reads} reads, ${verified.checkpoints} signed checkpoints.\n`
        : `Not valid.\n${verified.problems.map((problem) => `  ${printable(problem)}`).join('\n')}\n`,
    );
  }
  return valid ? EXIT.done : EXIT.refused;
}

function showProof(
  io: CliIo,
  { key, problems, said, seq, at }: Omit<VerifiedProof, 'record'>,
  { json, keyGiven }: { readonly json: boolean; readonly keyGiven: boolean },
): number {
  const valid = problems.length === 0;
  if (json) io.out.write(`${JSON.stringify({ valid, key, said, entry: seq, at, problems }, null, 2)}\n`);
  else {
    io.out.write(
      valid
        ? `Valid: entry ${seq} of the changes, of ${at}.\n${said.map((line) => `  ${printable(line)}`).join('\n')}\n`
        : `Not valid.\n${problems.map((problem) => `  ${printable(problem)}`).join('\n')}\n`,
    );
    if (!keyGiven)
      io.out.write(`The key is the file's own: ${printable(key)}\nCompare it with the one that you were given.\n`);
  }
  return valid ? EXIT.done : EXIT.refused;
}

function readNote(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new CliProblem(`The checkpoint ${path} cannot be read.`);
  }
}

function parse<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new CliProblem(error instanceof Error ? error.message : String(error));
  }
}
