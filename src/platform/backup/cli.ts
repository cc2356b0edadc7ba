import { parseArgs } from 'node:util';
import { EXIT } from '../cli/exit.ts';
import { withInstallation, type House } from '../cli/house.ts';
import { CliProblem } from '../cli/problem.ts';
import { openDatabase } from '../database/open.ts';
import type { CliIo } from '../feature.ts';
import { backup } from './backup.ts';
import { openBackup, restore } from './restore.ts';

const BACKUP_HELP = `primum backup: writes all that Primum keeps into one file

Usage:  primum backup FILE [--data DIR]

Of one moment, while people go on working. A file that is there is not written over. The file holds personal
data: keep it as you keep the database. Not in it: sessions, sign-in links, tokens, mail that waits, and the key
that signs checkpoints (checkpoint-key.pem in the data directory: keep a copy of it somewhere else).
`;

const RESTORE_HELP = `primum restore: puts a backup into an empty database

Usage:  primum restore FILE [--data DIR]

All of it or nothing: rows are counted, digests compared and every ledger verified before it is kept. A database
that is not empty is refused. People sign in again afterwards ("primum sign-in-link"), programs need new tokens.
`;

/** `primum backup FILE`. @returns the exit code */
export async function runBackup(args: string[], io: CliIo): Promise<number> {
  const call = read('backup', args);
  if (call === null) return said(io, BACKUP_HELP);
  return withInstallation(io, call.data, async ({ owner, ground }) => {
    const { rows, tables, bytes } = await backup(owner, call.file, ground.now());
    io.out.write(`${call.file}: ${count(rows)} rows of ${tables} tables, ${megabytes(bytes)} MB.\n`);
    return EXIT.done;
  });
}

/** `primum restore FILE`. @returns the exit code */
export async function runRestore(args: string[], io: CliIo, house: House): Promise<number> {
  const call = read('restore', args);
  if (call === null) return said(io, RESTORE_HELP);
  // Before anything is made or started.
  const opened = await openBackup(call.file);
  const migrations = await house.migrations();
  const database = await openDatabase({ data: call.data, env: io.env });
  try {
    const { rows, organisations, entries, migrated } = await restore(database.owner, opened, migrations);
    const newer = migrated > 0 ? ` It was then brought up to this version (${migrated} changes).` : '';
    io.out.write(
      `Restored as of ${opened.manifest.at}: ${count(rows)} rows, ${count(organisations)} ${organisations === 1 ? 'organisation' : 'organisations'}, ${count(entries)} ledger entries, all verified.${newer}\n`,
    );
    return EXIT.done;
  } finally {
    await database.close();
  }
}

function read(verb: string, args: string[]): { readonly file: string; readonly data: string | undefined } | null {
  let call;
  try {
    call = parseArgs({
      args,
      options: { data: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
  } catch (error) {
    const why = error instanceof Error ? error.message.split('. ')[0]! : String(error);
    throw new CliProblem(`${why}. "primum ${verb} --help" says how it is used.`);
  }
  if (call.values.help) return null;
  const [file, ...others] = call.positionals;
  if (file === undefined || others.length > 0)
    throw new CliProblem(`Name one file: primum ${verb} FILE. "primum ${verb} --help" says more.`);
  return { file, data: call.values.data };
}

function said(io: CliIo, help: string): number {
  io.out.write(help);
  return EXIT.done;
}

function count(number: number): string {
  return number.toLocaleString('en-GB');
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
