import type { Grade, JournalLine, Containment } from './report-store.ts';
import type { Graded, IncidentReport, IncidentShown } from './domain.ts';

/** One line of what came of an incident, in the order of time. */
export interface TimelineLine {
  readonly at: Date;
  /** What happened, in a few words of ours. */
  readonly says: string;
  readonly by: string | null;
  /** What somebody wrote with it; null for nothing. */
  readonly words: string | null;
}

const GRADED_WORDS: Readonly<Record<Graded, string>> = {
  sort: 'What it is',
  danger: 'Danger now',
  worst: 'Worst credible harm',
  physical: 'Physical harm',
  psychological: 'Psychological harm',
};

/** "Physical harm: low, before: moderate" */
export function sayGrade({ graded, before, value }: Pick<Grade, 'graded' | 'before' | 'value'>): string {
  const now = `${GRADED_WORDS[graded]}: ${value ?? 'taken back'}`;
  return before === null ? now : `${now}, before: ${before}`;
}

const CONTAINED: Readonly<Record<Containment['sort'], string>> = {
  'switched off': 'Something was switched off',
  told: 'Somebody was told',
  'worked around': 'A way round it was found',
  other: 'Something was done at once',
};

/** All that is kept of an incident with its time, the first first. */
export function timelineOf(
  incident: IncidentShown,
  parts: {
    readonly reports: readonly IncidentReport[];
    readonly grades: readonly Grade[];
    readonly containments: readonly Containment[];
    readonly journal: readonly JournalLine[];
  },
): readonly TimelineLine[] {
  const [first, ...later] = parts.reports;
  const at = (time: Date | null, says: string): TimelineLine[] =>
    time === null ? [] : [{ at: time, says, by: null, words: null }];
  return [
    ...(first ? [{ at: first.at, says: 'It was reported', by: first.by, words: null }] : []),
    ...later.map((one) => ({ at: one.at, says: 'It was reported again', by: one.by, words: one.words })),
    ...at(incident.acknowledgedAt, 'It was acknowledged'),
    ...at(incident.triagedAt, 'It was triaged'),
    // What whoever reported it said first stands with the report.
    ...parts.grades
      .filter((one) => one.graded !== 'sort' || one.before !== null)
      .map((one) => ({ at: one.at, says: sayGrade(one), by: one.by, words: one.reason })),
    ...parts.containments.map((one) => ({ at: one.doneAt, says: CONTAINED[one.sort], by: one.by, words: one.text })),
    ...at(incident.madeSafeAt, 'It was made safe'),
    ...parts.journal.map((one) => ({ at: one.at, says: 'Journal', by: one.by, words: one.text })),
    ...at(incident.closedAt, 'It was closed'),
  ].toSorted((a, b) => a.at.getTime() - b.at.getTime());
}
