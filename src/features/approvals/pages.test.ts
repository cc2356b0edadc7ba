import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { anyCommand } from '../../platform/commands/command.ts';
import { formValues, testApp, TEST_PASSWORD, type TestApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { demoLog } from '../hazards/demo/demo-log.ts';
import { firstOf } from '../hazards/demo/demo-store.ts';
import { editControl, editHazard } from '../hazards/edit-commands.ts';
import { importHazardLog } from '../hazards/import/index.ts';
import { createService } from '../services/commands.ts';
import { DEMO_SERVICE } from '../services/demo.ts';
import { doAs, makeOfficer, type Somebody } from './testing/officers.ts';

const LOG = '/services/DEMO/logs/1';
const USE = '/services/DEMO/intended-use';
const TABLET = 'On a shared tablet the date of birth is asked again before the photo is saved';

describe('the pages of signatures', () => {
  let app: TestApp;
  let cso: Somebody & { readonly visitor: Visitor };
  let engineer: Somebody & { readonly visitor: Visitor };

  before(async () => {
    app = await testApp({ now: new Date('2026-03-03T10:00:00Z') });
    const somebody = async (name: string, roles: Somebody['roles']) => ({
      visitor: await app.as({ name, roles }),
      roles,
    });
    cso = await somebody('Wren Applewhite', ['clinical safety officer']);
    engineer = await somebody('Ottoline Reed', ['safety engineer']);
    const executive = await somebody('Barnaby Quince', ['accountable executive', 'product owner', 'administrator']);
    await doAs(app, executive, anyCommand(createService), DEMO_SERVICE);
    const log = demoLog();
    const few = { ...log, hazards: log.hazards.slice(0, 12) };
    await doAs(app, executive, anyCommand(importHazardLog), {
      service: 'DEMO',
      title: 'Wound care hazard log',
      log: few,
    });
    assert.match((await cso.visitor.get(`${LOG}/sign`)).text, /has no clinical safety officer who was nominated/u);
    await makeOfficer(app, cso, { service: 'DEMO', office: 'clinical safety officer', executive });
  });

  test('an empty page of versions teaches; who cannot sign is told why, and sees no form', async () => {
    const versions = await cso.visitor.get(`${LOG}/versions`);
    assert.match(versions.text, /No version of this hazard log is approved yet\..*DCB0129 3\.3\.2/u);
    assert.match((await cso.visitor.get('/sign')).text, /What awaits your signature \(2\).*Read and sign version 1/u);
    assert.match((await engineer.visitor.get('/sign')).text, /Nothing awaits your signature/u);
    assert.equal((await engineer.visitor.get(`${LOG}/sign`)).status, 403);
    const stranger = await app.elsewhere({ roles: ['clinical safety officer'] });
    assert.equal((await stranger.get(`${LOG}/sign`)).status, 404);
    assert.equal((await cso.visitor.get('/services/DEMO/logs/9/sign')).status, 404);
    assert.equal((await cso.visitor.get('/services/DEMO/logs/x/versions')).status, 404);
  });

  test('a log is read, approved with a condition, and signed without JavaScript on a phone', async () => {
    await withBrowser(async (browser) => {
      await cso.visitor.open(browser, { width: 320, javaScript: false }, async (page) => {
        await page.goto(`${LOG}/sign`);
        await fits(page);
        assert.match(await main(page), /Nobody has approved a version of it yet\. You see all of it\./u);
        await page.getByRole('button', { name: 'Sign my decision on version 1' }).click();
        assert.match(await main(page), /Choose what you decide/u);
        await page.getByLabel('Approve with conditions').check();
        await page.getByLabel('What has to be done').first().fill('Ask the trust about the old tablets.');
        await page.getByRole('button', { name: 'Sign my decision on version 1' }).click();
        assert.match(await main(page), /Choose who sees to it/u);
        assert.equal(
          await page.getByLabel('What has to be done').first().inputValue(),
          'Ask the trust about the old tablets.',
          'what was typed is kept',
        );
        await page.getByLabel('Owner').first().selectOption({ label: 'Ottoline Reed' });
        await page.getByLabel('Done by').first().fill('2026-03-20');
        await page.getByRole('button', { name: 'Sign my decision on version 1' }).click();
        assert.match(
          await main(page),
          /Confirm that it is you.*You are about to approve version 1 of the hazard log of \w+, with the conditions/su,
        );
        await page.getByLabel('Password').fill(TEST_PASSWORD);
        await page
          .getByRole('button', { name: /Confirm/u })
          .first()
          .click();
        const words = await main(page);
        assert.match(words, /Version 1 of the hazard log is approved\./u);
        assert.match(
          words,
          /Version 1 approved by Wren Applewhite \(clinical safety officer\) on 3 March 2026, unchanged since\./u,
        );
        assert.match(words, /ACT-1 Ask the trust about the old tablets\..*Ottoline Reed, by 20 March 2026: open/su);
        await fits(page);
      });
    });
    assert.match((await engineer.visitor.get('/services/DEMO')).text, /Version 1 approved by Wren Applewhite/u);
    assert.match((await engineer.visitor.get(LOG)).text, /unchanged since\. All versions of the hazard log/u);
  });

  test('the difference is shown hazard by hazard, what is editorial beside it, and signed', async () => {
    app.clock.now = new Date('2026-03-03T14:00:00Z');
    const find = (table: 'hazard' | 'control', text: string) =>
      app.ground.database.read(app.organisation, (tx) => firstOf(tx, table, text));
    const fever = await find('hazard', 'A message about fever goes unread over a weekend');
    const control = await find('control', TABLET);
    await doAs(app, engineer, anyCommand(editHazard), {
      service: 'DEMO',
      hazard: `HAZ-${fever.number}`,
      version: fever.version,
      owner: 'Juniper Hale',
    });
    assert.match((await engineer.visitor.get(`${LOG}/versions`)).text, /1 editorial change since\./u);
    await doAs(app, engineer, anyCommand(editControl), {
      service: 'DEMO',
      control: `CTL-${control.number}`,
      version: control.version,
      text: TABLET.replace('again before the photo is saved', 'once, when the visit is opened'),
    });
    const log = await cso.visitor.get(LOG);
    assert.match(
      log.text,
      /Version 1 of the hazard log of Willowbank Wound Care is out of date because 1 hazard changed/u,
    );
    assert.match(log.text, /Version 2, signed by the clinical safety officer or a deputy, clears it\./u);
    assert.match((await engineer.visitor.get(`${LOG}/versions`)).text, /out of date: 1 hazard changed/u);

    app.clock.now = new Date('2026-03-03T18:00:00Z');
    await withBrowser(async (browser) => {
      const looked = { 320: [`${LOG}/sign`, `${LOG}/versions`], 1280: [`${LOG}/sign`, `${USE}/sign`, '/sign', LOG] };
      for (const [width, paths] of Object.entries(looked))
        await cso.visitor.open(browser, { width: Number(width) }, async (page) => {
          for (const path of paths) {
            await page.goto(path);
            assert.deepEqual(await axe(page), [], `${path} at ${width}`);
            await fits(page);
          }
        });
      await cso.visitor.open(browser, { width: 1280 }, async (page) => {
        await page.goto(`${LOG}/sign`);
        const words = await main(page);
        assert.match(words, /You see only what is different from version 1, which Wren Applewhite/u);
        assert.match(words, /11 of 12 hazards are unchanged\./u);
        assert.match(words, /1\. What changed and matters \(1 hazard\)/u);
        assert.match(words, /Control CTL-\d+, text\s+Ottoline Reed, 3 March 2026/u);
        assert.match(words, /2\. What changed and is editorial \(1\)/u);
        assert.match(words, /owner: “Product lead” is now “Juniper Hale”\. Ottoline Reed/u);
        assert.match(words, /NMC 00A0000E, Nurse/u);
        assert.deepEqual(await page.locator('del').allInnerTexts(), [
          'again before the photo is saved',
          'Product lead',
        ]);
        await page.getByLabel('Approve version 2').check();
        await page.getByRole('button', { name: 'Sign my decision on version 2' }).click();
        await page.getByLabel('Password').fill(TEST_PASSWORD);
        await page
          .getByRole('button', { name: /Confirm/u })
          .first()
          .click();
        assert.match(await main(page), /Version 2 approved by .*unchanged since/u);
        await page.getByLabel('Compare').selectOption('1');
        await page.getByLabel('with', { exact: true }).selectOption('2');
        await page.getByRole('button', { name: 'Show the difference' }).click();
        assert.match(await main(page), /Version 1 beside version 2.*once, when the visit is opened/su);
      });
    });
  });

  test('what somebody changes while it is read is not signed unseen', async () => {
    const form = await cso.visitor.get(`${USE}/sign`);
    const fingerprint = /name="fingerprint" value="([\da-f]+)"/u.exec(form.html)![1]!;
    const support = /name="support" value="([\da-f]+)"/u.exec(form.html)![1]!;
    const edited = await app.send('/services/DEMO/edit', { notFor: 'Emergencies only.' });
    assert.equal(edited.status, 303);
    const values = { ...formValues(form.html), decision: 'approve', fingerprint, support, _password: TEST_PASSWORD };
    const refused = await cso.visitor.post(`${USE}/sign`, values, { 'sec-fetch-site': 'same-origin' });
    assert.equal(refused.status, 409);
    assert.match(refused.text, /Somebody changed the intended use .* while you were reading it/u);
    assert.match(refused.html, /value="approve"[^>]*checked/u);
    assert.match((await cso.visitor.get(`${USE}/versions`)).text, /No version of this intended use is approved yet/u);
    const rejected = await cso.visitor.send(
      `${USE}/sign`,
      { decision: 'reject', reason: 'It is for more than emergencies.' },
      { confirm: true, follow: true },
    );
    assert.match(rejected.text, /Version 1 of the intended use is not approved\./u);
    assert.match(rejected.text, /Not approved \(1\).*It is for more than emergencies\./u);
    assert.match(
      (await cso.visitor.get(`${USE}/sign`)).text,
      /It was not approved on 3 March 2026 because Wren Applewhite .*“It is for more than emergencies”/u,
    );
  });

  test('a document that was signed elsewhere is taken in, shown as such, and counts', async () => {
    const path = `${USE}/outside`;
    assert.equal((await engineer.visitor.get(path)).status, 403);
    const document = `approval.pdf\n${Buffer.from('%PDF-1.7 made up').toString('base64')}`;
    const typed = { signer: 'A. Greyling', role: 'medical director', signedOn: '2026-03-03', scope: 'All of it.' };
    const empty = await app.send(path, { signedOn: '' });
    for (const words of [
      /Choose the signed document/u,
      /Give the name of whoever signed it/u,
      /Give the day on which/u,
    ])
      assert.match(empty.text, words);
    const wrong = await app.send(path, { ...typed, document, signedOn: '2026-03-04', reviewBy: '2026-03-01' });
    assert.match(wrong.text, /This day is still to come/u);
    assert.match(wrong.html, /value="A\. Greyling"/u, 'what was typed is kept');
    const earlier = await app.send(path, { ...typed, document, signedOn: '2026-02-20' });
    assert.match(earlier.text, /This is before somebody decided on it on 3 March 2026\./u);
    const done = await app.send(path, { ...typed, document, reviewBy: '2026-08-31' }, { follow: true });
    assert.match(done.text, /Version 1 of the intended use is approved outside Primum\./u);
    assert.match(done.text, /Version 1 approved outside Primum by A\. Greyling \(medical director\) on 3 March 2026/u);
    assert.match(done.text, /Taken in by C\. Safety, who says that it covers: “All of it\.”/u);
    assert.match(done.text, /Approved outside Primum on 3 March 2026/u);
    assert.match(done.text, /is valid until 31 August 2026/u);
    const file = /\/files\/([\da-f]{64})/u.exec(done.html)![1]!;
    assert.equal((await app.get(`/files/${file}`)).html, '%PDF-1.7 made up');
    await withBrowser((browser) =>
      app.open(browser, { width: 320 }, async (page) => {
        await page.goto(path);
        assert.deepEqual(await axe(page), []);
        await fits(page);
      }),
    );
  });
});

async function main(page: Page): Promise<string> {
  return await page.locator('main').innerText();
}

/** Nothing has to be scrolled sideways. */
async function fits(page: Page): Promise<void> {
  const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(wide <= window, `${page.url()} is ${wide} px wide in a window of ${window}`);
}
