import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { anyCommand, type AnyCommand } from '../../platform/commands/command.ts';
import { NotPossible } from '../../platform/commands/problems.ts';
import { recompute } from '../../platform/subjects/recompute.ts';
import { testApp, type TestApp } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { doAs, makeOfficer, type Somebody } from '../approvals/testing/officers.ts';
import { finishAction } from '../actions/commands.ts';
import { dismissDuty } from '../duties/commands.ts';
import { keepRating } from '../hazards/challenge-commands.ts';
import { confirmResidual } from '../hazards/commands.ts';
import { importHazardLog } from '../hazards/import/index.ts';
import { NHS_SCHEME } from '../schemes/index.ts';
import { createService } from '../services/commands.ts';
import { DEMO_SERVICE } from '../services/demo.ts';
import { findService } from '../services/index.ts';
import { addIncidentAction, closeIncident, recordCandourStep, sayCause, stateCandour } from './closing-commands.ts';
import { closingFacts } from './closing-reading.ts';
import { reportIncident } from './commands.ts';
import { CANDOUR_STEPS, missingOf } from './domain/closing.ts';
import { sayWhyNoFeedback } from './feedback/commands.ts';
import { reopenIncident } from './life-commands.ts';
import { shareLearning, writeLearning } from './learning-commands.ts';
import { incidentNamed } from './index.ts';
import { triageIncident } from './triage-command.ts';
import { proposeCaseVerdict, signCaseVerdicts } from './verdict-commands.ts';
import { verdictsOf } from './verdict-store.ts';

/*
 * What an incident does: from the triage that re-opens a rating to closing, with everything that closing asks between.
 */

const NAMED = { service: 'DEMO' };
let app: TestApp;
let cso: Somebody;
let handler: Somebody;

before(async () => {
  app = await testApp({ now: new Date('2026-03-03T10:00:00Z') });
  const somebody = async (name: string, roles: Somebody['roles']) => ({
    visitor: await app.as({ name, roles }),
    roles,
  });
  cso = await somebody('Wren Applewhite', ['clinical safety officer']);
  handler = await somebody('Posy Thackray', ['safety engineer']);
  await app.execute(anyCommand(createService), DEMO_SERVICE);
  const rated = { severity: 'Minor', likelihood: 'Very low' };
  const hazard = (name: string) => ({
    name,
    causes: [],
    controls: [{ text: `What keeps “${name}” away`, type: 'design' }],
    initial: rated,
    residual: rated,
  });
  const log = {
    format: 'primum-hazard-log',
    version: 1,
    sources: [{ file: 'made-up.xlsx', sha256: 'a'.repeat(64), kind: 'xlsx' }],
    scheme: NHS_SCHEME,
    hazards: [hazard('A message about fever goes unread'), hazard('A photo is too dark')],
  };
  await app.execute(anyCommand(importHazardLog), { ...NAMED, title: 'Log', log });
  const executive = await somebody('Barnaby Quince', ['accountable executive', 'product owner']);
  await makeOfficer(app, cso, { ...NAMED, office: 'clinical safety officer', executive });
  await doAs(app, cso, anyCommand(confirmResidual), { ...NAMED, hazards: ['HAZ-1', 'HAZ-2'] });
});

const read = <T>(work: Parameters<typeof app.ground.database.read<T>>[1]) =>
  app.ground.database.read(app.organisation, work);
const now = () => ({ seq: null, now: app.clock.now });
const incident = (reference: string) =>
  read(async (tx) => (await incidentNamed(tx, (await findService(tx, 'DEMO')).id, reference, now()))!);
const missing = (reference: string) =>
  read(async (tx) => missingOf(await closingFacts(tx, await incident(reference), now())).map(({ gate }) => gate));
const does = async (who: Somebody, command: AnyCommand, reference: string, input: object) =>
  doAs(app, who, command, { ...NAMED, incident: reference, ...input });
const report = async (what: string) =>
  (await doAs(app, handler, anyCommand(reportIncident), { ...NAMED, what }))['incident'] as string;
const triage = async (reference: string, input: object) =>
  does(handler, anyCommand(triageIncident), reference, {
    version: (await incident(reference)).version,
    sort: 'incident',
    danger: 'no',
    patientSafety: 'no',
    severity: 'Minor',
    likelihood: 'Low',
    owner: handler.visitor.person.id,
    physical: 'none',
    psychological: 'none',
    madeSafe: true,
    reason: 'As it was found.',
    ...input,
  });
const verdictVersion = async (reference: string) =>
  read(async (tx) => {
    const { id } = await incident(reference);
    return (await verdictsOf(tx, [id], now())).get(id)!.version;
  });
const sign = async (...references: readonly string[]) => {
  const incidents = await Promise.all(
    references.map(async (one) => ({ incident: one, version: await verdictVersion(one) })),
  );
  return doAs(app, cso, anyCommand(signCaseVerdicts), { ...NAMED, incidents });
};
const propose = (reference: string, input: object) =>
  does(handler, anyCommand(proposeCaseVerdict), reference, { why: 'As the report says.', ...input });
const agrees = async () => assert.deepEqual(await read((tx) => recompute(tx, app.ground.kinds)), []);
const hazardPage = async (reference: string) => (await app.get(`/services/DEMO/hazards/${reference}`)).text;

test('triage re-opens the rating of what was realised, and a control that failed no longer counts', async () => {
  const reference = await report('A message was read two days late.');
  assert.equal(reference, 'INC-1');
  await triage(reference, { realises: ['HAZ-1'], failed: ['CTL-1'], physical: 'moderate' });
  assert.match(await hazardPage('HAZ-1'), /INC-1 \(since 3 March 2026\) speaks against the rating/u);
  assert.match(
    (await app.get('/services/DEMO/controls/CTL-1')).text,
    /CTL-1 does not hold because it failed in INC-1/u,
  );
  // The same triage again says nothing new.
  await triage(reference, { realises: ['HAZ-1'], failed: ['CTL-1'], physical: 'moderate' });
  await agrees();
});

test('whether it undermines the case is proposed, and signed by an officer of this service alone', async () => {
  await assert.rejects(propose('INC-1', { answer: 'yes' }), /Say which hazards or controls it undermines/u);
  await assert.rejects(propose('INC-1', { answer: 'yes', undermines: ['HAZ-99'] }), /There is no HAZ-99/u);
  await propose('INC-1', { answer: 'yes', undermines: ['HAZ-1', 'HAZ-2'] });
  assert.ok((await missing('INC-1')).includes('case'));
  const version = await verdictVersion('INC-1');
  const signing = { ...NAMED, incidents: [{ incident: 'INC-1', version }] };
  await assert.rejects(doAs(app, handler, anyCommand(signCaseVerdicts), signing), /role/u);
  const other: Somebody = {
    visitor: await app.as({ name: 'Juniper Hale', roles: ['clinical safety officer'] }),
    roles: ['clinical safety officer'],
  };
  await assert.rejects(doAs(app, other, anyCommand(signCaseVerdicts), signing), /You are not clinical safety officer/u);
  await propose('INC-1', { answer: 'yes', undermines: ['HAZ-1', 'HAZ-2'], why: 'In other words.' });
  await assert.rejects(doAs(app, cso, anyCommand(signCaseVerdicts), signing), /was changed while you were here/u);
  await sign('INC-1');
  assert.match(
    await hazardPage('HAZ-2'),
    /INC-1 \(since 3 March 2026\) speaks against/u,
    'what a yes names is challenged',
  );
  await assert.rejects(sign('INC-1'), /is signed/u);
  await agrees();
});

test('several are signed at a time only where nothing is left to wonder about', async () => {
  const [two, three, four] = [await report('Seen late once.'), await report('Seen late twice.'), await report('Dark.')];
  for (const one of [two, three]) await triage(one, { sort: 'near miss', realises: ['HAZ-1'], held: ['CTL-1'] });
  await triage(four, { realises: ['HAZ-2'], failed: ['CTL-2'] });
  for (const one of [two, three, four]) await propose(one, { answer: 'no' });
  await assert.rejects(sign(two, three, four), /INC-4 is signed by itself, because a control failed/u);
  const page = (await cso.visitor.get('/services/DEMO/incidents/verdicts')).text;
  assert.match(page, /To be signed together \(2\)/u);
  assert.match(page, /INC-4 [^,]*, because a control failed/u);
  await sign(two, three);
  await sign(four);
  assert.match(
    (await app.get(`/services/DEMO/incidents/${two}/verdict`)).text,
    /signed on 3 March 2026 .* with 1 more at a time/u,
  );
});

test('it closes once everything is answered, and not before', async () => {
  const close = async () =>
    does(handler, anyCommand(closeIncident), 'INC-1', { version: (await incident('INC-1')).version });
  await assert.rejects(close(), NotPossible);
  const asked = await missing('INC-1');
  for (const gate of ['cause', 'actions', 'hazard', 'candour', 'feedback'] as const)
    assert.ok(asked.includes(gate), gate);
  const page = (await handler.visitor.get('/services/DEMO/incidents/INC-1/close')).text;
  assert.match(page, /Why INC-1 happened is not known because no cause is said/u);
  assert.doesNotMatch(page, /Close INC-1<\/button>/u);
  await does(handler, anyCommand(sayCause), 'INC-1', {
    cause: 'The list was sorted by name.',
    version: (await incident('INC-1')).version,
  });
  const { action, check } = await does(handler, anyCommand(addIncidentAction), 'INC-1', {
    title: 'Sort the list by when it was sent',
    strength: 'design',
    owner: handler.visitor.person.id,
    due: '2026-03-20',
    checkOn: '2026-06-30',
  });
  const done = async (number: unknown) => {
    const { json } = await app.api('GET', 'actions/action', { action: `ACT-${String(number)}` });
    const version = (json['action'] as { version: number }).version;
    await doAs(app, handler, anyCommand(finishAction), {
      action: `ACT-${String(number)}`,
      version,
      evidence: 'It is live.',
    });
  };
  assert.notEqual(action, check);
  await done(action);
  for (const hazard of ['HAZ-1', 'HAZ-2'])
    await doAs(app, cso, anyCommand(keepRating), { ...NAMED, hazard, sources: ['INC-1'], reason: 'Looked at again.' });
  await handler.visitor.send('/services/DEMO/controls/CTL-1/challenges', { sources: 'INC-1', reason: 'Put right.' });
  await does(handler, anyCommand(stateCandour), 'INC-1', { applies: 'yes', reason: 'Decided by the quality lead.' });
  for (const step of CANDOUR_STEPS)
    await does(handler, anyCommand(recordCandourStep), 'INC-1', {
      step,
      state: step === 'support' ? 'declined' : 'done',
      on: '2026-03-03',
      note: 'By the nurse in charge.',
    });
  await does(handler, anyCommand(sayWhyNoFeedback), 'INC-1', { report: 1, reason: 'It was us.' });
  const { duties } = await read(async (tx) => closingFacts(tx, await incident('INC-1'), now()));
  for (const duty of [...duties.open, ...duties.undecided])
    await does(cso, anyCommand(dismissDuty), 'INC-1', { duty, reason: 'For this test it is not owed.' });
  assert.deepEqual(await missing('INC-1'), []);
  await close();
  assert.equal((await incident('INC-1')).stage, 'closed');
  await agrees();
});

test('reopened, it is asked anew', async () => {
  const { version } = await incident('INC-1');
  await does(handler, anyCommand(reopenIncident), 'INC-1', { version, reason: 'It happened again.' });
  assert.deepEqual(await missing('INC-1'), ['case']);
});

test('what was learned is shared once an officer has looked at it', async () => {
  await does(handler, anyCommand(writeLearning), 'INC-1', {
    learned: 'A list that is sorted by name hides what is urgent.',
    forWhom: 'Teams with lists of messages',
  });
  assert.doesNotMatch((await app.get('/learning')).text, /hides what is urgent/u);
  await assert.rejects(does(cso, anyCommand(shareLearning), 'INC-1', {}), /Say that you have looked|reviewed/u);
  await does(cso, anyCommand(shareLearning), 'INC-1', { reviewed: 'yes' });
  const page = (await app.get('/learning')).text;
  assert.match(page, /hides what is urgent/u);
  assert.doesNotMatch(page, /INC-1|Posy/u, 'which incident and who wrote it is not told');
});

test('how much it is used stands beside what was reported of a hazard', async () => {
  await handler.visitor.send('/services/DEMO/incidents/usage', {
    since: '2026-01-01',
    unit: 'messages',
    perMonth: '6000',
    source: 'The dashboard',
  });
  assert.match(
    await hazardPage('HAZ-1'),
    /Reported as realised from 1 January 2026 to 3 March 2026: 3 in about 12,000 messages: 1 in 4,\d00/u,
  );
});

test('its pages are complete on a narrow and a wide screen, without JavaScript', async () => {
  const at = '/services/DEMO/incidents/INC-1';
  await propose('INC-1', { answer: 'no', why: 'It was answered.' });
  const paths = [
    `${at}/verdict`,
    `${at}/verdict/sign`,
    '/services/DEMO/incidents/verdicts',
    `${at}/close`,
    `${at}/close/cause`,
    `${at}/close/action`,
    `${at}/close/no-action`,
    `${at}/close/candour`,
    `${at}/close/candour-step`,
    `${at}/feedback/1/nothing`,
    `${at}/learning`,
    `${at}/learning/share`,
    `${at}/learning/withdraw`,
    '/learning',
    '/services/DEMO/incidents/usage',
    '/services/DEMO/hazards/HAZ-1/challenges',
    '/services/DEMO/controls/CTL-2/challenges',
    '/services/DEMO/hazards/HAZ-1',
  ];
  await withBrowser(async (browser) => {
    for (const width of [320, 1280])
      await cso.visitor.open(browser, { width, javaScript: false }, async (page) => {
        for (const path of paths) {
          const response = await page.goto(path);
          assert.equal(response?.status(), 200, path);
          const wide = await page.evaluate('document.documentElement.scrollWidth');
          assert.ok(Number(wide) <= width, `${path} is ${String(wide)} wide`);
        }
      });
    await cso.visitor.open(browser, { width: 320 }, async (page) => {
      for (const path of paths) {
        await page.goto(path);
        assert.deepEqual(await axe(page), [], path);
      }
    });
  });
});
