import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { anyCommand } from '../../platform/commands/command.ts';
import { Denied, InputProblem, NotPossible } from '../../platform/commands/problems.ts';
import { execute } from '../../platform/commands/execute.ts';
import { momentOf } from '../../platform/ledger/moment-store.ts';
import { recompute } from '../../platform/subjects/recompute.ts';
import { testApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { answerCounterEvidence, writeCounterEvidence } from './commands.ts';
import { importArgument } from './document-command.ts';
import { argumentOf } from './index.ts';
import type { ArgumentRecord } from './record.ts';

const app = await testApp({ now: new Date('2026-03-12T09:00:00Z') });
const AT = '/services/WOUND/argument';
let cso: Visitor;
let engineer: Visitor;
let viewer: Visitor;

before(async () => {
  const made = await app.api('POST', 'services/createService', {
    reference: 'WOUND',
    name: 'Willowbank Wound Care',
    role: 'both',
    phase: 'live',
  });
  assert.equal(made.status, 200, JSON.stringify(made.json));
  await signIn();
});

/** Sessions end with time: whoever comes back signs in again. */
async function signIn(): Promise<void> {
  const role = (name: string, held: 'clinical safety officer' | 'safety engineer' | 'viewer') =>
    app.as({ name, roles: [{ role: held, service: 'WOUND', until: null }] });
  cso = await role('Wren Applewhite', 'clinical safety officer');
  engineer = await role('Imogen Sedge', 'safety engineer');
  viewer = await role('Percival Lark', 'viewer');
}

async function argumentNow(input: Record<string, string> = {}): Promise<ArgumentRecord> {
  const answer = await app.api('GET', 'argument/argument', { service: 'WOUND', ...input });
  assert.equal(answer.status, 200, JSON.stringify(answer.json));
  return answer.json as unknown as ArgumentRecord;
}

function actorOf(visitor: Visitor, role: 'clinical safety officer' | 'safety engineer' | 'viewer') {
  return {
    kind: 'person' as const,
    id: visitor.person.id,
    name: visitor.person.name,
    organisation: app.organisation,
    grants: [{ role, service: 'WOUND', until: null }],
  };
}

const said = (claim: string, more: object = {}) => ({
  service: 'WOUND',
  claim,
  against: 'Nobody looked at night.',
  unknown: 'Who looks on Sundays.',
  reviewBy: '2027-01-31',
  ...more,
});

describe('the argument of a service', () => {
  test('is there before anything is known, and holds nowhere', async () => {
    const { verdict, findings, lines, sentence } = await argumentNow();
    assert.equal(verdict, 'not-met');
    assert.match(sentence.text, /^The argument for Willowbank Wound Care does not hold because/u);
    assert.ok(lines.some(({ id }) => id === 'G-IN-USE'));
    assert.deepEqual(
      findings.map(({ rule, level }) => `${level} ${rule}`),
      ['gap undeveloped', 'gap counter-evidence-missing'],
    );
    const page = await viewer.get(AT);
    assert.match(page.text, /Why Willowbank Wound Care is thought to be safe/u);
    assert.match(page.text, /Of 4 claims nobody has written what speaks against them/u);
    assert.doesNotMatch(page.text, /Write it for/u, 'nobody is led to a form that is closed to them');
    assert.match((await viewer.get('/services/WOUND')).text, /Safety argument.*does not hold because/u);
  });

  test('asks for what speaks against a claim, and what is not known: words, or a named person’s word for nothing', async () => {
    const write = async (input: object) =>
      execute(app.ground, anyCommand(writeCounterEvidence), input, {
        actor: actorOf(engineer, 'safety engineer'),
        organisation: app.organisation,
      });
    await assert.rejects(
      write(said('G-KNOWN', { against: '', unknown: '', reviewBy: 'soon' })),
      (error) =>
        error instanceof InputProblem && error.problems.map(({ field }) => field).join() === 'against,unknown,reviewBy',
    );
    await assert.rejects(write(said('G-KNOWN', { nothingAgainst: true })), /not both/u);
    await assert.rejects(write(said('G-HAZ-99')), /There is no such claim/u);
    const page = await engineer.send(
      `${AT}/claims/G-KNOWN`,
      { against: 'Nobody looked at night.', unknown: 'Who looks on Sundays.', reviewBy: '2027-01-31' },
      { follow: true },
    );
    assert.match(page.text, /What speaks against it was saved\..*Nobody looked at night\..*Imogen Sedge/u);
    assert.match(page.text, /Nobody has answered it/u);
    const { lines } = await argumentNow({ of: 'G-KNOWN' });
    assert.equal(lines[0]!.verdict, 'not-met');
    assert.match(
      lines[0]!.says,
      /^Imogen Sedge wrote on 12 March 2026 what speaks against this, and nobody has answered/u,
    );
    await assert.rejects(
      execute(
        app.ground,
        anyCommand(answerCounterEvidence),
        { service: 'WOUND', claim: 'G-KNOWN', answer: 'x', version: 1 },
        {
          actor: actorOf(engineer, 'safety engineer'),
          organisation: app.organisation,
        },
      ),
      Denied,
    );
  });

  test('is answered by an officer; what is written anew has to be answered anew', async () => {
    const answered = await cso.send(
      `${AT}/claims/G-KNOWN/answer`,
      { answer: 'Somebody looks since June.' },
      { follow: true },
    );
    assert.match(answered.text, /The answer was saved\..*Somebody looks since June\..*Wren Applewhite/u);
    const standing = async () => (await argumentNow({ of: 'G-KNOWN' })).lines[0]!.says;
    assert.match(await standing(), /answered by Wren Applewhite on 12 March 2026/u);
    const { rule, elements } = (await argumentNow()).findings.at(-1)!;
    assert.deepEqual([rule, elements], ['counter-evidence-missing', ['G-CONTROLLED', 'G-PEOPLE', 'G-IN-USE']]);
    await engineer.send(`${AT}/claims/G-KNOWN`, { against: 'Nor in the morning.' }, { follow: true });
    assert.match(await standing(), /nobody has answered it/u);
    const nothingKnown = { against: '', nothingAgainst: 'yes', unknown: '', nothingUnknown: 'yes' };
    const refused = await engineer.send(`${AT}/claims/G-KNOWN`, nothingKnown, { follow: true });
    assert.match(refused.text, /That it does not is for a clinical safety officer or deputy to say/u);
    assert.match(await standing(), /nobody has answered it/u, 'what speaks against it is not written away');
    await cso.send(`${AT}/claims/G-KNOWN`, nothingKnown, { follow: true });
    assert.match(
      await standing(),
      /^Wren Applewhite said on 12 March 2026 that nothing is known that speaks against this/u,
    );
    const nothing = await argumentNow();
    const { version } = nothing.counterEvidence[0]!;
    await assert.rejects(
      execute(
        app.ground,
        anyCommand(answerCounterEvidence),
        { service: 'WOUND', claim: 'G-KNOWN', version, answer: 'So what?' },
        { actor: actorOf(cso, 'clinical safety officer'), organisation: app.organisation },
      ),
      NotPossible,
    );
    assert.deepEqual(await app.ground.database.read(app.organisation, (tx) => recompute(tx, app.ground.kinds)), []);
  });

  test('is shown as it was known on a day, and goes out as a file', async () => {
    app.clock.now = new Date('2026-04-20T09:00:00Z');
    await signIn();
    await engineer.send(`${AT}/claims/G-KNOWN`, { against: 'A new thing.', nothingUnknown: 'yes' }, { follow: true });
    const againstAt = (day: Date) =>
      app.ground.database.read(app.organisation, async (tx) => {
        const moment = await momentOf(tx, day, app.clock.now);
        return (await argumentOf(tx, app.ground.kinds, 'WOUND', moment)).counterEvidence[0]!.against;
      });
    assert.equal(await againstAt(new Date('2026-04-01T09:00:00Z')), null);
    assert.equal(await againstAt(app.clock.now), 'A new thing.');
    const yaml = await viewer.get(`${AT}/file/yaml`);
    assert.match(yaml.text, /G-CASE:/u);
    const svg = await viewer.get(`${AT}/file/svg`);
    assert.match(svg.text, /G-CASE in the safety argument/u);
  });

  test('takes in an argument that somebody brought, whole and without verdicts', async () => {
    const text = 'G1:\n  text: It is safe\n  supportedBy: [Sn1, Sn9]\nSn1:\n  text: The test\n';
    const page = await engineer.send(`${AT}/documents/new`, { title: 'Of the supplier', text }, { follow: true });
    assert.match(page.text, /ARG-1 is kept\..*It has no verdicts.*G1 is supported by Sn9, which is not there/u);
    const broken = await engineer.send(`${AT}/documents/new`, { title: 'Of nobody', text: 'G1: [' });
    assert.match(broken.text, /this is not YAML/u);
    await assert.rejects(
      execute(
        app.ground,
        anyCommand(importArgument),
        { service: 'WOUND', title: 'x', files: [] },
        { actor: actorOf(engineer, 'safety engineer'), organisation: app.organisation },
      ),
      /Give at least one file/u,
    );
  });

  test('its pages are whole without JavaScript, on a phone and on a screen', async () => {
    const me = await app.as({ name: 'Juniper Hale', roles: ['deputy clinical safety officer'] });
    const paths = [AT, `${AT}?of=G-KNOWN`, `${AT}/claims/G-KNOWN`, `${AT}/documents/new`, `${AT}/documents/ARG-1`];
    await withBrowser(async (browser) => {
      for (const width of [320, 1280])
        await me.open(browser, { width }, async (page) => {
          for (const path of paths) {
            await page.goto(path);
            assert.deepEqual(await axe(page), [], path);
            const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
            assert.ok(Number(over) <= 0, `${path} at ${width}`);
          }
        });
      await me.open(browser, { width: 320, javaScript: false }, async (page) => {
        await page.goto(`${AT}/claims/G-PEOPLE`);
        await page.fill('#against', 'Half of the team is new.');
        await page.getByLabel('I looked, and know of nothing that is not known').check();
        await page.getByRole('button', { name: 'Save what speaks against it' }).click();
        assert.match((await page.textContent('main'))!, /What speaks against it was saved\./u);
      });
    });
  });
});
