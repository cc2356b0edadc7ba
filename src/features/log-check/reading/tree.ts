import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  visit,
  type Alias,
  type Document,
  type Node as YamlNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Cell, CellValue, Row, Sheet } from '../domain.ts';
import { LIMITS, tooDeep, tooManyCells } from './limits.ts';
import { Problem } from './problem.ts';
import { withoutEmptyRows } from './sheet-builder.ts';

/*
 * YAML and JSON hold trees: hazards with causes with controls. A tree becomes a table with one row for each innermost
 * entry, the words of the outer ones repeated, and its keys as headings with their path as the group above: the same
 * shape that a workbook with merged cells has, so that nothing after this needs to know of trees.
 */

const LISTS = /^(?:hazards?|hazard[\s_-]?logs?|items?|entries|records?|rows?|logs?|risks?|data)$/iu;
const DEEPEST = 40;

/** A list of records, by the key that it stands under ("hazards"). */
interface Records {
  readonly name: string | null;
  readonly rows: readonly FlatRow[];
}

interface FlatRow {
  readonly line: number;
  readonly cells: Map<string, Cell>;
}

/**
 * Reads YAML (JSON is YAML) as sheets.
 * @throws Problem where the text does not follow the format, or stands for far more than it is.
 */
export function readTree(text: string, file: string): Sheet[] {
  refuseDeep(text, file);
  const counter = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: counter, logLevel: 'silent', uniqueKeys: false });
  if (!Array.isArray(documents)) return [];
  const failed = documents.flatMap((document) => document.errors)[0];
  if (failed) {
    const line = failed.linePos?.[0].line;
    throw new Problem(
      `${file} is not well formed${line ? ` at line ${line}` : ''}. Mend it there, and check it again.`,
    );
  }
  return documents.flatMap((document) => {
    const tree = new Tree(document, counter, file);
    return tree.lists(document.contents).flatMap((records) => sheetOf(records, file) ?? []);
  });
}

/** Before the library reads it, which takes hours for a line of a hundred thousand marks. */
function refuseDeep(text: string, file: string): void {
  let depth = 0;
  for (const [mark] of text.matchAll(/[[\]{}]/gu)) {
    depth = mark === '[' || mark === '{' ? depth + 1 : Math.max(0, depth - 1);
    if (depth > LIMITS.depth) throw tooDeep(file);
  }
  // ": - : - x" is a list in a map in a list in a map.
  if (new RegExp(`^(?:[ \\t]*[-?:](?=[ \\t])){${DEEPEST}}`, 'mu').test(text)) throw tooDeep(file);
}

class Tree {
  readonly #counter: LineCounter;
  readonly #file: string;
  readonly #targets = new WeakMap<Alias, unknown>();
  #cells: number = LIMITS.cells / 5;

  constructor(document: Document, counter: LineCounter, file: string) {
    const named = new Map<string, unknown>();
    // In one walk: the library looks through the whole document again for each name that is used.
    visit(document, {
      Alias: (_key, node) => void this.#targets.set(node, named.get(node.source)),
      Value: (_key, node) => void (node.anchor && named.set(node.anchor, node)),
    });
    this.#counter = counter;
    this.#file = file;
  }

  /** The lists of records in a tree: each becomes a table. */
  lists(node: unknown, name: string | null = null, depth = 0): Records[] {
    if (depth > DEEPEST) throw tooDeep(this.#file);
    if (isSeq(node)) {
      return [{ name, rows: this.#items(node).flatMap((item) => (isMap(item) ? this.#flatten(item, [], 0) : [])) }];
    }
    if (!isMap(node)) return [];
    const children = this.#pairs(node);
    const named = children.filter(([key, value]) => LISTS.test(key) && (isSeq(value) || isMap(value)));
    if (named.length > 0) return named.flatMap(([key, value]) => this.lists(value, key, depth + 1));
    // "H1: { ... }, H2: { ... }": a list whose keys are the numbers of its records.
    if (children.length >= 2 && children.every(([, value]) => isMap(value))) {
      const rows = children.flatMap(([key, value]) =>
        this.#flatten(value as YAMLMap, [], 0).map((row) => ({
          ...row,
          cells: new Map([['id', { value: key, line: row.line }], ...row.cells]),
        })),
      );
      return [{ name, rows }];
    }
    return [{ name, rows: this.#flatten(node, [], 0) }];
  }

  /** One record as rows: its own words in every row, and a row for each entry of the lists in it. */
  #flatten(map: YAMLMap, path: readonly string[], depth: number): FlatRow[] {
    if (depth > DEEPEST) throw tooDeep(this.#file);
    const line = this.#line(map);
    const own = new Map<string, Cell>();
    const inner: FlatRow[] = [];
    for (const [key, value] of this.#pairs(map)) {
      const items = isSeq(value) ? this.#items(value) : [];
      if (items.some(isMap)) {
        for (const item of items) {
          if (isMap(item)) for (const row of this.#flatten(item, [...path, key], depth + 1)) inner.push(row);
        }
      } else if (isMap(value)) {
        const [first, ...rest] = this.#flatten(value, [...path, key], depth + 1);
        for (const [name, cell] of first?.cells ?? []) own.set(name, cell);
        for (const row of rest) inner.push(row);
      } else {
        const cell = this.#cell(value, items, line);
        if (cell) own.set([...path, key].join(' \u203a '), cell);
      }
    }
    if (inner.length === 0) return [{ line, cells: own }];
    return inner.map((row) => {
      // A record of a thousand words with a thousand entries in it is a million cells.
      this.#cells -= own.size + row.cells.size;
      if (this.#cells < 0) throw tooManyCells(this.#file);
      return { line: row.line, cells: new Map([...own, ...row.cells]) };
    });
  }

  #cell(node: unknown, items: readonly unknown[], recordLine: number): Cell | null {
    const line = (isNode(node) ? this.#line(node) : 0) || recordLine;
    if (isScalar(node)) {
      const value = valueOf(node);
      return value === null ? null : { value, line };
    }
    const texts = items.flatMap((item) => (isScalar(item) ? String(valueOf(item) ?? '') : [])).filter(Boolean);
    const listed = texts.length > 1 ? texts.map((text, index) => `${index + 1}) ${text}`).join('\n') : texts[0];
    return listed ? { value: listed, line } : null;
  }

  #pairs(map: YAMLMap): [string, unknown][] {
    return map.items.filter(isPair).flatMap((pair): [string, unknown][] => {
      const value = this.#resolved(pair.value);
      const key = isScalar(pair.key) ? String(pair.key.value).trim() : null;
      // "<<: *defaults" puts the pairs of another map here.
      if (key === '<<' && isMap(value)) return value === map ? [] : this.#plainPairs(value);
      return key === null ? [] : [[key, value]];
    });
  }

  #plainPairs(map: YAMLMap): [string, unknown][] {
    return map.items
      .filter(isPair)
      .flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value).trim(), this.#resolved(pair.value)]] : []));
  }

  #items(seq: YAMLSeq): unknown[] {
    return seq.items.map((item) => this.#resolved(item));
  }

  /** What a name ("*same") stands for. A few names can stand for each other a million times over, so that costs. */
  #resolved(node: unknown): unknown {
    if (!isAlias(node)) return node;
    this.#cells -= 100;
    if (this.#cells < 0) throw tooManyCells(this.#file);
    return this.#targets.get(node);
  }

  #line(node: YamlNode): number {
    const offset = node.range?.[0];
    return offset === undefined ? 0 : this.#counter.linePos(offset).line;
  }
}

/** A scalar as it is written: 1.10 is a version and 007 the number of a hazard, though YAML takes both for numbers. */
function valueOf(scalar: Scalar): CellValue {
  const { value, source } = scalar;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number' && (source === undefined || String(value) === source)) return value;
  // Null is written in many ways; what a tag made of anything else is left as it stands in the file.
  const text = (typeof value === 'string' ? value : value === null ? '' : (source ?? '')).trim();
  return text === '' ? null : text;
}

function sheetOf({ name, rows: records }: Records, file: string): Sheet | null {
  const headings = [...new Set(records.flatMap((row) => [...row.cells.keys()]))];
  if (headings.length === 0) return null;
  if (headings.length * records.length > LIMITS.cells) throw tooManyCells(file);
  const head: Row = { at: records[0]!.line, cells: headings.map((value) => ({ value })) };
  const rows = records.map((row): Row => ({ at: row.line, cells: headings.map((heading) => row.cells.get(heading)) }));
  return withoutEmptyRows({ kind: 'sheet', file, name, hidden: false, places: 'lines', rows: [head, ...rows] });
}
