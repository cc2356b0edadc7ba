import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { CliProblem } from '../../../platform/cli/problem.ts';
import { anyCommand } from '../../../platform/commands/command.ts';
import { execute, parse } from '../../../platform/commands/execute.ts';
import { Conflict, Denied, InputProblem, NotFound, NotPossible } from '../../../platform/commands/problems.ts';
import { DatabaseProblem } from '../../../platform/database/problem.ts';
import type { CliIo } from '../../../platform/feature.ts';
import { readingForVerbs } from '../../log-check/index.ts';
import { chooseOrganisation } from '../../organisations/index.ts';
import { Problem as OwnProblem } from '../exchange/problem.ts';
import { importedOf, readOwn } from '../exchange/read.ts';
import { diffWithLog, importHazardLog, importInput, isEmpty, keptHazards, type ShownDiff } from './command.ts';
import { logOfReport } from './from-report.ts';
import { importedLogSchema, type ImportedLog } from './shape.ts';
import { diffJson, diffText, keptJson, keptText } from './showing.ts';

const HELP = `primum import: keeps a hazard log for a service

Usage:  primum import PATH... --service REF [options]

  PATH is what "primum check" takes: a file, a folder or a zip. It may also be the JSON that "primum check" printed.
  A new log is kept at once. The next version of a log is compared with it, and nothing is written until you accept.

Options:
  --service REF       the service that the log is of, such as DEMO
  --replaces LOG      the number of the log that this is the next version of, such as 1
  --accept WHAT       what of the difference is written: new, changed, gone, moved, or single rows such as
                      changed:HAZ-3, with commas between them
  --title TITLE       what the log is called; without it, as its file
  --new               keep it as a log of its own, although this very file is kept already
  --scheme FILE       the risk matrix to use: YAML, or any file that holds it as a table
  --map HEADING=WHAT  what a column means, as in "primum check". May be given several times
  --organisation NAME where there are several
  --data DIR          where this installation keeps its data
  --format FORMAT     text (default) or json
  --help              this text

Exit code:  0 kept, or nothing differs;  1 differences that nobody has accepted;  2 could not be read, or a wrong call
`;

class Wrong extends Error {}

/** Runs `primum import`. @returns the exit code: 0, 1 or 2 */
export async function run(args: string[], io: CliIo): Promise<number> {
  const reading = await readingForVerbs();
  try {
    return await imported(args, io, reading);
  } catch (error) {
    const known = [
      Wrong,
      OwnProblem,
      reading.Problem,
      DatabaseProblem,
      CliProblem,
      InputProblem,
      NotFound,
      NotPossible,
    ];
    if (![...known, Conflict, Denied].some((kind) => error instanceof kind)) throw error;
    io.err.write(`primum import: ${reading.printable((error as Error).message)}\n`);
    return 2;
  }
}

type Reading = Awaited<ReturnType<typeof readingForVerbs>>;

async function imported(args: string[], io: CliIo, reading: Reading): Promise<number> {
  const { values, positionals } = parsed(args);
  if (values.help) {
    io.out.write(HELP);
    return 0;
  }
  if (positionals.length === 0)
    throw new Wrong('Which file? Give the path of a hazard log, or see "primum import --help".');
  if (values.service === undefined) throw new Wrong('Which service? Name it with --service, such as --service DEMO.');
  if (io.env['PRIMUM_URL'] && io.env['PRIMUM_TOKEN'] && values.data === undefined)
    throw new Wrong(
      'PRIMUM_URL and PRIMUM_TOKEN are set, and "primum import" works on the computer that holds the data. Name its data with --data DIR, or send the log to the API: POST /api/v1/hazards/importHazardLog, see "primum token".',
    );
  const format = values.format ?? 'text';
  if (format !== 'text' && format !== 'json') throw new Wrong(`--format takes text or json, not "${format}".`);
  const replaces = values.replaces === undefined ? undefined : numberOf(values.replaces);
  const accept = acceptedOf(values.accept);
  if (accept && replaces === undefined)
    throw new Wrong('--accept needs --replaces: say which log this is the next version of.');
  const { log, notTaken } = await logIn(positionals, values, io, reading);
  const input = {
    service: values.service,
    log,
    ...(values.title === undefined ? {} : { title: values.title }),
    ...(replaces === undefined ? {} : { replaces }),
    ...(accept === undefined ? {} : { accept }),
    ...(values.new ? { asNew: true } : {}),
  };
  parse(importInput, input);
  const name = positionals.map((path) => basename(path)).join(', ');
  const say = (text: string, json: unknown) =>
    new Promise<void>((done) => {
      io.out.write(format === 'json' ? `${JSON.stringify(json, null, 2)}\n` : text, () => done());
    });

  const installation = await io.open({ data: values.data });
  try {
    const { ground } = installation;
    const organisation = await chooseOrganisation(installation, values.organisation);
    const read = <T>(work: Parameters<typeof ground.database.read<T>>[1]) => ground.database.read(organisation, work);
    const shown = async (number: number): Promise<ShownDiff> =>
      read((tx) => diffWithLog(tx, { service: input.service, replaces: number, log }));
    if (replaces !== undefined && accept === undefined) {
      const diff = await shown(replaces);
      await say(diffText(diff, name), diffJson(diff));
      return isEmpty(diff.diff) ? 0 : 1;
    }
    const { result } = await execute(ground, anyCommand(importHazardLog), input, {
      actor: { kind: 'operator' },
      organisation,
    });
    const done = result as Awaited<ReturnType<typeof importHazardLog.run>>;
    const hazards = await read((tx) => keptHazards(tx, done.logId));
    const left = replaces === undefined ? null : await shown(replaces);
    await say(keptText(done, hazards, name, { notTaken, left }), keptJson(done, hazards, left));
    return 0;
  } finally {
    await installation.close();
  }
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        service: { type: 'string' },
        replaces: { type: 'string' },
        accept: { type: 'string', multiple: true },
        title: { type: 'string' },
        new: { type: 'boolean' },
        scheme: { type: 'string' },
        map: { type: 'string', multiple: true },
        organisation: { type: 'string' },
        data: { type: 'string' },
        format: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    const text = error instanceof Error ? error.message.split('. ')[0] : '';
    throw new Wrong(`${text}. See "primum import --help".`);
  }
}

function numberOf(text: string): number {
  const number = /^(?:log\s*)?(\d{1,6})$/iu.exec(text.trim())?.[1];
  if (number === undefined || Number(number) === 0)
    throw new Wrong(`--replaces takes the number of a log, such as 1, not "${text}".`);
  return Number(number);
}

function acceptedOf(texts: readonly string[] | undefined): string[] | undefined {
  const words = texts
    ?.flatMap((text) => text.split(','))
    .map((word) => word.trim())
    .filter((word) => word !== '');
  if (words?.length === 0)
    throw new Wrong('--accept takes new, changed, gone, moved, or single rows such as changed:HAZ-3.');
  return words;
}

/** The log that was named, and how much of it was not taken. @throws where a part of it could not be read for certain */
async function logIn(
  paths: readonly string[],
  said: { readonly map?: string[] | undefined; readonly scheme?: string | undefined },
  io: CliIo,
  reading: Reading,
): Promise<{ readonly log: ImportedLog; readonly notTaken: number }> {
  const own = paths.length === 1 && /\.json$/iu.test(paths[0]!) ? ownLog(reading.bytesOf(paths[0]!)) : null;
  // What was handed out whole is read below, with the file that it is in.
  if (own && !('log' in own)) {
    const log = parse(importedLogSchema, own);
    const scheme = said.scheme === undefined ? log.scheme : await reading.schemeFrom(said.scheme);
    return { log: { ...log, scheme }, notTaken: 0 };
  }
  const { report, originals } = await reading.readingOf(paths, said, io);
  const back = originals && readOwn(originals);
  if (back) {
    const sources = report.sources.map(({ file, sha256, kind }) => ({ file, sha256, kind }));
    return { log: parse(importedLogSchema, importedOf(back, sources)), notTaken: 0 };
  }
  const [question] = report.questions;
  if (!reading.isReadable(report) || report.hazards.length === 0) throw new Wrong(reading.unreadable(report));
  // To keep a part of a log as if it were the whole would hide hazards.
  if (question) throw new Wrong(`A part of this could not be read for certain. ${question.text} Say it with --map.`);
  return { log: logOfReport(report), notTaken: report.notTaken.length };
}

/** JSON of our own; null where it is somebody else's. */
function ownLog(bytes: Uint8Array): object | null {
  try {
    const value = JSON.parse(Buffer.from(bytes).toString('utf8')) as { readonly format?: unknown };
    return value?.format === 'primum-hazard-log' || value?.format === 'primum-check' ? value : null;
  } catch {
    return null;
  }
}
