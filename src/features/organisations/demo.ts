import { anyCommand } from '../../platform/commands/command.ts';
import type { Role } from '../../platform/commands/may.ts';
import type { Demo } from '../../platform/feature.ts';
import { inviteMember } from './invitation-commands.ts';
import { createOrganisation, setMember, setSessionLimits } from './commands.ts';

/** A maker of services that does not exist. */
const DEMO_ORGANISATION = { name: 'Quillfeather Digital' } as const;

/** Its people, whom other features of the demo call by their names. */
const CAST: readonly (readonly [string, readonly Role[]])[] = [
  ['Wren Applewhite', ['clinical safety officer']],
  ['Juniper Hale', ['deputy clinical safety officer', 'clinical reviewer', 'safeguarding lead']],
  ['Ottoline Reed', ['safety engineer']],
  ['Barnaby Quince', ['accountable executive']],
  ['Posy Thackray', ['product owner', 'incident handler']],
  ['Percival Lark', ['clinical reviewer']],
];

/** Somebody who has not answered yet. */
const INVITED = {
  name: 'Fennel Ashby',
  email: 'fennel.ashby@quillfeather.example',
  grants: [{ role: 'viewer' }],
} as const;

/** The made-up organisation, and its owner in every role that the demo needs. */
export async function makeDemo({ execute, person, somebody }: Demo): Promise<void> {
  await execute(anyCommand(createOrganisation), DEMO_ORGANISATION);
  await execute(anyCommand(setMember), {
    person: person.id,
    roles: ['administrator', 'clinical safety officer', 'safety engineer'],
  });
  for (const [name, roles] of CAST) {
    const { id } = await somebody(name, roles);
    await execute(anyCommand(setMember), { person: id, roles: [...roles] });
  }
  const owner = { ...person, roles: ['administrator'] as const };
  await execute(anyCommand(inviteMember), INVITED, owner);
  await execute(anyCommand(setSessionLimits), { idleMinutes: 12 * 60, absoluteMinutes: 7 * 24 * 60 });
}
