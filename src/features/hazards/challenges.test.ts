import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { z } from 'zod';
import { anyCommand, command } from '../../platform/commands/command.ts';
import { Denied, NotPossible } from '../../platform/commands/problems.ts';
import { recompute } from '../../platform/subjects/recompute.ts';
import { testApp, type TestApp } from '../../test-app.ts';
import { signCommand } from '../approvals/commands.ts';
import { lineText } from '../approvals/domain/standing.ts';
import { linesOf } from '../approvals/lines.ts';
import { doAs, makeOfficer, shownOf, type Somebody } from '../approvals/testing/officers.ts';
import { NHS_SCHEME } from '../schemes/index.ts';
import { createService } from '../services/commands.ts';
import { DEMO_SERVICE } from '../services/demo.ts';
import { findService } from '../services/index.ts';
import { answerFailedControl, keepRating } from './challenge-commands.ts';
import { challengeControlIn, challengedIn, challengeHazardIn } from './challenging.ts';
import { confirmResidual, eraseHazardText } from './commands.ts';
import { importHazardLog } from './import/index.ts';
import { rateHazard } from './rate-commands.ts';
import { hazardLog } from './signing.ts';

/*
 * An incident speaks against a hazard as it is rated, or against a control. Rating, hazard, log and what was signed say so in
 * the same transaction, and each of the ways out clears it.
 */

const NAMED = { service: 'DEMO' };
const LOG = { ...NAMED, log: 1 };
const HAZARD = '/services/DEMO/hazards/HAZ-1';
const CHALLENGED =
  /The residual rating of HAZ-1 is provisional because incident INC-3 \(since 3 March 2026\) speaks against the rating\. Rating it again, or saying with a reason that the rating stays, clears it\./u;

let app: TestApp;
let cso: Somebody;
let engineer: Somebody;

/** As an incident does it: in a transaction of its own feature. */
const challenge = command({
  feature: 'test',
  name: 'challenge',
  summary: 'Challenges a hazard or a control',
  input: z.strictObject({ reference: z.string(), source: z.string() }),
  may: { roles: ['safety engineer'], where: 'organisation' },
  subject: () => null,
  run: async (tx, _actor, { reference, source }): Promise<{ fresh: boolean }> => {
    const { id } = await findService(tx, 'DEMO');
    const challenging = {
      service: { id, reference: 'DEMO' },
      reference,
      source,
      href: `/services/DEMO/incidents/${source}`,
      words: 'A message was read 2 days late.',
    };
    const fresh = await (reference.startsWith('HAZ') ? challengeHazardIn : challengeControlIn)(tx, challenging);
    return { fresh };
  },
});

before(async () => {
  app = await testApp({ now: new Date('2026-03-03T10:00:00Z') });
  const somebody = async (name: string, roles: Somebody['roles']) => ({
    visitor: await app.as({ name, roles }),
    roles,
  });
  cso = await somebody('Wren Applewhite', ['clinical safety officer']);
  engineer = await somebody('Posy Thackray', ['safety engineer']);
  await app.execute(anyCommand(createService), DEMO_SERVICE);
  const rated = { severity: 'Minor', likelihood: 'Very low' };
  const hazard = (name: string, controls: { text: string; type: string }[] = []) => ({
    name,
    causes: [],
    controls,
    initial: rated,
    residual: rated,
  });
  const log = {
    format: 'primum-hazard-log',
    version: 1,
    sources: [{ file: 'made-up.xlsx', sha256: 'a'.repeat(64), kind: 'xlsx' }],
    scheme: NHS_SCHEME,
    hazards: [
      hazard('A message about fever goes unread'),
      hazard('A photo is too dark', [{ text: 'The app says so before it sends', type: 'design' }]),
    ],
  };
  await app.execute(anyCommand(importHazardLog), { ...NAMED, title: 'Log', log });
  const executive = await somebody('Barnaby Quince', ['accountable executive', 'product owner']);
  await makeOfficer(app, cso, { ...NAMED, office: 'clinical safety officer', executive });
  await doAs(app, cso, anyCommand(confirmResidual), { ...NAMED, hazards: ['HAZ-1'] });
});

const challenges = async (reference: string, source: string) =>
  (await app.execute(anyCommand(challenge), { reference, source })).result['fresh'];
const sign = async () =>
  doAs(app, cso, signCommand(hazardLog), { ...LOG, decision: 'approve', ...(await shownOf(app, hazardLog, LOG)) });
const line = () =>
  app.ground.database.read(app.organisation, async (tx) => {
    const { ref } = await hazardLog.find(tx, LOG);
    const [one] = await linesOf(tx, hazardLog, [ref.id], app.clock.now);
    return lineText(one!.said!);
  });
const open = () =>
  app.ground.database.read(app.organisation, async (tx) => {
    const { id } = await findService(tx, 'DEMO');
    const found = await challengedIn(tx, id, ['HAZ-1', 'HAZ-2', 'CTL-1'], { seq: null, now: app.clock.now });
    return found.map(({ reference, source }) => `${reference} by ${source}`);
  });
const agrees = async () =>
  assert.deepEqual(await app.ground.database.read(app.organisation, (tx) => recompute(tx, app.ground.kinds)), []);

test('an incident makes a rating provisional, and challenges hazard, log and signature by its name', async () => {
  await sign();
  assert.match(await line(), /unchanged since/u);
  assert.equal(await challenges('HAZ-1', 'INC-3'), true);
  assert.equal(await challenges('HAZ-1', 'INC-3'), false, 'what is open is open');
  assert.match((await app.get(HAZARD)).text, CHALLENGED);
  assert.match(await line(), /challenged: INC-3 on 3 March 2026 speaks against it/u);
  assert.match((await cso.visitor.get('/')).text, /HAZ-1 is challenged because incident INC-3/u);
  assert.match((await cso.visitor.get('/services/DEMO/logs/1/sign')).text, /HAZ-1 is challenged because an incident/u);
  assert.deepEqual(await open(), ['HAZ-1 by INC-3']);
  await agrees();
});

test('signing over it answers the challenge of what is signed, and the rating waits all the same', async () => {
  app.clock.now = new Date('2026-03-03T10:20:00Z');
  await sign();
  assert.doesNotMatch(await line(), /challenged/u);
  assert.match((await app.get(HAZARD)).text, CHALLENGED);
});

test('who judges what remains says with a reason that the rating stays', async () => {
  const form = await cso.visitor.get(`${HAZARD}/challenges`);
  assert.match(form.text, /A message was read 2 days late\./u);
  assert.match((await cso.visitor.send(`${HAZARD}/challenges`, { sources: 'INC-3', reason: '' })).text, /Say why/u);
  await assert.rejects(
    doAs(app, engineer, anyCommand(keepRating), { ...NAMED, hazard: 'HAZ-1', sources: ['INC-3'], reason: 'x' }),
    Denied,
  );
  const sent = await cso.visitor.send(
    `${HAZARD}/challenges`,
    { sources: 'INC-3', reason: 'The likelihood allows for one in a year.' },
    { follow: true },
  );
  assert.match(sent.text, /The rating of HAZ-1 stays, under your name/u);
  assert.doesNotMatch(sent.text, /is provisional/u);
  assert.match((await cso.visitor.get(`${HAZARD}/challenges`)).text, /Answered before.*Wren Applewhite/u);
  await assert.rejects(
    doAs(app, cso, anyCommand(keepRating), { ...NAMED, hazard: 'HAZ-1', sources: ['INC-3'], reason: 'Again.' }),
    NotPossible,
  );
  await agrees();
});

test('a rating that is given afterwards answers it as well, and the next incident opens it again', async () => {
  await challenges('HAZ-1', 'INC-4');
  assert.deepEqual(await open(), ['HAZ-1 by INC-4']);
  const { json } = await app.api('GET', 'hazards/hazard', { ...NAMED, hazard: 'HAZ-1' });
  const [{ seq: version }] = json['history'] as [{ seq: number }];
  const rating = { phase: 'residual', severity: 'Minor', likelihood: 'Very low', justification: 'As before.' };
  await doAs(app, cso, anyCommand(rateHazard), { ...NAMED, hazard: 'HAZ-1', version, ...rating });
  assert.doesNotMatch((await app.get(HAZARD)).text, /speaks against/u);
  assert.deepEqual(await open(), []);
  await agrees();
  assert.equal(await challenges('HAZ-1', 'INC-4'), true, 'what happened again speaks against the new rating');
  assert.deepEqual(await open(), ['HAZ-1 by INC-4']);
  await agrees();
});

test('a hazard that nobody rated is challenged as well, and a control does not hold until it is answered for', async () => {
  await challenges('HAZ-2', 'INC-3');
  assert.match((await app.get('/services/DEMO/hazards/HAZ-2')).text, /HAZ-2 is challenged because incident INC-3/u);
  await challenges('CTL-1', 'INC-3');
  const control = '/services/DEMO/controls/CTL-1';
  assert.match(
    (await engineer.visitor.get(control)).text,
    /Does not hold.*Control CTL-1 does not hold because it failed in INC-3 \(since 3 March 2026\)\. A reasoned answer/u,
  );
  await agrees();
  const sent = await engineer.visitor.send(
    `${control}/challenges`,
    { sources: 'INC-3', reason: 'The threshold was put right; EVD-1 has a photo that it missed.' },
    { follow: true },
  );
  assert.match(sent.text, /What the incident showed of CTL-1 is answered/u);
  assert.match(sent.text, /Not verified/u, 'an answer is no evidence');
  await agrees();
  await assert.rejects(
    doAs(app, engineer, anyCommand(answerFailedControl), {
      ...NAMED,
      control: 'CTL-9',
      sources: ['INC-3'],
      reason: 'x',
    }),
    /There is no control CTL-9/u,
  );
});

test('what was said against it and what was answered is erased where the law asks for it, and every version with it', async () => {
  const said = /A message was read 2 days late/u;
  const answered = /The threshold was put right/u;
  const form = (await app.get(`${HAZARD}/erase`)).text;
  assert.match(form, /What INC-3 showed A message was read 2 days late\..*What INC-4 showed/u);
  assert.match((await app.get('/services/DEMO/hazards/HAZ-2/erase')).text, /CTL-1: answer to INC-3 The threshold/u);
  const erase = (hazard: string, field: string) =>
    app.execute(anyCommand(eraseHazardText), { ...NAMED, hazard, field, reason: 'Somebody asked.' });
  for (const source of ['INC-3', 'INC-4']) await erase('HAZ-1', `challenge-${source}`);
  const shown = (await app.get(`${HAZARD}/challenges`)).text;
  assert.doesNotMatch(shown, said);
  assert.match(shown, /\[erased on 3 March 2026\]/u);
  assert.match((await app.get(HAZARD)).text, /incident INC-4 \(since 3 March 2026\) speaks against the rating/u);
  for (const field of ['CTL-1-challenge-INC-3', 'CTL-1-challenge-INC-3-answer']) await erase('HAZ-2', field);
  const control = (await app.get('/services/DEMO/controls/CTL-1/challenges')).text;
  assert.doesNotMatch(control, said);
  assert.doesNotMatch(control, answered);
  await assert.rejects(erase('HAZ-2', 'CTL-1-challenge-INC-3'), NotPossible);
  assert.doesNotMatch((await app.get('/services/DEMO/hazards/HAZ-2/erase')).text, /CTL-1: (?:what|answer)/iu);
  assert.doesNotMatch((await app.get(`${HAZARD}/erase`)).text, /What INC-/u, 'none of those of INC-4 is left');
  await agrees();
});
