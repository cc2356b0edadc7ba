import { anyCommand } from '../../../platform/commands/command.ts';
import type { Demo } from '../../../platform/feature.ts';
import { giveFeedback, sayFeedbackRead, sayWhyNoFeedback, writeFeedback } from './commands.ts';

const SERVICE = 'DEMO';

/** Of the demo's reports one was answered and read, an answer to one is written, of one it is said why not, and one waits. */
export async function makeFeedbackDemo(demo: Demo): Promise<void> {
  const wren = await demo.somebody('Wren Applewhite', ['clinical safety officer']);
  const percival = await demo.somebody('Percival Lark', ['clinical reviewer']);
  const first = { service: SERVICE, incident: 'INC-1', report: 1 };
  const written = await demo.execute(
    anyCommand(writeFeedback),
    {
      ...first,
      version: 0,
      graded: 'You said that nobody was harmed. We think so too: the photo was moved before anybody judged the wound.',
      found: 'Two windows were open. The second one kept the wound that was chosen in the first one.',
      changed:
        'Until it is put right, nurses at both bases keep one window open at a time. Each window will keep its own wound.',
      unchanged: 'You can still open two windows. You told us that you need to compare wounds.',
    },
    wren,
  );
  await demo.execute(anyCommand(giveFeedback), { ...first, version: written['version'] }, wren);
  await demo.execute(anyCommand(sayFeedbackRead), { service: SERVICE, incident: 'INC-1' }, percival);
  await demo.execute(
    anyCommand(writeFeedback),
    {
      service: SERVICE,
      incident: 'INC-3',
      report: 1,
      version: 0,
      found: 'Two wounds on one leg can have the same name. We had not thought of that.',
      changed: 'From the next release on, the list shows where on the leg each wound is.',
    },
    wren,
  );
  await demo.execute(
    anyCommand(sayWhyNoFeedback),
    {
      service: SERVICE,
      incident: 'INC-4',
      report: 1,
      reason: 'He told us when he wrote it that he needs no answer.',
    },
    wren,
  );
}
