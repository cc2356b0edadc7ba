import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { findService } from '../services/index.ts';
import { formPath, sayHours } from './domain.ts';
import { serviceField } from './fields.ts';
import { formOfService } from './form-store.ts';

/** What came in is a page, and no query: each read of it is recorded, and no program reads it. */
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
