import {
  daysBetween,
  freshness,
  type Confidence,
  type Day,
  type Freshness,
  type Office,
  type RegisterStatus,
} from '../domain.ts';
import { sayDay } from '../moments.ts';
import { counted } from '../../../words/counting.ts';
export { capital, counted } from '../../../words/counting.ts';

export const STATUS_WORDS: Readonly<Record<RegisterStatus, string>> = {
  registered: 'Registered',
  'registered with conditions': 'Registered, with conditions or restrictions',
  suspended: 'Suspended',
  lapsed: 'Lapsed or removed',
  'not found': 'Not found on the register',
};

export const OFFICE_WORDS: Readonly<Record<Office, string>> = {
  'clinical safety officer': 'Clinical safety officer',
  'deputy clinical safety officer': 'Deputy clinical safety officer',
};

/** How long something is good for, with the day beside it: "due in 12 days, by 30 April 2026". */
export function sayUntil(lastDay: Day, today: Day): string {
  const days = daysBetween(today, lastDay);
  const day = sayDay(lastDay);
  const words: Readonly<Record<Freshness, string>> = {
    current: `current until ${day}`,
    'due soon': days === 0 ? `due today, ${day}` : `due in ${counted(days, 'day', 'days')}, by ${day}`,
    lapsed: `lapsed ${counted(-days, 'day', 'days')} ago, after ${day}`,
  };
  return words[freshness(lastDay, today)];
}

/** How much a fact about a register can be relied on, in a sentence; '' where it was read in the register's own words. */
export function sayConfidence(confidence: Confidence): string {
  if (confidence === 'verified') return '';
  return confidence === 'second-hand'
    ? 'We know this second-hand, and have not checked it against the register’s own words.'
    : 'We say this from memory, and have not checked it against the register’s own words.';
}
