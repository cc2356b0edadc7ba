import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formValues, testApp } from '../../test-app.ts';
import { plantMembership, plantOrganisation } from '../../test-app-store.ts';
import { axe, newPage, withBrowser } from '../../test-browser.ts';
import { ownPath } from '../http/visit.ts';
import { formToken, isFormToken, makeLink, resolveSession, seal, signInWith, unseal } from './sessions.ts';
import { people } from './store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const app = await testApp({ roles: ['viewer'] });
const ground = { database: app.ground.database, now: app.ground.now };
const later = (milliseconds: number) => (app.clock.now = new Date(app.clock.now.getTime() + milliseconds));
const link = async () => (await makeLink(ground, app.person.id, HOUR)).token;

describe('a one-time link', () => {
  test('is not used up by looking at it, and signs in once', async () => {
    const token = await link();
    const browser = app.signedOut();
    for (let i = 0; i < 3; i++) {
      const page = await browser.get(`/sign-in/${token}`);
      assert.equal(page.status, 200);
      assert.match(page.text, /signs you in as C\. Safety/u);
      assert.equal(browser.cookies.size, 0);
      assert.equal(page.headers['referrer-policy'], 'same-origin');
      assert.equal(page.headers['cache-control'], 'no-store');
      assert.ok(
        !/<title>[^<]*C\. Safety/u.test(page.html) && !/<title>.*?<\/title>/su.exec(page.html)![0].includes(token),
      );
    }
    await app.app.inject({ method: 'HEAD', url: `/sign-in/${token}` });
    const done = await browser.post(`/sign-in/${token}`, {}, { 'sec-fetch-site': 'same-origin' });
    assert.deepEqual([done.status, done.location], [303, '/']);
    const cookie = String(done.headers['set-cookie']);
    assert.match(cookie, /^primum_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax/u);
    assert.ok(!cookie.includes(token));
    assert.equal((await browser.get('/')).location, '/services');

    const other = app.signedOut();
    for (const answer of [
      await other.post(`/sign-in/${token}`, {}),
      await other.get(`/sign-in/${token}`),
      await other.get('/sign-in/x'),
      await other.get(`/sign-in/${'a'.repeat(43)}`),
      await other.post(`/sign-in/${encodeURIComponent("' or 1=1 --")}`, {}),
    ]) {
      assert.equal(answer.status, 410);
      assert.match(answer.text, /primum sign-in-link/u);
    }
    assert.equal(other.cookies.size, 0);
  });

  test('gives one session when it is used by two at once, and none when it is old', async () => {
    const token = await link();
    const both = await Promise.all([signInWith(ground, token), signInWith(ground, token)]);
    assert.equal(both.filter((one) => one !== null).length, 1);
    const old = await link();
    const before = app.clock.now;
    later(HOUR);
    assert.equal((await app.signedOut().post(`/sign-in/${old}`, {})).status, 410);
    app.clock.now = before;
  });

  test('leads to where somebody wanted to go, and only to a page of ours', async () => {
    const browser = app.signedOut();
    const turned = await browser.get('/services/DEMO?x=1&y=%2F');
    assert.deepEqual([turned.status, turned.location], [303, '/sign-in?to=%2Fservices%2FDEMO%3Fx%3D1%26y%3D%252F']);
    const page = await browser.get(turned.location!);
    assert.match(page.text, /You need to be signed in for that page/u);
    const done = await browser.post(`/sign-in/${await link()}`, {});
    assert.equal(done.location, '/services/DEMO?x=1&y=%2F');
    assert.ok(!browser.cookies.has('primum_to'));

    for (const to of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      '/\t/evil.example',
      '/sign-out',
      ' /x',
      '/x\r\ny',
      `/${'a'.repeat(2_001)}`,
      '/..//evil.example',
      '/.//evil.example',
      '',
      undefined,
      ['/x'],
    ])
      assert.equal(ownPath(to), null, String(to));
    assert.equal(ownPath('/services?a=b%20c'), '/services?a=b%20c');
    const planted = app.signedOut();
    planted.cookies.set('primum_to', '//evil.example');
    assert.equal((await planted.post(`/sign-in/${await link()}`, {})).location, '/');
  });

  test('gives a new secret, and ends the session that the browser had', async () => {
    const browser = app.signedOut();
    await browser.post(`/sign-in/${await link()}`, {});
    const first = browser.cookies.get('primum_session')!;
    await browser.post(`/sign-in/${await link()}`, {});
    assert.notEqual(browser.cookies.get('primum_session'), first);
    browser.cookies.set('primum_session', first);
    assert.equal((await browser.get('/')).location, '/check');
    browser.cookies.set('primum_session', 'planted'.padEnd(43, 'x'));
    await browser.post(`/sign-in/${await link()}`, {});
    assert.notEqual(browser.cookies.get('primum_session'), 'planted'.padEnd(43, 'x'));
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }] as Record<
      string,
      string
    >[])
      assert.equal((await app.signedOut().post(`/sign-in/${await link()}`, {}, headers)).status, 403);
  });
});

describe('a session', () => {
  test('ends when nobody used it for a working day, and after a week in any case', async () => {
    const before = app.clock.now;
    const idle = await app.as({ roles: ['viewer'] });
    later(11 * HOUR);
    assert.equal((await idle.get('/')).location, '/services');
    later(11 * HOUR);
    assert.equal((await idle.get('/')).location, '/services', 'seen meanwhile');
    later(12 * HOUR);
    assert.equal((await idle.get('/')).location, '/check');
    const busy = await app.as({ roles: ['viewer'] });
    for (let hours = 0; hours < 7 * 24 - 8; hours += 8) {
      later(8 * HOUR);
      assert.equal((await busy.get('/')).location, '/services');
    }
    later(8 * HOUR);
    assert.equal((await busy.get('/')).location, '/check');
    app.clock.now = before;
  });

  test('ends when one signs out with the button, and not with a link from elsewhere', async () => {
    const person = await app.as({ roles: ['viewer'] });
    const cookies = new Map(person.cookies);
    assert.equal((await person.get('/sign-out')).status, 404);
    const stay = await person.post('/sign-out', { _token: 'x' });
    assert.equal(stay.status, 403);
    assert.equal((await person.post('/sign-out', {}, { 'sec-fetch-site': 'same-site' })).status, 403);
    assert.equal((await person.get('/')).location, '/services');
    const token = formValues(stay.html.replaceAll('action="/sign-out"', 'action="/out"'), '/out')['_token']!;
    assert.equal((await person.post('/sign-out', { _token: token })).location, '/sign-in');
    assert.equal(person.cookies.size, 0);
    for (const [name, value] of cookies) person.cookies.set(name, value);
    assert.equal((await person.get('/')).location, '/check', 'the secret is of no use any more');
  });

  test('is over for whoever no longer belongs to an organisation', async () => {
    const person = await app.as({ roles: ['viewer'] });
    await app.give(person.person.id, []);
    assert.equal((await person.get('/')).location, '/check');
    await app.give(person.person.id, ['developer']);
    assert.equal((await person.get('/')).location, '/services');
  });

  test('stays in the organisation that it began in, whatever the others are called', async () => {
    const person = await app.as({ roles: ['viewer'] });
    const { database, now } = app.ground;
    const where = async () =>
      (await resolveSession({ database, now }, person.cookies.get('primum_session')))?.actor.organisation;
    const first = await plantOrganisation(database, 'A first by name', now());
    await plantMembership(database, first, person.person.id, ['administrator']);
    assert.equal(await where(), app.organisation);
    await app.give(person.person.id, []);
    assert.equal(await where(), undefined, 'and never moves to another');
    const { token } = await makeLink({ database, now }, person.person.id, HOUR);
    await person.post(`/sign-in/${token}`, {});
    assert.equal(await where(), first);
  });

  test('is kept under a digest, and its keys are of no use in another', async () => {
    const [mine, theirs] = [
      { formKey: 'a'.repeat(43), actor: { organisation: 'A' } },
      { formKey: 'b'.repeat(43), actor: { organisation: 'A' } },
    ] as const;
    const sealed = seal(mine, { text: 'x' });
    assert.deepEqual(unseal(mine, sealed), { text: 'x' });
    for (const wrong of ['', '.', `${sealed}x`, sealed.replace(/^./u, 'A'), `x${sealed}`])
      assert.equal(unseal(mine, wrong), null);
    assert.equal(unseal(theirs, sealed), null);
    assert.equal(isFormToken(mine, undefined), false);
    assert.equal(isFormToken(mine, formToken(mine)), true);
    assert.equal(isFormToken({ ...mine, actor: { organisation: 'B' } }, formToken(mine)), false);
    for (const value of ['', 'x', "'", 'a'.repeat(5_000), '\u0000']) {
      const browser = app.signedOut();
      browser.cookies.set('primum_session', value);
      assert.equal((await browser.get('/')).location, '/check');
    }
    assert.equal(
      (await app.ground.database.platform((tx) => people(tx, 'c. safety')))[0]!.signedInAt instanceof Date,
      true,
    );
  });

  test('has a cookie with a prefix and Secure where browsers come over https', async () => {
    const secure = await testApp({ url: 'https://primum.example.org' });
    const { token } = await makeLink(
      { database: secure.ground.database, now: secure.ground.now },
      secure.person.id,
      HOUR,
    );
    const done = await secure.signedOut().post(`/sign-in/${token}`, {});
    assert.match(
      String(done.headers['set-cookie']),
      /^__Host-primum_session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax/u,
    );
    assert.equal((await secure.get('/')).location, '/services');
    await secure.close();
  });
});

test('somebody signs in, sees who they are, and signs out, without JavaScript and on a phone', async () => {
  await withBrowser(async (browser) => {
    const baseURL = await app.listen();
    const page = await newPage(browser, { width: 320, javaScript: false, baseURL });
    await page.goto(`/sign-in/${await link()}`);
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await page.getByRole('button', { name: 'Sign in as C. Safety' }).click();
    assert.equal((await (await sent).allHeaders())['origin'], baseURL, 'our own forms say where they are from');
    await page.goto('/help/api');
    assert.match(await page.locator('header').innerText(), /C\. Safety, Example Trust/u);
    await page.getByRole('button', { name: 'Sign out' }).click();
    assert.equal(await page.locator('h1').innerText(), 'Sign in');
    await page.goto('/help/api');
    assert.doesNotMatch(await page.locator('header').innerText(), /C\. Safety/u);
    await page.context().close();

    await app.open(browser, { width: 320 }, async (page) => {
      for (const path of ['/help/api', `/sign-in/${await link()}`, '/sign-in/used']) {
        await page.goto(path);
        assert.deepEqual(await axe(page), [], path);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${path} fits`);
      }
    });
  });
});
