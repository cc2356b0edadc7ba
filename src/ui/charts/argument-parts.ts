import type { Verdict } from '../verdict-looks.ts';
import { wayOf, type Way } from './bow-tie-parts.ts';

/*
 * What a picture of an argument shows, as data: the elements of GSN and the lines between them. What is thick, broken or thin
 * is the same as in a bow-tie. Pure.
 */

export type ArgumentSort =
  | 'goal'
  | 'strategy'
  | 'solution'
  | 'context'
  | 'assumption'
  | 'justification'
  | 'counter goal'
  | 'counter solution';

export interface ArgumentPart {
  /** Unique in the picture. */
  readonly id: string;
  readonly sort: ArgumentSort;
  readonly text: string;
  /** Null where it leads nowhere. */
  readonly href: string | null;
  /** Null for what has none. */
  readonly verdict: Verdict | null;
  /** How fresh it is, or that more of it stands elsewhere; null for nothing. */
  readonly note: string | null;
  readonly undeveloped: boolean;
}

export interface ArgumentRelation {
  readonly from: string;
  readonly to: string;
  /** `supports`: what is at its end supports what is at its start; `context`; `challenges`: the start speaks against the end. */
  readonly sort: 'supports' | 'context' | 'challenges';
}

export interface ArgumentData {
  readonly parts: readonly ArgumentPart[];
  readonly relations: readonly ArgumentRelation[];
}

/** How a line to an element is drawn: as open as the element stands. Context and counter-arguments have thin ones. */
export function wayTo(part: ArgumentPart): Way {
  return part.verdict === null ? 'closed' : wayOf(part.verdict);
}
