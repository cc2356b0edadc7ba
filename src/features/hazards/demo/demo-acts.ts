import { anyCommand } from '../../../platform/commands/command.ts';
import type { Demo, DemoPerson } from '../../../platform/feature.ts';
import { dayAfter, dayIn } from '../../../words/days.ts';
import { addHazardAction } from '../action-command.ts';
import { useControl } from '../control-commands.ts';
import { controlReference, hazardReference, type Acts } from '../domain.ts';
import { firstOf } from './demo-store.ts';
import { DEMO_HAZARDS } from './wound-care.ts';

/** How the controls of a hazard act on it, in their order: the places of their causes, from 1. Null: nobody has said. */
interface Placed {
  readonly hazard: string;
  readonly controls: readonly ({ readonly acts: Acts; readonly causes?: readonly number[] } | null)[];
}

const prevents = (...causes: readonly number[]) => ({ acts: 'prevents', causes }) as const;
const LIMITS = { acts: 'limits' } as const;

/** What an imported log does not say, and what the team has said since of the hazards that it works on. */
const PLACED: readonly Placed[] = [
  {
    hazard: 'Compression advice is followed by a person with poor arterial supply',
    controls: [prevents(1, 3), null, prevents(2), prevents(1, 4)],
  },
  {
    hazard: 'A message about fever goes unread over a weekend',
    controls: [prevents(4), prevents(1), prevents(3), prevents(2), LIMITS],
  },
  {
    hazard: 'A wound photo is attached to the wrong patient’s record',
    controls: [prevents(1), prevents(1, 4), prevents(2), prevents(3), LIMITS],
  },
];

/** Says of some controls what they act on, so that their hazards have a bow-tie. */
export async function placeDemoControls({ execute, organisation, ground }: Demo, as: DemoPerson): Promise<void> {
  for (const { hazard: name, controls } of PLACED) {
    const place = DEMO_HAZARDS.findIndex((one) => one.name === name);
    const texts = DEMO_HAZARDS[place]!.controls.map(({ text }) => text);
    const found = await ground.database.read(organisation, (tx) =>
      Promise.all(texts.map((text) => firstOf(tx, 'control', text))),
    );
    for (const [index, acting] of controls.entries()) {
      if (acting === null) continue;
      const control = controlReference(found[index]!.number);
      await execute(
        anyCommand(useControl),
        { service: 'DEMO', hazard: hazardReference(place + 1), control, ...acting },
        as,
      );
    }
  }
}

/** Days that whoever has it is given. */
const DAYS = 12;

/** Something that has to be done about a hazard, for somebody who owns the product. */
export async function demoAction({ execute, ground }: Demo, posy: DemoPerson): Promise<void> {
  const name = 'A wound photo is attached to the wrong patient’s record';
  await execute(
    anyCommand(addHazardAction),
    {
      service: 'DEMO',
      hazard: hazardReference(DEMO_HAZARDS.findIndex((one) => one.name === name) + 1),
      title: 'Move Heron Lane to paper labels until release 1.4.0',
      owner: posy.id,
      due: dayAfter(dayIn(ground.now()), DAYS),
    },
    posy,
  );
}
