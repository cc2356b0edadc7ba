import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { axe, withBrowser } from '../../test-browser.ts';
import { testApp, type Visitor } from '../../test-app.ts';
import { setOfficerCapacity } from './commands.ts';
import { csvOf } from './csv.ts';
import type { Standing } from './domain.ts';

const app = await testApp({ now: new Date('2026-03-12T09:00:00Z') });
let looker: Visitor;

before(async () => {
  for (const [reference, name, role] of [
    ['WOUND', 'Willowbank Wound Care', 'manufacturer'],
    ['FALLS', '=Falls Diary', 'deployer'],
  ])
    await app.api('POST', 'services/createService', { reference, name, role, phase: 'live' });
  looker = await app.as({ name: 'A Looker', roles: [{ role: 'viewer', service: 'FALLS', until: null }] });
});

test('each service is a line, missing first; somebody sees the services that they see', async () => {
  const page = await app.get('/portfolio');
  assert.match(page.text, /How 2 services stand beside point 16/u);
  assert.match(page.text, /Missing: a clause is not known: 2/u);
  assert.match(page.text, /Willowbank Wound Care.*WOUND, Live, Manufacturer/u);
  assert.match(page.text, /Nobody is accountable/u);
  assert.match(page.text, /Not known.*clauses not known/u);
  assert.doesNotMatch(page.text, /compliant|%/u);
  const seen = await looker.get('/portfolio');
  assert.match(seen.text, /How 1 service stands/u);
  assert.doesNotMatch(seen.html, /WOUND|Willowbank|freedom of information/u);
  assert.equal((await looker.get('/portfolio/foi')).status, 403);
});

test('a filter narrows it, and says where nothing is found', async () => {
  assert.match((await app.get('/portfolio?search=will')).text, /1 service found/u);
  assert.match((await app.get('/portfolio?state=current')).text, /No service is as you asked/u);
  assert.match((await app.get('/portfolio?page=9')).text, /The list has no page 9/u);
  const { json } = await app.api('GET', 'portfolio/portfolio', { state: 'missing' });
  assert.equal(json['total'], 2);
});

test('as CSV it says the same, and no cell is run as a formula', async () => {
  const file = await app.get('/portfolio.csv?search=falls');
  assert.match(String(file.headers['content-type']), /text\/csv/u);
  assert.match(file.html, /^FALLS,'=Falls Diary,Live,Deployer,Nobody,Missing: a clause is not known,/mu);
  assert.match(file.html, /As at 12 March 2026/u);
  assert.match(file.html, /Nobody signed whether it applies/u);
  assert.doesNotMatch(file.html, /WOUND/u);
});

test('a row says the day in London on which it lapses, and of a clause judged not met never that nobody judged it', () => {
  const gap = { section: '1', title: 'Leadership', criterion: '1.1', result: 'passed', asks: 'It is led.' } as const;
  const counts = { met: 1, notMet: 1, notKnown: 0, notYetDue: 0, doesNotApply: 0, stale: 0, dueSoon: 0 };
  const of = { ...counts, verdict: 'not-met', since: null, scope: 'in scope', assured: false } as const;
  const standing: Standing = { ...of, until: '2026-06-30T23:00:00.000Z', gap };
  const service = { id: 's', reference: 'S', name: "'=Service", phase: 'live', role: 'both' } as const;
  const stands = { 'point-16': standing, dcb0129: standing, dcb0160: standing };
  const csv = csvOf([{ service, stands, state: 'not met', officer: null }], '12 March 2026');
  assert.match(csv, /^S,''=Service,Live,Manufacturer and deployer,/mu);
  assert.match(csv, /,2026-07-01,Leadership\. No current judgement that it is met: It is led\.,/u);
});

test('capacity is said of officers alone, as a part of a whole-time equivalent', async () => {
  const said = (wholeTimeEquivalent: unknown) =>
    app.api('POST', 'portfolio/setOfficerCapacity', { person: app.person.id, wholeTimeEquivalent });
  assert.equal((await said(2)).status, 422);
  assert.equal((await said(0.2)).status, 404);
  const read = setOfficerCapacity.input.parse({ person: app.person.id, wholeTimeEquivalent: ' ' });
  assert.equal(read.wholeTimeEquivalent, null, 'nothing said is not known, and never none');
});

test('without JavaScript, on a phone and wide, it is complete and accessible', async () => {
  await withBrowser(async (browser) => {
    for (const path of ['/portfolio', '/portfolio/foi'])
      for (const width of [320, 1280])
        await app.open(browser, { width }, async (page) => {
          await page.goto(path);
          await axe(page);
          assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, `${path} at ${width}`);
        });
  });
});

test('the figures say how they are counted; what nobody decided is apart, now and then', async () => {
  const page = await app.get('/portfolio/foi');
  assert.match(page.text, /Of 2 systems nobody signed which of DCB0129 and DCB0160 apply/u);
  assert.match(page.text, /Systems in scope: 0 systems/u);
  assert.match(page.text, /Scope not decided: 2/u);
  assert.match(page.text, /Clinical safety officers: none/u);
  app.clock.now = new Date('2026-03-14T09:00:00Z');
  const later = await app.as({ name: 'Imogen Sedge', roles: ['administrator'] });
  assert.match(
    (await later.get('/portfolio/foi?as-at=2026-03-12')).text,
    /as it was known then.*Scope not decided: 2/u,
  );
  assert.match((await later.get('/portfolio/foi?as-at=2026-03-11')).text, /Scope not decided: 0/u);
  assert.match((await later.get('/portfolio/foi?as-at=2027-03-11')).text, /Give a day that is over or today/u);
  const { json } = await later.api('GET', 'portfolio/freedomOfInformation', { asAt: '2026-03-12' });
  assert.equal((json['scopeNotDecided'] as unknown[]).length, 2);
  assert.equal(json['asAt'], '2026-03-12');
  const future = await later.api('GET', 'portfolio/freedomOfInformation', { asAt: '2027-03-12' });
  assert.equal(future.json['asAt'], null, 'figures of today never say that they are of a day to come');
});
