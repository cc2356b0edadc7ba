/*
 * Several people type into the notes of one room at once. What one of them sends is compared with what their page showed and
 * with what stands now: nothing that anybody typed is lost. Pure.
 */

export interface Merged {
  readonly text: string;
  /** Somebody else wrote there meanwhile, and both stand. */
  readonly both: boolean;
}

/**
 * Brings together what was shown, what stands now and what was typed.
 * @param between what stands between two texts that are both kept
 */
export function mergeText(shown: string, now: string, typed: string, between = '\n\n'): Merged {
  if (typed === shown) return { text: now, both: false };
  if (now === shown || now === '' || typed.includes(now)) return { text: typed, both: false };
  // Whoever took out what somebody else has changed since had not read it.
  if (typed === '' || now.includes(typed)) return { text: now, both: false };
  return { text: `${now}${between}${typed}`, both: true };
}

/** The same for a choice: what was chosen counts, where it was another one than was shown. */
export function mergeChoice<Choice extends string | null>(shown: Choice, now: Choice, typed: Choice): Choice {
  return typed === shown ? now : typed;
}
