import type { Condition, FactValue } from '../../../rules/conditions.ts';
import { listed } from '../../../words/counting.ts';
import { factOf, sayValue, type Pack } from './pack.ts';

/*
 * A condition as a person reads it: questions and the answers that count. Pure.
 */

/** A line, and what stands below it. */
export interface SaidCondition {
  readonly says: string;
  readonly parts: readonly SaidCondition[];
}

/** "All of these are so", with each question and the answer that counts. */
export function sayCondition(pack: Pack, condition: Condition): SaidCondition {
  if ('all' in condition) return several(pack, 'All of these are so', condition.all);
  if ('any' in condition) return several(pack, 'At least one of these is so', condition.any);
  if ('not' in condition) return { says: 'This is not so', parts: [sayCondition(pack, condition.not)] };
  const question = factOf(pack, condition.fact)?.question ?? condition.fact;
  return { says: `${question} ${answerWords(pack, condition)}`, parts: [] };
}

function several(pack: Pack, says: string, parts: readonly Condition[]): SaidCondition {
  if (parts.length === 1) return sayCondition(pack, parts[0]!);
  return { says, parts: parts.map((part) => sayCondition(pack, part)) };
}

type Single = Extract<Condition, { readonly fact: string }>;

const LIMIT_WORDS = { gte: 'at least', gt: 'more than', lte: 'at most', lt: 'less than' } as const;

function answerWords(pack: Pack, condition: Single): string {
  const fact = factOf(pack, condition.fact);
  const said = (value: FactValue) => (fact ? sayValue(fact, value) : String(value));
  const each = (value: FactValue) =>
    listed(
      (Array.isArray(value) ? (value as readonly string[]) : [value]).map((one) => said(one)),
      'or',
    );
  if (!('op' in condition)) return '';
  if (!('value' in condition))
    return condition.op === 'known' ? 'There is one.' : `Answer: ${said(condition.op === 'true')}.`;
  if (condition.op === 'ne' || condition.op === 'nin') return `Anything but ${each(condition.value)}.`;
  if (condition.op === 'eq' || condition.op === 'in') return `Answer: ${each(condition.value)}.`;
  return `Answer: ${LIMIT_WORDS[condition.op]} ${said(condition.value)}.`;
}
