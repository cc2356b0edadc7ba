import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { anyCommand } from '../../platform/commands/command.ts';
import { Conflict, Denied, InputProblem, NotPossible } from '../../platform/commands/problems.ts';
import { momentOf } from '../../platform/ledger/moment-store.ts';
import { observe, type AssessedService, type Check } from '../../rules/checks.ts';
import { textOf } from '../../words/sentence.ts';
import { testApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { addEvidence } from '../hazards/evidence/adding.ts';
import { acceptMapping } from '../hazards/evidence/judging.ts';
import { pushResults } from '../hazards/evidence/push.ts';
import { junit } from '../hazards/evidence/testing/junit.ts';
import { EXAMPLE_LOG, plantLog } from '../hazards/testing/test-log-store.ts';
import { recordCompetence } from '../people/training-commands.ts';
import { findService } from '../services/index.ts';
import { checks } from './checks.ts';
import {
  assessComponents,
  declareNoComponents,
  describeRelease,
  listComponents,
  sayTestIssues,
  sayTouches,
} from './commands.ts';
import { factsOfRegister } from './facts.ts';
import { filed } from './filed.ts';
import { gateChecks } from './gate-checks.ts';
import { gateFacts } from './gate-facts.ts';
import { sampleImpact, stateImpact } from './impact-commands.ts';
import { releaseRecord, releaseRecords } from './index.ts';
import { recordReleaseDetails } from './record-command.ts';
import { bom } from './testing/boms.ts';

const app = await testApp({ now: new Date('2026-03-12T09:00:00Z') });
const AT = '/services/WOUND/releases';
let engineer: Visitor;
let developer: Visitor;
let officer: Visitor;
let owner: Visitor;
let viewer: Visitor;

before(async () => {
  await app.execute(plantLog, { log: EXAMPLE_LOG });
  engineer = await app.as({ name: 'Ottoline Reed', roles: ['safety engineer'] });
  developer = await app.as({ name: 'Juniper Hale', roles: ['developer'] });
  officer = await app.as({ name: 'Wren Applewhite', roles: ['clinical safety officer'] });
  owner = await app.as({ name: 'Posy Thackray', roles: ['product owner'] });
  viewer = await app.as({ name: 'Percival Lark', roles: ['viewer'] });
  for (const one of [engineer, officer])
    await owner.execute(anyCommand(recordCompetence), {
      person: one.person.id,
      forService: 'WOUND',
      role: 'Keeps the hazard log',
      experience: 'Six years.',
    });
});

const of = (release: string) => ({ service: 'WOUND', release });
const record = async (by: Visitor, release: string, more: object = {}) =>
  (await by.execute(anyCommand(recordReleaseDetails), { ...of(release), ...more })).result;
const problemOf = async (work: Promise<unknown>): Promise<Error> => {
  try {
    await work;
  } catch (error) {
    return error as Error;
  }
  throw new assert.AssertionError({ message: 'it was not refused' });
};

async function service(): Promise<AssessedService> {
  return app.ground.database.read(app.organisation, (tx) => findService(tx, 'WOUND'));
}

/** What the gate's checks say of a release, at a moment. */
async function gateSays(version: string, on: Date | null = null): Promise<Record<string, string>> {
  const one = await service();
  return app.ground.database.read(app.organisation, async (tx) => {
    const moment = await momentOf(tx, on, app.clock.now);
    const facts = await gateFacts(tx, { service: one, release: { id: '', version } }, moment);
    return Object.fromEntries(
      gateChecks.map((check) => {
        const { result, says } = observe(check as unknown as Check, facts, {
          now: moment.now,
          service: one,
          release: version,
        });
        return [check.id.slice('releases.'.length), `${result}: ${textOf(says)}`];
      }),
    );
  });
}

async function standardsSay(): Promise<string[]> {
  const one = await service();
  return app.ground.database.read(app.organisation, async (tx) => {
    const moment = { seq: null, now: app.clock.now };
    const facts = (await factsOfRegister(tx, [one], moment)).get(one.id) ?? {};
    return checks.map((check) => {
      const { result, says } = observe(check as unknown as Check, facts, { now: moment.now, service: one });
      return `${result}: ${textOf(says)}`;
    });
  });
}

const kept = (version: string) =>
  app.ground.database.read(app.organisation, async (tx) =>
    releaseRecord(tx, (await findService(tx, 'WOUND')).id, version),
  );

describe('a release', () => {
  test('that nobody recorded is not known, and the register teaches', async () => {
    const empty = await viewer.get(AT);
    assert.match(empty.text, /No release is recorded yet.*primum release record --service WOUND --version 1\.4\.0/u);
    assert.doesNotMatch(empty.text, /Record a release/u);
    assert.deepEqual(
      [...new Set(Object.values(await gateSays('1.0.0')).map((said) => said.split(':')[0]))],
      ['unknown'],
    );
    assert.ok((await standardsSay()).every((said) => said.startsWith('unknown')));
    assert.equal(await kept('1.0.0'), null);
  });

  test('is recorded by a pipeline in one go, and the same call again changes nothing', async () => {
    const sent = {
      commit: 'A1B2C3D4E5F6',
      configuration: [
        { name: 'os', value: 'Debian 12' },
        { name: 'database', value: 'PostgreSQL 17' },
      ],
      sbom: bom({ sharp: '0.33.1', zod: '4.0.0' }),
      touches: ['CTL-1,HAZ-1'],
      live: true,
    };
    const first = await record(developer, '1.3.0', sent);
    assert.deepEqual(first['changed'], ['live', 'commit', 'configuration', 'components', 'touches']);
    assert.deepEqual(first['components'], { total: 2, new: 2, changed: 0, same: 0, gone: 0, unsaid: 2 });
    const again = await record(developer, '1.3.0', {
      ...sent,
      configuration: sent.configuration.toReversed(),
      sbom: bom({ zod: '4.0.0', sharp: '0.33.1' }),
    });
    assert.deepEqual([again['changed'], again['id']], [[], first['id']]);
    const other = await problemOf(record(developer, '1.3.0', { sbom: bom({ sharp: '0.34.0' }) }));
    assert.match(
      other.message,
      /Release 1\.3\.0 is live, and another bill of materials was sent for it\. .* Nothing was kept\./u,
    );
    assert.match((await problemOf(record(developer, '1.3.0', { commit: 'ffffffff' }))).message, /another commit/u);
    const found = await kept('1.3.0');
    assert.deepEqual(
      [found!.commit, found!.configuration, found!.touches, found!.impact, found!.testIssues],
      [
        'a1b2c3d4e5f6',
        [
          { name: 'database', value: 'PostgreSQL 17' },
          { name: 'os', value: 'Debian 12' },
        ],
        { hazards: ['HAZ-1'], controls: ['CTL-1'] },
        null,
        null,
      ],
    );
  });

  test('takes only what is there, and says what is wrong with a file', async () => {
    const missing = await problemOf(record(developer, '1.3.9', { touches: ['CTL-940', 'HAZ-1'] }));
    assert.ok(missing instanceof InputProblem);
    assert.match(JSON.stringify(missing.problems), /There is no CTL-940 in WOUND/u);
    assert.equal(await kept('1.3.9'), null, 'nothing was kept');
    const file = await problemOf(record(developer, '1.3.9', { sbom: { name: 'bom.json', content: '{' } }));
    assert.match(JSON.stringify((file as InputProblem).problems), /bom\.json is broken JSON/u);
    assert.ok((await problemOf(record(viewer, '1.3.9'))) instanceof Denied);
    assert.equal(
      (
        await problemOf(developer.execute(anyCommand(stateImpact), { ...of('9'), impact: 'none', reason: 'x' }))
      ).message.includes('no release 9'),
      true,
    );
  });

  test('has components that are spoken for: the same carry it forward, new and changed ones are asked again', async () => {
    const assess = (by: Visitor, release: string, components: readonly string[], finding = 'assessed') =>
      by.execute(anyCommand(assessComponents), { ...of(release), components, finding, reason: 'Read its changes.' });
    assert.ok((await problemOf(assess(developer, '1.3.0', ['pkg:npm/zod']))) instanceof Denied);
    assert.ok((await problemOf(assess(owner, '1.3.0', ['pkg:npm/none']))) instanceof Conflict);
    await assess(owner, '1.3.0', ['pkg:npm/sharp', 'pkg:npm/zod'], 'not safety-related');
    assert.match((await gateSays('1.3.0'))['components-assessed']!, /^passed: Each of 2 third-party components/u);

    const next = await record(developer, '1.4.0', { sbom: bom({ sharp: '0.33.1', zod: '4.1.0', saxes: '6.0.0' }) });
    assert.deepEqual(next['components'], { total: 3, new: 1, changed: 1, same: 1, gone: 0, unsaid: 2 });
    assert.match(
      (await gateSays('1.4.0'))['components-assessed']!,
      /^failed: 2 of 3 third-party components are neither assessed nor declared not safety-related: saxes and zod\./u,
    );
    // A candidate may still be built anew.
    const anew = await record(developer, '1.4.0', { sbom: bom({ sharp: '0.33.1', zod: '4.1.0' }) });
    assert.deepEqual([anew['changed'], (anew['components'] as { unsaid: number }).unsaid], [['components'], 1]);
    const page = await engineer.get(`${AT}/1.4.0`);
    assert.match(
      page.text,
      /Compared with release 1\.3\.0: 0 new, 1 changed, 0 gone, 1 the same\. Read from bom\.json \(CycloneDX 1\.5\)/u,
    );
    const said = await engineer.send(
      `${AT}/1.4.0/components/assess`,
      { components: ['pkg:npm/zod'], finding: 'assessed', reason: 'Its tests were read.' },
      { follow: true },
    );
    assert.match(
      said.text,
      /It was said of the components chosen\..*Assessed: Its tests were read\. Ottoline Reed, 12 March 2026/u,
    );
    assert.match((await gateSays('1.4.0'))['components-assessed']!, /^passed/u);
  });

  test('can be listed by hand, from a file in the browser, or be declared to have none', async () => {
    await record(developer, '1.4.1');
    const list = (more: object) => developer.execute(anyCommand(listComponents), { ...of('1.4.1'), ...more });
    assert.ok((await problemOf(list({}))) instanceof InputProblem);
    await list({ lines: 'PostgreSQL, 17.2, PostgreSQL Global Development Group\nan old scanner' });
    assert.deepEqual(
      (await kept('1.4.1'))!
        .components!.filter(({ change }) => change !== 'gone')
        .map(({ name, change }) => [name, change]),
      [
        ['PostgreSQL', 'new'],
        ['an old scanner', 'new'],
      ],
    );
    await owner.execute(anyCommand(declareNoComponents), of('1.4.1'));
    assert.match(
      (await gateSays('1.4.1'))['components-assessed']!,
      /^passed: Release 1\.4\.1 is declared to have no third-party components\./u,
    );
    assert.ok((await problemOf(developer.execute(anyCommand(declareNoComponents), of('1.4.1')))) instanceof Denied);
    const before = await problemOf(list({ sbom: { name: 'x', content: '<bom/>' } }));
    assert.match(JSON.stringify((before as InputProblem).problems), /no bill of materials of CycloneDX/u);
  });
});

describe('what a release means for safety', () => {
  test('is said by somebody whose competence is on record, and by nobody else', async () => {
    const said = { ...of('1.4.0'), impact: 'none', reason: 'Only the help pages differ.' };
    const problem = await problemOf(developer.execute(anyCommand(stateImpact), said));
    assert.ok(problem instanceof NotPossible);
    assert.match(problem.message, /It is not on record that you are competent for this service/u);
    assert.match((await developer.get(`${AT}/1.4.0/impact`)).text, /It is not on record that you are competent/u);
    assert.ok((await problemOf(viewer.execute(anyCommand(stateImpact), said))) instanceof Denied);
    assert.equal((await gateSays('1.4.0'))['impact-stated']!.split(':')[0], 'unknown');
    const page = await engineer.send(
      `${AT}/1.4.0/impact`,
      { impact: 'none', reason: 'Only the help pages differ.' },
      { follow: true },
    );
    assert.match(page.text, /Nothing for safety an officer looks by 26 March 2026/u);
    assert.match(
      (await gateSays('1.4.0'))['impact-stated']!,
      /^passed: Release 1\.4\.0 changes nothing for safety, as Ottoline Reed said on 12 March 2026\. An officer looks at that by 26 March 2026\./u,
    );
  });

  test('is looked at by an officer where it is nothing, and no longer counts where they do not agree', async () => {
    const desk = await officer.get('/');
    assert.match(desk.text, /due in 14 days Release 1\.4\.0 is said to change nothing for safety/u);
    assert.doesNotMatch((await engineer.get('/')).text, /is said to change nothing/u);
    assert.ok(
      (await problemOf(engineer.execute(anyCommand(sampleImpact), { ...of('1.4.0'), agree: true }))) instanceof Denied,
    );
    assert.ok(
      (await problemOf(officer.execute(anyCommand(sampleImpact), { ...of('1.4.0'), agree: false }))) instanceof
        InputProblem,
    );
    const looked = await officer.send(
      `${AT}/1.4.0/look`,
      { agree: 'no', note: 'The printed plan differs too.' },
      { follow: true },
    );
    assert.match(looked.text, /Wren Applewhite did not agree on 12 March 2026: The printed plan differs too\./u);
    assert.match((await gateSays('1.4.0'))['impact-stated']!, /^failed: .* and Wren Applewhite did not agree\./u);
    assert.doesNotMatch((await officer.get('/')).text, /is said to change nothing/u);
    await engineer.execute(anyCommand(stateImpact), {
      ...of('1.4.0'),
      impact: 'low',
      reason: 'The printed plan has another date.',
    });
    assert.match(
      (await gateSays('1.4.0'))['impact-stated']!,
      /^passed: Release 1\.4\.0 changes no risk, as Ottoline Reed said/u,
    );
    // Neither at once, nor with something else said meanwhile: who did not agree is not talked over.
    assert.match(
      (await problemOf(engineer.execute(anyCommand(stateImpact), { ...of('1.4.0'), impact: 'none', reason: 'Again.' })))
        .message,
      /^Wren Applewhite did not agree that this release changes nothing for safety\. A statement of an officer/u,
    );
    assert.match(
      (await gateSays('1.4.0', new Date('2026-03-12T08:59:00Z')))['impact-stated']!,
      /^unknown/u,
      'as at a day',
    );
  });

  test('is asked again once what it was said of is something else', async () => {
    await engineer.execute(anyCommand(describeRelease), {
      ...of('1.4.0'),
      configuration: [{ name: 'os', value: 'Debian 13' }],
    });
    assert.match(
      (await gateSays('1.4.0'))['impact-stated']!,
      /^needs-review: .*What it was built from, consists of, runs on or touches has changed since\./u,
    );
    await engineer.execute(anyCommand(sayTouches), { ...of('1.4.0'), touches: ['CTL-1'] });
    await engineer.execute(anyCommand(stateImpact), { ...of('1.4.0'), impact: 'low', reason: 'As before.' });
    assert.match((await gateSays('1.4.0'))['impact-stated']!, /^passed/u);
    // Another commit is another change, whatever it is called.
    await record(developer, '1.4.0', { commit: 'ffffffff' });
    assert.match((await gateSays('1.4.0'))['impact-stated']!, /^needs-review/u);
    await engineer.execute(anyCommand(stateImpact), { ...of('1.4.0'), impact: 'low', reason: 'As before.' });
    // What it touched already, said again, is the same.
    await engineer.execute(anyCommand(sayTouches), { ...of('1.4.0'), touches: ['ctl 1'] });
    assert.match((await gateSays('1.4.0'))['impact-stated']!, /^passed/u);
  });

  test('lapses where no officer looks in time', async () => {
    await record(developer, '1.4.2');
    await engineer.execute(anyCommand(stateImpact), { ...of('1.4.2'), impact: 'none', reason: 'A typing mistake.' });
    const then = app.clock.now;
    app.clock.now = new Date('2026-03-27T09:00:00Z');
    assert.match(
      (await gateSays('1.4.2'))['impact-stated']!,
      /^needs-review: .*An officer was to look at that by 26 March 2026, and has not\./u,
    );
    assert.match(
      (await problemOf(engineer.execute(anyCommand(stateImpact), { ...of('1.4.2'), impact: 'none', reason: 'Again.' })))
        .message,
      /^An officer was to look by 26 March 2026 at the statement/u,
      'saying it anew puts nothing off',
    );
    app.clock.now = then;
    await officer.execute(anyCommand(stateImpact), { ...of('1.4.2'), impact: 'none', reason: 'A typing mistake.' });
    assert.match(
      (await gateSays('1.4.2'))['impact-stated']!,
      /^passed: [^.]*\.4\.2 changes nothing for safety, as Wren Applewhite said on 12 March 2026\.$/u,
    );
  });
});

describe('what a release touches', () => {
  const push = (tests: Parameters<typeof junit>[0], release: string, candidate = true) =>
    app.execute(anyCommand(pushResults), { service: 'WOUND', release, candidate, files: [junit(tests)] });

  test('is verified for it, by what was seen on it', async () => {
    assert.match(
      (await gateSays('1.4.0'))['touched-controls-verified']!,
      /^not-run: Control CTL-1, which release 1\.4\.0 touches, has no evidence that it is in place\./u,
    );
    await push({ 'name stays beside the camera [CTL-1]': 'passed' }, '1.3.0', false);
    await engineer.execute(anyCommand(acceptMapping), {
      service: 'WOUND',
      mappings: [{ control: 'CTL-1', test: 'EVD-1' }],
      shows: ['implementation', 'effectiveness'],
    });
    assert.match(
      (await gateSays('1.4.0'))['touched-controls-verified']!,
      /was not tested by EVD-1 on it\./u,
      'what passed before says nothing',
    );
    await push({ 'name stays beside the camera [CTL-1]': 'failed' }, '1.4.0');
    assert.match(
      (await gateSays('1.4.0'))['touched-controls-verified']!,
      /^failed: Control CTL-1, which release 1\.4\.0 touches, failed EVD-1 on it\./u,
    );
    app.clock.now = new Date('2026-03-12T10:00:00Z');
    await push({ 'name stays beside the camera [CTL-1]': 'passed' }, '1.4.0');
    assert.match(
      (await gateSays('1.4.0'))['touched-controls-verified']!,
      /^passed: The control that release 1\.4\.0 touches is verified for it\. \d+ other controls carry forward, not touched by release 1\.4\.0 as Ottoline Reed said on 12 March 2026\./u,
    );
  });

  test('is suggested by what failed, and a failure is never carried past', async () => {
    await record(developer, '1.5.0', { touches: [] });
    await push({ 'name stays beside the camera [CTL-1]': 'failed' }, '1.5.0');
    const page = await engineer.get(`${AT}/1.5.0`);
    assert.match(
      page.text,
      /their tests say something else on this release: CTL-1 Name and date of birth stay beside the camera \(EVD-1 failed here\)/u,
    );
    assert.match(
      (await gateSays('1.5.0'))['touched-controls-verified']!,
      /^failed: Control CTL-1 failed EVD-1 on release 1\.5\.0, which is said not to touch it\./u,
    );
    assert.match(
      (await gateSays('1.5.0'))['touches-said']!,
      /^passed: Release 1\.5\.0 touches no hazard and no control, as Juniper Hale said/u,
    );
  });

  test('is typed on a form that leaves nothing out', async () => {
    const form = `${AT}/1.5.0/touches`;
    assert.match((await engineer.send(form, { touches: '', none: '' })).text, /or say that it touches none/u);
    assert.match((await engineer.send(form, { touches: 'CTL-1', none: 'yes' })).text, /Take out one of the two/u);
    assert.match((await engineer.send(form, { touches: 'the photo', none: '' })).text, /This is none: the photo/u);
    const done = await engineer.send(form, { touches: 'CTL-1\nHAZ-2', none: '' }, { follow: true });
    assert.match(done.text, /Hazards HAZ-2 Controls CTL-1 Said by Ottoline Reed/u);
  });

  test('goes along with the faults that are known', async () => {
    const form = `${AT}/1.5.0/issues`;
    assert.match(
      (await engineer.send(form, { none: '' })).text,
      /List the faults that are known, or say that none is known/u,
    );
    const issue = { 'issues.0.reference': 'BUG-7', 'issues.0.title': 'The date is small', 'issues.0.hazards': 'HAZ-2' };
    assert.match((await engineer.send(form, issue)).text, /Say what it means for safety/u);
    const meaning = { 'issues.0.meaning': 'It is read twice, as now.' };
    const done = await engineer.send(form, { ...issue, ...meaning }, { follow: true });
    assert.match(
      done.text,
      /BUG-7 What it is The date is small What it means for safety It is read twice, as now\. Hazards HAZ-2/u,
    );
    await engineer.execute(anyCommand(sayTestIssues), { ...of('1.4.0'), none: true });
    assert.match((await gateSays('1.4.0'))['test-issues-said']!, /^passed: No fault of release 1\.4\.0 is known\./u);
  });
});

describe('the register', () => {
  test('is one list, with what stands in the file and what the standards ask', async () => {
    assert.deepEqual(
      (await standardsSay()).map((said) => said.split(':')[0]),
      ['failed', 'passed', 'failed'],
    );
    const list = await viewer.get(AT);
    assert.match(
      list.text,
      /Releases \(\d\).*1\.5\.0 State Candidate since 12 March 2026.*1\.3\.0 State Live since 12 March 2026/u,
    );
    const one = await viewer.get(`${AT}/1.3.0`);
    assert.match(one.text, /Live since 12 March 2026\. Built from a1b2c3d4e5f6.*What is not clear yet/u);
    assert.doesNotMatch(one.text, /Change what it touches|Withdraw it/u);
    assert.equal((await viewer.get(`${AT}/9.9.9`)).status, 404);
    assert.match(
      (await viewer.get('/services/WOUND')).text,
      /Releases 1\.5\.0 is a candidate since 12 March 2026\. Still to be said:/u,
    );
    const api = await viewer.api('GET', 'releases/release', { service: 'WOUND', release: '1.4.0' });
    assert.equal(api.status, 200, JSON.stringify(api.json));
    assert.equal((api.json['components'] as unknown[]).length, 2);
    const register = await viewer.api('GET', 'releases/register', { service: 'WOUND' });
    assert.equal(register.json['total'], (register.json['releases'] as unknown[]).length);
    const [id, artefacts, records] = await app.ground.database.read(app.organisation, async (tx) => {
      const found = await findService(tx, 'WOUND');
      const moment = { seq: null, now: app.clock.now };
      return [found.id, await filed.load(tx, found, moment), await releaseRecords(tx, found.id, 3)];
    });
    assert.equal(records.length, 3);
    assert.match(`${id} ${textOf(artefacts[0]!.state)}`, /releases, the last one 1\.5\.0; still to be said/u);
    assert.equal(artefacts[0]!.verdict, 'not-known');
  });

  test('is complete without JavaScript, and nobody is shut out at 320 px or 1280 px', async () => {
    const paths = ['', '/1.4.0'];
    const forms = [
      '/new',
      '/1.5.0',
      '/1.4.0/configuration',
      '/1.4.0/components',
      '/1.4.0/components/none',
      '/1.4.0/components/assess?all=yes',
      '/1.4.0/touches',
      '/1.5.0/issues',
      '/1.4.0/impact',
      '/1.4.0/look',
    ];
    const me = await app.as({ name: 'Imogen Sedge', roles: ['clinical safety officer', 'safety engineer'] });
    await withBrowser(async (browser) => {
      for (const width of [320, 1280])
        await me.open(browser, { width }, async (page) => {
          for (const path of width === 320 ? [...paths, ...forms] : paths) {
            await page.goto(`${AT}${path}`);
            assert.deepEqual(await axe(page), [], `${path} at ${width}`);
            const wide = await page.evaluate(() => document.documentElement.scrollWidth);
            assert.ok(wide <= width, `${path} is ${wide} px wide at ${width}`);
          }
        });
    });
  });

  test('takes a bill of materials from the browser', async () => {
    await withBrowser((browser) =>
      developer.open(browser, { width: 320 }, async (page) => {
        await page.goto(`${AT}/new`);
        await page.getByLabel('Version').fill('1.6.0');
        await page.getByLabel('No, it is a candidate').check();
        await page.getByRole('button', { name: 'Record the release' }).click();
        await page.getByRole('link', { name: 'List the components' }).click();
        const { name, content } = bom({ sharp: '0.33.1' });
        await page
          .getByLabel('Bill of materials')
          .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
        await page.getByRole('button', { name: 'List these components' }).click();
        assert.match((await page.textContent('main'))!, /The components are listed\.[\s\S]*sharp/u);
      }),
    );
  });
});

test('evidence that was added since counts for a touched control', async () => {
  await record(developer, '1.7.0', { touches: ['CTL-2'] });
  await engineer.execute(anyCommand(addEvidence), {
    service: 'WOUND',
    controls: ['CTL-2'],
    sort: 'record',
    title: 'Looked at it',
    shows: ['implementation', 'effectiveness'],
    valid: 12,
    outcome: 'passed',
    observedOn: '2026-03-11',
    detail: 'Before the release was recorded.',
  });
  assert.doesNotMatch((await gateSays('1.7.0'))['touched-controls-verified']!, /^passed/u);
});
