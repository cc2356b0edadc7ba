import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature } from '../../platform/feature.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { asReference, type Service } from './domain.ts';

export type { Component, Service } from './domain.ts';

/** What a safety case is about. A service is retired, never removed. */
export const services: Feature = {
  name: 'services',
  navigation: [{ text: 'Services', href: '/services', signedIn: true }],
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onMembers: () => import('./on-members.ts').then((module) => module.onMembers),
};

/** The service of this reference, in whatever case it was typed; null where there is none. */
export async function serviceIfAny(tx: ReadTx, reference: string, moment?: Moment): Promise<Service | null> {
  const { serviceByReference } = await import('./store.ts');
  return serviceByReference(tx, asReference(reference), moment);
}

/** The same, at a moment or as it stands now, where there has to be one. @throws NotFound */
export async function findService(tx: ReadTx, reference: string, moment?: Moment): Promise<Service> {
  const found = await serviceIfAny(tx, reference, moment);
  if (!found) throw new NotFound(`There is no service ${reference}.`);
  return found;
}

/** What each field of a service weighs in whatever takes its words: a hazard log does. */
export async function serviceWeights() {
  const { serviceKind } = await import('./kinds.ts');
  return serviceKind.words;
}
