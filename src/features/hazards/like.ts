import type { ReadTx } from '../../platform/database/database.ts';
import { hazardReference, type HazardStatus } from './domain.ts';
import { likeness, tokens } from './import/similar.ts';
import { wordsOfHazards } from './like-store.ts';

/** A hazard that somebody may mean. */
export interface LikeHazard {
  /** "HAZ-12" */
  readonly reference: string;
  readonly name: string;
  readonly status: HazardStatus;
  readonly causes: readonly string[];
}

/** What somebody says of a hazard that is not in the log. */
export interface Described {
  readonly name: string;
  /** Its causes and effects. */
  readonly more: readonly string[];
}

/** Below this two texts have only such words in common as all hazards have. */
const LEAST = 0.22;
/** Words that are shorter say little: "the", "of", "not". */
const SHORTEST = 4;

/** The hazards of a service that are most like what is described, the likest first. @param service its id */
export async function likeHazards(
  tx: ReadTx,
  service: string,
  { name, more }: Described,
  most: number,
): Promise<LikeHazard[]> {
  const wanted = { name: telling([name]), all: telling([name, ...more]) };
  const hazards = await wordsOfHazards(tx, service);
  return hazards
    .map((hazard) => {
      const all = telling([hazard.name, ...hazard.causes, ...hazard.effects]);
      const score = Math.max(likeness(wanted.name, telling([hazard.name])), likeness(wanted.all, all));
      return { hazard, score };
    })
    .filter(({ score }) => score >= LEAST)
    .toSorted((a, b) => b.score - a.score || a.hazard.number - b.hazard.number)
    .slice(0, most)
    .map(({ hazard: { number, name: called, status, causes } }) => ({
      reference: hazardReference(number),
      name: called,
      status,
      causes,
    }));
}

function telling(texts: readonly string[]): ReadonlySet<string> {
  return new Set([...tokens(texts)].filter((word) => word.length >= SHORTEST));
}
