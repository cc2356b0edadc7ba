import { foldWord } from '../../../schemes/domain.ts';
import { isNothing } from './lists.ts';

/** Words that logs use for how bad something is, and for how often, whatever their scheme. Only to tell columns apart. */
const SEVERITY_WORDS = new Set([
  'negligible',
  'insignificant',
  'minor',
  'significant',
  'considerable',
  'moderate',
  'serious',
  'major',
  'severe',
  'critical',
  'catastrophic',
  'extreme',
  'fatal',
  'low',
  'medium',
  'high',
  'very low',
  'very high',
  'none',
  'marginal',
]);
const LIKELIHOOD_WORDS = new Set([
  'very low',
  'low',
  'medium',
  'med',
  'high',
  'very high',
  'rare',
  'remote',
  'unlikely',
  'improbable',
  'incredible',
  'possible',
  'occasional',
  'likely',
  'probable',
  'almost certain',
  'certain',
  'frequent',
  'moderate',
  'very unlikely',
  'very likely',
  'highly likely',
  'highly unlikely',
  'never',
  'seldom',
  'extremely unlikely',
]);

export type Axis = 'severity' | 'likelihood';

/** Whether a word is one that some scheme has on this axis. */
export function isAxisWord(axis: Axis, text: string): boolean {
  return (axis === 'severity' ? SEVERITY_WORDS : LIKELIHOOD_WORDS).has(bareWord(text));
}

/** A level's word without the number before or after it: "3 - Medium: Possible" is "medium". */
export function bareWord(text: string): string {
  const head = text.split(/[:;(\n]/u).find((part) => /\p{L}/u.test(part)) ?? text;
  return foldWord(head).replace(/^\d+ | \d+$/gu, '');
}

/** Whether a cell may hold a rating at all: a short level word, a small number, or a word for "not yet". */
export function looksLikeLevel(text: string): boolean {
  const trimmed = text.trim();
  if (isNothing(trimmed) || /^\d{1,2}(?:\.0+)?$/u.test(trimmed)) return true;
  if (/^\d{1,2}\s*[x\u00d7*]\s*\d{1,2}/u.test(trimmed)) return true;
  const word = bareWord(trimmed);
  if (SEVERITY_WORDS.has(word) || LIKELIHOOD_WORDS.has(word)) return true;
  return /^\s*(?:\d{1,2}\s*[-:.(]|level\s*\d)/iu.test(trimmed) || word.split(' ').length <= 3;
}

/** The share of texts (0 to 1) that may be ratings. 1 where there are none to look at. */
export function shareOfLevels(texts: readonly string[]): number {
  return texts.length === 0 ? 1 : texts.filter(looksLikeLevel).length / texts.length;
}
