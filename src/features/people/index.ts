import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature } from '../../platform/feature.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { Day, OfficeHolders, Signer } from './domain.ts';
import type { AssessedService } from '../../rules/checks.ts';
import type { HeldOn, InTeam } from './reading.ts';
import { TEAM_ANYWHERE } from './who.ts';

export * from './domain.ts';
export type { HeldOn, InTeam } from './reading.ts';

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
