import type { ReadTx } from '../../../platform/database/database.ts';
import type { Moment } from '../../../platform/ledger/moment-store.ts';
import type { Words } from '../../../words/sentence.ts';
import {
  feedbackStanding,
  feedbackText,
  incidentPath,
  isFeedbackOpen,
  measuresOf,
  type IncidentShown,
  type Measures,
} from '../domain.ts';
import type { FeedbackGiven } from '../index.ts';
import { gradesOf, reportsOf } from '../report-store.ts';
import { NOW } from '../store.ts';
import { countedIncidents, countedReports, feedbackOfReports } from './feedback-store.ts';

/** What was told to whoever made these reports, the latest last. @param reports their ids */
export async function feedbackOn(
  tx: ReadTx,
  reports: readonly string[],
): Promise<ReadonlyMap<string, readonly FeedbackGiven[]>> {
  const told = (await feedbackOfReports(tx, reports)).flatMap(({ report, at, words }) =>
    words === null ? [] : [{ report, at, words: feedbackText(words) }],
  );
  return new Map(
    [...Map.groupBy(told, ({ report }) => report)].map(([report, given]) => [
      report,
      given.map(({ at, words }) => ({ at, words })),
    ]),
  );
}

/** Which reports of an incident wait for an answer, or for a new one: their numbers, 1 for the first. @param incident its id */
export async function feedbackOpenOf(tx: ReadTx, incident: string, moment: Moment = NOW): Promise<readonly number[]> {
  const [reports, grades] = await Promise.all([reportsOf(tx, [incident], moment), gradesOf(tx, incident, moment)]);
  const answers = await feedbackOfReports(
    tx,
    reports.map(({ id }) => id),
    moment,
  );
  return reports.flatMap(({ id, reporter }, index) => {
    const own = answers.filter(({ report }) => report === id);
    return isFeedbackOpen(feedbackStanding(reporter, own, grades)) ? [index + 1] : [];
  });
}

/** What can be counted of reports in a service. Two queries. @param service its id */
export async function measuresIn(tx: ReadTx, service: string, moment: Moment): Promise<Measures> {
  const [incidents, reports] = await Promise.all([
    countedIncidents(tx, service, moment),
    countedReports(tx, service, moment),
  ]);
  return measuresOf(incidents, reports, moment.now);
}

/** Whether whoever reported an incident was told, with the way to where they are: for its page. */
export async function feedbackLines(
  tx: ReadTx,
  { id, service, reference }: Pick<IncidentShown, 'id' | 'service' | 'reference'>,
  moment: Moment,
): Promise<readonly Words[]> {
  const open = await feedbackOpenOf(tx, id, moment);
  const href = `${incidentPath(service.reference, reference)}/feedback`;
  if (open.length === 0)
    return [[{ text: 'What reporters are told', href }, ': nobody who reported this waits for an answer.']];
  const who = open.length === 1 ? 'whoever made 1 report' : `those who made ${open.length} reports`;
  return [
    [
      { text: 'What reporters are told', href },
      `: ${who} ${open.length === 1 ? 'has' : 'have'} not been told what came of it.`,
    ],
  ];
}
