import { hash } from 'node:crypto';
import type { Document, Material, NotTaken, Sheet, Source } from '../domain.ts';
import { isZip, unpack, type ArchiveEntry, type UnpackBudget } from './archive.ts';
import { readCsv } from './csv.ts';
import { readHtml } from './html.ts';
import { LIMITS } from './limits.ts';
import { readMarkdown } from './markdown.ts';
import { readOwnExport } from './own-export.ts';
import { maskMaterial, maskText } from './personal-data.ts';
import { Problem } from './problem.ts';
import { decodeText } from './text.ts';
import { readTree } from './tree.ts';
import { readWord } from './word.ts';
import { readWorkbook, type RowBudget } from './workbook.ts';

export interface InputFile {
  /** As the person knows it; a path inside a folder or zip keeps its folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Budgets {
  readonly rows: RowBudget;
  readonly unpacked: UnpackBudget;
}

interface FileReading {
  readonly kind: string;
  readonly contents: readonly (Sheet | Document)[];
  readonly notTaken?: readonly NotTaken[];
}

/**
 * Reads what a person handed over, one file or many, into the plain shape. A single file that cannot be read is a
 * Problem; among many it goes to `notTaken`, and the others are read.
 * @throws Problem in words for the person.
 */
export async function readMaterial(files: readonly InputFile[]): Promise<Material> {
  const budgets: Budgets = { rows: { left: LIMITS.rows }, unpacked: { left: LIMITS.unpacked } };
  const sources: Source[] = [];
  const contents: (Sheet | Document)[] = [];
  const notTaken: NotTaken[] = [];
  const all = unpackArchives(files, budgets, notTaken);
  let firstProblem: Problem | null = null;
  let read = 0;
  for (const file of all) {
    try {
      const reading = await readFile(file, budgets);
      sources.push({ file: file.name, sha256: hash('sha256', file.bytes), kind: reading.kind });
      contents.push(...reading.contents);
      notTaken.push(...(reading.notTaken ?? []));
      read++;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      firstProblem ??= error;
      notTaken.push({ place: { file: file.name }, reason: error.message });
    }
  }
  if (read === 0) {
    throw maskedProblem(
      all.length === 1 || !firstProblem
        ? (firstProblem ?? new Problem('There is no file here that can be read.'))
        : nothingReadable(all.length, firstProblem),
    );
  }
  return maskMaterial({ sources, contents, notTaken });
}

function nothingReadable(count: number, first: Problem): Problem {
  return new Problem(`None of the ${count} files could be read. The first: ${first.message}`);
}

function maskedProblem(problem: Problem): Problem {
  return new Problem(maskText(problem.message).text);
}

/** A zip stands for a folder. Workbooks and Word files are zips too, and are left for their readers. */
function unpackArchives(files: readonly InputFile[], budgets: Budgets, notTaken: NotTaken[]): InputFile[] {
  return files.flatMap((file) => {
    if (!isZip(file.bytes) || officeKind(namesIn(file)) !== null) return [file];
    const entries = unpack(file.bytes, file.name, budgets.unpacked);
    if (entries.length === 0)
      throw new Problem(`${file.name} is an empty zip. Put the hazard log in it, or check the log itself.`);
    return entries.flatMap((entry) => {
      const name = entry.name.replace(/^(?:\.{0,2}\/)+/u, '');
      if (!isClutter(name)) return [{ name, bytes: entry.bytes }];
      notTaken.push({ place: { file: name }, reason: 'A file that the computer keeps for itself.' });
      return [];
    });
  });
}

/** Files that operating systems and Office leave in folders. */
export function isClutter(name: string): boolean {
  return /(?:^|\/)(?:__MACOSX\/|\.|~\$|Thumbs\.db$|desktop\.ini$)/u.test(name);
}

function namesIn(file: InputFile): string {
  // The names stand in clear in the directory at the end; unpacking comes later, under its limits.
  return Buffer.from(
    file.bytes.buffer,
    file.bytes.byteOffset + Math.max(0, file.bytes.byteLength - 400_000),
    Math.min(400_000, file.bytes.byteLength),
  ).toString('latin1');
}

type Office = 'xlsx' | 'docx' | 'ods' | 'pptx' | 'odt' | 'numbers' | 'pages';

function officeKind(directory: string): Office | null {
  if (/\[Content_Types\]\.xml/u.test(directory)) {
    return /xl\/workbook/u.test(directory)
      ? 'xlsx'
      : /word\/document/u.test(directory)
        ? 'docx'
        : /ppt\//u.test(directory)
          ? 'pptx'
          : null;
  }
  if (/Index\/.*\.iwa|index\.(?:apxl|xml\.gz)/u.test(directory))
    return /Tables\//u.test(directory) ? 'numbers' : 'pages';
  if (/META-INF\/manifest\.xml/u.test(directory) && /content\.xml/u.test(directory)) return 'ods';
  return null;
}

async function readFile(file: InputFile, budgets: Budgets): Promise<FileReading> {
  const { bytes, name } = file;
  if (bytes.length === 0) throw new Problem(`${name} is empty. Choose the file that holds the hazard log.`);
  refuseKnown(bytes, name);
  if (isZip(bytes)) return readZipped(file, budgets);
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return readOld(file, budgets);
  const text = decodeText(bytes);
  if (text === null)
    throw new Problem(
      `${name} is not a kind of file that holds a hazard log. Save the log as .xlsx, .csv or .docx, and check that.`,
    );
  if (text.trim() === '') throw new Problem(`${name} is empty. Choose the file that holds the hazard log.`);
  return readText(text.replace(/^\uFEFF/u, ''), file, budgets);
}

/** Kinds that hold logs but cannot be read, each with what to do instead; and kinds that are something else. */
function refuseKnown(bytes: Uint8Array, name: string): void {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  if (head.includes('%PDF')) {
    throw new Problem(
      `${name} is a PDF. Its rows and columns cannot be read with certainty. Ask for the Excel or Word file that it was made from, and check that.`,
    );
  }
  if (/^(?:\x89PNG|\xff\xd8\xff|GIF8|BM|II\*\0|MM\0\*|RIFF....WEBP|....ftyp(?:heic|mif1))/su.test(head)) {
    throw new Problem(
      `${name} is a picture. Words in a picture are not read. Ask for the Excel or Word file, and check that.`,
    );
  }
  if (/^(?:MZ|\x7fELF|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe)/u.test(head)) {
    throw new Problem(
      `${name} is a program and not a hazard log. It was not opened. Choose the file that holds the hazard log.`,
    );
  }
  if (head.startsWith('{\\rtf'))
    throw new Problem(`${name} is in rich text format. Open it in Word, save it as .docx, and check that.`);
  if (/^(?:Rar!|7z\xbc\xaf|\x1f\x8b)/u.test(head)) {
    throw new Problem(`${name} is packed in a way that is not read. Unpack it, and check the files or a .zip of them.`);
  }
}

async function readZipped(file: InputFile, budgets: Budgets): Promise<FileReading> {
  const office = officeKind(namesIn(file));
  // An archive within an archive is left shut: nobody keeps a log there, and bombs do.
  if (office === null) throw new Problem(`${file.name} is a zip within a zip. Unpack it, and check what is in it.`);
  if (office === 'pptx')
    throw new Problem(`${file.name} is a set of slides. Ask for the Excel or Word file, and check that.`);
  if (office === 'numbers' || office === 'pages')
    throw new Problem(
      `${file.name} is an Apple ${office === 'numbers' ? 'Numbers' : 'Pages'} file. Export it as ${office === 'numbers' ? 'Excel' : 'Word'}, and check that.`,
    );
  const entries = unpack(file.bytes, file.name, budgets.unpacked);
  if (office === 'docx') return { kind: 'docx', contents: [await readWord(await stored(entries), file.name)] };
  const { sheets, notTaken } = await readWorkbook(await stored(entries), file.name, budgets.rows);
  return { kind: office === 'ods' ? 'ods' : /\.xlsm$/iu.test(file.name) ? 'xlsm' : 'xlsx', contents: sheets, notTaken };
}

/**
 * The same archive, unpacked once under its limit and then only stored: the readers of Excel and Word would unpack it
 * again without a limit. Programs (macros) and pictures are left out; nothing here looks at them.
 */
async function stored(entries: readonly ArchiveEntry[]): Promise<Uint8Array> {
  const { zipSync } = await import('fflate');
  const kept = entries.filter(
    (entry) => !/(?:vbaProject\.bin|\/media\/|\/printerSettings|\.(?:png|jpe?g|gif|emf|wmf|bmp)$)/iu.test(entry.name),
  );
  return zipSync(Object.fromEntries(kept.map((entry) => [entry.name, entry.bytes])), { level: 0 });
}

async function readOld(file: InputFile, budgets: Budgets): Promise<FileReading> {
  const names = Buffer.from(file.bytes).toString('utf16le') + Buffer.from(file.bytes.subarray(1)).toString('utf16le');
  if (names.includes('EncryptedPackage')) {
    throw new Problem(`${file.name} is protected with a password. Save a copy without the password, and check that.`);
  }
  if (names.includes('WordDocument'))
    throw new Problem(`${file.name} is an old Word file. Open it in Word, save it as .docx, and check that.`);
  if (!names.includes('Workbook') && !names.includes('Book')) {
    throw new Problem(
      `${file.name} is not a kind of file that holds a hazard log. Save the log as .xlsx, .csv or .docx, and check that.`,
    );
  }
  const { sheets, notTaken } = await readWorkbook(file.bytes, file.name, budgets.rows);
  return { kind: 'xls', contents: sheets, notTaken };
}

async function readText(text: string, file: InputFile, budgets: Budgets): Promise<FileReading> {
  const { name, bytes } = file;
  const ending = /\.([a-z0-9]+)$/iu.exec(name)?.[1]?.toLowerCase() ?? '';
  if (/^\s*<\?xml[^>]*>[\s\S]{0,400}<(?:\w+:)?Workbook/u.test(text)) {
    const { sheets, notTaken } = await readWorkbook(bytes, name, budgets.rows);
    return { kind: 'xml', contents: sheets, notTaken };
  }
  if (ending === 'html' || ending === 'htm' || /^\s*(?:<!doctype html|<html|<table|<body)/iu.test(text)) {
    return { kind: 'html', contents: [{ kind: 'document', file: name, parts: readHtml(text, { file: name }) }] };
  }
  if (ending === 'json' || /^\s*[[{]\s*["\]{}[]/u.test(text)) {
    const own = readOwnExport(text, name);
    return { kind: 'json', contents: own ? [own] : readTree(text, name) };
  }
  if (ending === 'yaml' || ending === 'yml') return { kind: 'yaml', contents: readTree(text, name) };
  if (ending === 'md' || ending === 'markdown' || (ending !== 'csv' && ending !== 'tsv' && looksLikeMarkdown(text))) {
    return { kind: 'markdown', contents: [readMarkdown(text, name)] };
  }
  if (/^\s*<\?xml|^\s*<svg/iu.test(text))
    throw new Problem(`${name} is an XML file that is no workbook. Save the log as .xlsx or .csv, and check that.`);
  const sheet = readCsv(text, name, budgets.rows);
  return { kind: ending === 'tsv' ? 'tsv' : 'csv', contents: sheet ? [sheet] : [] };
}

function looksLikeMarkdown(text: string): boolean {
  return (
    /^#{1,6} \S/mu.test(text) ||
    /^\s*\|.*\|\s*\n\s*\|[\s:|-]+\|\s*$/mu.test(text) ||
    /^\s*[-*] \*\*[^*]+:?\*\*/mu.test(text)
  );
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
