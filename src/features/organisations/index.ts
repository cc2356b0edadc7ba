import type { Feature } from '../../platform/feature.ts';
import type { Installation } from '../../platform/installation.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { choose, type Member } from './domain.ts';

export type { Member } from './domain.ts';

/** Who uses Primum: organisations, and the people in them. */
export const organisations: Feature = {
  name: 'organisations',
  navigation: [{ text: 'Members', href: '/members', signedIn: true, last: true }],
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onProviderSignIn: () => import('./on-provider-sign-in.ts').then((module) => module.onProviderSignIn),
};

/** It cannot be told which organisation is meant; the sentence lists those that there are. */
export class OrganisationProblem extends Error {
  override readonly name = 'OrganisationProblem';
}

/**
 * Which organisation a verb of the command line acts in: the only one, or the one of this name or id.
 * @throws OrganisationProblem, in words for whoever called
 */
export async function chooseOrganisation(installation: Pick<Installation, 'ground'>, name?: string): Promise<string> {
  const { allOrganisations } = await import('./store.ts');
  const all = await installation.ground.database.platform((tx) => allOrganisations(tx));
  const chosen = choose(all, name);
  if ('problem' in chosen) throw new OrganisationProblem(chosen.problem);
  return chosen.id;
}

/** Who belongs to the organisation as things stand now; only one person, where one is named. */
export async function membersNow(tx: ReadTx, person: string | null = null): Promise<readonly Member[]> {
  const { members } = await import('./store.ts');
  return (await members(tx, person)).filter(({ grants }) => grants.length > 0);
}
