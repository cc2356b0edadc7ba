import type { Discussable, Discussed } from '../discussion/index.ts';
import { workshopPath, workshopReference } from './domain.ts';
import { workshopField } from './fields.ts';
import { workshopOf, type WholeWorkshop } from './reading.ts';

/** A workshop as something that people talk about, and attach things to: the photo of the whiteboard. */
export const workshopDiscussable: Discussable = {
  kind: 'workshop',
  feature: 'workshops',
  name: 'Workshop',
  noun: 'workshop',
  input: { workshop: workshopField },
  path: '/services/:service/workshops/:workshop',
  find: async (tx, named) =>
    discussedAs(await workshopOf(tx, { service: String(named['service']), workshop: String(named['workshop']) })),
};

/** The workshop of a page, as something that is talked about. */
export function discussedAs({ service, workshop }: Pick<WholeWorkshop, 'service' | 'workshop'>): Discussed {
  return {
    kind: 'workshop',
    id: workshop.id,
    reference: workshopReference(workshop.number),
    title: workshop.title,
    path: workshopPath(service.reference, workshop.number),
    service: { id: service.id, reference: service.reference, name: service.name },
  };
}
