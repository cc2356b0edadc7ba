import { bandOf, levelRank, type RiskLevel, type RiskScheme } from '../../schemes/domain.ts';
import type { HazardStatus, Phase } from '../domain.ts';

/*
 * What counts of two ratings, and how it is said. Pure.
 */

/** A rating as it is kept. */
export interface Rated {
  /** In the scheme's terms; null where severity or likelihood is missing, or the scheme does not have their words. */
  readonly level: RiskLevel | null;
  /** Whether a person has judged it here. An initial rating needs no confirming. */
  readonly confirmed: boolean;
  /** Of a residual rating: whether every control that it relies on holds now. Of any other: true. */
  readonly holds: boolean;
}

/** A rating that counts: which of them, and its level. No level is "not known", and never a pass. */
export interface Counting {
  readonly phase: Phase | null;
  readonly level: RiskLevel | null;
  /** It is an earlier residual rating: the one that stands does not count. */
  readonly earlier: boolean;
}

/**
 * Whether a rating waits: a residual one that nobody has confirmed, or that relies on a control which does not hold. One
 * that waits does not count.
 */
export function isProvisional(phase: Phase, rating: Pick<Rated, 'confirmed' | 'holds'> | null): boolean {
  return phase === 'residual' && rating !== null && !(rating.confirmed && rating.holds);
}

/**
 * What counts now. The residual rating counts once a person has confirmed it, and while the controls that it relies on hold.
 * Else the last earlier one does whose controls all hold, unless somebody has judged since that it is worse: a control that
 * fails does not undo that. Else the initial one does, by the same rule; and where it too is lower, what was judged worse.
 * Where the one that counts has no level, nothing better is put in its place.
 * @param earlier residual ratings that a person gave before, the latest first
 */
export function whatCounts(
  scheme: RiskScheme | null,
  initial: Rated | null,
  residual: Rated | null,
  earlier: readonly Rated[] = [],
): Counting {
  if (residual && !isProvisional('residual', residual))
    return { phase: 'residual', level: residual.level, earlier: false };
  let worst = residual?.confirmed ? residual : null;
  for (const rating of earlier) {
    if (rating.holds && !isLower(scheme, rating, worst))
      return { phase: 'residual', level: rating.level, earlier: true };
    if (worst === null || isLower(scheme, worst, rating)) worst = rating;
  }
  if (worst !== null && initial !== null && isLower(scheme, initial, worst))
    return { phase: 'residual', level: worst.level, earlier: worst !== residual };
  return { phase: initial ? 'initial' : null, level: initial?.level ?? null, earlier: false };
}

/** Whether a rating is lower than another. One without a level is never lower: it may be worse. */
function isLower(scheme: RiskScheme | null, rating: Rated, than: Rated | null): boolean {
  return than !== null && compareLevels(scheme, rating.level, than.level) < 0;
}

/** A level as it is kept, in the scheme's own terms: a number where it is one. */
export function levelOf(text: string | null): RiskLevel | null {
  if (text === null) return null;
  return /^\d+(?:\.\d+)?$/u.test(text) ? Number(text) : text;
}

/** What a level is called: "Mandatory to reduce"; null where the scheme has no other name for it. */
export function levelName(scheme: RiskScheme | null, level: RiskLevel): string | null {
  const name = scheme ? (bandOf(scheme, level)?.name ?? null) : null;
  return name === String(level) ? null : name;
}

/** "4, Mandatory to reduce". */
export function sayLevel(scheme: RiskScheme | null, level: RiskLevel | null): string {
  if (level === null) return 'not known';
  const name = levelName(scheme, level);
  return name === null ? String(level) : `${level}, ${name}`;
}

/** Puts levels in order, the least first. One that is not known, or not in the scheme, comes after the worst: it may be worse. */
export function compareLevels(scheme: RiskScheme | null, a: RiskLevel | null, b: RiskLevel | null): number {
  return rankOf(scheme, a) - rankOf(scheme, b);
}

function rankOf(scheme: RiskScheme | null, level: RiskLevel | null): number {
  if (level === null || scheme === null) return UNKNOWN;
  return levelRank(scheme, level) ?? UNKNOWN;
}

const UNKNOWN = Number.MAX_SAFE_INTEGER;

/** Three parts that are the same, word for word, wherever the fact is told. */
export interface Sentence {
  readonly so: string;
  readonly because: string;
  readonly clears: string;
}

/** Why the residual rating of a hazard does not count yet, and what would make it count; null where it counts or is not there. */
export function provisionalSentence(
  reference: string,
  residual: (Rated & { readonly giver: string }) | null,
): Sentence | null {
  if (!residual || !isProvisional('residual', residual)) return null;
  const so = `The residual rating of ${reference} is provisional`;
  if (residual.confirmed)
    return {
      so,
      because: 'because it relies on a control that does not hold, or of which nothing shows yet that it does.',
      clears: 'Evidence that they were put in place and work, or a new rating that does not rely on them, clears it.',
    };
  const because = `because it is ${residual.giver} and nobody has confirmed it.`;
  return residual.level === null
    ? {
        so,
        because: `because it is ${residual.giver}, and the scheme of this log makes no level of it.`,
        clears: 'A log that states severity and likelihood in the words of its scheme, taken in again, clears it.',
      }
    : { so, because, clears: 'A clinical safety officer or deputy who confirms it clears it.' };
}

/** What counts, in words that follow the sentence above: "Until then the initial rating counts: 4, Mandatory to reduce." */
export function countsSentence(scheme: RiskScheme | null, counting: Counting, provisional: boolean): string {
  const until = provisional ? 'Until then' : 'Now';
  if (counting.phase === null) return `${until} no rating counts: the risk is not known.`;
  return `${until} the ${counting.earlier ? `earlier ${counting.phase}` : counting.phase} rating counts: ${sayLevel(scheme, counting.level)}.`;
}

/** Why a hazard cannot be closed as it stands; null where it can. */
export function whyNotClosed(reference: string, status: HazardStatus, receiver: string | null): string | null {
  if (status === 'closed') return `${reference} is closed already. Nothing was changed.`;
  if (status === 'transferred')
    return `${reference} was transferred${receiver ? ` to ${receiver}` : ''}. To close it here, open it again first.`;
  return null;
}

/** Why a hazard cannot be opened again; null where it can. */
export function whyNotReopened(reference: string, status: HazardStatus): string | null {
  return status === 'open' ? `${reference} is open already. Nothing was changed.` : null;
}

/** Why a residual rating cannot be confirmed; null where it can. */
export function whyNotConfirmed(reference: string, residual: Pick<Rated, 'level' | 'confirmed'> | null): string | null {
  if (residual === null) return `${reference} has no residual rating to confirm.`;
  if (residual.confirmed) return `The residual rating of ${reference} is confirmed already.`;
  if (residual.level === null)
    return `The residual rating of ${reference} has no level in this log’s scheme, so that nobody can confirm it.`;
  return null;
}

/** Why a residual rating cannot be lower than the initial one; null where it is not, or where it names what lowers it. */
export function whyNotUnsupported(
  reference: string,
  scheme: RiskScheme | null,
  initial: RiskLevel | null,
  residual: RiskLevel | null,
  controls: number,
): string | null {
  if (controls > 0 || compareLevels(scheme, residual, initial) >= 0) return null;
  return `The residual rating of ${reference} is lower than the initial one, and it relies on no control that lowers it.`;
}
