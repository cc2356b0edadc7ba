import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { anyCommand } from '../../../platform/commands/command.ts';
import { Conflict, Denied, InputProblem, NotFound, NotPossible } from '../../../platform/commands/problems.ts';
import { momentOf } from '../../../platform/ledger/moment-store.ts';
import { recompute } from '../../../platform/subjects/recompute.ts';
import { textOf } from '../../../words/sentence.ts';
import { testApp, type TestApp } from '../../../test-app.ts';
import { axe, withBrowser } from '../../../test-browser.ts';
import { actionsFrom } from '../../actions/index.ts';
import { signing } from '../../approvals/index.ts';
import { doAs, makeOfficer, shownOf, type Somebody } from '../../approvals/testing/officers.ts';
import { findService } from '../../services/index.ts';
import { saidOf } from '../../services/testing/said.ts';
import { updateService } from '../../services/commands.ts';
import { assessService, knownOf } from '../assessing.ts';
import { allCatalogues, currentCatalogues } from '../catalogues.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { adoptEdition } from '../editions/commands.ts';
import { changedSince } from './changed.ts';
import { decideScope, recordFinding, withdrawScopeDecision } from './commands.ts';
import { PANEL_KIND, recordAssessment } from './panel-command.ts';
import { panelsOf } from './panel-store.ts';
import { finding, scopeDecision } from './signing.ts';

const { signCommand, takeInCommand } = await signing();
const signFinding = signCommand(finding);
const signScope = signCommand(scopeDecision);

const SERVICE = { reference: 'WOUND', name: 'Willowbank Wound Care', role: 'manufacturer', phase: 'live' };
const FINDING = { service: 'WOUND', finding: 'FND-1' };
/** The clause on the clinical safety officer. */
const OFFICER = { service: 'WOUND', standard: 'point-16', section: '4' };
const AT = '/services/WOUND/point-16/judge/4';

describe('findings', () => {
  let app: TestApp;
  let cso: Somebody;
  let owner: Somebody;
  let executive: Somebody;

  before(async () => {
    app = await testApp({ now: new Date('2026-03-03T10:00:00Z') });
    const somebody = async (name: string, roles: Somebody['roles']): Promise<Somebody> => ({
      visitor: await app.as({ name, roles }),
      roles,
    });
    cso = await somebody('Wren Applewhite', ['clinical safety officer']);
    owner = await somebody('Posy Thackray', ['product owner']);
    executive = await somebody('Percival Lark', ['accountable executive']);
    const made = await app.api('POST', 'services/createService', SERVICE);
    assert.equal(made.status, 200, JSON.stringify(made.json));
    await makeOfficer(app, cso, { service: 'WOUND', office: 'clinical safety officer', executive });
  });

  const read = (standard = 'point-16', at: Date | null = null) =>
    app.ground.database.read(app.organisation, async (tx) => {
      const moment = await momentOf(tx, at, app.clock.now);
      return assessService(tx, app.ground.kinds.assessed, { service: 'WOUND', catalogue: standard }, moment);
    });
  const criterion = async (id: string, at: Date | null = null) =>
    (await read('point-16', at)).sections.flatMap(({ criteria }) => criteria).find((one) => one.criterion.id === id)!;
  const ids = async () =>
    (await read()).sections.find(({ section }) => section.id === '4')!.criteria.map((one) => one.criterion.id);
  const write = async (as: Somebody, judgements: object, version = 0) =>
    doAs(app, as, anyCommand(recordFinding), { ...OFFICER, judgements, version });
  const sign = async (as: Somebody) =>
    doAs(app, as, signFinding, { ...FINDING, decision: 'approve', ...(await shownOf(app, finding, FINDING)) });

  test('are refused to whoever may not write them, unseen, without a reason, or for what is not there', async () => {
    const developer: Somebody = { visitor: await app.as({ roles: ['developer'] }), roles: ['developer'] };
    const [first] = await ids();
    const met = { [first!]: { value: 'met', reason: 'I looked.' } };
    await assert.rejects(write(developer, met), Denied);
    await assert.rejects(write(owner, {}), InputProblem);
    await assert.rejects(write(owner, { '99.9': { value: 'met', reason: 'x' } }), /no criterion 99\.9/u);
    await assert.rejects(write(owner, { [first!]: { value: 'not met' } }), /Say what is missing/u);
    await assert.rejects(write(owner, { [first!]: { value: 'does not apply' } }), /Say why .* does not apply/u);
    await assert.rejects(
      doAs(app, owner, anyCommand(recordFinding), { ...OFFICER, section: '99', judgements: met }),
      NotFound,
    );
    await assert.rejects(write(owner, met, 7), Conflict);
  });

  test('that nobody signed count for nothing; signed they stand, in words and at every moment', async () => {
    const all = await ids();
    const judgements = Object.fromEntries(all.map((id) => [id, { value: 'met', reason: 'The register says so.' }]));
    const written = await write(owner, judgements);
    assert.equal(written['finding'], 'FND-1');
    assert.equal((await criterion(all[0]!)).judgement, null);
    assert.match((await app.get('/services/WOUND/findings')).text, /Written by Posy Thackray, not signed/u);
    assert.match(
      (await app.get('/services/WOUND/point-16?open=4')).text,
      /Nobody has judged it yet.*Not signed: Posy Thackray wrote on 3 March 2026 that it is met: “The register says so\.” A signature under FND-1 makes it count\./u,
    );
    assert.match((await cso.visitor.get(AT)).text, /Met, written by Posy Thackray on 3 March 2026, not signed/u);
    await assert.rejects(sign(owner), Denied);
    app.clock.now = new Date('2026-03-03T10:10:00Z');
    await sign(cso);
    const { judgement } = await criterion(all[0]!);
    assert.equal(judgement!.value, 'met');
    assert.equal(judgement!.by, 'Wren Applewhite (clinical safety officer)');
    assert.deepEqual(judgement!.outOfDate, []);
    assert.doesNotMatch((await app.get('/services/WOUND/point-16?open=4')).text, /Not signed/u);
    assert.equal((await criterion(all[0]!, new Date('2026-03-03T10:05:00Z'))).judgement, null, 'as at before');
    assert.deepEqual(await app.ground.database.read(app.organisation, (tx) => recompute(tx, app.ground.kinds)), []);
  });

  test('that are judged again show only the difference, and a draft never lifts what was signed down', async () => {
    const [first, second] = await ids();
    const page = await app.api('GET', 'standards/findings', { service: 'WOUND' });
    const { version } = (page.json['findings'] as { version: number }[])[0]!;
    app.clock.now = new Date('2026-03-03T10:20:00Z');
    const down = await write(cso, { [first!]: { value: 'not met', reason: 'Nobody accepted it.' } }, version);
    assert.match(textOf((await criterion(second!)).judgement!.outOfDate), /FND-1 was written anew since/u);
    const shown = await cso.visitor.get('/services/WOUND/findings/FND-1/sign');
    assert.match(shown.text, /Nobody accepted it\./u);
    assert.ok(!shown.html.includes(`>${second!}</a>`), 'what was not judged again is not shown again');
    await sign(cso);
    assert.equal((await criterion(first!)).judgement!.value, 'not met');
    assert.deepEqual((await criterion(second!)).judgement!.outOfDate, []);
    await write(owner, { [first!]: { value: 'met', reason: 'It is accepted now.' } }, Number(down['version']));
    const { judgement } = await criterion(first!);
    assert.deepEqual([judgement!.value, judgement!.outOfDate], ['not met', []]);
    assert.notDeepEqual((await criterion(second!)).judgement!.outOfDate, []);
    await sign(cso);
    assert.equal((await criterion(first!)).judgement!.value, 'met');
    // As at the time in between, it is what was known then.
    const then = await criterion(first!, new Date('2026-03-03T10:15:00Z'));
    assert.deepEqual([then.judgement!.value, then.judgement!.reason], ['met', 'The register says so.']);
  });

  test('that are judged the same again are another judgement, and ask for a signature', async () => {
    const [first] = await ids();
    const { json } = await app.api('GET', 'standards/findings', { service: 'WOUND' });
    const { version } = (json['findings'] as { version: number }[])[0]!;
    app.clock.now = new Date('2026-03-03T10:25:00Z');
    await write(cso, { [first!]: { value: 'met', reason: 'It is accepted now.' } }, version);
    assert.match(
      (await cso.visitor.get('/services/WOUND/findings/FND-1/sign')).text,
      /Judged again.*of what was known on 3 March 2026/u,
    );
    await sign(cso);
    await assert.rejects(sign(cso), /nothing has changed since/u);
  });

  test('expire with their signature', async () => {
    const [first] = await ids();
    app.clock.now = new Date('2027-03-05T10:00:00Z');
    assert.match(textOf((await criterion(first!)).judgement!.outOfDate), /looked at again by 3 March 2027/u);
    app.clock.now = new Date('2026-03-03T10:30:00Z');
  });

  test('are written on one page, with what was observed; what is wrong stands at its field', async () => {
    const [first, second] = await ids();
    const page = await app.get(AT);
    assert.match(page.text, /What was observed.*What was judged last.*Your judgement of/u);
    assert.ok(!page.html.includes(' checked'), 'the page leans to no answer');
    const wrong = await app.send(AT, { [`judgements.${second!}.value`]: 'partly met' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.html, new RegExp(`href="#judgements.${second!}.reason"`, 'u'));
    const empty = await app.send(AT, { [`judgements.${first!}.value`]: 'leave' });
    assert.match(empty.text, /Judge at least one of them/u);
    const done = await cso.visitor.send(AT, {
      [`judgements.${second!}.value`]: 'partly met',
      [`judgements.${second!}.reason`]: 'The training ends in May.',
    });
    assert.equal(done.location, '/services/WOUND/findings/FND-1/sign');
    const signed = await cso.visitor.send(done.location, { decision: 'approve' }, { confirm: true });
    assert.equal(signed.status, 303);
    assert.equal((await criterion(second!)).judgement!.value, 'partly met');
    assert.match((await app.get('/services/WOUND/findings/FND-1')).text, /Partly met: The training ends in May\./u);
  });

  describe('scope decisions', () => {
    const SCOPE = { service: 'WOUND', scopeDecision: 'SCP-1' };
    const decide = (as: Somebody, more: object = {}) =>
      doAs(app, as, anyCommand(decideScope), {
        service: 'WOUND',
        standard: 'dcb0160',
        applies: 'no',
        reason: 'The trust that deploys it keeps its own safety case.',
        ...more,
      });
    const signIt = async (as: Somebody, named = SCOPE) =>
      doAs(app, as, signScope, { ...named, decision: 'approve', ...(await shownOf(app, scopeDecision, named)) });
    const verdicts = async () => new Set((await read('dcb0160')).sections.map(({ verdict }) => verdict));
    const check = async () =>
      (await read()).sections
        .flatMap(({ criteria }) => criteria)
        .flatMap(({ observations }) => observations)
        .find((one) => one.check === 'standards.dcb-scope-decided')!;

    test('that DCB0160 does not apply counts once two people have signed it', async () => {
      assert.equal((await check()).result, 'unknown');
      await decide(owner);
      assert.equal((await check()).result, 'failed');
      assert.ok(!(await verdicts()).has('does not apply'));
      assert.equal((await signIt(cso))['missing'], 1);
      assert.ok(!(await verdicts()).has('does not apply'));
      await assert.rejects(signIt(cso), /each by somebody else/u);
      assert.equal((await signIt(executive))['missing'], 0);
      assert.deepEqual([...(await verdicts())], ['does not apply']);
      assert.match(textOf((await check()).says), /Nobody has decided whether DCB0129 applies/u);
      await decide(owner, { standard: 'dcb0129', applies: 'yes', reason: 'We make it.' });
      await signIt(cso, { service: 'WOUND', scopeDecision: 'SCP-2' });
      const { result, says, until } = await check();
      assert.equal(result, 'passed');
      assert.match(
        textOf(says),
        /DCB0160 does not apply \(SCP-1, signed by Wren Applewhite .* and Percival Lark \(accountable executive\) on 3 March 2026\)/u,
      );
      assert.ok(until! > app.clock.now);
    });

    test('a judgement is out of date once a check under it fails, and current again once that passes', async () => {
      const [judged] = (await read()).sections
        .flatMap(({ criteria }) => criteria)
        .filter((one) => one.criterion.checks.includes('standards.dcb-scope-decided'));
      const { id, section } = judged!.criterion;
      const input = { service: 'WOUND', standard: 'point-16', section };
      await doAs(app, cso, anyCommand(recordFinding), {
        ...input,
        judgements: { [id]: { value: 'met', reason: 'Both.' } },
      });
      const named = { service: 'WOUND', finding: 'FND-2' };
      await doAs(app, cso, signFinding, { ...named, decision: 'approve', ...(await shownOf(app, finding, named)) });
      assert.deepEqual((await criterion(id)).judgement!.outOfDate, []);
      // A draft in place of what was decided leaves DCB0129 open until it is signed.
      const { json } = await app.api('GET', 'standards/scopeDecisions', { service: 'WOUND' });
      const decisions = json['decisions'] as { id: string; version: number }[];
      const { version } = decisions.find((one) => one.id === 'SCP-2')!;
      await decide(owner, { standard: 'dcb0129', applies: 'yes', reason: 'We make and sell it.', version });
      assert.match(
        textOf((await criterion(id)).judgement!.outOfDate),
        /^A check under it got worse: SCP-2 says whether DCB0129 applies, and its signature does not stand any more/u,
      );
      assert.match(
        (await app.get('/services/WOUND/findings/FND-2')).text,
        /What was signed of it is out of date\. A check/u,
      );
      await signIt(cso, { service: 'WOUND', scopeDecision: 'SCP-2' });
      assert.deepEqual((await criterion(id)).judgement!.outOfDate, []);
    });

    test('is out of date once what it turned on changed', async () => {
      const service = await app.ground.database.read(app.organisation, (tx) => findService(tx, 'WOUND'));
      await app.execute(anyCommand(updateService), { ...saidOf(service), role: 'both' });
      assert.ok(!(await verdicts()).has('does not apply'));
      assert.match(
        (await app.get('/services/WOUND/scope/SCP-1')).text,
        /SCP-1 is out of date because what it turns on is otherwise now: The role of the service: both/u,
      );
      assert.match(
        textOf((await check()).says),
        /was decided when the organisation’s part .* manufacturer: it is both now/u,
      );
    });

    test('is decided anew, with a document that was signed elsewhere as one of two, and taken back', async () => {
      const { json } = await app.api('GET', 'standards/scopeDecisions', { service: 'WOUND' });
      const { version } = (json['decisions'] as { version: number }[])[0]!;
      await decide(owner, { version, reason: 'The trust says so in its contract.' });
      const document = { name: 'letter.pdf', content: Buffer.from('%PDF-1.7 signed').toString('base64') };
      const paper = { signer: 'Imogen Sedge', role: 'medical director', signedOn: '2026-03-03', scope: 'All of it.' };
      const seen = await shownOf(app, scopeDecision, SCOPE);
      const taken = await doAs(app, owner, takeInCommand(scopeDecision), { ...SCOPE, ...paper, ...seen, document });
      assert.deepEqual([taken['approval'], taken['missing']], [null, 1]);
      await doAs(app, owner, takeInCommand(scopeDecision), {
        ...SCOPE,
        ...paper,
        ...(await shownOf(app, scopeDecision, SCOPE)),
        document,
      });
      assert.ok(!(await verdicts()).has('does not apply'), 'documents alone never make it count');
      assert.equal((await signIt(cso))['missing'], 0);
      assert.deepEqual([...(await verdicts())], ['does not apply']);
      const page = await app.get('/services/WOUND/scope/SCP-1');
      assert.match(page.text, /Signed by Imogen Sedge \(medical director\).* and Wren Applewhite/u);
      const back = await app.send('/services/WOUND/scope/SCP-1/withdraw', { reason: 'The contract ended.' });
      assert.equal(back.status, 303);
      assert.ok(!(await verdicts()).has('does not apply'));
      await assert.rejects(
        doAs(app, owner, anyCommand(withdrawScopeDecision), { ...SCOPE, reason: 'Again.', version: 1 }),
        NotPossible,
      );
    });

    test('two signatures are of two people, also where one of them is on paper', async () => {
      const { json } = await app.api('GET', 'standards/scopeDecisions', { service: 'WOUND' });
      const found = (json['decisions'] as { id: string; version: number }[]).find((one) => one.id === 'SCP-1')!;
      const content = Buffer.from('%PDF-1.7 signed').toString('base64');
      const takeIn = async (signer: string) =>
        doAs(app, cso, takeInCommand(scopeDecision), {
          ...SCOPE,
          ...(await shownOf(app, scopeDecision, SCOPE)),
          signer,
          role: 'medical director',
          signedOn: '2026-03-03',
          scope: 'All of it.',
          document: { name: 'letter.pdf', content },
        });
      const first = await decide(owner, { version: found.version });
      assert.equal((await signIt(cso))['missing'], 1);
      for (const signer of ['Wren Applewhite', 'Dr wren  APPLEWHITE', 'Applewhite, Wren', 'Wrеn Applewhite'])
        await assert.rejects(takeIn(signer), /somebody else|wrong/u, signer);
      // And the other way around: what they signed on paper, they do not sign here once more.
      const again = await decide(owner, { version: Number(first['version']), reason: 'The trust keeps its own.' });
      assert.equal((await takeIn('Wren Applewhite'))['missing'], 1);
      await assert.rejects(signIt(cso), /each by somebody else/u);
      assert.ok(!(await verdicts()).has('does not apply'));
      assert.equal((await signIt(executive))['missing'], 0);
      await doAs(app, owner, anyCommand(withdrawScopeDecision), {
        ...SCOPE,
        reason: 'Done.',
        version: again['version'],
      });
    });

    test('that takes one signature is signed here: a letter alone, whoever takes it in, leaves nothing out', async () => {
      const written = await decide(owner, { standard: 'esf', reason: 'We do not need it.' });
      const named = { service: 'WOUND', scopeDecision: written['scopeDecision'] as string };
      const taken = await doAs(app, owner, takeInCommand(scopeDecision), {
        ...named,
        ...(await shownOf(app, scopeDecision, named)),
        signer: 'Imogen Sedge',
        role: 'friend',
        signedOn: '2026-03-03',
        scope: 'All of it.',
        document: { name: 'letter.pdf', content: Buffer.from('%PDF-1.7 signed').toString('base64') },
      });
      assert.equal(taken['approval'], null);
      const leftOut = async () => (await read('esf')).sections.every(({ verdict }) => verdict === 'does not apply');
      assert.equal(await leftOut(), false);
      await signIt(cso, named);
      assert.equal(await leftOut(), true);
    });

    test('of a section is asked for by itself, beside one on the whole', async () => {
      const [part] = currentCatalogues().find(({ id }) => id === 'dcb0129')!.sections;
      const done = await owner.visitor.send(
        `/services/WOUND/standards/dcb0129/scope?section=${part!.id}`,
        { applies: 'no', reason: 'Nothing of it is ours.' },
        { follow: true },
      );
      assert.match(done.text, /SCP-4 is written\. It counts once it is signed\./u);
      assert.match(done.text, new RegExp(`Section ${part!.title}`, 'u'));
    });

    test('is refused of what applies to every service, and the page says what to do', async () => {
      await assert.rejects(
        doAs(app, owner, anyCommand(decideScope), { ...OFFICER, section: '', applies: 'no', reason: 'It is small.' }),
        /applies to every service\. Judge it instead/u,
      );
      await assert.rejects(
        doAs(app, owner, anyCommand(decideScope), { ...OFFICER, applies: 'no', reason: 'It is small.' }),
        /applies to every service/u,
      );
      assert.match(
        (await app.get('/services/WOUND/standards/dcb0129/scope')).text,
        /counts once two people have signed it/u,
      );
    });
  });

  describe('assessments by a panel', () => {
    const PANEL = {
      service: 'WOUND',
      standard: 'point-16',
      on: '2026-03-02',
      phase: 'beta',
      outcome: 'conditions',
      panel: [{ name: 'Imogen Sedge', part: 'Lead assessor' }],
    };

    test('are recorded with what is recommended, each an action', async () => {
      assert.match((await app.get('/services/WOUND/point-16/assessments')).text, /Record the first assessment/u);
      await assert.rejects(
        doAs(app, owner, anyCommand(recordAssessment), { ...PANEL, recommendations: [] }),
        /each condition is a recommendation/u,
      );
      await assert.rejects(
        doAs(app, owner, anyCommand(recordAssessment), { ...PANEL, outcome: 'met', on: '2026-04-01' }),
        /still to come/u,
      );
      const wrong = await owner.visitor.send('/services/WOUND/point-16/assessments/new', {
        on: '2026-03-02',
        phase: 'beta',
        outcome: 'conditions',
        'panel.0.name': 'Imogen Sedge',
        'panel.0.part': 'Lead assessor',
        'recommendations.1.text': 'Try it with people who are homeless.',
        'recommendations.1.owner': owner.visitor.person.id,
        'recommendations.1.due': '2026-04-30',
      });
      assert.match(wrong.html, /href="#recommendations\.0\.text"/u);
      const done = await owner.visitor.send(
        '/services/WOUND/point-16/assessments/new',
        {
          on: '2026-03-02',
          phase: 'beta',
          outcome: 'conditions',
          'panel.0.name': 'Imogen Sedge',
          'panel.0.part': 'Lead assessor',
          'recommendations.0.text': 'Try it with people who are homeless.',
          'recommendations.0.owner': owner.visitor.person.id,
          'recommendations.0.due': '2026-04-30',
        },
        { follow: true },
      );
      assert.match(done.text, /PNL-1 was recorded, with 1 action\./u);
      assert.match(done.text, /Outcome Met with conditions Phase Beta.*Imogen Sedge, Lead assessor/u);
      assert.match(done.text, /Try it with people who are homeless\. Posy Thackray, to be done by 30 April 2026/u);
      const { json } = await app.api('GET', 'standards/assessments', { service: 'WOUND' });
      assert.equal((json['assessments'] as { id: string }[])[0]!.id, 'PNL-1');
      const sources = await app.ground.database.read(app.organisation, async (tx) => {
        const { id } = await findService(tx, 'WOUND');
        const [panel] = await panelsOf(tx, { services: [id] }, { seq: null, now: app.clock.now });
        return actionsFrom(tx, PANEL_KIND, [panel!.id]);
      });
      assert.equal(sources.length, 1);
    });

    test('what changed since is said clause by clause, and nothing where nothing was kept on that day', async () => {
      const changed = () =>
        app.ground.database.read(app.organisation, async (tx) => {
          const { assessed } = app.ground.kinds;
          const moment = { seq: null, now: app.clock.now };
          const now = await assessService(tx, assessed, { service: 'WOUND', catalogue: 'point-16' }, moment);
          const [panel] = await panelsOf(tx, { services: [now.service.id], catalogue: 'point-16' }, moment);
          return changedSince(tx, assessed, panel!, now);
        });
      const before = await changed();
      assert.equal(before, null);
      await doAs(app, owner, anyCommand(recordAssessment), { ...PANEL, on: '2026-03-03', outcome: 'met' });
      assert.deepEqual(await changed(), []);
      const page = await app.get('/services/WOUND/point-16');
      assert.match(
        page.html,
        /point-16\/assessments\/PNL-2#changed">What changed since the beta assessment<\/a> on 3 March 2026/u,
      );
    });

    test('are looked at by a check', async () => {
      const known = await app.ground.database.read(app.organisation, async (tx) => {
        const service = await findService(tx, 'WOUND');
        const at = async (now: Date) =>
          (await knownOf(tx, app.ground.kinds.assessed, [service], await momentOf(tx, now, app.clock.now)))
            .get(service.id)!
            .observations.get('standards.panel-assessed')!.result;
        return [await at(new Date('2026-03-03T10:05:00Z')), await at(app.clock.now)];
      });
      assert.deepEqual(known, ['unknown', 'passed']);
    });
  });

  test('of a criterion that moved to another section count as they were given last, whatever was signed since', async () => {
    const all = allCatalogues() as Catalogue[];
    const now = all.find(({ id }) => id === 'points-9-10-15')!;
    const [from, to] = now.sections.map(({ id }) => id) as [string, string];
    const [moved, other] = now.criteria.filter(({ section }) => section === from);
    const criteria = now.criteria.map((one) => (one.id === moved!.id ? { ...one, section: to } : one));
    const length = all.length;
    try {
      const judge = async (section: string, id: string, value: string) => {
        const { json } = await app.api('GET', 'standards/findings', { service: 'WOUND' });
        const found = (json['findings'] as { standard: string; section: string; version: number }[]).find(
          (one) => one.standard === now.id && one.section === section,
        );
        const judgements = { [id]: { value, reason: 'We looked at it.' } };
        const input = { service: 'WOUND', standard: now.id, section, judgements, version: found?.version ?? 0 };
        const written = await doAs(app, cso, anyCommand(recordFinding), input);
        const named = { service: 'WOUND', finding: written['finding'] as string };
        await doAs(app, cso, signFinding, { ...named, decision: 'approve', ...(await shownOf(app, finding, named)) });
      };
      await judge(to, now.criteria.find(({ section }) => section === to)!.id, 'met');
      await judge(from, moved!.id, 'met');
      all.push({ ...now, edition: '2999-01', criteria });
      const edition = { service: 'WOUND', standard: now.id, edition: '2999-01', from: now.edition };
      await doAs(app, cso, anyCommand(adoptEdition), edition);
      await judge(to, moved!.id, 'not met');
      await judge(from, other!.id, 'met');
      const { judgement } = (await read(now.id)).sections
        .flatMap((one) => one.criteria)
        .find((one) => one.criterion.id === moved!.id)!;
      assert.equal(judgement!.value, 'not met');
    } finally {
      all.length = length;
    }
  });

  test('every page is fit for a phone and a desk, and axe finds nothing', async () => {
    const me = await app.as({ name: 'Juniper Hale', roles: ['clinical safety officer', 'product owner'] });
    await withBrowser(async (browser) => {
      for (const width of [320, 1280])
        await me.open(browser, { width }, async (page) => {
          for (const path of [
            AT,
            '/services/WOUND/findings',
            '/services/WOUND/findings/FND-1',
            '/services/WOUND/findings/FND-1/sign',
            '/services/WOUND/point-16/scope',
            '/services/WOUND/standards/dcb0160/scope',
            '/services/WOUND/scope/SCP-2',
            '/services/WOUND/scope/SCP-2/sign',
            '/services/WOUND/scope/SCP-2/withdraw',
            '/services/WOUND/point-16/assessments',
            '/services/WOUND/point-16/assessments/new',
            '/services/WOUND/point-16/assessments/PNL-1',
          ]) {
            await page.goto(path);
            if (width === 320) assert.deepEqual(await axe(page), [], path);
            const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
            assert.ok(Number(over) <= 0, `${path} at ${width}`);
          }
        });
    });
  });
});
