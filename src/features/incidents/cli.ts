import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { backendFor, type Backend } from '../../platform/cli/backends.ts';
import { EXIT, printable } from '../../platform/cli/exit.ts';
import { putOut, refuseTaken } from '../../platform/cli/out-file.ts';
import { CliProblem } from '../../platform/cli/problem.ts';
import { calledWith, ended } from '../../platform/cli/verb.ts';
import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import type { CliIo } from '../../platform/feature.ts';
import { dateIn } from '../../platform/london-time.ts';
import { noticedIn } from '../../platform/personal-data.ts';
import { counted } from '../../words/counting.ts';
import { chooseOrganisation } from '../organisations/index.ts';
import {
  incidentsIn,
  LIST_MEANINGS,
  mappingProblem,
  type ListMapping,
  type ListMeaning,
} from './domain/intake/list.ts';
import { choicesOf, QUESTION_KEYS, QUESTIONS } from './domain/reports/lfpse.ts';
import { sheetText } from './domain/reports/sheet.ts';
import { importIncidents, takeInMail, type TakenList, type TakenMail } from './intake/commands.ts';
import { MOST_OF_A_MESSAGE } from './intake/read-message.ts';
import { incidentLog, incidentReport, logSchema, REPORTS, reportSchema, type MadeReport } from './reports/queries.ts';
import { lfpseTaxonomy } from './reports/taxonomy.ts';
import { LOG_FORMATS, logWritten, SHEET_FORMATS, sheetWritten } from './reports/write.ts';

const HELP = `primum incident: takes incidents in, and hands the log and reports out

Usage:  primum incident import FILE --service REF --source WORDS [--map HEADING=WHAT]... [--accept]
        primum incident mail --service REF < message.eml
        primum incident export --service REF [--format ${LOG_FORMATS.join('|')}] [--out FILE]
        primum incident export INC-3 --service REF --as ${REPORTS.join('|')} [--format FORMAT] [--out FILE]

import reads a list that a service desk keeps (Excel, CSV) and shows how it was read, and which rows are left
out and why. Nothing is written without --accept. The same number from the same source is taken in once.

mail takes one mail from standard input, as a mail server pipes it: who sent it is not kept, and what is
attached is named and not kept. An automatic answer is not taken in, and that is no failure.

export writes the log, or what LFPSE, the MHRA and readers of FHIR ask of one incident. Nothing is sent.

Options:
  --service REF       the service, such as DEMO
  --source WORDS      where the list comes from, such as "Service desk"; the same words each time
  --map HEADING=WHAT  what a column is: ${Object.keys(LIST_MEANINGS).join(', ')}, none
  --accept            takes in what was read
  --as REPORT         lfpse, mhra or adverse-event
  --format FORMAT     of the log: ${LOG_FORMATS.join(', ')}. Of a report: json, text, and mhra also ${SHEET_FORMATS.join(', ')}.
                      Without it, as FILE ends
  --answer KEY=CODE   for lfpse, what the incident does not say: ${QUESTION_KEYS.join(', ')};
                      KEY=? says which codes there are
  --as-at DAY         the log as it stood at the end of a day, such as 2026-03-03
  --out FILE          write it there; without it, it is printed
  --overwrite         write over a file that is there
  --organisation NAME where there are several
  --data DIR          where data is kept; without it, PRIMUM_URL and PRIMUM_TOKEN say which server is asked
  --help              this text

A token needs the scope "import" to take in, and "read" to hand out.

Exit code:  0 done;  1 refused, or rows were left out and --accept was not given;  2 a wrong call;  4 not reachable
`;

const OPTIONS = {
  service: { type: 'string' },
  source: { type: 'string' },
  map: { type: 'string', multiple: true },
  accept: { type: 'boolean' },
  as: { type: 'string' },
  format: { type: 'string' },
  answer: { type: 'string', multiple: true },
  'as-at': { type: 'string' },
  out: { type: 'string' },
  overwrite: { type: 'boolean' },
  organisation: { type: 'string' },
  data: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Options = ReturnType<typeof called>['values'];

/** Bytes of a list that is read at all. */
const MOST_OF_A_LIST = 30 * 1024 * 1024;

/** Runs `primum incident`. @returns the exit code */
export function run(args: string[], io: CliIo): Promise<number> {
  return ended('incident', io, async () => {
    const { values, positionals } = called(args);
    const [act, ...rest] = positionals;
    if (values.help || act === undefined) {
      io.out.write(HELP);
      return values.help ? EXIT.done : EXIT.wrong;
    }
    const { service, data, organisation } = values;
    const unknown = new CliProblem(
      'Say import FILE, mail, or export, with what belongs to it. See "primum incident --help".',
    );
    if (!['import', 'mail', 'export'].includes(act)) throw unknown;
    if (service === undefined) throw new CliProblem('Which service? Name it with --service, such as --service DEMO.');
    const backend = backendFor(io, { organisation: chooseOrganisation }, { data, organisation });
    const asked = { service, values, backend, io };
    if (act === 'import' && rest.length === 1) return imported(rest[0]!, asked);
    if (act === 'mail' && rest.length === 0) return mailed(asked);
    if (act === 'export' && rest.length === 0) return logExported(asked);
    if (act === 'export' && rest.length === 1) return reportExported(rest[0]!, asked);
    throw unknown;
  });
}

function called(args: string[]) {
  return calledWith('incident', { args, options: OPTIONS, allowPositionals: true });
}

interface Asked {
  readonly service: string;
  readonly values: Options;
  readonly backend: Backend;
  readonly io: CliIo;
}

async function imported(path: string, { service, values, backend, io }: Asked): Promise<number> {
  const { source, map = [], accept = false } = values;
  if (source === undefined)
    throw new CliProblem('Where does the list come from? Say it with --source, such as --source "Service desk".');
  const { readListFile } = await import('./intake/read-list.ts');
  const read = await readListFile(basename(path), bytesOf(path)).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'Problem') throw new CliProblem(error.message);
    throw error;
  });
  if (read.reading === null)
    throw new CliProblem('No row looks like headings. Put one row above the list that says what each column is.');
  const { headings, head } = read.reading;
  const mapping = mapped(headings, read.reading.mapping, map);
  const wrong = mappingProblem(mapping);
  const say = (line: string) => io.out.write(`${printable(line)}\n`);
  headings.forEach((heading, index) => {
    const meaning = mapping[index];
    say(`  ${heading || `Column ${index + 1}`}: ${meaning ? LIST_MEANINGS[meaning].toLowerCase() : 'left out'}`);
  });
  if (wrong !== null) throw new CliProblem(`${wrong} Use --map.`);
  const { taken, notTaken } = incidentsIn(read.sheet, { head }, mapping, dateIn(new Date()));
  for (const { row, reason } of notTaken) say(`Row ${row} is left out: ${reason}`);
  for (const line of read.leftOut) say(line);
  if (read.masked > 0) say(`${counted(read.masked, 'place')} looked like an NHS number, and the number was masked.`);
  for (const { row, title, what } of taken) {
    const named = noticedIn(`${title}\n${what}`).map(({ words }) => `"${words}"`);
    if (named.length > 0) say(`Row ${row} may name somebody: ${named.join(', ')}. Take names out of the file first.`);
  }
  if (taken.length === 0) throw new CliProblem('There is nothing to take in.', EXIT.refused);
  if (!accept) {
    say(`${counted(taken.length, 'incident')} can be taken in. Nothing was written: say --accept to take them in.`);
    return notTaken.length === 0 ? EXIT.done : EXIT.refused;
  }
  const { result } = await backend.do(anyCommand(importIncidents), {
    service,
    source,
    incidents: taken.map(({ row: _row, occurredOn, openedOn, release, ...one }) => ({
      ...one,
      occurredOn: occurredOn ?? '',
      openedOn: openedOn ?? '',
      release: release ?? '',
    })),
  });
  const done = result as unknown as TakenList;
  say(`${counted(done.taken, 'incident was', 'incidents were')} taken in; ${done.again} were here already.`);
  return EXIT.done;
}

/** What was said of columns, on what their headings say. @throws CliProblem */
function mapped(headings: readonly string[], read: ListMapping, said: readonly string[]): ListMapping {
  const mapping = [...read];
  for (const one of said) {
    const at = one.lastIndexOf('=');
    const [heading, what] = [
      one.slice(0, at).trim(),
      one
        .slice(at + 1)
        .trim()
        .toLowerCase(),
    ];
    const column = headings.findIndex((text) => text.trim().toLowerCase() === heading.toLowerCase());
    if (at <= 0 || column < 0) throw new CliProblem(`--map: there is no column "${heading}".`);
    if (what !== 'none' && !Object.hasOwn(LIST_MEANINGS, what))
      throw new CliProblem(`--map takes ${Object.keys(LIST_MEANINGS).join(', ')} or none, not "${what}".`);
    mapping.forEach((meaning, index) => {
      if (meaning === what) mapping[index] = null;
    });
    mapping[column] = what === 'none' ? null : (what as ListMeaning);
  }
  return mapping;
}

async function mailed({ service, backend, io }: Asked): Promise<number> {
  const bytes = await standardInput(MOST_OF_A_MESSAGE);
  const { result } = await backend.do(anyCommand(takeInMail), { service, message: bytes.toString('base64') });
  const { incident, again, ignored } = result as unknown as TakenMail;
  if (ignored !== null) io.out.write(`Not taken in. ${printable(ignored)}\n`);
  else io.out.write(again ? `It was taken in before, as ${incident}.\n` : `Taken in as ${incident}.\n`);
  return EXIT.done;
}

async function standardInput(most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > most) throw new CliProblem('This mail is larger than 2 MB. It was not taken in.', EXIT.refused);
    parts.push(part);
  }
  if (length === 0) throw new CliProblem('There is no mail on standard input: primum incident mail < message.eml');
  return Buffer.concat(parts);
}

async function logExported({ service, values, backend, io }: Asked): Promise<number> {
  const { out, overwrite, as, answer } = values;
  if (as !== undefined || answer !== undefined)
    throw new CliProblem('Of which incident? Name it: primum incident export INC-3 --service REF --as REPORT.');
  const wanted = formatIn(values, 'csv');
  const format = LOG_FORMATS.find((one) => one === wanted);
  if (!format) throw new CliProblem(`--format takes ${LOG_FORMATS.join(', ')}, not "${wanted}".`);
  if (out === undefined && format !== 'csv')
    throw new CliProblem(`Name a file with --out: ${format} cannot be printed.`);
  refuseTaken(out, overwrite);
  const asAt = values['as-at'];
  const input = { service, ...(asAt === undefined ? {} : { asAt }) };
  const log = answered(logSchema, await backend.ask(anyQuery(incidentLog), input));
  await putOut(io, out, await logWritten(format, log));
  if (out !== undefined) io.out.write(`Written: ${printable(out)}, ${counted(log.rows.length, 'incident')}.\n`);
  return EXIT.done;
}

async function reportExported(incident: string, { service, values, backend, io }: Asked): Promise<number> {
  const { out, overwrite, as: wanted = 'lfpse', answer = [] } = values;
  const as = REPORTS.find((one) => one === wanted);
  if (!as) throw new CliProblem(`--as takes ${REPORTS.join(', ')}, not "${wanted}".`);
  if (values['as-at'] !== undefined)
    throw new CliProblem('--as-at is for the log. A report is made of an incident as it stands.');
  if (answer.length > 0 && as !== 'lfpse') throw new CliProblem('--answer is for --as lfpse alone.');
  const format = formatIn(values, 'json');
  if (out === undefined && SHEET_FORMATS.some((one) => one === format))
    throw new CliProblem(`Name a file with --out: ${format} cannot be printed.`);
  refuseTaken(out, overwrite);
  const input = { service, incident, as, ...Object.fromEntries(answer.map(answerIn)) };
  const made = answered(reportSchema, await backend.ask(anyQuery(incidentReport), input));
  const bytes = await reportBytes(made, format, service);
  for (const line of [...made.notAllowed, ...made.missing, ...made.unverified]) io.err.write(`${printable(line)}\n`);
  await putOut(io, out, bytes);
  if (out !== undefined) io.out.write(`Written: ${printable(out)}. Nothing was sent to anybody.\n`);
  return EXIT.done;
}

/** As it was said, or as the file is called; `text` ends in .txt. */
function formatIn({ format, out }: Options, otherwise: string): string {
  const end = /\.([a-z]+)$/iu.exec(out ?? '')?.[1]?.toLowerCase();
  return format ?? (end === 'txt' ? 'text' : end) ?? otherwise;
}

/** @throws CliProblem, which says which codes there are */
function answerIn(text: string): [string, string] {
  const [key = '', code = ''] = text.split('=').map((part) => part.trim());
  const question = QUESTIONS.find((one) => one.key === key);
  if (!question || code === '')
    throw new CliProblem(
      `--answer takes one of ${QUESTION_KEYS.join(', ')} with its code, such as --answer process=5.`,
    );
  const choices = choicesOf(question, lfpseTaxonomy());
  if (choices.some((one) => one.code === code)) return [key, code];
  const lines = choices.map((one) => `  ${key}=${one.code}  ${one.display}`);
  throw new CliProblem([`${question.asks} Choose one:`, ...lines].join('\n'));
}

async function reportBytes(made: MadeReport, format: string, service: string): Promise<Uint8Array> {
  if (format === 'json' && made.file !== null) return Buffer.from(`${JSON.stringify(made.file, null, 2)}\n`);
  if (format === 'json' && made.sheet !== null) return Buffer.from(`${JSON.stringify(made.sheet, null, 2)}\n`);
  if (format === 'json') throw new CliProblem(made.missing[0] ?? 'There is nothing to hand out.', EXIT.refused);
  const sheet = made.sheet && {
    ...made.sheet,
    parts: made.sheet.parts.map(({ heading, rows }) => ({
      heading,
      rows: rows.map(({ label, value, note }) => ({ label, value, ...(note === undefined ? {} : { note }) })),
    })),
  };
  if (sheet && format === 'text') return Buffer.from(sheetText(sheet));
  const paper = SHEET_FORMATS.find((one) => one === format);
  if (sheet && paper) return sheetWritten(paper, { sheet, from: service, at: new Date() });
  throw new CliProblem(`There is no ${made.report} as "${format}". See "primum incident --help".`);
}

function answered<T>(schema: { safeParse: (value: unknown) => { success: boolean; data?: T } }, answer: unknown): T {
  const read = schema.safeParse(answer);
  if (read.success) return read.data as T;
  throw new CliProblem(
    'What was answered is nothing that this version knows. Are both of the same version?',
    EXIT.unreachable,
  );
}

/** @throws CliProblem */
function bytesOf(path: string): Uint8Array {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new CliProblem(`There is no file "${path}".`);
  if (found.isDirectory()) throw new CliProblem(`"${path}" is a folder, and not a file.`);
  if (found.size > MOST_OF_A_LIST) throw new CliProblem('This list is larger than 30 MB. Split it.');
  return readFileSync(path);
}
