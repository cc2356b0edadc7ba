import { z } from 'zod';

/** Somebody who came back from a provider, as they wait for their own next act: to join, or to add it to their account. */
export const Arrived = z.object({
  /** The id of the provider in the settings. */
  provider: z.string(),
  identity: z.object({
    issuer: z.string(),
    subject: z.string(),
    name: z.string(),
    /** Only one that the provider vouches for. */
    email: z.string().nullable(),
  }),
});
export type Arrived = z.output<typeof Arrived>;
