import { anyCommand } from '../../platform/commands/command.ts';
import type { Demo } from '../../platform/feature.ts';
import { dateIn } from '../../platform/london-time.ts';
import { dayAfter } from '../../words/days.ts';
import { addAction, finishAction } from './commands.ts';

const SERVICE = 'DEMO';

/** What is going on in the demo service: something for today, some for this week, one for later, one that is done. */
export async function makeDemo({ execute, somebody, ground, person }: Demo): Promise<void> {
  const today = dateIn(ground.now());
  const wren = await somebody('Wren Applewhite', ['clinical safety officer']);
  const ottoline = await somebody('Ottoline Reed', ['safety engineer']);
  const juniper = await somebody('Juniper Hale', ['deputy clinical safety officer', 'clinical reviewer']);
  const posy = await somebody('Posy Thackray', ['product owner']);
  const add = (title: string, owner: string, days: number, as = wren) =>
    execute(anyCommand(addAction), { service: SERVICE, title, owner, due: dayAfter(today, days) }, as);
  await add('Ask the community nurses how long a photo takes to arrive on a bad connection', ottoline.id, 4);
  await add('Agree with Larkmoor Community Trust who watches the inbox on bank holidays', person.id, 0);
  await add('Read the new wording of the red flags on the public page', juniper.id, 2, posy);
  await add('Plan the hazard workshop on photo triage', person.id, 5, ottoline);
  await add('Look through the incident trends of the last quarter', person.id, 19);
  await add('Answer Posy Thackray on whether a lower reading age changes the likelihood of HAZ-18', wren.id, 3, posy);
  const done = await add('Find out whether text messages arrive at night', ottoline.id, 3);
  await execute(
    anyCommand(finishAction),
    {
      action: done['action'],
      version: done['version'],
      evidence: 'The gateway holds messages from 10pm to 7am. Seen in its settings, and tried with three phones.',
    },
    ottoline,
  );
}
