import { foldWord, sameLevel, type RiskScheme } from '../../schemes/domain.ts';
import type { Rating } from '../domain.ts';

/** Whether a stated risk can be held against the scheme: it is one of its levels, and the scheme gives a level too. */
export function isComparable(rating: Rating, scheme: RiskScheme | null): boolean {
  const { stated, computed } = rating;
  if (!scheme || stated === null || computed === null) return false;
  return typeof stated === 'number' || scheme.levels.some((level) => sameLevel(level.level, stated));
}

/**
 * Whether a stated risk is not what the scheme gives for the severity and likelihood beside it (DCB0129 4.4.1, 6.1.4).
 * The one answer for rule, page, headline and workbook.
 */
export function contradictsScheme(rating: Rating, scheme: RiskScheme | null): boolean {
  if (!scheme || rating.stated === null || rating.computed === null || !isComparable(rating, scheme)) return false;
  return !sameLevel(rating.stated, rating.computed) && !saysOnlyAcceptable(rating, scheme);
}

/** "Acceptable" alone may mean either of the levels that have the word in them: that is no contradiction. */
function saysOnlyAcceptable(rating: Rating, scheme: RiskScheme): boolean {
  const word = foldWord(rating.from.risk?.text ?? '');
  if (/\d/u.test(word) || rating.computed === null) return false;
  const names = scheme.levels.filter((level) => foldWord(level.name).startsWith(word) && word !== '');
  return names.length > 1 && names.some((level) => sameLevel(level.level, rating.computed!));
}
