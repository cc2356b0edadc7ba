import type { At, Check, Found } from '../../rules/checks.ts';
import type { Words } from '../../words/sentence.ts';
import { concernsPath, sayHours, whyNotPublished, type FormSet, type OnCall } from './domain.ts';

/*
 * What is asked of being told by anybody: that there is a form, and that somebody reads what comes in. What came in is not looked at:
 * nothing here tells whether there is anything. Pure.
 */

/** The form of a service, with whoever is told at any hour. */
export interface FormFact extends Pick<FormSet, 'service' | 'published' | 'hours' | 'reader' | 'escalation'> {
  /** Null where nobody is, or where they have left. */
  readonly onCall: Pick<OnCall, 'person' | 'name'> | null;
  /** Until when that person leads on safeguarding here; null for no end. */
  readonly leadUntil: Date | null | 'does not';
}

/** A form that nobody has set up is not there. */
export interface ConcernFacts {
  readonly form: FormFact;
}

const settings = ({ service }: At): Words => [
  { text: 'Setting up the public form', href: `${concernsPath(service.reference)}/settings` },
  ' clears it.',
];

const formPublished: Check<ConcernFacts> = {
  id: 'concerns.form-published',
  asks: 'Anybody can say that something is wrong by a public form, and it is said who reads it, when, and who is told at any hour.',
  how: 'automatic',
  reads: ['form'],
  begins: settings,
  decide: ({ form }, at) => {
    const { service, now } = at;
    const rest = { until: null, shown: [] };
    const room = concernsPath(service.reference);
    const failed = (says: string, clears: Words): Found => ({ ...rest, result: 'failed', says: [says], clears });
    const missing = missingOf(form, now);
    if (missing.length > 0)
      return failed(
        form.published
          ? 'The public form is published, and what it needs is not there.'
          : 'The public form is not published, and what it needs is not there.',
        [`${missing.join(' ')} It is said in `, { text: 'the settings of the form', href: `${room}/settings` }, '.'],
      );
    if (!form.published)
      return failed('The public form is set up, and not published.', [
        { text: 'Publishing it', href: `${room}/publish` },
        ' clears it.',
      ]);
    const until = form.leadUntil === 'does not' ? null : form.leadUntil;
    return {
      result: 'passed',
      says: [
        `The public form is published. ${form.reader} reads it: ${sayHours(form.hours)}. ${form.onCall!.name} is told at any hour.`,
      ],
      clears: [],
      until,
      shown: [{ text: 'Public form for concerns', href: room, until }],
    };
  },
};

/** Whether mail reaches whoever is on call is asked when it is published: an address is kept without its history. */
function missingOf({ onCall, leadUntil, ...form }: FormFact, now: Date): string[] {
  const lead = leadUntil !== 'does not' && (leadUntil === null || leadUntil > now);
  return whyNotPublished(form, onCall && { ...onCall, lead, reachable: true });
}

export const checks: readonly Check<ConcernFacts>[] = [formPublished];
