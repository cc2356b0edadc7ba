import { dayIn, type Day } from '../../../words/days.ts';
import { workingDayAfter } from '../../../words/working-days.ts';
import type { Referral } from './compartment.ts';

/** How a referral stands: one that nobody acknowledged within a working day is chased, and chased again a working day later. */
export type ReferralStanding =
  | { readonly state: 'waiting'; readonly chaseFrom: Day }
  | { readonly state: 'to chase'; readonly since: Day }
  | { readonly state: 'acknowledged' | 'answered' };

/** Working days without an acknowledgement, after which it is chased: local procedures have one; nobody verified them all. */
const CHASE_AFTER = 1;

export function referralStanding({ sent, steps }: Referral, now: Date, holidays: ReadonlySet<Day>): ReferralStanding {
  if (steps.some(({ step }) => step === 'outcome')) return { state: 'answered' };
  if (steps.some(({ step }) => step === 'acknowledged')) return { state: 'acknowledged' };
  const chased = steps.filter(({ step }) => step === 'chased').map(({ at }) => at);
  const last = new Date([sent.sentAt, ...chased].toSorted().at(-1)!);
  const from = workingDayAfter(dayIn(last), CHASE_AFTER, holidays);
  // The whole day is theirs to answer in.
  return dayIn(now) > from ? { state: 'to chase', since: from } : { state: 'waiting', chaseFrom: from };
}
