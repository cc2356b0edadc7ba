import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { anyCommand } from '../../platform/commands/command.ts';
import { recompute } from '../../platform/subjects/recompute.ts';
import { testApp, type TestApp } from '../../test-app.ts';
import { signCommand } from '../approvals/commands.ts';
import { lineText } from '../approvals/domain/standing.ts';
import { latestVersions } from '../approvals/latest-versions.ts';
import { linesOf } from '../approvals/lines.ts';
import { doAs, makeOfficer, shownOf, type Somebody } from '../approvals/testing/officers.ts';
import { recordAssumption, reviewAssumption } from '../decisions/assumption-commands.ts';
import { recordDecision } from '../decisions/commands.ts';
import { NHS_SCHEME } from '../schemes/index.ts';
import { createService } from '../services/commands.ts';
import { DEMO_SERVICE } from '../services/demo.ts';
import { findService } from '../services/index.ts';
import { restOnAssumptions } from './assuming-command.ts';
import { confirmResidual } from './commands.ts';
import { importHazardLog } from './import/index.ts';
import { hazardLog } from './signing.ts';

/*
 * A residual rating that rests on an assumption. Once that is found false, rating, hazard, log and what was signed say so in
 * the same transaction, and each of the two ways out clears it.
 */

const NAMED = { service: 'DEMO' };
const LOG = { ...NAMED, log: 1 };
const HAZARD = '/services/DEMO/hazards/HAZ-1';
const FALSE =
  /The residual rating of HAZ-1 is provisional because assumption ASM-1 was found false on 3 March 2026\. A new rating that no longer rests on it clears it, and so does holding the assumption again with a reason\./u;

let app: TestApp;
let cso: Somebody;
const executive = async (): Promise<Somebody> => {
  const roles: Somebody['roles'] = ['accountable executive', 'product owner'];
  return { visitor: await app.as({ name: 'Barnaby Quince', roles }), roles };
};

before(async () => {
  app = await testApp({ now: new Date('2026-03-03T10:00:00Z') });
  const roles: Somebody['roles'] = ['clinical safety officer'];
  cso = { visitor: await app.as({ name: 'Wren Applewhite', roles }), roles };
  await app.execute(anyCommand(createService), DEMO_SERVICE);
  // Low enough to stay as it is: only the assumption speaks against it.
  const rated = { severity: 'Minor', likelihood: 'Very low' };
  const hazard = (name: string) => ({ name, causes: [], controls: [], initial: rated, residual: rated });
  const log = {
    format: 'primum-hazard-log',
    version: 1,
    sources: [{ file: 'made-up.xlsx', sha256: 'a'.repeat(64), kind: 'xlsx' }],
    scheme: NHS_SCHEME,
    hazards: [hazard('A message about fever goes unread'), hazard('A photo is too dark')],
  };
  await app.execute(anyCommand(importHazardLog), { ...NAMED, title: 'Log', log });
  await makeOfficer(app, cso, { ...NAMED, office: 'clinical safety officer', executive: await executive() });
  await doAs(app, cso, anyCommand(confirmResidual), { ...NAMED, hazards: ['HAZ-1', 'HAZ-2'] });
  await app.execute(anyCommand(recordAssumption), {
    ...NAMED,
    text: 'A nurse looks every day',
    why: 'The rota says so',
    owner: app.person.id,
    reviewBy: '2026-06-30',
  });
});

const sign = async () =>
  doAs(app, cso, signCommand(hazardLog), { ...LOG, decision: 'approve', ...(await shownOf(app, hazardLog, LOG)) });
const line = () =>
  app.ground.database.read(app.organisation, async (tx) => {
    const { ref } = await hazardLog.find(tx, LOG);
    const [one] = await linesOf(tx, hazardLog, [ref.id], app.clock.now);
    return lineText(one!.said!);
  });
/** The same without words, as a report, a packet and the public page ask it. */
const stands = () =>
  app.ground.database.read(app.organisation, async (tx) => {
    const { id } = await findService(tx, 'DEMO');
    const [one] = await latestVersions(tx, 'hazard-log', [id], { seq: null, now: app.clock.now });
    return { outOfDate: one!.outOfDate, fell: one!.fell };
  });
let version = 0;
const review = async (state: string, more: object = {}) => {
  version ||= (await app.api('GET', 'decisions/assumption', { ...NAMED, assumption: 'ASM-1' })).json['assumption']![
    'version' as never
  ];
  const { seq } = await app.execute(anyCommand(reviewAssumption), {
    ...NAMED,
    assumption: 'ASM-1',
    version,
    state,
    reason: 'Seen in the access records.',
    ...more,
  });
  version = seq;
};
const restOn = (hazard: string, values: Record<string, string | string[]>) =>
  cso.visitor.send(`/services/DEMO/hazards/${hazard}/assumptions`, values, { follow: true });
const agrees = async () =>
  assert.deepEqual(await app.ground.database.read(app.organisation, (tx) => recompute(tx, app.ground.kinds)), []);

test('a person says on which assumptions a rating rests: it is a new rating of theirs', async () => {
  await sign();
  assert.match((await cso.visitor.get(HAZARD)).text, /names no assumption that it rests on\. Say what it rests on/u);
  assert.match((await restOn('HAZ-1', { assumptions: 'ASM-1' })).text, /Say why what remains is as it was rated/u);
  const page = await restOn('HAZ-1', { assumptions: 'ASM-1', reason: 'A day is soon enough.' });
  assert.match(page.text, /rests on ASM-1 \(held, review due 30 June 2026\)/u);
  assert.match(page.text, /Wren Applewhite, 3 March 2026 Rests on no control\. A day is soon enough\./u);
  assert.match(page.text, /Residual rating as before, 1 \(Minor, Very low\), resting on ASM-1\./u);
  const difference = await cso.visitor.get('/services/DEMO/logs/1/sign');
  assert.match(difference.text, /Residual rating rests on.*ASM-1/u, 'whoever signs sees it');
  assert.match((await restOn('HAZ-1', { reason: 'Again.' })).text, /rests on these already/u);
  assert.match(
    (await app.get('/services/DEMO/assumptions/ASM-1')).text,
    /What rests on it HAZ-1 A message about fever/u,
  );
  assert.match(await line(), /out of date: 1 hazard changed/u);
  const api = await app.api('GET', 'hazards/hazard', { ...NAMED, hazard: 'HAZ-1' });
  const { residual } = api.json['hazard'] as { residual: { assumes: string[]; provisional: boolean } };
  assert.deepEqual(residual.assumes, ['ASM-1']);
  await assert.rejects(
    doAs(app, cso, anyCommand(restOnAssumptions), {
      ...NAMED,
      hazard: 'HAZ-2',
      version: 1,
      assumptions: ['ASM-9'],
      reason: 'x',
    }),
    /Look at it as it stands now/u,
  );
});

test('found false, it makes the rating provisional and challenges hazard, log and signature, with the reason', async () => {
  await sign();
  assert.match(await line(), /unchanged since/u);
  await review('found false');
  assert.match((await app.get(HAZARD)).text, FALSE);
  assert.match(
    await line(),
    /challenged: assumption ASM-1 was found false on 3 March 2026 and hazard HAZ-1 is not controlled since 3 March 2026$/u,
  );
  const desk = await cso.visitor.get('/');
  assert.match(
    desk.text,
    /Assumption ASM-1 \(“A nurse looks every day”\) was found false on 3 March 2026.*One rating rests on it\./u,
  );
  const form = await app.get('/services/DEMO/hazards/HAZ-2/assumptions');
  assert.doesNotMatch(form.text, /ASM-1/u, 'nothing new can rest on it');
  await agrees();
});

test('held again with a reason, it is cleared', async () => {
  await review('held', { reviewBy: '2026-06-30' });
  assert.doesNotMatch((await app.get(HAZARD)).text, /is provisional/u);
  assert.match(await line(), /unchanged since/u);
  await agrees();
});

test('a new rating that no longer rests on it clears it too', async () => {
  await review('found false');
  assert.match((await app.get(HAZARD)).text, FALSE);
  const kept = await restOn('HAZ-1', { assumptions: 'ASM-1', reason: 'Kept.' });
  assert.match(kept.text, /ASM-1 was found false, so that no rating can rest on it\. Take it out/u);
  const { version: seen } = (
    await app.ground.database.read(app.organisation, (tx) =>
      tx.rows<{ version: number }>({
        text: 'select max(from_seq)::int as version from hazard_rating',
        values: [],
      } as never),
    )
  )[0]!;
  await doAs(app, cso, anyCommand(restOnAssumptions), {
    ...NAMED,
    hazard: 'HAZ-1',
    version: seen,
    assumptions: [],
    reason: 'An alarm rings now.',
  });
  assert.doesNotMatch((await app.get(HAZARD)).text, /is provisional/u);
  assert.match(await line(), /out of date: 1 hazard changed/u);
  await sign();
  assert.match(await line(), /unchanged since/u);
  assert.doesNotMatch((await cso.visitor.get('/')).text, /ASM-1/u);
  await agrees();
});

test('one that nobody looks at in time lapses, and what rests on it waits; one that is no longer needed cannot carry it', async () => {
  await review('held', { reviewBy: '2026-06-30' });
  await restOn('HAZ-2', { assumptions: 'ASM-1', reason: 'So it is.' });
  await app.execute(anyCommand(recordDecision), {
    ...NAMED,
    question: 'Brighter?',
    touches: ['HAZ-2', 'the NHS service manual'],
  });
  assert.match((await app.get('/services/DEMO/hazards/HAZ-2')).text, /Decisions that touch HAZ-2 DEC-1 Brighter\?/u);
  assert.deepEqual(await stands(), { outOfDate: true, fell: false });
  await review('no longer needed');
  assert.match(await line(), /out of date.*challenged/u);
  assert.deepEqual(await stands(), { outOfDate: true, fell: true }, 'other words do not hide that something fell');
  assert.match(
    (await app.get('/services/DEMO/hazards/HAZ-2')).text,
    /provisional because assumption ASM-1 was said to be no longer needed on 3 March 2026/u,
  );
  await review('held', { reviewBy: '2026-06-30' });
  app.clock.now = new Date('2026-07-01T10:00:00Z');
  const later = await app.as({ name: 'Juniper Hale', roles: ['deputy clinical safety officer'] });
  assert.match(
    (await later.get('/services/DEMO/hazards/HAZ-2')).text,
    /provisional because assumption ASM-1 was to be looked at by 30 June 2026\. A review that finds it still held, or a new rating that no longer rests on it, clears it\..*What counts until then: 1Acceptable The initial rating/u,
  );
  assert.match(
    (await later.get('/')).text,
    /Assumption ASM-1 \(“A nurse looks every day”\) has lapsed.*One rating rests on it/u,
    'whoever rates is told, also where its owner is gone',
  );
  assert.doesNotMatch((await later.get('/services/DEMO/hazards/HAZ-2?as-at=2026-06-29')).text, /is provisional/u);
  const rating = { harmClass: 'minor', patients: 'single', likelihood: 'Very low', justification: 'An alarm rings.' };
  const kept = await later.send(
    '/services/DEMO/hazards/HAZ-2/rate/residual',
    { ...rating, assumptions: 'ASM-1' },
    { follow: true },
  );
  assert.match(kept.text, /is provisional because assumption ASM-1 was to be looked at by 30 June 2026/u);
  const anew = await later.send('/services/DEMO/hazards/HAZ-2/rate/residual', rating, { follow: true });
  assert.doesNotMatch(anew.text, /is provisional/u);
  assert.match(anew.text, /names no assumption that it rests on/u);
  await agrees();
});
