/*
 * Rules as data, over facts of which some are not known. Three-valued: an answer is given only where no open fact could
 * overturn it. Pure, and knows no feature. (Kleene's strong logic of indeterminacy: S. C. Kleene, Introduction to
 * Metamathematics, 1952, § 64.)
 */

/** What an answer can be: yes, no, or that it turns on a fact that nobody has given. */
export type Truth = 'yes' | 'no' | 'unknown';

/** The value of a fact, as people give it; a list where several can be so at once. */
export type FactValue = string | number | boolean | readonly string[];

/** What is known. A fact that nobody gave is not there. */
export type KnownFacts = Readonly<Record<string, FactValue>>;

/**
 * What was given, where that can be "there is none": null. It is an answer like any other, so that what it settles stays
 * settled: it is not known to be there, and compares with nothing.
 */
export type GivenFacts = Readonly<Record<string, FactValue | null>>;

/** How a fact can be held against a value; of a list, `in` asks whether any of its items is among the values. */
export const COMPARISONS = ['eq', 'ne', 'in', 'nin', 'gte', 'gt', 'lte', 'lt'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** What a fact can be asked by itself. `known`: there is one, whatever it is. */
export const PLAIN_OPS = ['true', 'false', 'known'] as const;
export type PlainOp = (typeof PLAIN_OPS)[number];

/** A condition over facts, as it stands in a data file. */
export type Condition =
  | { readonly fact: string; readonly is: FactValue }
  | { readonly fact: string; readonly in: readonly FactValue[] }
  /** The fact is a list, and holds any of these. */
  | { readonly fact: string; readonly has_any: readonly string[] }
  | { readonly fact: string; readonly op: Comparison; readonly value: FactValue }
  | { readonly fact: string; readonly op: PlainOp }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** What a condition comes to, and what it turns on. */
export interface Answer {
  readonly truth: Truth;
  /** The facts that were known and made it so, in the order in which the condition names them, each once. */
  readonly because: readonly string[];
  /** The facts that are not known and could settle it, in their order; none where it is settled. */
  readonly missing: readonly string[];
}

/** Asks a condition of what is known. A "no" is never given while an open fact could overturn it, and neither is a "yes". */
export function ask(condition: Condition, facts: GivenFacts): Answer {
  if ('all' in condition) return together(condition.all, facts, 'no');
  if ('any' in condition) return together(condition.any, facts, 'yes');
  if ('not' in condition) {
    const answer = ask(condition.not, facts);
    return { ...answer, truth: OPPOSITE[answer.truth] };
  }
  const { fact } = condition;
  const value = Object.hasOwn(facts, fact) ? facts[fact] : undefined;
  if (value === undefined) return { truth: 'unknown', because: [], missing: [fact] };
  return { truth: value !== null && holds(condition, value) ? 'yes' : 'no', because: [fact], missing: [] };
}

const OPPOSITE: Readonly<Record<Truth, Truth>> = { yes: 'no', no: 'yes', unknown: 'unknown' };

/** @param settles the answer of one part that settles the whole: a no among "all", a yes among "any" */
function together(parts: readonly Condition[], facts: GivenFacts, settles: 'yes' | 'no'): Answer {
  const answers = parts.map((part) => ask(part, facts));
  const settling = answers.filter(({ truth }) => truth === settles);
  if (settling.length > 0)
    return { truth: settles, because: each(settling.map(({ because }) => because)), missing: [] };
  const open = answers.filter(({ truth }) => truth === 'unknown');
  return {
    truth: open.length > 0 ? 'unknown' : OPPOSITE[settles],
    because: each(answers.map(({ because }) => because)),
    missing: each(open.map(({ missing }) => missing)),
  };
}

type Single = Extract<Condition, { readonly fact: string }>;

function holds(condition: Single, value: FactValue): boolean {
  if ('value' in condition) return compares(condition.op, value, condition.value);
  if ('op' in condition) return condition.op === 'known' || value === (condition.op === 'true');
  if ('is' in condition) return same(condition.is, value);
  if ('in' in condition) return condition.in.some((one) => same(one, value));
  const held = Array.isArray(value) ? (value as readonly string[]) : [String(value)];
  return condition.has_any.some((one) => held.includes(one));
}

function compares(op: Comparison, value: FactValue, other: FactValue): boolean {
  if (op === 'eq') return same(value, other);
  if (op === 'ne') return !same(value, other);
  if (op === 'in') return anyInCommon(value, other);
  if (op === 'nin') return !anyInCommon(value, other);
  // Words have no order: a rule that asks for one is wrong, and a fact that is no number reaches no limit.
  if (typeof value !== 'number' || typeof other !== 'number') return false;
  if (op === 'gte') return value >= other;
  if (op === 'gt') return value > other;
  return op === 'lte' ? value <= other : value < other;
}

function anyInCommon(one: FactValue, other: FactValue): boolean {
  const [items, others] = [one, other].map((side): readonly unknown[] => (Array.isArray(side) ? side : [side]));
  return items!.some((item) => others!.includes(item));
}

function same(one: FactValue, other: FactValue): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((item) => other.includes(item));
}

function each(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())];
}

/** Every fact that a condition names, each once. */
export function factsOf(condition: Condition): string[] {
  if ('all' in condition) return each(condition.all.map(factsOf));
  if ('any' in condition) return each(condition.any.map(factsOf));
  if ('not' in condition) return factsOf(condition.not);
  return [condition.fact];
}
