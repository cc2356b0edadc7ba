import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { features } from '../../src/features.ts';
import { drawReport, SECTIONS, type ReportRecord, type SectionId } from '../../src/features/safety-case/index.ts';
import { findService } from '../../src/features/services/index.ts';
import { Database } from '../../src/platform/database/database.ts';
import { openEmbedded } from '../../src/platform/database/embedded.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { assemble, migrationsOf } from '../../src/platform/installation.ts';
import { makeService } from '../assess/one-service.ts';
import { testSealing } from '../../src/platform/sealed/testing/test-sealing.ts';

/*
 * How long it takes to know what stands in a report: everything that is read of the database, a whole assessment among it.
 */

/** @returns milliseconds of each time, the first ones left out */
export async function loadingTimes(
  { hazards, rounds }: { readonly hazards: number; readonly rounds: number },
  data: string,
): Promise<number[]> {
  const folder = mkdtempSync(join(data, 'primum-report-'));
  // As root, the server runs as another user, who goes through it.
  chmodSync(folder, 0o755);
  try {
    const embedded = await openEmbedded(folder, { fsync: 'off' });
    try {
      const { appConfig } = await migrate(embedded.owner, migrationsOf(features));
      const database = new Database(appConfig, 2);
      try {
        const { kinds, commands } = await assemble(features);
        const ground = { database, kinds, sealing: testSealing, now: () => new Date() };
        const organisation = await makeService(ground, commands, embedded.owner, { hazards, results: hazards * 4 });
        const times: number[] = [];
        for (let round = -2; round < rounds; round++) {
          const from = performance.now();
          const drawn = await database.read(organisation, async (tx) => {
            const made = { at: ground.now(), by: 'Bench' };
            return drawReport(tx, kinds, await reportOf(tx), { seq: null, now: ground.now() }, made);
          });
          if (round >= 0) times.push(performance.now() - from);
          if (!JSON.stringify(drawn).includes(`HAZ-${hazards}:`)) throw new Error('The report has not every hazard.');
        }
        return times;
      } finally {
        await database.close();
      }
    } finally {
      await embedded.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function reportOf(tx: Parameters<typeof findService>[0]): Promise<ReportRecord> {
  const { id, reference, name } = await findService(tx, 'BENCH');
  return {
    id,
    number: 1,
    service: { id, reference, name },
    sort: 'manufacturer',
    phase: 'delivery',
    release: null,
    log: 1,
    prose: Object.fromEntries(SECTIONS.map((one) => [one.id, 'Written.'])) as Record<SectionId, string>,
    supersededBy: null,
    version: 1,
  };
}
