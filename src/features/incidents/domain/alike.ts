/*
 * Which incidents somebody may have reported before, or belong together. It is suggested and never done: reports stay apart, and
 * so do their clocks. Pure.
 */

/** What is compared of an incident. */
export interface Comparable {
  readonly id: string;
  /** The id of its service. */
  readonly service: string;
  readonly words: string;
  readonly reportedAt: Date;
  readonly release: string | null;
  /** The references of the hazards that it points at. */
  readonly hazards: readonly string[];
}

/** How much two texts have to have in common to be suggested by their words alone. */
export const ALIKE = 0.6;
/** Hours within which the same release or hazard is suggested. */
export const NEAR_HOURS = 72;

export interface Candidate {
  readonly id: string;
  /** What they have in common, in words; one at least. */
  readonly because: readonly string[];
  readonly likeness: number;
}

/** The groups of three letters in a text, as they are counted: words in small letters, with their beginnings and ends. */
export function trigrams(text: string): ReadonlySet<string> {
  const words = text
    .toLowerCase()
    .normalize('NFKC')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const found = new Set<string>();
  for (const word of words) {
    const padded = `  ${word} `;
    for (let place = 0; place + 3 <= padded.length; place += 1) found.add(padded.slice(place, place + 3));
  }
  return found;
}

/** How much two texts have in common, from 0 to 1: groups of three letters in both, of those in either. */
export function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  const both = [...one].filter((group) => other.has(group)).length;
  return both / (one.size + other.size - both);
}

/** Those of a service that may be the same as this one, or belong to it, the likest first. @param others of any service */
export function candidatesFor(one: Comparable, others: readonly Comparable[], most: number): readonly Candidate[] {
  const mine = trigrams(one.words);
  return others
    .filter(({ id, service }) => id !== one.id && service === one.service)
    .map((other): Candidate => {
      const score = likeness(mine, trigrams(other.words));
      const near = Math.abs(one.reportedAt.getTime() - other.reportedAt.getTime()) <= NEAR_HOURS * 3_600_000;
      const hazards = one.hazards.filter((hazard) => other.hazards.includes(hazard));
      return {
        id: other.id,
        likeness: score,
        because: [
          ...(score >= ALIKE ? ['they are told in much the same words'] : []),
          ...(near && one.release !== null && one.release === other.release
            ? [`both happened on release ${one.release}, and were reported within ${NEAR_HOURS} hours`]
            : []),
          ...(near && hazards.length > 0
            ? [`both point at ${hazards.join(' and ')}, and were reported within ${NEAR_HOURS} hours`]
            : []),
        ],
      };
    })
    .filter(({ because }) => because.length > 0)
    .toSorted((a, b) => b.likeness - a.likeness || (a.id < b.id ? 1 : -1))
    .slice(0, most);
}
