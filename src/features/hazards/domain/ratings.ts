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
}

/** A rating that counts: which of the two, and its level. No level is "not known", and never a pass. */
export interface Counting {
  readonly phase: Phase | null;
  readonly level: RiskLevel | null;
}

/** Whether a rating waits for a person: a residual one that was taken in from a file and that nobody has confirmed. */
export function isProvisional(phase: Phase, rating: Pick<Rated, 'confirmed'> | null): boolean {
  return phase === 'residual' && rating !== null && !rating.confirmed;
}

/**
 * What counts now. A residual rating counts once a person has confirmed it; until then, and where there is none, the
 * initial one does. Where the one that counts has no level, nothing better is put in its place.
 */
export function whatCounts(initial: Rated | null, residual: Rated | null): Counting {
  if (residual && !isProvisional('residual', residual)) return { phase: 'residual', level: residual.level };
  return initial ? { phase: 'initial', level: initial.level } : { phase: null, level: null };
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
  return `${until} the ${counting.phase} rating counts: ${sayLevel(scheme, counting.level)}.`;
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
export function whyNotConfirmed(reference: string, residual: Rated | null): string | null {
  if (residual === null) return `${reference} has no residual rating to confirm.`;
  if (residual.confirmed) return `The residual rating of ${reference} is confirmed already.`;
  if (residual.level === null)
    return `The residual rating of ${reference} has no level in this log’s scheme, so that nobody can confirm it.`;
  return null;
}
