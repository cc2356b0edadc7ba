import { counted } from '../domain.ts';
import type { Difference } from './difference.ts';

/*
 * What is small enough to be read and signed among others in one sitting. Whoever signs ten things one below the other reads
 * each of them whole, or should not have been shown them together. Pure.
 */

/** Things that one sitting holds: more than somebody reads with care at once is no sitting. */
export const MOST_IN_A_SITTING = 8;
/** Parts, changes and characters of something small: about a page. */
const MOST_PARTS = 5;
const MOST_CHANGES = 30;
const MOST_CHARACTERS = 6_000;

/** How many parts something has to be read in, counted without reading them. */
export interface Extent {
  readonly count: number;
  /** "hazard" */
  readonly noun: string;
}

/** Why it is not small, by its parts alone, as a part of a sentence; null where it may be. */
export function tooManyParts({ count, noun }: Extent): string | null {
  return count > MOST_PARTS ? `there are ${counted(count, noun)} to read` : null;
}

/** The same by all that there is to read. */
export function tooMuchToRead({ material, editorial }: Difference): string | null {
  const changes = [...material, ...editorial].flatMap((part) => part.changes);
  if (changes.length > MOST_CHANGES) return `there are ${counted(changes.length, 'change')} to read`;
  const words = changes.flatMap(({ before, after }) => [...(before ?? []), ...(after ?? [])]);
  const characters = words.reduce((sum, { text }) => sum + text.length, 0);
  return characters > MOST_CHARACTERS ? 'what there is to read is long' : null;
}

/** Longer than this, a sentence counts what it does not name. Characters. */
const MOST_NAMED = 300;

/** What somebody is about to do who has decided on several things. @param whats "the hazard log of Willowbank Wound Care" */
export function sittingSentence(whats: readonly string[]): string {
  if (whats.length === 1) return `You are about to approve ${whats[0]}, and sign it.`;
  let named = 0;
  let length = 0;
  while (named < whats.length && (length += whats[named]!.length) <= MOST_NAMED) named++;
  const more = whats.length - named;
  const list = [...whats.slice(0, named), ...(more > 0 ? [`${more} more of the page before`] : [])];
  return `You are about to approve ${whats.length} things, and sign each by itself: ${list.slice(0, -1).join(', ')} and ${list.at(-1)}.`;
}

/** The words of an address by the names that a pattern gives them; null where it is no such address. */
export function wordsIn(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const [names, words] = [pattern.split('/'), path.split('/')];
  if (names.length !== words.length) return null;
  const found: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const word = words[index]!;
    if (name.startsWith(':')) found[name.slice(1)] = decodeURIComponent(word);
    else if (name !== word) return null;
  }
  return found;
}
