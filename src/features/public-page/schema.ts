import { z } from 'zod';
import { PUBLIC_FORMAT, type PublicDocument } from './domain.ts';

const approved = { subject: z.string(), approved: z.number(), on: z.string() };

/** What is published, as it is kept and handed out. */
export const publicSchema: z.ZodType<PublicDocument> = z.object({
  format: z.literal(PUBLIC_FORMAT),
  version: z.literal(1),
  service: z.object({ name: z.string(), organisation: z.string() }),
  use: z.object({ ...approved, parts: z.array(z.object({ name: z.string(), says: z.string() })) }),
  logs: z.array(z.object({ ...approved, number: z.number() })),
  hazards: z.array(
    z.object({
      name: z.string(),
      effects: z.array(z.string()),
      harms: z.array(z.string()),
      initial: z.string(),
      now: z.string(),
      waits: z.boolean(),
      status: z.enum(['open', 'closed', 'transferred']),
      controls: z.array(z.string()).nullable(),
    }),
  ),
  withheld: z.array(z.object({ reason: z.string(), hazards: z.number() })),
  report: z
    .object({
      ...approved,
      sections: z.array(
        z.object({
          title: z.string(),
          prose: z.string(),
          tables: z.array(
            z.object({ caption: z.string(), head: z.array(z.string()), rows: z.array(z.array(z.string())) }),
          ),
        }),
      ),
    })
    .nullable(),
  release: z.string().nullable(),
  concern: z.object({ text: z.string(), phone: z.string(), address: z.string() }),
  // What was published before there was any of it has none.
  reported: z
    .object({
      numbers: z.object({
        from: z.string(),
        to: z.string(),
        sorts: z.array(z.object({ what: z.string(), atLeast: z.number().nullable() })),
        atLeast: z.number().nullable(),
      }),
      changes: z.array(z.object({ said: z.string(), did: z.string() })),
    })
    .nullable()
    .default(null),
});
