import type { CommandTx } from '../../platform/commands/command.ts';
import { InputProblem, type FieldProblem } from '../../platform/commands/problems.ts';
import { dateIn } from '../../platform/london-time.ts';
import { daysBetween, isDay, type Day } from '../../words/days.ts';
import { livingService } from '../services/index.ts';
import { incidentReference, type Reporting } from './domain.ts';
import { putGrade, putReport, reportByKey } from './report-store.ts';
import { nextIncidentNumber, putIncident } from './store.ts';

/** What came of a report: the incident, and which of its reports this one is. A type, so that it is a result. */
export type RecordedIncident = {
  id: string;
  reference: string;
  report: string;
  /** The same report was taken in before. */
  again: boolean;
};

/**
 * Records an incident in the transaction of whatever it comes from. The same external key a second time is the same incident.
 * @throws InputProblem; NotPossible where the service is retired
 */
export async function recordIncidentIn(tx: CommandTx, reporting: Reporting): Promise<RecordedIncident> {
  const service = await livingService(tx, reporting.service.reference);
  const { externalKey } = reporting;
  if (externalKey !== null) {
    const before = await reportByKey(tx, service.id, externalKey);
    if (before)
      return {
        id: before.incident,
        reference: incidentReference(before.number),
        report: before.report,
        again: true,
      };
  }
  const problems = problemsOf(reporting, tx.at);
  if (problems.length > 0) throw new InputProblem(problems);
  const number = await nextIncidentNumber(tx, service.id);
  const id = tx.newId();
  const report = tx.newId();
  const danger = reporting.danger ?? 'unknown';
  putIncident(tx, id, {
    service: service.id,
    number,
    sort: reporting.sort,
    title: tx.text(reporting.title)!,
    what: tx.text(reporting.what)!,
    stage: 'reported',
    reopened: false,
    occurredOn: reporting.occurredOn,
    reportedAt: tx.at,
    awareAt: reporting.awareAt,
    acknowledgedAt: null,
    triagedAt: null,
    madeSafeAt: null,
    closedAt: null,
    danger,
    harmed: reporting.harmed ?? 'unknown',
    patientSafety: 'unknown',
    worst: null,
    physical: null,
    psychological: null,
    association: null,
    concern: reporting.concern ?? null,
    involved: [],
    mitigation: null,
    release: reporting.release,
    owner: null,
    cause: null,
    response: null,
    responseReason: null,
    voided: null,
  });
  putReport(tx, {
    id: report,
    service: service.id,
    incident: id,
    channel: reporting.channel,
    reporter: reporting.reporter,
    at: tx.at,
    externalKey,
    words: null,
  });
  putGrade(tx, id, { graded: 'sort', before: null, value: reporting.sort, reason: null });
  if (danger !== 'unknown') putGrade(tx, id, { graded: 'danger', before: null, value: danger, reason: null });
  return { id, reference: incidentReference(number), report, again: false };
}

function problemsOf(reporting: Reporting, at: Date): FieldProblem[] {
  const { title, what, occurredOn, awareAt } = reporting;
  const on = whyNotOn(occurredOn, dateIn(at));
  return [
    ...(title.trim() === '' ? [{ field: 'title', message: 'Say in a few words what happened.' }] : []),
    ...(what.trim() === '' ? [{ field: 'what', message: 'Say what happened.' }] : []),
    ...(on === null ? [] : [{ field: 'occurredOn', message: on }]),
    ...(awareAt > at
      ? [{ field: 'awareAt', message: 'Give a time that is past: nobody knows of it before they know.' }]
      : []),
  ];
}

/** What is wrong with the day of an incident; null where nothing is. */
export function whyNotOn(day: string | null, today: Day): string | null {
  if (day === null) return null;
  if (!isDay(day)) return 'Give the day on which it happened, such as 2026-03-12, or leave it empty.';
  return daysBetween(today, day) > 0 ? 'Give a day that is over, or today. What may still come is a risk.' : null;
}
