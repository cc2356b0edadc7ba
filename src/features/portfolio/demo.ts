import { anyCommand } from '../../platform/commands/command.ts';
import type { Demo } from '../../platform/feature.ts';
import { setOfficerCapacity } from './commands.ts';

/** The made-up officer has one day a week for it. */
export async function makeDemo(demo: Demo): Promise<void> {
  const wren = await demo.somebody('Wren Applewhite', ['clinical safety officer']);
  await demo.execute(anyCommand(setOfficerCapacity), { person: wren.id, wholeTimeEquivalent: 0.2 });
}
