import {
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type YAMLMap,
  type YAMLSeq,
  type Node as YamlNode,
} from 'yaml';
import type { Cell, Row, Sheet } from '../domain.ts';
import { Problem } from './problem.ts';
import { withoutEmptyRows } from './sheet-builder.ts';

/*
 * YAML and JSON hold trees: hazards with causes with controls. A tree becomes a table with one row for each innermost
 * entry, the words of the outer ones repeated, and its keys as headings with their path as the group above: the same
 * shape that a workbook with merged cells has, so that nothing after this needs to know of trees.
 */

const LISTS = /^(?:hazards?|hazard[\s_-]?logs?|items?|entries|records?|rows?|logs?|risks?|data)$/iu;
const DEEPEST = 40;

interface FlatRow {
  readonly line: number;
  readonly cells: Map<string, Cell>;
}

/**
 * Reads YAML (JSON is YAML) as sheets.
 * @throws Problem where the text does not follow the format.
 */
export function readTree(text: string, file: string): Sheet[] {
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
  const tree = new Tree(counter);
  return documents.flatMap((document) => {
    const root = document.contents;
    if (!root) return [];
    return tree.lists(root as YamlNode).flatMap((records) => {
      const sheet = sheetOf(records, file);
      return sheet ? [sheet] : [];
    });
  });
}

class Tree {
  readonly #counter: LineCounter;

  constructor(counter: LineCounter) {
    this.#counter = counter;
  }

  /** The lists of records in a tree: each becomes a table. */
  lists(node: YamlNode): FlatRow[][] {
    if (isSeq(node)) return [node.items.filter(isMap).flatMap((item) => this.flatten(item, [], 0))];
    if (!isMap(node)) return [];
    const children = pairs(node);
    const named = children.filter(([key, value]) => LISTS.test(key) && (isSeq(value) || isMap(value)));
    if (named.length > 0) return named.flatMap(([, value]) => this.lists(value as YamlNode));
    const maps = children.filter(([, value]) => isMap(value));
    // "H1: { ... }, H2: { ... }": a list whose keys are the numbers of its records.
    if (maps.length >= 2 && maps.length === children.length) {
      return [
        children.flatMap(([key, value]) =>
          this.flatten(value as YAMLMap, [], 0).map((row) => ({
            ...row,
            cells: new Map([['id', { value: key, line: row.line }], ...row.cells]),
          })),
        ),
      ];
    }
    return [this.flatten(node, [], 0)];
  }

  /** One record as rows: its own words in every row, and a row for each entry of the lists in it. */
  flatten(map: YAMLMap, path: readonly string[], depth: number): FlatRow[] {
    const line = this.#line(map);
    const own = new Map<string, Cell>();
    let inner: FlatRow[] = [];
    if (depth > DEEPEST) return [];
    for (const [key, value] of pairs(map)) {
      const heading = [...path, key].join(' \u203a ');
      if (isSeq(value) && value.items.some(isMap)) {
        inner = [
          ...inner,
          ...value.items.filter(isMap).flatMap((item) => this.flatten(item, [...path, key], depth + 1)),
        ];
      } else if (isMap(value)) {
        const [first, ...rest] = this.flatten(value, [...path, key], depth + 1);
        for (const [name, cell] of first?.cells ?? []) own.set(name, cell);
        inner = [...inner, ...rest];
      } else {
        const cell = this.#cell(value, line);
        if (cell) own.set(heading, cell);
      }
    }
    if (inner.length === 0) return [{ line, cells: own }];
    return inner.map((row) => ({ line: row.line, cells: new Map([...own, ...row.cells]) }));
  }

  #cell(node: unknown, line: number): Cell | null {
    if (isScalar(node)) {
      const value = node.value;
      const at = this.#line(node as YamlNode) || line;
      if (value === null || value === undefined) return null;
      if (typeof value === 'number' || typeof value === 'boolean') return { value, line: at };
      const text =
        value instanceof Date
          ? value.toISOString().slice(0, 10)
          : typeof value === 'string'
            ? value.trim()
            : String(value as bigint);
      return text === '' ? null : { value: text, line: at };
    }
    if (isSeq(node)) {
      const texts = scalars(node);
      const listed = texts.length > 1 ? texts.map((text, index) => `${index + 1}) ${text}`).join('\n') : texts[0];
      return listed ? { value: listed, line: this.#line(node as YamlNode) || line } : null;
    }
    return null;
  }

  #line(node: YamlNode): number {
    const offset = node.range?.[0];
    return offset === undefined ? 0 : this.#counter.linePos(offset).line;
  }
}

function pairs(map: YAMLMap): [string, unknown][] {
  return map.items
    .filter(isPair)
    .map((pair) => [String(isScalar(pair.key) ? pair.key.value : pair.key).trim(), pair.value]);
}

function scalars(seq: YAMLSeq): string[] {
  return seq.items
    .flatMap((item) =>
      isScalar(item) && item.value !== null && item.value !== undefined ? [String(item.value).trim()] : [],
    )
    .filter(Boolean);
}

function sheetOf(records: readonly FlatRow[], file: string): Sheet | null {
  const headings = [...new Set(records.flatMap((row) => [...row.cells.keys()]))];
  if (headings.length === 0) return null;
  const head: Row = { at: records[0]!.line, cells: headings.map((value) => ({ value })) };
  const rows = records.map((row): Row => ({ at: row.line, cells: headings.map((heading) => row.cells.get(heading)) }));
  return withoutEmptyRows({ kind: 'sheet', file, name: null, hidden: false, places: 'lines', rows: [head, ...rows] });
}
