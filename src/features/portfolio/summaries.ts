import type { Assessed } from '../../platform/assessed.ts';
import { sha256 } from '../../platform/canonical.ts';
import type { Database, ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { version } from '../../platform/version.ts';
import type { AssessedService } from '../../rules/checks.ts';
import { assessing } from '../standards/index.ts';
import { SCOPE_CHECK, standsOf, stepsOf, SUMMARISED, type Line, type Looked, type Stands } from './domain.ts';
import { headSeq, keepSummaries, keptLines, type Kept, type Seen } from './summary-store.ts';

/*
 * Summaries as they are made, kept, and read. Kept or made this moment, they are the same: what is kept is only quicker.
 */

/** So many services are worked out in one breath. */
const BATCH = 25;
/** So many a page works out by itself, before it says of the rest that they are being worked out. */
const ON_A_PAGE = 50;

let standards: Promise<string> | undefined;

/** A digest of the standards that are summarised, as this version of Primum has them. */
async function digestOfStandards(): Promise<string> {
  const { catalogueNamed } = await assessing();
  return digest(SUMMARISED.map((id) => JSON.stringify(catalogueNamed(id))));
}

/** By what a summary is known that is made now: one by another edition, or another version of Primum, is as old as one before a change. */
async function maker(contributions: readonly Assessed[]): Promise<string> {
  standards ??= digestOfStandards();
  const checks = contributions.flatMap((one) => one.checks.map(({ id, asks }) => `${id} ${asks}`));
  return `${version} ${digest([await standards, ...checks])}`;
}

function digest(lines: readonly string[]): string {
  return sha256(lines.join('\n')).toString('base64url');
}

/** What is found of these services at a moment, and at times after it. A fixed number of queries, however many. */
async function lookingAt(
  tx: ReadTx,
  contributions: readonly Assessed[],
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, (now: Date) => Looked>> {
  const { assessKnown, cataloguesOf, knowledgeOf } = await assessing();
  const ids = services.map(({ id }) => id);
  const [knowledge, catalogues] = await Promise.all([
    knowledgeOf(tx, contributions, services, moment),
    cataloguesOf(tx, ids, moment),
  ]);
  return new Map(
    [...knowledge].map(([id, knows]) => {
      const all = catalogues.get(id)!;
      const summarised = SUMMARISED.map((standard) => all.find((one) => one.id === standard)!);
      const looking = (now: Date): Looked => {
        const known = knows(now);
        const assessments = summarised.map((catalogue) => assessKnown(catalogue, known));
        return { assessments, scope: known.observations.get(SCOPE_CHECK) };
      };
      return [id, looking];
    }),
  );
}

/** How these services stand at a moment, from nothing: every fact is read. */
export async function fromNothing(
  tx: ReadTx,
  contributions: readonly Assessed[],
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, Stands>> {
  const found = await lookingAt(tx, contributions, services, moment);
  return new Map([...found].map(([id, looking]) => [id, standsOf(looking(moment.now)).stands]));
}

/** How these services stand from now on. */
async function make(
  tx: ReadTx,
  contributions: readonly Assessed[],
  services: readonly AssessedService[],
  now: Date,
): Promise<Kept[]> {
  const [atSeq, found] = await Promise.all([headSeq(tx), lookingAt(tx, contributions, services, { seq: null, now })]);
  return [...found].map(([service, looking]) => ({ service, atSeq, ...stepsOf(looking, now) }));
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
  const madeBy = await maker(contributions);
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
  const madeBy = await maker(contributions);
  await database.write(organisation, (tx) => keepSummaries(tx, madeBy, made));
}

/** Works out whatever is old or was never worked out, batch by batch, until nothing is. @returns how many services */
export async function workOut(
  database: Database,
  organisation: string,
  contributions: readonly Assessed[],
  clock: () => Date,
): Promise<number> {
  const madeBy = await maker(contributions);
  const done = new Set<string>();
  for (;;) {
    const now = clock();
    const made = await database.read(organisation, async (tx) => {
      const lines = await keptLines(tx, { seen: null, madeBy, now });
      const without = lines.filter(({ stands }) => stands === null).slice(0, BATCH);
      if (without.length === 0) return [];
      return make(
        tx,
        contributions,
        without.map(({ service }) => service),
        now,
      );
    });
    await keep(database, organisation, contributions, made);
    // What is changed all the while is for the next time: this ends.
    if (made.every(({ service }) => done.has(service))) return done.size;
    for (const { service } of made) done.add(service);
  }
}
