import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { anyCommand } from '../../platform/commands/command.ts';
import type { TestApp, Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { doAs } from '../approvals/testing/officers.ts';
import { recordRelease } from '../evidence/commands.ts';
import { handOverWorld, type HandOverWorld } from '../hand-over/testing/world.ts';

/*
 * The public page, as its officer makes it, and as everybody reads it.
 */

const ROOM = '/services/DEMO/public-page';
const SHOTS = process.env['PRIMUM_SHOTS'];
const SETTINGS = {
  concern: 'Tell us if something is not safe. We write back within two working days.',
  phone: '01632 960 042',
  address: '',
  controls: 'no',
  listed: 'no',
  sections: [],
};

describe('the public page', () => {
  let world: HandOverWorld;
  let app: TestApp;
  let officer: Visitor;
  let path: string;

  before(async () => {
    world = await handOverWorld();
    app = world.app;
    officer = world.wren.visitor;
  });

  const everybody = async (url: string) => {
    const { statusCode, headers, body } = await app.app.inject({ method: 'GET', url });
    return { status: statusCode, headers, body };
  };
  const releaseLive = (release: string) =>
    doAs(app, world.executive, anyCommand(recordRelease), { service: 'DEMO', release });
  const publish = () => officer.send(`${ROOM}/publish`, {}, { confirm: true, follow: true });

  test('is off, until an officer says what it shows, looks at it, and publishes it', async () => {
    assert.match((await officer.get(ROOM)).text, /Not published\. Nobody outside sees anything/u);
    assert.match((await officer.get(`${ROOM}/publish`)).text, /Nobody has said yet how a concern is reported/u);
    const none = await officer.send(`${ROOM}/settings`, { ...SETTINGS, phone: '' });
    assert.match(none.text, /Give a number or an address/u);
    await officer.send(`${ROOM}/settings`, SETTINGS);
    const look = await officer.get(`${ROOM}/publish`);
    assert.match(look.text, /Nothing is published yet: all of it is new/u);
    assert.match(look.text, /Call 999 first/u);
    const made = await publish();
    assert.match(made.text, /It is published\. Everybody can read it\./u);
    path = /\/safety\/[A-Za-z\d]{16}/u.exec(made.text)![0];
    assert.match((await officer.get('/services/DEMO')).text, /Public page Published last on 12 March 2026\. It shows/u);
    const viewer = await app.as({ name: 'Imogen Sedge', roles: ['viewer'] });
    assert.equal((await viewer.get(`${ROOM}/publish`)).status, 403);
  });

  test('is read without an account: nobody is named, no cookie is set, and no script is needed', async () => {
    for (const url of [path, `${path}/hazards`, `${path}/report`]) {
      const { status, headers, body } = await everybody(url);
      assert.equal(status, 200, url);
      assert.equal(headers['set-cookie'], undefined);
      assert.equal(headers['cache-control'], 'public, max-age=60');
      assert.equal(headers['x-robots-tag'], 'noindex');
      assert.doesNotMatch(body, /Applewhite|Quince|<script|CTL-|HAZ-/u, url);
    }
    const { body } = await everybody(path);
    assert.match(body, /Nothing that matters has changed in it since/u);
    assert.match(body, /No safety report|Nobody has approved a version of it yet/u);
  });

  test('names the officer where they agreed, and no more from the moment they take it back', async () => {
    await officer.send(`${ROOM}/named`, {});
    const named = await everybody(path);
    assert.match(named.body, /clinical safety officer of this service, Wren Applewhite/u);
    assert.equal(named.headers['cache-control'], 'no-store');
    await officer.send(`${ROOM}/unnamed`, {});
    assert.doesNotMatch((await everybody(path)).body, /Applewhite/u);
  });

  test('shows nothing else than what was looked at', async () => {
    const stale = await officer.send(`${ROOM}/publish`, { shows: '0'.repeat(64) }, { confirm: true });
    assert.equal(stale.status, 409);
    assert.match(stale.text, /something was changed meanwhile/u);
  });

  test('leaves a hazard out and says why, from the next publishing on', async () => {
    const count = async () => (await everybody(`${path}/hazards`)).body.match(/Risk at first/gu)?.length ?? 0;
    const all = await count();
    assert.ok(all > 1);
    const wrong = await officer.send(`${ROOM}/withhold`, { hazard: 'HAZ-999', reason: 'It is not there.' });
    assert.equal(wrong.status, 404);
    await officer.send(`${ROOM}/withhold`, { hazard: 'haz-2', reason: 'It tells how to get round a safeguard.' });
    assert.equal(await count(), all);
    assert.match((await officer.get(`${ROOM}/publish`)).text, /1 hazard is no longer shown/u);
    await publish();
    assert.equal(await count(), all - 1);
    const { body } = await everybody(path);
    assert.match(body, /1 hazard is not shown\. Why: It tells how to get round a safeguard\./u);
    assert.match(body, new RegExp(`They know of ${all} hazards`, 'u'));
  });

  test('keeps how it read for each release, marked as past, and says there nothing of anybody', async () => {
    await releaseLive('1.3.2');
    await publish();
    const [first, count] = [await everybody(`${path}/releases/1.3.2`), (await everybody(path)).body];
    assert.match(first.body, /This is what is published now/u);
    assert.match(count, /for release 1\.3\.2/u);
    await releaseLive('1.4.0');
    await officer.send(`${ROOM}/settings`, { ...SETTINGS, controls: 'yes' });
    await publish();
    const past = await everybody(`${path}/releases/1.3.2`);
    assert.match(past.body, /This is past\. It was published on 12 March 2026/u);
    assert.doesNotMatch(past.body, /What keeps the risk low|Applewhite/u);
    assert.match((await everybody(path)).body, /Release 1\.3\.2<\/a>/u);
    assert.match((await officer.get(ROOM)).html, /releases\/1\.4\.0/u);
    assert.equal((await everybody(`${path}/releases/9.9.9`)).status, 404);
  });

  test('is its own organisation’s: another one neither finds it in its room nor shows its own at that address', async () => {
    const stranger = await app.elsewhere({ roles: ['administrator', 'clinical safety officer'] });
    assert.equal((await stranger.get(ROOM)).status, 404);
    const seen = await stranger.get(path);
    assert.equal(seen.status, 200);
    assert.equal(seen.html, (await everybody(path)).body, 'whoever is signed in reads what everybody reads');
    const { json, status } = await officer.api('GET', 'public-page/publicPage', { service: 'DEMO' });
    assert.equal(status, 200);
    assert.equal((json as { path: string }).path, path);
  });

  test('says live that what it shows is out of date, and an officer finds it on their desk', async () => {
    await world.executive.visitor.send('/services/DEMO/edit', {
      intendedFunction: 'It does something else now.',
    });
    const { body } = await everybody(path);
    assert.match(body, /It is out of date: something in it was changed after that/u);
    assert.doesNotMatch(body, /It does something else now/u, 'what is not approved is not shown');
    for (const behind of ['hazards', 'report'])
      assert.match(
        (await everybody(`${path}/${behind}`)).body,
        /This safety case is not complete.*How its safety case stands/su,
      );
    assert.match((await officer.get('/')).text, /The public page of Willowbank Wound Care does not show what stands/u);
  });

  test('shows what was reported and what changed only where the officer chose so, and no number that is small', async () => {
    await officer.send(`${ROOM}/said-and-did`, { said: 'Two wounds had one name.', did: 'Call 01632 960 042.' });
    assert.match((await officer.get(ROOM)).text, /Nobody outside sees it: the page does not show what was reported/u);
    await publish();
    assert.doesNotMatch((await everybody(path)).body, /Two wounds had one name/u);
    await officer.send(`${ROOM}/settings`, { ...SETTINGS, controls: 'yes', reported: 'yes' });
    const look = await officer.get(`${ROOM}/publish`);
    assert.match(look.text, /What was reported and what changed reads differently/u);
    assert.match(look.text, /What was said and done: what looks like a telephone number/u);
    await officer.send(`${ROOM}/said-and-did/1/out`, {});
    await officer.send(`${ROOM}/said-and-did`, {
      said: 'Two wounds had one name.',
      did: 'The list shows where each is.',
    });
    await publish();
    const { body } = await everybody(path);
    assert.match(body, /You said<\/h3>.*Two wounds had one name\..*The list shows where each is/su);
    assert.doesNotMatch(body, /01632 960 042\.<|Call 01632/u);
    assert.match(body, /Reported from 1 January 2025 to 31 December 2025/u);
    assert.equal(body.match(/Fewer than 5</gu)?.length, 4);
    assert.doesNotMatch(body, /All together/u);
    const gone = await officer.send(`${ROOM}/said-and-did/9/out`, {});
    assert.equal(gone.status, 404);
  });

  test('is good on a phone and on a desk, without JavaScript', async () => {
    await withBrowser(async (browser) => {
      for (const width of [320, 1280])
        for (const [name, url] of Object.entries({
          page: path,
          hazards: `${path}/hazards`,
          room: ROOM,
          publish: `${ROOM}/publish`,
          settings: `${ROOM}/settings`,
          said: `${ROOM}/said-and-did`,
        }))
          await officer.open(browser, { width }, async (page) => {
            await page.goto(url);
            if (SHOTS) await page.screenshot({ path: `${SHOTS}/public-${name}-${width}.png`, fullPage: true });
            assert.deepEqual(await axe(page), [], `${name} at ${width}`);
            const over = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
            assert.ok(Number(over) <= 0, `${name} at ${width} is wider than the window`);
          });
    });
  });

  test('is withdrawn with a reason: its address says since when, and an address that never was says nothing', async () => {
    await officer.send(`${ROOM}/withdraw`, { reason: 'The service is being rewritten.' });
    const gone = await everybody(path);
    assert.equal(gone.status, 410);
    assert.match(gone.body, /Until 12 March 2026/u);
    assert.doesNotMatch(gone.body, /rewritten|Willowbank/u);
    assert.equal((await everybody(`${path}/hazards`)).status, 410);
    const never = await everybody('/safety/AAAAAAAAAAAAAAAA');
    const shapeless = await everybody('/safety/nothing');
    assert.equal(never.status, 404);
    assert.equal(never.body, shapeless.body);
    await publish();
    assert.equal((await everybody(path)).status, 200, 'at the same address as before');
  });
});
