import { sayDay, dayIn } from '../../../../words/days.ts';
import type { IncidentRecord } from '../../domain.ts';

/*
 * The safety incident management log as a table: the ten fields of the implementation guidance of DCB0129 (3.6), and what Primum
 * keeps besides.
 */

/** An incident with what the log says of it and its record does not hold. */
export interface LogEntry {
  readonly incident: IncidentRecord;
  /** Who reported it, as the log names them: a person of the team, a source, somebody from the public. */
  readonly reportedBy: string;
  /** "Considerable, Low: 2, Acceptable (NHS-DCB-5x5@3f1c09ab)"; null where nobody judged it. */
  readonly worst: string | null;
  /** Who owns it, by name; null for nobody. */
  readonly owner: string | null;
  /** "3 March 2026, 2:30pm, Posy Thackray: switched off", the oldest first. */
  readonly journal: readonly string[];
}

export interface LogColumn {
  readonly heading: string;
  readonly width: number;
  readonly of: (entry: LogEntry) => string;
}

const UNKNOWN = 'Not known';

export const LOG_COLUMNS: readonly LogColumn[] = [
  { heading: 'Reference', width: 11, of: ({ incident }) => incident.reference },
  { heading: 'Sort', width: 12, of: ({ incident }) => incident.sort },
  {
    heading: 'Stage',
    width: 14,
    of: ({ incident }) => (incident.reopened ? `${incident.stage}, reopened` : incident.stage),
  },
  { heading: 'Reported by', width: 20, of: ({ reportedBy }) => reportedBy },
  { heading: 'Reported on', width: 16, of: ({ incident }) => sayDay(dayIn(incident.reportedAt)) },
  { heading: 'Known since', width: 16, of: ({ incident }) => sayDay(dayIn(incident.awareAt)) },
  { heading: 'Happened on', width: 16, of: ({ incident }) => saidDay(incident.occurredOn) },
  { heading: 'Title', width: 30, of: ({ incident }) => incident.title },
  { heading: 'Summary', width: 50, of: ({ incident }) => incident.what },
  { heading: 'Worst credible harm', width: 26, of: ({ worst }) => worst ?? 'Not judged' },
  { heading: 'What lessens it already', width: 30, of: ({ incident }) => incident.mitigation ?? 'Nothing is known' },
  { heading: 'Physical harm', width: 14, of: ({ incident }) => incident.physical ?? 'Not graded' },
  { heading: 'Psychological harm', width: 14, of: ({ incident }) => incident.psychological ?? 'Not graded' },
  { heading: 'Release', width: 12, of: ({ incident }) => incident.release ?? UNKNOWN },
  {
    heading: 'Linked to',
    width: 30,
    of: ({ incident }) =>
      incident.links.map(({ sense, reference }) => `${sense} ${reference}`).join('\n') || 'Nothing yet',
  },
  { heading: 'Owner', width: 20, of: ({ owner }) => owner ?? 'Nobody' },
  { heading: 'Journal', width: 50, of: ({ journal }) => journal.join('\n') || 'Nothing yet' },
  { heading: 'Made safe on', width: 16, of: ({ incident }) => saidMoment(incident.madeSafeAt, 'Not yet') },
  { heading: 'Closed on', width: 16, of: ({ incident }) => saidMoment(incident.closedAt, 'Open') },
  { heading: 'Cause', width: 40, of: ({ incident }) => incident.cause ?? UNKNOWN },
  { heading: 'Does not count, because', width: 30, of: ({ incident }) => incident.voided ?? '' },
];

function saidDay(day: string | null): string {
  return day === null ? UNKNOWN : sayDay(day);
}

function saidMoment(at: Date | null, otherwise: string): string {
  return at === null ? otherwise : sayDay(dayIn(at));
}
