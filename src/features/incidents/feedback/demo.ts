import { anyCommand } from '../../../platform/commands/command.ts';
import type { Demo } from '../../../platform/feature.ts';
import { giveFeedback, sayFeedbackRead, sayWhyNoFeedback, writeFeedback } from './commands.ts';

const SERVICE = 'DEMO';

/** Of the demo's reports one was answered and read, an answer to one is written, of one it is said why not, and one waits. */
export async function makeFeedbackDemo(demo: Demo): Promise<void> {
  const wren = await demo.somebody('Wren Applewhite', ['clinical safety officer']);
  const imogen = await demo.somebody('Imogen Sedge', ['clinical reviewer']);
  const first = { service: SERVICE, incident: 'INC-1', report: 1 };
  const written = await demo.execute(
    anyCommand(writeFeedback),
    {
      ...first,
      version: 0,
      graded: 'You said that nobody was harmed. We think so too: the nurse saw it in time.',
      found: 'Two windows were open. The page of the second one showed the photo of the first one for a moment.',
      changed: 'A second window now asks which wound you mean before it shows a photo.',
      unchanged: 'You can still open two windows. Nurses told us that they need to compare wounds.',
    },
    wren,
  );
  await demo.execute(anyCommand(giveFeedback), { ...first, version: written['version'] }, wren);
  await demo.execute(anyCommand(sayFeedbackRead), { service: SERVICE, incident: 'INC-1' }, imogen);
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
    { service: SERVICE, incident: 'INC-4', report: 1, reason: 'Wren reported it herself, and knows what came of it.' },
    wren,
  );
}
