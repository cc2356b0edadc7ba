import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { findService } from '../services/index.ts';
import { isLead } from './commands.ts';
import { concernLines } from './concern-store.ts';
import { formPath, sayHours, STATES } from './domain.ts';
import { READS, serviceField } from './fields.ts';
import { formOfService } from './form-store.ts';

/** As many as anybody reads in one sitting. */
export const MOST_LISTED = 200;

export const concernFormQuery = query({
  feature: 'concerns',
  name: 'concernForm',
  summary:
    'The public form by which anybody says that something is wrong with a service: its address, and when somebody reads',
  input: z.strictObject({ service: serviceField }),
  output: z.object({
    published: z.boolean(),
    path: z.string().nullable().describe('Its address here; null where nobody has set it up'),
    hours: z.string().nullable(),
    since: z.string().nullable(),
  }),
  may: WHOEVER_SEES_THE_SERVICE,
  run: async (tx, { service }) => {
    const { id } = await findService(tx, service);
    const form = await formOfService(tx, id);
    return {
      published: form?.published ?? false,
      path: form && formPath(form.code),
      hours: form && sayHours(form.hours),
      since: form && form.since.toISOString(),
    };
  },
});

/** None of their words: those are read one by one, on a page, and each read is recorded. */
export const concernsQuery = query({
  feature: 'concerns',
  name: 'concerns',
  summary: 'What came in by the public form of a service, without its words, as far as whoever asks reads it',
  input: z.strictObject({ service: serviceField }),
  output: z.object({
    concerns: z.array(
      z.object({
        reference: z.string(),
        at: z.string(),
        state: z.enum(STATES),
        incident: z.string().nullable(),
        news: z.boolean().describe('Something was added since it was dealt with'),
      }),
    ),
  }),
  may: READS,
  run: async (tx, { service: of }, _now, actor) => {
    const service = await findService(tx, of);
    const lines = await concernLines(tx, service.id, isLead(actor, service.reference), MOST_LISTED);
    return {
      concerns: lines.map(({ reference, at, state, incident, news }) => ({
        reference,
        at: at.toISOString(),
        state,
        incident,
        news,
      })),
    };
  },
});
