import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anyCommand } from '../../platform/commands/command.ts';
import { InputProblem } from '../../platform/commands/problems.ts';
import { testApp } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { addRegistration, lookUpRegistration } from './registration-commands.ts';
import { registers } from './testing/steps.ts';

const app = await testApp({ roles: ['administrator'], now: new Date('2026-03-02T09:00:00Z') });
const PATH = '/organisation/look-ups';

test('a policy of the organisation makes the time shorter that a look-up counts, as the default and at most', async () => {
  const wren = await app.as({ name: 'Wren Applewhite', roles: ['viewer'] });
  const before = await registers(app, wren, app);
  assert.equal((await wren.get(PATH)).status, 403);
  assert.match((await wren.get('/officers')).text, /counts for 12 months at most\.$/u, 'no way on for others');
  assert.match((await app.get('/officers')).text, /12 months at most\. Change how often registrations are looked up/u);
  for (const months of ['0', '13', 'x']) {
    const wrong = await app.send(PATH, { months });
    assert.deepEqual([wrong.status, /Choose from 1 to 12 months\./u.test(wrong.text)], [422, true], months);
  }
  const saved = await app.send(PATH, { months: '6' }, { follow: true });
  assert.match(saved.text, /It was saved how often registrations are looked up\..*counts for 6 months at most/u);
  assert.match((await app.get(PATH)).html, /<option value="6" selected/u);

  const entry = { register: 'nmc', number: '00B0000E', name: 'Wren Applewhite', profession: 'Nurse' };
  const { result } = await wren.execute(anyCommand(addRegistration), entry);
  const registration = result['registration'] as string;
  const form = await app.get(`/people/${wren.person.id}/registrations/${registration}/look-up`);
  assert.match(form.text, /6 months on at most, as your organisation has set\./u);
  assert.match(form.html, /name="nextDue"[^>]*value="2026-09-02"|value="2026-09-02"[^>]*name="nextDue"/u);
  const seen = { registration, on: '2026-03-02', status: 'registered', where: 'https://register.example' };
  await assert.rejects(
    app.execute(anyCommand(lookUpRegistration), { ...seen, nextDue: '2026-09-03' }),
    (error) =>
      error instanceof InputProblem && /counts for 6 months at most: until 2 September 2026/u.test(error.message),
  );
  await app.execute(anyCommand(lookUpRegistration), seen);
  const person = await app.get(`/people/${wren.person.id}`);
  assert.match(person.text, /current until 2 September 2026/u, 'as the default');
  assert.match(person.text, /current until 2 March 2027/u, 'what was looked up before keeps its day');
  assert.notEqual(before, registration);

  const elsewhere = await app.elsewhere({ roles: ['administrator'] });
  assert.match(
    (await elsewhere.get('/officers')).text,
    /counts for 12 months at most/u,
    'each organisation has its own',
  );
});

test('nothing for axe to find where it is set', () =>
  withBrowser((browser) =>
    app.open(browser, { width: 320 }, async (page) => {
      await page.goto(PATH);
      assert.deepEqual(await axe(page), []);
    }),
  ));
