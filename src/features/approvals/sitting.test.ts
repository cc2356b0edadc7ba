import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import sql from 'sql-template-tag';
import { anyCommand } from '../../platform/commands/command.ts';
import { formValues, testApp, TEST_PASSWORD, type TestApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser, withDevice } from '../../test-browser.ts';
import { demoLog } from '../hazards/demo/demo-log.ts';
import { importHazardLog } from '../hazards/import/index.ts';
import { acceptNomination, nominateOfficer } from '../people/nomination-commands.ts';
import { createService } from '../services/commands.ts';
import { DEMO_SERVICE } from '../services/demo.ts';
import { doAs, makeOfficer, type Somebody } from './testing/officers.ts';

const TOGETHER = '/sign/together';
const OWN = { 'sec-fetch-site': 'same-origin' };
/** Where somebody who looks at the pages by hand wants pictures of them. */
const SHOTS = process.env['PRIMUM_SHOTS'];

describe('several signed in one sitting', () => {
  let app: TestApp;
  let cso: Somebody & { readonly visitor: Visitor };
  let other: Somebody & { readonly visitor: Visitor };
  let executive: Somebody & { readonly visitor: Visitor };

  before(async () => {
    app = await testApp({ now: new Date('2026-03-03T10:00:00Z') });
    const somebody = async (name: string, roles: Somebody['roles']) => ({
      visitor: await app.as({ name, roles }),
      roles,
    });
    cso = await somebody('Wren Applewhite', ['clinical safety officer']);
    other = await somebody('Juniper Hale', ['clinical safety officer']);
    executive = await somebody('Barnaby Quince', ['accountable executive', 'product owner', 'administrator']);
    const log = demoLog();
    for (const [reference, hazards] of [
      ['DEMO', 2],
      ['NEXT', 9],
    ] as const) {
      await doAs(app, executive, anyCommand(createService), {
        ...DEMO_SERVICE,
        reference,
        name: reference === 'DEMO' ? DEMO_SERVICE.name : 'Fernhollow Falls Line',
      });
      const few = { ...log, hazards: log.hazards.slice(0, hazards) };
      await doAs(app, executive, anyCommand(importHazardLog), { service: reference, title: 'Hazard log', log: few });
    }
    await makeOfficer(app, cso, { service: 'DEMO', office: 'clinical safety officer', executive });
  });

  /** Another office of somebody who is registered already. */
  const nominate = async (service: string) => {
    const nominated = await doAs(app, executive, anyCommand(nominateOfficer), {
      service,
      person: other.visitor.person.id,
      office: 'clinical safety officer',
    });
    const nomination = nominated['nomination'];
    await doAs(app, other, anyCommand(acceptNomination), { service, nomination, statement: 1 });
  };

  /** The commands of the ledger's last entries, with who did them. */
  const entries = async (most: number) =>
    (
      await app.ground.database.read(app.organisation, (tx) =>
        tx.rows<{ command: string; seq: number }>(sql`
          select command, seq from ledger_entry where organisation_id = current_organisation() and chain = 'changes'
          order by seq desc limit ${most}`),
      )
    ).toReversed();
  const signed = async () => (await entries(500)).filter(({ command }) => command.startsWith('sign')).length;

  /** The form of the page, with this decision on each of these titles. */
  async function decided(who: Visitor, decisions: Readonly<Record<string, 'approve' | 'leave'>>) {
    const page = await who.get(TOGETHER);
    const values = formValues(page.html);
    for (const [title, decision] of Object.entries(decisions)) {
      const id = new RegExp(`id="one-([\\da-f-]+)">\\d+\\. Version \\d+ of the ${title}<`, 'u').exec(page.html);
      assert.ok(id, `${title} is on the page: ${page.text}`);
      values[`decision-${id[1]}`] = [decision];
    }
    return { page, values };
  }

  const proven = async (who: Visitor, values: Readonly<Record<string, readonly string[]>>) => {
    const asked = await who.post(TOGETHER, values, OWN);
    assert.match(asked.text, /Confirm that it is you/u);
    return { ...formValues(asked.html, TOGETHER), _password: [TEST_PASSWORD] };
  };

  test('each small one is shown whole; one that is large or cannot be signed is named, with why', async () => {
    const list = await cso.visitor.get('/sign');
    assert.match(list.text, /What awaits your signature \(4\).*Read and sign the small ones in one sitting/u);
    const { text } = await cso.visitor.get(TOGETHER);
    assert.match(text, /Sign several in one sitting \(2\)/u);
    for (const words of [
      /Version 1 of the hazard log of Willowbank Wound Care/u,
      /Version 1 of the intended use of Willowbank Wound Care/u,
      /Nobody has approved a version of it yet\. You see all of it\./u,
      /What it does.*Gives self-care advice for wounds/u,
      /What you should know before you sign \(1\).*residual ratings/u,
      /I am the clinical safety officer of Willowbank Wound Care\. I have read all of version 1\./u,
      /You sign as clinical safety officer, with the registration NMC 00A0000E/u,
      /Your decision on version 1 of the hazard log of Willowbank Wound Care Approve version 1 Leave it for now/u,
      /Not in this sitting \(2\)/u,
      /Hazard log of Fernhollow Falls Line is read by itself because there are 9 hazards to read/u,
      /You cannot sign the intended use of Fernhollow Falls Line as things stand/u,
    ])
      assert.match(text, words);
    assert.match((await other.visitor.get(TOGETHER)).text, /Nothing small awaits your signature/u);
    const stranger = await app.elsewhere({ roles: ['clinical safety officer'] });
    assert.doesNotMatch((await stranger.get(TOGETHER)).text, /Willowbank/u);
    for (const roles of [['safety engineer'], ['assessor'], ['administrator']] as const)
      assert.equal((await (await app.as({ roles })).get(TOGETHER)).status, 403);
  });

  test('nothing is asked for where nothing was approved, and nothing of another service can be named', async () => {
    const before = await signed();
    const { values } = await decided(cso.visitor, {});
    const none = await cso.visitor.post(TOGETHER, { ...values, _password: TEST_PASSWORD }, OWN);
    assert.equal(none.status, 422);
    assert.match(none.text, /You have approved none of these/u);
    const local = await app.as({
      name: 'Odalys Crake',
      roles: [{ role: 'clinical safety officer', service: 'NEXT', until: null }],
    });
    const theirs = await decided(cso.visitor, { 'intended use of Willowbank Wound Care': 'approve' });
    const _token = /name="_token" value="([^"]+)"/u.exec((await local.get('/sign')).html)![1]!;
    const forged = await local.post(TOGETHER, { ...theirs.values, _token, _password: TEST_PASSWORD }, OWN);
    assert.equal(forged.status, 422);
    assert.match(forged.text, /One of these is no longer open to you, so nothing was signed yet/u);
    assert.doesNotMatch(forged.text, /Willowbank/u);
    assert.equal(await signed(), before);
  });

  test('one confirmation signs each by its own command, with its own entry, once', async () => {
    const { values } = await decided(cso.visitor, {
      'hazard log of Willowbank Wound Care': 'approve',
      'intended use of Willowbank Wound Care': 'approve',
    });
    const before = await signed();
    const asked = await cso.visitor.post(TOGETHER, values, OWN);
    assert.match(
      asked.text,
      /You are about to approve 2 things, and sign each by itself: the (?:hazard log|intended use) of Willowbank Wound Care and the/u,
    );
    const carried = formValues(asked.html, TOGETHER);
    const wrong = await cso.visitor.post(TOGETHER, { ...carried, _password: 'no such words' }, OWN);
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /That is not your password/u);
    assert.equal(await signed(), before);

    const session = cso.visitor.cookies.get('primum_session');
    const done = await cso.visitor.post(TOGETHER, { ...carried, _password: TEST_PASSWORD }, OWN);
    assert.match(done.text, /You have signed all 2 that you approved/u);
    assert.match(done.text, /Hazard log of Willowbank Wound Care\. Version 1 of the hazard log is approved\./u);
    assert.notEqual(cso.visitor.cookies.get('primum_session'), session, 'the session has another secret');
    assert.deepEqual((await entries(2)).map(({ command }) => command).toSorted(), ['signHazardLog', 'signIntendedUse']);
    assert.match(
      (await cso.visitor.get('/services/DEMO/logs/1/versions')).text,
      /Version 1 approved by Wren Applewhite \(clinical safety officer\) on 3 March 2026/u,
    );

    const again = await cso.visitor.post(TOGETHER, { ...carried, _password: TEST_PASSWORD }, OWN);
    assert.match(again.text, /You have signed all 2/u);
    assert.equal(await signed(), before + 2, 'sent twice, signed once');
  });

  test('what somebody changes meanwhile is not signed, the others are, and both are said; the next one asks again', async () => {
    app.clock.now = new Date('2026-03-03T10:20:00Z');
    await makeOfficer(app, other, { service: 'NEXT', office: 'clinical safety officer', executive });
    await app.send('/services/NEXT/edit', { notFor: 'Emergencies only.' });
    await doAs(app, executive, anyCommand(createService), {
      ...DEMO_SERVICE,
      reference: 'THIRD',
      name: 'Marram Memory Aid',
    });
    await nominate('THIRD');
    const both = {
      'intended use of Fernhollow Falls Line': 'approve',
      'intended use of Marram Memory Aid': 'approve',
    } as const;
    const proof = await proven(other.visitor, (await decided(other.visitor, both)).values);
    await app.send('/services/NEXT/edit', { notFor: 'Emergencies.' });
    const before = await signed();
    const done = await other.visitor.post(TOGETHER, proof, OWN);
    assert.match(done.text, /You have signed 1 of the 2 that you approved Not signed \(1\)/u);
    assert.match(
      done.text,
      /Intended use of Fernhollow Falls Line was not signed\. Somebody changed the intended use of Fernhollow Falls Line while you were reading it\..*Nothing was signed\./u,
    );
    assert.match(done.text, /Signed \(1\) Intended use of Marram Memory Aid\. Version 1/u);
    assert.equal(await signed(), before + 1);
    const next = await decided(other.visitor, { 'intended use of Fernhollow Falls Line': 'approve' });
    assert.match((await other.visitor.post(TOGETHER, next.values, OWN)).text, /Confirm that it is you/u);
    assert.equal(await signed(), before + 1, 'nothing of the last confirmation is left');
  });

  test('on a phone without JavaScript, with a passkey, and axe finds nothing', async () => {
    app.clock.now = new Date('2026-03-03T10:40:00Z');
    await app.send('/services/DEMO/edit', { notFor: 'Emergencies, and burns.' });
    await withBrowser(async (browser) => {
      for (const width of [320, 1280])
        await cso.visitor.open(browser, { width }, async (page) => {
          await page.goto(TOGETHER);
          assert.deepEqual(await axe(page), []);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= width, `${wide} px wide in a window of ${width}`);
          if (SHOTS) await page.screenshot({ path: join(SHOTS, `together-${width}.png`), fullPage: true });
        });
      await other.visitor.open(browser, { width: 320, javaScript: false }, async (page) => {
        await page.goto(TOGETHER);
        await page.getByLabel('Approve version 1').first().check();
        await page.getByRole('button', { name: 'Sign what I approve' }).click();
        await page.getByLabel('Your password').fill(TEST_PASSWORD);
        await page.getByRole('button', { name: 'Confirm with your password' }).click();
        assert.match(await page.locator('h1').innerText(), /You have signed all that you approved/u);
      });
      await cso.visitor.open(browser, {}, async (page) => {
        await withDevice(page);
        await page.goto('/account/passkeys/new');
        await page.getByLabel('Your password').fill(TEST_PASSWORD);
        await page.getByRole('button', { name: 'Confirm with your password' }).click();
        await page.getByLabel('What you call it').fill('Key');
        await page.getByRole('button', { name: 'Make the passkey' }).click();
        await page.getByText('The passkey “Key” was added').waitFor();
        await page.goto(TOGETHER);
        for (const one of await page.getByLabel('Approve version 2').all()) await one.check();
        await page.getByRole('button', { name: 'Sign what I approve' }).click();
        const sent = page.waitForRequest((request) => request.url().endsWith(TOGETHER) && request.method() === 'POST');
        await page.getByRole('button', { name: 'Confirm with your passkey' }).click();
        const body = new URLSearchParams((await sent).postData()!);
        await page.getByText('You have signed').first().waitFor();
        assert.deepEqual(await axe(page), []);
        if (SHOTS) await page.screenshot({ path: join(SHOTS, 'together-done.png'), fullPage: true });
        const cookies = await page.context().cookies();
        cso.visitor.cookies.set('primum_session', cookies.find(({ name }) => name === 'primum_session')!.value);

        // The device's answer once more: for these again, and for another one.
        const before = await signed();
        await app.send('/services/DEMO/edit', { notFor: 'Emergencies, burns and bites.' });
        const later = await decided(cso.visitor, { 'intended use of Willowbank Wound Care': 'approve' });
        const host = new URL(await app.listen()).host;
        const replayed = await cso.visitor.post(
          TOGETHER,
          { ...later.values, _passkey: body.get('_passkey')! },
          { ...OWN, host },
        );
        assert.equal(replayed.status, 422);
        assert.match(replayed.text, /That passkey was not taken/u);
        assert.equal(await signed(), before);
      });
    });
  });
});
