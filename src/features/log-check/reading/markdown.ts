import { Lexer, type Token, type Tokens } from 'marked';
import type { Document, Part, Row } from '../domain.ts';
import { readHtml } from './html.ts';
import { withoutEmptyRows } from './sheet-builder.ts';
import { foldLines } from './text.ts';

/*
 * Markdown logs are full of HTML: tables with rows that are indented like code, headings in divs, icons. So HTML is taken
 * out first, line for line, and read by the HTML reader; what is left is Markdown.
 */

interface Prepared {
  readonly text: string;
  readonly tables: Part[];
}

const TAGS =
  /<\/?(?:div|span|p|a|b|i|u|em|strong|small|sup|sub|font|center|section|article|main|header|footer|details|summary|ul|ol|li|figure|hr|nav|button|label|input|form|html|body|blockquote)(?:\s[^<>]*)?\/?>/giu;
const HOLE = /\uE000(\d+)\uE001/u;
const HOLES = /\uE000\d+\uE001/gu;

/** Reads a Markdown file as the steps of a document, each with its line. */
export function readMarkdown(source: string, file: string): Document {
  const { text, tables } = takeOutHtml(source.replace(/\r\n?/gu, '\n'), file);
  const parts: Part[] = [];
  let line = 1;
  for (const token of new Lexer({ gfm: true }).lex(text)) {
    partsOf(token, line, file, tables, parts);
    line += count(token.raw, '\n');
  }
  return { kind: 'document', file, parts };
}

function takeOutHtml(source: string, file: string): Prepared {
  const tables: Part[] = [];
  const keepLines = (match: string) => '\n'.repeat(count(match, '\n'));
  const hole = (match: string, part: Part) => {
    tables.push(part);
    return `\uE000${tables.length - 1}\uE001${keepLines(match)}`;
  };
  let text = source
    .replace(/^---\n[\s\S]*?\n---(?=\n|$)/u, keepLines)
    .replace(/<!--[\s\S]*?(?:-->|$)/gu, keepLines)
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1>|$)/giu, keepLines);
  const lineAt = lineCounter(text);
  text = text.replace(/<table\b[\s\S]*?(?:<\/table>|$)/giu, (match, offset: number) => {
    const table = readHtml(match, { file, lineOffset: lineAt(offset) - 1 }).find((part) => part.kind === 'table');
    return table ? hole(match, table) : keepLines(match);
  });
  const pictureLine = lineCounter(text);
  text = text
    .replace(/<img\b[^<>]*>/giu, (match, offset: number) => {
      const picture = readHtml(match, { file, lineOffset: pictureLine(offset) - 1 })[0];
      return picture ? hole(match, picture) : keepLines(match);
    })
    .replace(
      /^[ \t]*<h([1-6])\b[^<>]*>(.*?)<\/h\1>[ \t]*$/gimu,
      (_, level: string, inner: string) => `${'#'.repeat(Number(level))} ${inner}`,
    )
    .replace(/<br\s*\/?>/giu, ' ')
    .replace(TAGS, keepLines)
    // What is left of HTML indents lines, and Markdown would take them for code.
    .replace(/^[ \t]{4,}(?=[\uE000#])/gmu, '');
  return { text, tables };
}

function partsOf(token: Token, line: number, file: string, holes: readonly Part[], out: Part[]): void {
  switch (token.type) {
    case 'heading':
      out.push({ kind: 'heading', level: (token as Tokens.Heading).depth, text: plain(token), line });
      break;
    case 'list':
      listParts(token as Tokens.List, line, out);
      break;
    case 'table':
      tablePart(token as Tokens.Table, line, file, out);
      break;
    case 'blockquote': {
      let at = line;
      for (const inner of (token as Tokens.Blockquote).tokens) {
        partsOf(inner, at, file, holes, out);
        at += count(inner.raw, '\n');
      }
      break;
    }
    case 'space':
    case 'hr':
    case 'def':
      break;
    default:
      textParts(token, line, holes, out);
  }
}

/** A paragraph, in the lines that the writer gave it: "Severity: Major" on a line of its own is a field. */
function textParts(token: Token, line: number, holes: readonly Part[], out: Part[]): void {
  const raw = token.type === 'code' ? (token as Tokens.Code).text : token.raw;
  raw.split('\n').forEach((row, index) => {
    let rest = row;
    for (let hole = HOLE.exec(rest); hole; hole = HOLE.exec(rest)) {
      pushText(rest.slice(0, hole.index), line + index, out);
      const part = holes[Number(hole[1])];
      if (part) out.push(part);
      rest = rest.slice(hole.index + hole[0].length);
    }
    pushText(rest, line + index, out);
  });
}

function pushText(raw: string, line: number, out: Part[]): void {
  const text = plainText(raw);
  if (text) out.push({ kind: 'text', text, line });
}

function listParts(list: Tokens.List, line: number, out: Part[]): void {
  let at = line;
  let number = Number(list.start) || 1;
  for (const item of list.items) {
    const text = plainText(item.text.replace(HOLES, ''));
    if (text) out.push({ kind: 'item', text, line: at, ...(list.ordered ? { number } : {}) });
    number++;
    at += count(item.raw, '\n');
  }
}

function tablePart(table: Tokens.Table, line: number, file: string, out: Part[]): void {
  const rows: Row[] = [table.header, ...table.rows].map((cells, index) => {
    // The line of dashes stands between the head and the first row.
    const at = line + index + (index > 0 ? 1 : 0);
    return {
      at,
      cells: cells.map((cell) => {
        const value = plainText(cell.text.replace(HOLES, ''));
        return value === '' ? undefined : { value, line: at };
      }),
    };
  });
  const sheet = withoutEmptyRows({ kind: 'sheet', file, name: null, hidden: false, places: 'lines', rows });
  if (sheet) out.push({ kind: 'table', sheet });
}

function plain(token: Token): string {
  return plainText((token as Tokens.Heading).text);
}

/** Markdown's marks taken off a piece of text: bold, code, links. A label keeps its colon. */
function plainText(text: string): string {
  return foldLines(
    text
      .replace(/!\[([^\]]*)\]\([^)]*\)/gu, '$1')
      .replace(/\[([^\]]*)\]\([^)]*\)/gu, '$1')
      .replace(/(\*\*|__)(?=\S)([\s\S]*?\S)\1/gu, '$2')
      .replace(/(?<![\p{L}\p{N}*_])([*_])(?=\S)([^*_\n]*?\S)\1(?![\p{L}\p{N}*_])/gu, '$2')
      .replace(/`([^`\n]*)`/gu, '$1')
      .replace(/\\([\\`*_{}[\]()#+\-.!|<>])/gu, '$1'),
  );
}

function count(text: string, char: string): number {
  let found = 0;
  for (let at = text.indexOf(char); at >= 0; at = text.indexOf(char, at + 1)) found++;
  return found;
}

/** Gives the line (from 1) of an offset; offsets must come in rising order. */
function lineCounter(text: string): (offset: number) => number {
  let at = 0;
  let line = 1;
  return (offset) => {
    for (let next = text.indexOf('\n', at); next >= 0 && next < offset; next = text.indexOf('\n', at)) {
      line++;
      at = next + 1;
    }
    return line;
  };
}
