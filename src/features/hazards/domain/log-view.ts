import { sameLevel, type RiskLevel, type RiskScheme } from '../../schemes/domain.ts';
import { hazardReference, type HazardStatus, type MapPhase } from '../domain.ts';
import { compareLevels, isProvisional, type Counting, type Rated } from './ratings.ts';

/*
 * A hazard log as people look at it: what is chosen, in which order, and how many stand where. Pure.
 */

/** A rating with its place on the axes of the scheme, from 0. */
export interface PlacedRating extends Rated {
  readonly severityIndex: number | null;
  readonly likelihoodIndex: number | null;
  /** The file states another level than its severity and likelihood make. */
  readonly otherwise: boolean;
}

/** What the list needs to know of a hazard before it is shown. */
export interface LogLine {
  readonly id: string;
  readonly number: number;
  /** Only where the list is in the order of names. */
  readonly name: string | null;
  readonly component: string | null;
  readonly owner: string | null;
  readonly status: HazardStatus;
  readonly initial: PlacedRating | null;
  readonly target: PlacedRating | null;
  readonly residual: PlacedRating | null;
  /** What counts now (`whatCounts`). */
  readonly counts: Counting;
}

/** A square of a map; places count from 0. */
export interface SquareAt {
  readonly phase: MapPhase;
  readonly likelihood: number;
  readonly severity: number;
}

export const SORTS = ['number', 'name', 'initial', 'residual', 'status'] as const;
export type SortBy = (typeof SORTS)[number];

export interface LogChoice {
  readonly status: HazardStatus | 'not closed' | null;
  /** The level that counts: as text; "not known" for none. */
  readonly level: string | null;
  readonly owner: string | null;
  readonly component: string | null;
  readonly provisional: boolean;
  readonly square: SquareAt | null;
  readonly sort: SortBy;
  readonly descending: boolean;
}

export const NOT_KNOWN = 'not known';
/** What a filter calls hazards that have no owner or component. */
export const NOBODY = 'none';

/** Whether the residual rating does not count yet, or not any more. */
export function isWaiting(line: Pick<LogLine, 'residual'>): boolean {
  return isProvisional('residual', line.residual);
}

/** Whether the residual rating waits for a person to confirm it. */
export function isUnconfirmed(line: Pick<LogLine, 'residual'>): boolean {
  return line.residual !== null && !line.residual.confirmed;
}

/** Those that every filter lets through, but for the square: the maps show these, so that another square can be chosen. */
export function filtered(lines: readonly LogLine[], choice: LogChoice): LogLine[] {
  return lines.filter(
    (line) =>
      isOfStatus(line, choice.status) &&
      isOfLevel(line, choice.level) &&
      isNamed(line.owner, choice.owner) &&
      isNamed(line.component, choice.component) &&
      (!choice.provisional || isWaiting(line)),
  );
}

/** Those that stand in a square of a map; all, where none is chosen. */
export function inSquare(lines: readonly LogLine[], square: SquareAt | null): LogLine[] {
  return square === null ? [...lines] : lines.filter((line) => standsIn(line, square));
}

function standsIn(line: LogLine, { phase, likelihood, severity }: SquareAt): boolean {
  const rating = line[phase];
  return rating?.likelihoodIndex === likelihood && rating.severityIndex === severity;
}

function isOfStatus({ status }: LogLine, wanted: LogChoice['status']): boolean {
  return wanted === null || (wanted === 'not closed' ? status !== 'closed' : status === wanted);
}

function isOfLevel(line: LogLine, wanted: string | null): boolean {
  if (wanted === null) return true;
  const { level } = line.counts;
  return level === null ? wanted === NOT_KNOWN : wanted !== NOT_KNOWN && sameLevel(level, wanted);
}

function isNamed(value: string | null, wanted: string | null): boolean {
  return wanted === null || (wanted === NOBODY ? value === null : value === wanted);
}

const BY_NAME = new Intl.Collator('en-GB', { sensitivity: 'base', numeric: true });
const BY_WORD = new Intl.Collator('en-GB');
const STATUS_ORDER: readonly HazardStatus[] = ['open', 'transferred', 'closed'];

/** In the order that was chosen; where that says nothing, in the order of numbers. */
export function sorted(lines: readonly LogLine[], choice: LogChoice, scheme: RiskScheme | null): LogLine[] {
  const compare: Readonly<Record<SortBy, (a: LogLine, b: LogLine) => number>> = {
    number: () => 0,
    name: (a, b) => BY_NAME.compare(a.name ?? '', b.name ?? ''),
    initial: (a, b) => compareLevels(scheme, a.initial?.level ?? null, b.initial?.level ?? null),
    residual: (a, b) => compareLevels(scheme, a.residual?.level ?? null, b.residual?.level ?? null),
    status: (a, b) => STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status),
  };
  const direction = choice.descending ? -1 : 1;
  return lines.toSorted(
    (a, b) =>
      direction * compare[choice.sort](a, b) ||
      (choice.sort === 'number' ? direction : 1) * (a.number - b.number) ||
      (a.id < b.id ? -1 : 1),
  );
}

/** How many hazards stand in a square, and how many of their ratings wait for a person. */
export interface SquareCount {
  readonly count: number;
  readonly provisional: number;
}

/** `[likelihood][severity]` */
export function heatMap(lines: readonly LogLine[], scheme: RiskScheme, phase: MapPhase): SquareCount[][] {
  const map = scheme.likelihood.map(() => scheme.severity.map(() => ({ count: 0, provisional: 0 })));
  for (const line of lines) {
    const rating = line[phase];
    const square = map[rating?.likelihoodIndex ?? -1]?.[rating?.severityIndex ?? -1];
    if (!square) continue;
    square.count += 1;
    if (isProvisional(phase, rating)) square.provisional += 1;
  }
  return map;
}

export interface LogCounts {
  readonly all: number;
  readonly open: number;
  readonly closed: number;
  readonly transferred: number;
  /** Residual ratings that wait for a person. */
  readonly provisional: number;
  /** Hazards whose risk is not known. */
  readonly notKnown: number;
  /** Ratings of which the file states another level than the scheme makes. */
  readonly otherwise: number;
}

export function countsOf(lines: readonly LogLine[]): LogCounts {
  const of = (test: (line: LogLine) => boolean) => lines.filter(test).length;
  return {
    all: lines.length,
    open: of(({ status }) => status === 'open'),
    closed: of(({ status }) => status === 'closed'),
    transferred: of(({ status }) => status === 'transferred'),
    provisional: of(isWaiting),
    notKnown: of((line) => line.counts.level === null),
    otherwise: lines.flatMap(({ initial, residual }) => [initial, residual]).filter((rating) => rating?.otherwise)
      .length,
  };
}

/** What the filters offer: what the log holds, and no more. */
export interface LogOffers {
  readonly owners: readonly string[];
  readonly components: readonly string[];
  /** From worst to least; not known last. */
  readonly levels: readonly (RiskLevel | null)[];
  readonly unowned: boolean;
  readonly unplaced: boolean;
}

export function offersOf(lines: readonly LogLine[], scheme: RiskScheme | null): LogOffers {
  const names = (of: (line: LogLine) => string | null) =>
    [...new Set(lines.map(of))].filter((name) => name !== null).toSorted(BY_WORD.compare);
  const levels = [...new Set(lines.map((line) => line.counts.level))];
  return {
    owners: names((line) => line.owner),
    components: names((line) => line.component),
    levels: levels.toSorted((a, b) =>
      a === null || b === null ? Number(a === null) - Number(b === null) : compareLevels(scheme, b, a),
    ),
    unowned: lines.some((line) => line.owner === null),
    unplaced: lines.some((line) => line.component === null),
  };
}

/** What somebody looks for: words, or the number of a hazard or a control. */
export interface Sought {
  /** Each stands somewhere in the hazard, in whatever order. */
  readonly words: readonly string[];
  readonly hazard: number | null;
  readonly control: number | null;
}

/** Words that are looked for at once; who types more has described one hazard, and the first ones find it. */
const MOST_WORDS = 8;

/** @returns null for nothing */
export function soughtIn(typed: string): Sought | null {
  const text = typed.trim().slice(0, 200);
  if (text === '') return null;
  const number = (prefix: string) => {
    const match = new RegExp(`^${prefix}[-\\s]?0*([1-9]\\d{0,8})$`, 'iu').exec(text);
    return match ? Number(match[1]) : null;
  };
  const words = [...new Set(text.split(/\s+/u))].slice(0, MOST_WORDS);
  return { words, hazard: number('haz'), control: number('ctl') };
}

export const PAGE_SIZE = 50;

export interface PageOfLines {
  readonly lines: readonly LogLine[];
  readonly page: number;
  readonly pages: number;
}

/** One page of a list. A page after the last is the last. */
export function pageOf(lines: readonly LogLine[], page: number): PageOfLines {
  const pages = Math.max(1, Math.ceil(lines.length / PAGE_SIZE));
  const shown = Math.min(Math.max(1, page), pages);
  return { lines: lines.slice((shown - 1) * PAGE_SIZE, shown * PAGE_SIZE), page: shown, pages };
}

/** HAZ-12 for a line. */
export function referenceOf(line: Pick<LogLine, 'number'>): string {
  return hazardReference(line.number);
}
