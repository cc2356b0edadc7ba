import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { makerName, WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { momentOf } from '../../platform/ledger/moment-store.ts';
import { endOfDay } from '../../platform/london-time.ts';
import { findService } from '../services/index.ts';
import { asAtField, serviceField, standardsField } from './commands.ts';
import { packReference } from './domain/pack.ts';
import { loadPack } from './load.ts';
import { packSchema } from './schema.ts';
import { packsOf } from './store.ts';

const feature = 'pack';
const may = WHOEVER_SEES_THE_SERVICE;

export const packs = query({
  feature,
  name: 'packs',
  summary: 'The packs that were made for a service and are kept, the latest first',
  input: z.strictObject({ service: serviceField }),
  output: z.object({
    packs: z.array(
      z.object({
        id: z.string().describe('PACK-3'),
        asAt: z.string(),
        madeBy: z.string(),
        madeAt: z.string(),
        editions: z.record(z.string(), z.string()),
        files: z.record(z.string(), z.string()),
      }),
    ),
  }),
  may,
  run: async (tx, { service: reference }) => {
    const { id } = await findService(tx, reference);
    const found = await packsOf(tx, id);
    return {
      packs: found.map(({ number, asAt, made, record }) => ({
        id: packReference(number),
        asAt: asAt.toISOString(),
        madeBy: made.by,
        madeAt: made.at.toISOString(),
        editions: { ...record.editions },
        files: { ...record.files },
      })),
    };
  },
});

export const assessmentPack = query({
  feature,
  name: 'assessmentPack',
  summary: 'A service beside standards as one document, as it stands or as it stood on a day',
  input: z.strictObject({
    service: serviceField,
    standards: standardsField,
    asAt: asAtField,
  }),
  output: z.object({ document: packSchema }),
  may,
  run: async (tx, { service, standards, asAt }, now, actor, { assessed }) => {
    const moment = await momentOf(tx, asAt === undefined ? null : endOfDay(asAt), now);
    const made = { at: now, by: makerName(actor) };
    const { document } = await loadPack(tx, assessed, { service, standards }, moment, made);
    return { document };
  },
});
