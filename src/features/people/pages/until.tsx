import { Freshness } from '../../../ui/freshness.tsx';
import { freshness, type Day } from '../domain.ts';
import { sayUntil } from './words.ts';

/** How long something is good for, with its clock: "due in 12 days, by 30 April 2026". */
export function Until({ lastDay, today }: { readonly lastDay: Day; readonly today: Day }) {
  const state = freshness(lastDay, today);
  return <Freshness state={state === 'due soon' ? 'due' : state}>{sayUntil(lastDay, today)}</Freshness>;
}
