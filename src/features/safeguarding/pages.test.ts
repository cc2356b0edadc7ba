import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { anyCommand } from '../../platform/commands/command.ts';
import { makeLog } from '../../platform/running/log.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { testApp, type Visitor } from '../../test-app.ts';
import { EXAMPLE_LOG, plantLog } from '../hazards/testing/test-log-store.ts';
import { reportIncident } from '../incidents/commands.ts';
import { flagSafeguarding, recordReferral, writeSafeguardingRecord } from './commands.ts';
import { compartmentPath, NOTHING_RECORDED } from './domain.ts';
import { allCompartments } from './keeping.ts';

const NOW = new Date('2026-03-12T09:00:00Z');
const lines: string[] = [];
const log = makeLog({ level: 'trace', out: { write: (line) => lines.push(line) } });
const app = await testApp({ now: NOW, log });
const FLAG = '/services/WOUND/incidents/INC-1/safeguarding';

let nurse: Visitor;
let lead: Visitor;
let path: string;

before(async () => {
  await app.execute(plantLog, { log: EXAMPLE_LOG });
  nurse = await app.as({ name: 'Posy Thackray', roles: ['viewer'] });
  lead = await app.as({ name: 'Imogen Sedge', roles: ['safeguarding lead'] });
  await nurse.execute(anyCommand(reportIncident), { service: 'WOUND', what: 'A dressing was left on for six days.' });
  await nurse.execute(anyCommand(flagSafeguarding), {
    service: 'WOUND',
    incident: 'INC-1',
    words: 'He reads my messages.',
    danger: 'no',
  });
  const [compartment] = await app.ground.database.read(app.organisation, (tx) =>
    allCompartments(tx, app.ground.sealing),
  );
  path = compartmentPath(compartment!.id);
  await lead.execute(anyCommand(writeSafeguardingRecord), {
    compartment: compartment!.id,
    ...NOTHING_RECORDED,
    words: 'He reads my messages.',
    ageGroup: 'child',
    childConcerns: ['female genital mutilation'],
    significantHarm: 'suspected',
    fgmUnder18: 'yes',
    professional: nurse.person.id,
  });
  await lead.execute(anyCommand(recordReferral), {
    compartment: compartment!.id,
    worksheet: 'child',
    to: 'Children’s social care',
    how: 'By phone',
  });
});

test('what is owed and what has to be chased stand on the page of the record', async () => {
  const page = await lead.get(path);
  assert.match(page.text, /a child suffers significant harm, or is likely to Due/u);
  assert.match(page.text, /cannot be passed on: Posy Thackray/u);
  assert.match(page.text, /If nobody has by the end of 13 March 2026, chase it/u);
  const duty = `${path}/duties/SG-CHILD-S47`;
  assert.match((await lead.send(duty, { judged: 'not owed' })).text, /Write why it is not owed/u);
  const done = await lead.send(duty, { judged: 'done', reference: 'CSC-7' }, { follow: true });
  assert.match(done.text, /Imogen Sedge said on .*: done\. Reference CSC-7/u);
});

test('no line of the log says that somebody was here', async () => {
  await lead.get(path);
  await nurse.send(FLAG, { words: 'Again.', danger: 'no' });
  assert.ok(lines.length > 1);
  assert.doesNotMatch(lines.join('\n'), /safeguarding|messages/iu);
});

test('in a browser: nothing for axe to find, nothing wider than a phone, and complete without JavaScript', async () => {
  const pages: readonly (readonly [Visitor, readonly string[]])[] = [
    [nurse, [FLAG, `${path}/own/FGM-POLICE`]],
    [app, [`${FLAG}/urgent`, `${FLAG}/opened`]],
    [
      lead,
      [
        '/safeguarding',
        path,
        `${path}/record`,
        `${path}/actions/new`,
        `${path}/referrals/new`,
        `${path}/referrals/1`,
        `${path}/duties/SG-CHILD-S47`,
        `${path}/worksheets/child`,
        '/safeguarding/reads',
        '/safeguarding/deputies',
      ],
    ],
  ];
  await withBrowser(async (browser) => {
    for (const width of [320, 1280])
      for (const [who, paths] of pages)
        await who.open(browser, { width }, async (page) => {
          for (const address of paths) {
            await page.goto(address);
            if (width === 320 || address === path) assert.deepEqual(await axe(page), [], address);
            assert.doesNotMatch(await page.title(), /safeguard|protect/iu, 'a neutral title');
            const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
            assert.ok(Number(over) <= 0, `${address} at ${width}`);
          }
        });
    await nurse.open(browser, { width: 320, javaScript: false }, async (page) => {
      await page.goto(FLAG);
      await page.fill('#words', 'She said that she is afraid to go home.');
      await page.getByLabel('I do not know').check();
      await page.getByRole('button', { name: 'Send it' }).click();
      assert.match((await page.textContent('main'))!, /Somebody whose task this is will look at it\./u);
    });
  });
});

// Last: time that has passed ends the sessions of everybody above.
test('a referral that nobody acknowledged is chased', async () => {
  app.clock.now = new Date('2026-03-16T09:00:00Z');
  const later = await app.as({ name: 'Juniper Hale', roles: ['safeguarding lead'] });
  assert.match((await later.get(path)).text, /Nobody acknowledged it by 13 March 2026: chase it/u);
  assert.match((await later.get('/safeguarding')).text, /A referral has to be chased/u);
  const step = { step: 'acknowledged', words: 'A duty worker.' };
  const done = await later.send(`${path}/referrals/1`, step, { follow: true });
  assert.match(done.text, /They acknowledged it/u);
});
