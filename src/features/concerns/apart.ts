import type { ReadTx } from '../../platform/database/database.ts';
import type { Sealing } from '../../platform/sealed/sealing.ts';
import { keptApartOf, type KeptApart } from '../safeguarding/index.ts';
import { concernRow, concernRows, concernStates, waitingRows, type After } from './concern-store.ts';
import { isOpenable } from './sealed.ts';
import { forHandlers, type ConcernLine, type ConcernRow } from './domain.ts';

/*
 * What those who handle incidents may know of concerns. What lies in a safeguarding compartment is read there, by those whom that opens
 * to, and by nobody here: not by a lead either, who may be named in it.
 */

/** How many rows are looked at in one go, at least. */
const PAGE = 100;

/** What of a concern lies in a compartment; null where nothing does. */
export async function apartOf(tx: ReadTx, sealing: Sealing, id: string): Promise<KeptApart | null> {
  return (await keptApartOf(tx, sealing, 'concern', [id])).get(id) ?? null;
}

async function handlersLines(tx: ReadTx, sealing: Sealing, rows: readonly ConcernRow[]): Promise<ConcernLine[]> {
  // With another key nothing leads to compartments: what does not open may lie in one, and is shown to nobody.
  const known = rows.filter((row) => isOpenable(sealing, tx.organisation, row));
  const ids = known.map(({ id }) => id);
  const apart = await keptApartOf(tx, sealing, 'concern', ids);
  return known.flatMap((row) => forHandlers(row, apart.get(row.id) ?? null) ?? []);
}

/** Looks through rows, page by page, until there are as many lines as are wanted. */
async function through(
  tx: ReadTx,
  sealing: Sealing,
  most: number,
  load: (after: After | null, most: number) => Promise<ConcernRow[]>,
  wanted: (line: ConcernLine) => boolean = () => true,
): Promise<ConcernLine[]> {
  const lines: ConcernLine[] = [];
  let after: After | null = null;
  for (;;) {
    const size = Math.max(most, PAGE);
    const rows: ConcernRow[] = await load(after, size);
    lines.push(...(await handlersLines(tx, sealing, rows)).filter(wanted));
    after = rows.at(-1) ?? null;
    if (lines.length >= most || rows.length < size) return lines.slice(0, most);
  }
}

/** The concerns of a service, the latest first. */
export function concernLines(tx: ReadTx, sealing: Sealing, service: string, most: number): Promise<ConcernLine[]> {
  return through(tx, sealing, most, (after, size) => concernRows(tx, service, after, size));
}

/** Those that wait to be read, or to which something was added, the oldest first. @param references of services; null for all */
export function waitingConcerns(
  tx: ReadTx,
  sealing: Sealing,
  references: readonly string[] | null,
  most: number,
): Promise<ConcernLine[]> {
  return through(
    tx,
    sealing,
    most,
    (after, size) => waitingRows(tx, references, after, size),
    ({ state, news }) => state === 'waiting' || news,
  );
}

/** One of them; null for any other, as for none. */
export async function concernLine(
  tx: ReadTx,
  sealing: Sealing,
  service: string,
  reference: string,
): Promise<ConcernLine | null> {
  const row = await concernRow(tx, service, reference);
  return row && ((await handlersLines(tx, sealing, [row]))[0] ?? null);
}

/** How many came in that those who handle incidents read: the others are counted nowhere. */
export async function countConcerns(
  tx: ReadTx,
  sealing: Sealing,
  service: string,
): Promise<{ readonly all: number; readonly open: number }> {
  const states = (await concernStates(tx, service)).filter((one) => isOpenable(sealing, tx.organisation, one));
  const ids = states.map(({ id }) => id);
  const apart = await keptApartOf(tx, sealing, 'concern', ids);
  const theirs = states.filter(({ id }) => !apart.get(id)?.whole);
  return { all: theirs.length, open: theirs.filter(({ state }) => state === 'waiting').length };
}
