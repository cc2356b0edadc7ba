import { z } from 'zod';
import { query } from '../../../platform/commands/command.ts';
import { servicesSeen, WHOEVER_SEES_THE_SERVICE, type Actor } from '../../../platform/commands/may.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { findService } from '../../services/index.ts';
import { FEEDBACK_STANDINGS, feedbackText } from '../domain.ts';
import { HANDLES, incidentField, serviceField } from '../fields.ts';
import { findIncident } from '../finding.ts';
import { feedbackOfReports, reportsBy, type OwnReport } from './feedback-store.ts';
import { reportsTold } from './looking.ts';
import { measuresIn } from './telling.ts';

const feature = 'incidents';

export const feedback = query({
  feature,
  name: 'feedback',
  summary: 'The reports of an incident, and what whoever made each was told of what came of it, or why nothing',
  input: z.strictObject({ service: serviceField, incident: incidentField }),
  output: z.object({
    reports: z.array(
      z.object({
        report: z.number().describe('1 for the first report of the incident'),
        by: z.string(),
        at: z.string(),
        standing: z.enum(FEEDBACK_STANDINGS),
        draft: z.number().nullable().describe('The version of what is written and not told yet'),
        answers: z.array(
          z.object({
            at: z.string(),
            by: z.string(),
            words: z.string().nullable().describe('As they read it; null where they are told nothing'),
            reason: z.string().nullable().describe('Why they are told nothing'),
            notice: z.string().nullable().describe('What was decided of a notice to them'),
          }),
        ),
      }),
    ),
  }),
  may: { ...HANDLES, operator: true, token: 'read' },
  run: async (tx, named, now) => {
    const { incident } = await findIncident(tx, named);
    const { reports } = await reportsTold(tx, incident, { seq: null, now });
    return {
      reports: reports.map(({ number, report, standing, draft, answers }) => ({
        report: number,
        by: report.by,
        at: report.at.toISOString(),
        standing,
        draft: draft?.version ?? null,
        answers: answers.map(({ at, by, words, reason, notice }) => ({
          at: at.toISOString(),
          by,
          words: words && feedbackText(words),
          reason,
          notice,
        })),
      })),
    };
  },
});

/** Somebody's own report, with what they were told. */
export interface OwnReportTold extends OwnReport {
  readonly answers: readonly {
    readonly at: Date;
    readonly words: Parameters<typeof feedbackText>[0];
    readonly isRead: boolean;
  }[];
}

/** What somebody reported with their account, in services that they may see; nothing of what anybody else reported. */
export async function ownReports(tx: ReadTx, actor: Actor): Promise<OwnReportTold[]> {
  if (actor.kind !== 'person') return [];
  const reports = await reportsBy(tx, actor.id, servicesSeen(actor));
  const answers = await feedbackOfReports(
    tx,
    reports.map(({ id }) => id),
  );
  return reports.map((report) => ({
    ...report,
    answers: answers.flatMap(({ report: of, at, words, readAt }) =>
      of === report.id && words !== null ? [{ at, words, isRead: readAt !== null }] : [],
    ),
  }));
}

const median = z.object({
  days: z.number().nullable().describe('Half took no longer; null where none is over'),
  of: z.number().describe('Of how many'),
});

export const incidentMeasures = query({
  feature,
  name: 'incidentMeasures',
  summary:
    'What can be counted of reports in a service: each month, near misses, and days until somebody did something',
  input: z.strictObject({ service: serviceField }),
  output: z.object({
    months: z.array(z.object({ month: z.string(), reports: z.number() })),
    incidents: z.number(),
    nearMisses: z.number(),
    nearMissRatio: z.number().nullable().describe('Near misses for each incident that reached somebody'),
    toTriage: median,
    toFeedback: median,
    toClose: median,
    waiting: z.number().describe('Reports whose reporter was not told yet'),
    oldestWaiting: z.string().nullable(),
  }),
  may: WHOEVER_SEES_THE_SERVICE,
  run: async (tx, { service: reference }, now) => {
    const service = await findService(tx, reference);
    const { months, oldestWaiting, ...measures } = await measuresIn(tx, service.id, { seq: null, now });
    return { ...measures, months: [...months], oldestWaiting: oldestWaiting?.toISOString() ?? null };
  },
});
