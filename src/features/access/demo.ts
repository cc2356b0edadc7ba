import { sha256 } from '../../platform/canonical.ts';
import { anyCommand } from '../../platform/commands/command.ts';
import type { Demo } from '../../platform/feature.ts';
import { makeToken } from './commands.ts';

/** A token of the safety engineer. Nobody has it, and nobody can: what its digest is of is no token. */
export async function makeDemo({ execute, somebody, organisation }: Demo): Promise<void> {
  const engineer = await somebody('Ottoline Reed', ['safety engineer']);
  const digest = sha256(`the demo’s, of ${organisation}`).toString('hex');
  const input = { label: 'Nightly import of the hazard log', scopes: ['read', 'import'], service: 'DEMO', digest };
  await execute(anyCommand(makeToken), input, engineer);
}
