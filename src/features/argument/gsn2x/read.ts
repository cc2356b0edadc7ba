import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type YAMLMap } from 'yaml';
import {
  sortOf,
  type Argument,
  type Carried,
  type Challenge,
  type Element,
  type ModuleInfo,
  type Sort,
} from '../domain/gsn.ts';

/*
 * Reads an argument as gsn2x writes it in YAML. What means nothing here (where an element is drawn, further layers, classes)
 * is kept as it is, so that what is written again means the same.
 */

/** Why a file cannot be read as an argument, in sentences for whoever gave it. */
export class GsnProblem extends Error {}

/** Characters of a file: a hundred times the largest that anybody has shown us. */
export const MOST_CHARACTERS = 1_000_000;
/** Elements of an argument. */
export const MOST_ELEMENTS = 5_000;

const TYPES: Readonly<Record<string, Sort>> = {
  Goal: 'goal',
  Strategy: 'strategy',
  Solution: 'solution',
  Context: 'context',
  Assumption: 'assumption',
  Justification: 'justification',
  CounterGoal: 'counter goal',
  CounterSolution: 'counter solution',
};

/** @throws GsnProblem */
export function readArgument(text: string): Argument {
  if (text.length > MOST_CHARACTERS)
    throw new GsnProblem(`The file has more than ${MOST_CHARACTERS.toLocaleString('en-GB')} characters. Split it.`);
  const lines = new LineCounter();
  const document = parsed(text, lines);
  const root = document.contents;
  if (!isMap(root))
    throw new GsnProblem('The file has to hold elements by their names, such as "G1:" with a "text:" below it.');
  const elements: Element[] = [];
  let module: ModuleInfo | null = null;
  if (root.items.length > MOST_ELEMENTS + 1) throw tooMany();
  for (const [id, value] of entriesOf(root, lines)) {
    if (!/^[^\s,[\]{}]{1,80}$/u.test(id))
      throw new GsnProblem(`“${id.slice(0, 80)}” is no name of an element. Names are such as G1 or Sn-CTL-31.`);
    const plain = plainOf(value, lines);
    if (id === 'module') module = moduleOf(plain);
    else elements.push(elementOf(id, plain));
    if (elements.length > MOST_ELEMENTS) throw tooMany();
  }
  return { module, elements };
}

function tooMany(): GsnProblem {
  return new GsnProblem(`The file has more than ${MOST_ELEMENTS.toLocaleString('en-GB')} elements. Split it.`);
}

function parsed(text: string, lineCounter: LineCounter): Document.Parsed {
  // That no name is given twice is looked at below: the library compares each with each, for minutes in a long file.
  const document = parseDocument(text, { uniqueKeys: false, version: '1.2', prettyErrors: true, lineCounter });
  const [error] = document.errors;
  if (!error) return document;
  const [at] = error.linePos ?? [];
  const where = at ? `Line ${at.line}: ` : '';
  throw new GsnProblem(`${where}this is not YAML. ${error.message.split('\n')[0]!.replace(/ at line \d+.*$/u, '')}.`);
}

/** What a map holds, by names. @throws GsnProblem where two are the same */
function entriesOf(map: YAMLMap, lines: LineCounter): [name: string, value: unknown][] {
  const names = new Set<string>();
  return map.items.map(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : '';
    if (names.has(name)) {
      const at = isScalar(key) && key.range ? `Line ${lines.linePos(key.range[0]).line}: ` : '';
      throw new GsnProblem(`${at}two elements have the same name. Give each a name of its own.`);
    }
    names.add(name);
    return [name, value];
  });
}

/** A value as plain data. Aliases are not followed: a small file could stand for a huge one. */
function plainOf(node: unknown, lines: LineCounter, depth = 0): Carried {
  if (depth > 20) throw new GsnProblem('The file is nested deeper than an argument is.');
  if (node === null || node === undefined) return null;
  if (isAlias(node)) throw new GsnProblem('The file uses YAML aliases (*name). Write out what they stand for.');
  if (isScalar(node)) {
    const { value } = node;
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    // An infinite number, or one too large: as it is written.
    return `${value as number | bigint}`;
  }
  if (isSeq(node)) return node.items.map((one) => plainOf(one, lines, depth + 1));
  if (isMap(node))
    return Object.fromEntries(entriesOf(node, lines).map(([name, value]) => [name, plainOf(value, lines, depth + 1)]));
  throw new GsnProblem('The file holds something that is neither text, a list nor a map.');
}

function isRecord(value: Carried): value is { readonly [name: string]: Carried } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function elementOf(id: string, value: Carried): Element {
  const fields = value === null ? {} : value;
  if (!isRecord(fields)) throw new GsnProblem(`${id}: give it fields, such as "text:".`);
  const { text, supportedBy, inContextOf, challenges, undeveloped, defeated, defeatedRelation, nodeType, ...other } =
    fields;
  if (nodeType !== undefined && (typeof nodeType !== 'string' || !Object.hasOwn(TYPES, nodeType)))
    throw new GsnProblem(`${id}: nodeType is one of ${Object.keys(TYPES).join(', ')}.`);
  const named = typeof nodeType === 'string' ? TYPES[nodeType]! : undefined;
  return {
    id,
    sort: named ?? sortOf(id),
    text: textIn(id, text),
    supportedBy: listIn(id, 'supportedBy', supportedBy),
    inContextOf: listIn(id, 'inContextOf', inContextOf),
    challenges: listIn(id, 'challenges', challenges).map(challengeOf),
    undeveloped: flagIn(id, 'undeveloped', undeveloped),
    defeated: flagIn(id, 'defeated', defeated),
    defeatedRelation: listIn(id, 'defeatedRelation', defeatedRelation),
    ...(named && { named }),
    other,
  };
}

function textIn(id: string, value: Carried | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'object') throw new GsnProblem(`${id}: its text has to be text.`);
  return String(value);
}

function listIn(id: string, field: string, value: Carried | undefined): string[] {
  if (value === undefined || value === null) return [];
  const all = Array.isArray(value) ? (value as readonly Carried[]) : [value];
  return all.map((one) => {
    if (typeof one === 'object') throw new GsnProblem(`${id}: ${field} names one element, or a list of them.`);
    return String(one);
  });
}

function flagIn(id: string, field: string, value: Carried | undefined): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean') throw new GsnProblem(`${id}: ${field} is true or false.`);
  return value;
}

/** "G2", or "G2 -> CG1" for the relation between the two. */
function challengeOf(text: string): Challenge {
  const [from, to] = text.split('->').map((part) => part.trim());
  return to === undefined ? { element: text } : { from: from!, to };
}

function moduleOf(value: Carried): ModuleInfo {
  if (!isRecord(value)) throw new GsnProblem('module: give it fields, such as "name:".');
  const { name, uses, extends: extending, ...other } = value;
  return {
    name: name === undefined || name === null ? null : textIn('module', name),
    uses: listIn('module', 'uses', uses),
    extends: (extending === undefined || extending === null
      ? []
      : Array.isArray(extending)
        ? extending
        : [extending]
    ).map((one: Carried) => {
      if (!isRecord(one) || typeof one['module'] !== 'string' || !isRecord(one['develops'] ?? null))
        throw new GsnProblem('module: extends names a module, and what it develops: "develops: { G1: [G2] }".');
      const develops = one['develops'] as { readonly [name: string]: Carried };
      return {
        module: one['module'],
        develops: Object.fromEntries(
          Object.entries(develops).map(([id, by]) => [id, listIn('module', 'develops', by)]),
        ),
      };
    }),
    other,
  };
}
