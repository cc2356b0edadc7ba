import { z } from 'zod';
import { query } from '../../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../../platform/commands/may.ts';
import { questionReference, runReference } from '../../evidence/index.ts';
import { controlReference } from '../domain.ts';
import { serviceField } from '../queries.ts';
import { serviceNamed } from '../service-store.ts';
import { strayTags, waitingTests } from './looking-store.ts';
import { untestedControls } from './mapping-store.ts';

/** Tests that wait and are named at once. */
export const MOST_WAITING = 500;

export const coverage = query({
  feature: 'hazards',
  name: 'coverage',
  summary: 'Which controls no test names, which tags of tests name no control, and which tests wait to be accepted',
  input: z.strictObject({ service: serviceField }),
  output: z.object({
    untested: z.array(z.string()).describe('Controls that no test names: CTL-31'),
    strayTags: z.array(z.object({ tag: z.string(), run: z.string() })).describe('In the last 50 runs'),
    waiting: z.array(
      z.object({ control: z.string(), test: z.string(), title: z.string(), outcome: z.string().nullable() }),
    ),
  }),
  may: WHOEVER_SEES_THE_SERVICE,
  run: async (tx, input, now) => {
    const service = await serviceNamed(tx, input.service, { seq: null, now });
    const [untested, stray, waiting] = await Promise.all([
      untestedControls(tx, service.id),
      strayTags(tx, service.id),
      waitingTests(tx, service.id, null, MOST_WAITING),
    ]);
    return {
      untested: untested.map(controlReference),
      strayTags: stray.map(({ tag, run }) => ({ tag, run: runReference(run) })),
      waiting: waiting.map(({ control, question, elsewhere, title, outcome }) => ({
        control: controlReference(control),
        test: `${elsewhere === null ? '' : `${elsewhere}/`}${questionReference(question)}`,
        title,
        outcome,
      })),
    };
  },
});
