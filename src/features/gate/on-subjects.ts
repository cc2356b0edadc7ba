import type { OnSubjects } from '../../platform/feature.ts';
import { dayIn, lastDayTo, sayDay } from '../../words/days.ts';
import { findService } from '../services/index.ts';
import { answerWords, gateReference, keptGatePath } from './domain.ts';
import { keptAnswers, overridesOfRelease } from './store.ts';

/** What the gate says on the page of a release: what it answered last, and, for ever, that it was let go against it. */
export const onSubjects: OnSubjects = {
  kind: 'release',
  lines: async (tx, { id, reference, service }) => {
    const [overrides, [last]] = await Promise.all([
      overridesOfRelease(tx, id),
      keptAnswers(tx, (await findService(tx, service)).id, { release: reference, most: 1 }),
    ]);
    const answer = last && [
      'The gate answered: ',
      { text: gateReference(last.number), href: keptGatePath(service, last.number) },
      `, ${answerWords(last)}, on ${sayDay(dayIn(last.at))}.`,
    ];
    return [
      ...(answer ? [answer] : []),
      ...overrides.map(({ sort, by, role, at, until, reason }) => [
        sort === 'override' ? 'The gate was overridden for it' : 'It was let go as an urgent safety fix',
        ` by ${by} (${role}) on ${sayDay(dayIn(at))}, until ${sayDay(lastDayTo(until))}: ${reason}`,
      ]),
    ];
  },
};
