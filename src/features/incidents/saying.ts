import { sayDateTime } from '../../platform/london-time.ts';
import type { Sentence } from '../../words/sentence.ts';
import { incidentPath, isOpen, type Clock, type IncidentShown, type Target } from './domain.ts';

/*
 * What still has to be done about an incident, in three parts: said alike on its page and on desks.
 */

const CLEARS: Readonly<Record<Target, { readonly text: string; readonly path: string; readonly ends: string }>> = {
  acknowledge: { text: 'Saying that you have seen it', path: '/acknowledge', ends: ' clears it.' },
  triage: { text: 'Its triage', path: '/triage', ends: ' clears it.' },
  safe: { text: 'Saying what was done, and that it is safe', path: '/contain', ends: ' clears it.' },
  close: { text: 'Answering what closing asks', path: '/close', ends: ' clears it.' },
};

const SO: Readonly<Record<Target, (reference: string) => string>> = {
  acknowledge: (reference) => `Nobody has acknowledged ${reference}`,
  triage: (reference) => `${reference} is not triaged`,
  safe: (reference) => `${reference} is not made safe`,
  close: (reference) => `${reference} is not closed`,
};

/** That a stage was not reached yet, by when it had to be, and what clears it. */
export function clockSentence(incident: IncidentShown, clock: Clock): Sentence {
  const { text, path, ends } = CLEARS[clock.target];
  const overdue = clock.standing === 'overdue';
  return {
    so: [SO[clock.target](incident.reference)],
    because: [
      `it was reported on ${sayDateTime(incident.reportedAt)}, and ${overdue ? 'had' : 'has'} to be by ${sayDateTime(clock.due)}`,
    ],
    clears: [{ text, href: `${incidentPath(incident.service.reference, incident.reference)}${path}` }, ends],
  };
}

/** That somebody may be in danger while nothing has made it safe; null where that is not so. */
export function dangerSentence(incident: IncidentShown): Sentence | null {
  if (!isOpen(incident) || incident.danger !== 'yes' || incident.madeSafeAt !== null) return null;
  return {
    so: ['Somebody may be in danger now'],
    because: ['it was said so, and nobody has said that it is safe'],
    clears: [
      'If a life is at risk, ring 999 first. ',
      {
        text: 'Saying what was done, and that it is safe',
        href: `${incidentPath(incident.service.reference, incident.reference)}/contain`,
      },
      ' clears it.',
    ],
  };
}

/**
 * What is said of an incident first: danger, then what is overdue, then what is next. That it is not closed is said only once it is
 * overdue: until then it is what an open incident is.
 */
export function standingSentences(incident: IncidentShown, clocks: readonly Clock[]): readonly Sentence[] {
  if (!isOpen(incident)) return [];
  const danger = dangerSentence(incident);
  const waiting = clocks.filter(
    ({ standing, target }) =>
      standing === 'overdue' || (standing === 'open' && target !== 'close' && target !== 'safe'),
  );
  // Who has not acknowledged it has not triaged it either: one of the two is enough.
  const first = waiting.some(({ target }) => target === 'acknowledge')
    ? waiting.filter(({ target }) => target !== 'triage')
    : waiting;
  return [...(danger ? [danger] : []), ...first.map((clock) => clockSentence(incident, clock))];
}
