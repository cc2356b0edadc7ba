import { anyCommand } from '../../platform/commands/command.ts';
import type { Demo } from '../../platform/feature.ts';
import { createOrganisation, setMember } from './commands.ts';

/** A maker of services that does not exist. */
const DEMO_ORGANISATION = { name: 'Quillfeather Digital' } as const;

/** The made-up organisation, and its owner in every role that the demo needs. */
export async function makeDemo({ execute, person }: Demo): Promise<void> {
  await execute(anyCommand(createOrganisation), DEMO_ORGANISATION);
  await execute(anyCommand(setMember), {
    person: person.id,
    roles: ['administrator', 'clinical safety officer', 'safety engineer'],
  });
}
