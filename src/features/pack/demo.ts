import { anyCommand } from '../../platform/commands/command.ts';
import type { Demo } from '../../platform/feature.ts';
import { makePack } from './commands.ts';

/** A pack that went to somebody, so that it can be seen that it stays as it was. */
export async function makeDemo(demo: Demo): Promise<void> {
  const cso = await demo.somebody('Wren Applewhite', ['clinical safety officer']);
  await demo.execute(anyCommand(makePack), { service: 'DEMO', standards: ['point-16', 'dtac-c1'] }, cso);
}
