import { allows, TEAM } from '../../platform/commands/may.ts';
import type { OnServices } from '../../platform/feature.ts';
import { counted } from '../../words/counting.ts';
import { STATES } from './fields.ts';
import { DEADLINES, serviceFactsPath } from './domain/saying.ts';
import { countsOf } from './open-store.ts';
import { factsOf } from './store.ts';

/** What is owed in services, beside them; and on the page of one, with what is known of it. */
export const onServices: OnServices = {
  line: async (tx, services, now) =>
    new Map(
      (await countsOf(tx, services, now)).map(({ service, owed, overdue }) => [
        service,
        `${counted(owed, 'report', 'reports')} on incidents owed${overdue > 0 ? `, ${overdue} overdue` : ''}.`,
      ]),
    ),
  inCase: async (tx, { id, reference, now, actor }) => {
    const asking = { actor, organisation: tx.organisation };
    if (!allows({ roles: TEAM, where: 'anywhere' }, asking, reference)) return null;
    const [[counts], known] = await Promise.all([countsOf(tx, [id], now), factsOf(tx, [id], { seq: null, now })]);
    const href = serviceFactsPath(reference);
    const facts = allows(STATES, asking, reference) ? { text: 'what the service is', href } : 'what the service is';
    const owed = counts
      ? [
          { text: `${counted(counts.owed, 'report', 'reports')} owed`, href: DEADLINES },
          counts.overdue > 0 ? `, ${counts.overdue} overdue. ` : '. ',
        ]
      : ['Nothing is owed, as far as it is known. '];
    // Nothing owed means little where nobody said what the service is.
    const of =
      known.length === 0 ? ['Nobody has said yet ', facts, ': most duties turn on it.'] : ['It turns on ', facts, '.'];
    return {
      text: 'Who has to be told of incidents',
      href: known.length === 0 && typeof facts !== 'string' ? href : DEADLINES,
      says: [...owed, ...of],
    };
  },
};
