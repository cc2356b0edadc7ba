import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { formValues, testApp, type TestApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { changeHazards, undoChange } from './table-commands.ts';
import { EXAMPLE_LOG, longLog, plantLog } from './testing/test-log-store.ts';

const LOG = '/services/WOUND/logs/1';
const LONG = '/services/LONG/logs/1';
const KEYS = '/services/KEYS/logs/1';
const OURS = { 'sec-fetch-site': 'same-origin' };

describe('working in the table of a log', () => {
  let product: TestApp;
  let app: Visitor;
  let other: Visitor;
  before(async () => {
    product = await testApp({ now: new Date('2026-03-10T09:00:00Z') });
    await product.execute(plantLog, { log: EXAMPLE_LOG });
    await product.execute(plantLog, { log: longLog(120) });
    const keys = { reference: 'KEYS', name: 'A service for those who type' };
    await product.execute(plantLog, { log: { ...EXAMPLE_LOG, service: keys } });
    product.clock.now = new Date('2026-03-12T14:30:00Z');
    app = await product.as({
      name: 'Wren Applewhite',
      roles: ['clinical safety officer', 'safety engineer'],
    });
    other = await product.as({ name: 'Ottoline Reed', roles: ['safety engineer'] });
  });

  const hazard = async (number: number, service = 'WOUND') =>
    (await app.api('GET', 'hazards/hazard', { service, hazard: `HAZ-${number}` })).json['hazard'] as {
      readonly owner: string | null;
      readonly component: string | null;
      readonly name: string;
      readonly causes: readonly { readonly text: string }[];
      readonly controls: readonly { readonly text: string }[];
      readonly residual: { readonly level: number } | null;
      readonly version: number;
    };

  test('one page holds fifty hazards, and all of them where somebody asks', async () => {
    const first = await app.get(LONG);
    assert.match(first.text, /120 hazards, 1 to 50.*Show all 120 on one page/su);
    const all = await app.get(`${LONG}?rows=all&sort=freshness`);
    assert.equal(all.html.match(/data-hazard=/gu)?.length, 120);
    assert.match(all.text, /120 hazards, stale first/u);
    // What does not hold stands first: the withdrawn control of every hazard makes none, for no rating is confirmed.
    assert.match(all.html, /aria-sort="ascending"><a[^>]+>Freshness/u);
    assert.match((await app.get(`${LONG}?verdict=failing`)).text, /No hazard of this log is like that/u);
    assert.match((await app.get(`${LOG}?party=deployer`)).text, /1 of 7 hazards/u);
    assert.match((await app.get(`${LOG}?arises=none&verdict=not+verified`)).text, /7 hazards/u);
  });

  test('a filter is kept for oneself, counted above every log of the service, and forgotten', async () => {
    const choosing = 'component=Messages&sort=freshness';
    assert.match(
      (await app.get(LOG)).text,
      /Saved filters All hazards \(7\) Stale first \(6\) Provisional or failing \(5\)/u,
    );
    const nameless = await app.send(`${LOG}/filters?${choosing}`, { name: '' });
    assert.match(nameless.text, /Give the filter a name/u);
    const saved = await app.send(`${LOG}/filters?${choosing}`, { name: 'Messages' }, { follow: true });
    assert.match(saved.text, /The filter is saved.*Messages \(2\)/su);
    assert.match(saved.html, /aria-current="true">Messages/u);
    // The same name again is the same filter.
    await app.send(`${LOG}/filters?component=Reminders`, { name: 'messages' });
    assert.match((await app.get(LOG)).text, /Deployer’s controls \(1\) messages \(1\)/u);
    const somebody = await product.as({ roles: ['viewer'] });
    assert.doesNotMatch((await somebody.get(LOG)).text, /messages \(1\)/iu);
    const page = await app.get(`${LOG}/filters`);
    const forgotten = await app.post(`${LOG}/filters/forget`, formValues(page.html, `${LOG}/filters/forget`), OURS);
    assert.equal(forgotten.status, 303);
    assert.doesNotMatch((await app.get(LOG)).text, /messages \(1\)/iu);
    assert.match((await app.get(`${LOG}/filters`)).text, /Choose hazards in the log first/u);
    const nothing = { service: 'WOUND', name: 'Everything', words: 'page=2' };
    assert.equal((await app.api('POST', 'hazards/saveFilter', nothing)).status, 422, 'nothing was chosen');
  });

  test('one change of many hazards is looked at first, made once for all or for none, and undone', async () => {
    const chosen = 'HAZ-1=yes&HAZ-2=yes&HAZ-3=yes';
    const first = await app.get(`${LOG}/change?${chosen}`);
    assert.match(first.text, /Change 3 hazards HAZ-1, HAZ-2, HAZ-3\./u);
    const path = `${LOG}/change?${chosen}&field=component&value=Messages`;
    const preview = await app.get(path);
    assert.match(preview.text, /Nothing is saved yet\. 2 of 3 hazards would differ.*The change is material/su);
    assert.match(preview.text, /HAZ-1 .* Photo upload Messages material HAZ-2 .* Messages as before nothing differs/su);
    const shown = formValues(preview.html);

    // Somebody else changes one of them meanwhile: none is changed.
    await other.api('POST', 'hazards/editHazard', {
      service: 'WOUND',
      hazard: 'HAZ-3',
      version: (await hazard(3)).version,
      owner: 'Posy Thackray',
    });
    const late = await app.post(path, shown, OURS);
    assert.equal(late.status, 409);
    assert.match(late.text, /Somebody changed HAZ-3 while you were here\. Nothing was changed\./u);
    assert.equal((await hazard(1)).component, 'Photo upload');

    const saved = await app.send(path, {}, { follow: true });
    assert.match(saved.text, /2 hazards are changed: HAZ-1 and HAZ-3\. The change is material/u);
    assert.deepEqual([(await hazard(1)).component, (await hazard(3)).component], ['Messages', 'Messages']);
    assert.equal((await hazard(3)).owner, 'Posy Thackray', 'nothing else of them differs');
    assert.equal((await hazard(1)).version, (await hazard(3)).version, 'one entry of the ledger');

    const [, undo] = /href="([^"]+\/undo\?change=\d+)"/u.exec(saved.html) ?? [];
    assert.ok(undo, 'the change is offered to be undone');
    assert.match((await app.get(undo)).text, /HAZ-1 .*Before: Photo upload After: Messages/su);
    const undone = await app.send(undo, {}, { follow: true });
    assert.match(undone.text, /Undone: HAZ-1 and HAZ-3\./u);
    assert.deepEqual([(await hazard(1)).component, (await hazard(3)).component], ['Photo upload', 'Public page']);
    assert.match(
      (await app.get('/services/WOUND/hazards/HAZ-1')).text,
      /A change was undone: the words before it stand again\./u,
    );
    assert.match((await app.get(undo)).text, /This cannot be undone\. HAZ-1, HAZ-3 was changed again since/u);
    const group = await app.send(`${LOG}/change?HAZ-1=yes&field=vulnerable&value=children`, {}, { follow: true });
    assert.match(group.text, /1 hazard is changed: HAZ-1/u);
    assert.match((await app.get(`${LOG}?vulnerable=children`)).text, /1 of 7 hazards/u);
    assert.equal((await app.get(`${LOG}/change?HAZ-1=yes&field=vulnerable&value=nobody`)).status, 200);
    const unknown = { service: 'WOUND', hazards: ['HAZ-1'], field: 'vulnerable', value: 'nobody', version: 999 };
    await assert.rejects(app.execute(changeHazards as never, unknown), /Choose a vulnerable group/u);
  });

  test('undoing an edit of causes brings them back, with what the controls answer; and nothing that is no edit is undone', async () => {
    const was = await hazard(2);
    const edited = await app.api('POST', 'hazards/editHazard', {
      service: 'WOUND',
      hazard: 'HAZ-2',
      version: was.version,
      name: 'A message about a fever goes unread',
      causes: ['The inbox is full'],
    });
    const change = (edited.json['result'] as { version: number }).version;
    const offered = new RegExp(`/services/WOUND/logs/1/undo\\?change=${change}"`, 'u');
    assert.match(
      (await app.get('/services/WOUND/hazards/HAZ-2')).html,
      offered,
      'its page offers it to whoever did it',
    );
    assert.doesNotMatch((await other.get('/services/WOUND/hazards/HAZ-2')).html, offered);
    await app.api('POST', 'hazards/undoChange', { service: 'WOUND', change });
    const now = await hazard(2);
    assert.deepEqual(
      [now.name, now.causes, now.controls, now.residual],
      [was.name, was.causes, was.controls, was.residual],
    );
    for (const entry of [1, 999_999])
      await assert.rejects(
        app.execute(undoChange as never, { service: 'WOUND', change: entry }),
        /no change of words that can be undone/u,
      );
  });

  test('rows of a spreadsheet are shown as what they would change, and only what is ticked is saved', async () => {
    const path = `${LOG}/paste`;
    const paste = async (text: string) =>
      app.post(path, { ...formValues((await app.get(path)).html, path), text }, OURS);
    const taken = (html: string) => formValues(html, `${path}/save`);
    assert.match((await paste(' ')).text, /Paste the rows that you copied/u);
    const rows = [
      'Hazard number\tHazard\tOwner',
      'HAZ-6\tDressing stock runs out and no one is told\tPosy Thackray',
      '\tA printed leaflet names another person\tJuniper Hale',
      '\t\tnobody',
    ].join('\r\n');
    const preview = await paste(rows);
    assert.match(
      preview.text,
      /What the pasted rows change 1 new and 1 changed\. 6 as before\. Nothing is saved yet\./u,
    );
    assert.match(preview.text, /Owner Added: Posy Thackray/u);
    assert.match(preview.text, /1 row was not understood Row 4: Nothing in it that is a hazard/u);
    assert.doesNotMatch(preview.text, /Gone from the file|Moved/u);
    assert.equal((await hazard(6)).owner, null, 'nothing is saved yet');
    const form = taken(preview.html);
    assert.ok(form['accept.changed:HAZ-6'] && form['accept.new:2'], 'everything is ticked');
    const { 'accept.new:2': _new, ...ticked } = form;
    const saved = await app.post(`${path}/save`, ticked, OURS);
    assert.equal(saved.status, 303);
    assert.match((await app.get(saved.location!)).text, /Written to log 1: 1 changed\./u);
    const { owner, residual, component } = await hazard(6);
    assert.deepEqual([owner, residual, component], ['Posy Thackray', null, null]);
    assert.match((await app.get(LOG)).text, /^.*7 hazards/su, 'the new one was not ticked');

    // Without headings it is asked what the columns are.
    const bare = 'A child is weighed with shoes on\tCare plan\nA scale shows pounds\tCare plan';
    const asked = await paste(bare);
    assert.match(asked.text, /No column is called a hazard\. Say which one holds it\./u);
    const said = { ...formValues(asked.html, path), 'column.A': 'hazard', 'column.B': 'component', headed: 'no' };
    const read = await app.post(path, said, OURS);
    assert.match(read.text, /2 new\. 7 as before/u);
    const done = await app.post(`${path}/save`, taken(read.html), OURS);
    assert.match((await app.get(done.location!)).text, /Written to log 1: 2 new\./u);
    assert.match((await app.get(`${LOG}?component=Care+plan&q=shoes`)).text, /1 of 9 hazards/u);
    // The same rows again say nothing new.
    const again = await app.post(path, said, OURS);
    assert.match((await app.get(again.location!)).text, /The rows say the same as the log/u);
    const broken = await paste('Hazard\tOwner\n"never closed\tx');
    assert.equal(broken.status, 422);
    assert.match(broken.text, /quotation mark that never closes/u);
  });

  test('somebody who may only look finds nothing to edit, paste or choose', async () => {
    const viewer = await product.as({ roles: ['viewer'] });
    const shown = await viewer.get(LOG);
    assert.doesNotMatch(shown.html, /data-grid|data-field|\/paste"|\/record"|type="checkbox"/u);
    for (const path of [`${LOG}/paste`, `${LOG}/change?HAZ-1=yes`, `${LOG}/undo?change=3`])
      assert.equal((await viewer.get(path)).status, 403, path);
  });

  test('by keys alone: cells are edited where they stand, help and class beside them; a conflict shows both', async () => {
    await withBrowser(async (browser) => {
      await app.open(browser, { width: 1280 }, async (page) => {
        await page.goto(KEYS);
        const keys = page.keyboard;
        const shape = await page.evaluate(() => {
          const left = (selector: string) =>
            [...document.querySelectorAll(selector)].map((cell) => Math.round(cell.getBoundingClientRect().left));
          const first = document.querySelector('.app-log tbody tr')!;
          return {
            apart: getComputedStyle(first).contentVisibility,
            headings: left('.app-log th[scope="col"]'),
            cells: left('.app-log tbody tr:first-child > *'),
          };
        });
        assert.equal(shape.apart, 'auto', 'a row out of sight costs no key');
        assert.deepEqual(shape.cells, shape.headings, 'cells stand below their headings');
        await page.locator('[data-field="name"]').first().focus();
        for (const key of ['ArrowDown', 'ArrowRight', 'ArrowLeft']) await keys.press(key);
        await keys.press('Enter');
        await keys.type('Wrong data');
        const cell = page.locator('[data-hazard="HAZ-2"] [data-field="name"]');
        await cell.getByText('A material change: the next signature will show it.').waitFor();
        await keys.press('Escape');
        assert.match(await cell.innerText(), /^A message about fever/u, 'Esc goes back');
        await keys.press('Enter');
        await keys.type('[insert hazard name]');
        await cell.getByText(/Template text is left in HAZ-2/u).waitFor();
        await page.getByRole('textbox', { name: 'Hazard of HAZ-2' }).fill('Wrong data is shown to the nurse');
        await keys.press('Tab');
        await page.getByRole('combobox', { name: 'Component of HAZ-2' }).waitFor();
        await keys.press('Tab');
        await keys.type('Posy Thackray');
        await keys.press('Enter');
        await page.getByRole('status').getByText('HAZ-2 is saved. An editorial change.').waitFor();
        assert.equal(
          await page.evaluate(() => document.activeElement?.textContent),
          'Posy Thackray',
          'the keys stay there',
        );
        const saved = await hazard(2, 'KEYS');
        assert.deepEqual([saved.name, saved.owner], ['Wrong data is shown to the nurse', 'Posy Thackray']);
        await page.getByRole('button', { name: 'Undo', exact: true }).click();
        await page.getByRole('status').getByText('Undone').waitFor();
        assert.equal((await hazard(2, 'KEYS')).owner, 'Juniper Hale');

        // Somebody else changes the same word: neither is lost. Another word of it: nobody is bothered.
        await edit('HAZ-3', { owner: 'Ottoline Reed and others', component: 'Everywhere' });
        await choose(page, 'HAZ-3', 'owner', 'Posy Thackray');
        await page.getByText('What stands there now').waitFor();
        const row = page.locator('[data-hazard="HAZ-3"]');
        assert.match(await row.innerText(), /Ottoline Reed and others.*Posy Thackray/su);
        assert.deepEqual(await axe(page), []);
        await keys.press('Enter');
        await page.getByRole('status').getByText('HAZ-3 is saved').waitFor();
        assert.equal((await hazard(3, 'KEYS')).owner, 'Posy Thackray');
        await edit('HAZ-4', { component: 'Everywhere' });
        await choose(page, 'HAZ-4', 'owner', 'Posy Thackray');
        await page.getByRole('status').getByText('HAZ-4 is saved').waitFor();

        // What cannot be saved stays beside its cell, as it was typed.
        await choose(page, 'HAZ-5', 'owner', 'Patient 943 476 5919');
        await page
          .locator('[data-hazard="HAZ-5"]')
          .getByText(/looks like an NHS number/u)
          .waitFor();
        assert.equal(await page.getByRole('combobox', { name: 'Owner of HAZ-5' }).inputValue(), 'Patient 943 476 5919');
        await keys.press('Escape');
        await keys.press('x');
        await page.getByRole('status').getByText('HAZ-5 is chosen. 1 chosen in all.').waitFor();
        await keys.press('/');
        assert.equal(await page.evaluate(() => document.activeElement?.id), 'q');
        await page.getByRole('button', { name: 'Change the chosen hazards' }).click();
        assert.match(await page.locator('h1').innerText(), /Change 1 hazard/u);
      });

      await app.open(browser, { width: 320 }, async (page) => {
        for (const path of [
          `${LOG}/change?HAZ-1=yes&HAZ-2=yes&field=owner&value=Posy`,
          `${LOG}/filters?component=Messages`,
          `${LOG}/paste`,
          `${LOG}?sort=freshness`,
        ]) {
          await page.goto(path);
          assert.deepEqual(await axe(page), [], path);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= 320, `${path} is ${wide} wide`);
        }
      });
    });
  });

  async function edit(reference: string, words: Readonly<Record<string, string>>): Promise<void> {
    const { version } = await hazard(Number(reference.slice(4)), 'KEYS');
    await other.api('POST', 'hazards/editHazard', { service: 'KEYS', hazard: reference, version, ...words });
  }
});

/** Edits a cell by its keys. */
async function choose(page: Page, hazard: string, field: string, value: string): Promise<void> {
  await page.locator(`[data-hazard="${hazard}"] [data-field="${field}"]`).click();
  await page.keyboard.press('Enter');
  await page.keyboard.type(value);
  await page.keyboard.press('Enter');
}
