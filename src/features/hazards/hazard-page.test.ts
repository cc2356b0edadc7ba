import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { anyCommand } from '../../platform/commands/command.ts';
import { testApp, type TestApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { addHazardAction } from './action-command.ts';
import { plantLivingHazard, WRONG_RECORD } from './testing/living-hazard-store.ts';
import { EXAMPLE_LOG, plantLog } from './testing/test-log-store.ts';

const HAZARD = '/services/WOUND/hazards/HAZ-8';

describe('the page of a hazard', () => {
  let app: TestApp;
  let nurse: Visitor;
  let looker: Visitor;
  before(async () => {
    app = await testApp({ now: new Date('2026-03-10T09:00:00Z') });
    await app.execute(plantLog, { log: EXAMPLE_LOG });
    await app.execute(plantLivingHazard, { service: 'WOUND', hazard: WRONG_RECORD });
    app.clock.now = new Date('2026-03-12T14:30:00Z');
    nurse = await app.as({ name: 'Ottoline Reed', roles: ['safety engineer'] });
    looker = await app.as({ name: 'A Looker', roles: ['viewer'] });
  });

  test('three ratings, on what they rest, and what counts until then', async () => {
    const { text, html } = await nurse.get(HAZARD);
    assert.match(
      text,
      /Who is harmed: Patients who share a tablet.*More at risk: older people and people who may lack/u,
    );
    assert.match(
      text,
      /The residual rating of HAZ-8 is provisional because control CTL-7 has a failing test since 9 March 2026 \(EVD-2\)\. A pass of the same test/u,
    );
    assert.match(text, /4\s?Mandatory to reduce Initial Major, High C\. Safety, 10 March 2026/u);
    assert.match(text, /Target Major, Very low .*Rests on the agreed controls being in place: CTL-9\./u);
    assert.match(text, /Provisional Residual Major, Very low .*Rests on CTL-6 and CTL-7\./u);
    assert.match(text, /What counts until then: 4\s?Mandatory to reduce The initial rating: Major, High\./u);
    assert.match(
      text,
      /If the deployer’s controls are in place: not rated\. CTL-9 is for the deployer \(Larkmoor Community Trust\)\./u,
    );
    assert.match(
      html,
      /<desc id="hazard-map-description">Initial: Major and High\. Target: [^<]*Residual: [^<]*, provisional/u,
    );
  });

  test('controls say what they are now, on what they rest, and how fresh that is', async () => {
    const { text } = await nurse.get(HAZARD);
    assert.match(text, /Controls \(4: 1 holds, 1 does not hold, 2 not verified\)/u);
    const [table] = /Controls Number Control .*/u.exec(text)!;
    assert.match(table, /CTL-6 Name.*?Holds “Holds: Name[^”]*” passed, 9 March 2026 current until 9 March 2027/u);
    assert.match(table, /CTL-7 The.*?Does not hold “Holds: The wristband[^”]*” failed, 9 March 2026/u);
    assert.match(
      table,
      /CTL-8 An offline.*?Not verified “Holds: An offline[^”]*” passed, 1 February 2026 lapsed 8 days ago, 4 March 2026/u,
    );
    assert.match(table, /CTL-9 A tissue.*?Procedure, for the deployer, limits harm\s?Declared agreed.*?Not verified/u);
    const order = [...table.matchAll(/CTL-\d (?:Name|The w|An|A t)/gu)].map(([found]) => found.slice(0, 5));
    assert.deepEqual(order, ['CTL-7', 'CTL-8', 'CTL-9', 'CTL-6'], 'the worst first');
    const then = await nurse.get(`${HAZARD}?as-at=2026-03-10`);
    assert.match(then.text, /CTL-8 An offline.*?lapsed/u, 'as at that day it had lapsed as well');
  });

  test('the bow-tie says what stands open, what may, and what nobody has placed', async () => {
    const { html } = await nurse.get(HAZARD);
    const lines = [
      ...html.matchAll(/app-bow-tie__line--(\w+)" d="[^"]*" data-leaves="([^"]*)" data-reaches="([^"]*)"/gu),
    ];
    const wayOf = (leaves: string, reaches: string) =>
      lines.find(([, , from, to]) => from === leaves && to === reaches)?.[1];
    assert.equal(wayOf('cause-CTL-6', 'hazard'), 'closed');
    assert.equal(wayOf('cause-CTL-7', 'hazard'), 'open');
    assert.equal(wayOf('cause-CTL-8', 'hazard'), 'maybe', 'what has lapsed is not verified');
    assert.equal(wayOf('cause-none-3', 'hazard'), 'open', 'no control names it, and all are placed');
    assert.equal(wayOf('harm-CTL-9', 'harm-0'), 'maybe');
    assert.match(html, /No control\.<\/strong> Nothing prevents this yet\./u);
    assert.doesNotMatch(html, /Not placed yet/u);
    const other = await nurse.get('/services/WOUND/hazards/HAZ-1');
    assert.match(other.text, /Not placed yet \(3\) Nobody has said whether these controls prevent/u);
    assert.match(
      other.text,
      /No control named\. Nothing says which control prevents this\./u,
      'and it is not said to be none',
    );
    for (const [, id] of html.matchAll(/href="#([^"]+)"/gu)) assert.match(html, new RegExp(` id="${id}"`, 'u'));
    const ids = [...html.matchAll(/ id="([^"]+)"/gu)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length, 'no id stands twice');
    assert.doesNotMatch(html, / style=/u);
  });

  test('an action is added, stands on the page and on the desk, and stays where it came from', async () => {
    const wrong = await nurse.send(`${HAZARD}/actions/new`, { title: ' ', due: '2026-03-01' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /Say what has to be done\./u);
    const added = await nurse.send(
      `${HAZARD}/actions/new`,
      { title: 'Decide on a control for the list of names', due: '2026-03-16' },
      { follow: true },
    );
    assert.match(
      added.text,
      /ACT-1 was added\..*Actions \(1 open\) ACT-1 Decide on a control for the list of names Ottoline Reed, due 16 March 2026, in 4 days/u,
    );
    assert.match((await nurse.get('/actions/ACT-1')).html, /href="\/services\/WOUND\/hazards\/HAZ-8"/u);
    assert.doesNotMatch((await nurse.get(`${HAZARD}?as-at=2026-03-11`)).text, /Decide on a control/u);
    assert.doesNotMatch((await looker.get(HAZARD)).text, /Add an action/u);
    const input = { service: 'WOUND', hazard: 'HAZ-99', title: 'x', owner: nurse.person.id, due: '2026-03-16' };
    await assert.rejects(nurse.execute(anyCommand(addHazardAction), input), /There is no hazard HAZ-99/u);
  });

  test('in a browser: nothing is wrong on a screen or on a phone, words fit their boxes, and what depends stays lit', async () => {
    await withBrowser(async (browser) => {
      await nurse.open(browser, { width: 1280 }, async (page) => {
        await page.goto(HAZARD);
        assert.deepEqual(await axe(page), []);
        const picture = page.getByRole('group', { name: 'Bow-tie of HAZ-8' });
        const cut = await picture.evaluate((svg) =>
          [...svg.querySelectorAll<SVGGElement>('[data-box]')].flatMap((box) => {
            const edge = box.querySelector('rect')!.getBoundingClientRect().right;
            const words = [...box.querySelectorAll('text')];
            return words
              .filter((word) => word.getBoundingClientRect().right > edge - 4)
              .map((word) => word.textContent);
          }),
        );
        assert.deepEqual(cut, []);
        await picture.getByRole('link', { name: 'CTL-7' }).focus();
        const lit = await picture.evaluate((svg) =>
          [...svg.querySelectorAll<SVGElement>('[data-box].app-lit')].map((box) => box.dataset['box']),
        );
        assert.deepEqual(lit, ['cause-1', 'cause-CTL-7', 'hazard']);
        assert.equal(await page.locator('.app-bow-tie__list').isVisible(), false);
        await page.setViewportSize({ width: 320, height: 800 });
        assert.equal(await picture.isVisible(), false);
        assert.ok(await page.getByRole('heading', { name: 'Causes, and the controls that prevent' }).isVisible());
        assert.deepEqual(await axe(page), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      });
    });
  });
});
