import type { Catalogue, Criterion } from './catalogue.ts';

/*
 * One piece of evidence serves many criteria. Which ones comes from the checks that they name, and is kept by nobody: where two
 * criteria rest on the same check, they are related. Pure.
 */

/**
 * How what a criterion looks at relates to what another one does: the same, all of it and the other more, all of the other
 * and more, or only some.
 */
export const RELATIONS = ['equal', 'subset', 'superset', 'intersects'] as const;
export type Relation = (typeof RELATIONS)[number];

export interface Related {
  readonly catalogue: Catalogue;
  readonly criterion: Criterion;
  readonly relation: Relation;
  /** The checks that serve both. */
  readonly shared: readonly string[];
  /** What the other one needs and this one does not look at, by the ids of its checks: the gap. */
  readonly gap: readonly string[];
}

interface Place {
  readonly catalogue: Catalogue;
  readonly criterion: Criterion;
  /** Among all criteria of all standards. */
  readonly order: number;
}

/** Where each check is asked for. Made once for all criteria that are looked up. */
export type Crosswalk = ReadonlyMap<string, readonly Place[]>;

/** @param catalogues one edition of each standard */
export function crosswalkOf(catalogues: readonly Catalogue[]): Crosswalk {
  const all = catalogues.flatMap((catalogue) => catalogue.criteria.map((criterion) => ({ catalogue, criterion })));
  const places = all.flatMap((place, order) =>
    [...new Set(place.criterion.checks)].map((check) => ({ check, place: { ...place, order } })),
  );
  const byCheck = Map.groupBy(places, ({ check }) => check);
  return new Map([...byCheck].map(([check, those]) => [check, those.map(({ place }) => place)]));
}

/** The criteria of other standards that rest on some of the same checks, in the order of the standards and of their criteria. */
export function relatedTo(crosswalk: Crosswalk, catalogue: Pick<Catalogue, 'id'>, criterion: Criterion): Related[] {
  const places = criterion.checks
    .flatMap((check) => crosswalk.get(check) ?? [])
    .filter((place) => place.catalogue.id !== catalogue.id);
  const others = new Map(places.map((place) => [place.order, place]));
  return [...others.values()]
    .toSorted((a, b) => a.order - b.order)
    .map((place) => ({
      catalogue: place.catalogue,
      criterion: place.criterion,
      ...relationOf(criterion.checks, place.criterion.checks),
    }));
}

/** @returns how the checks of one relate to those of another, which share at least one */
export function relationOf(
  own: readonly string[],
  other: readonly string[],
): Pick<Related, 'relation' | 'shared' | 'gap'> {
  const [mine, theirs] = [new Set(own), new Set(other)];
  const shared = [...mine].filter((check) => theirs.has(check));
  const gap = [...theirs].filter((check) => !mine.has(check));
  const isAllOfMine = shared.length === mine.size;
  const relation = isAllOfMine ? (gap.length === 0 ? 'equal' : 'subset') : gap.length === 0 ? 'superset' : 'intersects';
  return { relation, shared, gap };
}
