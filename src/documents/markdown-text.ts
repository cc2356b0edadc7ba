/*
 * Texts in Markdown: what a person typed stands there as it was typed, on a code host as well, and comes back. A line ends
 * with a backslash where the text goes on in the next.
 */

const MARKS = /[\\`*_[\]<>&~#$@{}|]/gu;
/** What begins a list, a rule or an underline, at the head of a line. */
const HEAD = /^(\s*)([-+=:]|\d+(?=[.)]))/u;

function marksEscaped(line: string): string {
  return line.replaceAll(MARKS, (mark) => (mark === '|' ? '&#124;' : `\\${mark}`));
}

function escapedLine(line: string): string {
  return marksEscaped(line).replace(HEAD, (_, space: string, head: string) =>
    /^\d/u.test(head) ? `${space}${head.slice(0, -1)}&#${head.codePointAt(head.length - 1)};` : `${space}\\${head}`,
  );
}

/** A text as a block of its own. @param inset what its lines after the first begin with, in a list */
export function block(text: string, inset = ''): string {
  return text.split('\n').map(escapedLine).join(`\\\n${inset}`);
}

/** A text within one line: a heading, or a cell of a table. No list begins there. */
export function inLine(text: string): string {
  return text
    .split('\n')
    .map((line) => (/^\s*\d/u.test(line) ? marksEscaped(line) : escapedLine(line)))
    .join('<br>');
}

/** The text of a block. Lines that a person wrapped are one line; a blank line stays. */
export function fromBlock(lines: readonly string[]): string {
  let text = '';
  let goesOn: '' | '\n' | ' ' = '';
  for (const line of lines) {
    const broken = /(?:^|[^\\])(?:\\\\)*\\$/u.test(line);
    const body = broken ? line.slice(0, -1) : line;
    if (body.trim() === '' && !broken && goesOn !== '\n') text += text.endsWith('\n') ? '' : '\n\n';
    else text += `${text.endsWith('\n') && goesOn === ' ' ? '' : goesOn}${goesOn === ' ' ? body.trimStart() : body}`;
    goesOn = broken ? '\n' : ' ';
  }
  return plain(text);
}

/** The text of a line. */
export function fromLine(text: string): string {
  return plain(text.replaceAll(/(?<=(?:^|[^\\])(?:\\\\)*)<br\s*\/?>/giu, '\n'));
}

function plain(text: string): string {
  return text.replaceAll(
    /\\([!-/:-@[-`{-~])|&#(\d{1,7});/gu,
    (_, mark: string | undefined, code: string) =>
      mark ?? (Number(code) <= 0x10ffff ? String.fromCodePoint(Number(code)) : ''),
  );
}

/** The cells of a row of a table; null where the line is none. */
export function cellsOf(line: string): string[] | null {
  const inner = /^\s*\|(.*)\|\s*$/su.exec(line)?.[1];
  if (inner === undefined) return null;
  const cells = inner.split(/(?<=(?:^|[^\\])(?:\\\\)*)\|/u).map((cell) => cell.trim());
  return cells.every((cell) => /^:?-{2,}:?$/u.test(cell)) ? null : cells.map(fromLine);
}

/** A table, its cells in one line each. */
export function tableText(rows: readonly (readonly (string | number | null)[])[]): string {
  const line = (cells: readonly (string | number | null)[]) =>
    `| ${cells.map((cell) => (cell === null ? '' : inLine(String(cell)))).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), `|${head.map(() => ' --- |').join('')}`, ...body.map(line)].join('\n');
}
