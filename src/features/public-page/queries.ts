import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { findService } from '../services/index.ts';
import { behindOf, fallenOf, publicPath, statesOf, STANDINGS } from './domain.ts';
import { serviceField } from './fields.ts';
import { keptDocument, liveState } from './making.ts';
import { publicSchema } from './schema.ts';
import { editionsOf, pageOf } from './store.ts';

export const publicPageQuery = query({
  feature: 'public-page',
  name: 'publicPage',
  summary: 'The public page of a service: whether it is published, what it shows, and how that stands now',
  input: z.strictObject({ service: serviceField }),
  output: z.object({
    published: z.boolean(),
    path: z.string().nullable().describe('Its address here; null where it was never published'),
    since: z.string().nullable(),
    states: z.array(z.object({ what: z.string(), standing: z.enum(STANDINGS), so: z.string(), means: z.string() })),
    differs: z
      .array(z.string())
      .describe('What it shows in another version than the approved one, or what no longer stands'),
    editions: z.array(
      z.object({
        number: z.number(),
        release: z.string().nullable(),
        at: z.string(),
        by: z.string(),
        sha256: z.string(),
      }),
    ),
    shows: publicSchema.nullable().describe('What was published last; null where nothing was'),
  }),
  may: WHOEVER_SEES_THE_SERVICE,
  run: async (tx, { service: reference }, now) => {
    const { id } = await findService(tx, reference);
    const [page, editions, live] = await Promise.all([pageOf(tx, id), editionsOf(tx, id), liveState(tx, id, now)]);
    const [latest] = editions;
    const shows = latest ? await keptDocument(tx, latest) : null;
    return {
      published: page?.published ?? false,
      path: page && publicPath(page.code),
      since: page?.since.toISOString() ?? null,
      states: shows ? statesOf(shows, live) : [],
      differs: shows ? [...behindOf(shows, live), ...fallenOf(shows, live)] : [],
      editions: editions.map(({ number, release, at, by, file }) => ({
        number,
        release,
        at: at.toISOString(),
        by,
        sha256: file,
      })),
      shows,
    };
  },
});
