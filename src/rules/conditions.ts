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

/** A condition over facts, as it stands in a data file. */
export type Condition =
  | { readonly fact: string; readonly is: FactValue }
  | { readonly fact: string; readonly in: readonly FactValue[] }
  /** The fact is a list, and holds any of these. */
  | { readonly fact: string; readonly has_any: readonly string[] }
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
export function ask(condition: Condition, facts: KnownFacts): Answer {
  if ('all' in condition) return together(condition.all, facts, 'no');
  if ('any' in condition) return together(condition.any, facts, 'yes');
  if ('not' in condition) {
    const answer = ask(condition.not, facts);
    return { ...answer, truth: OPPOSITE[answer.truth] };
  }
  const { fact } = condition;
  const value = facts[fact];
  if (value === undefined) return { truth: 'unknown', because: [], missing: [fact] };
  return { truth: holds(condition, value) ? 'yes' : 'no', because: [fact], missing: [] };
}

const OPPOSITE: Readonly<Record<Truth, Truth>> = { yes: 'no', no: 'yes', unknown: 'unknown' };

/** @param settles the answer of one part that settles the whole: a no among "all", a yes among "any" */
function together(parts: readonly Condition[], facts: KnownFacts, settles: 'yes' | 'no'): Answer {
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
  if ('is' in condition) return same(condition.is, value);
  if ('in' in condition) return condition.in.some((one) => same(one, value));
  const held = Array.isArray(value) ? (value as readonly string[]) : [String(value)];
  return condition.has_any.some((one) => held.includes(one));
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
