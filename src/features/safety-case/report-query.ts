import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { asAtDay, line } from '../../platform/commands/fields.ts';
import { makerName, WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { momentOf } from '../../platform/ledger/moment-store.ts';
import { endOfDay } from '../../platform/london-time.ts';
import { drawReport } from './index.ts';
import { reportAt } from './reading.ts';
import { reportSchema } from './report-schema.ts';

export const caseReport = query({
  feature: 'safety-case',
  name: 'caseReport',
  summary: 'A clinical safety case report, drawn from what is known, or was known on a day',
  input: z.strictObject({
    service: line(60, 'Say which service: its reference, such as DEMO.'),
    report: line(20, 'Say which report, such as CSCR-3.').describe('CSCR-3'),
    asAt: asAtDay(),
  }),
  output: z.object({ document: reportSchema }),
  may: WHOEVER_SEES_THE_SERVICE,
  run: async (tx, { asAt, ...named }, now, actor, kinds) => {
    const moment = await momentOf(tx, asAt === undefined ? null : endOfDay(asAt), now);
    const report = await reportAt(tx, named, moment);
    return { document: await drawReport(tx, kinds, report, moment, { at: now, by: makerName(actor) }) };
  },
});
