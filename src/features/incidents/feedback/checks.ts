import type { Check } from '../../../rules/checks.ts';
import { counted } from '../../../words/counting.ts';
import { dayIn, sayDay } from '../../../words/days.ts';
import { incidentPath, incidentsPath, TELL_WITHIN } from '../domain.ts';

/*
 * What is asked of being told: that whoever reported hears what came of it. The days are our own target, and no law.
 */

export interface FeedbackFacts {
  /** How many reports were made by somebody who can be told, and which of those that wait waits longest. */
  readonly told: {
    readonly reports: number;
    readonly waiting: number;
    readonly oldest: { readonly incident: string; readonly at: Date } | null;
  };
}

const DAY = 86_400_000;

const reportersTold: Check<FeedbackFacts> = {
  id: 'incidents.reporters-told',
  asks: 'Everybody who reported something was told what came of it, or waits no longer than our own target.',
  how: 'automatic',
  reads: ['told'],
  begins: ({ service }) => [
    'Reporting what happens, from ',
    { text: 'the incidents', href: incidentsPath(service.reference) },
    ', begins to clear it.',
  ],
  decide: ({ told: { reports, waiting, oldest } }, { now, service }) => {
    const list = { text: 'the incidents', href: incidentsPath(service.reference) };
    if (reports === 0)
      return {
        result: 'not-applicable',
        says: ['Nobody who could be told has reported anything.'],
        clears: ['It is asked once somebody reports something, on the page of ', list, '.'],
        until: null,
        shown: [],
      };
    if (oldest === null)
      return {
        result: 'passed',
        says: [`Whoever made the ${counted(reports, 'report')} was told what came of it, or it was said why not.`],
        clears: ['Answering each report, from ', list, ', keeps it so.'],
        until: null,
        shown: [],
      };
    const due = new Date(oldest.at.getTime() + TELL_WITHIN * DAY);
    const feedback = { text: oldest.incident, href: `${incidentPath(service.reference, oldest.incident)}/feedback` };
    const since = sayDay(dayIn(oldest.at));
    if (now < due)
      return {
        result: 'passed',
        says: [
          `${counted(waiting, 'report waits', 'reports wait')} for an answer, none longer than ${TELL_WITHIN} days, which is our own target; the oldest is of ${since}.`,
        ],
        clears: ['Whoever reported ', feedback, ' has to be told what came of it, or it has to be said why not.'],
        until: due,
        shown: [],
      };
    return {
      result: 'failed',
      says: [
        `${counted(waiting, 'report waits', 'reports wait')} for an answer, the oldest since ${since}. Our own target is ${TELL_WITHIN} days.`,
      ],
      clears: ['Telling whoever reported ', feedback, ' what came of it clears it, or saying why not.'],
      until: null,
      since: due,
      shown: [],
    };
  },
};

export const feedbackChecks: readonly Check<FeedbackFacts>[] = [reportersTold];
