import type { ReadTx } from '../../platform/database/database.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { findService, serviceWeights } from '../services/index.ts';
import type { Change } from './domain/changes.ts';
import { differencesOf, type EditorialChange, type Fate, type HazardChange } from './domain/log-difference.ts';
import { changesAround } from './domain/service-difference.ts';
import {
  authorsOf,
  countHazards,
  erasuresOf,
  hazardsThatDiffer,
  hazardVersions,
  logById,
  logVersions,
  serviceVersions,
  versionsOf,
  type Author,
  type LogOf,
  type Stretch,
} from './difference-store.ts';

export type { Author } from './difference-store.ts';

/** A change with who made it and when, the latest last. More than one made it where it was changed again. */
export type Made<C extends { readonly seqs: readonly number[] }> = Omit<C, 'seqs'> & { readonly by: readonly Author[] };

export interface HazardMade {
  /** HAZ-12 */
  readonly hazard: string;
  readonly name: string;
  readonly fate: Fate;
  readonly by: readonly Author[];
  /** Only what matters. Of one that is new, gone or moved: nothing, all of it is. */
  readonly changes: readonly Made<HazardChange>[];
}

/** What differs between a hazard log at one moment and at a later one. */
export interface LogDifference {
  /** Hazards of which something that matters differs, in the order of their numbers. */
  readonly hazards: readonly HazardMade[];
  /** Of the log itself, and of what the service is for: what matters. */
  readonly around: readonly Made<Change>[];
  /** What is listed and lapses nothing; `hazard` is null for the log itself and the service. */
  readonly editorial: readonly Made<
    Omit<EditorialChange, 'hazard' | 'name'> & { hazard: string | null; name: string | null }
  >[];
  /** Hazards that stand in the log at the later moment and of which nothing that matters differs. */
  readonly unchanged: number;
  /** Whoever made any of it, as the ledger has them: "person:<id>". */
  readonly authors: readonly string[];
}

/** After every entry of the ledger. */
const END = Number.MAX_SAFE_INTEGER - 1;

/**
 * What differs in a hazard log between two moments, in words. Quick however long the log is, where little differs.
 * @param log the id of the log
 * @param between `from` has to be an entry of the ledger, and not after `to`
 * @throws NotFound
 */
export async function differenceOfLog(
  tx: ReadTx,
  log: string,
  { from, to }: { readonly from: Moment; readonly to: Moment },
): Promise<LogDifference> {
  const found = await logById(tx, log);
  if (!found) throw new NotFound('There is no such hazard log.');
  const stretch = { from: from.seq ?? END, to: to.seq ?? END };
  const [{ changed: ids, moved }, standing, around] = await Promise.all([
    hazardsThatDiffer(tx, found, stretch),
    countHazards(tx, found, to),
    aroundOf(tx, found, { from, to }, stretch),
  ]);
  const [versions, came, erased] = await Promise.all([
    versionsOf(tx, ids, stretch),
    // Of those that came or went as a whole, no change is told.
    hazardVersions(tx, moved, stretch),
    erasuresOf(tx, ids, stretch),
  ]);
  const all = { ...versions, hazards: [...versions.hazards, ...came] };
  const { hazards, editorial } = differencesOf(all, log, stretch, erased);
  const authors = await authorsOf(tx, [
    ...around.flatMap(({ seqs }) => seqs),
    ...hazards.flatMap(({ seqs, changes }) => [...seqs, ...changes.flatMap((change) => change.seqs)]),
    ...editorial.flatMap(({ seqs }) => seqs),
  ]);
  const made = <C extends { readonly seqs: readonly number[] }>({ seqs, ...rest }: C): Made<C> => ({
    ...rest,
    by: seqs.flatMap((seq) => authors.get(seq) ?? []),
  });
  const changed = hazards.filter(({ fate }) => fate === 'changed' || fate === 'new' || fate === 'moved in').length;
  return {
    hazards: hazards.map((one) => ({ ...made(one), changes: one.changes.map(made) })),
    around: around.filter((change) => change.class === 'material').map(made),
    editorial: [
      ...around
        .filter((change) => change.class === 'editorial')
        .map((change) => made({ ...change, hazard: null, name: null })),
      ...editorial.map(made),
    ],
    unchanged: standing - changed,
    authors: [...new Set([...authors.values()].map(({ actor }) => actor))],
  };
}

/** The log's own words, and those of the service that flow into it. */
async function aroundOf(
  tx: ReadTx,
  log: LogOf,
  { from, to }: { readonly from: Moment; readonly to: Moment },
  between: Stretch,
): Promise<Change[]> {
  const service = (moment: Moment) =>
    findService(tx, log.reference, moment).catch((error: unknown) => {
      if (error instanceof NotFound) return null;
      throw error;
    });
  const [rows, serviceSeqs, weights, before, after] = await Promise.all([
    logVersions(tx, log, between),
    serviceVersions(tx, log, between),
    serviceWeights(),
    service(from),
    service(to),
  ]);
  return changesAround({ log: rows, before, after, serviceSeqs, weights, between });
}
