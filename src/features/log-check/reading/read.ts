import { hash } from 'node:crypto';
import { CFB } from '@e965/xlsx';
import type { Document, Material, NotTaken, Sheet, Source } from '../domain.ts';
import { Archive, broken, isZip, locked } from './archive.ts';
import { readCsv } from './csv.ts';
import { readHtml } from './html.ts';
import { Budget, LIMITS, tooDeep } from './limits.ts';
import { readMarkdown } from './markdown.ts';
import { isHandedOut, LOG_FORMAT, readOwnExport } from './own-export.ts';
import { maskedOriginals } from './originals.ts';
import { maskText } from '../../../platform/personal-data.ts';
import { maskMaterial } from './personal-data.ts';
import { Problem } from './problem.ts';
import { decodeText } from './text.ts';
import { readTree } from './tree.ts';
import { readWord } from './word.ts';
import { readWorkbook, readZippedWorkbook } from './workbook.ts';

export interface InputFile {
  /** As the person knows it; a path inside a folder or zip keeps its folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface FileReading {
  readonly kind: string;
  readonly contents: readonly (Sheet | Document)[];
}

interface Gathered {
  readonly sources: Source[];
  readonly contents: (Sheet | Document)[];
  readonly notTaken: NotTaken[];
  readonly problems: Problem[];
  readonly files: InputFile[];
  /** Whether they are a log that Primum handed out. */
  handedOut: boolean;
}

/**
 * Reads what a person handed over, one file or many, into the plain shape. A single file that cannot be read is a
 * Problem; among many it goes to `notTaken`, and the others are read.
 * @throws Problem in words for the person.
 */
export async function readMaterial(files: readonly InputFile[]): Promise<Material> {
  const budget = new Budget();
  const all: Gathered = { sources: [], contents: [], notTaken: [], problems: [], files: [], handedOut: false };
  for (const file of files) await gather(file.name, all, () => opened(file, budget, all));
  if (all.sources.length === 0) throw nothingRead(all.problems);
  const masked = maskMaterial(all);
  const originals = all.handedOut ? maskedOriginals(all.files, masked.personalData.length > 0) : null;
  return originals ? { ...masked, originals } : masked;
}

/** Runs the reading of one file; where it cannot be read, it is put aside with its reason. */
async function gather(name: string, all: Gathered, reading: () => Promise<void>): Promise<void> {
  try {
    await reading();
  } catch (error) {
    const problem = problemOf(error, name);
    all.problems.push(problem);
    all.notTaken.push({ place: { file: name }, reason: problem.message });
  }
}

/** Deep nesting ends the stack of whoever walks it, a library or us; that is the file's fault. All else is ours. */
function problemOf(error: unknown, file: string): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof RangeError && /call stack/u.test(error.message)) return tooDeep(file);
  throw error;
}

function nothingRead(problems: readonly Problem[]): Problem {
  const [first] = problems;
  if (!first) return new Problem('There is no file here that can be read. Choose the file that holds the hazard log.');
  // A file's name is in the sentence, and may hold a number of a patient.
  const message = maskText(first.message).text;
  return new Problem(
    problems.length === 1 ? message : `None of the ${problems.length} files could be read. The first: ${message}`,
  );
}

/** A zip stands for a folder. Workbooks and Word files are zips too, and are left for their readers. */
async function opened(file: InputFile, budget: Budget, all: Gathered): Promise<void> {
  const archive = isZip(file.bytes) ? new Archive(file.bytes, file.name) : null;
  if (!archive || officeKind(archive.names) !== null) return taken(file, budget, all);
  if (archive.names.length === 0)
    throw new Problem(`${file.name} is an empty zip. Put the hazard log in it, or check the log itself.`);
  for (const entry of archive.entries) {
    if (isClutter(entry.name)) {
      all.notTaken.push({ place: { file: entry.name }, reason: 'A file that the computer keeps for itself.' });
      continue;
    }
    const name = entry.name.replace(/^(?:\.{0,2}\/)+/u, '');
    await gather(name, all, () => taken({ name, bytes: entry.unpack(budget) }, budget, all));
  }
}

/** Files that operating systems and Office leave in folders. */
export function isClutter(name: string): boolean {
  return /(?:^|\/)(?:__MACOSX\/|\.[^/.]|~\$|Thumbs\.db$|desktop\.ini$)/u.test(name);
}

async function taken(file: InputFile, budget: Budget, all: Gathered): Promise<void> {
  const sha256 = hash('sha256', file.bytes);
  const same = all.sources.find((source) => source.sha256 === sha256);
  if (same) {
    all.notTaken.push({ place: { file: file.name }, reason: `The same file as ${same.file}, to the last letter.` });
    return;
  }
  const { kind, contents } = await readFile(file, budget);
  const fitted = contents.map((content) => withinLimits(content, budget, all.notTaken));
  all.sources.push({ file: file.name, sha256, kind });
  all.files.push({ name: file.name, bytes: file.bytes });
  all.handedOut ||=
    contents.some(isHandedOut) || (kind === 'json' && Buffer.from(file.bytes).includes(`"${LOG_FORMAT}"`));
  all.contents.push(...fitted);
}

function withinLimits(content: Sheet | Document, budget: Budget, notTaken: NotTaken[]): Sheet | Document {
  if (content.kind === 'sheet') return sheetWithinLimits(content, budget, notTaken);
  const parts = content.parts.map((part) =>
    part.kind === 'table' ? { ...part, sheet: sheetWithinLimits(part.sheet, budget, notTaken) } : part,
  );
  return { ...content, parts };
}

function sheetWithinLimits(sheet: Sheet, budget: Budget, notTaken: NotTaken[]): Sheet {
  budget.takeRows(sheet.rows.length, sheet.file);
  if (sheet.rows.every((row) => row.cells.length <= LIMITS.columns)) return sheet;
  let left = 0;
  const rows = sheet.rows.map((row) => {
    left += Object.values(row.cells.slice(LIMITS.columns)).filter(Boolean).length;
    return { ...row, cells: row.cells.slice(0, LIMITS.columns) };
  });
  if (left > 0) {
    notTaken.push({
      place: { file: sheet.file, ...(sheet.name === null ? {} : { sheet: sheet.name }) },
      reason: `Columns after number ${LIMITS.columns} were not read (${left} ${left === 1 ? 'cell' : 'cells'}). Delete what is not part of the log.`,
    });
  }
  return { ...sheet, rows };
}

type Office = 'xlsx' | 'xlsb' | 'docx' | 'opendocument' | 'pptx' | 'numbers' | 'pages';

/** What an archive is, by the names of what is in it; null for one that only stands for a folder. */
function officeKind(names: readonly string[]): Office | null {
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (has(/^\[Content_Types\]\.xml$/iu)) {
    if (has(/^\/?xl\/workbook\d*\.xml$/iu)) return 'xlsx';
    if (has(/^\/?xl\/workbook\d*\.bin$/iu)) return 'xlsb';
    if (has(/^\/?word\/document\d*\.xml$/iu)) return 'docx';
    if (has(/^\/?ppt\//iu)) return 'pptx';
  }
  if (has(/^Index\/.*\.iwa$/u) || has(/^index\.(?:apxl|xml\.gz)$/u))
    return has(/^Index\/Tables\//u) ? 'numbers' : 'pages';
  return has(/^META-INF\/manifest\.xml$/u) && has(/^content\.xml$/u) ? 'opendocument' : null;
}

async function readFile(file: InputFile, budget: Budget): Promise<FileReading> {
  const { bytes, name } = file;
  if (bytes.length === 0) throw empty(name);
  refuseKnown(bytes, name);
  if (isZip(bytes)) return readZipped(file, budget);
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return readOld(file);
  const text = decodeText(bytes);
  if (text === null) throw noLog(name);
  if (text.trim() === '') throw empty(name);
  return readText(text.replace(/^\uFEFF/u, ''), file, budget);
}

function empty(name: string): Problem {
  return new Problem(`${name} is empty. Choose the file that holds the hazard log.`);
}

function noLog(name: string): Problem {
  return new Problem(
    `${name} is not a kind of file that holds a hazard log. Save the log as .xlsx, .csv or .docx, and check that.`,
  );
}

/** Kinds that hold logs but cannot be read, each with what to do instead; and kinds that are something else. */
function refuseKnown(bytes: Uint8Array, name: string): void {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  if (head.includes('%PDF-')) {
    throw new Problem(
      `${name} is a PDF. Its rows and columns cannot be read with certainty. Ask for the Excel or Word file that it was made from, and check that.`,
    );
  }
  // A text may begin with "BM" or "MZ"; a picture and a program then have zeros, which no text has.
  if (/^(?:\x89PNG|\xff\xd8\xff|GIF8[79]a|BM.{4}\0{4}|II\*\0|MM\0\*|RIFF....WEBP|....ftyp(?:heic|mif1))/su.test(head)) {
    throw new Problem(
      `${name} is a picture. Words in a picture are not read. Ask for the Excel or Word file, and check that.`,
    );
  }
  if (/^(?:MZ(?=.*\0)|\x7fELF|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe)/su.test(head)) {
    throw new Problem(
      `${name} is a program and not a hazard log. It was not opened. Choose the file that holds the hazard log.`,
    );
  }
  if (head.startsWith('{\\rtf'))
    throw new Problem(`${name} is in rich text format. Open it in Word, save it as .docx, and check that.`);
  if (/^(?:Rar!|7z\xbc\xaf)/u.test(head) || startsWith(bytes, [0x1f, 0x8b])) {
    throw new Problem(`${name} is packed in a way that is not read. Unpack it, and check the files or a .zip of them.`);
  }
}

async function readZipped({ bytes, name }: InputFile, budget: Budget): Promise<FileReading> {
  const archive = new Archive(bytes, name);
  const office = officeKind(archive.names);
  if (office === 'xlsx') {
    const kind = /\.xlsm$/iu.test(name) ? 'xlsm' : 'xlsx';
    return { kind, contents: await readZippedWorkbook(archive, name, budget) };
  }
  if (office === 'docx') return { kind: 'docx', contents: [await readWord(archive, name, budget)] };
  if (office === 'opendocument') {
    const type = archive.entries.find((entry) => entry.name === 'mimetype')?.unpack(budget);
    if (!type || Buffer.from(type).toString('latin1').includes('spreadsheet')) {
      return { kind: 'ods', contents: await readZippedWorkbook(archive, name, budget) };
    }
  }
  throw new Problem(`${name} is ${ZIPPED[office ?? 'zip']}`);
}

/** What is not read though it is a zip. An archive within an archive is left shut: nobody keeps a log there, and bombs do. */
const ZIPPED = {
  zip: 'a zip within a zip. Unpack it, and check what is in it.',
  opendocument: 'an OpenDocument file that is no spreadsheet. Save it as .docx, and check that.',
  // A few bytes of one make SheetJS fill all memory, and there is no limit to set.
  xlsb: 'an Excel binary workbook. Open it in Excel, save it as .xlsx, and check that.',
  pptx: 'a set of slides. Ask for the Excel or Word file, and check that.',
  numbers: 'an Apple Numbers file. Export it as Excel, and check that.',
  pages: 'an Apple Pages file. Export it as Word, and check that.',
} as const;

async function readOld({ bytes, name }: InputFile): Promise<FileReading> {
  const streams = streamsOf(bytes, name);
  if (streams.has('EncryptedPackage') || streams.has('EncryptionInfo')) throw locked(name);
  if (streams.has('WordDocument'))
    throw new Problem(`${name} is an old Word file. Open it in Word, save it as .docx, and check that.`);
  if (streams.has('PowerPoint Document'))
    throw new Problem(`${name} is a set of slides. Ask for the Excel or Word file, and check that.`);
  if (!streams.has('Workbook') && !streams.has('Book')) throw noLog(name);
  return { kind: 'xls', contents: await readWorkbook(bytes, name) };
}

/** The names at the top of a file of the old Office, which is a small file system. What is embedded lies deeper. */
function streamsOf(bytes: Uint8Array, name: string): ReadonlySet<string> {
  try {
    const container = CFB.read(bytes, { type: 'array' }) as { readonly FullPaths: readonly string[] };
    return new Set(
      container.FullPaths.map((path) => path.split('/')).flatMap((steps) => (steps.length === 2 ? [steps[1]!] : [])),
    );
  } catch {
    throw broken(name);
  }
}

async function readText(text: string, { name, bytes }: InputFile, budget: Budget): Promise<FileReading> {
  const kind = textKind(text, /\.([a-z0-9]+)$/iu.exec(name)?.[1]?.toLowerCase() ?? '');
  if (kind === 'excel-xml') return { kind: 'xml', contents: await readWorkbook(bytes, name) };
  if (kind === 'xml') {
    throw new Problem(`${name} is an XML file that is no workbook. Save the log as .xlsx or .csv, and check that.`);
  }
  return { kind, contents: contentsOf(kind, text, name, budget) };
}

function contentsOf(kind: PlainKind, text: string, name: string, budget: Budget): (Sheet | Document)[] {
  if (kind === 'html') return [{ kind: 'document', file: name, parts: readHtml(text, { file: name }) }];
  if (kind === 'markdown') return [readMarkdown(text, name)];
  if (kind === 'yaml') return readTree(text, name);
  const sheet = kind === 'json' ? readOwnExport(text, name) : readCsv(text, name, budget);
  if (kind === 'json' && !sheet) return readTree(text, name);
  return sheet ? [sheet] : [];
}

type PlainKind = 'html' | 'json' | 'yaml' | 'markdown' | 'csv' | 'tsv';
type TextKind = PlainKind | 'excel-xml' | 'xml';

/** By the ending where that says it, else by the look. Excel opens pages that are named ".xls", and so people have them. */
function textKind(text: string, ending: string): TextKind {
  if (/^\s*<\?xml[^>]*>[\s\S]{0,400}<(?:\w+:)?Workbook/u.test(text.slice(0, 2_000))) return 'excel-xml';
  if (ending === 'md' || ending === 'markdown') return 'markdown';
  if (ending === 'yaml' || ending === 'yml') return 'yaml';
  if (ending === 'html' || ending === 'htm' || /^\s*(?:<!doctype html|<html|<table|<body|<meta)/iu.test(text))
    return 'html';
  if (ending === 'csv' || ending === 'tsv') return ending;
  if (ending === 'json' || /^\s*[[{]\s*["\]{}[]/u.test(text)) return 'json';
  if (/^\s*<(?:\?xml|svg)/iu.test(text)) return 'xml';
  return looksLikeMarkdown(text) ? 'markdown' : 'csv';
}

function looksLikeMarkdown(text: string): boolean {
  // By line, since a pattern that spans lines would read the rest of a long file from each of them.
  const lines = text.split(/\r\n?|\n/u).map((line) => line.trim());
  return lines.some(
    (line, index) =>
      /^#{1,6} \S/u.test(line) ||
      /^[-*] \*\*[^*]+\*\*/u.test(line) ||
      (/^\|[\s:|-]+\|$/u.test(line) && line.includes('-') && /^\|.*\|$/u.test(lines[index - 1] ?? '')),
  );
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
