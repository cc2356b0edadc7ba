import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { anyCommand } from '../../platform/commands/command.ts';
import { testApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { makeOfficer, type Somebody } from '../approvals/testing/officers.ts';
import { EXAMPLE_LOG, plantLog } from '../hazards/testing/test-log-store.ts';
import { writePlan } from '../plan/commands.ts';

const app = await testApp({ now: new Date('2026-03-12T23:50:00Z') });
const AT = '/services/WOUND/file';
let cso: Somebody;
let viewer: Visitor;

before(async () => {
  const blank = { reference: 'FALLS', name: 'Heron Lane Falls Diary', role: 'both', phase: 'alpha' };
  assert.equal((await app.api('POST', 'services/createService', blank)).status, 200);
  await app.execute(plantLog, { log: EXAMPLE_LOG });
  const somebody = async (name: string, roles: Somebody['roles']): Promise<Somebody> => ({
    visitor: await app.as({ name, roles }),
    roles,
  });
  cso = await somebody('Wren Applewhite', ['clinical safety officer']);
  const executive = await somebody('Barnaby Quince', ['accountable executive']);
  viewer = await app.as({ name: 'Percival Lark', roles: [{ role: 'viewer', service: 'WOUND', until: null }] });
  await makeOfficer(app, cso, { service: 'WOUND', office: 'clinical safety officer', executive });
});

interface Filed {
  readonly artefacts: readonly { readonly sort: string; readonly standing: string; readonly state: string }[];
  readonly retention: { readonly after: { readonly confidence: string } };
}

async function filed(service: string, asAt?: string): Promise<Filed> {
  const { status, json } = await app.api('GET', 'file/file', { service, ...(asAt && { asAt }) });
  assert.equal(status, 200, JSON.stringify(json));
  return json as unknown as Filed;
}

function standingOf({ artefacts }: Filed, sort: string): string | undefined {
  return artefacts.find((one) => one.sort === sort)?.standing;
}

test('of a service of which nothing is kept, what should be there is not known', async () => {
  const file = await filed('FALLS');
  for (const sort of [
    'Hazard log',
    'Clinical risk management plan',
    'Nomination of officers',
    'Evidence',
    'Decision log',
  ])
    assert.equal(standingOf(file, sort), 'not-known', sort);
  assert.equal(
    file.artefacts.some(({ standing }) => standing === 'met'),
    false,
  );
  assert.equal(file.retention.after.confidence, 'not checked');
});

test('what is written stands in it at once, and as at an earlier day does not', async () => {
  app.clock.now = new Date('2026-03-13T00:05:00Z');
  await cso.visitor.execute(anyCommand(writePlan), { service: 'WOUND', version: 0, purpose: 'What we cover.' });
  const [now, then] = [await filed('WOUND'), await filed('WOUND', '2026-03-12')];
  const plan = (of: Filed) => of.artefacts.find(({ sort }) => sort === 'Clinical risk management plan')!.state;
  assert.match(plan(now), /is not approved because nobody has signed a version of it yet/u);
  assert.equal(plan(then), 'Nobody has written it yet.');
  assert.equal(standingOf(now, 'Nomination of officers'), 'met');
  const page = await viewer.get(AT);
  assert.match(page.text, /\d+ artefacts: \d+ stands?; .*not known/u);
  assert.match(page.text, /Hazard log of Willowbank Wound Care/u);
  assert.match(page.text, /How long it is kept.*Not checked:.*DCB0129 3\.1\.2/u);
  assert.match(
    (await viewer.get(`${AT}?as-at=2026-03-12`)).text,
    /what was known at the end of 12 March 2026.*Nobody has written it yet/u,
  );
  const open = await viewer.get(`${AT}?show=open`);
  assert.match(open.text, /Only what does not stand or is not known is shown/u);
  assert.doesNotMatch(open.text, /System definition/u);
});

test('a retired service has its decommissioning in the file', async () => {
  const over = {
    reason: 'Nobody uses it.',
    decommissioning: 'assessed',
    assessment: 'Report DR-1: no data stays behind.',
  };
  assert.equal((await app.api('POST', 'services/retireService', { service: 'FALLS', ...over })).status, 200);
  const { state } = (await filed('FALLS')).artefacts.find(({ sort }) => sort === 'Decommissioning')!;
  assert.equal(state, 'Its decommissioning was assessed: Report DR-1: no data stays behind.');
});

test('it is led to from its service, and is complete without JavaScript, at any width, and accessible', async () => {
  assert.match((await viewer.get('/services/WOUND')).html, /href="\/services\/WOUND\/file"/u);
  await withBrowser(async (browser) => {
    for (const width of [320, 1280])
      await viewer.open(browser, { width, javaScript: width === 1280 }, async (page) => {
        await page.goto(AT);
        if (width === 1280) assert.deepEqual(await axe(page), []);
        const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        assert.ok(Number(over) <= 0, `${AT} at ${width}`);
      });
  });
});
