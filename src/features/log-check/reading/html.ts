import { defaultTreeAdapter, parse, parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import type { Part, Sheet } from '../domain.ts';
import { LIMITS, tooDeep, tooManyCells } from './limits.ts';
import { layOut, withoutEmptyRows, type SpanningCell } from './sheet-builder.ts';
import { foldLines } from './text.ts';

type Node = Tree.ChildNode;
type Element = Tree.Element;

const SILENT = new Set(['script', 'style', 'template', 'noscript', 'head', 'svg', 'nav']);
const LINE_ENDS = new Set([
  'p',
  'div',
  'li',
  'tr',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'table',
  'dd',
  'dt',
]);
export interface HtmlOptions {
  readonly file: string;
  /** Added to every line, where the HTML stands inside another file. */
  readonly lineOffset?: number;
  /** False where the HTML was made from another format, so that its lines mean nothing. */
  readonly lines?: boolean;
}

/**
 * Reads a page as the steps of a document: headings, texts, list items, tables, pictures.
 * @throws Problem where it is nested deeper than any page.
 */
export function readHtml(html: string, options: HtmlOptions): Part[] {
  const parsing = { sourceCodeLocationInfo: true, treeAdapter: guarded(options.file) };
  const tree = /<html[\s>]/iu.test(html) ? parse(html, parsing) : parseFragment(html, parsing);
  const walk = new Walk(options);
  walk.children(tree.childNodes);
  return walk.parts;
}

/** The text that HTML character references in a text stand for ("&amp;"). */
export function decodeReferences(text: string): string {
  if (!/&[#a-z]/iu.test(text)) return text;
  const [node] = parseFragment(text.replaceAll('<', '&lt;')).childNodes;
  return node?.nodeName === '#text' ? (node as Tree.TextNode).value : text;
}

/** Stops at pages that are attacks: too deep for recursion, or grown by the parser from marks that were never closed. */
function guarded(file: string): typeof defaultTreeAdapter {
  let open = 0;
  let opened = 0;
  return {
    ...defaultTreeAdapter,
    onItemPush: () => {
      if (++open > LIMITS.depth) throw tooDeep(file);
      if (++opened > LIMITS.elements) throw tooManyCells(file);
    },
    onItemPop: () => {
      open--;
    },
  };
}

class Walk {
  readonly parts: Part[] = [];
  #tables = 0;
  readonly #options: HtmlOptions;
  readonly #holdsBlock = new WeakSet<Node>();
  readonly #holdsTable = new WeakSet<Node>();

  constructor(options: HtmlOptions) {
    this.#options = options;
  }

  children(nodes: readonly Node[]): void {
    for (const node of nodes) this.#mark(node);
    this.#steps(nodes);
  }

  /** Marks what has a block or a table somewhere in it: a table within a <font> is a table all the same. */
  #mark(node: Node): void {
    if (!isElement(node)) return;
    if (isBlock(node)) this.#holdsBlock.add(node);
    for (const child of node.childNodes) {
      this.#mark(child);
      if (this.#holdsBlock.has(child)) this.#holdsBlock.add(node);
      if (this.#holdsTable.has(child) || child.nodeName === 'table') this.#holdsTable.add(node);
    }
  }

  #steps(nodes: readonly Node[]): void {
    let inline = '';
    let line: number | undefined;
    const flush = () => {
      const text = foldLines(inline);
      if (text) this.parts.push({ kind: 'text', text, ...withLine(line) });
      inline = '';
      line = undefined;
    };
    for (const node of nodes) {
      if (isElement(node) && this.#holdsBlock.has(node)) {
        flush();
        this.#block(node);
      } else {
        const text = textOf(node);
        // White space before the first word is not where a text begins.
        if (text.trim() !== '') line ??= this.#textLine(node);
        inline += text;
      }
    }
    flush();
  }

  #block(node: Element): void {
    const line = this.#line(node);
    const heading = /^h([1-6])$/u.exec(node.tagName)?.[1];
    if (SILENT.has(node.tagName)) return;
    if (node.tagName === 'img') {
      this.parts.push({
        kind: 'picture',
        source: attribute(node, 'src'),
        alt: attribute(node, 'alt'),
        ...withLine(line),
      });
    } else if (heading) {
      this.parts.push({
        kind: 'heading',
        level: Number(heading),
        text: foldLines(textOf(node)),
        ...withLine(line),
      });
    } else if (node.tagName === 'table') {
      const rows = rowsOf(node).map(cellsOf);
      // A table whose row is one cell with a table in it only places things on the page.
      if (rows.some((cells) => cells.length === 1 && this.#holdsTable.has(cells[0]!))) {
        for (const cell of rows.flat()) this.#steps(cell.childNodes);
        return;
      }
      const sheet = this.#table(node);
      if (sheet) this.parts.push({ kind: 'table', sheet });
    } else if (node.tagName === 'ol' || node.tagName === 'ul') {
      this.#list(node);
    } else if (node.tagName === 'dt') {
      // A definition list is a list of fields: its terms are their labels.
      this.parts.push({ kind: 'heading', level: 6, text: foldLines(textOf(node)), ...withLine(line) });
    } else {
      this.#steps(node.childNodes);
    }
  }

  #list(node: Element): void {
    let number = whole(attribute(node, 'start'));
    for (const child of node.childNodes) {
      if (!isElement(child) || child.tagName !== 'li') continue;
      if (this.#holdsTable.has(child)) {
        this.#steps(child.childNodes);
        number++;
        continue;
      }
      const text = foldLines(textOf(child));
      const numbered = node.tagName === 'ol' ? { number: number++ } : {};
      if (text) this.parts.push({ kind: 'item', text, ...numbered, ...withLine(this.#line(child)) });
    }
  }

  #table(table: Element): Sheet | null {
    const rows: SpanningCell[][] = [];
    const lines: number[] = [];
    for (const row of rowsOf(table)) {
      const cells = cellsOf(row).map((cell) => ({
        value: foldLines(textOf(cell)).replace(/\n+/gu, '\n') || null,
        across: whole(attribute(cell, 'colspan')),
        down: whole(attribute(cell, 'rowspan')),
        ...withLine(this.#line(cell)),
      }));
      if (cells.length === 0) continue;
      lines.push(this.#line(row) ?? lines.length + 1);
      rows.push(cells);
    }
    this.#tables++;
    const byLine = this.#options.lines !== false;
    return withoutEmptyRows({
      kind: 'sheet',
      file: this.#options.file,
      name: byLine ? null : `Table ${this.#tables}`,
      hidden: false,
      places: byLine ? 'lines' : 'cells',
      rows: layOut(rows, this.#options.file, byLine ? lines : undefined),
    });
  }

  /** The line of the first word of a text; the text itself may begin with empty lines. */
  #textLine(node: Node): number | undefined {
    const line = this.#line(node);
    if (line === undefined || node.nodeName !== '#text') return line;
    const before = /^\s*/u.exec((node as Tree.TextNode).value)?.[0] ?? '';
    return line + before.split('\n').length - 1;
  }

  #line(node: Node): number | undefined {
    if (this.#options.lines === false) return undefined;
    const line = node.sourceCodeLocation?.startLine;
    return line === undefined ? undefined : line + (this.#options.lineOffset ?? 0);
  }
}

function withLine(line: number | undefined): { line?: number } {
  return line === undefined ? {} : { line };
}

function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

function isBlock(node: Element): boolean {
  if (SILENT.has(node.tagName) || node.tagName === 'img' || LINE_ENDS.has(node.tagName)) return true;
  return /^(?:html|body|main|section|article|header|footer|aside|dl|form|fieldset|details|summary|blockquote|figure|center|pre)$/u.test(
    node.tagName,
  );
}

/** Rows of a table, not those of a table within it. A broken table leaves rows outside its body, or a head without a row. */
function rowsOf(table: Element): Element[] {
  return table.childNodes.flatMap((node) => {
    if (!isElement(node)) return [];
    if (node.tagName === 'tr') return [node];
    if (/^(?:thead|tbody|tfoot)$/u.test(node.tagName)) {
      const rows = node.childNodes.filter((child): child is Element => isElement(child) && child.tagName === 'tr');
      return rows.length > 0 ? rows : [];
    }
    return [];
  });
}

function cellsOf(row: Element): Element[] {
  return row.childNodes.filter(
    (node): node is Element => isElement(node) && (node.tagName === 'td' || node.tagName === 'th'),
  );
}

function textOf(node: Node): string {
  if (node.nodeName === '#text') return (node as Tree.TextNode).value.replace(/\s+/gu, ' ');
  if (!isElement(node) || SILENT.has(node.tagName)) return '';
  if (node.tagName === 'br') return '\n';
  const inner = node.childNodes.map((child) => textOf(child)).join('');
  return LINE_ENDS.has(node.tagName)
    ? `\n${inner}\n`
    : node.tagName === 'td' || node.tagName === 'th'
      ? `${inner} `
      : inner;
}

/** A whole number from 1, as spans and lists have them; 1 where it is something else. */
function whole(text: string): number {
  const number = Number.parseInt(text, 10);
  return number >= 1 && number <= 1_000_000 ? number : 1;
}

function attribute(node: Element, name: string): string {
  return node.attrs.find((one) => one.name === name)?.value ?? '';
}
