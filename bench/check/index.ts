import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SAMPLE_NAME, sampleLog } from '../../src/features/log-check/sample.ts';
import {
  inTurn,
  median,
  primum,
  SHEETJS_DEFAULTS,
  SHEETJS_OURS,
  sheetJs,
  split,
  STEPS,
  type Split,
  type Times,
} from './measure.ts';
import { hazardLog } from './workbook.ts';

/*
 * How long `primum check` takes on a large log, beside what SheetJS alone needs to read it; how much memory; and how long
 * a person waits for it on a small log, from nothing. The bar is a ratio of 2. `npm run bench -- check [ROWS]`
 */

const ROWS = Number(process.argv[2] ?? 10_000);
const ROUNDS = { warm: 3, counted: 7 };
const STARTS = 15;

const PRIMUM = fileURLToPath(new URL('../../bin/primum', import.meta.url));
const REAL_LOG = fileURLToPath(
  new URL('../../../shared/data/hazard-logs/nhsd-nrl/NRL Hazard Log V1.7.xlsx', import.meta.url),
);

const folder = mkdtempSync(join(tmpdir(), 'primum-bench-'));
try {
  const { bytes } = hazardLog(ROWS);
  await showTimes(bytes);
  showMemory(bytes);
  showStarts();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function showTimes(bytes: Uint8Array): Promise<void> {
  const { report, json } = await primum(bytes);
  say(
    `A log of ${number(ROWS)} rows, ${number(bytes.length / 1024)} kB as .xlsx. Node ${process.version}, ${ROUNDS.counted} rounds after ${ROUNDS.warm} to warm up.`,
  );
  say(
    `Found: ${number(report.counts.hazards)} hazards, ${number(report.counts.causes)} causes, ${number(report.counts.controls)} controls, ${number(report.findings.length)} findings; ${number(json.length / 1024)} kB of JSON.\n`,
  );

  const splits: Split[] = [];
  const times = await inTurn(
    {
      sheetJs: () => sheetJs(bytes, SHEETJS_DEFAULTS),
      primum: () => primum(bytes),
      sheetJsOurs: () => sheetJs(bytes, SHEETJS_OURS),
      split: async () => splits.push(await split(bytes)),
    },
    ROUNDS,
  );
  const counted = splits.slice(-ROUNDS.counted);
  const ratios = times.primum.clock.map((time, round) => time / times.sheetJs.clock[round]!);
  row('Median of the rounds', 'ms', 'ms of processor');
  const line = (name: string, { clock, processor }: Times) =>
    row(name, number(median(clock)), number(median(processor)));
  line('SheetJS, read(buffer) with its defaults', times.sheetJs);
  line('SheetJS with our options (see below)', times.sheetJsOurs);
  line('Primum: read, understand, judge, JSON', times.primum);
  for (const step of STEPS) row(`  ${step}`, number(median(counted.map((one) => one[step]))));
  const ratio = (of: keyof Times) => (median(times.primum[of]) / median(times.sheetJs[of])).toFixed(2);
  row('Primum to SheetJS, ratio of the medians (bar: 2)', ratio('clock'), ratio('processor'));
  row('  of single rounds, least and most', `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`);
  say(`Our options: ${options(SHEETJS_OURS)}\n`);
}

function options(given: object): string {
  return JSON.stringify(given)
    .replace(/"(\w+)":/gu, '$1: ')
    .replaceAll(',', ', ')
    .replaceAll('"', "'");
}

function showMemory(bytes: Uint8Array): void {
  const file = join(folder, 'log.xlsx');
  writeFileSync(file, bytes);
  const program = fileURLToPath(new URL('memory.ts', import.meta.url));
  const peak = (what: string) =>
    number(Number(execFileSync(process.execPath, [...process.execArgv, program, what, file])));
  row('Peak memory (RSS) of a process that does it once', 'MB');
  row('Only loads the code and the file', peak('nothing'));
  row('SheetJS', peak('sheetjs'));
  row('Primum', peak('primum'));
  say('');
}

function showStarts(): void {
  const real = existsSync(REAL_LOG);
  const log = real ? REAL_LOG : join(folder, SAMPLE_NAME);
  if (!real) writeFileSync(log, sampleLog());
  const commands: readonly [name: string, program: string, args: readonly string[]][] = [
    ['node -e 0', process.execPath, ['-e', '0']],
    ['primum --version', PRIMUM, ['--version']],
    [`primum check "${real ? 'NRL Hazard Log V1.7.xlsx' : SAMPLE_NAME}"`, PRIMUM, ['check', log]],
  ];
  const times = commands.map((): number[] => []);
  // The first of each only fills the caches of the disk and of compiled code.
  for (let round = 0; round <= STARTS; round++) {
    commands.forEach(([name, program, args], index) => {
      const start = performance.now();
      const { status, error } = spawnSync(program, args, { stdio: 'ignore' });
      const time = performance.now() - start;
      // A log with errors in it ends with 1, which is what it should do.
      if (error || status === null || status > 1) throw error ?? new Error(`${name} ended with ${status}.`);
      if (round > 0) times[index]!.push(time);
    });
  }
  row(`From nothing to the end, median of ${STARTS}`, 'ms');
  commands.forEach(([name], index) => row(name, number(median(times[index]!))));
}

function row(name: string, ...values: readonly string[]): void {
  say(`${name.padEnd(56)}${values.map((value) => value.padStart(16)).join('')}`);
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en-GB');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
