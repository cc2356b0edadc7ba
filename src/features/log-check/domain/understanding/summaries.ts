import type { NotTaken } from '../../domain.ts';
import type { DraftHazard, DraftRating } from './drafts.ts';
import { agrees, sameName } from './hazards.ts';

export interface FoldedDrafts {
  readonly drafts: DraftHazard[];
  readonly notTaken: NotTaken[];
}

/**
 * Many logs have a list of hazards in front and a page for each behind. A line of such a list is no second hazard: it is
 * folded into the hazard of its number, and its ratings are compared with that hazard's own.
 */
export function foldSummaries(drafts: readonly DraftHazard[]): FoldedDrafts {
  for (const draft of drafts) draft.ref = draft.ref === null ? null : cleanRef(draft.ref);
  const full = new Map<string, DraftHazard>();
  for (const draft of drafts)
    if (draft.ref !== null && !isSummary(draft) && !full.has(draft.ref)) full.set(draft.ref, draft);
  const notTaken: NotTaken[] = [];
  const kept = drafts.filter((draft) => {
    const whole = draft.ref !== null && isSummary(draft) ? full.get(draft.ref) : undefined;
    if (!whole || !sameName(whole.name, draft.name)) return true;
    for (const rating of draft.ratings) addRating(whole, rating);
    return false;
  });
  return { drafts: kept, notTaken };
}

function isSummary(draft: DraftHazard): boolean {
  const rated = draft.ratings.some((rating) => rating.severity || rating.likelihood);
  return (
    !rated &&
    draft.causes.length === 0 &&
    draft.controls.length === 0 &&
    draft.effects.length === 0 &&
    draft.harms.length === 0
  );
}

function addRating(draft: DraftHazard, rating: DraftRating): void {
  const same = draft.ratings.some((one) => one.phase === rating.phase && agrees(one, rating));
  if (!same) draft.ratings.push(rating);
}

/** A number as a person would say it: without the link that a site puts around it. */
export function cleanRef(ref: string): string {
  const link = /\{\{\s*\w+\s*:\s*([^{}]+?)\s*\}\}/u.exec(ref);
  return (link?.[1] ?? ref).replace(/\s+/gu, ' ').trim();
}
