import type { FactValue, GivenFacts } from '../../../rules/conditions.ts';
import { momentIn } from '../../../words/london-clock.ts';
import { plainWords } from '../../../words/plain.ts';
import { factOf, type Fact, type FactAnswer, type Pack } from './pack.ts';

/*
 * Facts as a program gives them: one flat object, or objects within objects whose names are joined by dots. Pure.
 */

/** What was read, or what is wrong with it: a sentence for each. */
export type ReadFacts = { readonly facts: GivenFacts } | { readonly problems: readonly string[] };

/** Reads facts, each held against what the pack says it can be. Nothing is guessed: one wrong value, and nothing is read. */
export function factsIn(pack: Pack, json: unknown): ReadFacts {
  if (!isObject(json))
    return { problems: ['The facts have to be one object of names and values: {"harm.death": false}.'] };
  const beside = isObject(json['facts']) ? Object.keys(json).filter((key) => key !== 'facts') : [];
  if (beside.length > 0)
    return { problems: [`Beside "facts" nothing else can stand: take ${quoted(beside[0]!)} out.`] };
  const named = flat(isObject(json['facts']) ? json['facts'] : json);
  const facts = new Map<string, FactValue | null>();
  const problems: string[] = [];
  for (const [name, value] of named) {
    const fact = factOf(pack, name);
    const read = fact
      ? readValue(fact, value)
      : { problem: `There is no fact ${quoted(name)}. ${hintFor(pack, name)}` };
    if ('problem' in read) problems.push(read.problem);
    else if (facts.has(name)) problems.push(`${quoted(name)} is given twice.`);
    else facts.set(name, read.value);
  }
  return problems.length > 0 ? { problems } : { facts: Object.fromEntries(facts) };
}

type Read = { readonly value: FactValue | null } | { readonly problem: string };

function readValue(fact: Fact, value: unknown): Read {
  if (value === null) return { value };
  if (fact.type === 'yes or no') return typeof value === 'boolean' ? { value } : takes(fact, 'true or false', value);
  if (fact.type === 'one') return readChoice(fact, value);
  if (fact.type === 'several') return readChoices(fact, value);
  if (fact.type === 'number') return readNumber(fact, value);
  const moment = typeof value === 'string' ? momentIn(value) : null;
  if (moment) return { value: value as string };
  return takes(fact, 'a date and time with its offset, such as "2026-04-02T16:30:00+01:00"', value);
}

function readChoice(fact: Fact, value: unknown): Read {
  const chosen = choiceOf(fact, value);
  return chosen === null ? takes(fact, `one of ${valuesOf(fact)}`, value) : { value: chosen };
}

function readChoices(fact: Fact, value: unknown): Read {
  if (!Array.isArray(value)) return takes(fact, `a list, such as ["${fact.answers[0]!.value}"]`, value);
  const items = value as readonly unknown[];
  const chosen = items.map((item) => choiceOf(fact, item));
  const wrong = chosen.indexOf(null);
  if (wrong !== -1) return takes(fact, `a list of some of ${valuesOf(fact)}`, items[wrong]);
  return { value: [...new Set(chosen as string[])] };
}

/** One of the answers: as it is kept, or as a number where it is a code. Codes can be given by what they are called, too. */
function choiceOf({ answers }: Fact, value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value);
  const coded = answers.filter(({ value: code }) => /^\d+$/u.test(code));
  const named = ({ text: words, also = '' }: FactAnswer) => same(words, text) || same(also, text);
  return (answers.find((one) => one.value === text) ?? coded.find(named))?.value ?? null;
}

function same(one: string, other: string): boolean {
  const [words, others] = [one, other].map((text) => plainWords(text).join(' '));
  return words !== '' && words === others;
}

function readNumber(fact: Fact, value: unknown): Read {
  const fits = typeof value === 'number' && value >= fact.least && value <= fact.most;
  return fits ? { value } : takes(fact, `a number from ${fact.least} to ${fact.most}`, value);
}

function takes({ name }: Fact, what: string, value: unknown): Read {
  return { problem: `${quoted(name)} takes ${what}; it cannot be ${shown(value)}.` };
}

function valuesOf({ answers }: Fact): string {
  return answers.map(({ value }) => value).join(', ');
}

const MOST_SHOWN = 60;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

function quoted(name: string): string {
  return shown(name);
}

/** Names that end alike: whoever forgot what stands before the dot finds it. */
function hintFor(pack: Pack, name: string): string {
  const last = (text: string) => text.split('.').at(-1);
  const alike = pack.facts.filter((fact) => last(fact.name) === last(name)).map((fact) => fact.name);
  return alike.length > 0 ? `Is ${alike.join(' or ')} meant?` : '"primum duties --list-facts" names them all.';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every value with its whole name. Deeper than anybody writes is a name that no fact has. */
function flat(json: Readonly<Record<string, unknown>>, before = '', depth = 0): [string, unknown][] {
  return Object.entries(json).flatMap(([key, value]): [string, unknown][] =>
    isObject(value) && depth < 8 ? flat(value, `${before}${key}.`, depth + 1) : [[`${before}${key}`, value]],
  );
}
