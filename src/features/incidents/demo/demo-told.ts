import { anyCommand } from '../../../platform/commands/command.ts';
import type { Demo } from '../../../platform/feature.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { recordCandourStep, stateCandour } from '../closing-commands.ts';

/** The one that harmed somebody, who was told in person: five of the six steps of the duty of candour are still to do. */
const HARMED = { service: 'DEMO', incident: 'INC-2' } as const;

export async function tellWhoWasHarmed({ execute, somebody, ground }: Demo): Promise<void> {
  const wren = await somebody('Wren Applewhite', ['clinical safety officer']);
  await execute(
    anyCommand(stateCandour),
    {
      ...HARMED,
      applies: 'yes',
      reason: 'The made-up provider decided it with the nurse in charge: the wound was seen late and needed treatment.',
    },
    wren,
  );
  await execute(
    anyCommand(recordCandourStep),
    {
      ...HARMED,
      step: 'told',
      state: 'done',
      on: dateIn(ground.now()),
      note: 'The nurse in charge visited, and said what is known and what happens next.',
    },
    wren,
  );
}
