import { hazardReference } from '../domain.ts';
import type { Between, Change } from './changes.ts';
import { changesOf } from './difference.ts';
import { at, type RowVersions } from './row-versions.ts';

/*
 * What differs between a hazard log at one entry of the ledger and at a later one: what matters, hazard by hazard, and what
 * is editorial. Pure.
 */

/** What became of a hazard as a whole. */
export type Fate = 'changed' | 'new' | 'retired' | 'moved in' | 'moved out';

/** A change under a hazard. */
export interface HazardChange extends Change {
  /** "HAZ-12", where this very change stands above in full: a control that several hazards rest on. */
  readonly seen: string | null;
}

/** A hazard of which something that matters differs. */
export interface HazardDifference {
  /** HAZ-12 */
  readonly hazard: string;
  /** As it is called at the later moment. */
  readonly name: string;
  readonly fate: Fate;
  /** The entries of the ledger that brought it, retired or moved it. */
  readonly seqs: readonly number[];
  /** Only what matters; of one that is new or gone, nothing: all of it is. */
  readonly changes: readonly HazardChange[];
}

/** A change that is listed and lapses nothing. */
export interface EditorialChange extends Change {
  readonly hazard: string;
  readonly name: string;
}

export interface Differences {
  readonly hazards: readonly HazardDifference[];
  readonly editorial: readonly EditorialChange[];
}

/** A text of a hazard was erased for good, by this entry of the ledger. */
export interface Erasure {
  /** The id of the hazard. */
  readonly hazard: string;
  readonly seq: number;
  /** As the command names it: "cause-2". */
  readonly field: string;
}

/**
 * @param log the id of the log
 * @param versions those of hazards that may differ, in any order
 * @param erased where words are gone in every version, no two of them differ: that they went is said all the same
 */
export function differencesOf(
  versions: RowVersions,
  log: string,
  { from, to }: Between,
  erased: readonly Erasure[],
): Differences {
  const hazards: HazardDifference[] = [];
  const editorial: EditorialChange[] = [];
  const seen = new Map<string, string>();
  for (const [id, own] of byHazard(versions)) {
    const rows = own.hazards;
    const [before, after] = [at(rows, from)[0] ?? null, at(rows, to)[0] ?? null];
    const row = after ?? before;
    if (!row) continue;
    const hazard = hazardReference(row.number);
    const name = row.name?.shown ?? '';
    const [stood, stands] = [isInLog(before, log), isInLog(after, log)];
    if (!stood && !stands) continue;
    if (stood !== stands) {
      const seqs = rows.map((one) => one.fromSeq).filter((seq) => seq > from && seq <= to);
      hazards.push({ hazard, name, fate: fateOf(before, after, log), seqs, changes: [] });
      continue;
    }
    const changes = [...changesOf(own, id, from, to), ...erased.filter((one) => one.hazard === id).map(erasureChange)];
    const material = changes.filter((change) => change.class === 'material');
    if (material.length > 0) {
      const shown = material.map((change) => ({ ...change, seen: seen.get(change.key) ?? null }));
      for (const { key } of material) if (!seen.has(key)) seen.set(key, hazard);
      hazards.push({ hazard, name, fate: 'changed', seqs: [], changes: shown });
    }
    for (const change of changes) {
      if (change.class !== 'editorial' || editorial.some(({ key }) => key === change.key)) continue;
      editorial.push({ ...change, hazard, name });
    }
  }
  return { hazards, editorial };
}

/** Fields whose words are editorial, by the names that erasing has for them. */
const EDITORIAL_FIELD = /^(?:notes|evidence|extra|reason|correction)$|-(?:evidence|action|correction)$/u;

function erasureChange({ seq, field }: Erasure): Change {
  return {
    key: `erased ${seq}`,
    what: `A text was erased for good (${field})`,
    before: null,
    after: null,
    class: EDITORIAL_FIELD.test(field) ? 'editorial' : 'material',
    about: 'act',
    seqs: [seq],
    reason: null,
  };
}

/** The versions of each hazard by itself, in the order of their numbers: many are told from without a look at all each time. */
function byHazard(versions: RowVersions): (readonly [string, RowVersions])[] {
  const of = <Row extends { readonly hazard: string }>(rows: readonly Row[]) => Map.groupBy(rows, (row) => row.hazard);
  const [causes, links, ratings] = [of(versions.causes), of(versions.links), of(versions.ratings)];
  const controls = Map.groupBy(versions.controls, ({ id }) => id);
  return [...Map.groupBy(versions.hazards, ({ id }) => id)]
    .toSorted(([, [a]], [, [b]]) => a!.number - b!.number)
    .map(([id, hazards]) => {
      const own = links.get(id) ?? [];
      const linked = new Set(own.map(({ control }) => control));
      return [
        id,
        {
          hazards,
          causes: causes.get(id) ?? [],
          links: own,
          controls: [...linked].flatMap((control) => controls.get(control) ?? []),
          ratings: ratings.get(id) ?? [],
        },
      ];
    });
}

type Row = { readonly log: string; readonly retired: boolean } | null;

function isInLog(row: Row, log: string): boolean {
  return row !== null && row.log === log && !row.retired;
}

function fateOf(before: Row, after: Row, log: string): Fate {
  if (isInLog(after, log)) return before === null || before.retired ? 'new' : 'moved in';
  return after?.retired ? 'retired' : 'moved out';
}
