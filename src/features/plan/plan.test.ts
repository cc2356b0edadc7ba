import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import { ask } from '../../platform/commands/execute.ts';
import { everywhere } from '../../platform/commands/may.ts';
import { Conflict, Denied, InputProblem, NotFound } from '../../platform/commands/problems.ts';
import { recompute } from '../../platform/subjects/recompute.ts';
import { testApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { doAs, makeOfficer, shownOf, type Somebody } from '../approvals/testing/officers.ts';
import { signing } from '../approvals/index.ts';
import { EXAMPLE_LOG, plantLog, plantScheme } from '../hazards/testing/test-log-store.ts';
import { acceptNomination, endNomination, nominateOfficer } from '../people/nomination-commands.ts';
import { registers } from '../people/testing/steps.ts';
import { NHS_SCHEME, schemeVersion } from '../schemes/index.ts';
import { findService } from '../services/index.ts';
import { writePlan } from './commands.ts';
import { MATTERS, PARTS } from './domain.ts';
import { authorisedFor } from './index.ts';
import { plan as planQuery } from './queries.ts';
import { planSignable } from './signing.ts';

const app = await testApp({ now: new Date('2026-03-12T09:00:00Z') });
const { signCommand } = await signing();
const AT = '/services/WOUND/plan';
const NHS = schemeVersion(NHS_SCHEME);
let cso: Somebody;
let executive: Somebody;
let deputy: Somebody;
let owner: Visitor;
let viewer: Visitor;

before(async () => {
  await app.execute(plantLog, { log: { ...EXAMPLE_LOG, hazards: EXAMPLE_LOG.hazards.slice(0, 2) } });
  const somebody = async (name: string, roles: Somebody['roles']): Promise<Somebody> => ({
    visitor: await app.as({ name, roles }),
    roles,
  });
  cso = await somebody('Wren Applewhite', ['clinical safety officer']);
  deputy = await somebody('Juniper Hale', ['deputy clinical safety officer']);
  executive = await somebody('Barnaby Quince', ['accountable executive']);
  await makeOfficer(app, cso, { service: 'WOUND', office: 'clinical safety officer', executive });
  owner = await app.as({ name: 'Posy Thackray', roles: [{ role: 'product owner', service: 'WOUND', until: null }] });
  viewer = await app.as({ name: 'Percival Lark', roles: [{ role: 'viewer', service: 'WOUND', until: null }] });
});

const TEXTS = Object.fromEntries(PARTS.map((part) => [part, `What we say of ${part}, in our own words.`]));
const table = () => [
  ...MATTERS.map((matter) => ({ matter, role: 'clinical safety officer', person: null })),
  { matter: 'release', role: 'product owner', person: owner.person.id },
];

interface Shown {
  readonly version: number;
  readonly checks: readonly { readonly check: string; readonly result: string; readonly says: string }[];
}

async function shown(more: object = {}): Promise<Shown> {
  const actor = {
    kind: 'person' as const,
    ...cso.visitor.person,
    organisation: app.organisation,
    grants: everywhere(cso.roles),
  };
  const asked = { service: 'WOUND', ...more };
  return (await ask(app.ground, anyQuery(planQuery), asked, {
    actor,
    organisation: app.organisation,
  })) as Shown;
}

async function write(more: object = {}) {
  const { version } = await shown().catch(() => ({ version: 0 }));
  const whole = {
    ...TEXTS,
    nature: 'new service',
    scheme: NHS,
    methods: ['swift'],
    authorises: table(),
    reviewDays: 182,
  };
  return doAs(app, cso, anyCommand(writePlan), { service: 'WOUND', version, ...whole, ...more });
}

async function sign() {
  const named = { service: 'WOUND' };
  const seen = await shownOf(app, planSignable, named);
  await doAs(app, cso, signCommand(planSignable), { ...named, decision: 'approve', ...seen });
}

async function says(check: string): Promise<string> {
  const one = (await shown()).checks.find((each) => each.check === `plan.${check}`)!;
  return `${one.result}: ${one.says}`;
}

describe('a clinical risk management plan', () => {
  test('is taught where nobody has written one, and saved unfinished', async () => {
    const empty = await cso.visitor.get(AT);
    assert.match(empty.text, /How this service is kept safe will stand here.*DCB0129 3\.2\.1.*Write the plan/u);
    assert.doesNotMatch((await viewer.get(AT)).text, /Write the plan/u);
    assert.match(
      (await cso.visitor.get('/services/WOUND')).text,
      /Clinical risk management plan Nobody has written it yet/u,
    );
    await assert.rejects(shown(), NotFound);
    assert.equal(await authorised(), null);
    const begun = await cso.visitor.send(`${AT}/edit`, { purpose: 'What we cover.' }, { follow: true });
    assert.match(begun.text, /The plan was saved\..*The plan is not complete because “Lifecycle and phases”/u);
    assert.match((await cso.visitor.get(`${AT}/sign`)).text, /The plan is not complete.*approved without it/u);
    assert.match(await says('written'), /^failed/u);
    assert.match(await says('names-who-authorises'), /^failed: The plan names nobody for: approve a version/u);
  });

  test('is written whole, through its form and over the API alike', async () => {
    const typed = {
      ...TEXTS,
      nature: 'new service',
      scheme: NHS,
      methods: ['swift', 'workshop'],
      'may-release': 'clinical safety officer',
      'may-release-by-name': `${owner.person.id} product owner`,
    };
    const saved = await cso.visitor.send(`${AT}/edit`, typed, { follow: true });
    assert.match(saved.text, /Let a release go Who may Clinical safety officer; Posy Thackray, as product owner/u);
    assert.match(saved.text, /Hazard workshop; SWIFT/u);
    assert.match(saved.text, /“Who may authorise what” is not written \(nobody is named for: approve a version/u);
    await write();
    assert.doesNotMatch((await cso.visitor.get(AT)).text, /is not complete/u);
    assert.match(await says('written'), /^passed/u);
    assert.match(await says('approved'), /^failed: The clinical risk management plan .* is not approved/u);
  });

  test('authorises nobody by a document that somebody says was signed elsewhere', async () => {
    const { takeInCommand } = await signing();
    const said = {
      service: 'WOUND',
      document: { name: 'plan.pdf', content: Buffer.from('%PDF-1.7 made up').toString('base64') },
      signer: 'Wren Applewhite',
      role: 'clinical safety officer',
      signedOn: '2026-03-12',
      scope: 'All of it.',
      ...(await shownOf(app, planSignable, { service: 'WOUND' })),
    };
    const taken = await owner.execute(takeInCommand(planSignable), said);
    assert.equal(taken.result['approval'], null);
    assert.equal(await authorised(), null);
    assert.match(await says('approved'), /^failed/u);
  });

  test('refuses a stale version, a scheme that nobody uses, and a person who does not hold the role', async () => {
    await assert.rejects(write({ version: 1 }), Conflict);
    await assert.rejects(write({ scheme: 'OWN@1' }), InputProblem);
    const named = { matter: 'release', role: 'accountable executive', person: owner.person.id };
    await assert.rejects(write({ authorises: [...table(), named] }), /is accountable executive of this service/u);
    await assert.rejects(write({ authorises: [...table(), ...table()] }), /Name each role or person once/u);
    await assert.rejects(
      viewer.execute(anyCommand(writePlan), { service: 'WOUND', version: (await shown()).version, purpose: 'Mine.' }),
      Denied,
    );
  });

  test('is approved by the officer, and says who may authorise what from then on', async () => {
    assert.equal(await authorised(), null);
    await sign();
    for (const check of ['written', 'approved', 'names-who-authorises', 'follows-changes'])
      assert.match(await says(check), /^passed/u, check);
    assert.deepEqual(await authorised(), [
      { role: 'clinical safety officer', person: null },
      { role: 'product owner', person: { id: owner.person.id, name: 'Posy Thackray' } },
    ]);
    assert.match((await cso.visitor.get('/services/WOUND')).text, /Version 1 approved by its author, Wren Applewhite/u);
  });
});

describe('an approved plan is opened again', () => {
  let nomination = '';
  const opened = async (because: RegExp) => {
    assert.match(await says('follows-changes'), because);
    assert.match((await cso.visitor.get(AT)).text, /Version \d of .* is out of date because/u);
    await sign();
    assert.match(await says('follows-changes'), /^passed/u);
  };

  test('not by what is in a hazard log, nor by a nomination that nobody has answered', async () => {
    await doAs(app, cso, plantScheme, { service: 'WOUND', scheme: NHS_SCHEME });
    const edited = await cso.visitor.send(
      '/services/WOUND/hazards/HAZ-1/edit',
      { description: 'The photo of one patient is kept with the record of another one.' },
      { follow: true },
    );
    assert.match(edited.text, /kept with the record of another one/u);
    const { result } = await executive.visitor.execute(anyCommand(nominateOfficer), {
      service: 'WOUND',
      person: deputy.visitor.person.id,
      office: 'deputy clinical safety officer',
    });
    nomination = result['nomination'] as string;
    assert.match(await says('follows-changes'), /^passed/u);
  });

  test('by the nature of the project', async () => {
    await write({ nature: 'maintenance' });
    assert.match((await cso.visitor.get(`${AT}/sign`)).text, /Kind of project.*Wren Applewhite/u);
    // Whoever was authorised stays so by the version that was approved.
    assert.equal((await authorised())?.length, 2);
    await opened(/^needs-review: .* because the kind of project changed since/u);
  });

  test('by key people: a deputy accepts, and an officer goes', async () => {
    await registers(app, deputy.visitor, executive.visitor, '00A0001E');
    await deputy.visitor.sign(anyCommand(acceptNomination), { service: 'WOUND', nomination, statement: 1 });
    const text = (await cso.visitor.get(`${AT}/sign`)).text;
    assert.match(text, /Officers.*Deputy clinical safety officer: Juniper Hale/u);
    await opened(/because key people changed \(Juniper Hale became deputy clinical safety officer\)/u);
    await executive.visitor.execute(anyCommand(endNomination), {
      service: 'WOUND',
      nomination,
      reason: 'She moves away.',
    });
    await opened(/because key people changed \(Juniper Hale is no longer deputy clinical safety officer\)/u);
  });

  test('by the intended use, by our own rule', async () => {
    const service = await app.ground.database.read(app.organisation, (tx) => findService(tx, 'WOUND'));
    const { version, name, role, phase } = service;
    const said = { service: 'WOUND', version, name, role, phase, intendedFunction: 'Carries photos of wounds.' };
    const changed = await app.api('POST', 'services/updateService', said);
    assert.equal(changed.status, 200, JSON.stringify(changed.json));
    assert.match((await cso.visitor.get(`${AT}/sign`)).text, /What it does.*Carries photos of wounds/u);
    await opened(/because the intended use changed/u);
  });

  test('by the risk scheme of a hazard log, by our own rule', async () => {
    const own = { ...NHS_SCHEME, id: 'OWN', title: 'A scheme of our own' };
    await doAs(app, cso, plantScheme, { service: 'WOUND', scheme: own });
    assert.match(await says('follows-changes'), /because the risk scheme changed/u);
    const page = (await cso.visitor.get(AT)).text;
    assert.match(page, /declares another risk scheme than a hazard log uses because a log uses OWN@/u);
    await write({ nature: 'maintenance', scheme: schemeVersion(own) });
    assert.match(await says('follows-changes'), /because the risk scheme changed/u);
  });

  test('and all of it is as its rows make it', async () => {
    assert.deepEqual(await app.ground.database.read(app.organisation, (tx) => recompute(tx, app.ground.kinds)), []);
  });
});

async function authorised() {
  return app.ground.database.read(app.organisation, async (tx) =>
    authorisedFor(tx, (await findService(tx, 'WOUND')).id, 'release'),
  );
}

test('its pages are complete without JavaScript, at any width, and accessible', async () => {
  const paths = [AT, `${AT}/edit`, `${AT}/versions`, `${AT}?as-at=2026-03-11`];
  await withBrowser(async (browser) => {
    for (const width of [320, 1280])
      await cso.visitor.open(browser, { width, javaScript: true }, async (page) => {
        for (const path of paths.slice(0, 3)) {
          await page.goto(path);
          assert.deepEqual(await axe(page), [], path);
          const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
          assert.ok(Number(over) <= 0, `${path} at ${width}`);
        }
      });
    await cso.visitor.open(browser, { width: 320, javaScript: false }, async (page) => {
      await page.goto(`${AT}/edit`);
      await page.fill('#purpose', 'Written without a script.');
      await page.getByRole('button', { name: 'Save the plan' }).click();
      assert.match((await page.textContent('main'))!, /The plan was saved\..*Written without a script\./su);
    });
  });
});

// Last: time that has passed ends the sessions of everybody above.
test('it is due to be looked at after the days that it says, and as at an earlier day stands as it did', async () => {
  await sign();
  app.clock.now = new Date('2026-09-20T09:00:00Z');
  assert.match(await says('approved'), /^needs-review: The plan is due to be looked at because .* every 6 months/u);
  const then = await shown({ asAt: '2026-03-12' });
  assert.equal(then.checks[1]?.result, 'passed');
});
