import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { anyCommand } from '../../platform/commands/command.ts';
import { testApp, TEST_PASSWORD, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { createService } from '../services/commands.ts';
import { DEMO_SERVICE } from '../services/demo.ts';
import { nominateOfficer } from './nomination-commands.ts';
import { registers, takesOffice } from './testing/steps.ts';

/*
 * The journeys of people in a real browser: once without JavaScript from nomination to office, and every page at both widths
 * held to WCAG 2.2 AA.
 */

const app = await testApp({ roles: ['administrator'], now: new Date('2026-03-12T09:00:00Z') });
let executive: Visitor;
let wren: Visitor;
let juniper: Visitor;

before(async () => {
  await app.execute(anyCommand(createService), DEMO_SERVICE);
  executive = await app.as({ name: 'Barnaby Quince', roles: ['accountable executive'] });
  wren = await app.as({ name: 'Wren Applewhite', roles: ['viewer'] });
  juniper = await app.as({ name: 'Juniper Hale', roles: ['deputy clinical safety officer'] });
});

async function press(page: Page, button: string): Promise<void> {
  await Promise.all([page.waitForLoadState('load'), page.getByRole('button', { name: button, exact: true }).click()]);
}

test('without JavaScript: nominated, registered, looked up, certificate added, and in office', () =>
  withBrowser(async (browser) => {
    const plain = { width: 320, javaScript: false };
    const nomination = await executive.open(browser, plain, async (page) => {
      await page.goto('/services/DEMO/officer');
      await page
        .getByRole('link', { name: 'Nominate an officer' })
        .or(page.getByRole('button', { name: 'Nominate an officer' }))
        .click();
      await press(page, 'Nominate');
      assert.match(await page.locator('.nhsuk-error-summary').innerText(), /Choose whom you nominate/u);
      await page.getByLabel('Whom').selectOption({ label: 'Wren Applewhite' });
      await page.getByLabel('Clinical safety officer', { exact: true }).check();
      await press(page, 'Nominate');
      return new URL(page.url()).pathname;
    });
    const record = `/people/${wren.person.id}`;
    await wren.open(browser, plain, async (page) => {
      await page.goto(`${record}/registrations/add`);
      await page.getByLabel('Nursing and Midwifery Council (NMC)').check();
      await press(page, 'Go on');
      await page.getByLabel('Registration number').fill('00a0000e');
      await page.getByLabel('Nurse', { exact: true }).check();
      await press(page, 'Add this registration');
      assert.equal(new URL(page.url()).pathname, record);
      await page.goto(nomination);
      assert.match(await page.locator('main').innerText(), /is not verified because nobody else has looked it up/u);

      await page.goto('/people/me/training/add');
      await page.getByLabel('Course', { exact: true }).fill('Practitioner');
      await page.getByLabel('Who gave it').fill('Larkmoor Academy');
      await page.getByLabel('When it was completed').fill('2025-05-01');
      await page.getByLabel('Certificate, if you have it').setInputFiles({
        name: 'certificate.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from('%PDF-1.7\nmade up'),
      });
      await press(page, 'Add this training');
      const [saved] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Save the certificate' }).click(),
      ]);
      assert.match(saved.suggestedFilename(), /\.pdf$/u);
    });
    await app.open(browser, plain, async (page) => {
      await page.goto(record);
      await page.getByRole('button', { name: 'Record a look-up' }).click();
      await page.getByLabel('Registered', { exact: true }).check();
      await press(page, 'Record this look-up');
      assert.match(await page.locator('main').innerText(), /current until 12 March 2027/u);
    });
    await wren.open(browser, plain, async (page) => {
      await page.goto(nomination);
      await page.getByRole('button', { name: 'Read and answer' }).click();
      assert.match(await page.locator('main').innerText(), /I can stop and ask/u);
      assert.match(await page.locator('main').innerText(), /You will be asked to confirm that it is you/u);
      await press(page, 'Accept and sign');
      await page.getByLabel('Your password').fill(TEST_PASSWORD);
      await press(page, 'Confirm with your password');
      assert.match(await page.locator('main').innerText(), /You accepted, and signed what the office means/u);
      await page.goto('/services/DEMO');
      assert.match(await page.locator('main').innerText(), /Wren Applewhite, since 12 March 2026/u);
    });
  }));

test('every page is accessible at 320 and 1280 pixels, and wider than neither', () =>
  withBrowser(async (browser) => {
    const registration = await registers(app, juniper, executive, '00A0001E');
    const deputy = await takesOffice(
      { person: juniper, executive, service: 'DEMO' },
      { office: 'deputy clinical safety officer' },
    );
    const asked = { service: 'DEMO', person: wren.person.id, office: 'deputy clinical safety officer' };
    const { result } = await executive.execute(anyCommand(nominateOfficer), asked);
    const waiting = result['nomination'] as string;
    const of = `/people/${juniper.person.id}`;
    const service = '/services/DEMO';
    const pages: readonly (readonly [Visitor, string])[] = [
      [app, '/officers'],
      [app, of],
      [app, `${of}/registrations/${registration}/look-up`],
      [app, `${of}/registrations/${registration}/gap`],
      [app, `${of}/registrations/${registration}/withdraw`],
      [app, `${of}/competence`],
      [wren, '/people/me'],
      [wren, '/people/me/registrations/add'],
      [wren, '/people/me/registrations/add?register=hcpc'],
      [wren, '/people/me/training/add'],
      [executive, service],
      [executive, '/services'],
      [executive, `${service}/officer`],
      [executive, `${service}/officer/nominate`],
      [executive, `${service}/nominations/${deputy}`],
      [executive, `${service}/nominations/${deputy}/end`],
      [executive, `${service}/nominations/${deputy}/leave`],
      [wren, `${service}/nominations/${waiting}/accept`],
      [wren, `${service}/nominations/${waiting}/decline`],
    ];
    // A form is one column at any width: what has tables and cards is looked at wide as well.
    const wide = pages.filter(
      ([, path]) => !/\/(?:add|look-up|gap|withdraw|competence|nominate|end|leave|decline)\b/u.test(path),
    );
    for (const [width, of] of [
      [320, pages],
      [1280, wide],
    ] as const)
      for (const who of new Set(of.map(([visitor]) => visitor)))
        await who.open(browser, { width }, async (page) => {
          for (const [, path] of of.filter(([visitor]) => visitor === who)) {
            await page.goto(path);
            assert.deepEqual(await axe(page), [], `${path} at ${width}`);
            const taken = await page.evaluate(() => document.documentElement.scrollWidth);
            assert.ok(taken <= width, `${path} is ${taken} wide at ${width}`);
            assert.doesNotMatch(await page.title(), /Wren|Juniper|00A/u);
          }
        });
  }));
