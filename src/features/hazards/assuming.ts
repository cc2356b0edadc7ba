import { textOf } from '../../words/sentence.ts';
import type { Day } from '../../words/days.ts';
import { assumptionStanding, clearsReliance, whyNotRelied, type Assumption } from '../decisions/index.ts';
import type { Unreliable } from './domain/ratings.ts';

/** Why a rating cannot rely on an assumption on a day; nothing where it can. */
export function reliance(assumption: Assumption, today: Day): Unreliable[] {
  const why = whyNotRelied(assumption, today);
  if (why === null) return [];
  return [{ because: textOf(why), clears: clearsReliance(assumptionStanding(assumption, today)) }];
}
