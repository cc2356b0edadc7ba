import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { h } from 'preact';
import type { Page } from 'playwright-core';
import { assessed } from '../../platform/assessed.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { registerPage, type PageContext } from '../../platform/http/forms.ts';
import { testApp, type TestApp } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { allCatalogues, currentCatalogues, handChecks } from './catalogues.ts';
import { assess, type Known } from './domain/assess.ts';
import { NOTHING_BESIDE, type Beside } from './domain/beside.ts';
import type { Draft } from './domain/findings.ts';
import { crosswalkOf } from './domain/crosswalk.ts';
import { alsoCountsFor } from './domain/showing.ts';
import { loadStandard, type Library } from './loading.ts';
import { StandardPage, type StandardProps } from './pages/standard.tsx';
import { BLANK, catalogue, criterion, OTHER, STANDARD, STATES } from './testing/made-up.ts';
import type { Showing } from './domain/viewing.ts';

/*
 * The pages over a made-up standard, in all of its states; and over those that there are.
 */

/** All of its states, without a database behind them. */
function shown(known: Known, { query }: PageContext): StandardProps {
  const assessment = assess(STANDARD, known);
  return {
    assessment,
    asAt: null,
    wrongDay: null,
    show: (query['show'] ?? 'all') as Showing,
    open: query['open'] ?? null,
    history: null,
    beside: query['scheme'] === undefined ? NOTHING_BESIDE : BESIDE,
    also: new Map(
      assessment.sections.map((one) => [one.section.id, alsoCountsFor(crosswalkOf([STANDARD, OTHER]), STANDARD, one)]),
    ),
    drafts: new Map([['3', [DRAFT]]]),
    remarks: new Map([
      ['', [h('p', {}, 'A remark on the whole.')]],
      ['3', [h('p', {}, 'A remark on clause 3.')]],
    ]),
    newer: null,
    panel: null,
    may: { act: true, judge: true, pack: query['pack'] === 'yes' },
  };
}

const DRAFT: Draft = {
  reference: 'FND-7',
  href: '/services/WOUND/findings/FND-7',
  value: 'partly met',
  reason: 'Two are open.',
  by: 'Posy Thackray',
  at: new Date('2026-03-01T09:00:00Z'),
  criteria: ['3.2'],
};

/** A scheme of answers, as DCB0129 has one. */
const BESIDE: Beside = {
  notes: [['It reaches tier C, because it guides care.']],
  answers: new Map([
    [
      '1.1',
      [
        { part: 'system', answer: 'Yes', because: ['Wren Applewhite judged it.'], clears: [] },
        { part: 'project', answer: 'No', because: ['Nothing shows it.'], clears: ['Judging it clears it.'] },
      ],
    ],
  ]),
};

/** A standard that asks for a name: what it comes to changes with the service's own rows. */
const NAMED = catalogue(
  ['1', '2'],
  [criterion('1', 1, { checks: ['test.named'] }), criterion('2', 1, { from: 'live' })],
  {
    id: 'named',
    name: 'NAMED',
  },
);
const library: Library = {
  cataloguesOf: async () => [NAMED],
  beside: () => BESIDE,
  onStandards: [],
  assessed: [
    assessed<{ name: string }>({
      checks: [
        {
          id: 'test.named',
          asks: 'The service has a name that says what it is.',
          how: 'automatic',
          reads: ['name'],
          decide: ({ name }, { service }) => ({
            result: name.includes('wound') ? 'passed' : 'failed',
            says: [`It is called ${name}.`],
            clears: [{ text: 'Another name', href: `/services/${service.reference}/edit` }, ' clears it.'],
            until: null,
            shown: [{ text: `The name ${name}`, href: `/services/${service.reference}`, until: null }],
          }),
          begins: () => ['A name clears it.'],
        },
      ],
      facts: async (_tx, services) => new Map(services.map(({ id, name }) => [id, { name }])),
    }),
  ],
};

const LATEST = currentCatalogues()[0]!;
/** What a service keeps to after a later edition came out. */
const EARLIER = { ...NAMED, id: LATEST.id, edition: '2020-01' };

const app: TestApp = await testApp({
  now: new Date('2026-03-02T09:00:00Z'),
  routes: (fastify, services) => {
    for (const [path, known] of [
      ['/services/:service/states', STATES],
      ['/services/:service/blank', BLANK],
    ] as const)
      registerPage(fastify, services, {
        path,
        may: WHOEVER_SEES_THE_SERVICE,
        load: async (_tx, context) => shown(known, context),
        page: StandardPage,
      });
    registerPage(fastify, services, {
      path: '/services/:service/named',
      may: WHOEVER_SEES_THE_SERVICE,
      load: (tx, context) => loadStandard(tx, context, library, 'named'),
      page: StandardPage,
    });
    registerPage(fastify, services, {
      path: '/services/:service/earlier',
      may: WHOEVER_SEES_THE_SERVICE,
      load: (tx, context) => loadStandard(tx, context, { ...library, cataloguesOf: async () => [EARLIER] }, LATEST.id),
      page: StandardPage,
    });
  },
});

const SERVICE = { reference: 'WOUND', name: 'The wound diary', role: 'manufacturer', phase: 'beta' } as const;

before(async () => {
  const made = await app.api('POST', 'services/createService', SERVICE);
  assert.equal(made.status, 200, JSON.stringify(made.json));
});

const STATES_AT = '/services/WOUND/states';

test('a clause says what is so, what was observed, on what evidence, who judged, and what to do next', async () => {
  const { html, text } = await app.get(`${STATES_AT}?open=3`);
  assert.match(text, /NHS service standard, point 16, January 2026 edition Make your service clinically safe/u);
  assert.match(html, /<details class="app-clause" id="clause-3" open/u);
  assert.equal(html.match(/<details class="app-clause" id="[^"]*" open/gu)?.length, 1);
  assert.match(
    text,
    /Clause 3 is not met\. 2 of 28 hazards have no residual rating: HAZ-3 and HAZ-9\. Doing it here clears it\./u,
  );
  assert.match(text, /3\.2 What 3\.2 asks MUST This line is inferred; not checked against the source\./u);
  assert.match(text, /Failed What test\.3-1 looks at is so\. .*Automatic check, since 9 March 2026\./u);
  assert.match(
    text,
    /Wren Applewhite \(CSO\) judged 3\.1 met on 1 February 2026 \(FND-3\).*Out of date\. A check under it got worse/u,
  );
  assert.match(text, /Source: A made-up standard, page 1; inferred; not checked against the source/u);
  assert.match(html, /href="\/services\/WOUND\/point-16\/judge\/3"/u);
  // Partly met is a person's word, and no tag.
  assert.match(text, /judged this partly met on 1 February 2026/u);
});

test('what waits for a signature, and what others say, stands at its clause', async () => {
  const { text } = await app.get(`${STATES_AT}?open=3`);
  const at = (words: string) => text.indexOf(words);
  const draft =
    'Not signed: Posy Thackray wrote on 1 March 2026 that 3.2 is partly met: “Two are open.” A signature under FND-7 makes it count.';
  const order = [
    'A remark on the whole.',
    'Clause 3 is not met.',
    draft,
    'A remark on clause 3.',
    'Clause 4 is met.',
  ].map(at);
  assert.ok(!order.includes(-1), String(order));
  assert.deepEqual(
    order,
    order.toSorted((a, b) => a - b),
  );
  assert.equal(text.split('Not signed').length, 2);
});

test('the pack, assessments, findings and processes are a link away', async () => {
  const { html } = await app.get('/services/WOUND/point-16');
  for (const path of [
    'point-16/pack',
    'point-16/assessments',
    'findings',
    'processes',
    'standards/about',
    'standards',
  ]) {
    assert.ok(html.includes(`href="/services/WOUND/${path}"`), path);
    assert.equal((await app.get(`/services/WOUND/${path}`)).status, 200, path);
  }
  assert.doesNotMatch((await app.get('/services/WOUND/standards/ais')).html, /point-16\/pack/u);
  const viewer = await app.as({ roles: ['viewer'] });
  assert.doesNotMatch((await viewer.get('/services/WOUND/point-16')).text, /Make the pack/u);
});

test('a later edition is a link away for whoever may take it up', async () => {
  const officer = await app.as({ roles: ['clinical safety officer'] });
  const link = `href="/services/WOUND/standards/${LATEST.id}/editions/${LATEST.edition}"`;
  const { html, text } = await officer.get('/services/WOUND/earlier');
  assert.ok(html.includes(link));
  assert.match(text, /January 2020 edition .*What the [A-Z][a-z]+ \d{4} edition changes/u);
  const viewer = await app.as({ roles: ['viewer'] });
  assert.ok(!(await viewer.get('/services/WOUND/earlier')).html.includes(link), 'a door that is closed to them');
  assert.ok(!(await officer.get(`/services/WOUND/${LATEST.id}`)).html.includes(link), 'it is the latest');
});

test('at most one green button: of the clause that is opened, or else the pack, or the first gap', async () => {
  const green = (html: string) => [...html.matchAll(/class="nhsuk-button"[^>]*>([^<]*)</gu)].map(([, words]) => words);
  assert.deepEqual(green((await app.get(STATES_AT)).html), ['Do what clears it']);
  assert.deepEqual(green((await app.get(`${STATES_AT}?pack=yes`)).html), ['Make the pack for the assessor']);
  assert.deepEqual(green((await app.get(`${STATES_AT}?pack=yes&open=6`)).html), ['Answer the question']);
  assert.deepEqual(green((await app.get(`${STATES_AT}?open=6`)).html), ['Answer the question']);
  assert.deepEqual(green((await app.get(`${STATES_AT}?open=1`)).html), [], 'nothing has to be done there');
  assert.deepEqual(green((await app.get('/services/WOUND/blank')).html), ['Answer the questions about this service']);
});

test('who is the clinical safety officer, and how that is known: opened, and one link on', async () => {
  const { text, html } = await app.get(`${STATES_AT}?open=4`);
  const inside = text.slice(text.indexOf('Clause 4 is met.'), text.indexOf('clause 5'));
  assert.match(
    inside,
    /Wren Applewhite is clinical safety officer\. Percival Lark looked up the registration on 2 February/u,
  );
  assert.match(inside, /Evidence Registration of Wren Applewhite due in 12 days, 24 March 2026/u);
  assert.match(html, /href="https:\/\/example\.org\/register"/u);
  assert.match(inside, /Also counts for OTHER0129 .*2\.3\.2/u);
});

test('a standard with a scheme of its own has its answers, part by part', async () => {
  const { text } = await app.get(`${STATES_AT}?open=1&scheme=yes`);
  assert.match(text, /It reaches tier C, because it guides care\./u);
  assert.match(text, /Answers for the compliance assessment: 1 Yes and 1 No/u);
  assert.match(text, /Answer for the management system: Yes\. Wren Applewhite judged it\./u);
  assert.match(text, /Answer for the project: No\. Nothing shows it\. Judging it clears it\./u);
});

test('only gaps, or only what is due; and a clause that a link opens is there whatever is shown', async () => {
  const lines = async (query: string) =>
    [...(await app.get(`${STATES_AT}?${query}`)).html.matchAll(/id="clause-(\d)"/gu)].map(([, id]) => id).join('');
  assert.equal(await lines('show=gaps'), '2356');
  assert.equal(await lines('show=due'), '4');
  assert.equal(await lines('show=due&open=8'), '48');
  assert.match((await app.get(STATES_AT)).text, /All clauses \(8\) Gaps only \(4\) Due in 14 days \(1\)/u);
});

test('a blank service is taught, and passes nothing', async () => {
  const { text } = await app.get('/services/WOUND/blank');
  assert.match(text, /None of 8 clauses is met\. .*First, say what kind of service this is\. 1 answer decides/u);
  assert.doesNotMatch(text, /Passed|% /u);
});

test('what is asked for and is not there is no fault', async () => {
  assert.equal((await app.get('/services/WOUND/standards/nothing')).status, 404);
  assert.equal((await app.get('/services/NONE/standards')).status, 404);
  assert.equal((await app.get(`${STATES_AT}?open=99&show=nonsense`)).status, 200);
  const stranger = await app.elsewhere({ roles: ['clinical safety officer'] });
  assert.equal((await stranger.get('/services/WOUND/standards')).status, 404);
});

test('every standard has its page, and stands in the list', async () => {
  const list = await app.get('/services/WOUND/standards');
  assert.equal(list.status, 200);
  assert.doesNotMatch(list.text, /\d ?%|compliant/u);
  for (const { id, name, sections } of currentCatalogues()) {
    assert.ok(list.text.includes(name), name);
    const page = await app.get(id === 'point-16' ? '/services/WOUND/point-16' : `/services/WOUND/standards/${id}`);
    assert.equal(page.status, 200, id);
    for (const { title } of sections) assert.ok(page.text.includes(title), title);
  }
  assert.ok(allCatalogues().length >= currentCatalogues().length);
});

test('an assessor sees the same, and nothing to do', async () => {
  const roles = [{ role: 'assessor' as const, service: 'WOUND', until: new Date('2026-04-01T00:00:00Z') }];
  const assessor = await app.as({ name: 'An Assessor', roles });
  const list = await assessor.get('/services/WOUND/standards');
  assert.equal(list.status, 200);
  assert.match(list.text, /Answering them clears it/u);
  assert.doesNotMatch(list.html, />Answering them</u);
});

test('the list of checks has all of them, for anybody', async () => {
  const { status, html } = await app.signedOut().get('/help/checks');
  assert.equal(status, 200);
  for (const { id } of handChecks()) assert.ok(html.includes(`id="${id}"`), id);
  for (const { id } of app.ground.kinds.assessed.flatMap(({ checks }) => checks))
    assert.ok(html.includes(`id="${id}"`), id);
});

const PAGES = [
  STATES_AT,
  `${STATES_AT}?open=3&scheme=yes`,
  `${STATES_AT}?open=4&show=gaps`,
  '/services/WOUND/blank',
  '/services/WOUND/named?open=1&history=yes',
  '/services/WOUND/standards',
  '/services/WOUND',
  '/help/checks',
];

test('in a browser: nothing for axe to find, and nothing wider than a phone, also with everything open', async () => {
  await withBrowser(async (browser) => {
    for (const width of [320, 1280])
      await app.open(browser, { width }, async (page) => {
        for (const path of PAGES) {
          await page.goto(path);
          await openAll(page);
          assert.deepEqual(await axe(page), [], `${path} at ${width}`);
          assert.equal(await over(page), 0, `${path} at ${width}`);
        }
      });
  });
});

test('without JavaScript a clause opens on its own line, and the page stays', async () => {
  await withBrowser((browser) =>
    app.open(browser, { width: 320, javaScript: false }, async (page) => {
      await page.goto(STATES_AT);
      const clause = page.locator('#clause-4');
      await clause.locator('summary').first().click();
      assert.ok(await clause.getByText('Percival Lark looked up the registration').first().isVisible());
      assert.ok(page.url().endsWith('/states'));
      await page.goto(`${STATES_AT}?open=4#clause-4`);
      assert.ok(await clause.getByRole('link', { name: 'Registration of Wren Applewhite' }).isVisible());
    }),
  );
});

test('as at a day, the page is what it was on that day', async () => {
  const at = '/services/WOUND/named';
  const earlier = await app.as({ name: 'E. Earlier', roles: ['viewer'] });
  const then = await earlier.get(`${at}?open=1`);
  assert.match(then.text, /Passed The service has a name that says what it is\. It is called The wound diary\./u);
  app.clock.now = new Date('2026-03-09T09:00:00Z');
  const safety = await app.as({ name: 'C. Safety', roles: ['clinical safety officer', 'product owner'] });
  await safety.send('/services/WOUND/edit', { name: 'Diary', phase: 'live' });
  const now = await safety.get(`${at}?open=1`);
  assert.match(now.text, /1 is not met\. Section 1: It is called Diary\./u);
  app.clock.now = new Date('2026-03-12T09:00:00Z');
  const viewer = await app.as({ name: 'V. Viewer', roles: ['viewer'] });
  const asAt = await viewer.get(`${at}?open=1&as-at=2026-03-02`);
  assert.match(asAt.text, /This is what was known at the end of 2 March 2026\./u);
  assert.match(asAt.html, /As at 2 March 2026, 11:59pm/u);
  // What can be done is of now alone; all else is word for word the same.
  const words = ({ text }: { text: string }) => text.slice(text.indexOf('Judged by'), text.indexOf('In our own words'));
  assert.equal(words(asAt), words(then));
  assert.match((await viewer.get(`${at}?as-at=2026-02-30`)).text, /“2026-02-30” is no day/u);
  const history = await viewer.get(`${at}?open=1&history=yes`);
  assert.match(history.text, /History of this section 5 March 2026 Not known ?What could be checked passed\./u);
  assert.equal((await viewer.get(`${at}?as-at=2026-02-01`)).status, 404, 'the service was not there yet');
});

function openAll(page: Page): Promise<unknown> {
  return page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
}

function over(page: Page): Promise<unknown> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
