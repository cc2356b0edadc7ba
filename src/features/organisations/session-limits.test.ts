import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formValues, testApp } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { LONGEST_LIMITS, USUAL_LIMITS } from '../../platform/accounts/domain.ts';
import { anyCommand } from '../../platform/commands/command.ts';
import { Denied, InputProblem } from '../../platform/commands/problems.ts';
import { setSessionLimits, signOutMember } from './commands.ts';
import { LIMIT_BOUNDS } from './domain.ts';

const MINUTE = 60_000;
const app = await testApp({ roles: ['administrator'] });
const later = (milliseconds: number) => (app.clock.now = new Date(app.clock.now.getTime() + milliseconds));
const limits = (idleMinutes: unknown, absoluteMinutes: unknown) =>
  app.execute(anyCommand(setSessionLimits), { idleMinutes, absoluteMinutes });

test('sessions last as long as the organisation says, those that are open too', async () => {
  const person = await app.as({ roles: ['viewer'] });
  const other = await app.elsewhere({ roles: ['viewer'] });
  await limits(15, 60);
  later(14 * MINUTE);
  assert.equal((await person.get('/account')).status, 200);
  later(15 * MINUTE);
  assert.equal((await person.get('/account')).status, 303, 'nobody used it');
  assert.equal((await other.get('/account')).status, 200, 'another organisation says something else');
  const busy = await app.as({ roles: ['viewer'] });
  for (let i = 0; i < 5; i++) {
    later(10 * MINUTE);
    assert.equal((await busy.get('/account')).status, 200);
  }
  later(10 * MINUTE);
  assert.equal((await busy.get('/account')).status, 303, 'an hour in all');
});

test('an administrator says so, within bounds', async () => {
  for (const [idle, absolute, sentence] of [
    [14, 60, /15 minutes to 24 hours/u],
    [1_441, 2_000, /15 minutes to 24 hours/u],
    [15, 59, /1 hour to 30 days/u],
    [15, 43_201, /1 hour to 30 days/u],
    [120, 90, /at least as long/u],
    ['soon', 90, /15 minutes to 24 hours/u],
  ] as const)
    await assert.rejects(
      limits(idle, absolute),
      (error) => error instanceof InputProblem && sentence.test(error.message),
    );
  await limits(24 * 60, 30 * 24 * 60);
  const viewer = await testApp({ roles: ['viewer'] });
  await assert.rejects(
    viewer.execute(anyCommand(setSessionLimits), { idleMinutes: 15, absoluteMinutes: 60 }),
    (error) => error instanceof Denied,
  );
});

test('the bounds are those that Primum reckons with', () => {
  for (const name of ['idleMinutes', 'absoluteMinutes'] as const) {
    assert.equal(LIMIT_BOUNDS[name].most, LONGEST_LIMITS[name]);
    assert.ok(USUAL_LIMITS[name] >= LIMIT_BOUNDS[name].least && USUAL_LIMITS[name] <= LIMIT_BOUNDS[name].most);
  }
});

test('the page shows what holds, keeps what was chosen, and says what is wrong', async () => {
  const path = '/organisation/session-limits';
  assert.deepEqual(formValues((await app.get(path)).html)['idleMinutes'], ['1440']);
  const wrong = await app.send(path, { idleMinutes: '720', absoluteMinutes: '60' });
  assert.match(wrong.text, /There is a problem Choose a time in all that is at least as long/u);
  assert.deepEqual(formValues(wrong.html)['idleMinutes'], ['720']);
  const saved = await app.send(path, { idleMinutes: '30', absoluteMinutes: '480' }, { follow: true });
  assert.match(saved.text, /It was saved.*done nothing for 30 minutes, and 8 hours after you signed in/u);
  assert.equal((await (await app.as({ roles: ['viewer'] })).get(path)).status, 403);
  await withBrowser((browser) =>
    app.open(browser, { width: 320 }, async (page) => {
      await page.goto(path);
      assert.deepEqual(await axe(page), []);
    }),
  );
});

test('an administrator signs somebody out of the organisation, and of no other', async () => {
  const person = await app.as({ roles: ['viewer'] });
  const signOut = (id: string) => app.execute(anyCommand(signOutMember), { person: id });
  await signOut(person.person.id);
  assert.equal((await person.get('/account')).status, 303);
  const other = await app.elsewhere({ roles: ['viewer'] });
  await assert.rejects(signOut(other.person.id), (error) => error instanceof InputProblem);
  assert.equal((await other.get('/account')).status, 200);
});
