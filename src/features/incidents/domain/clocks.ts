import type { Sort } from '../domain.ts';

/*
 * By when an incident has to have come how far. The targets are of the service, and where it has none, ours: no law sets them. A
 * target that was missed stays missed. Pure.
 */

export const TARGETS = ['acknowledge', 'triage', 'safe', 'close'] as const;
export type Target = (typeof TARGETS)[number];

/** Minutes from the report by which each has to be done. */
export type Targets = Readonly<Record<Target, number>>;

const HOUR = 60;
const DAY = 24 * HOUR;

/** Ours, until a service says its own. */
export const DEFAULT_TARGETS: Targets = { acknowledge: 4 * HOUR, triage: DAY, safe: 2 * DAY, close: 60 * DAY };

/** Who is asked where a time was missed, ours as well: roles, the one first that is asked first. */
export const DEFAULT_LADDER = ['incident handler', 'clinical safety officer', 'accountable executive'] as const;

export const TARGET_WORDS: Readonly<Record<Target, string>> = {
  acknowledge: 'Acknowledged',
  triage: 'Triaged',
  safe: 'Made safe',
  close: 'Closed',
};

/** When an incident came how far. */
export interface Reached {
  readonly sort: Sort;
  readonly reportedAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly triagedAt: Date | null;
  readonly madeSafeAt: Date | null;
  readonly closedAt: Date | null;
  readonly voided: string | null;
}

export interface Clock {
  readonly target: Target;
  readonly due: Date;
  readonly doneAt: Date | null;
  readonly standing: 'done' | 'done late' | 'open' | 'overdue';
}

const DONE: Readonly<Record<Target, (of: Reached) => Date | null>> = {
  acknowledge: ({ acknowledgedAt }) => acknowledgedAt,
  triage: ({ triagedAt }) => triagedAt,
  safe: ({ madeSafeAt, closedAt }) => madeSafeAt ?? closedAt,
  close: ({ closedAt }) => closedAt,
};

/** The clocks of an incident, in the order of its life. Nothing has to be made safe where something went well. */
export function clocksOf(of: Reached, targets: Targets, now: Date): readonly Clock[] {
  if (of.voided !== null) return [];
  return TARGETS.filter((target) => target !== 'safe' || of.sort !== 'good care').map((target) => {
    const due = new Date(of.reportedAt.getTime() + targets[target] * 60_000);
    const doneAt = DONE[target](of);
    const standing = doneAt !== null ? (doneAt <= due ? 'done' : 'done late') : due <= now ? 'overdue' : 'open';
    return { target, due, doneAt, standing };
  });
}

/**
 * How many steps of the ladder have to have been asked about what is overdue by now: the first when it falls due, the next each
 * time that as long again has passed.
 */
export function stepsDue(clock: Clock, within: number, ladder: number, now: Date): number {
  return clock.standing === 'overdue' ? stepsOver(clock.due, within, ladder, now) : 0;
}

/** The same of whatever was due then. @param within after how many minutes the next one is asked */
export function stepsOver(due: Date, within: number, ladder: number, now: Date): number {
  const over = now.getTime() - due.getTime();
  if (over < 0) return 0;
  return Math.min(ladder, 1 + Math.floor(over / (within * 60_000)));
}

/** "4 hours", "2 days", "90 minutes" */
export function sayMinutes(minutes: number): string {
  const [count, unit] =
    minutes % DAY === 0
      ? [minutes / DAY, 'day']
      : minutes % HOUR === 0
        ? [minutes / HOUR, 'hour']
        : [minutes, 'minute'];
  return `${count.toLocaleString('en-GB')} ${unit}${count === 1 ? '' : 's'}`;
}

/** The middle of some spans of time, in days to one place; null for none. */
export function medianDays(spans: readonly { readonly from: Date; readonly to: Date }[]): number | null {
  if (spans.length === 0) return null;
  const days = spans.map(({ from, to }) => (to.getTime() - from.getTime()) / 86_400_000).toSorted((a, b) => a - b);
  const middle = Math.floor(days.length / 2);
  const median = days.length % 2 === 1 ? days[middle]! : (days[middle - 1]! + days[middle]!) / 2;
  return Math.round(median * 10) / 10;
}
