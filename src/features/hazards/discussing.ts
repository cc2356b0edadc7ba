import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Discussable, Discussed } from '../discussion/index.ts';
import { controlCalled, hazardCalled } from './discussing-store.ts';
import { controlNumber, controlReference, hazardNumber, hazardReference } from './domain.ts';
import { controlPath, hazardPath } from './pages/addresses.ts';
import { controlField, hazardField } from './queries.ts';
import { serviceNamed } from './service-store.ts';

/*
 * Hazards and controls as something that people talk about and attach things to.
 */

export const hazardDiscussable: Discussable = {
  kind: 'hazard',
  feature: 'hazards',
  name: 'Hazard',
  noun: 'hazard',
  input: { hazard: hazardField },
  path: '/services/:service/hazards/:hazard',
  find: (tx, named) => find(tx, named, 'hazard', hazardNumber),
};

export const controlDiscussable: Discussable = {
  kind: 'control',
  feature: 'hazards',
  name: 'Control',
  noun: 'control',
  input: { control: controlField },
  path: '/services/:service/controls/:control',
  find: (tx, named) => find(tx, named, 'control', controlNumber),
};

type Kind = 'hazard' | 'control';

const OF: Readonly<
  Record<
    Kind,
    {
      readonly called: typeof hazardCalled;
      readonly reference: (number: number) => string;
      readonly path: (service: string, reference: string) => string;
    }
  >
> = {
  hazard: { called: hazardCalled, reference: hazardReference, path: hazardPath },
  control: { called: controlCalled, reference: controlReference, path: controlPath },
};

/** @throws NotFound */
async function find(
  tx: ReadTx,
  named: Readonly<Record<string, unknown>>,
  kind: Kind,
  numberIn: (text: string) => number | null,
): Promise<Discussed> {
  const service = await serviceNamed(tx, String(named['service']), { seq: null, now: new Date(0) });
  const number = numberIn(String(named[kind]));
  const found = number === null ? null : await OF[kind].called(tx, service.id, number);
  if (number === null || !found) throw new NotFound(`There is no such ${kind} in this service.`);
  return discussedAs(kind, service, { id: found.id, reference: OF[kind].reference(number), title: found.words });
}

/** A hazard or a control of a page, as something that is talked about. */
export function discussedAs(
  kind: Kind,
  service: Discussed['service'],
  { id, reference, title }: Pick<Discussed, 'id' | 'reference' | 'title'>,
): Discussed {
  const { id: serviceId, reference: named, name } = service;
  return {
    kind,
    id,
    reference,
    title,
    path: OF[kind].path(named, reference),
    service: { id: serviceId, reference: named, name },
  };
}
