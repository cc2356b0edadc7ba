import { z } from 'zod';
import { command } from '../../platform/commands/command.ts';
import { line } from '../../platform/commands/fields.ts';
import { NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { actionReference, addAction, DOERS } from '../actions/index.ts';
import { hazardNumber, hazardReference } from './domain.ts';
import { hazardPath } from './pages/addresses.ts';
import { hazardField, serviceField } from './queries.ts';
import { serviceNamed } from './service-store.ts';
import { standingOf } from './standing-store.ts';

/** Types, so that they are results. */
type Added = { id: string; action: string; hazard: string };

/** Something that has to be done about a hazard: an action like any other, which knows where it comes from. */
export const addHazardAction = command({
  feature: 'hazards',
  name: 'addHazardAction',
  summary: 'Adds something that has to be done about a hazard, for somebody, by a day',
  past: ['an action on a hazard was added', '# actions on hazards were added'],
  input: z.strictObject({
    service: serviceField,
    hazard: hazardField,
    title: line(300, 'Say what has to be done.'),
    owner: z.uuid('Choose who does it.'),
    due: z.string('Give the day by which it is to be done, such as 2026-03-31.').trim(),
  }),
  may: { roles: DOERS, where: 'service' },
  subject: (_input, { id }: Added) => ({ kind: 'action', id }),
  run: async (tx, _actor, { service: named, hazard, title, owner, due }): Promise<Added> => {
    const service = await serviceNamed(tx, named, { seq: null, now: tx.at });
    if (service.retired)
      throw new NotPossible(`${service.reference} is retired. To add an action, take the service up again first.`);
    const reference = hazardReference(hazardNumber(hazard)!);
    const found = await standingOf(tx, service.id, hazardNumber(hazard)!);
    if (!found) throw new NotFound(`There is no hazard ${reference} in this service.`);
    const href = hazardPath(service.reference, reference);
    const source = { kind: 'hazard', id: found.id, label: reference, href };
    const { id, number } = await addAction(tx, { service, title, owner, due, source });
    return { id, action: actionReference(number), hazard: reference };
  },
});
