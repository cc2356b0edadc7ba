import type { Day } from '../../words/days.ts';
import { assumptionStanding, clearsReliance, whyNotRelied, type Assumption } from '../decisions/index.ts';
import type { Unreliable } from './domain/holding.ts';

/** Why a rating cannot rely on an assumption on a day; nothing where it can. */
export function reliance(assumption: Assumption, today: Day): Unreliable[] {
  const because = whyNotRelied(assumption, today);
  if (because === null) return [];
  return [{ because, clears: clearsReliance(assumptionStanding(assumption, today)) }];
}
