import type { Assessed } from '../../platform/assessed.ts';
import { sha256 } from '../../platform/canonical.ts';
import type { Database, ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { version } from '../../platform/version.ts';
import type { AssessedService } from '../../rules/checks.ts';
import { assessing, type Catalogue } from '../standards/index.ts';
import { standsOf, stepsOf, SUMMARISED, type Line, type Stands } from './domain.ts';
import { headSeq, keepSummaries, keptLines, staleServices, type Kept, type Seen } from './summary-store.ts';

/*
 * Summaries as they are made, kept, and read. Kept or made this moment, they are the same: what is kept is only quicker.
 */

/** So many services are worked out in one breath. */
const BATCH = 25;
/** So many a page works out by itself, before it says of the rest that they are being worked out. */
const ON_A_PAGE = 50;

let standards: { catalogues: readonly Catalogue[]; digest: string } | undefined;

/** The standards that are summarised, and by what a summary that they made is known. */
async function standardsNow(contributions: readonly Assessed[]) {
  const { catalogueNamed } = await assessing();
  standards ??= (() => {
    const catalogues = SUMMARISED.map((id) => catalogueNamed(id));
    return { catalogues, digest: sha256(JSON.stringify(catalogues)).toString('base64url') };
  })();
  const checks = contributions.flatMap((one) => one.checks.map(({ id, asks }) => `${id} ${asks}`));
  // A summary by an earlier edition, or an earlier version of Primum, is as old as one before a change.
  const madeBy = `${version} ${sha256([standards.digest, ...checks].join('\n')).toString('base64url')}`;
  return { catalogues: standards.catalogues, madeBy };
}

/** How these services stand at a moment, from nothing: every fact is read. A fixed number of queries, however many. */
export async function fromNothing(
  tx: ReadTx,
  contributions: readonly Assessed[],
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, Stands>> {
  const { catalogues } = await standardsNow(contributions);
  const { knownOf } = await assessing();
  const known = await knownOf(tx, contributions, services, moment);
  return new Map([...known].map(([id, one]) => [id, standsOf(catalogues, one).stands]));
}

/** How these services stand from now on. */
async function make(
  tx: ReadTx,
  contributions: readonly Assessed[],
  services: readonly AssessedService[],
  now: Date,
): Promise<Kept[]> {
  const { catalogues } = await standardsNow(contributions);
  const { knowledgeOf } = await assessing();
  const [atSeq, knowledge] = await Promise.all([
    headSeq(tx),
    knowledgeOf(tx, contributions, services, { seq: null, now }),
  ]);
  return [...knowledge].map(([service, knows]) => ({ service, atSeq, ...stepsOf(catalogues, knows, now) }));
}

/**
 * Every service that somebody sees, with how it stands now: kept and true, or worked out this moment, for so many at most.
 * Those beyond it are without.
 */
export async function linesNow(
  tx: ReadTx,
  contributions: readonly Assessed[],
  of: { readonly seen: Seen; readonly now: Date; readonly most?: number },
): Promise<{ readonly lines: readonly Line[]; readonly made: readonly Kept[] }> {
  const { madeBy } = await standardsNow(contributions);
  const { seen, now, most = ON_A_PAGE } = of;
  const kept = await keptLines(tx, { seen, madeBy, now });
  const without = kept.flatMap(({ service, stands }) => (stands === null ? [service] : [])).slice(0, most);
  const made: Kept[] = [];
  for (let from = 0; from < without.length; from += BATCH)
    made.push(...(await make(tx, contributions, without.slice(from, from + BATCH), now)));
  const standing = new Map(made.map(({ service, steps }) => [service, steps[0]!.stands]));
  const lines = kept.map((line) => ({ ...line, stands: line.stands ?? standing.get(line.service.id) ?? null }));
  return { lines, made };
}

/** Keeps what was worked out, for whoever asks next. */
export async function keep(
  database: Database,
  organisation: string,
  contributions: readonly Assessed[],
  made: readonly Kept[],
): Promise<void> {
  if (made.length === 0) return;
  const { madeBy } = await standardsNow(contributions);
  await database.write(organisation, (tx) => keepSummaries(tx, madeBy, made));
}

/** Works out whatever is old or was never worked out, batch by batch, until nothing is. @returns how many services */
export async function workOut(
  database: Database,
  organisation: string,
  contributions: readonly Assessed[],
  clock: () => Date,
): Promise<number> {
  const { madeBy } = await standardsNow(contributions);
  for (let count = 0; ;) {
    const now = clock();
    const made = await database.read(organisation, async (tx) => {
      const services = await staleServices(tx, { madeBy, now, most: BATCH });
      return services.length === 0 ? [] : make(tx, contributions, services, now);
    });
    if (made.length === 0) return count;
    await keep(database, organisation, contributions, made);
    count += made.length;
  }
}
