import type { ReadTx } from '../../platform/database/database.ts';
import type { DeskItem, DeskOf, OnDesk } from '../../platform/feature.ts';
import { dateIn } from '../../platform/london-time.ts';
import { deskOf, type DeskLines } from './domain.ts';

/**
 * How many lines of each sort stand on a desk: what is behind them comes up as they are cleared. There are many sorts, and
 * each line is looked up and drawn at every look.
 */
export const MOST = 8;

/** Asks every feature at once, in one moment, and puts what they bring in order. */
export async function collect(
  tx: ReadTx,
  onDesk: readonly OnDesk[],
  desk: Omit<DeskOf, 'most'>,
): Promise<DeskLines<DeskItem>> {
  const brought = await Promise.all(onDesk.map(({ load }) => load(tx, { ...desk, most: MOST })));
  return deskOf(brought, dateIn(desk.now));
}

/** How many things wait for somebody, at least. */
export async function countWaiting(tx: ReadTx, onDesk: readonly OnDesk[], desk: Omit<DeskOf, 'most'>): Promise<number> {
  const brought = await Promise.all(onDesk.map(({ load }) => load(tx, { ...desk, most: 1 })));
  return brought.reduce((sum, { total }) => sum + total, 0);
}
