import { parse, parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import type { Part, Sheet } from '../domain.ts';
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
/** Past this depth a page is an attack and not a page; parse5 itself does not mind, recursion does. */
const DEEPEST = 400;

export interface HtmlOptions {
  readonly file: string;
  /** Added to every line, where the HTML stands inside another file. */
  readonly lineOffset?: number;
  /** False where the HTML was made from another format, so that its lines mean nothing. */
  readonly lines?: boolean;
}

/** Reads a page as the steps of a document: headings, texts, list items, tables, pictures. */
export function readHtml(html: string, options: HtmlOptions): Part[] {
  const tree = /<html[\s>]/iu.test(html)
    ? parse(html, { sourceCodeLocationInfo: true })
    : parseFragment(html, { sourceCodeLocationInfo: true });
  const parts: Part[] = [];
  new Walk(options, parts).children(tree.childNodes, 0);
  return parts;
}

class Walk {
  #tables = 0;
  readonly #options: HtmlOptions;
  readonly #parts: Part[];

  constructor(options: HtmlOptions, parts: Part[]) {
    this.#options = options;
    this.#parts = parts;
  }

  children(nodes: readonly Node[], depth: number): void {
    if (depth > DEEPEST) return;
    let inline = '';
    let line: number | undefined;
    const flush = () => {
      const text = foldLines(inline);
      if (text) this.#parts.push({ kind: 'text', text, ...withLine(line) });
      inline = '';
      line = undefined;
    };
    for (const node of nodes) {
      if (isElement(node) && isBlock(node)) {
        flush();
        this.#block(node, depth);
      } else {
        line ??= this.#line(node);
        inline += textOf(node, depth);
      }
    }
    flush();
  }

  #block(node: Element, depth: number): void {
    const line = this.#line(node);
    const heading = /^h([1-6])$/u.exec(node.tagName)?.[1];
    if (SILENT.has(node.tagName)) return;
    if (node.tagName === 'img') {
      this.#parts.push({
        kind: 'picture',
        source: attribute(node, 'src'),
        alt: attribute(node, 'alt'),
        ...withLine(line),
      });
    } else if (heading) {
      this.#parts.push({
        kind: 'heading',
        level: Number(heading),
        text: foldLines(textOf(node, depth)),
        ...withLine(line),
      });
    } else if (node.tagName === 'table') {
      const sheet = this.#table(node);
      if (sheet) this.#parts.push({ kind: 'table', sheet });
    } else if (node.tagName === 'ol' || node.tagName === 'ul') {
      this.#list(node, depth);
    } else if (node.tagName === 'dt') {
      // A definition list is a list of fields: its terms are their labels.
      this.#parts.push({ kind: 'heading', level: 6, text: foldLines(textOf(node, depth)), ...withLine(line) });
    } else {
      this.children(node.childNodes, depth + 1);
    }
  }

  #list(node: Element, depth: number): void {
    let number = Number(attribute(node, 'start')) || 1;
    for (const child of node.childNodes) {
      if (!isElement(child) || child.tagName !== 'li') continue;
      const text = foldLines(textOf(child, depth));
      const numbered = node.tagName === 'ol' ? { number: number++ } : {};
      if (text) this.#parts.push({ kind: 'item', text, ...numbered, ...withLine(this.#line(child)) });
    }
  }

  #table(table: Element): Sheet | null {
    const rows: SpanningCell[][] = [];
    const lines: number[] = [];
    for (const row of rowsOf(table)) {
      const cells = row.childNodes
        .filter((node): node is Element => isElement(node) && (node.tagName === 'td' || node.tagName === 'th'))
        .map((cell) => ({
          value: foldLines(textOf(cell, 0)) || null,
          across: Number(attribute(cell, 'colspan')) || 1,
          down: Number(attribute(cell, 'rowspan')) || 1,
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
      rows: layOut(rows, byLine ? lines : undefined),
    });
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

function textOf(node: Node, depth: number): string {
  if (depth > DEEPEST) return '';
  if (node.nodeName === '#text') return (node as Tree.TextNode).value.replace(/\s+/gu, ' ');
  if (!isElement(node) || SILENT.has(node.tagName)) return '';
  if (node.tagName === 'br') return '\n';
  const inner = node.childNodes.map((child) => textOf(child, depth + 1)).join('');
  return LINE_ENDS.has(node.tagName)
    ? `\n${inner}\n`
    : node.tagName === 'td' || node.tagName === 'th'
      ? `${inner} `
      : inner;
}

function attribute(node: Element, name: string): string {
  return node.attrs.find((one) => one.name === name)?.value ?? '';
}
