import { foldWord } from '../../../schemes/domain.ts';
import type { DraftHazard, DraftRating } from './drafts.ts';
import { sameName } from './group-rows.ts';
import { agrees } from './hazards.ts';

/**
 * Many logs have a list of hazards in front and a page for each behind, or their controls on a sheet of their own. Such a
 * line is no second hazard: it is folded into the hazard of its number, and its ratings are compared with that hazard's own.
 */
export function foldSummaries(drafts: readonly DraftHazard[]): DraftHazard[] {
  for (const draft of drafts) draft.ref = draft.ref === null ? null : cleanRef(draft.ref);
  const wholes = new Map<string, DraftHazard[]>();
  for (const draft of drafts) {
    if (isSummary(draft)) continue;
    for (const key of new Set([keyOf(draft), `name ${foldWord(draft.name)}`])) {
      const list = wholes.get(key);
      if (list) list.push(draft);
      else wholes.set(key, [draft]);
    }
  }
  // The hazards of one table share what the table has; joining changes that, so it is kept here.
  const tables = new Map(drafts.map((draft) => [draft, draft.has] as const));
  const order = new Map(drafts.map((draft, index) => [draft, index] as const));
  const fuller = (a: DraftHazard, b: DraftHazard) => rank(b) - rank(a) || order.get(a)! - order.get(b)!;
  const lists = listsOf(drafts, wholes);
  const folded = new Set<DraftHazard>();
  return drafts.filter((draft) => {
    const whole = wholes
      .get(keyOf(draft))
      ?.find(
        (one) =>
          tables.get(one) !== tables.get(draft) &&
          !folded.has(one) &&
          (isSummary(draft) || fuller(one, draft) < 0) &&
          isPartOf(draft, one, lists),
      );
    if (!whole) return true;
    folded.add(draft);
    join(whole, draft);
    return false;
  });
}

/** A hazard is known by its number, or by its name where it has none. */
function keyOf(draft: DraftHazard): string {
  return draft.ref === null ? `name ${foldWord(draft.name)}` : `ref ${foldWord(draft.ref)}`;
}

/** Whether a draft of another table says more of a hazard that stands in full elsewhere. */
function isPartOf(draft: DraftHazard, whole: DraftHazard, lists: ReadonlySet<DraftHazard['has']>): boolean {
  if (isSummary(draft)) return lists.has(draft.has) || sameName(whole.name, draft.name);
  if (draft.ref === null || !sameName(whole.name, draft.name) || !isRated(whole)) return false;
  // Two files that both rate a hazard may be two versions of one log.
  return !isRated(draft) || draft.place.file === whole.place.file;
}

/** Tables that are lists of what stands elsewhere: most of their numbers are there. Their names may be short forms. */
function listsOf(
  drafts: readonly DraftHazard[],
  wholes: ReadonlyMap<string, readonly DraftHazard[]>,
): ReadonlySet<DraftHazard['has']> {
  const tables = Map.groupBy(drafts, (draft) => draft.has);
  const isKnown = (draft: DraftHazard) =>
    draft.ref !== null &&
    isSummary(draft) &&
    (wholes.get(`ref ${foldWord(draft.ref)}`) ?? []).some(
      (one) => one.has !== draft.has && one.place.file === draft.place.file,
    );
  return new Set(
    [...tables].filter(([, table]) => table.filter(isKnown).length >= 0.7 * table.length).map(([has]) => has),
  );
}

function isRated(draft: DraftHazard): boolean {
  return draft.ratings.some((rating) => rating.severity ?? rating.likelihood);
}

function isSummary(draft: DraftHazard): boolean {
  return !isRated(draft) && rank(draft) === 0;
}

/** How much a draft says beside its ratings. */
function rank(draft: DraftHazard): number {
  return draft.causes.length + draft.controls.length + draft.effects.length + draft.harms.length;
}

function join(whole: DraftHazard, part: DraftHazard): void {
  for (const rating of part.ratings) addRating(whole, rating);
  const texts = (entries: readonly { readonly text: string }[]) =>
    new Set(entries.map((entry) => foldWord(entry.text)));
  const [causes, controls] = [texts(whole.causes), texts(whole.controls)];
  whole.causes.push(...part.causes.filter((cause) => !causes.has(foldWord(cause.text))));
  whole.controls.push(...part.controls.filter((control) => !controls.has(foldWord(control.text))));
  whole.has = new Set([...whole.has, ...part.has]);
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
