import type { CommandTx } from '../../platform/commands/command.ts';
import { TEAM, type Role } from '../../platform/commands/may.ts';
import type { Feature } from '../../platform/feature.ts';
import type { Installation } from '../../platform/installation.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { choose, type GrantText, type Member } from './domain.ts';

export type { Member } from './domain.ts';

/** Who uses Primum: organisations, and the people in them. */
export const organisations: Feature = {
  name: 'organisations',
  navigation: [
    { text: 'Members', href: '/members', signedIn: true, may: { roles: TEAM, where: 'anywhere' }, last: true },
  ],
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onProviderSignIn: () => import('./on-provider-sign-in.ts').then((module) => module.onProviderSignIn),
};

/**
 * Which organisation a verb of the command line acts in: the only one, or the one of this name or id.
 * @throws CliProblem, in words for whoever called, with the organisations that there are
 */
export async function chooseOrganisation(installation: Pick<Installation, 'ground'>, name?: string): Promise<string> {
  const { allOrganisations } = await import('./store.ts');
  const all = await installation.ground.database.platform((tx) => allOrganisations(tx));
  const chosen = choose(all, name);
  if ('id' in chosen) return chosen.id;
  const { CliProblem } = await import('../../platform/cli/problem.ts');
  throw new CliProblem(`--organisation: ${chosen.problem}`);
}

/** What the organisation is called, or was at a moment. */
export async function organisationName(tx: ReadTx, moment: Moment): Promise<string> {
  return (await import('./store.ts')).organisationName(tx, moment);
}

/** Who belongs to the organisation as things stand now; only one person, where one is named. */
export async function membersNow(tx: ReadTx, person: string | null = null): Promise<readonly Member[]> {
  const { members } = await import('./store.ts');
  return (await members(tx, person)).filter(({ grants }) => grants.length > 0);
}

/** A role in one service. @param service its reference */
export interface RoleInService {
  readonly person: string;
  readonly role: Role;
  readonly service: string;
}

/** What stands in links of which only the digest is kept: which organisation they are of, and a secret. */
export const linkTokens = () => import('./invitation-token.ts');

/**
 * Gives somebody a role in a service, unless they hold it for the whole organisation. They keep what they hold.
 * @param until when it is over; null for no end
 */
export async function giveRole(
  tx: CommandTx,
  { person, role, service }: RoleInService,
  until: Date | null = null,
): Promise<void> {
  const { members, putMember } = await import('./store.ts');
  const [member] = await members(tx, person);
  const grants = member?.grants ?? [];
  if (grants.some((grant) => grant.role === role && grant.service === null && grant.until === null)) return;
  const others = grants.filter((grant) => grant.role !== role || grant.service !== service);
  await putMember(tx, person, [...others, { role, service, until: until?.toISOString() ?? null }]);
}

/** Lets a role in a service end at a time, where it is held there. What is held for the whole organisation stays. */
export async function endRole(tx: CommandTx, { person, role, service }: RoleInService, until: Date): Promise<void> {
  const { members, putMember } = await import('./store.ts');
  const [member] = await members(tx, person);
  const grants = member?.grants ?? [];
  const isIt = (grant: GrantText) => grant.role === role && grant.service === service;
  if (!grants.some(isIt)) return;
  await putMember(
    tx,
    person,
    grants.map((grant) => (isIt(grant) ? { ...grant, until: until.toISOString() } : grant)),
  );
}
