import type { OnSubjects } from '../../platform/feature.ts';
import { dayIn, sayDay } from '../../words/days.ts';
import { overridesOfRelease } from './store.ts';

/** What the gate says on the page of a release: that it was let go against it, for ever. */
export const onSubjects: OnSubjects = {
  kind: 'release',
  lines: async (tx, { id }) =>
    (await overridesOfRelease(tx, id)).map(({ sort, by, role, at, until, reason }) => [
      sort === 'override' ? 'The gate was overridden for it' : 'It was let go as an urgent safety fix',
      ` by ${by} (${role}) on ${sayDay(dayIn(at))}, until ${sayDay(dayIn(until))}: ${reason}`,
    ]),
};
