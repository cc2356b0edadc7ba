import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { features } from '../../../features.ts';
import { anyCommand } from '../../../platform/commands/command.ts';
import { execute } from '../../../platform/commands/execute.ts';
import { everywhere } from '../../../platform/commands/may.ts';
import { NotFound } from '../../../platform/commands/problems.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { assemble, makeDemo } from '../../../platform/installation.ts';
import { momentOf } from '../../../platform/ledger/moment-store.ts';
import { addPerson } from '../../../platform/sessions/store.ts';
import { testApp } from '../../../test-app.ts';
import { describeRelease } from '../../releases/commands.ts';
import { findService } from '../../services/index.ts';
import type { ReportRecord, SectionId } from '../domain.ts';
import { drawReport } from '../index.ts';
import type { ReportDocument } from '../report-document.ts';
import { reportSchema } from '../report-schema.ts';
import { noProse } from '../testing/facts.ts';

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

function saidIn({ sections }: ReportDocument, id: SectionId): string {
  return JSON.stringify(sections.find((one) => one.id === id)!.blocks);
}

test('the demo, drawn: what its rooms keep stands in the sections, and what is not known beside the statement', async () => {
  const document = await drawn();
  assert.deepEqual(reportSchema.parse(JSON.parse(JSON.stringify(document))), JSON.parse(JSON.stringify(document)));
  assert.equal(document.sections.length, 11);
  assert.equal(document.standing, 'draft');
  assert.equal(document.pins.log.version, 1);
  const expected: Partial<Record<SectionId, RegExp>> = {
    system: /Photo upload/u,
    management: /Wren Applewhite.*NMC 00A0000E.*Internal audit/su,
    analysis: /WSP-1: .*SWIFT.*Clinician: 1/su,
    evaluation: /The NHS 5 by 5 matrix.*Beside DCB0129/su,
    control: /HAZ-12: .*has a failing test since.*Larkmoor Community Trust/su,
    log: /HAZ-33: /u,
    'test-issues': /Control CTL-45 does not hold because it has a failing test since 11 March 2026/u,
    statement: /Control CTL-45 does not hold/u,
    quality: /Wren Applewhite \(clinical safety officer\), NMC 00A0000E/u,
  };
  for (const [id, pattern] of Object.entries(expected)) assert.match(saidIn(document, id as SectionId), pattern, id);
  // An assessor comes from outside, and is no member of the team.
  assert.doesNotMatch(saidIn(document, 'management'), /Imogen Sedge/u);
});

test('of who deploys it is held beside DCB0160', async () => {
  const document = await drawn({ sort: 'deployer', phase: 'use' });
  assert.match(saidIn(document, 'evaluation'), /Beside DCB0160/u);
  assert.match(saidIn(document, 'quality'), /No accountable executive has accepted the residual risk/u);
});

test('a log that is not there, and a moment before anything was there, are drawn as not known', async () => {
  const none = await drawn({ log: 9, release: null });
  assert.match(saidIn(none, 'log'), /There is no hazard log 9/u);
  assert.equal(none.pins.log.version, null);
  await assert.rejects(drawn({}, new Date('2020-01-01T00:00:00Z')), NotFound);
});

test('a release is drawn as it was known at the moment, and not as somebody described it since', async () => {
  const input = {
    service: 'DEMO',
    release: '1.3.2',
    commit: 'a'.repeat(40),
    configuration: [{ name: 'database', value: 'PostgreSQL 99' }],
  };
  const actor = { kind: 'person', ...OWNER, organisation, grants: everywhere(['safety engineer']) } as const;
  const { seq } = await execute(app.ground, anyCommand(describeRelease), input, { actor, organisation });
  const at = (seen: number) =>
    database.read(organisation, async (tx) => {
      const moment = { seq: seen, now: NOW };
      return drawReport(tx, kinds, await reportOf(tx), moment, { at: NOW, by: OWNER.name });
    });
  assert.match(saidIn(await at(seq), 'configuration'), /PostgreSQL 99/u);
  assert.doesNotMatch(saidIn(await at(seq - 1), 'configuration'), /PostgreSQL 99/u);
  assert.match(saidIn(await at(seq - 1), 'configuration'), /PostgreSQL 17\.2/u);
});

test('it takes as many queries for the whole log as for none', async () => {
  const queriesFor = (of: Partial<ReportRecord>) =>
    database.read(organisation, async (tx) => {
      let queries = 0;
      const { organisation: own } = tx;
      const counting: ReadTx = {
        organisation: own,
        rows: (query) => {
          queries++;
          return tx.rows(query);
        },
        send: (query) => tx.send(query),
      };
      const made = { at: NOW, by: OWNER.name };
      await drawReport(counting, kinds, await reportOf(counting, of), { seq: null, now: NOW }, made);
      return queries;
    });
  assert.equal(await queriesFor({}), await queriesFor({ log: 9 }));
});
