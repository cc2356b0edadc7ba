import { dayIn, daysBetween, type Day } from '../../words/days.ts';
import { capital } from '../../words/counting.ts';
export { capital } from '../../words/counting.ts';

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
export function groupOf(line: DeskLine, today: Day): Group {
  return placeOf(line, today).group;
}

/** Puts what the features brought into three groups, the worst first. What two of them brought stands once. */
export function deskOf<Line extends DeskLine>(
  contributions: readonly Contribution<Line>[],
  today: Day,
): DeskLines<Line> {
  const placed = contributions.map(({ items, total }) => ({
    lines: items.map((line) => placeOf(line, today)),
    total,
  }));
  const all = placed.flatMap(({ lines }) => lines);
  const once = [...new Map(all.toReversed().map((one) => [one.line.key, one])).values()].toSorted(comparePlaces);
  const begins = placed.map(({ lines, total }) => cutFrom(lines, total));
  const group = (name: Group): GroupOfLines<Line> => ({
    lines: once.filter((one) => one.group === name).map(({ line }) => line),
    more: begins.some((from) => from !== null && GROUPS.indexOf(from) <= GROUPS.indexOf(name)),
  });
  return {
    now: group('now'),
    week: group('week'),
    later: group('later'),
    left: contributions.some(({ items, total }) => total > items.length),
  };
}

/** Where a line stands on the desk: its group, how bad it is there, and what it has waited from, or for. */
interface Place<Line> {
  readonly line: Line;
  readonly group: Group;
  readonly rank: number;
  readonly time: number;
}

/** The group from which on a contribution may hold more than it brought: that of its last line. Null where it is whole. */
function cutFrom(places: readonly Place<DeskLine>[], total: number): Group | null {
  if (total <= places.length) return null;
  return GROUPS[Math.max(0, ...places.map(({ group }) => GROUPS.indexOf(group)))] ?? 'now';
}

/** The worse one first: what does not hold, then what is overdue, what is not known, and the rest; the longest-standing first. */
export function compareLines(a: DeskLine, b: DeskLine, today: Day): number {
  return comparePlaces(placeOf(a, today), placeOf(b, today));
}

function comparePlaces(a: Place<DeskLine>, b: Place<DeskLine>): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.time !== b.time) return a.time - b.time;
  return a.line.key < b.line.key ? -1 : a.line.key > b.line.key ? 1 : 0;
}

function placeOf<Line extends DeskLine>(line: Line, today: Day): Place<Line> {
  const { due, since, mark } = line;
  const days = due === null ? 0 : daysBetween(today, dayIn(due));
  return {
    line,
    group: days <= 0 ? 'now' : days < WEEK ? 'week' : 'later',
    rank: rankOf(mark && 'verdict' in mark ? mark.verdict : null, days),
    // What says no time comes last.
    time: (due ?? since)?.getTime() ?? Number.MAX_SAFE_INTEGER,
  };
}

/** @param days until its day; what has one still to come stands in the order of those days, whatever it is */
function rankOf(verdict: 'met' | 'not-met' | 'not-known' | null, days: number): number {
  if (days > 0) return 5;
  if (verdict === 'not-met') return 1;
  if (days < 0) return 2;
  return verdict === 'not-known' ? 3 : 4;
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

/** When the weekly mail is written: not twice within this time, whoever runs the job. Milliseconds. */
const BETWEEN_MAILS = 3 * 24 * 60 * 60 * 1000;

/** Whether somebody is to be written to: they want it, something waits, and nothing was written just now. */
export function isMailDue(
  { wanted, waiting, mailedAt }: { readonly wanted: boolean; readonly waiting: number; readonly mailedAt: Date | null },
  now: Date,
): boolean {
  return wanted && waiting > 0 && (mailedAt === null || now.getTime() - mailedAt.getTime() > BETWEEN_MAILS);
}
