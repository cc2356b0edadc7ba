import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { anyCommand } from '../../platform/commands/command.ts';
import { ask, execute } from '../../platform/commands/execute.ts';
import { everywhere } from '../../platform/commands/may.ts';
import { Conflict, InputProblem, NotPossible } from '../../platform/commands/problems.ts';
import { recompute } from '../../platform/subjects/recompute.ts';
import { testApp, type TestApp } from '../../test-app.ts';
import { makeToken } from '../access/commands.ts';
import { recordRegistrationGap, withdrawRegistration } from '../people/registration-commands.ts';
import { createService, updateService } from '../services/commands.ts';
import { DEMO_SERVICE } from '../services/demo.ts';
import { findService } from '../services/index.ts';
import { signCommand } from './commands.ts';
import { intendedUse } from './intended-use.ts';
import { takeInCommand } from './outside-command.ts';
import { approvals } from './queries.ts';
import { doAs, makeOfficer, shownOf, type Somebody } from './testing/officers.ts';

/* What somebody might try who wants a version approved that nobody would approve who saw it. */

const sign = signCommand(intendedUse);
const takeIn = takeInCommand(intendedUse);
const NAMED = { service: 'DEMO' };
const PAPER = { name: 'approval.pdf', content: Buffer.from('%PDF-1.7 made up').toString('base64') };

let app: TestApp;
let cso: Somebody;
let deputy: Somebody;
let owner: Somebody;
let executive: Somebody;
let registration: string;

before(async () => {
  app = await testApp({ now: new Date('2026-03-03T10:00:00Z') });
  const somebody = async (name: string, roles: Somebody['roles']): Promise<Somebody> => ({
    visitor: await app.as({ name, roles }),
    roles,
  });
  cso = await somebody('Wren Applewhite', ['clinical safety officer']);
  deputy = await somebody('Juniper Hale', ['deputy clinical safety officer']);
  owner = await somebody('Posy Thackray', ['product owner']);
  executive = await somebody('Barnaby Quince', ['accountable executive']);
  // The service is made by a program of the officer.
  const digest = '0'.repeat(64);
  const { token } = await doAs(app, cso, anyCommand(makeToken), { label: 'Import', scopes: ['import'], digest });
  const actor = {
    kind: 'token' as const,
    id: token as string,
    organisation: app.organisation,
    scopes: ['import' as const],
    service: null,
    grants: everywhere(cso.roles),
  };
  await execute(app.ground, anyCommand(createService), DEMO_SERVICE, { actor, organisation: app.organisation });
  ({ registration } = await makeOfficer(app, cso, { service: 'DEMO', office: 'clinical safety officer', executive }));
  await makeOfficer(app, deputy, { service: 'DEMO', office: 'deputy clinical safety officer', executive });
});

const shown = () => shownOf(app, intendedUse, NAMED);
const decide = (as: Somebody, seen: object, more: object = { decision: 'approve' }) =>
  doAs(app, as, sign, { ...NAMED, ...seen, ...more });
const takesIn = async (more: object) =>
  doAs(app, owner, takeIn, {
    ...NAMED,
    document: PAPER,
    signer: 'A. Greyling',
    role: 'medical director',
    scope: 'All of it.',
    ...(await shown()),
    ...more,
  });
const change = async (notFor: string) => {
  const service = await app.ground.database.read(app.organisation, (tx) => findService(tx, 'DEMO'));
  const { name, summary, role, phase, intendedFunction, intendedPopulation, intendedUser } = service;
  const { intendedEnvironment, components, addresses, version } = service;
  const kept = { name, summary, role, phase, intendedFunction, intendedPopulation, intendedUser, intendedEnvironment };
  const input = { ...NAMED, ...kept, components, addresses, version, notFor };
  await doAs(app, owner, anyCommand(updateService), input);
};
const versions = async () => {
  const asked = { actor: { kind: 'operator' as const }, organisation: app.organisation };
  const answer = (await ask(app.ground, approvals, NAMED, asked)) as {
    approvals: { number: number; states: string[]; validUntil: string | null; signatures: { author: boolean }[] }[];
  };
  return answer.approvals;
};

test('what a program of somebody wrote, they wrote: their signature says so', async () => {
  await decide(cso, await shown());
  const [first] = await versions();
  assert.deepEqual([first?.number, first?.signatures[0]?.author], [1, true]);
});

test('a refusal that came in while somebody was reading is read before they approve', async () => {
  await change('Burns.');
  const seen = await shown();
  await decide(deputy, seen, { decision: 'reject', reason: 'Say it of bites as well.' });
  await assert.rejects(decide(cso, seen), (error: Error) => {
    assert.ok(error instanceof Conflict, String(error));
    assert.match(error.message, /Somebody decided on .* while you were reading it.*Nothing was signed\./u);
    return true;
  });
  const again = await shown();
  await assert.rejects(decide(cso, { ...again, number: 7 }), Conflict);
  await decide(cso, again);
});

test('a document from elsewhere stands in for nobody who has said otherwise since, and for no longer than a signature', async () => {
  app.clock.now = new Date('2026-03-10T10:00:00Z');
  await assert.rejects(takesIn({ signedOn: '2026-03-10', reviewBy: '2099-12-31' }), (error: Error) => {
    assert.ok(error instanceof NotPossible, String(error));
    assert.match(error.message, /Version 2 of .* is approved, and nothing has changed since\. Nothing was taken in\./u);
    return true;
  });
  await change('Burns and bites.');
  await decide(cso, await shown(), { decision: 'reject', reason: 'Say it of fresh wounds as well.' });
  await assert.rejects(takesIn({ signedOn: '2026-03-09' }), (error: Error) => {
    assert.ok(error instanceof InputProblem, String(error));
    assert.deepEqual(
      error.problems.map(({ field }) => field),
      ['signedOn'],
    );
    assert.match(error.message, /somebody decided on it on 10 March 2026/u);
    return true;
  });
  await takesIn({ signedOn: '2026-03-10', reviewBy: '2099-12-31' });
  const [latest] = await versions();
  assert.deepEqual([latest?.number, latest?.states, latest?.validUntil?.slice(0, 10)], [3, ['current'], '2027-03-10']);
});

test('whoever takes a registration back takes no signature out of reach of what is found of it later', async () => {
  await change('Burns, bites and fresh wounds.');
  await decide(cso, await shown());
  await doAs(app, cso, anyCommand(withdrawRegistration), { registration });
  assert.deepEqual((await versions())[0]?.states, ['current']);
  const gap = { registration, from: '2026-03-10', to: '2026-03-10', reason: 'The fee was late.', seen: 'A letter' };
  await doAs(app, executive, anyCommand(recordRegistrationGap), gap);
  assert.deepEqual((await versions())[0]?.states, ['void']);
  assert.deepEqual(await app.ground.database.read(app.organisation, (tx) => recompute(tx, app.ground.kinds)), []);
});

test('of two who sign at once one makes the version, and the other is told', async () => {
  const seen = await shown();
  const both = await Promise.allSettled([decide(deputy, seen), decide(deputy, seen)]);
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  await change('Burns, bites, fresh wounds and stings.');
  const next = await shown();
  const race = await Promise.allSettled([
    decide(deputy, next),
    takesIn({ ...next, signedOn: '2026-03-10' }),
    decide(deputy, next, { decision: 'reject', reason: 'It is too long.' }),
  ]);
  assert.equal(race.filter(({ status }) => status === 'fulfilled').length, 1);
  assert.ok(new Set((await versions()).map(({ number }) => number)).size === (await versions()).length);
});
