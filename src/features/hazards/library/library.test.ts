import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { anyCommand } from '../../../platform/commands/command.ts';
import { testApp, type Visitor } from '../../../test-app.ts';
import { axe, withBrowser } from '../../../test-browser.ts';
import { NHS_SCHEME } from '../../schemes/index.ts';
import { editHazard } from '../edit-commands.ts';
import { importHazardLog } from '../import/index.ts';
import { drawHazard } from './commands.ts';

const app = await testApp({ now: new Date('2026-03-03T10:00:00Z') });
let here: Visitor;

before(async () => {
  for (const [reference, name] of [
    ['WOUND', 'Willowbank Wound Care'],
    ['FALLS', 'Heron Lane Falls Diary'],
  ])
    await app.api('POST', 'services/createService', { reference, name, role: 'both', phase: 'live' });
  const log = {
    format: 'primum-hazard-log',
    version: 1,
    sources: [{ file: 'made-up.xlsx', sha256: 'a'.repeat(64), kind: 'xlsx' }],
    scheme: NHS_SCHEME,
    hazards: [
      {
        name: 'A fall is entered for another resident',
        description: 'Two residents have the same name',
        causes: [{ text: 'Names look alike' }],
        harms: ['A head injury is missed'],
        controls: [{ text: 'A picture stands beside the name', type: 'design', state: 'in place' }],
        initial: { severity: 'Major', likelihood: 'Low' },
        owner: 'Posy Thackray',
      },
    ],
  };
  await app.execute(anyCommand(importHazardLog), { service: 'FALLS', title: 'Falls log', log });
  here = await app.as({
    name: 'Ottoline Reed',
    roles: [{ role: 'safety engineer', service: 'WOUND', until: null }],
  });
});

const AT = '/services/WOUND/library';

test('the library shows the starter set, and of other services what this person may see', async () => {
  const all = await app.get(AT);
  assert.match(all.text, /Your other services \(1 hazard\).*HAZ-1 A fall is entered for another resident/u);
  assert.match(all.text, /Starter set \(24\).*Information is shown or saved for the wrong patient/u);
  assert.match((await app.get(`${AT}?words=resident`)).text, /A fall is entered.*Starter set \(0\)/u);
  assert.doesNotMatch(
    (await app.get(`${AT}?words=message&from=starter`)).text,
    /A fall is entered|for the wrong patient/u,
  );
  assert.match((await app.get(`${AT}?from=FALLS&words=dragon`)).text, /No hazard has all of these words/u);
  assert.equal((await app.get(`${AT}?from=%00&words=${'x'.repeat(400)}`)).status, 200);
  const narrow = await here.get(AT);
  assert.match(narrow.text, /You see no other service/u);
  assert.doesNotMatch(narrow.text, /A fall is entered|Heron Lane/u);
  assert.equal((await here.get(`${AT}/draw?source=FALLS/HAZ-1`)).status, 404);
  await assert.rejects(
    here.execute(anyCommand(drawHazard), { service: 'WOUND', source: 'FALLS/HAZ-1', name: 'Mine' }),
    /not one that you can see/u,
  );
});

test('a hazard of the starter set is drawn in words of one’s own, without a rating, and says where from', async () => {
  const form = await here.get(`${AT}/draw?starter=wrong-patient`);
  assert.match(form.text, /“Information is shown or saved for the wrong patient” of the starter set, version 1/u);
  assert.match(form.text, /Ask of your own service: Where can two patients be open/u);
  const wrong = await here.send(`${AT}/draw?starter=wrong-patient`, { name: ' ', causes: 'For 943 476 5919' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /Say in one line what could go wrong.*NHS number/u);
  const page = await here.send(
    `${AT}/draw?starter=wrong-patient`,
    {
      name: 'A photo is saved for the wrong patient',
      'controls.1.text': '',
      'controls.4.text': 'A second nurse looks',
      'controls.4.type': 'process',
    },
    { follow: true },
  );
  assert.match(page.text, /HAZ-1 was recorded\. Nobody has rated it yet\./u);
  assert.match(page.text, /A photo is saved for the wrong patient/u);
  assert.match(page.text, /A second nurse looks/u);
  assert.doesNotMatch(page.text, /never changes to another patient/u, 'what was emptied was left out');
  assert.match(
    page.text,
    /Where it was drawn from “Information is shown.*of the starter set, by Ottoline Reed on 3 March 2026/u,
  );
  const record = (await here.api('GET', 'hazards/hazard', { service: 'WOUND', hazard: 'HAZ-1' })).json['hazard'] as {
    initial: unknown;
    residual: unknown;
    controls: { state: string }[];
  };
  assert.deepEqual([record.initial, record.residual], [null, null]);
  assert.deepEqual([...new Set(record.controls.map(({ state }) => state))], ['proposed']);
  assert.equal((await here.get(`${AT}/draw?starter=dragon`)).status, 404);
  assert.equal((await here.get(`${AT}/draw`)).status, 404);
});

test('what is drawn from another service says so when the words change there, until somebody has looked', async () => {
  const page = await app.send(`${AT}/draw?source=FALLS/haz-1`, { component: 'Record link' }, { follow: true });
  assert.match(page.text, /HAZ-2 was recorded.*A fall is entered for another resident/u);
  assert.doesNotMatch(page.text, /Posy Thackray|Major/u, 'no owner and no rating are drawn');
  assert.match(page.text, /Where it was drawn from FALLS\/HAZ-1, by C\. Safety on 3 March 2026/u);
  const source = (await app.api('GET', 'hazards/hazard', { service: 'FALLS', hazard: 'HAZ-1' })).json['hazard'];
  app.clock.now = new Date('2026-03-03T11:00:00Z');
  await app.execute(anyCommand(editHazard), {
    service: 'FALLS',
    hazard: 'HAZ-1',
    version: source!['version' as never],
    causes: ['Names look alike', 'The list is sorted by room'],
  });
  const changed = await app.get('/services/WOUND/hazards/HAZ-2');
  assert.match(
    changed.text,
    /What HAZ-2 was drawn from has changed since: causes because FALLS\/HAZ-1 says otherwise than on 3 March 2026\. Somebody who has looked.*The list is sorted by room/u,
  );
  const unseen = await here.get('/services/WOUND/hazards/HAZ-2');
  assert.match(unseen.text, /A hazard of another service, which you cannot see/u);
  assert.doesNotMatch(unseen.text, /FALLS|sorted by room|has changed since/u);
  assert.match(
    (await here.send('/services/WOUND/hazards/HAZ-2/upstream', { outcome: 'nothing to take over' })).text,
    /a service that you cannot see/u,
  );

  const path = '/services/WOUND/hazards/HAZ-2/upstream';
  assert.match((await app.send(path, {})).text, /Choose what came of it/u);
  const looked = await app.send(
    path,
    { outcome: 'nothing to take over', note: 'We have no list by room.' },
    { follow: true },
  );
  assert.match(
    looked.text,
    /Last looked at by C\. Safety on 3 March 2026: nothing to take over\. “We have no list by room\.”/u,
  );
  assert.doesNotMatch(looked.text, /has changed since/u);
  assert.equal((await app.get('/services/WOUND/hazards/HAZ-99/upstream')).status, 404);
});

test('what is near to typed words is shown while one types, as a part of a page or as JSON', async () => {
  const at = '/services/WOUND/hazards/similar?words=';
  const part = await here.get(`${at}${encodeURIComponent('photo saved for wrong patient')}`);
  assert.match(part.html, /^<div[^]*<a href="\/services\/WOUND\/hazards\/HAZ-1">HAZ-1<\/a>/u);
  assert.doesNotMatch(part.html, /<html/u);
  assert.equal((await here.get(`${at}parking`)).html, '');
  const json = await here.get(`${at}fall+entered+for+resident`, { accept: 'application/json' });
  assert.deepEqual(JSON.parse(json.html), {
    similar: [{ id: 'HAZ-2', name: 'A fall is entered for another resident', href: '/services/WOUND/hazards/HAZ-2' }],
  });
  assert.equal((await here.get('/services/FALLS/hazards/similar?words=fall')).status, 404);
  assert.match((await app.signedOut().get(`${at}x`)).location ?? '', /sign-in/u);
  const second = await app.send(`${AT}/draw?source=FALLS/HAZ-1`, {}, { follow: true });
  assert.match(
    second.text,
    /This log has hazards that are near to it\. Look whether it is the same, or related\. HAZ-2 A fall/u,
  );
  const again = await app.get(`${AT}/draw?source=FALLS/HAZ-1`);
  assert.match(again.text, /This log has hazards that are near to it\..*HAZ-2 A fall is entered/u);
});

test('in a browser: nothing for axe to find, nothing wider than a phone', async () => {
  await withBrowser(async (browser) => {
    for (const width of [320, 1280])
      await app.open(browser, { width }, async (page) => {
        for (const path of [
          `${AT}?starter=wrong-unit`,
          `${AT}/draw?starter=wrong-unit`,
          '/services/WOUND/hazards/HAZ-2',
        ]) {
          await page.goto(path);
          if (width === 320) assert.deepEqual(await axe(page), [], path);
          const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
          assert.ok(Number(over) <= 0, `${path} at ${width}`);
        }
        // While somebody types, what is near to it is shown; and no more once it is something else.
        await page.goto(`${AT}/draw?starter=time-zone`);
        const near = page.locator('[data-similar]');
        await page.getByLabel('What could go wrong').fill('A photo is saved for the wrong person');
        await near.getByRole('link', { name: 'HAZ-1' }).waitFor();
        await page.getByLabel('What could go wrong').fill('Parking is too dear');
        await near.getByRole('link').first().waitFor({ state: 'detached' });
      });
  });
});
