import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { isEmpty } from '../import/command.ts';
import { AT, World } from '../import/test-import.ts';
import type { ImportedLog } from '../import/shape.ts';
import type { LogDocument } from './document.ts';
import { csvOf } from './formats/csv.ts';
import { excelOf } from './formats/excel.ts';
import { jsonOf } from './formats/json.ts';
import { markdownOf } from './formats/markdown.ts';
import { loadDocument } from './load.ts';
import { importedOf, readOwn, type OwnFile } from './read.ts';
import { anyLog } from './testing/logs.ts';

/*
 * A kept log is handed out, and what comes back is compared with it, on a real database.
 */

const SOURCE = [{ file: 'back.xlsx', sha256: 'cd'.repeat(32), kind: 'xlsx' }];
const NOW = { seq: null, now: AT };

let world: World;
before(async () => {
  world = await World.make();
});
after(async () => {
  await world.ground.database.close();
});

function handedOut(number: number): Promise<LogDocument> {
  return world.read(async (tx) => (await loadDocument(tx, { service: 'WCS', log: number }, NOW)).document);
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

async function filesOf(log: LogDocument): Promise<Readonly<Record<string, OwnFile[]>>> {
  return {
    json: [{ name: 'log.json', bytes: bytesOf(jsonOf(log)) }],
    excel: [{ name: 'log.xlsx', bytes: await excelOf(log) }],
    markdown: Object.entries(unzipSync(markdownOf(log))).map(([name, bytes]) => ({ name, bytes })),
    csv: [{ name: 'log.csv', bytes: bytesOf(csvOf(log)) }],
  };
}

function back(files: readonly OwnFile[]): ImportedLog {
  return importedOf(readOwn(files)!, SOURCE);
}

/** What a file brings; what is only told of a rating or a control is not among it. */
function brought({ hazards, scheme }: LogDocument) {
  return {
    scheme,
    hazards: hazards.map(({ id: _id, controls, acceptance: _a, benefitRisk: _b, ...hazard }) => ({
      ...hazard,
      controls: controls.map(({ id: _control, holds: _h, evidenceTitles: _t, shared: _s, ...control }) => control),
      ...Object.fromEntries(
        (['initial', 'target', 'residual', 'deployer'] as const).map((phase) => {
          const rating = hazard[phase];
          return [phase, rating && [rating.severity, rating.likelihood, rating.stated, rating.justification]];
        }),
      ),
    })),
  };
}

test('any log is taken in whole, and what is handed out of it and comes back is no difference', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyLog.filter(({ hazards }) => hazards.length > 0 && longest(hazards) < 30_000),
      async (log) => {
        const { log: number } = await world.import(importedOf({ log, missing: new Set() }, SOURCE), { asNew: true });
        const kept = await handedOut(number);
        assert.deepEqual(brought(kept), brought(log));
        for (const [format, files] of Object.entries(await filesOf(kept))) {
          const { diff } = await world.diff(back(files), number);
          assert.ok(isEmpty(diff), `${format}: ${JSON.stringify(diff, null, 1)}`);
        }
      },
    ),
    { numRuns: Number(process.env['PRIMUM_RUNS'] ?? 6) },
  );
});

function longest(hazards: LogDocument['hazards']): number {
  return Math.max(
    ...JSON.stringify(hazards)
      .split('"')
      .map(({ length }) => length),
  );
}
