import { foldWord, USUAL_WORDS } from '../../../schemes/domain.ts';
import { isNothing } from './lists.ts';

const SEVERITY_WORDS = new Set(USUAL_WORDS.severity);
const LIKELIHOOD_WORDS = new Set(USUAL_WORDS.likelihood);

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

/** Whether a cell is a rating and can hardly be anything else: a word of some scheme, its letter, or a small number. */
export function isLevel(text: string): boolean {
  return /^\s*(?:[1-9]|1\d|2[0-5])(?:\.0+)?\s*$/u.test(text) || isLevelWord(text);
}

/** Whether a cell is a word that some scheme has for a severity or likelihood, or the letter of one. */
export function isLevelWord(text: string): boolean {
  return isAxisWord('severity', text) || isAxisWord('likelihood', text) || /^\s*(?:v?[lh]|m)\s*$/iu.test(text);
}

/** The share of texts (0 to 1) that may be ratings. 1 where there are none to look at. */
export function shareOfLevels(texts: readonly string[]): number {
  return texts.length === 0 ? 1 : texts.filter(looksLikeLevel).length / texts.length;
}
