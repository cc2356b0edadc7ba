import type { ConcernState } from '../domain.ts';

export const STATE_WORDS: Readonly<Record<ConcernState, string>> = {
  waiting: 'Waits to be read',
  incident: 'Incident made of it',
  closed: 'Answered and closed',
};
