import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { read, type ParsingOptions } from '@e965/xlsx';
import { check } from '../../src/features/log-check/check.ts';
import type { Report } from '../../src/features/log-check/domain.ts';
import { judge } from '../../src/features/log-check/domain/judge.ts';
import { understand } from '../../src/features/log-check/domain/understanding/understand.ts';
import { readMaterial } from '../../src/features/log-check/reading/read.ts';
import { exportOf } from '../../src/features/log-check/showing/export.ts';

const NAME = 'Larkmoor log.xlsx';
const GUIDANCE = { mapping: [], scheme: null };

/** What SheetJS is called with by itself, and what our reader calls it with. */
export const SHEETJS_DEFAULTS: ParsingOptions = {};
export const SHEETJS_OURS: ParsingOptions = {
  dense: true,
  cellFormula: true,
  cellHTML: false,
  cellText: false,
  cellDates: true,
  UTC: true,
};

export function sheetJs(bytes: Uint8Array, options: ParsingOptions): void {
  // As `read(readFileSync(...))` is called, which is its quickest way. A copy, since it writes into its options.
  read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { ...options });
}

/** All that `primum check --format json` does with a file, but for opening and printing. */
export async function primum(bytes: Uint8Array): Promise<{ readonly report: Report; readonly json: string }> {
  const { report } = await check([{ name: NAME, bytes }], GUIDANCE);
  return { report, json: JSON.stringify(exportOf(report)) };
}

export const STEPS = ['read', 'understand', 'judge', 'JSON'] as const;
export type Split = Record<(typeof STEPS)[number], number>;

/** The same once more with a clock between its steps. Milliseconds. */
export async function split(bytes: Uint8Array): Promise<Split> {
  const times = [performance.now()];
  const lap = () => times.push(performance.now());
  const material = await readMaterial([{ name: NAME, bytes }]);
  lap();
  const understood = understand(material, GUIDANCE);
  lap();
  const report = judge(understood);
  lap();
  JSON.stringify(exportOf(report));
  lap();
  return Object.fromEntries(STEPS.map((step, index) => [step, times[index + 1]! - times[index]!])) as Split;
}

export interface Rounds {
  readonly warm: number;
  readonly counted: number;
}

export interface Times {
  /** Milliseconds by the clock, and of the processor: the second holds where other programs are at work too. */
  readonly clock: number[];
  readonly processor: number[];
}

/** Rounds of all tasks in turn, in this process, after some that do not count. */
export async function inTurn<Name extends string>(
  tasks: Readonly<Record<Name, () => unknown>>,
  { warm, counted }: Rounds,
): Promise<Record<Name, Times>> {
  const names = Object.keys(tasks) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, { clock: [], processor: [] }])) as unknown as Record<
    Name,
    Times
  >;
  for (let round = 0; round < warm + counted; round++) {
    for (const name of names) {
      collectGarbage();
      const before = process.cpuUsage();
      const start = performance.now();
      await tasks[name]();
      const clock = performance.now() - start;
      const { user, system } = process.cpuUsage(before);
      if (round < warm) continue;
      times[name].clock.push(clock);
      times[name].processor.push((user + system) / 1_000);
    }
  }
  return times;
}

/** Before each measurement, so that nobody pays for what the one before left behind. */
const collectGarbage: () => void = (() => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
})();

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
