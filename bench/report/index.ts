import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { documentOf } from '../../src/features/safety-case/drawing/document.ts';
import { FORMATS, type Format } from '../../src/features/safety-case/formats.ts';
import { known, manyHazards } from '../../src/features/safety-case/testing/facts.ts';
import { median } from '../check/measure.ts';
import { loadingTimes } from './loading.ts';
import { others } from './others.ts';

/*
 * How long a clinical safety case report of 500 hazards takes to write, each time in a process of its own that has loaded nothing
 * before, as a server has it done; beside what a team has today. The bars: PDF/UA and Word under 1 s, HTML under 200 ms. What is
 * read of the database is measured apart. `npm run bench -- report [--hazards N] [--rounds N] [--data DIR]`
 */

const { values } = parseArgs({
  options: {
    hazards: { type: 'string', default: '500' },
    rounds: { type: 'string', default: '5' },
    data: { type: 'string', default: '/var/tmp' },
  },
});
const [HAZARDS, ROUNDS] = [Number(values.hazards), Number(values.rounds)];
/** Milliseconds. */
const BARS: Readonly<Partial<Record<Format, number>>> = { html: 200, pdf: 1_000, docx: 1_000 };
const WRITE_ONE = fileURLToPath(new URL('write-one.ts', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'primum-report-'));
try {
  say(`${availableParallelism()} cores (${cpus()[0]!.model.trim()}), load average ${loadavg()[0]!.toFixed(2)}.`);
  const hazards = manyHazards(HAZARDS);
  const document = join(folder, 'report.json');
  writeFileSync(document, JSON.stringify(documentOf(known({ hazards }))));
  say(`A report of ${HAZARDS} hazards with ${HAZARDS * 3} controls, ${kilobytes(statSync(document).size)} of data.\n`);
  row('Median of the rounds', 'writing, ms', 'of processor', 'with its process', 'size', 'bar');
  const held = FORMATS.map((format) => showFormat(format, document)).every(Boolean);
  await showLoading();
  await showOthers(hazards);
  process.exitCode = held ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @returns whether its bar holds */
function showFormat(format: Format, document: string): boolean {
  const file = join(folder, format === 'json' ? 'again.json' : `report.${format}`);
  const times: { readonly clock: number; readonly processor: number; readonly whole: number }[] = [];
  // The first only fills the caches of the disk and of compiled code.
  for (let round = 0; round <= ROUNDS; round++) {
    const from = performance.now();
    const args = [...process.execArgv, WRITE_ONE, format, document, file];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    const [clock, processor] = JSON.parse(stdout) as [number, number];
    if (round > 0) times.push({ clock, processor, whole: performance.now() - from });
  }
  const of = (key: 'clock' | 'processor' | 'whole') => median(times.map((one) => one[key]));
  const bar = BARS[format];
  const isHeld = bar === undefined || of('clock') < bar;
  const verdict = bar === undefined ? '' : `${bar}: ${isHeld ? 'held' : 'NOT HELD'}`;
  row(format, ms(of('clock')), ms(of('processor')), ms(of('whole')), kilobytes(statSync(file).size), verdict);
  return isHeld;
}

async function showLoading(): Promise<void> {
  const times = await loadingTimes({ hazards: HAZARDS, rounds: ROUNDS }, values.data);
  say(
    `\nRead of the database and drawn, a whole assessment among it, ${HAZARDS} hazards and ${HAZARDS * 4} tests: ${ms(median(times))} ms.\n`,
  );
}

async function showOthers(hazards: Parameters<typeof others>[1]): Promise<void> {
  row('What a team has today, from its start to its end', 'ms', 'made');
  for (const { name, from, version, run } of await others(folder, hazards)) {
    if (version === null) {
      row(name, 'not there', `(${from})`);
      continue;
    }
    const times: number[] = [];
    let size = 0;
    for (let round = 0; round <= Math.min(ROUNDS, 3); round++) {
      const began = performance.now();
      size = run();
      if (round > 0) times.push(performance.now() - began);
    }
    row(name, size === 0 ? 'failed' : ms(median(times)), size === 0 ? '' : kilobytes(size));
    say(`  ${version}`);
  }
}

function row(name: string, ...cells: readonly string[]): void {
  say(`${name.padEnd(48)}${cells.map((cell) => cell.padStart(17)).join('')}`);
}

function ms(value: number): string {
  return Math.round(value).toLocaleString('en-GB');
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1024).toLocaleString('en-GB')} kB`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
