import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { CliIo } from '../../platform/feature.ts';
import { checkMaterial } from './check.ts';
import { LEVELS, MEANINGS, type Level, type MappingWord, type Report } from './domain.ts';
import { RULES } from './domain/judge.ts';
import { isNamed, meaningNamed } from './domain/understanding/columns.ts';
import type { RiskScheme } from '../schemes/index.ts';
import { LIMITS } from './reading/limits.ts';
import { Problem } from './reading/problem.ts';
import { isClutter, readMaterial, type InputFile } from './reading/read.ts';

const FORMATS = ['text', 'json', 'html', 'junit', 'sarif'] as const;
type Format = (typeof FORMATS)[number];

const HELP = `primum check: reads a hazard log and says what is wrong with it

Usage:  primum check PATH... [options]

  PATH is a file, a folder, or a zip of files: Excel (.xlsx, .xlsm, .xls), OpenDocument (.ods), CSV,
  Word (.docx), Markdown, HTML, YAML, JSON. Nothing leaves this computer, and no file is changed.

Options:
  --format FORMAT     text (default), json, html, junit or sarif
  --fail-on LEVEL     exit 1 when something is found at this level: error (default), warning, never
  --scheme FILE       the risk matrix to use: YAML, or any file that holds it as a table
  --map HEADING=WHAT  what a column means, such as --map "Consequence=severity" or --map "G=residual risk".
                      May be given several times. "primum check --meanings" lists what there is
  --out FILE          write the result to FILE
  --rules             list the rules and stop
  --meanings          list what columns can mean, and stop
  --help              this text

Exit code:  0 nothing found at that level;  1 something found;  2 could not be read, or a wrong call

Examples:
  primum check "Hazard log.xlsx"
  primum check hazards/ --scheme plan.md --format sarif --out hazards.sarif
`;

/** Runs `primum check`. @returns the exit code: 0, 1 or 2 */
export async function run(args: string[], io: CliIo): Promise<number> {
  try {
    return await checked(args, io);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    io.err.write(`primum check: ${printable(error.message)}\n`);
    return 2;
  }
}

async function checked(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = parsed(args);
  if (values.help) return said(io, HELP);
  if (values.rules) return said(io, rulesText());
  if (values.meanings) return said(io, meaningsText());
  if (positionals.length === 0)
    throw new Problem('Which file? Give the path of a hazard log, or see "primum check --help".');
  const format = oneOf(values.format ?? 'text', FORMATS, '--format');
  const failOn = oneOf(values['fail-on'] ?? 'error', ['error', 'warning', 'never'] as const, '--fail-on');
  refuseToOverwrite(values.out, [...positionals, ...(values.scheme === undefined ? [] : [values.scheme])]);
  const report = await reportOn(positionals, values, io);
  const fails = (level: Level) => failOn !== 'never' && LEVELS.indexOf(level) <= LEVELS.indexOf(failOn);
  await write(await shown(report, format, fails, io, values.out), values.out, io);
  if (!isReadable(report)) {
    io.err.write(`primum check: ${printable(unreadable(report))}\n`);
    return 2;
  }
  return report.findings.some((finding) => fails(finding.level)) ? 1 : 0;
}

/**
 * Reads and judges logs as they lie on this computer, for this verb and for others.
 * @param said what --map and --scheme were given
 * @throws Problem, in words for whoever called
 */
export async function reportOn(
  paths: readonly string[],
  said: { readonly map?: readonly string[] | undefined; readonly scheme?: string | undefined },
  io: CliIo,
): Promise<Report> {
  return (await readingOf(paths, said, io)).report;
}

/** The same, with the files as they are where they are a log that Primum handed out. @throws Problem */
export async function readingOf(
  paths: readonly string[],
  said: { readonly map?: readonly string[] | undefined; readonly scheme?: string | undefined },
  io: CliIo,
): Promise<{ readonly report: Report; readonly originals: readonly InputFile[] | null }> {
  const mapping = (said.map ?? []).map(mappingWord);
  const scheme = said.scheme === undefined ? null : await schemeFrom(said.scheme);
  const files = filesIn(paths);
  const progress = progressOn(io, files);
  const material = await readMaterial(files);
  progress.step('Understanding');
  const report = checkMaterial(material, { mapping, scheme });
  progress.end();
  refuseUnknownColumns(report, mapping);
  return { report, originals: material.originals ?? null };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        'fail-on': { type: 'string' },
        scheme: { type: 'string' },
        map: { type: 'string', multiple: true },
        out: { type: 'string' },
        rules: { type: 'boolean' },
        meanings: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    const text = error instanceof Error ? error.message.split('. ')[0] : '';
    throw new Problem(`${text}. See "primum check --help".`);
  }
}

function oneOf<T extends string>(value: string, allowed: readonly T[], name: string): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined)
    throw new Problem(`${name} takes ${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1)}, not "${value}".`);
  return found;
}

function mappingWord(text: string): MappingWord {
  const at = text.lastIndexOf('=');
  const [column, meaning] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  if (at <= 0 || column === '' || meaning === '')
    throw new Problem(`--map takes HEADING=WHAT, such as --map "Consequence=severity", not "${text}".`);
  if (meaningNamed(meaning) === null)
    throw new Problem(
      `--map: "${meaning}" is nothing that a column can mean. "primum check --meanings" lists what there is.`,
    );
  return { column, meaning };
}

/** A heading that no file has is a slip of the pen, and what it was meant for would stay wrong in silence. */
function refuseUnknownColumns(report: Report, mapping: readonly MappingWord[]): void {
  const columns = [
    ...report.tables,
    ...report.questions.flatMap((question) => (question.table ? [question.table] : [])),
  ].flatMap((table) => table.columns);
  for (const word of mapping) {
    if (
      columns.some((column) =>
        isNamed({ header: column.header, path: column.header.split(' \u203a '), index: column.index }, word.column),
      )
    )
      continue;
    const known = [...new Set(columns.map((column) => column.header))].slice(0, 30).join(', ');
    throw new Problem(`--map: there is no column "${word.column}".${known ? ` The columns are: ${known}.` : ''}`);
  }
}

/** The risk matrix in a file. @throws Problem */
export async function schemeFrom(path: string): Promise<RiskScheme> {
  const { readScheme } = await import('./reading/scheme-file.ts');
  return readScheme({ name: basename(path), bytes: bytesOf(path) });
}

function filesIn(paths: readonly string[]): InputFile[] {
  const files = paths.flatMap((path) => {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) throw new Problem(`There is no file "${path}".`);
    if (!stats.isDirectory()) return [{ name: basename(path), bytes: bytesOf(path) }];
    return walk(path).map((file) => ({
      name: join(basename(path === '.' ? process.cwd() : path), relative(path, file)),
      bytes: bytesOf(file),
    }));
  });
  if (files.length === 0) throw new Problem('There is no file in that folder.');
  if (files.length > LIMITS.files)
    throw new Problem(
      `There are ${files.length} files. At most ${LIMITS.files.toLocaleString('en-GB')} are read at once.`,
    );
  return files;
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (isClutter(entry.name) || entry.name === 'node_modules') return [];
      return entry.isDirectory() ? walk(path) : entry.isFile() ? [path] : [];
    });
}

/** @throws Problem, in words for whoever called */
export function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why =
      code === 'ENOENT'
        ? 'There is no file'
        : code === 'EACCES'
          ? 'You may not read'
          : code === 'EISDIR'
            ? 'This is a folder and no file:'
            : 'We could not read';
    throw new Problem(`${why} "${path}".`);
  }
}

interface Progress {
  step(text: string): void;
  end(): void;
}

/** Says what is going on, on a terminal and only where it will take a while. */
function progressOn(io: CliIo, files: readonly InputFile[]): Progress {
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (!io.err.isTTY || bytes < 1_000_000) return { step: () => {}, end: () => {} };
  const say = (text: string) => io.err.write(`\r\u001B[K${printable(text)}...`);
  say(`Reading ${files.length === 1 ? files[0]!.name : `${files.length} files`}`);
  return { step: say, end: () => io.err.write('\r\u001B[K') };
}

async function shown(
  report: Report,
  format: Format,
  fails: (level: Level) => boolean,
  io: CliIo,
  out: string | undefined,
): Promise<string> {
  switch (format) {
    case 'json': {
      const { exportOf } = await import('./showing/export.ts');
      return `${JSON.stringify(exportOf(report), null, 2)}\n`;
    }
    case 'html': {
      const { htmlOf } = await import('./showing/html.tsx');
      return htmlOf(report, new Date().toISOString());
    }
    case 'junit': {
      const { junitOf } = await import('./showing/junit.ts');
      return junitOf(report, fails);
    }
    case 'sarif': {
      const [{ sarifOf }, { version }] = await Promise.all([
        import('./showing/sarif.ts'),
        import('../../platform/version.ts'),
      ]);
      return `${JSON.stringify(sarifOf(report, version), null, 2)}\n`;
    }
    default: {
      const { textOf } = await import('./showing/text.ts');
      const colour = out === undefined && io.out.isTTY === true && !io.env['NO_COLOR'] && io.env['TERM'] !== 'dumb';
      return textOf(report, { colour, width: io.out.columns ?? 80 });
    }
  }
}

/** The log is somebody's record: no slip of the hand may put a report in its place. */
function refuseToOverwrite(out: string | undefined, inputs: readonly string[]): void {
  const target = out === undefined ? undefined : statSync(out, { throwIfNoEntry: false });
  if (!target) return;
  for (const input of inputs) {
    const stats = statSync(input, { throwIfNoEntry: false });
    if (stats?.ino === target.ino && stats.dev === target.dev) {
      throw new Problem(`--out names "${out}", which is what you want to have checked. Choose another name.`);
    }
  }
}

/** Names of files can hold anything; a terminal obeys some of it. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
}

async function write(text: string, out: string | undefined, io: CliIo): Promise<void> {
  if (out === undefined) {
    // A pipe takes what fits and asks for the rest later; leaving before would cut the report off.
    await new Promise<void>((resolve) => {
      io.out.write(text, () => resolve());
    });
    return;
  }
  try {
    writeFileSync(out, text);
  } catch {
    throw new Problem(`The result could not be written to "${out}". Is there such a folder, and may you write there?`);
  }
}

/** A log with no hazards in it yet is readable; a file that is no log, or one that needs an answer first, is not. */
export function isReadable(report: Report): boolean {
  if (report.counts.hazards > 0) return true;
  return report.questions.length === 0 && report.tables.length > 0;
}

export function unreadable(report: Report): string {
  const [question] = report.questions;
  if (question) return `The columns could not be read for certain. ${question.text} Say it with --map.`;
  return report.sources.length === 1
    ? `No hazards were found in ${report.sources[0]!.file}. Is it a hazard log?`
    : `No hazards were found in these ${report.sources.length} files.`;
}

function said(io: CliIo, text: string): number {
  io.out.write(text);
  return 0;
}

function rulesText(): string {
  const width = Math.max(...RULES.map((rule) => rule.id.length));
  const lines = LEVELS.flatMap((level) => [
    {
      error: 'Errors: must be put right',
      warning: 'Warnings: should be looked at',
      note: 'Notes: for your information',
    }[level],
    ...RULES.filter((rule) => rule.level === level).map(
      (rule) => `  ${rule.id.padEnd(width)}  ${rule.looksFor}${rule.clause ? ` (DCB0129 ${rule.clause})` : ''}`,
    ),
    '',
  ]);
  return `${lines.join('\n')}\n`;
}

function meaningsText(): string {
  const names = Object.keys(MEANINGS) as (keyof typeof MEANINGS)[];
  const width = Math.max(...names.map((name) => name.length));
  return `What a column can mean. "severity", "likelihood" and "risk" alone take their phase from the position.\n\n${names.map((name) => `  ${name.padEnd(width)}  ${MEANINGS[name]}`).join('\n')}\n`;
}
