import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { features } from '../../../features.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { assemble, makeDemo } from '../../../platform/installation.ts';
import { momentOf, type Moment } from '../../../platform/ledger/moment-store.ts';
import { addPerson } from '../../../platform/sessions/store.ts';
import { testApp } from '../../../test-app.ts';
import { findService } from '../../services/index.ts';
import type { ReportRecord } from '../domain.ts';
import { drawReport } from '../index.ts';
import type { ReportDocument } from '../report-document.ts';
import { reportSchema } from '../report-schema.ts';
import { noProse } from '../testing/facts.ts';
import { written } from '../write.ts';

/*
 * A report drawn of the demo: from what its rooms keep.
 */

const NOW = new Date('2026-03-12T09:00:00Z');
const OWNER = { id: '018f0000-0000-7000-8000-0000000000aa', name: 'Percival Lark' };
const { grounds, kinds } = await assemble(features);
const app = await testApp({ now: NOW });
const { database } = app.ground;
let organisation: string;

before(async () => {
  await database.platform((tx) => addPerson(tx, OWNER, NOW));
  organisation = await makeDemo({ ground: app.ground, grounds }, OWNER);
});

async function reportOf(tx: ReadTx, of: Partial<ReportRecord> = {}): Promise<ReportRecord> {
  const { id, reference, name } = await findService(tx, 'DEMO');
  return {
    id: '018f0000-0000-7000-8000-0000000000bb',
    number: 1,
    service: { id, reference, name },
    sort: 'manufacturer',
    phase: 'delivery',
    release: '1.3.2',
    log: 1,
    prose: noProse(),
    supersededBy: null,
    version: 1,
    ...of,
  };
}

function drawn(of: Partial<ReportRecord> = {}, at: Date | null = null): Promise<ReportDocument> {
  return database.read(organisation, async (tx) => {
    const moment = await momentOf(tx, at, NOW);
    return drawReport(tx, kinds, await reportOf(tx, of), moment, { at: NOW, by: OWNER.name });
  });
}

test('the demo, drawn: eleven sections of what its rooms keep, and what is not known is listed', async () => {
  const document = await drawn();
  assert.deepEqual(reportSchema.parse(JSON.parse(JSON.stringify(document))), JSON.parse(JSON.stringify(document)));
  assert.equal(document.sections.length, 11);
  if (process.env['KEEP']) {
    const { writeFileSync } = await import('node:fs');
    for (const f of ['html', 'md', 'pdf', 'docx'] as const)
      writeFileSync(`/tmp/h6/demo.${f}`, await written(f, document));
  }
});

test('it takes as many queries for a log of one hazard as for the whole', async () => {
  const counted = async (of: Partial<ReportRecord>) =>
    database.read(organisation, async (tx) => {
      let queries = 0;
      const counting: ReadTx = { ...tx, rows: (query) => (queries++, tx.rows(query)) };
      const moment: Moment = { seq: null, now: NOW };
      const document = await drawReport(counting, kinds, await reportOf(tx, of), moment, { at: NOW, by: OWNER.name });
      return { queries, document };
    });
  const one = await counted({});
  console.log(one.queries);
});
