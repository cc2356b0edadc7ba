import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { anyCommand } from '../../platform/commands/command.ts';
import { Conflict, Denied, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { recompute } from '../../platform/subjects/recompute.ts';
import { momentOf } from '../../platform/ledger/moment-store.ts';
import { observe } from '../../rules/checks.ts';
import { textOf } from '../../words/sentence.ts';
import { testApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { makeOfficer, shownOf, doAs, type Somebody } from '../approvals/testing/officers.ts';
import { signing } from '../approvals/index.ts';
import { findService } from '../services/index.ts';
import { checksOf } from './checks.ts';
import { addProcess, stopProcess, writeProcess } from './commands.ts';
import { lastRun } from './domain.ts';
import { knownProcesses } from './reading.ts';
import { recordProcessRun, withdrawProcessRun } from './run-commands.ts';
import { processSignable } from './signing.ts';
import { processByKey, runsOf } from './store.ts';
import { processTemplates } from './templates.ts';

const app = await testApp({ now: new Date('2026-03-12T09:00:00Z') });
const { signCommand } = await signing();
const AT = '/services/WOUND/processes';
let cso: Somebody;
let executive: Somebody;
let developer: Visitor;
let viewer: Visitor;

async function service(reference: string, name: string): Promise<void> {
  const response = await app.api('POST', 'services/createService', { reference, name, role: 'both', phase: 'live' });
  assert.equal(response.status, 200, JSON.stringify(response.json));
}

before(async () => {
  await service('WOUND', 'Willowbank Wound Care');
  await service('FALLS', 'Heron Lane Falls Diary');
  const somebody = async (name: string, roles: Somebody['roles']): Promise<Somebody> => ({
    visitor: await app.as({ name, roles }),
    roles,
  });
  cso = await somebody('Wren Applewhite', ['clinical safety officer']);
  executive = await somebody('Barnaby Quince', ['accountable executive', 'product owner']);
  await makeOfficer(app, cso, { service: 'WOUND', office: 'clinical safety officer', executive });
  developer = await app.as({ name: 'Posy Thackray', roles: [{ role: 'developer', service: 'WOUND', until: null }] });
  viewer = await app.as({ name: 'Percival Lark', roles: [{ role: 'viewer', service: 'WOUND', until: null }] });
});

const PARTS = {
  what: 'We walk through the ward with the nurse in charge, and write down what went wrong.',
  who: 'Imogen Sedge, and whoever is on duty.',
  starts: 'A call of the ward.',
  comes: 'A page in the blue folder.',
};
const written = (owner: string, more: object = {}) => ({
  ...PARTS,
  service: 'WOUND',
  sort: 'when it happens',
  every: 182,
  owner,
  ...more,
});

/** What the two checks of a process say, at a moment. */
async function checksSay(id: string, on: Date | null = null): Promise<string[]> {
  const now = app.clock.now;
  return app.ground.database.read(app.organisation, async (tx) => {
    const { rows } = {
      rows: await tx.rows<{ id: string }>({
        text: "select id from service where reference = 'WOUND' and to_seq = 9007199254740991",
        values: [],
      } as never),
    };
    const one = { id: rows[0]!.id, reference: 'WOUND', name: 'Willowbank', phase: 'live', role: 'both' } as const;
    const moment = await momentOf(tx, on, now);
    const facts = (await knownProcesses(tx, [one], moment)).get(one.id) ?? {};
    return checksOf(processTemplates())
      .filter((check) => check.id.startsWith(`processes.${id}.`))
      .map((check) => {
        const { result, says } = observe(check as never, facts, { now: moment.now, service: one });
        return `${result}: ${textOf(says)}`;
      });
  });
}

describe('a process', () => {
  test('begins with a template that counts as nothing', async () => {
    const empty = await app.get(AT);
    assert.match(empty.text, /A document that exists is not a process that works\..*Nobody has begun these/u);
    assert.match(empty.text, /Managing live safety incidents What happens from.*Start from the template/u);
    const unbegun = await app.get(`${AT}/live-incidents`);
    assert.match(
      unbegun.text,
      /Nothing is known of this process because nobody has written it down.*What good looks like One way to tell us/u,
    );
    assert.match(unbegun.text, /DCB0129 7\.2\.1 \(read in the source: DCB0129 Specification v4\.2/u);
    assert.deepEqual(await checksSay('live-incidents'), [
      'unknown: “The process “Managing live safety incidents” is written down, approved and current.” Nothing is known of this yet.',
      'unknown: “The process “Managing live safety incidents” was run or rehearsed as often as it says, and what that finds is put right.” Nothing is known of this yet.',
    ]);
    // Sent as it came: saved, and not written.
    const saved = await app.send(`${AT}/live-incidents/write`, {}, { follow: true });
    assert.match(
      saved.text,
      /What is written was saved\..*is begun and not written because “What we do” still has \[where\] in it/u,
    );
    assert.doesNotMatch(saved.text, /written, not working/iu);
    const desk = await app.get('/');
    assert.match(desk.text, /is begun and not written because.*Open the process/u, 'on the desk of its owner');
    assert.doesNotMatch(desk.text, /written, not working/iu);
    assert.match((await app.get(AT)).text, /1 process begun\..*Not met begun, not written Last run Never run/u);
    assert.match((await checksSay('live-incidents'))[0]!, /^failed: The process is begun and not written/u);
    assert.equal((await checksSay('live-incidents'))[1], 'not-run: “Managing live safety incidents” was never run.');
  });

  test('is written in one’s own words, approved by an officer, and not working until it is run', async () => {
    const page = await app.send(`${AT}/live-incidents/write`, PARTS, { follow: true });
    assert.doesNotMatch(page.text, /begun and not written/u);
    assert.match(page.text, /is not approved because nobody has signed a version of it yet/u);
    assert.match(
      page.text,
      /is written, not working because no run of it was ever recorded\. A recorded run or rehearsal/u,
    );
    assert.match(page.text, /How often When it happens, and rehearsed if it has not for 6 months/u);
    assert.deepEqual(await checksSay('live-incidents'), [
      'not-run: It is written and not approved.',
      'not-run: “Managing live safety incidents” is written, and was never run.',
    ]);
    const named = { service: 'WOUND', process: 'live-incidents' };
    const sign = async () =>
      doAs(app, cso, signCommand(processSignable), {
        ...named,
        decision: 'approve',
        ...(await shownOf(app, processSignable, named)),
      });
    assert.match((await cso.visitor.get(`${AT}/live-incidents/sign`)).text, /it can be followed by whoever has to/u);
    await sign();
    assert.match((await checksSay('live-incidents'))[0]!, /^passed: Version 1 was approved on 12 March 2026/u);
    assert.match((await cso.visitor.get(`${AT}/live-incidents/versions`)).text, /Wren Applewhite/u);
    // Who answers for it is no word of what was signed; what is done is.
    await app.send(`${AT}/live-incidents/write`, { owner: developer.person.id });
    assert.match((await checksSay('live-incidents'))[0]!, /^passed/u);
    await app.send(`${AT}/live-incidents/write`, { who: 'Whoever is on duty.' });
    assert.deepEqual(
      (await checksSay('live-incidents'))[0],
      'needs-review: It has changed since version 1 was approved on 12 March 2026.',
    );
    assert.match((await cso.visitor.get('/')).text, /Version 1 of the process .* is out of date/u);
    assert.match((await cso.visitor.get(`${AT}/live-incidents/sign`)).text, /Who does it.*Imogen Sedge, and whoever/u);
    await sign();
    assert.match((await checksSay('live-incidents'))[0]!, /^passed: Version 2/u);
  });

  test('is rehearsed, and what that finds is put right', async () => {
    assert.match((await developer.get('/')).text, /is written, not working.*Record a run/u, 'on the desk of its owner');
    const form = `${AT}/live-incidents/runs/new`;
    const wrong = await developer.send(form, { on: '2026-03-13', outcome: 'something to put right' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /Say who took part\..*Say what was found/u);
    const unsaid = { on: '2026-03-11', by: 'Posy', found: 'All well.', outcome: 'as it should be' };
    assert.match((await developer.send(form, unsaid)).text, /Choose whether it happened, or was a rehearsal\./u);
    const typed = { on: '2026-03-13', by: 'Posy and the ward', found: 'Nobody had the number.', sort: 'rehearsal' };
    const again = await developer.send(form, { ...typed, outcome: 'something to put right' });
    assert.match(again.text, /what is still to come has shown nothing\..*Say what has to be done to put it right\./u);
    const nobody = await developer.send(form, {
      ...typed,
      on: '2026-03-11',
      outcome: 'something to put right',
      action: 'Print the number',
    });
    assert.match(nobody.text, /There is a problem Choose who does it\./u);
    const done = await developer.send(
      form,
      {
        ...typed,
        on: '2026-03-11',
        outcome: 'something to put right',
        action: 'Print the number on every badge',
        actionOwner: developer.person.id,
        actionDue: '2026-03-20',
      },
      { follow: true },
    );
    assert.match(done.text, /It was recorded\..*The last run of .* found something to put right because ACT-1/u);
    assert.match(done.text, /11 March 2026 Rehearsal Withdraw.*ACT-1 Print the number on every badge \(open\)/u);
    assert.match(
      (await checksSay('live-incidents'))[1]!,
      /^needs-review: The last rehearsal, on 11 March 2026, found/u,
    );
    assert.match(
      (await app.get('/actions/ACT-1')).text,
      /Rehearsal of “Managing live safety incidents” on 11 March 2026/u,
    );
    const action = await app.api('POST', 'actions/finishAction', {
      action: 'ACT-1',
      version: ((await app.api('GET', 'actions/action', { action: 'ACT-1' })).json['action'] as { version: number })
        .version,
      evidence: 'Every badge has it.',
    });
    assert.equal(action.status, 200, JSON.stringify(action.json));
    assert.match(
      (await checksSay('live-incidents'))[1]!,
      /^passed: The last rehearsal was on 11 March 2026, and nothing of what it found is open\. .* That was a rehearsal/u,
    );
  });
});

describe('attacked', () => {
  const write = anyCommand(writeProcess);
  const owner = () => executive.visitor.person.id;
  const governance = (more: object = {}) => written(owner(), { process: 'governance', version: 0, ...more });

  test('of two who write at once, the second sees both versions', async () => {
    const { result } = await executive.visitor.execute(write, governance());
    await assert.rejects(executive.visitor.execute(write, governance()), Conflict);
    const form = `${AT}/governance/write`;
    const me = await app.as({ name: 'Percival Other', roles: ['product owner'] });
    const seen = await me.get(form);
    const key = /name="_key" value="([^"]+)"/u.exec(seen.html)![1]!;
    const token = /name="_token" value="([^"]+)"/u.exec(seen.html)![1]!;
    await executive.visitor.execute(write, governance({ version: result['version'], who: 'The ward sister.' }));
    const typed = written(owner(), { version: result['version'], who: 'The matron.' });
    const second = await me.post(form, {
      ...(Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, String(value)])) as Record<
        string,
        string
      >),
      _key: key,
      _token: token,
    });
    assert.match(second.text, /Somebody changed “Safety governance and forum” while you were here/u);
    assert.match(second.text, /What stands there now The ward sister\. What you typed The matron\./u);
  });

  test('what is sent twice is done once', async () => {
    const once = { ...written(owner(), { sort: 'regularly' }), title: 'Look at unread messages' };
    const first = await app.api('POST', 'processes/addProcess', once, { key: 'once' });
    const second = await app.api('POST', 'processes/addProcess', once, { key: 'once' });
    assert.deepEqual(second.json, first.json);
    const { processes } = (await app.api('GET', 'processes/processes', { service: 'WOUND' })).json as {
      processes: { id: string; title: string }[];
    };
    assert.equal(processes.filter(({ title }) => title === 'Look at unread messages').length, 1);
    assert.equal(processes.at(-1)!.id, 'own-1');
  });

  test('scripts are words, huge texts and NHS numbers are refused, and links lead to the web alone', async () => {
    const script = '<script>alert(1)</script> & "quoted" words';
    const { result } = await executive.visitor.execute(anyCommand(addProcess), {
      ...written(owner(), { sort: 'regularly' }),
      what: script,
      title: script,
    });
    const page = await app.get(`${AT}/${result['process'] as string}`);
    assert.doesNotMatch(page.html, /<script>alert/u);
    assert.match(page.html, /&lt;script>alert\(1\)/u);
    assert.doesNotMatch(/<title>[^<]*<\/title>/u.exec(page.html)![0], /alert/u);
    assert.doesNotMatch((await app.get(AT)).html, /<script>alert/u);
    for (const [more, says] of [
      [{ what: 'x'.repeat(10_001) }, /Use at most 10,000 characters/u],
      [{ what: 'Look at 943 476 5919 again' }, /NHS number/u],
      [{ link: 'javascript:alert(1)' }, /Give a whole web address/u],
      [{ every: 0 }, /Give at least one day/u],
      [{ every: 4_000 }, /Give at most 1100 days/u],
      [{ every: 'soon' }, /Give the number of days/u],
      [{ owner: viewer.person.id }, /besides viewer and assessor/u],
    ] as const)
      await assert.rejects(
        executive.visitor.execute(anyCommand(addProcess), {
          ...written(owner(), { sort: 'regularly' }),
          title: 'Another',
          ...more,
        }),
        (error: unknown) => error instanceof InputProblem && says.test(JSON.stringify(error.problems)),
      );
    const rehearsal = { service: 'WOUND', process: 'own-1', on: '2026-03-10', by: 'x', found: 'y', sort: 'rehearsal' };
    await assert.rejects(
      executive.visitor.execute(anyCommand(recordProcessRun), { ...rehearsal, outcome: 'as it should be' }),
      InputProblem,
    );
  });

  test('whoever has no part in it looks and changes nothing; elsewhere there is nothing', async () => {
    const input = written(owner(), { process: 'competence' });
    await assert.rejects(viewer.execute(write, input), Denied);
    await assert.rejects(developer.execute(write, input), Denied);
    await assert.rejects(executive.visitor.execute(write, { ...input, process: 'nonsense' }), NotFound);
    assert.equal((await viewer.get(`${AT}/governance`)).status, 200);
    assert.doesNotMatch(
      (await viewer.get(`${AT}/governance`)).text,
      /Record a run\b|Change what is written|Stop this/u,
    );
    assert.equal((await viewer.get(`${AT}/governance/write`)).status, 403);
    assert.equal((await viewer.get(`${AT}/governance/runs/new`)).status, 403);
    assert.equal((await developer.get(`${AT}/governance/runs/new`)).status, 200);
    for (const path of [`${AT}/nonsense`, `${AT}/competence/runs/new`, '/services/FALLS/processes/own-1'])
      assert.equal((await app.get(path)).status, 404, path);
    assert.equal((await developer.get('/services/FALLS/processes')).status, 404);
    const stranger = await app.elsewhere({ roles: ['clinical safety officer'] });
    assert.equal((await stranger.get(`${AT}/governance`)).status, 404);
  });

  test('a process that was stopped counts for nothing until it is written anew', async () => {
    const { process: record } = (await app.api('GET', 'processes/process', { service: 'WOUND', process: 'governance' }))
      .json as { process: { version: number } };
    const { version } = record;
    const stopping = { service: 'WOUND', process: 'governance', version, reason: 'The trust does it now.' };
    await executive.visitor.execute(anyCommand(stopProcess), stopping);
    assert.deepEqual(await checksSay('governance'), [
      'failed: The process “Safety governance and forum” was stopped.',
      'failed: The process “Safety governance and forum” was stopped.',
    ]);
    assert.match(
      (await app.get(`${AT}/governance`)).text,
      /This process was stopped because it was said then: “The trust does it now”\./u,
    );
    const run = { service: 'WOUND', process: 'governance', on: '2026-03-10', by: 'x', found: 'y' };
    await assert.rejects(
      executive.visitor.execute(anyCommand(recordProcessRun), { ...run, outcome: 'as it should be' }),
      NotPossible,
    );
    await assert.rejects(executive.visitor.execute(anyCommand(stopProcess), stopping), Conflict);
    await executive.visitor.send(`${AT}/governance/write`, {});
    assert.equal((await checksSay('governance'))[0], 'not-run: It is written and not approved.');
  });
});

test('in a browser: nothing for axe to find, nothing wider than a phone, and complete without JavaScript', async () => {
  const me = await app.as({ name: 'Ottoline Reed', roles: ['deputy clinical safety officer'] });
  const paths = [
    AT,
    `${AT}/live-incidents`,
    `${AT}/decommissioning`,
    `${AT}/decommissioning/write`,
    `${AT}/own-1/write`,
    `${AT}/new`,
    `${AT}/live-incidents/runs/new`,
    `${AT}/live-incidents/runs/1/withdraw`,
    `${AT}/live-incidents/stop`,
    `${AT}/live-incidents/versions`,
  ];
  await withBrowser(async (browser) => {
    for (const width of [320, 1280])
      await me.open(browser, { width }, async (page) => {
        for (const path of paths) {
          await page.goto(path);
          if (width === 320 || path === AT) assert.deepEqual(await axe(page), [], path);
          const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
          assert.ok(Number(over) <= 0, `${path} at ${width}`);
        }
      });
    await me.open(browser, { width: 320, javaScript: false }, async (page) => {
      await page.goto(`${AT}/live-incidents/runs/new`);
      await page.fill('#on', '2026-03-11');
      await page.fill('#by', 'Ottoline Reed');
      await page.fill('#found', 'Everybody had the number.');
      await page.getByLabel('It happened, and this is what we did').check();
      await page.getByLabel('As it should be').check();
      await page.getByRole('button', { name: 'Record it' }).click();
      assert.match((await page.textContent('main'))!, /It was recorded\./u);
    });
  });
});

// Last: time that has passed ends the sessions of everybody above.
test('that is not run in time says so, with nobody doing anything; and at an earlier moment stands as it did', async () => {
  const then = new Date('2026-03-12T12:00:00Z');
  app.clock.now = new Date('2026-09-12T09:00:00Z');
  assert.match((await checksSay('live-incidents'))[1]!, /^needs-review: .*the next was due 9 September 2026\./u);
  assert.match((await checksSay('live-incidents', then))[1]!, /^passed/u);
  app.clock.now = new Date('2026-10-12T09:00:00Z');
  const me = await app.as({ name: 'Juniper Hale', roles: ['deputy clinical safety officer'] });
  assert.match((await checksSay('live-incidents'))[1]!, /^failed/u);
  assert.match((await me.get(AT)).text, /was due 9 September 2026, 33 days ago/u);
  assert.match((await me.get('/services/WOUND')).text, /Processes Managing live safety incidents was due 9 September/u);
  // A run clears it; withdrawn, it counts no more, and the one before counts again.
  const { result } = await me.execute(anyCommand(recordProcessRun), {
    service: 'WOUND',
    process: 'live-incidents',
    on: '2026-10-11',
    sort: 'run',
    by: 'Juniper Hale',
    found: 'As it should be.',
    outcome: 'as it should be',
  });
  assert.match((await checksSay('live-incidents'))[1]!, /^passed: The last run was on 11 October 2026/u);
  const withdrawal = { service: 'WOUND', process: 'live-incidents', run: result['run'], version: result['version'] };
  await me.execute(anyCommand(withdrawProcessRun), { ...withdrawal, reason: 'It was of another ward.' });
  await assert.rejects(me.execute(anyCommand(withdrawProcessRun), { ...withdrawal, reason: 'Again.' }), NotPossible);
  assert.match((await checksSay('live-incidents'))[1]!, /^failed/u);
  const [last, runs] = await app.ground.database.read(app.organisation, async (tx) => {
    const one = (await processByKey(tx, (await findService(tx, 'WOUND')).id, 'live-incidents'))!;
    return [one.last, await runsOf(tx, one.id)] as const;
  });
  assert.equal(runs.length, 3);
  assert.equal(last?.id, lastRun(runs)!.id, 'the run that counts is the one that the domain says');
  assert.match((await me.get(`${AT}/live-incidents`)).text, /Withdrawn, does not count\. It was of another ward\./u);
  assert.match((await checksSay('live-incidents', then))[0]!, /^passed: Version 2/u, 'as it was signed then');
  assert.deepEqual(await app.ground.database.read(app.organisation, (tx) => recompute(tx, app.ground.kinds)), []);
});
