import { z } from 'zod';
import { command } from '../../platform/commands/command.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import { officerNamed, putCapacity } from './capacity-store.ts';

const wrong = 'Give it as a part of a whole-time equivalent, from 0 to 1, such as 0.2 for one day a week.';

/** What only the organisation knows, and what requests ask for: nothing is made of it where nobody says it. */
export const setOfficerCapacity = command({
  feature: 'portfolio',
  name: 'setOfficerCapacity',
  summary: 'Says how much of a whole-time equivalent somebody has for being clinical safety officer',
  past: ['the capacity of an officer was said', 'the capacity of an officer was said # times'],
  input: z.strictObject({
    person: z.uuid('Name the person by their id.'),
    wholeTimeEquivalent: z
      .preprocess(
        (given) => (typeof given === 'string' && given.trim() === '' ? null : given),
        z.coerce.number(wrong).min(0, wrong).max(1, wrong).nullable(),
      )
      .describe('From 0 to 1, to two places; null where it is not known'),
  }),
  may: {
    roles: ['administrator', 'accountable executive', 'clinical safety officer'],
    where: 'organisation',
    operator: true,
  },
  subject: () => null,
  run: async (tx, _actor, { person, wholeTimeEquivalent }) => {
    if ((await officerNamed(tx, person)) === null)
      throw new NotFound(
        'There is no clinical safety officer with this id. Capacity is said of who accepted a nomination.',
      );
    const hundredths = wholeTimeEquivalent === null ? null : Math.round(wholeTimeEquivalent * 100);
    await putCapacity(tx, person, hundredths);
    return { person, hundredths };
  },
});
