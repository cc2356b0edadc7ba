import type { OnServices } from '../../platform/feature.ts';
import { counted } from '../../words/counting.ts';
import { DEADLINES, serviceFactsPath } from './domain/saying.ts';
import { countsOf } from './open-store.ts';

/** What is owed in services, beside them; and on the page of one, where it is said what the service is. */
export const onServices: OnServices = {
  line: async (tx, services, now) =>
    new Map(
      (await countsOf(tx, services, now)).map(({ service, owed, overdue }) => [
        service,
        `${counted(owed, 'report', 'reports')} on incidents owed${overdue > 0 ? `, ${overdue} overdue` : ''}.`,
      ]),
    ),
  inCase: async (tx, { id, reference, now }) => {
    const [counts] = await countsOf(tx, [id], now);
    return {
      text: 'Who has to be told of incidents',
      href: serviceFactsPath(reference),
      says: counts
        ? [
            { text: `${counted(counts.owed, 'report', 'reports')} owed`, href: DEADLINES },
            counts.overdue > 0 ? `, ${counts.overdue} overdue.` : '.',
          ]
        : ['Nothing is owed.'],
    };
  },
};
