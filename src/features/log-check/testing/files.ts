import { zipSync, type Zippable } from 'fflate';
import type { InputFile } from '../reading/read.ts';

/*
 * Builders of files for tests, all in memory. What they build is made up here: nothing is taken from a real log.
 */

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function file(name: string, content: string | Uint8Array): InputFile {
  return { name, bytes: typeof content === 'string' ? utf8(content) : content };
}

const MARK = '\uFEFF';

function utf16(text: string, order: 'le' | 'be'): Uint8Array {
  const bytes = Buffer.from(text, 'utf16le');
  return order === 'be' ? bytes.swap16() : bytes;
}

/** Windows-1252 as far as Latin-1 goes, with the quotes and dashes that Excel and Word put there. */
function windows1252(text: string): Uint8Array {
  const high: Readonly<Record<string, number>> = { '\u20ac': 0x80, '\u2018': 0x91, '\u2019': 0x92, '\u2013': 0x96 };
  return Uint8Array.from(text, (char) => high[char] ?? char.charCodeAt(0));
}

/** Every encoding in which a log may come. */
export const ENCODINGS = {
  'UTF-8': utf8,
  'UTF-8 with its mark': (text: string) => utf8(MARK + text),
  'UTF-16 little end first, with its mark': (text: string) => utf16(MARK + text, 'le'),
  'UTF-16 big end first, with its mark': (text: string) => utf16(MARK + text, 'be'),
  'UTF-16 little end first': (text: string) => utf16(text, 'le'),
  'UTF-16 big end first': (text: string) => utf16(text, 'be'),
  'Windows-1252': windows1252,
} as const satisfies Record<string, (text: string) => Uint8Array>;

/** A zip of files, in the order given. */
export function zip(files: Readonly<Record<string, string | Uint8Array>>, level: 0 | 6 = 6): Uint8Array {
  const entries: Zippable = Object.fromEntries(
    Object.entries(files).map(([name, content]) => [name, typeof content === 'string' ? utf8(content) : content]),
  );
  return zipSync(entries, { level });
}

/** A file of rows with separators; values that need quotes get them. */
export function csv(rows: readonly (readonly (string | number | null)[])[], separator = ',', end = '\r\n'): string {
  const quoted = (value: string | number | null) => {
    const text = String(value ?? '');
    return /["\r\n,;\t|]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => row.map(quoted).join(separator) + end).join('');
}

/** A pipe table in Markdown. */
export function pipeTable(rows: readonly (readonly (string | number | null)[])[]): string {
  const line = (row: readonly (string | number | null)[]) =>
    `| ${row
      .map((value) =>
        String(value ?? '')
          .replaceAll('|', '\\|')
          .replaceAll('\n', '<br>'),
      )
      .join(' | ')} |`;
  const [head = [], ...rest] = rows;
  return [line(head), `|${head.map(() => ' --- |').join('')}`, ...rest.map(line)].join('\n');
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A table in HTML, with one row a line. */
export function htmlTable(rows: readonly (readonly (string | number | null)[])[]): string {
  const cells = (row: readonly (string | number | null)[], tag: 'td' | 'th') =>
    row.map((value) => `<${tag}>${escapeXml(String(value ?? '')).replaceAll('\n', '<br>')}</${tag}>`).join('');
  const lines = rows.map((row, index) => `<tr>${cells(row, index === 0 ? 'th' : 'td')}</tr>`);
  return ['<table>', ...lines, '</table>'].join('\n');
}
