import type { RiskLevel, RiskScheme } from '../../schemes/domain.ts';
import type { ArisesIn, ControlState, ControlType, NewHazards, Party, Verdict, VulnerableGroup } from '../domain.ts';
import type { LogLine } from './log-view.ts';
import { compareLevels, whatCounts, type Counting, type Rated } from './ratings.ts';

/*
 * A hazard log looked at from other sides: what falls with a control, what nothing controls, what moved between two
 * moments, how it stands by component or group. Pure.
 */

/** What a view needs to know of a hazard besides its line. */
export interface ViewHazard {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly arisesIn: ArisesIn | null;
  readonly vulnerable: readonly VulnerableGroup[];
  readonly causes: readonly { readonly id: string; readonly text: string }[];
  readonly receiver: string | null;
}

/** A control on a hazard. */
export interface ViewLink {
  readonly hazard: string;
  readonly control: string;
  readonly causes: readonly string[];
}

export interface ViewControl {
  readonly id: string;
  /** CTL-31, or PLATFORM/CTL-3. */
  readonly reference: string;
  readonly text: string;
  readonly type: ControlType | null;
  readonly party: Party | null;
  readonly state: ControlState;
  readonly owner: string | null;
  readonly verdict: Verdict;
  /** Whether it holds now: met, and within its time. */
  readonly holds: boolean;
  readonly newHazards: NewHazards | null;
  /** Tests that were accepted as what it rests on. */
  readonly tests: number;
}

/** A residual rating that a person gave, with the controls that it relies on. */
export interface RungOfLadder extends Rated {
  readonly hazard: string;
  /** Ids; null where nobody has said. */
  readonly reliesOn: readonly string[] | null;
}

/** A control behind hazards, and what falls with it. */
export interface CommonControl {
  readonly control: ViewControl;
  /** The hazards that it acts on, by their numbers. */
  readonly hazards: readonly number[];
  /** Hazards whose level that counts would be another if it failed: now, and then. */
  readonly falls: readonly {
    readonly number: number;
    readonly now: RiskLevel | null;
    readonly without: RiskLevel | null;
  }[];
}

/**
 * The controls of a log, those behind most hazards first, each with what would count if it failed.
 * @param ladders the residual ratings of each hazard, the latest first, as they stand now
 */
export function commonControls(
  scheme: RiskScheme | null,
  lines: readonly LogLine[],
  controls: readonly ViewControl[],
  links: readonly ViewLink[],
  ladders: readonly RungOfLadder[],
): CommonControl[] {
  const lineOf = new Map(lines.map((line) => [line.id, line]));
  const laddersOf = Map.groupBy(ladders, (rung) => rung.hazard);
  const hazardsOf = Map.groupBy(links, (link) => link.control);
  const all = controls.map((control): CommonControl => {
    const here = (hazardsOf.get(control.id) ?? []).flatMap((link) => lineOf.get(link.hazard) ?? []);
    const falls = here.flatMap((line) => {
      const then = countsWithout(scheme, line, laddersOf.get(line.id) ?? [], control.id);
      const same = then.level === line.counts.level && then.phase === line.counts.phase;
      return same ? [] : [{ number: line.number, now: line.counts.level, without: then.level }];
    });
    return { control, hazards: here.map((line) => line.number).toSorted((a, b) => a - b), falls };
  });
  return all.toSorted(
    (a, b) => b.hazards.length - a.hazards.length || BY_NUMBER.compare(a.control.reference, b.control.reference),
  );
}

const BY_NUMBER = new Intl.Collator('en-GB', { numeric: true });

/** What would count for a hazard if a control did not hold. */
function countsWithout(
  scheme: RiskScheme | null,
  line: LogLine,
  ladder: readonly RungOfLadder[],
  control: string,
): Counting {
  const fail = (rung: RungOfLadder): Rated => ({
    level: rung.level,
    confirmed: true,
    holds: rung.holds && rung.reliesOn?.includes(control) !== true,
  });
  if (line.residual === null || !line.residual.confirmed) return line.counts;
  const [residual, ...earlier] = ladder.map(fail);
  return whatCounts(scheme, line.initial, residual ?? line.residual, earlier);
}

/** What is missing in a log: nothing of it says that the service is unsafe, and none of it can be assumed away. */
export interface Gaps {
  readonly hazardsWithoutControl: readonly ViewHazard[];
  /** Causes on which no control acts that was not withdrawn. */
  readonly causes: readonly { readonly hazard: ViewHazard; readonly text: string }[];
  /** Hazards with several causes and controls, of which the log does not say which acts on which. */
  readonly causesNotSaid: readonly ViewHazard[];
  readonly controlsWithoutTest: readonly ViewControl[];
  /** DCB0129 6.1.2: nobody looked whether they bring hazards. */
  readonly controlsNotLookedAt: readonly ViewControl[];
  readonly controlsWithoutOwner: readonly ViewControl[];
  /** How many hazards have a control that a test speaks of; of how many. */
  readonly tested: { readonly hazards: number; readonly of: number };
}

export function gapsOf(
  hazards: readonly ViewHazard[],
  controls: readonly ViewControl[],
  links: readonly ViewLink[],
): Gaps {
  const living = new Map(controls.filter((one) => one.state !== 'withdrawn').map((one) => [one.id, one]));
  const linksOf = Map.groupBy(
    links.filter((link) => living.has(link.control)),
    (link) => link.hazard,
  );
  const of = (hazard: ViewHazard) => linksOf.get(hazard.id) ?? [];
  // Where no control names a cause, it is not known which of them stand open; where there is no control, all do.
  const says = (hazard: ViewHazard) => of(hazard).length === 0 || of(hazard).some((link) => link.causes.length > 0);
  const all = [...living.values()].toSorted((a, b) => BY_NUMBER.compare(a.reference, b.reference));
  return {
    hazardsWithoutControl: hazards.filter((hazard) => of(hazard).length === 0),
    causes: hazards.filter(says).flatMap((hazard) => {
      const acted = new Set(of(hazard).flatMap((link) => link.causes));
      return hazard.causes.filter((cause) => !acted.has(cause.id)).map(({ text }) => ({ hazard, text }));
    }),
    causesNotSaid: hazards.filter((hazard) => hazard.causes.length > 1 && !says(hazard)),
    controlsWithoutTest: all.filter((one) => one.tests === 0),
    controlsNotLookedAt: all.filter((one) => one.newHazards === null),
    controlsWithoutOwner: all.filter((one) => one.owner === null),
    tested: {
      hazards: hazards.filter((hazard) => of(hazard).some((link) => (living.get(link.control)?.tests ?? 0) > 0)).length,
      of: hazards.length,
    },
  };
}

/** How a hazard moved between two moments. */
export interface Move {
  readonly number: number;
  readonly how: 'new' | 'gone' | 'worse' | 'better' | 'the same level';
  readonly before: Counting | null;
  readonly after: Counting | null;
  /** Whether somebody gave a rating in between, or what it relies on changed. */
  readonly because: 'a new rating' | 'its controls' | null;
}

/** What moved between two moments, the worst first; hazards that stand as they stood are left out. */
export function movesBetween(
  scheme: RiskScheme | null,
  before: readonly LogLine[],
  after: readonly LogLine[],
  /** Hazards of which a rating was given in between. */
  rated: ReadonlySet<string>,
): Move[] {
  const then = new Map(before.map((line) => [line.id, line]));
  const now = new Map(after.map((line) => [line.id, line]));
  const both = after.flatMap((line): Move[] => {
    const was = then.get(line.id);
    if (!was) return [{ number: line.number, how: 'new', before: null, after: line.counts, because: null }];
    const [a, b] = [was.counts, line.counts];
    if (a.level === b.level && a.phase === b.phase && a.earlier === b.earlier) return [];
    const order = compareLevels(scheme, b.level, a.level);
    const how = order > 0 ? 'worse' : order < 0 ? 'better' : 'the same level';
    return [
      { number: line.number, how, before: a, after: b, because: rated.has(line.id) ? 'a new rating' : 'its controls' },
    ];
  });
  const gone = before
    .filter((line) => !now.has(line.id))
    .map((line): Move => ({ number: line.number, how: 'gone', before: line.counts, after: null, because: null }));
  return [...both, ...gone].toSorted((a, b) => HOWS.indexOf(a.how) - HOWS.indexOf(b.how) || a.number - b.number);
}

const HOWS: readonly Move['how'][] = ['worse', 'new', 'better', 'the same level', 'gone'];

/** By what a log can be grouped. */
export const GROUPINGS = ['component', 'owner', 'group', 'arises', 'party'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** A group of hazards, counted by the level that counts. */
export interface Group {
  /** Null: nobody has said. */
  readonly name: string | null;
  readonly hazards: readonly LogLine[];
  /** By level, as the scheme names it; not known last. */
  readonly levels: readonly { readonly level: RiskLevel | null; readonly count: number }[];
  readonly provisional: number;
}

/** @param of what a hazard is grouped by; a hazard can stand in several groups, and in none */
export function groupsOf(
  scheme: RiskScheme | null,
  lines: readonly LogLine[],
  of: (line: LogLine) => readonly string[],
): Group[] {
  const named = lines.flatMap((line): { name: string | null; line: LogLine }[] => {
    const names = of(line);
    return names.length === 0 ? [{ name: null, line }] : names.map((name) => ({ name, line }));
  });
  return [...Map.groupBy(named, ({ name }) => name)]
    .map(([name, members]): Group => {
      const hazards = members.map(({ line }) => line);
      const levels = [...Map.groupBy(hazards, (line) => line.counts.level)]
        .map(([level, all]) => ({ level, count: all.length }))
        .toSorted((a, b) => compareLevels(scheme, b.level, a.level));
      const provisional = hazards.filter(({ residual }) => residual && !(residual.confirmed && residual.holds)).length;
      return { name, hazards, levels, provisional };
    })
    .toSorted((a, b) => Number(a.name === null) - Number(b.name === null) || BY_NUMBER.compare(a.name!, b.name!));
}
