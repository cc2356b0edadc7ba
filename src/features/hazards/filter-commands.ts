import { z } from 'zod';
import { command } from '../../platform/commands/command.ts';
import { line } from '../../platform/commands/fields.ts';
import { TEAM, type Actor, type May } from '../../platform/commands/may.ts';
import { Denied, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { choosingWords, queryIn } from './domain/log-choice.ts';
import { endFilter, putFilter, savedFilters } from './filter-store.ts';
import { serviceField } from './queries.ts';
import { serviceNamed } from './service-store.ts';

/*
 * Filters that a person keeps for the logs of a service. They are that person's own: nobody else sees them.
 */

const feature = 'hazards';
const mayKeep: May = { roles: TEAM, where: 'service' };

/** As many as stand above a log without hiding it. */
const MOST_FILTERS = 20;

type Kept = { id: string };

export const saveFilter = command({
  feature,
  name: 'saveFilter',
  summary: 'Keeps a choice of hazards under a name, for oneself; one of the same name is replaced',
  past: ['a filter was saved', '# filters were saved'],
  input: z.strictObject({
    service: serviceField,
    name: line(60, 'Give the filter a name, such as “Shared phone or carer”.'),
    /** As in the address of the log: "component=Photos&sort=freshness". */
    words: z.string('Say what it chooses.').max(2_000, 'This chooses more than a filter can keep.'),
  }),
  may: mayKeep,
  subject: () => null,
  run: async (tx, actor, input): Promise<Kept> => {
    const person = personOf(actor);
    const words = choosingWords(queryIn(input.words));
    if (words === '')
      throw new InputProblem([{ field: 'words', message: 'Choose something in the log first, and then save it.' }]);
    const service = await serviceNamed(tx, input.service, { seq: null, now: tx.at });
    const kept = await savedFilters(tx, person, service.id);
    const same = kept.find(({ name }) => name.toLocaleLowerCase('en-GB') === input.name.toLocaleLowerCase('en-GB'));
    if (!same && kept.length >= MOST_FILTERS)
      throw new NotPossible(`You keep ${MOST_FILTERS} filters here already. Forget one that you no longer use.`);
    const id = same?.id ?? tx.newId();
    await putFilter(tx, { id, name: input.name, words, person, service: service.id });
    return { id };
  },
});

export const forgetFilter = command({
  feature,
  name: 'forgetFilter',
  summary: 'Forgets a filter that one kept',
  past: ['a filter was forgotten', '# filters were forgotten'],
  input: z.strictObject({ service: serviceField, filter: z.uuid('Say which filter.') }),
  may: mayKeep,
  subject: () => null,
  run: async (tx, actor, input): Promise<Kept> => {
    const service = await serviceNamed(tx, input.service, { seq: null, now: tx.at });
    const kept = await savedFilters(tx, personOf(actor), service.id);
    if (!kept.some(({ id }) => id === input.filter)) throw new NotFound('You keep no such filter here.');
    await endFilter(tx, input.filter);
    return { id: input.filter };
  },
});

/** @throws Denied for whoever is no person: a filter is somebody's own */
function personOf(actor: Actor): string {
  if (actor.kind !== 'person') throw new Denied('A filter is a person’s own.');
  return actor.id;
}
