import { afterDay } from '../../platform/london-time.ts';
import type { At, Check } from '../../rules/checks.ts';
import { counted } from '../../words/counting.ts';
import { dayIn, sayDay, type Day } from '../../words/days.ts';
import { listedLinks } from '../../words/naming.ts';
import type { Words } from '../../words/sentence.ts';
import { assumptionPath, assumptionReference, assumptionStanding } from './domain.ts';

/*
 * What the standards ask of decisions and assumptions (DCB0129 3.1.4): that they are recorded, and that what is taken to be so
 * is looked at again. Pure.
 */

/** Assumptions that a sentence names; the others are counted. */
export const MOST_NAMED = 3;

/** Assumptions that are held and have to be looked at by the same day, with the numbers of the first few. */
export interface AssumedOn {
  readonly reviewBy: Day;
  readonly count: number;
  readonly first: readonly number[];
}

export interface DecisionFacts {
  /** Not known where none was ever recorded. */
  readonly decisions: {
    /** Taken; those that were superseded since are among them. */
    readonly taken: number;
    readonly open: number;
    /** The day of the latest one; null where none is taken. */
    readonly latest: Day | null;
  };
  /** Not known where none was ever recorded. */
  readonly assumptions: {
    readonly total: number;
    /** Those that are held, the one that has to be looked at soonest first. */
    readonly held: readonly AssumedOn[];
    readonly foundFalse: { readonly count: number; readonly first: readonly number[]; readonly since: Date } | null;
  };
}

function decisionsPage({ service }: At, part = '') {
  return `/services/${service.reference}/decisions${part}`;
}

function assumptionsPage({ service }: At, part = '') {
  return `/services/${service.reference}/assumptions${part}`;
}

const recorded: Check<DecisionFacts> = {
  id: 'decisions.recorded',
  asks: 'What was decided about safety is recorded, with who decided and why.',
  how: 'automatic',
  reads: ['decisions'],
  begins: (at) => [{ text: 'Recording a decision', href: decisionsPage(at, '/new') }, ' clears it.'],
  decide: ({ decisions: { taken, open, latest } }, at) => {
    const rest = { until: null, shown: [{ text: 'Decisions', href: decisionsPage(at), until: null }] };
    const waiting = open === 0 ? '' : ` ${counted(open, 'question is', 'questions are')} still to be decided.`;
    if (taken > 0)
      return {
        ...rest,
        result: 'passed',
        says: [
          `${counted(taken, 'decision is', 'decisions are')} recorded with who decided and why`,
          latest === null ? '.' : `, the latest of ${sayDay(latest)}.`,
          waiting,
        ].filter((part) => part !== ''),
        clears: [],
      };
    return {
      ...rest,
      result: 'not-run',
      says: [`No decision is taken yet.${waiting}`],
      clears: [{ text: 'Taking one of them', href: decisionsPage(at) }, ', with the reason, clears it.'],
    };
  },
};

function named(first: readonly number[], count: number, at: At): Words {
  const links = first
    .slice(0, MOST_NAMED)
    .map((number) => ({ text: assumptionReference(number), href: assumptionPath(at.service.reference, number) }));
  return listedLinks(links, count);
}

const assumptionsCurrent: Check<DecisionFacts> = {
  id: 'decisions.assumptions-current',
  asks: 'No assumption was found false, and each that is held was looked at in time.',
  how: 'automatic',
  reads: ['assumptions'],
  begins: (at) => [{ text: 'Recording what is taken to be so', href: assumptionsPage(at, '/new') }, ' clears it.'],
  decide: ({ assumptions: { total, held, foundFalse } }, at) => {
    const today = dayIn(at.now);
    const isLapsed = ({ reviewBy }: AssumedOn) => assumptionStanding({ state: 'held', reviewBy }, today) === 'lapsed';
    const lapsed = held.filter(isLapsed);
    const next = held.find((one) => !isLapsed(one));
    const rest = {
      until: next ? afterDay(next.reviewBy) : null,
      shown: [{ text: 'Assumptions', href: assumptionsPage(at), until: next ? afterDay(next.reviewBy) : null }],
    };
    if (foundFalse) {
      const { count, first, since } = foundFalse;
      return {
        ...rest,
        result: 'failed',
        since,
        says: [
          `${count} of ${counted(total, 'assumption')} ${count === 1 ? 'was' : 'were'} found false: `,
          ...named(first, count, at),
          '.',
        ],
        clears: [
          'Rating anew what rests on it, and saying that it is no longer needed or why it holds again, clears it.',
        ],
      };
    }
    const late = lapsed.reduce((sum, { count }) => sum + count, 0);
    if (late > 0)
      return {
        ...rest,
        result: 'needs-review',
        since: afterDay(lapsed[0]!.reviewBy),
        says: [
          `${late} of ${counted(total, 'assumption')} ${late === 1 ? 'was' : 'were'} to be looked at and ${late === 1 ? 'was' : 'were'} not: `,
          ...named(
            lapsed.flatMap(({ first }) => first),
            late,
            at,
          ),
          `. The oldest review was due by ${sayDay(lapsed[0]!.reviewBy)}.`,
        ],
        clears: ['A review of each clears it.'],
      };
    const count = held.reduce((sum, one) => sum + one.count, 0);
    return {
      ...rest,
      result: 'passed',
      says: [
        next
          ? `${counted(count, 'assumption is', 'assumptions are')} held, and none was found false. The next review is due by ${sayDay(next.reviewBy)}.`
          : `None of ${counted(total, 'assumption')} is needed any longer, and none stands as false.`,
      ],
      clears: [],
    };
  },
};

export const checks: readonly Check<DecisionFacts>[] = [recorded, assumptionsCurrent];
