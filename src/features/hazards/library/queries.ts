import { z } from 'zod';
import { query } from '../../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../../platform/commands/may.ts';
import { findService } from '../../services/index.ts';
import { ARISES_IN, CONTROL_TYPES } from '../domain.ts';
import { serviceField } from '../queries.ts';
import { similarHazards } from './similar.ts';
import { starterHazards } from './starter.ts';

const feature = 'hazards';
const may = WHOEVER_SEES_THE_SERVICE;

export const library = query({
  feature,
  name: 'library',
  summary: 'The starter set: generic hazards to draw into a log, in our own words, without any rating',
  input: z.strictObject({ service: serviceField }),
  output: z.object({
    starters: z.array(
      z.object({
        id: z.string(),
        version: z.number(),
        group: z.string(),
        source: z.string(),
        checked: z.string(),
        name: z.string(),
        description: z.string(),
        arisesIn: z.enum(ARISES_IN).nullable(),
        harmed: z.string(),
        vulnerable: z.array(z.string()),
        causes: z.array(z.string()),
        effects: z.array(z.string()),
        harms: z.array(z.string()),
        controls: z.array(z.object({ text: z.string(), type: z.enum(CONTROL_TYPES).nullable() })),
        prompts: z.array(z.string()),
      }),
    ),
  }),
  may,
  run: async (tx, { service }) => {
    await findService(tx, service);
    return {
      starters: starterHazards().map((one) => ({
        ...one,
        vulnerable: [...one.vulnerable],
        causes: [...one.causes],
        effects: [...one.effects],
        harms: [...one.harms],
        controls: one.controls.map((control) => ({ ...control })),
        prompts: [...one.prompts],
      })),
    };
  },
});

export const similar = query({
  feature,
  name: 'similar',
  summary: 'Hazards of a service that are near to these words: perhaps the same, perhaps related',
  input: z.strictObject({
    service: serviceField,
    words: z.string('Give the words to compare.').max(1_000, 'Give at most 1,000 characters.'),
  }),
  output: z.object({ similar: z.array(z.object({ id: z.string(), name: z.string(), href: z.string() })) }),
  may,
  run: async (tx, { service, words }) => ({
    similar: await similarHazards(tx, await findService(tx, service), words),
  }),
});
