import { afterDay, sayDate } from '../../platform/london-time.ts';
import type { At, Check, Found, Shown } from '../../rules/checks.ts';
import { capital } from '../../words/counting.ts';
import { dayAfter, dayIn, sayDay, type Day } from '../../words/days.ts';
import type { Words } from '../../words/sentence.ts';
import {
  GRACE,
  linked,
  nextDue,
  processPath,
  runClears,
  runStanding,
  sayRhythm,
  unwrittenWords,
  type ProcessState,
  type RunOutcome,
  type RunSort,
  type Sort,
  type Template,
  type Unwritten,
} from './domain.ts';

/*
 * What the standards ask of processes: that each is written, approved and current; and that it is run as often as it says.
 * A document that exists is not a process that works.
 */

/** What is known of one process of a service. */
export interface ProcessFact {
  readonly service: { readonly reference: string };
  readonly key: string;
  readonly title: string;
  readonly sort: Sort;
  readonly every: number;
  readonly state: ProcessState;
  readonly unwritten: readonly Unwritten[];
  /** The last version that was approved; null where none ever was. */
  readonly approved: ApprovedFact | null;
  /** The last run that counts; null where it was never run. */
  readonly last: LastRunFact | null;
}

export interface ApprovedFact {
  readonly number: number;
  readonly at: Date;
  /** Null for no end. */
  readonly until: Date | null;
  /** `changed`: it says something else now; `void`: what its signature required was not held. */
  readonly standing: 'stands' | 'changed' | 'void';
}

export interface LastRunFact {
  readonly number: number;
  readonly on: Day;
  readonly sort: RunSort;
  readonly outcome: RunOutcome;
  /** What came of it and is not done. */
  readonly open: readonly { readonly text: string; readonly href: string }[];
}

/** What is known of the processes of the list, by "process.<id>". One that nobody began is not there. */
export type ProcessFacts = Readonly<Record<`process.${string}`, ProcessFact>>;

/** Whether a process is written, and whether it is run: two checks for each template. */
export function checksOf(templates: readonly Template[]): Check<ProcessFacts>[] {
  return templates.flatMap((template) => [writtenCheck(template), runCheck(template)]);
}

function writtenCheck({ id, name }: Template): Check<ProcessFacts> {
  const fact = `process.${id}` as const;
  return {
    id: `processes.${id}.written`,
    asks: `The process “${name}” is written down, approved and current.`,
    how: 'automatic',
    reads: [fact],
    decide: (facts, at) => decideWritten(facts[fact]!, at),
    begins: ({ service }) => begins(service.reference, id),
  };
}

function begins(service: string, id: string): Words {
  return [
    { text: 'Writing the process down', href: `${processPath(service, id)}/write` },
    ', for instance from its template, begins to clear it.',
  ];
}

const STOPPED = (fact: ProcessFact): Found => ({
  result: 'failed',
  says: [`The process “${fact.title}” was stopped.`],
  clears: [{ text: 'Writing down how it is done now', href: `${pathOf(fact)}/write` }, ' clears it.'],
  until: null,
  shown: [],
});

function pathOf({ service, key }: ProcessFact): string {
  return processPath(service.reference, key);
}

/** Whether it is written in the team's own words, and a version of that was approved and stands. */
export function decideWritten(fact: ProcessFact, { now }: Pick<At, 'now'>): Found {
  if (fact.state === 'stopped') return STOPPED(fact);
  const path = pathOf(fact);
  const sign: Words = [{ text: 'An approval of it as it is now', href: `${path}/sign` }, ' clears it.'];
  const { approved, unwritten } = fact;
  const open = { until: null, shown: [] };
  if (unwritten.length > 0)
    return {
      ...open,
      result: 'failed',
      says: [`The process is begun and not written: ${unwrittenWords(unwritten)}.`],
      clears: [{ text: 'Writing it in your own words', href: `${path}/write` }, ', and an approval, clears it.'],
    };
  if (approved === null) return { ...open, result: 'not-run', says: ['It is written and not approved.'], clears: sign };
  const version = `version ${approved.number}`;
  if (approved.standing === 'void')
    return {
      ...open,
      result: 'failed',
      says: [`The approval of ${version} is void: a registration that it required was not held on that day.`],
      clears: sign,
    };
  if (approved.standing === 'changed')
    return {
      ...open,
      result: 'needs-review',
      says: [`It has changed since ${version} was approved on ${sayDate(approved.at)}.`],
      clears: sign,
      shown: [versionShown(fact, approved)],
    };
  const expired = approved.until !== null && approved.until <= now;
  return {
    result: expired ? 'needs-review' : 'passed',
    says: expired
      ? [`${capital(version)}, approved on ${sayDate(approved.at)}, expired on ${sayDate(approved.until)}.`]
      : [`${capital(version)} was approved on ${sayDate(approved.at)}, and it says the same now.`],
    clears: sign,
    until: expired ? null : approved.until,
    since: expired ? approved.until : null,
    shown: [versionShown(fact, approved)],
  };
}

function versionShown(fact: ProcessFact, { number, until }: ApprovedFact): Shown {
  return { text: `${fact.title}, version ${number}`, href: `${pathOf(fact)}/versions`, until };
}

function runCheck({ id, name, sort }: Template): Check<ProcessFacts> {
  const fact = `process.${id}` as const;
  return {
    id: `processes.${id}.run`,
    asks:
      sort === 'regularly'
        ? `The process “${name}” is run as often as it says, and what a run finds is put right.`
        : `The process “${name}” was run or rehearsed as often as it says, and what that finds is put right.`,
    how: 'automatic',
    reads: [fact],
    decide: (facts, at) => decideRun(facts[fact]!, at),
    begins: ({ service }) => begins(service.reference, id),
  };
}

/** Whether it is run as often as it says. Late for two weeks, somebody has to look; after that it was not run. */
export function decideRun(fact: ProcessFact, { now }: Pick<At, 'now'>): Found {
  if (fact.state === 'stopped') return STOPPED(fact);
  const { last } = fact;
  const clears = runClears(fact);
  if (last === null)
    return {
      result: 'not-run',
      says: [`“${fact.title}” ${fact.unwritten.length > 0 ? 'was never run' : 'is written, and was never run'}.`],
      clears,
      until: null,
      shown: [],
    };
  // How often it says, nobody knows yet; and what was done then, nobody can hold against anything.
  if (fact.unwritten.length > 0)
    return {
      result: 'not-run',
      says: [
        `The last ${last.sort} was on ${sayDay(last.on)}, and the process that was run is not written: ${unwrittenWords(fact.unwritten)}.`,
      ],
      clears: [{ text: 'Writing it in your own words', href: `${pathOf(fact)}/write` }, ' clears it.'],
      until: null,
      shown: [],
    };
  const today = dayIn(now);
  const due = nextDue(fact, last)!;
  const standing = runStanding(fact, last, today);
  const shown = [runShown(fact, last, due)];
  if (standing === 'late' || standing === 'overdue')
    return {
      result: standing === 'late' ? 'needs-review' : 'failed',
      says: [
        // By its day alone: how long ago that is would be another sentence on each day.
        `“${fact.title}” is run ${sayRhythm(fact)}: the last ${last.sort} was on ${sayDay(last.on)}, and the next was due ${sayDay(due)}.`,
      ],
      clears,
      until: standing === 'late' ? afterDay(dayAfter(due, GRACE)) : null,
      since: afterDay(due),
      shown,
    };
  if (last.outcome === 'something to put right' && last.open.length > 0)
    return {
      result: 'needs-review',
      says: [
        `The last ${last.sort}, on ${sayDay(last.on)}, found something to put right: `,
        ...linked(last.open),
        last.open.length === 1 ? ' is open.' : ' are open.',
      ],
      clears: [
        ...linked(last.open),
        last.open.length === 1 ? ', once it is done, clears it.' : ', once all of them are done, clear it.',
        ' So does a later run that finds it as it should be.',
      ],
      until: afterDay(due),
      shown,
    };
  const rehearsed = last.sort === 'rehearsal' ? ' That was a rehearsal: it has not happened since.' : '';
  return {
    result: 'passed',
    says: [
      `The last ${last.sort} was on ${sayDay(last.on)}${
        last.outcome === 'as it should be' ? ', and found it as it should be' : ', and nothing of what it found is open'
      }. The next is due ${sayDay(due)}.${rehearsed}`,
    ],
    clears,
    until: afterDay(due),
    shown,
  };
}

function runShown(fact: ProcessFact, { number, sort, on }: LastRunFact, due: Day): Shown {
  const text = `${fact.title}, ${sort} of ${sayDay(on)}`;
  return { text, href: `${pathOf(fact)}#run-${number}`, until: afterDay(due), on };
}
