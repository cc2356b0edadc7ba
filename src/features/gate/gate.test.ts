import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { anyCommand } from '../../platform/commands/command.ts';
import { Conflict, Denied, InputProblem, NotFound } from '../../platform/commands/problems.ts';
import { gateContribution, type GateContribution } from '../../platform/gate.ts';
import { recompute } from '../../platform/subjects/recompute.ts';
import { testApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { doAs, makeOfficer, type Somebody } from '../approvals/testing/officers.ts';
import { recordRelease, releaseGoesLive, withdrawRelease } from '../evidence/commands.ts';
import type { Authorised } from '../plan/index.ts';
import { recordReleaseDetails } from '../releases/record-command.ts';
import { run } from './cli.ts';
import { declareNoIncident, recordGate, recordRollback, setGatePolicy } from './commands.ts';
import { overriding } from './override-commands.ts';
import type { GateRecord } from './record.ts';

const app = await testApp({ now: new Date('2026-03-12T09:00:00Z') });
let cso: Somebody;
let executive: Somebody;
let developer: Visitor;
let viewer: Visitor;

/** What a test says of the impact of releases, by their versions; nothing, where it says nothing. */
const impacts = new Map<string, 'looked at' | 'not looked at'>();

/** A room that asks something of a release, in place of those of the product. */
const impactRoom: GateContribution = gateContribution<{ impact: string }>({
  checks: [
    {
      id: 'test.impact-stated',
      asks: 'Somebody competent said what the change means for safety.',
      how: 'by hand',
      reads: ['impact'],
      begins: () => [{ text: 'Saying what it means', href: '/services/WOUND/releases/1.4.0' }, ' clears it.'],
      decide: ({ impact }, { release }) => ({
        result: impact === 'looked at' ? 'passed' : 'failed',
        says: [`The impact of ${release ?? ''} was ${impact}.`],
        clears: [{ text: 'Looking at it', href: '/services/WOUND/releases/1.4.0' }, ' clears it.'],
        until: null,
        shown: [],
      }),
    },
  ],
  facts: async (_tx, { release }) => {
    const impact = impacts.get(release.version);
    return impact === undefined ? {} : { impact };
  },
});
(app.ground.kinds as { gate: readonly GateContribution[] }).gate = [impactRoom];

let plan: readonly Authorised[] | null = null;
const { overrideGate, authoriseUrgentFix } = overriding(async () => plan);

const LEFT_OUT = {
  'plan.approved': 'The plan is approved on paper.',
  'plan.follows-changes': 'The plan is kept on paper.',
  'approvals.intended-use-approved': 'It is approved on paper.',
  'hazards.log-approved': 'The log is kept elsewhere.',
  'hazards.residual-acceptable': 'The log is kept elsewhere.',
};

before(async () => {
  const made = await app.api('POST', 'services/createService', {
    reference: 'WOUND',
    name: 'Willowbank Wound Care',
    role: 'both',
    phase: 'live',
  });
  assert.equal(made.status, 200, JSON.stringify(made.json));
  const somebody = async (name: string, roles: Somebody['roles']): Promise<Somebody> => ({
    visitor: await app.as({ name, roles }),
    roles,
  });
  cso = await somebody('Wren Applewhite', ['clinical safety officer']);
  executive = await somebody('Barnaby Quince', ['accountable executive', 'product owner']);
  developer = await app.as({ name: 'Posy Thackray', roles: ['developer'] });
  viewer = await app.as({ name: 'Percival Lark', roles: ['viewer'] });
});

async function asked(version: string): Promise<GateRecord> {
  const answer = await viewer.api('GET', 'gate/gate', { service: 'WOUND', version });
  assert.equal(answer.status, 200, JSON.stringify(answer.json));
  return answer.json as unknown as GateRecord;
}

const idsOf = (all: GateRecord['reasons']) => all.map(({ id, result }) => `${id}: ${result}`);
const named = (version: string) => ({ service: 'WOUND', version });

/** The verb on the data of this computer, which is the test's. */
async function primum(
  ...args: string[]
): Promise<{ readonly exit: number; readonly out: string; readonly err: string }> {
  const said = { out: '', err: '' };
  const into = (name: 'out' | 'err') => ({
    write: (text: string | Uint8Array, done?: () => void) => {
      said[name] += typeof text === 'string' ? text : Buffer.from(text).toString();
      done?.();
      return true;
    },
  });
  const io = {
    out: into('out'),
    err: into('err'),
    env: { PRIMUM_URL: 'https://primum.example' },
    open: () => Promise.resolve({ ground: app.ground, close: () => Promise.resolve() }),
  };
  const exit = await run(args, io as unknown as Parameters<typeof run>[1]);
  return { exit, ...said };
}

describe('from nothing to go', () => {
  test('of a release that nobody recorded nothing can be told', async () => {
    const answer = await asked('1.4.0');
    assert.equal(answer.verdict, 'cannot-tell');
    assert.equal(answer.mode, 'advise');
    assert.ok(idsOf(answer.reasons).includes('gate.release-recorded: unknown'));
    assert.ok(idsOf(answer.reasons).includes('test.impact-stated: unknown'));
    assert.ok(answer.reasons.every(({ clears }) => clears !== ''));
    const { exit, out } = await primum('--service', 'WOUND', '--version', '1.4.0');
    assert.equal(exit, 3);
    assert.match(out, /^It is not known whether this release may go\./mu);
  });

  test('each reason is said with what clears it, and is cleared', async () => {
    await developer.execute(anyCommand(recordRelease), { service: 'WOUND', release: '1.4.0', candidate: true });
    impacts.set('1.4.0', 'not looked at');
    const first = await asked('1.4.0');
    assert.equal(first.verdict, 'no-go');
    assert.ok(idsOf(first.reasons).includes('people.officer-nominated: unknown'), JSON.stringify(idsOf(first.reasons)));
    assert.ok(idsOf(first.reasons).includes('gate.no-incident-undermines: unknown'));
    assert.match(first.says, /^1 thing stops it\./u);

    await makeOfficer(app, cso, { service: 'WOUND', office: 'clinical safety officer', executive });
    await assert.rejects(
      developer.execute(anyCommand(setGatePolicy), { service: 'WOUND', mode: 'warn', days: 14 }),
      Denied,
    );
    await cso.visitor.execute(anyCommand(setGatePolicy), {
      service: 'WOUND',
      mode: 'warn',
      days: 14,
      leftOut: LEFT_OUT,
    });
    const second = await asked('1.4.0');
    assert.deepEqual(idsOf(second.reasons), ['test.impact-stated: failed', 'gate.no-incident-undermines: unknown']);
    assert.deepEqual(second.leftOut.map(({ id }) => id).toSorted(), Object.keys(LEFT_OUT).toSorted());
    impacts.set('1.4.0', 'looked at');
    assert.equal((await asked('1.4.0')).verdict, 'cannot-tell');

    const form = '/services/WOUND/gate/no-incident';
    const empty = await cso.visitor.send(form, {});
    assert.match(empty.text, /Say what you looked at/u);
    const done = await cso.visitor.send(form, { note: 'All reports since January.' }, { confirm: true, follow: true });
    assert.match(done.text, /Your declaration is kept\./u);
    assert.match(done.text, /No incident undermines the safety case because Wren Applewhite declared so on 12 March/u);
    const last = await asked('1.4.0');
    assert.equal(last.verdict, 'go', JSON.stringify(last.reasons));
    assert.deepEqual(last.reasons, []);
    assert.equal(last.holds.length, 5);
    assert.equal((await primum('--service', 'WOUND', '--version', '1.4.0')).exit, 0);
  });

  test('an answer that is kept stays as it was', async () => {
    const kept = await developer.send('/services/WOUND/releases/1.4.0/gate/record', {}, { follow: true });
    assert.match(kept.text, /It was kept as GATE-1\..*GATE-1 for release 1\.4\.0, as it was This release may go/u);
    impacts.set('1.4.0', 'not looked at');
    assert.match((await viewer.get('/services/WOUND/gates/GATE-1')).text, /This release may go Nothing stops it/u);
    assert.match(
      (await viewer.get('/services/WOUND/releases/1.4.0/gate')).text,
      /This release may not go yet 1 thing stops it\..*What stops it \(1\) Does not hold The impact of 1\.4\.0 was not looked at\./u,
    );
    impacts.set('1.4.0', 'looked at');
    assert.equal((await viewer.get('/services/WOUND/gates/GATE-99')).status, 404);
  });
});

describe('the policy', () => {
  test('changes no verdict', async () => {
    impacts.set('1.4.0', 'not looked at');
    const verdicts = [];
    for (const mode of ['enforce', 'warn', 'advise']) {
      const { json } = await viewer.api('GET', 'gate/gatePolicy', { service: 'WOUND' });
      await cso.visitor.execute(anyCommand(setGatePolicy), {
        service: 'WOUND',
        mode,
        days: 14,
        leftOut: LEFT_OUT,
        version: json['version'],
        reason: 'We try each.',
      });
      const { verdict, mode: said } = await asked('1.4.0');
      verdicts.push(`${said}: ${verdict}`);
    }
    assert.deepEqual(verdicts, ['enforce: no-go', 'warn: no-go', 'advise: no-go']);
    impacts.set('1.4.0', 'looked at');
  });

  test('is set on a page, becomes weaker with a reason alone, and of two the second sees both', async () => {
    const form = '/services/WOUND/gate/policy';
    const shown = await cso.visitor.get(form);
    assert.match(shown.text, /What is left out is said beside every answer/u);
    const set = await cso.visitor.send(form, { mode: 'enforce', reason: '' }, { follow: true });
    assert.match(set.text, /The policy was set\..*Enforces: the pipeline stops where the answer is not go/u);
    const weaker = await cso.visitor.send(form, { mode: 'advise', reason: '' });
    assert.match(weaker.text, /Say why a pipeline is to be stopped by less than before\./u);
    const version = ((await viewer.api('GET', 'gate/gatePolicy', { service: 'WOUND' })).json as { version: number })
      .version;
    const policy = { service: 'WOUND', mode: 'enforce', days: 7, leftOut: LEFT_OUT, version };
    await cso.visitor.execute(anyCommand(setGatePolicy), policy);
    await assert.rejects(cso.visitor.execute(anyCommand(setGatePolicy), policy), Conflict);
    await assert.rejects(
      cso.visitor.execute(anyCommand(setGatePolicy), { ...policy, leftOut: { 'gate.release-recorded': 'No.' } }),
      InputProblem,
    );
    assert.match(
      (await viewer.get('/services/WOUND/gate')).text,
      /5 conditions are left out:.*The log is kept elsewhere/u,
    );
    assert.doesNotMatch((await viewer.get('/services/WOUND/gate')).html, /gate\/policy"/u, 'no closed door is offered');
  });
});

describe('an override', () => {
  const reason = 'The ward has no other way to send photos.';

  test('is for nobody while no plan names anybody', async () => {
    const override = anyCommand(overrideGate);
    await assert.rejects(
      doAs(app, cso, override, { ...named('1.4.0'), reason, days: 3 }),
      /no clinical risk management plan/u,
    );
    assert.match(
      (await cso.visitor.get('/services/WOUND/releases/1.4.0/gate/override')).text,
      /Nobody may override the gate|By the plan that is approved/u,
    );
  });

  test('is signed by whom the plan names, changes no verdict, ends by itself, and stays to be seen', async () => {
    impacts.set('1.4.0', 'not looked at');
    plan = [{ role: 'clinical safety officer', person: null }];
    const override = anyCommand(overrideGate);
    await assert.rejects(doAs(app, executive, override, { ...named('1.4.0'), reason, days: 3 }), Denied);
    await assert.rejects(cso.visitor.execute(override, { ...named('1.4.0'), reason, days: 3 }), /Confirm/u);
    await assert.rejects(doAs(app, cso, override, { ...named('1.4.0'), reason, days: 15 }), InputProblem);
    await assert.rejects(doAs(app, cso, override, { ...named('9.9.9'), reason, days: 3 }), NotFound);
    await doAs(app, cso, override, { ...named('1.4.0'), reason, days: 3 });
    const during = await asked('1.4.0');
    assert.deepEqual([during.verdict, during.overridden], ['no-go', true]);
    assert.equal(during.overrides[0]!.role, 'clinical safety officer');
    const page = '/services/WOUND/releases/1.4.0/gate';
    const words = /Overridden by Wren Applewhite \(clinical safety officer\) until 15 March 2026\. The verdict stays/u;
    assert.match((await viewer.get(page)).text, words);
    assert.equal((await primum('--service', 'WOUND', '--version', '1.4.0')).exit, 1, 'the code is of the verdict');
    assert.match((await viewer.get('/services/WOUND/gate')).text, /Overrides \(1\) 1 in force\. 1\.4\.0: Overridden/u);
    impacts.set('1.4.0', 'looked at');
  });

  test('is of what the release consisted of then', async () => {
    plan = [{ role: 'clinical safety officer', person: null }];
    const details = (version: string, commit: string) =>
      developer.execute(anyCommand(recordReleaseDetails), { service: 'WOUND', release: version, commit });
    const override = (version: string) =>
      doAs(app, cso, anyCommand(overrideGate), { ...named(version), reason: 'Waiting harms more.', days: '2' });
    impacts.set('1.5.0', 'not looked at');
    await details('1.5.0', 'aaaaaaa');
    await override('1.5.0');
    assert.equal((await asked('1.5.0')).overridden, true);
    await details('1.5.0', 'bbbbbbb');
    assert.equal((await asked('1.5.0')).overridden, false, 'somebody put something else under its name');
  });

  test('as an urgent safety fix is looked at within 5 working days, which is an action', async () => {
    await developer.execute(anyCommand(recordRelease), { service: 'WOUND', release: '1.4.1', candidate: true });
    await doAs(app, cso, anyCommand(authoriseUrgentFix), { ...named('1.4.1'), reason, days: 2 });
    const { overrides } = await asked('1.4.1');
    assert.equal(overrides[0]!.review!.due, '2026-03-19');
    const action = await app.get(`/actions/${overrides[0]!.review!.action}`);
    assert.match(action.text, /Look at the urgent safety fix 1\.4\.1.*19 March 2026/u);
  });
});

describe('never stopped', () => {
  test('is a rollback to what was approved when it went live', async () => {
    // 1.4.0 was answered go and that was kept; then it goes live, and something no longer holds.
    await developer.execute(anyCommand(releaseGoesLive), { service: 'WOUND', release: '1.4.0' });
    impacts.set('1.4.0', 'not looked at');
    const { result } = await developer.execute(anyCommand(recordRollback), {
      ...named('1.4.0'),
      reason: 'It is slow.',
    });
    assert.equal(result['verdict'], 'go');
    const page = await viewer.get(`/services/WOUND/gates/${result['gate'] as string}`);
    assert.match(page.text, /Going back to this release is recorded.*It is slow\..*was not looked at/u);
    assert.match(page.text, /It stopped nothing here/u);
    const { exit, out } = await primum('--service', 'WOUND', '--version', '1.4.0', '--rollback', '--reason', 'Slow.');
    assert.equal(exit, 0);
    assert.match(out, /This is never stopped, and is recorded\..*Slow\./su);
    // It changes nothing for whoever asks about it as a new one.
    assert.equal((await asked('1.4.0')).verdict, 'no-go');
  });

  test('but of what never was approved it is asked as of any other', async () => {
    await developer.execute(anyCommand(recordRelease), { service: 'WOUND', release: '1.2.0', candidate: false });
    const back = async (version: string) =>
      (await developer.execute(anyCommand(recordRollback), { ...named(version), reason: 'It is slow.' })).result[
        'verdict'
      ];
    assert.equal(await back('1.2.0'), 'cannot-tell');
    assert.equal(await back('0.0.1'), 'cannot-tell');
    // Kept only after it had gone live: that approved nothing.
    impacts.set('1.2.0', 'looked at');
    assert.equal((await developer.execute(anyCommand(recordGate), named('1.2.0'))).result['verdict'], 'go');
    impacts.set('1.2.0', 'not looked at');
    assert.equal(await back('1.2.0'), 'no-go');
    await developer.execute(anyCommand(withdrawRelease), {
      service: 'WOUND',
      release: '1.4.0',
      reason: '1.4.1 replaced it.',
    });
    assert.equal(await back('1.4.0'), 'go', 'it was approved, and was replaced since');
    assert.equal((await asked('1.4.0')).verdict, 'no-go');
  });

  test('and what was approved is what went live, and nothing that took its name', async () => {
    const details = (version: string, commit: string, live = false) =>
      developer.execute(anyCommand(recordReleaseDetails), { service: 'WOUND', release: version, commit, live });
    const back = async (version: string) =>
      (await developer.execute(anyCommand(recordRollback), { ...named(version), reason: 'It is slow.' })).result[
        'verdict'
      ];
    const said = async (version: string, impact: 'looked at' | 'not looked at') => {
      impacts.set(version, impact);
      return (await developer.execute(anyCommand(recordGate), named(version))).result['verdict'];
    };
    await details('2.0.0', 'aaaaaaa');
    assert.equal(await said('2.0.0', 'looked at'), 'go');
    await details('2.0.0', 'bbbbbbb', true);
    impacts.set('2.0.0', 'not looked at');
    assert.equal(await back('2.0.0'), 'no-go', 'another commit went live than was approved');

    await details('2.0.1', 'aaaaaaa');
    assert.equal(await said('2.0.1', 'looked at'), 'go');
    assert.equal(await said('2.0.1', 'not looked at'), 'no-go');
    await details('2.0.1', 'aaaaaaa', true);
    assert.equal(await back('2.0.1'), 'no-go', 'the last answer before it went live was no');

    await details('2.0.2', 'aaaaaaa');
    assert.equal(await said('2.0.2', 'looked at'), 'go');
    await details('2.0.2', 'aaaaaaa', true);
    impacts.set('2.0.2', 'not looked at');
    assert.equal(await back('2.0.2'), 'go');
  });

  test('is switching something off', async () => {
    const form = '/services/WOUND/gate/switch-off';
    const done = await developer.send(form, { what: 'Photo upload', reason: 'It fails.' }, { follow: true });
    assert.match(done.text, /Switching it off is recorded.*Photo upload: It fails\./u);
    const { exit } = await primum('--service', 'WOUND', '--switch-off', 'Messages', '--reason', 'They come twice.');
    assert.equal(exit, 0);
  });
});

describe('the command line', () => {
  test('says it in lines of 80 columns, with what clears each and a link', async () => {
    impacts.set('1.4.1', 'not looked at');
    const { exit, out } = await primum('--service', 'wound', '--version', '1.4.1');
    assert.equal(exit, 1);
    assert.match(out, /^Willowbank Wound Care, release 1\.4\.1, as at 12 March 2026, /u);
    assert.match(out, /^This release may not go yet\. 1 thing stops it\./mu);
    assert.match(
      out,
      /^ Does not hold {3}The impact of 1\.4\.1 was not looked at\.\n {17}Looking at it clears it\.\n {17}https:\/\/primum\.example\/services\/WOUND\/releases\/1\.4\.0$/mu,
    );
    assert.match(
      out,
      /^Enforces: the pipeline stops where the answer is not go\. Not kept\. Exit 1\. The\nsame as a page:\nhttps:\/\/primum\.example\/services\/WOUND\/releases\/1\.4\.1\/gate$/mu,
    );
    const long = out.split('\n').filter((line) => line.length > 80 && !line.includes('https://'));
    assert.deepEqual(long, []);
    assert.ok(!out.includes('\u001b'), 'no colour but on a terminal');
    const all = await primum('--service', 'WOUND', '--version', '1.4.1', '--all');
    assert.match(all.out, /^ Holds {11}Release 1\.4\.1 is recorded as a candidate\.$/mu);
    const kept = await primum('--service', 'WOUND', '--version', '1.4.1', '--record');
    assert.match(kept.out, /Recorded as GATE-\d+\.\sExit 1\./u);
  });

  test('says it as JSON, word for word as the page does', async () => {
    const { exit, out } = await primum('--service', 'WOUND', '--version', '1.4.1', '--format', 'json');
    assert.equal(exit, 1);
    const answer = JSON.parse(out) as GateRecord;
    assert.deepEqual([answer.verdict, answer.mode], ['no-go', 'enforce']);
    // What the steps of pipelines look for stands at the beginning of a line.
    assert.match(out, /^ {2}"mode": "enforce",$/mu);
    assert.match(out, /^ {2}"overridden": true,$/mu);
    const page = (await viewer.get('/services/WOUND/releases/1.4.1/gate')).text;
    for (const { says, clears } of answer.reasons) assert.ok(page.includes(`${says} ${clears}`), says);
  });

  test('says it as JUnit: a failure for what stops it, an error for what is not known', async () => {
    impacts.delete('1.4.1');
    const open = await primum('--service', 'WOUND', '--version', '1.4.1', '--format', 'junit');
    assert.equal(open.exit, 3);
    assert.match(open.out, /<testsuites name="Primum" tests="5" failures="0" errors="1">/u);
    assert.match(
      open.out,
      /name="test\.impact-stated">\n {6}<error message="“Somebody competent said .*” Nothing is known/u,
    );
    impacts.set('1.4.1', 'not looked at');
    const stopped = await primum('--service', 'WOUND', '--version', '1.4.1', '--format', 'junit');
    assert.match(
      stopped.out,
      /failures="1" errors="0">[^]*<failure message="The impact of 1\.4\.1 was not looked at\."/u,
    );
  });

  test('a wrong call ends with 2, and never with the code of a no', async () => {
    assert.match((await primum('--version', '1')).err, /Which service\?/u);
    for (const args of [
      ['--service', 'WOUND'],
      ['--service', 'NONE', '--version', '1'],
      ['--service', 'WOUND', '--version', '1', '--format', 'xml'],
      ['--service', 'WOUND', '--version', '1.4.0', '--rollback'],
      ['--what'],
    ])
      assert.equal((await primum(...args)).exit, 2, args.join(' '));
    assert.match((await primum('--help')).out, /0 go; {2}1 no-go; {2}2 a wrong call/u);
  });
});

test('words that people typed are words, in pages and in XML', async () => {
  const script = '<script>alert(1)</script> & "quoted"';
  await doAs(app, cso, anyCommand(declareNoIncident), { service: 'WOUND', note: script });
  await executive.visitor.send('/services/WOUND/gate/incident', { reason: script });
  for (const path of ['/services/WOUND/gate', '/services/WOUND/releases/1.4.1/gate'])
    assert.doesNotMatch((await viewer.get(path)).html, /<script>alert/u);
  const { out } = await primum('--service', 'WOUND', '--version', '1.4.1', '--format', 'junit');
  assert.match(out, /&lt;script&gt;alert\(1\)&lt;\/script&gt; &amp; &quot;quoted&quot;/u);
});

test('its pages are complete without scripts, and can be used by everybody', async () => {
  const pages = [
    '/services/WOUND/gate',
    '/services/WOUND/releases/1.4.1/gate',
    '/services/WOUND/gates/GATE-1',
    '/services/WOUND/gate/policy',
    '/services/WOUND/releases/1.4.1/gate/override',
  ];
  await withBrowser(async (browser) => {
    for (const width of [320, 1280])
      for (const javaScript of [true, false])
        await cso.visitor.open(browser, { width, javaScript }, async (page) => {
          for (const path of pages) {
            await page.goto(path);
            if (javaScript) assert.deepEqual(await axe(page), [], `${path} at ${width}`);
            assert.equal((await page.locator('h1').all()).length, 1);
            const box = await page.locator('main').boundingBox();
            assert.ok(box && box.x + box.width <= width, `${path} scrolls sideways at ${width}`);
          }
        });
  });
});

// Last: time that has passed ends the sessions of everybody above.
test('what was declared and overridden ends by itself, and an incident takes a declaration back', async () => {
  impacts.set('1.4.1', 'looked at');
  await doAs(app, cso, anyCommand(declareNoIncident), { service: 'WOUND', note: 'All reports since January.' });
  assert.equal((await asked('1.4.1')).verdict, 'go');
  app.clock.now = new Date('2026-03-27T09:00:00Z');
  viewer = await app.as({ name: 'Percival Lark', roles: ['viewer'] });
  const doubter = await app.as({ name: 'Imogen Sedge', roles: ['incident handler'] });
  const lapsed = await asked('1.4.1');
  assert.equal(lapsed.verdict, 'no-go');
  assert.ok(idsOf(lapsed.reasons).includes('gate.no-incident-undermines: needs-review'));
  assert.match((await viewer.get('/services/WOUND/gate')).text, /is not known because what Wren Applewhite declared/u);
  await assert.rejects(app.sign(anyCommand(declareNoIncident), { service: 'WOUND', note: '' }), InputProblem);
  await doAs(app, cso, anyCommand(declareNoIncident), { service: 'WOUND', note: 'All reports since then.' });
  assert.equal((await asked('1.4.1')).verdict, 'go');
  const said = await doubter.send(
    '/services/WOUND/gate/incident',
    { reason: 'A photo was shown beside the wrong name.' },
    { follow: true },
  );
  assert.match(said.text, /An incident may undermine the safety case because Imogen Sedge said so on 27 March/u);
  assert.equal((await asked('1.4.1')).verdict, 'no-go');
  await doAs(app, cso, anyCommand(declareNoIncident), { service: 'WOUND', note: 'It was the wrong ward list.' });
  assert.equal((await asked('1.4.1')).verdict, 'go');
  const after = (await viewer.get('/services/WOUND/releases/1.4.1/gate')).text;
  assert.match(after, /Let go as an urgent safety fix by .* and ended on 14 March 2026/u);
  assert.equal((await asked('1.4.1')).overridden, false);
  assert.match((await viewer.get('/services/WOUND/gate')).text, /Overrides \(3\) None is in force\./u);
  assert.deepEqual(await app.ground.database.read(app.organisation, (tx) => recompute(tx, app.ground.kinds)), []);
});

test('an override that had ended when its release went live approves no rollback to it', async () => {
  plan = [{ role: 'clinical safety officer', person: null }];
  impacts.set('1.5.1', 'not looked at');
  await developer.execute(anyCommand(recordRelease), { service: 'WOUND', release: '1.5.1', candidate: true });
  await doAs(app, cso, anyCommand(overrideGate), { ...named('1.5.1'), reason: 'Waiting harms more.', days: '2' });
  app.clock.now = new Date(app.clock.now.getTime() + 5 * 86_400_000);
  await developer.execute(anyCommand(releaseGoesLive), { service: 'WOUND', release: '1.5.1' });
  const { result } = await developer.execute(anyCommand(recordRollback), { ...named('1.5.1'), reason: 'Slow.' });
  assert.notEqual(result['verdict'], 'go');
});
