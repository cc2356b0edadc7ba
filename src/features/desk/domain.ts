import { dayIn, daysBetween, type Day } from '../../words/days.ts';

/*
 * A desk: what waits for one person across all of their services, worst first, in three groups. Pure.
 */

export const GROUPS = ['now', 'week', 'later'] as const;
export type Group = (typeof GROUPS)[number];

/** What a line has to say for its place. */
export interface DeskLine {
  /** The same for the same thing, whenever it is asked. */
  readonly key: string;
  readonly mark: { readonly verdict: 'met' | 'not-met' | 'not-known' } | { readonly words: string } | null;
  readonly since: Date | null;
  /** By when it has to be cleared; null where it is now. */
  readonly due: Date | null;
  readonly service: { readonly reference: string } | null;
}

/** The worst lines of one sort, and how many there are of it, at least. */
export interface Contribution<Line> {
  readonly items: readonly Line[];
  readonly total: number;
}

export interface GroupOfLines<Line> {
  readonly lines: readonly Line[];
  /** Whether there may be more of it than these: they come up as the list is cleared. */
  readonly more: boolean;
}

export interface DeskLines<Line> extends Readonly<Record<Group, GroupOfLines<Line>>> {
  /** Whether there are others besides those that are shown. */
  readonly left: boolean;
}

/** Days that "this week" reaches ahead: this one and the six after it. */
const WEEK = 7;

/** Where a line stands: now where it has no day, or its day has come; a week ahead; or later. Days are London's. */
export function groupOf({ due }: Pick<DeskLine, 'due'>, today: Day): Group {
  const days = due === null ? 0 : daysBetween(today, dayIn(due));
  if (days <= 0) return 'now';
  return days < WEEK ? 'week' : 'later';
}

/** Puts what the features brought into three groups, the worst first. What two of them brought stands once. */
export function deskOf<Line extends DeskLine>(
  contributions: readonly Contribution<Line>[],
  today: Day,
): DeskLines<Line> {
  const all = contributions.flatMap(({ items }) => items);
  const once = [...new Map(all.toReversed().map((line) => [line.key, line])).values()];
  const lines = Object.groupBy(once, (line) => groupOf(line, today));
  const begins = contributions.map((one) => cutFrom(one, today));
  const more = (group: Group) => begins.some((from) => from !== null && GROUPS.indexOf(from) <= GROUPS.indexOf(group));
  const group = (name: Group): GroupOfLines<Line> => ({
    lines: (lines[name] ?? []).toSorted((a, b) => compareLines(a, b, today)),
    more: more(name),
  });
  return {
    now: group('now'),
    week: group('week'),
    later: group('later'),
    left: contributions.some(({ items, total }) => total > items.length),
  };
}

/** The group from which on a contribution may hold more than it brought: that of its last line. Null where it is whole. */
function cutFrom<Line extends DeskLine>({ items, total }: Contribution<Line>, today: Day): Group | null {
  if (total <= items.length) return null;
  const groups = items.map((line) => GROUPS.indexOf(groupOf(line, today)));
  return GROUPS[Math.max(0, ...groups)] ?? 'now';
}

/** The worse one first: what does not hold, then what is overdue, what is not known, and the rest; the longest-standing first. */
export function compareLines(a: DeskLine, b: DeskLine, today: Day): number {
  const [rankA, rankB] = [rankOf(a, today), rankOf(b, today)];
  if (rankA !== rankB) return rankA - rankB;
  const [timeA, timeB] = [timeOf(a), timeOf(b)];
  if (timeA !== timeB) return timeA - timeB;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

function rankOf({ mark, due }: DeskLine, today: Day): number {
  const verdict = mark && 'verdict' in mark ? mark.verdict : null;
  const days = due === null ? 0 : daysBetween(today, dayIn(due));
  // What has a day still to come stands in the order of those days.
  if (days > 0) return 0;
  if (verdict === 'not-met') return 1;
  if (days < 0) return 2;
  return verdict === 'not-known' ? 3 : 4;
}

/** What it has waited from, or for: lines of one rank stand in that order. What says no time comes last. */
function timeOf({ due, since }: DeskLine): number {
  return (due ?? since)?.getTime() ?? Number.MAX_SAFE_INTEGER;
}

/** The references of the services in which something waits, the worst first, each once. */
export function servicesOnDesk(desk: DeskLines<DeskLine>): readonly string[] {
  const lines = [...desk.now.lines, ...desk.week.lines, ...desk.later.lines];
  return [...new Set(lines.flatMap(({ service }) => service?.reference ?? []))];
}

/** What is remembered of somebody's looks. */
export interface Looks {
  readonly seenAt: Date;
  /** The ledger's number then. */
  readonly seenSeq: number;
  /** The last look of the visit before. */
  readonly beforeAt: Date | null;
  readonly beforeSeq: number | null;
}

/** Somebody who was away for so long comes to a new visit. Milliseconds. */
const AWAY = 60 * 60 * 1000;
/** A look is remembered this exactly: not at every one, which would write each time. Milliseconds. */
const EXACT = 5 * 60 * 1000;

/**
 * What is "since you last looked" for somebody who looks now: it stays the same for a whole visit, however often they come
 * back to the desk in it. And what is to be remembered; null for nothing new.
 */
export function lookNow(
  looks: Looks | null,
  now: Date,
  head: number,
): { readonly since: { readonly at: Date; readonly seq: number } | null; readonly remember: Looks | null } {
  const seen = { seenAt: now, seenSeq: head };
  if (looks === null) return { since: null, remember: { ...seen, beforeAt: null, beforeSeq: null } };
  const gone = now.getTime() - looks.seenAt.getTime();
  const fresh = gone > AWAY;
  const beforeAt = fresh ? looks.seenAt : looks.beforeAt;
  const beforeSeq = fresh ? looks.seenSeq : looks.beforeSeq;
  return {
    since: beforeAt !== null && beforeSeq !== null ? { at: beforeAt, seq: beforeSeq } : null,
    remember: gone > EXACT ? { ...seen, beforeAt, beforeSeq } : null,
  };
}

/** How a command is told once it was done: of one, and of several, with # for how many. */
export interface Told {
  readonly one: string;
  readonly several: string;
}

/** "3 hazards were closed" */
export function sayCount({ one, several }: Told, count: number): string {
  return capital(count === 1 ? one : several.replace('#', count.toLocaleString('en-GB')));
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** When the weekly mail is written: not twice within this time, whoever runs the job. Milliseconds. */
const BETWEEN_MAILS = 3 * 24 * 60 * 60 * 1000;

/** Whether somebody is to be written to: they want it, something waits, and nothing was written just now. */
export function isMailDue(
  { wanted, waiting, mailedAt }: { readonly wanted: boolean; readonly waiting: number; readonly mailedAt: Date | null },
  now: Date,
): boolean {
  return wanted && waiting > 0 && (mailedAt === null || now.getTime() - mailedAt.getTime() > BETWEEN_MAILS);
}
