import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anyCommand } from '../../platform/commands/command.ts';
import { testApp } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { createService } from './commands.ts';
import { DEMO_SERVICE } from './demo.ts';

const app = await testApp({ now: new Date('2026-03-11T21:00:00Z') });

test('an empty list teaches, and leads to the first service', async () => {
  const empty = await app.get('/services');
  assert.match(empty.text, /Your services will stand here/u);
  assert.match(empty.text, /Add your first service/u);
  const viewer = await app.as({ roles: ['viewer'] });
  const theirs = await viewer.get('/services');
  assert.match(theirs.text, /Ask one of them/u);
  assert.doesNotMatch(theirs.html, /services\/new/u);
  assert.equal((await viewer.get('/services/new')).status, 403);
  assert.match((await app.signedOut().get('/services')).location ?? '', /sign-in/u);
});

test('a service is added, with errors at their fields and what was typed kept', async () => {
  const wrong = await app.send('/services/new', { name: 'Otter Bridge', reference: 'x', summary: 'Messages.' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.html, /href="#reference"/u);
  assert.match(wrong.text, /Say whether you make the service/u);
  assert.match(wrong.text, /Choose the phase/u);
  assert.match(wrong.html, /value="Otter Bridge"/u);
  const added = await app.send(
    '/services/new',
    { name: 'Otter Bridge', reference: 'otter', summary: 'Messages.', role: 'both', phase: 'alpha' },
    { follow: true },
  );
  assert.match(added.text, /The service was added/u);
  assert.match(added.text, /The intended use is not complete because 5 of its 5 parts are not said/u);
  assert.match(added.text, /Manufacturer and deployer|You make it and use it/u);
});

test('a change says what it changed; the record of a day can be seen', async () => {
  const components = 'Messages: to the team\nHosting\nBad: ' + 'x'.repeat(600);
  const wrong = await app.send('/services/otter/edit', { components, addresses: 'https://a.example\nnot one' });
  assert.match(wrong.text, /Component 3: Use at most 500 characters/u);
  assert.match(wrong.text, /Address 2: Give a whole web address/u);
  app.clock.now = new Date('2026-03-12T06:00:00Z');
  const changed = await app.send(
    '/services/otter/edit',
    { components: 'Messages: to the team\nHosting', notFor: 'Emergencies.\r\nChildren.' },
    { follow: true },
  );
  assert.match(changed.text, /Changed: what it is not for, components/u);
  assert.match(changed.text, /C\. Safety/u);
  const then = await app.get('/services/OTTER?as-at=2026-03-11');
  assert.match(then.text, /This is what was known at the end of 11 March 2026/u);
  assert.doesNotMatch(then.text, /Children/u);
  assert.equal((await app.get('/services/OTTER?as-at=2026-03-01')).status, 404);
  assert.equal((await app.get('/services/NOBODY')).status, 404);
});

test('two who change it at once: both versions are shown, and mine is taken when I send it again', async () => {
  const path = '/services/OTTER/edit';
  const form = await app.get(path);
  const version = /name="version" value="(\d+)"/u.exec(form.html)![1]!;
  const colleague = await app.as({ name: 'O. Reed', roles: ['product owner'] });
  await colleague.send(path, { name: 'Otter Bridge Messaging', summary: 'Messages between two people.' });
  const conflict = await app.send(path, { version, name: 'Otter Bridge', summary: 'Messages, and photos.' });
  assert.equal(conflict.status, 409);
  assert.match(conflict.text, /What stands there now Otter Bridge Messaging What you typed Otter Bridge/u);
  assert.match(conflict.text, /Messages between two people\. What you typed Messages, and photos\./u);
  assert.doesNotMatch(conflict.text, /Both versions.*Children.*What you typed Emergencies/u);
});

test('a service is retired with a reason, and taken up again', async () => {
  assert.match((await app.send('/services/OTTER/retire', { reason: ' ' })).text, /Say why the service is retired/u);
  const unassessed = await app.send('/services/OTTER/retire', { reason: 'Nobody uses it.' });
  assert.match(
    unassessed.text,
    /Say whether the risk of taking it out of use was assessed.*Say what the assessment found/u,
  );
  const retired = await app.send(
    '/services/OTTER/retire',
    { reason: 'Nobody uses it.', decommissioning: 'not needed', assessment: 'Nothing was in use.' },
    { follow: true },
  );
  assert.match(retired.text, /This service is retired because “Nobody uses it\.”/u);
  assert.match(retired.text, /No assessment of its decommissioning is needed: Nothing was in use\./u);
  assert.doesNotMatch(retired.html, /OTTER\/edit"/u);
  assert.match((await app.get('/services')).text, /No service is in this phase/u);
  const again = await app.send('/services/OTTER/take-up', { phase: 'beta', reason: 'Asked for.' }, { follow: true });
  assert.match(again.text, /taken up again/iu);
  assert.match((await app.get('/services')).text, /1 service/u);
});

test('the list is searched and paged, 50 on a page', async () => {
  for (let number = 1; number <= 60; number++) {
    await app.execute(anyCommand(createService), {
      reference: `SRV-${number}`,
      name: `Clinic ${String(number).padStart(2, '0')}`,
      role: 'deployer',
      phase: 'live',
    });
  }
  const first = await app.get('/services');
  assert.match(first.text, /61 services, page 1 of 2/u);
  assert.match(first.text, /Clinic 50/u);
  assert.doesNotMatch(first.text, /Clinic 51/u);
  assert.match((await app.get('/services?page=2')).text, /Clinic 51.*Otter Bridge/u);
  assert.match((await app.get('/services?search=clin+07&phase=live')).text, /1 service found.*Clinic 07/u);
  assert.match((await app.get('/services?search=nothing')).text, /begin with “nothing”/u);
  assert.match((await app.get('/services?page=9')).text, /no page 9/u);
  assert.equal((await app.get('/services?page=x')).status, 400);
  const stranger = await app.elsewhere({ roles: ['administrator'] });
  assert.match((await stranger.get('/services')).text, /Your services will stand here/u);
  assert.equal((await stranger.get('/services/OTTER')).status, 404);
  assert.equal((await stranger.get('/services/OTTER/edit')).status, 404);
});

test('in a browser: nothing for axe to find, nothing wider than a phone, and the same without JavaScript', async () => {
  await app.execute(anyCommand(createService), DEMO_SERVICE);
  await withBrowser(async (browser) => {
    for (const width of [320, 1280]) {
      await app.open(browser, { width }, async (page) => {
        for (const path of ['', '/new', '/DEMO', '/DEMO/edit'].map((end) => `/services${end}`)) {
          await page.goto(path);
          assert.equal(new URL(page.url()).pathname, path);
          if (width === 320) assert.deepEqual(await axe(page), [], path);
          const over = await page.evaluate(
            'document.documentElement.scrollWidth - document.documentElement.clientWidth',
          );
          assert.equal(over, 0, `${path} at ${width}`);
        }
      });
    }
    await app.open(browser, { width: 320, javaScript: false }, async (page) => {
      await page.goto('/services');
      await page.getByLabel('Name or reference').fill('willow');
      await page.getByRole('button', { name: 'Search' }).click();
      await page.getByRole('link', { name: DEMO_SERVICE.name }).click();
      await page.getByRole('button', { name: 'Change what is said' }).click();
      await page.getByLabel('Beta').check();
      await page.getByRole('button', { name: 'Save the changes' }).click();
      assert.match(await page.locator('main').innerText(), /The changes were saved/u);
    });
  });
});
