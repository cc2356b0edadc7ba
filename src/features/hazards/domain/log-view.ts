import { sameLevel, type RiskLevel, type RiskScheme } from '../../schemes/domain.ts';
import { ARISES_IN, hazardReference, type ArisesIn, type HazardStatus, type MapPhase } from '../domain.ts';
import {
  compareStanding,
  isOfFreshness,
  isOfVerdict,
  type FreshnessState,
  type Standing,
  type VerdictChoice,
} from './log-standing.ts';
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
  /** The entry of the ledger that last changed its words. */
  readonly version: number;
  /** Only where the list is in the order of names. */
  readonly name: string | null;
  readonly component: string | null;
  readonly owner: string | null;
  readonly status: HazardStatus;
  readonly arisesIn: ArisesIn | null;
  /** Codes of the vulnerable groups that it affects. */
  readonly vulnerable: readonly string[];
  /** One of its controls is for the deployer to put in place. */
  readonly deployer: boolean;
  readonly standing: Standing;
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

export const SORTS = ['number', 'name', 'initial', 'residual', 'status', 'freshness'] as const;
export type SortBy = (typeof SORTS)[number];

export interface LogChoice {
  readonly status: HazardStatus | 'not closed' | null;
  /** The level that counts: as text; "not known" for none. */
  readonly level: string | null;
  readonly owner: string | null;
  readonly component: string | null;
  readonly provisional: boolean;
  readonly verdict: VerdictChoice | null;
  readonly freshness: FreshnessState | null;
  readonly vulnerable: string | null;
  /** Where it arises; "none" for those of which nobody said. */
  readonly arisesIn: string | null;
  /** Only those that rest on a control of the deployer. */
  readonly deployer: boolean;
  readonly square: SquareAt | null;
  readonly sort: SortBy;
  readonly descending: boolean;
}

/** Everything, in the order of numbers. */
export const EVERYTHING: LogChoice = {
  status: null,
  level: null,
  owner: null,
  component: null,
  provisional: false,
  verdict: null,
  freshness: null,
  vulnerable: null,
  arisesIn: null,
  deployer: false,
  square: null,
  sort: 'number',
  descending: false,
};

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

/**
 * Those that every filter lets through, but for the square: the maps show these, so that another square can be chosen.
 * @param now of which it is asked what has lapsed
 */
export function filtered<Line extends LogLine>(lines: readonly Line[], choice: LogChoice, now: Date): Line[] {
  return lines.filter(
    (line) =>
      isOfStatus(line, choice.status) &&
      isOfLevel(line, choice.level) &&
      isNamed(line.owner, choice.owner) &&
      isNamed(line.component, choice.component) &&
      isNamed(line.arisesIn, choice.arisesIn) &&
      isOfVerdict(line.standing, choice.verdict, isWaiting(line), now) &&
      isOfFreshness(line.standing, choice.freshness, now) &&
      (choice.vulnerable === null || line.vulnerable.includes(choice.vulnerable)) &&
      (!choice.deployer || line.deployer) &&
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
    // The stalest first, unless they are turned round.
    freshness: (a, b) => compareStanding(a.standing, b.standing),
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
  /** Codes of vulnerable groups. */
  readonly vulnerable: readonly string[];
  readonly arisesIn: readonly ArisesIn[];
  /** Of some nobody said where they arise. */
  readonly unsaid: boolean;
  readonly deployer: boolean;
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
    vulnerable: [...new Set(lines.flatMap((line) => line.vulnerable))].toSorted(BY_WORD.compare),
    arisesIn: ARISES_IN.filter((place) => lines.some((line) => line.arisesIn === place)),
    unsaid: lines.some((line) => line.arisesIn === null),
    deployer: lines.some((line) => line.deployer),
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

/** Hazards on a page, unless somebody asks for all of them. */
export const PAGE_SIZE = 50;
/** Hazards on a page for somebody who asked for all. A longer log has pages all the same. */
export const ALL_SIZE = 500;

export interface PageOfLines {
  readonly lines: readonly LogLine[];
  readonly page: number;
  readonly pages: number;
  /** The place of the first one in the list, from 0. */
  readonly from: number;
}

/** One page of a list. A page after the last is the last. */
export function pageOf(lines: readonly LogLine[], page: number, size: number = PAGE_SIZE): PageOfLines {
  const pages = Math.max(1, Math.ceil(lines.length / size));
  const shown = Math.min(Math.max(1, page), pages);
  const from = (shown - 1) * size;
  return { lines: lines.slice(from, from + size), page: shown, pages, from };
}

/** HAZ-12 for a line. */
export function referenceOf(line: Pick<LogLine, 'number'>): string {
  return hazardReference(line.number);
}
