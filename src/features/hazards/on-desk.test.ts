import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { anyCommand } from '../../platform/commands/command.ts';
import { testApp, type Visitor } from '../../test-app.ts';
import type { Role } from '../../platform/commands/may.ts';
import { registers, takesOffice } from '../people/testing/steps.ts';
import { confirmResidual } from './commands.ts';
import { withdrawnControls, waitingLogs } from './desk-store.ts';
import { plantLog, type TestHazard, type TestLog } from './testing/test-log-store.ts';

const app = await testApp({ now: new Date('2026-03-05T09:00:00Z') });
const rating = { severity: 'Major', likelihood: 'Medium' };

function hazard(name: string, more: Partial<TestHazard> = {}): TestHazard {
  return { name, initial: rating, residual: rating, controls: [{ text: `What is done about ${name}` }], ...more };
}

function log(reference: string, name: string, hazards: readonly TestHazard[]): TestLog {
  return { service: { reference, name }, title: `Log of ${name}`, file: 'log.xlsx', hazards };
}

const withdrawn = { text: 'A check that nobody does any more', state: 'withdrawn' };

before(async () => {
  await app.execute(plantLog, {
    log: log('WOUND', 'Wound Care', [
      hazard('A photo is late', { controls: [withdrawn, { text: 'The inbox is watched' }] }),
      hazard('A message is lost'),
      hazard('It was closed', { status: 'closed', controls: [withdrawn] }),
      hazard('Nobody rated it', { residual: null }),
      // Severity and likelihood of no scheme make no level: nobody can confirm that.
      hazard('No level', { residual: { severity: 'Awful', likelihood: 'Often' } }),
    ]),
  });
  await app.execute(plantLog, { log: log('FALLS', 'Falls Diary', [hazard('An entry is lost')]) });
  // Both services have their officer: that nobody is would wait for everybody.
  const officer = await app.as({ name: 'Juniper Hale', roles: ['clinical safety officer'] });
  await registers(app, officer, app);
  for (const service of ['WOUND', 'FALLS']) await takesOffice({ person: officer, executive: app, service });
  app.clock.now = new Date('2026-03-12T09:00:00Z');
});

const inService = (role: Role, service: string): Promise<Visitor> =>
  app.as({ roles: [{ role, service, until: null }] });

const WAITING =
  /Not known Residual ratings of “Log of Wound Care” are provisional because they were taken in from a file and nobody has confirmed them\. A clinical safety officer or deputy who confirms them clears it\. Wound Care · since 5 March 2026, 7 days ago Look at the ratings/u;
const FAILING =
  /Does not hold Control CTL-1 of HAZ-1 does not hold because it was withdrawn\. Putting it in place again clears it, or another control in its place\. Wound Care · since 5 March 2026, 7 days ago See CTL-1/u;

test('what waits for a clinical safety officer stands on their desk, in their services and no others', async () => {
  const one = await (await inService('clinical safety officer', 'WOUND')).get('/');
  assert.match(one.text, WAITING);
  assert.match(one.text, FAILING);
  assert.match(one.text, /The hazard log of Wound Care is not approved/u);
  assert.match(one.text, /The intended use of Wound Care is not approved/u);
  assert.match(one.text, /4 now/u, 'what rests on a closed hazard alone does not wait');
  assert.doesNotMatch(one.text, /Falls/u);
  assert.match(one.html, /href="\/services\/WOUND\/logs\/1\?provisional=yes"/u);
  assert.match(one.text, /My services \(1\) Wound Care No version of the hazard log is approved\. 4 hazards open\./u);
  const all = await (await app.as({ roles: ['deputy clinical safety officer'] })).get('/');
  assert.match(all.text, WAITING);
  assert.match(all.text, /Residual ratings of “Log of Falls Diary” are provisional/u);
});

test('who may not judge is not asked to; who keeps controls sees that one does not hold', async () => {
  const engineer = await (await inService('safety engineer', 'WOUND')).get('/');
  assert.match(engineer.text, FAILING);
  assert.doesNotMatch(engineer.text, /provisional/u);
  for (const role of ['product owner', 'viewer', 'administrator'] as const)
    assert.match((await (await inService(role, 'WOUND')).get('/')).text, /Nothing waits for you/u, role);
  const stranger = await app.elsewhere({ roles: ['clinical safety officer'] });
  assert.match((await stranger.get('/')).text, /Nothing waits for you/u);
});

test('asked of all services or of each by name, the answer is the same', async () => {
  await app.ground.database.read(app.organisation, async (tx) => {
    const names = ['FALLS', 'WOUND'];
    assert.deepEqual(await waitingLogs(tx, names, 20), await waitingLogs(tx, null, 20));
    assert.deepEqual(await withdrawnControls(tx, names, 20), await withdrawnControls(tx, null, 20));
    assert.deepEqual(await waitingLogs(tx, [], 20), []);
    assert.deepEqual(await withdrawnControls(tx, [], 20), []);
    assert.equal((await waitingLogs(tx, null, 20)).length, 2);
    assert.equal((await waitingLogs(tx, null, 1)).length, 1);
  });
});

test('what was cleared is gone; a retired service asks for nothing', async () => {
  const cso = await app.as({ roles: ['clinical safety officer'] });
  await cso.execute(anyCommand(confirmResidual), { service: 'WOUND', hazards: ['HAZ-1', 'HAZ-2', 'HAZ-3'] });
  assert.doesNotMatch((await cso.get('/')).text, /Log of Wound Care/u);
  const retire = await cso.api('POST', 'services/retireService', {
    service: 'WOUND',
    reason: 'Over.',
    decommissioning: 'not needed',
    assessment: 'Nothing was in use.',
  });
  assert.equal(retire.status, 200, JSON.stringify(retire.json));
  const desk = await cso.get('/');
  assert.doesNotMatch(desk.text, /CTL-1/u);
  assert.match(desk.text, /Log of Falls Diary/u);
});
