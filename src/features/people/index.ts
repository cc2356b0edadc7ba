import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature } from '../../platform/feature.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { AssessedService } from '../../rules/checks.ts';
import type { Day, OfficeHolders, Signer } from './domain.ts';
import type { RoleHeld } from './facts-store.ts';
import type { Appointed, HeldOn, InTeam } from './reading.ts';
import { TEAM_ANYWHERE } from './who.ts';

export * from './domain.ts';
export type { RoleHeld } from './facts-store.ts';
export type { Appointed, HeldOn, InTeam } from './reading.ts';

/** Registrations, training, competence, and who is clinical safety officer of a service. */
export const people: Feature = {
  name: 'people',
  navigation: [
    { text: 'Officers', href: '/officers', signedIn: true, may: TEAM_ANYWHERE },
    {
      text: 'Your registrations and training',
      href: '/people/me',
      signedIn: true,
      may: TEAM_ANYWHERE,
      onAccount: 'A registration counts once somebody else has looked it up. Some signatures need one.',
    },
  ],
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onServices: () => import('./on-services.tsx').then((module) => module.onServices),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
};

/**
 * Who would sign for a service now, with everything that is kept with a signature.
 * @param of.service the id of the service
 * @param at the time of the signature: what lapses is asked of it
 */
export async function signerOf(
  tx: ReadTx,
  of: { readonly person: string; readonly service: string },
  at: Date,
): Promise<Signer> {
  return (await import('./reading.ts')).signerOf(tx, of, at);
}

/**
 * The one answer to "who was clinical safety officer then, and who could sign?", as it was known at that time.
 * @param service the id of the service
 */
export async function officeHolders(tx: ReadTx, service: string, at: Date): Promise<OfficeHolders> {
  return (await import('./reading.ts')).officeHolders(tx, service, at);
}

/** The same for many services, in no more queries. @param services their ids */
export async function officeHoldersOf(
  tx: ReadTx,
  services: readonly string[],
  moment: Moment,
): Promise<readonly { readonly service: string; readonly holders: OfficeHolders }[]> {
  return (await import('./reading.ts')).officeHoldersOf(tx, services, moment);
}

/**
 * Whether the registrations that signatures rested on were held on the days of the signatures, as far as is known today, or
 * was known at a moment. A kind that points at `registration`, with no flow, is loaded anew when a gap is found: `names: { registration: [] }`.
 */
export async function registrationsHeldOn(
  tx: ReadTx,
  asked: readonly { readonly registration: string; readonly day: Day }[],
  moment?: Moment,
): Promise<readonly HeldOn[]> {
  return (await import('./reading.ts')).registrationsHeldOn(tx, asked, moment);
}

/** Who holds roles in a service at a moment, and whether their competence is on record. Two queries. */
export async function teamOf(tx: ReadTx, service: AssessedService, moment: Moment): Promise<readonly InTeam[]> {
  return (await import('./reading.ts')).teamOf(tx, service, moment);
}

/**
 * Until when it is on record that somebody is competent for a service, by an assessment for it or for the whole organisation;
 * null where nothing is on record.
 * @param of.service the id of the service
 */
export async function competentUntil(
  tx: ReadTx,
  of: { readonly person: string; readonly service: string },
  moment: Moment,
): Promise<Day | null> {
  const { competenceOf } = await import('./facts-store.ts');
  const found = await competenceOf(tx, [of.person], [{ id: of.service }], moment);
  return found.at(-1)?.reviewOn ?? null;
}

/**
 * Whom services were given as their officers, as was decided by an entry of the ledger each, or by now (`seq` null), in the order
 * in which it is asked; no clock is looked at. One query.
 */
export async function appointedAt(
  tx: ReadTx,
  asked: readonly { readonly service: string; readonly seq: number | null }[],
): Promise<readonly (readonly Appointed[])[]> {
  return (await import('./reading.ts')).appointedAt(tx, asked);
}

/** Who holds which role at a moment, over or not, in one of these services or in all of the organisation. */
export async function rolesHeld(
  tx: ReadTx,
  services: readonly Pick<AssessedService, 'reference'>[],
  moment: Moment,
): Promise<RoleHeld[]> {
  return (await import('./facts-store.ts')).rolesHeld(tx, services, moment);
}
