import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { asAtDay, line } from '../../platform/commands/fields.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { momentOf } from '../../platform/ledger/moment-store.ts';
import { endOfDay } from '../../platform/london-time.ts';
import { textOf } from '../../words/sentence.ts';
import { findService } from '../services/index.ts';
import { bySort, standingOf } from './domain.ts';
import { loadFile } from './loading.ts';
import { retention } from './retention.ts';

const factSchema = z.object({ says: z.string(), confidence: z.string(), source: z.string() });

export const file = query({
  feature: 'file',
  name: 'file',
  summary: 'The clinical risk management file of a service: every artefact, how it stands, whose it is and until when',
  input: z.strictObject({
    service: line(60, 'Say which service: its reference, such as DEMO.'),
    asAt: asAtDay(),
  }),
  output: z.object({
    artefacts: z.array(
      z.object({
        sort: z.string(),
        title: z.string(),
        href: z.string(),
        state: z.string(),
        standing: z
          .enum(['met', 'not-met', 'not-known', 'lapsed', 'kept'])
          .describe('"kept" is a record that claims nothing'),
        owner: z.string().nullable(),
        since: z.string().nullable(),
        until: z.string().nullable(),
      }),
    ),
    retention: z.object({
      checked: z.string(),
      rules: z.array(factSchema.extend({ standard: z.string(), clause: z.string() })),
      after: factSchema.describe('Once the system is out of use'),
    }),
  }),
  may: WHOEVER_SEES_THE_SERVICE,
  run: async (tx, { service: reference, asAt }, now, _actor, kinds) => {
    const moment = await momentOf(tx, asAt === undefined ? null : endOfDay(asAt), now);
    const service = await findService(tx, reference, moment);
    const artefacts = await loadFile(tx, service, kinds, moment);
    const { checked, rules, after } = retention();
    return {
      artefacts: bySort(artefacts).map((one) => ({
        sort: one.sort,
        title: one.title,
        href: one.href,
        state: textOf(one.state),
        standing: standingOf(one, moment.now),
        owner: one.owner,
        since: one.since?.toISOString() ?? null,
        until: one.until?.toISOString() ?? null,
      })),
      retention: { checked, rules, after },
    };
  },
});
