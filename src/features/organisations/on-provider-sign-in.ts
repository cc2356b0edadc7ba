import { anyCommand } from '../../platform/commands/command.ts';
import { execute } from '../../platform/commands/execute.ts';
import type { OnProviderSignIn } from '../../platform/feature.ts';
import { choose } from './domain.ts';
import { withProviderRoles } from './domain/membership.ts';
import { takeProviderRoles } from './member-commands.ts';
import { allOrganisations, members } from './store.ts';

/**
 * Takes over what an identity provider says of whoever comes in: in each organisation that its table names, also where it
 * says nothing any more. Only what differs is written.
 */
export const onProviderSignIn: OnProviderSignIn = async ({ ground, now }, { person, provider, roles }) => {
  const named = [...new Set(provider.settings.roles.map(({ organisation }) => organisation))];
  if (named.length === 0) return;
  const all = await ground.database.platform((tx) => allOrganisations(tx));
  for (const name of named) {
    const chosen = choose(all, name);
    // Of no organisation, or of several: nobody gets a role by a guess.
    if ('problem' in chosen) continue;
    const { id: organisation } = chosen;
    const said = roles.filter((one) => one.organisation === name).map(({ role, service }) => ({ role, service }));
    const [member] = await ground.database.read(organisation, (tx) => members(tx, person));
    if (withProviderRoles(member?.grants ?? [], provider.id, said, now()) === null) continue;
    const input = { person, provider: provider.id, roles: said };
    await execute(ground, anyCommand(takeProviderRoles), input, { actor: { kind: 'system' }, organisation });
  }
};
