import { NotFound, NotPossible } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature } from '../../platform/feature.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { asReference, LIVING_PHASES, type Service } from './domain.ts';
import type { ServiceVersion } from './versions-store.ts';

export {
  asReference,
  FIELD_NAMES,
  fieldText,
  INTENDED_USE,
  nonEmptyLines,
  searchedWords,
  SERVICE_PHASES,
  SERVICE_ROLES,
  type Component,
  type Service,
  type ServiceFields,
} from './domain.ts';
export { PHASE_WORDS, ROLE_WORDS } from './pages/words.ts';
export type { ServiceVersion } from './versions-store.ts';

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
  const then = moment !== undefined && moment.seq !== null ? ' as at that day' : '';
  if (!found) throw new NotFound(`There is no service ${reference}${then}.`);
  return found;
}

/** The service, where work goes on. @throws NotFound, NotPossible */
export async function livingService(tx: ReadTx, reference: string): Promise<Service> {
  const service = await findService(tx, reference);
  if (service.phase === 'retired')
    throw new NotPossible(`${service.reference} is retired. To go on with it, take the service up again first.`);
  return service;
}

/** The versions of a service that stood at an entry of the ledger or began after it, in their order. */
export async function serviceVersions(
  tx: ReadTx,
  id: string,
  from: number,
  to: number | null,
): Promise<ServiceVersion[]> {
  return (await import('./versions-store.ts')).serviceVersions(tx, id, from, to);
}

/** How services are called now, by id. */
export async function serviceNames(
  tx: ReadTx,
  ids: readonly string[],
): Promise<Pick<Service, 'id' | 'reference' | 'name'>[]> {
  return (await import('./versions-store.ts')).serviceNames(tx, ids);
}

/** How many of a service's editorial fields differ from what they were at an entry, for as many as are asked. */
export async function serviceEditorialChanges(
  tx: ReadTx,
  since: readonly { readonly id: string; readonly seq: number }[],
): Promise<{ readonly id: string; readonly seq: number; readonly changes: number }[]> {
  return (await import('./versions-store.ts')).editorialChanges(tx, since);
}

/** What each field of a service weighs in whatever takes its words: a hazard log does. */
export async function serviceWeights() {
  const { serviceKind } = await import('./kinds.ts');
  return serviceKind.words;
}

/** A service as others list it. */
export interface ServiceName {
  readonly id: string;
  readonly reference: string;
  readonly name: string;
}

/**
 * A few of the services that somebody sees and that are not retired: those of `first` in that order, then others by their
 * names; and how many there are. Three queries, however many services.
 * @param seen references; null for all of the organisation
 */
export async function fewServices(
  tx: ReadTx,
  seen: readonly string[] | null,
  first: readonly string[],
  limit: number,
): Promise<{ readonly services: readonly ServiceName[]; readonly total: number }> {
  const { countServices, listServices } = await import('./store.ts');
  const living = { words: [], phases: LIVING_PHASES };
  const wanted = first.filter((reference) => seen === null || seen.includes(reference)).slice(0, limit);
  const few = { offset: 0, limit };
  const [named, others, total] = await Promise.all([
    listServices(tx, { ...living, references: wanted }, { offset: 0, limit: wanted.length }),
    listServices(tx, { ...living, references: seen }, few),
    countServices(tx, { ...living, references: seen }),
  ]);
  const ordered = named.toSorted((a, b) => wanted.indexOf(a.reference) - wanted.indexOf(b.reference));
  const byId = new Map([...ordered, ...others].map(({ id, reference, name }) => [id, { id, reference, name }]));
  return { services: [...byId.values()].slice(0, limit), total };
}
