import { z } from 'zod';
import { command } from '../../../platform/commands/command.ts';
import { line } from '../../../platform/commands/fields.ts';
import { NotPossible } from '../../../platform/commands/problems.ts';
import { livingService } from '../../services/index.ts';
import { serviceField, standardField } from '../fields.ts';
import { catalogueOf, editionNamed } from './keeping.ts';
import { putEdition } from './edition-store.ts';

/** A type, so that it is a result. */
type Adopted = { readonly id: string; readonly service: string; readonly standard: string; readonly edition: string };

/** Which edition counts is for those who judge by it. */
export const adoptEdition = command({
  feature: 'standards',
  name: 'adoptEdition',
  summary: 'Takes up another edition of a standard: what asks something else there has to be judged again',
  past: ['another edition of a standard was taken up', 'other editions of standards were taken up # times'],
  input: z.strictObject({
    service: serviceField,
    standard: standardField,
    edition: line(60, 'Say which edition, as its publisher names it.'),
    from: line(60, 'Say from which edition: the one that you saw.').describe('The edition that the service kept to'),
  }),
  may: { roles: ['clinical safety officer', 'deputy clinical safety officer'], where: 'service' },
  subject: (_input, { id }: Adopted) => ({ kind: 'service', id }),
  run: async (tx, _actor, { service: reference, standard, edition, from }): Promise<Adopted> => {
    const service = await livingService(tx, reference);
    const now = await catalogueOf(tx, service.id, standard, { seq: null, now: tx.at });
    const wanted = editionNamed(standard, edition);
    if (now.edition !== from)
      throw new NotPossible(
        `${service.reference} is looked at against edition ${now.edition} of ${now.name}, and not ${from} any more. Look at what changes from there.`,
      );
    await putEdition(tx, service.id, standard, wanted.edition);
    return { id: service.id, service: service.reference, standard, edition: wanted.edition };
  },
});
