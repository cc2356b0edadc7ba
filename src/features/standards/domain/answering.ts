import type { FactValue, KnownFacts } from '../../../rules/conditions.ts';
import { NOT_DECIDED, type FactQuestion } from './catalogue.ts';

/*
 * Answers about a service: what can be said, and what of it settles anything. Pure.
 */

/** What is wrong with an answer, and what to do; null where nothing is. Null takes back what was said. */
export function whyNotAnswer({ question, sort, answers }: FactQuestion, value: FactValue | null): string | null {
  if (value === null) return null;
  const values = answers.map((one) => one.value);
  if (sort === 'yes or no')
    return typeof value === 'boolean'
      ? null
      : `Answer “${question}” with true or false, or null where it is not known.`;
  if (sort === 'one')
    return typeof value === 'string' && values.includes(value)
      ? null
      : `Answer “${question}” with one of: ${values.join(', ')}; or null where it is not known.`;
  const isList = Array.isArray(value) && (value as readonly string[]).every((one) => values.includes(one));
  return isList
    ? null
    : `Answer “${question}” with a list of: ${values.join(', ')}; with an empty list for none of them, or null where it is not known.`;
}

/** An answer as it is kept: a list in the order of the question, each once. */
export function keptAnswer({ answers }: FactQuestion, value: FactValue | null): FactValue | null {
  if (!Array.isArray(value)) return value;
  return answers.map((one) => one.value).filter((one) => (value as readonly string[]).includes(one));
}

export function isSameAnswer(one: FactValue | null, other: FactValue | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * Of what was answered, what settles something: not what nobody decided yet, and not what the question no longer has among its
 * answers. Whatever else was said of it, it is not known.
 */
export function settledAnswers(
  questions: readonly FactQuestion[],
  said: Readonly<Record<string, FactValue | null>>,
): KnownFacts {
  return Object.fromEntries(
    questions.flatMap((question) => {
      const value = said[question.id] ?? null;
      const settles = value !== null && value !== NOT_DECIDED && whyNotAnswer(question, value) === null;
      return settles ? [[question.id, value]] : [];
    }),
  );
}
