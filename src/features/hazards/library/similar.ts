import type { ReadTx } from '../../../platform/database/database.ts';
import { foldWord } from '../../schemes/index.ts';
import { hazardReference } from '../domain.ts';
import { nearest, tellingWords } from '../domain/library.ts';
import { hazardPath } from '../pages/addresses.ts';
import { comparable } from './library-store.ts';
import { starterHazards } from './starter.ts';

/** A hazard that is near to what somebody types. */
export interface Similar {
  /** HAZ-12 */
  readonly id: string;
  readonly name: string;
  readonly href: string;
}

/** How many hazards of a service are compared with what is typed. */
const MOST_COMPARED = 5_000;

/**
 * Hazards of a service that are near to typed words: perhaps the same, perhaps related. A person judges which.
 * @param service its id and its reference
 */
export async function similarHazards(
  tx: ReadTx,
  service: { readonly id: string; readonly reference: string },
  words: string,
  most = 5,
): Promise<Similar[]> {
  const typed = wordsOf([words]);
  if (typed.size === 0) return [];
  const hazards = await comparable(tx, service.id, MOST_COMPARED);
  return nearest(typed, hazards, ({ name, description, causes }) => compared(name, [description, ...causes]), most).map(
    ({ number, name }) => {
      const id = hazardReference(number);
      return { id, name, href: hazardPath(service.reference, id) };
    },
  );
}

/** Hazards of the starter set that are near to typed words. */
export function similarStarters(words: string, most = 3) {
  return nearest(
    wordsOf([words]),
    starterHazards(),
    ({ name, description, causes }) => compared(name, [description, ...causes]),
    most,
  );
}

function compared(name: string, others: readonly string[]) {
  const of = wordsOf([name]);
  return { name: of, all: new Set([...of, ...wordsOf(others)]) };
}

function wordsOf(texts: readonly string[]): ReadonlySet<string> {
  return tellingWords(texts, foldWord);
}
