import { afterDay } from '../../platform/london-time.ts';
import type { At, Check } from '../../rules/checks.ts';
import { counted } from '../../words/counting.ts';
import { dayIn, sayDay, type Day } from '../../words/days.ts';
import { listedLinks } from '../../words/naming.ts';
import { actionPath, actionReference, isOverdue } from './domain.ts';

/*
 * What the standards ask of actions: that they are done by their day. Pure.
 */

/** Actions that a sentence names; the others are counted. */
export const MOST_NAMED = 3;

export interface ActionFacts {
  /** How many there are, open or not; not known where there never was one. */
  readonly actions: number;
  /** The open ones by the day by which they are to be done, the earliest first, with the numbers of the first few. */
  readonly open: readonly { readonly due: Day; readonly count: number; readonly first: readonly number[] }[];
}

function list({ service }: At) {
  // Whosever they are.
  return `/actions?owner=&service=${service.reference}`;
}

const noneOverdue: Check<ActionFacts> = {
  id: 'actions.none-overdue',
  asks: 'No action of the service is overdue.',
  how: 'automatic',
  reads: ['actions', 'open'],
  begins: (at) => [
    { text: 'Adding what has to be done', href: `/services/${at.service.reference}/actions/new` },
    ', with an owner and a day, clears it.',
  ],
  decide: ({ actions, open }, at) => {
    const today = dayIn(at.now);
    const isLate = ({ due }: { readonly due: Day }) => isOverdue({ state: 'open', due }, today);
    const overdue = open.filter(isLate);
    const next = open.find((one) => !isLate(one));
    const rest = {
      until: next ? afterDay(next.due) : null,
      shown: [{ text: 'Actions', href: list(at), until: null }],
    };
    const openCount = open.reduce((sum, { count }) => sum + count, 0);
    const late = overdue.reduce((sum, { count }) => sum + count, 0);
    if (late === 0)
      return {
        ...rest,
        result: 'passed',
        says: [
          openCount === 0
            ? `None of ${counted(actions, 'action')} is open.`
            : `None of ${counted(openCount, 'open action')} is overdue. The next one is due by ${sayDay(next!.due)}.`,
        ],
        clears: [],
      };
    const named = overdue
      .flatMap(({ first }) => first)
      .slice(0, MOST_NAMED)
      .map((number) => ({ text: actionReference(number), href: actionPath(number) }));
    const oldest = overdue[0]!.due;
    return {
      ...rest,
      result: 'failed',
      since: afterDay(oldest),
      says: [
        `${late} of ${counted(openCount, 'open action')} ${late === 1 ? 'is' : 'are'} overdue: `,
        ...listedLinks(named, late),
        `. The oldest was due by ${sayDay(oldest)}.`,
      ],
      clears: ['Saying with what evidence each was done, or why it is not needed, clears it.'],
    };
  },
};

export const checks: readonly Check<ActionFacts>[] = [noneOverdue];
