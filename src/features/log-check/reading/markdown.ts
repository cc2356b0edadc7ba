import { Lexer, type Token, type Tokens } from 'marked';
import type { Document, Part, Row } from '../domain.ts';
import { decodeReferences, readHtml } from './html.ts';
import { tooDeep } from './limits.ts';
import { withoutEmptyRows } from './sheet-builder.ts';
import { foldLines } from './text.ts';

/*
 * Markdown logs are full of HTML: tables with rows that are indented like code, headings in divs, icons. So HTML is taken
 * out first, line for line, and read by the HTML reader; what is left is Markdown.
 */

interface Prepared {
  readonly text: string;
  /** What the holes in the text stand for, by their number. */
  readonly holes: readonly Part[];
}

const TAGS =
  /<\/?(?:div|span|p|a|b|i|u|em|strong|small|sup|sub|font|center|section|article|main|header|footer|details|summary|ul|ol|li|figure|hr|nav|button|label|input|form|html|body|blockquote)(?:\s[^<>]*)?\/?>/giu;
/** Stands for <br>: a line end there would end a row of a pipe table. */
const BREAK = '\uE002';
const HOLE = /\uE000(\d+)\uE001/u;
const HOLES = /\uE000\d+\uE001/gu;

/** Past this, quotations and lists within one another are no outline that somebody wrote. */
const DEEPEST = 30;

/**
 * Reads a Markdown file as the steps of a document, each with its line.
 * @throws Problem where it is nested deeper than any page.
 */
export function readMarkdown(source: string, file: string): Document {
  const { text, holes } = takeOutHtml(source.replace(/\r\n?/gu, '\n').replace(/[\uE000-\uE002]/gu, ''), file);
  refuseDeep(text, file);
  const parts: Part[] = [];
  let line = 1;
  // Only the blocks: what stands within a line is simple enough to be read here, and in time.
  for (const token of new Lexer({ gfm: true }).blockTokens(text, [])) {
    partsOf(token, line, file, holes, parts);
    line += count(token.raw, '\n');
  }
  return { kind: 'document', file, parts };
}

/** Each level is read again as a text of its own, so that depth costs time as well as memory. */
function refuseDeep(text: string, file: string): void {
  const marks = new RegExp(`^(?:[ \\t]*(?:>|[-*+](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${DEEPEST}}`, 'mu');
  // A rule across the page may be made of any number of marks.
  if (marks.test(text.replace(/^[ \t]*([-*_])(?:[ \t]*\1)+[ \t]*$/gmu, ''))) throw tooDeep(file);
}

function takeOutHtml(source: string, file: string): Prepared {
  const holes: Part[] = [];
  const keepLines = (match: string) => '\n'.repeat(count(match, '\n'));
  const hole = (match: string, parts: readonly Part[]) => {
    const marks = parts.map((part) => `\uE000${holes.push(part) - 1}\uE001`).join('');
    return `${marks}${keepLines(match)}`;
  };
  let text = source.replace(/^---\n[\s\S]*?\n---(?=\n|$)/u, keepLines).replace(/<!--[\s\S]*?(?:-->|$)/gu, keepLines);
  text = replaceElements(text, /<(\/?)(?:script|style)\b/giu, keepLines);
  const lineAt = lineCounter(text);
  text = replaceElements(text, /<(\/?)table\b/giu, (match, offset) =>
    hole(match, readHtml(match, { file, lineOffset: lineAt(offset) - 1 })),
  );
  const pictureLine = lineCounter(text);
  text = text
    .replace(/<img\b[^<>]*>/giu, (match, offset: number) =>
      hole(match, readHtml(match, { file, lineOffset: pictureLine(offset) - 1 })),
    )
    .replace(
      /^[ \t]*<h([1-6])\b[^<>]*>(.*?)<\/h\1>[ \t]*$/gimu,
      (_, level: string, inner: string) => `${'#'.repeat(Number(level))} ${inner}`,
    )
    .replace(/<br\s*\/?>/giu, BREAK)
    .replace(TAGS, keepLines)
    // What is left of HTML indents lines, and Markdown would take them for code.
    .replace(/^[ \t]{4,}(?=[\uE000#])/gmu, '')
    .replace(/^([ \t]{60})[ \t]+/gmu, '$1');
  return { text, holes };
}

/**
 * Replaces elements from their opening mark to the one that closes them, those of their own kind within them included.
 * One that is never closed ends with its paragraph, as HTML in Markdown does: the rest of the file is still the log.
 */
function replaceElements(text: string, mark: RegExp, by: (match: string, offset: number) => string): string {
  const open: number[] = [];
  const closed: { start: number; end: number }[] = [];
  for (const { 0: tag, 1: slash, index } of text.matchAll(mark)) {
    if (slash === '') open.push(index);
    else {
      const start = open.pop();
      if (start !== undefined) closed.push({ start, end: text.indexOf('>', index + tag.length) + 1 || text.length });
    }
  }
  const spans = [...closed, ...open.map((start) => ({ start, end: null }))].toSorted((a, b) => a.start - b.start);
  let out = '';
  let done = 0;
  let blank = -1;
  spans.forEach(({ start, end }, index) => {
    if (start < done) return;
    // Looked for once for all that is open before it.
    if (blank < start) blank = blankLineAfter(text, start);
    const last = end ?? Math.min(blank, spans[index + 1]?.start ?? text.length);
    out += text.slice(done, start) + by(text.slice(start, last), start);
    done = last;
  });
  return out + text.slice(done);
}

function blankLineAfter(text: string, start: number): number {
  const blank = /\n[ \t]*(?=\n)/gu;
  blank.lastIndex = start;
  return blank.exec(text)?.index ?? text.length;
}

function partsOf(token: Token, line: number, file: string, holes: readonly Part[], out: Part[]): void {
  switch (token.type) {
    case 'heading':
      out.push({ kind: 'heading', level: (token as Tokens.Heading).depth, text: plain(token), line });
      break;
    case 'list':
      listParts(token as Tokens.List, line, holes, out);
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
      pushHole(hole[0], holes, out);
      rest = rest.slice(hole.index + hole[0].length);
    }
    pushText(rest, line + index, out);
  });
}

function pushHole(hole: string, holes: readonly Part[], out: Part[]): void {
  const part = holes[Number(hole.slice(1, -1))];
  if (part) out.push(part);
}

function pushText(raw: string, line: number, out: Part[]): void {
  const text = plainText(raw);
  if (text) out.push({ kind: 'text', text, line });
}

function listParts(list: Tokens.List, line: number, holes: readonly Part[], out: Part[]): void {
  let at = line;
  let number = Number(list.start) || 1;
  for (const item of list.items) {
    const text = plainText(item.text.replace(HOLES, ''));
    if (text) out.push({ kind: 'item', text, line: at, ...(list.ordered ? { number } : {}) });
    for (const [hole] of item.text.matchAll(HOLES)) pushHole(hole, holes, out);
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

/**
 * Markdown's marks taken off a piece of text: bold, code, links. A label keeps its colon. No pattern can run past the
 * next mark of its own kind, so that a thousand marks that never close cost a thousand steps and not a million.
 */
function plainText(text: string): string {
  return foldLines(
    decodeReferences(
      text
        .replace(/!?\[([^[\]]*)\]\((?:[^()]|\([^()]*\))*\)/gu, '$1')
        .replace(/(\*\*|__)(?=\S)((?:(?!\1)[\s\S])*?\S)\1/gu, '$2')
        .replace(/(?<![\p{L}\p{N}*_])([*_])(?=\S)([^*_\n]*?\S)\1(?![\p{L}\p{N}*_])/gu, '$2')
        .replace(/`([^`\n]*)`/gu, '$1')
        .replace(/\\([\\`*_{}[\]()#+\-.!|<>])/gu, '$1')
        .replaceAll(BREAK, '\n'),
    ),
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
