import { judgementKey, type Known } from './assess.ts';
import type { Judgement } from './assessment.ts';
import type { Catalogue, Criterion } from './catalogue.ts';

/*
 * From one edition of a standard to another: what stayed, what asks something else, what is new and what is gone. A criterion
 * is the same one while it has the same id. Pure.
 */

export interface ChangedCriterion {
  readonly before: Criterion;
  readonly after: Criterion;
  /** What is otherwise, in words: "what is asked", "the checks". */
  readonly what: readonly string[];
  /** Whether a judgement on it has to be given again: it asks something else, of somebody else, or is looked at otherwise. */
  readonly isMaterial: boolean;
}

/** What it means to move from one edition to another. */
export interface EditionChanges {
  readonly from: Catalogue;
  readonly to: Catalogue;
  readonly kept: readonly Criterion[];
  readonly changed: readonly ChangedCriterion[];
  readonly added: readonly Criterion[];
  readonly gone: readonly Criterion[];
  /** Whether it applies to other services than before. */
  readonly appliesOtherwise: boolean;
  /** Of those that were judged, whose judgement has to be given again, or no longer has a place. */
  readonly judgeAgain: readonly Criterion[];
}

/** What a criterion asks, part by part; what only names or numbers it is editorial. */
const PARTS: readonly (readonly [what: string, of: (one: Criterion) => unknown, weight: 'material' | 'editorial'])[] = [
  ['what is asked', ({ text }) => text, 'material'],
  ['how strongly it is asked', ({ level }) => level, 'material'],
  ['when it applies', ({ applies }) => applies, 'material'],
  ['from which phase it is due', ({ from }) => from, 'material'],
  ['the checks', ({ checks }) => checks.toSorted(), 'material'],
  ['of what evidence is asked', ({ assessedAs }) => assessedAs.toSorted(), 'material'],
  ['its tiers', ({ tiers }) => tiers.toSorted(), 'material'],
  ['its title', ({ title }) => title, 'editorial'],
  ['its number', ({ clause }) => clause, 'editorial'],
  ['its section', ({ section }) => section, 'editorial'],
  ['how sure it is', ({ confidence }) => confidence, 'editorial'],
  ['where it was read', ({ source }) => source, 'editorial'],
  ['the note', ({ note }) => note, 'editorial'],
];

function changeOf(before: Criterion, after: Criterion): ChangedCriterion {
  const parts = PARTS.filter(([, of]) => !isSame(of(before), of(after)));
  return {
    before,
    after,
    what: parts.map(([what]) => what),
    isMaterial: parts.some(([, , weight]) => weight === 'material'),
  };
}

/** @param judged ids of the criteria that somebody judged */
export function editionChanges(from: Catalogue, to: Catalogue, judged: readonly string[]): EditionChanges {
  const before = new Map(from.criteria.map((one) => [one.id, one]));
  const ids = new Set(to.criteria.map(({ id }) => id));
  const pairs = to.criteria.flatMap((after) => {
    const one = before.get(after.id);
    return one ? [changeOf(one, after)] : [];
  });
  const changed = pairs.filter(({ what }) => what.length > 0);
  const gone = from.criteria.filter(({ id }) => !ids.has(id));
  const again = [...changed.filter(({ isMaterial }) => isMaterial).map(({ after }) => after), ...gone];
  return {
    from,
    to,
    kept: pairs.filter(({ what }) => what.length === 0).map(({ after }) => after),
    changed,
    added: to.criteria.filter(({ id }) => !before.has(id)),
    gone,
    appliesOtherwise: !isSame(from.applies, to.applies),
    judgeAgain: again.filter(({ id }) => judged.includes(id)),
  };
}

/**
 * What is known, for a look at one edition: a judgement that was given on another one stands while its criterion asks the same
 * in both.
 * @param all every edition of every standard
 */
export function knownFor(catalogue: Catalogue, known: Known, all: readonly Catalogue[]): Known {
  const judgements = new Map(known.judgements);
  for (const criterion of catalogue.criteria) {
    const key = judgementKey(catalogue.id, criterion.id);
    const judgement = judgements.get(key);
    if (!judgement || judgement.fallen.length > 0) continue;
    if (asksOtherwise(catalogue, criterion, judgement, all))
      judgements.set(key, { ...judgement, fallen: movedWords(catalogue, judgement) });
  }
  return { ...known, judgements };
}

function asksOtherwise(
  catalogue: Catalogue,
  criterion: Criterion,
  { edition }: Judgement,
  all: readonly Catalogue[],
): boolean {
  if (edition === undefined || edition === catalogue.edition) return false;
  const then = all.find((one) => one.id === catalogue.id && one.edition === edition);
  const before = then?.criteria.find(({ id }) => id === criterion.id);
  // Of an edition that is no longer known it cannot be said that it asked the same.
  return before === undefined || changeOf(before, criterion).isMaterial;
}

function movedWords({ edition }: Catalogue, judgement: Judgement): readonly string[] {
  return [`Edition ${edition} asks something else than edition ${judgement.edition}, which was judged.`];
}

/** The later of two editions, as people number them: "4.10" is after "4.2". */
export function byEdition(one: Pick<Catalogue, 'edition'>, other: Pick<Catalogue, 'edition'>): number {
  return ORDER.compare(one.edition, other.edition);
}

const ORDER = new Intl.Collator('en', { numeric: true });

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
