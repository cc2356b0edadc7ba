import type { ConcernState } from '../domain.ts';

export const STATE_WORDS: Readonly<Record<ConcernState, string>> = {
  waiting: 'Waits to be read',
  incident: 'Incident made of it',
  closed: 'Answered and closed',
};

/** What a window and the history of a browser say of what lies in a compartment. */
export const NEUTRAL = 'Record';
