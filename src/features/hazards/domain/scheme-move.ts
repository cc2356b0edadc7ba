import { bandOf, foldWord, hasHarmClasses, lookUp, type RiskLevel, type RiskScheme } from '../../schemes/domain.ts';
import type { Phase } from '../domain.ts';
import { keptPlace, reliesOnControls } from './rating.ts';
import { severityOf, type HarmKind } from './severity.ts';

/*
 * What becomes of ratings when a log is rated by another scheme: the same words, looked up anew. What a person judged of what
 * remains stands only where it reads the same; else somebody looks at it again. Pure.
 */

export interface RatingToMove {
  readonly phase: Phase;
  readonly severity: string | null;
  readonly likelihood: string | null;
  readonly level: RiskLevel | null;
  readonly confirmed: boolean;
  readonly harm: HarmKind | null;
}

/** A rating in the new scheme. */
export interface RatingMoved {
  readonly severity: string | null;
  readonly likelihood: string | null;
  readonly level: RiskLevel | null;
  /** Whether it reads otherwise: another level, or one that means something else. */
  readonly moves: boolean;
  /** Words that the new scheme does not have: it makes no level of them. */
  readonly unknown: readonly string[];
  /** A person's rating of what remains that moves: it waits for a person again. */
  readonly asksAgain: boolean;
}

export function moveRating(from: RiskScheme | null, to: RiskScheme, rating: RatingToMove): RatingMoved {
  const word = rating.harm && hasHarmClasses(to) ? severityOf(rating.harm) : rating.severity;
  const severity = keptPlace(to.severity, word);
  const likelihood = keptPlace(to.likelihood, rating.likelihood);
  const level = lookUp(to, likelihood, severity);
  const moves = !readsTheSame(from, rating.level, to, level);
  return {
    severity: severity === null ? rating.severity : to.severity[severity]!,
    likelihood: likelihood === null ? rating.likelihood : to.likelihood[likelihood]!,
    level,
    moves,
    unknown: [
      ...(severity === null && word !== null ? [word] : []),
      ...(likelihood === null && rating.likelihood !== null ? [rating.likelihood] : []),
    ],
    asksAgain: moves && rating.confirmed && reliesOnControls(rating.phase),
  };
}

/** Whether two levels of two schemes say the same: the same level, of the same name, that asks for the same. */
function readsTheSame(from: RiskScheme | null, before: RiskLevel | null, to: RiskScheme, after: RiskLevel | null) {
  if (before === null || after === null) return before === after;
  if (from === null || foldWord(String(before)) !== foldWord(String(after))) return false;
  const [was, is] = [bandOf(from, before), bandOf(to, after)];
  return was?.acceptance === is?.acceptance && foldWord(was?.name ?? '') === foldWord(is?.name ?? '');
}
