import { anyCommand } from '../../../platform/commands/command.ts';
import type { Demo } from '../../../platform/feature.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { dayAfter } from '../../../words/days.ts';
import { reportIncident } from '../commands.ts';

const SERVICE = 'DEMO';

/** What was reported of the demo service by its made-up people. */
export async function makeDemo(demo: Demo): Promise<void> {
  const wren = await demo.somebody('Wren Applewhite', ['clinical safety officer']);
  const imogen = await demo.somebody('Imogen Sedge', ['clinical reviewer']);
  const percival = await demo.somebody('Percival Lark', ['developer']);
  const today = dateIn(demo.ground.now());
  await demo.execute(
    anyCommand(reportIncident),
    {
      service: SERVICE,
      sort: 'incident',
      what: 'The photo of one wound was shown beside the notes of another. The nurse saw it before she changed the dressing. Both had been opened in two windows.',
      title: 'A photo stood beside the notes of another wound',
      occurredOn: dayAfter(today, -9),
      harmed: 'no',
      danger: 'no',
      concern: 'very',
      release: '1.3.2',
    },
    imogen,
  );
  await demo.execute(
    anyCommand(reportIncident),
    {
      service: SERVICE,
      sort: 'incident',
      what: 'A dressing was left on for six days instead of two, because the reminder for the change did not come. The wound had become infected and was treated with antibiotics at home.',
      title: 'No reminder came, and a dressing stayed on too long',
      occurredOn: dayAfter(today, -3),
      harmed: 'yes',
      danger: 'no',
      concern: 'very',
      release: '1.3.2',
    },
    imogen,
  );
  await demo.execute(
    anyCommand(reportIncident),
    {
      service: SERVICE,
      sort: 'near miss',
      what: 'Two wounds on one leg had the same name in the list. I noticed before I saved.',
    },
    percival,
  );
  await demo.execute(
    anyCommand(reportIncident),
    {
      service: SERVICE,
      sort: 'good care',
      what: 'The second check stopped a photo from being saved to the wrong wound, exactly as it should.',
    },
    wren,
  );
}
