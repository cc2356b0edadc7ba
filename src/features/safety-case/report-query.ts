import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { asAtDay, line } from '../../platform/commands/fields.ts';
import { makerName, WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { momentOf } from '../../platform/ledger/moment-store.ts';
import { endOfDay } from '../../platform/london-time.ts';
import { reportToHand } from './reading.ts';
import { reportSchema } from './report-schema.ts';

export const caseReport = query({
  feature: 'safety-case',
  name: 'caseReport',
  summary:
    'A clinical safety case report: as it was approved, where that version stands; else a draft of what is known',
  input: z.strictObject({
    service: line(60, 'Say which service: its reference, such as DEMO.'),
    report: line(20, 'Say which report, such as CSCR-3.').describe('CSCR-3'),
    asAt: asAtDay(),
  }),
  output: z.object({ document: reportSchema }),
  may: WHOEVER_SEES_THE_SERVICE,
  run: async (tx, { asAt, ...named }, now, actor, kinds) => {
    const moment = await momentOf(tx, asAt === undefined ? null : endOfDay(asAt), now);
    return { document: await reportToHand(tx, kinds, named, moment, { at: now, by: makerName(actor) }) };
  },
});
