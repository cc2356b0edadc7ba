import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import { ask, execute } from '../../platform/commands/execute.ts';
import { everywhere } from '../../platform/commands/may.ts';
import { Conflict, Denied, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { momentOf } from '../../platform/ledger/moment-store.ts';
import { recompute } from '../../platform/subjects/recompute.ts';
import { testApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { textOf } from '../../words/sentence.ts';
import { observe, type AssessedService } from '../../rules/checks.ts';
import { doAs, makeOfficer, shownOf, type Somebody } from '../approvals/testing/officers.ts';
import { signing, type Signable } from '../approvals/index.ts';
import { confirmResidual } from '../hazards/commands.ts';
import type { ControlByItself } from '../hazards/domain/record.ts';
import { editControl } from '../hazards/edit-commands.ts';
import { addEvidence } from '../hazards/evidence/adding.ts';
import { acceptMapping } from '../hazards/evidence/judging.ts';
import { pushResults } from '../hazards/evidence/push.ts';
import { junit } from '../hazards/evidence/testing/junit.ts';
import { signedHazardLog } from '../hazards/index.ts';
import { control } from '../hazards/queries.ts';
import { EXAMPLE_LOG, plantLog } from '../hazards/testing/test-log-store.ts';
import { updateService } from '../services/commands.ts';
import { findService } from '../services/index.ts';
import { saidOf } from '../services/testing/said.ts';
import { residualAcceptance } from './acceptance.ts';
import { beginReport, writeReportSection } from './commands.ts';
import { filed } from './filed.ts';
import { noteRecipient, reportsOf } from './index.ts';
import type { ReportDocument } from './report-document.ts';
import { reportsAssessed } from './checks.ts';
import { recordRecipient, withdrawRecipient } from './recipient-commands.ts';
import { caseReport } from './signing.ts';

const app = await testApp({ now: new Date('2026-03-12T09:00:00Z') });
const { signCommand, takeInCommand } = await signing();
const hazardLog = await signedHazardLog();
const LOG = {
  ...EXAMPLE_LOG,
  service: { reference: 'WOUND', name: 'Willowbank Wound Care' },
  hazards: [
    {
      name: 'A wound photo is attached to the wrong patient’s record',
      controls: [
        { text: 'The wristband is scanned again before the photo is saved', type: 'design' },
        { text: 'Only trained nurses use the tablet', type: 'training', party: 'deployer' },
      ],
      initial: { severity: 'Major', likelihood: 'High' },
      residual: { severity: 'Major', likelihood: 'Very low' },
    },
  ],
};
const AT = '/services/WOUND/reports';
/** Typed otherwise than in the register, and the same. */
const LARKMOOR = 'Larkmoor community trust,  clinical safety officer';
let cso: Somebody;
let executive: Somebody;
let both: Somebody;
let writer: Visitor;
let viewer: Visitor;

const as = (somebody: Somebody) => (command: Parameters<typeof doAs>[2], input: object) =>
  doAs(app, somebody, command, { service: 'WOUND', ...input });

async function sign(somebody: Somebody, signable: Signable, named: object) {
  const whole = { service: 'WOUND', ...named };
  return doAs(app, somebody, signCommand(signable), {
    ...whole,
    decision: 'approve',
    ...(await shownOf(app, signable, whole)),
  });
}

async function write(report: string, section: string, text: string, version = 0) {
  return as(cso)(anyCommand(writeReportSection), { report, section, text, version });
}

async function changeControl(id: string, text: string) {
  const { control: found } = (await ask(
    app.ground,
    anyQuery(control),
    { service: 'WOUND', control: id },
    {
      actor: {
        kind: 'person',
        ...cso.visitor.person,
        organisation: app.organisation,
        grants: everywhere(cso.roles),
      },
      organisation: app.organisation,
    },
  )) as { control: ControlByItself };
  await as(cso)(anyCommand(editControl), { control: id, version: found.version, text });
}

const push = (outcome: 'passed' | 'failed', at: string) =>
  as(cso)(anyCommand(pushResults), { release: '1.3.2', files: [junit({ 'scan blocks save [CTL-1]': outcome }, at)] });

const read = <Result>(work: Parameters<typeof app.ground.database.read<Result>>[1]) =>
  app.ground.database.read(app.organisation, work);

async function assessed(): Promise<AssessedService> {
  const { id, reference, name, phase, role } = await read((tx) => findService(tx, 'WOUND'));
  return { id, reference, name, phase, role };
}

/** What the checks of reports say, at a moment. */
async function checksSay(on: Date | null = null): Promise<Record<string, string>> {
  const service = await assessed();
  return read(async (tx) => {
    const moment = await momentOf(tx, on, app.clock.now);
    const facts = (await reportsAssessed.facts(tx, [service], moment)).get(service.id) ?? {};
    return Object.fromEntries(
      reportsAssessed.checks.map((check) => {
        const { result, says } = observe(check, facts, { now: moment.now, service });
        return [check.id.replace('safety-case.', ''), `${result}: ${textOf(says)}`];
      }),
    );
  });
}

before(async () => {
  await execute(app.ground, plantLog, { log: LOG }, { actor: { kind: 'system' }, organisation: app.organisation });
  const somebody = async (name: string, roles: Somebody['roles']): Promise<Somebody> => ({
    visitor: await app.as({ name, roles }),
    roles,
  });
  cso = await somebody('Wren Applewhite', ['clinical safety officer']);
  executive = await somebody('Barnaby Quince', ['accountable executive', 'product owner', 'administrator']);
  both = await somebody('Juniper Hale', ['deputy clinical safety officer', 'accountable executive']);
  await makeOfficer(app, cso, { service: 'WOUND', office: 'clinical safety officer', executive });
  await makeOfficer(app, both, { service: 'WOUND', office: 'deputy clinical safety officer', executive });
  writer = await app.as({ name: 'Posy Thackray', roles: [{ role: 'safety engineer', service: 'WOUND', until: null }] });
  viewer = await app.as({ name: 'Percival Lark', roles: [{ role: 'viewer', service: 'WOUND', until: null }] });
  const service = await read((tx) => findService(tx, 'WOUND'));
  await as(executive)(anyCommand(updateService), { ...saidOf(service), role: 'both' });
  // A control that a test shows, and a residual rating that relies on it.
  await push('passed', '2026-03-11T09:00:00Z');
  await as(cso)(anyCommand(acceptMapping), {
    mappings: [{ control: 'CTL-1', test: 'EVD-1' }],
    shows: ['effectiveness'],
  });
  await as(cso)(anyCommand(addEvidence), {
    controls: ['CTL-1'],
    sort: 'record',
    title: 'Review of the scan',
    shows: ['implementation'],
    valid: 12,
    outcome: 'passed',
    observedOn: '2026-02-27',
    detail: 'Ottoline Reed looked at 5 tablets.',
  });
  await as(cso)(anyCommand(confirmResidual), { hazards: ['HAZ-1'] });
  await sign(cso, hazardLog, { log: 1 });
});

/** The report as its files have it. */
async function handed(report = 'CSCR-1') {
  const { status, json } = await app.api('GET', 'safety-case/caseReport', { service: 'WOUND', report });
  assert.equal(status, 200);
  return (json as { readonly document: ReportDocument }).document;
}

describe('a report', () => {
  test('is begun for a phase and a release, and is a draft that says what is missing', async () => {
    const empty = await cso.visitor.get(AT);
    assert.match(empty.text, /drawn from the file and approved by the clinical safety officer.*Begin with the one/u);
    assert.equal((await checksSay())['report-made']!.slice(0, 8), 'unknown:');
    const wrong = await cso.visitor.send(`${AT}/new`, { sort: 'manufacturer', phase: 'deployment' });
    assert.match(wrong.text, /Choose one of: requirements, design, test, delivery, modification\./u);
    const page = await cso.visitor.send(
      `${AT}/new`,
      { sort: 'manufacturer', phase: 'delivery', release: '1.3.2' },
      { follow: true },
    );
    assert.match(page.text, /The report was begun\. .*CSCR-1, DCB0129 .*delivery, release 1\.3\.2/u);
    assert.match(page.text, /Draft\. No version of this report is approved\. Nobody relies on it/u);
    assert.match(page.text, /CSCR-1 is not whole because “Introduction” and “Summary safety statement” say nothing/u);
    assert.match(page.text, /Hazard log 1 Version 1, approved on 12 March 2026/u);
    assert.match((await checksSay())['report-made']!, /^failed: CSCR-1 is begun and not whole/u);
    const signPage = await cso.visitor.get(`${AT}/CSCR-1/sign`);
    for (const says of [
      /CSCR-1 is not whole because/u,
      /What release 1\.3\.2 consists of is not known/u,
      /No clinical risk management plan is approved/u,
    ])
      assert.match(signPage.text, says);
    assert.doesNotMatch(signPage.text, /No current approved version of hazard log/u);
  });

  test('is written section by section, with its history; the statement by an officer alone', async () => {
    const form = `${AT}/CSCR-1/sections/introduction/write`;
    const saved = await writer.send(form, { text: 'What this is for.\n\nAnd for whom.' }, { follow: true });
    assert.match(saved.text, /The section was saved\..*What this is for\. And for whom\./u);
    await cso.visitor.send(form, { text: 'What this is for.\n\nAnd for which trust.' });
    const history = await viewer.get(`${AT}/CSCR-1/sections/introduction`);
    assert.match(history.text, /for which trust\. Wren Applewhite .*for whom\. Posy Thackray/u);
    assert.match(history.html, /<ins class="app-marked">which/u);
    const statement = { service: 'WOUND', report: 'CSCR-1', section: 'statement', text: 'I judge it safe.' };
    await assert.rejects(
      writer.execute(anyCommand(writeReportSection), statement),
      /is in the words of the clinical safety officer: an officer of the service writes it/u,
    );
    const closed = await writer.get(`${AT}/CSCR-1/sections/statement/write`);
    assert.match(closed.text, /You cannot write it because it is in the words of the clinical safety officer/u);
    assert.doesNotMatch(closed.text, /Save this section/u);
    await write('CSCR-1', 'statement', 'In my judgement what remains may be borne.');
    await assert.rejects(write('CSCR-1', 'statement', 'Another.'), Conflict);
    assert.match(
      (await checksSay())['report-made']!,
      /^failed: There is no clinical safety case report under DCB0160/u,
    );
    await assert.rejects(
      viewer.execute(anyCommand(writeReportSection), {
        service: 'WOUND',
        report: 'CSCR-1',
        section: 'log',
        version: 0,
        text: 'x',
      }),
      Denied,
    );
    for (const [more, problem] of [
      [{ section: 'nonsense' }, InputProblem],
      [{ text: 'x'.repeat(20_001) }, InputProblem],
      [{ text: 'Look at 943 476 5919 again' }, InputProblem],
      [{ report: 'CSCR-99' }, NotFound],
    ] as const)
      await assert.rejects(
        as(cso)(anyCommand(writeReportSection), { report: 'CSCR-1', section: 'log', version: 0, text: 'x', ...more }),
        problem,
      );
    const script = await write('CSCR-1', 'quality', '<script>alert(1)</script>');
    assert.doesNotMatch((await viewer.get(`${AT}/CSCR-1`)).html, /<script>alert/u);
    await write('CSCR-1', 'quality', '', Number(script['version']));
    const stranger = await app.elsewhere({ roles: ['clinical safety officer'] });
    assert.equal((await stranger.get(`${AT}/CSCR-1`)).status, 404);
  });

  test('is approved by an officer, and is current until its words or its log move; then only the difference is signed', async () => {
    await assert.rejects(sign(executive, caseReport, { report: 'CSCR-1' }), Denied);
    await sign(cso, caseReport, { report: 'CSCR-1' });
    const page = await viewer.get(`${AT}/CSCR-1`);
    assert.match(page.text, /Version 1 approved by its author, Wren Applewhite .* unchanged since/u);
    assert.doesNotMatch(page.text, /Draft\./u);
    assert.match(
      (await viewer.get('/services/WOUND')).text,
      /Clinical safety case reports CSCR-1, delivery, release 1\.3\.2: Version 1/u,
    );
    await changeControl('CTL-1', 'The wristband is scanned twice before the photo is saved');
    const moved = await cso.visitor.get(`${AT}/CSCR-1`);
    assert.match(
      moved.text,
      /Version 1 of the report CSCR-1.* is out of date because 1 hazard changed since it was signed/u,
    );
    assert.match((await cso.visitor.get('/')).text, /report CSCR-1.* is out of date.*Read and sign version 2/u);
    const difference = await cso.visitor.get(`${AT}/CSCR-1/sign`);
    assert.match(difference.text, /HAZ-1.*scanned again.*scanned twice/u);
    assert.doesNotMatch(difference.text, /What remains may be borne/iu, 'what did not change is not read again');
    await sign(cso, hazardLog, { log: 1 });
    assert.match(
      (await cso.visitor.get(`${AT}/CSCR-1`)).text,
      /is out of date/u,
      'a signed log says nothing of the report',
    );
    await sign(cso, caseReport, { report: 'CSCR-1' });
    assert.match((await cso.visitor.get(`${AT}/CSCR-1`)).text, /Version 2 approved .* unchanged since/u);
    assert.match(
      (await checksSay())['report-approved']!,
      /^failed: There is no clinical safety case report under DCB0160/u,
    );
  });

  test('is out of date when the intended use is another one', async () => {
    const service = await read((tx) => findService(tx, 'WOUND'));
    await as(executive)(anyCommand(updateService), { ...saidOf(service), notFor: 'Burns.' });
    assert.match(
      (await cso.visitor.get(`${AT}/CSCR-1`)).text,
      /is out of date because the intended use changed since it was signed/u,
    );
    const { version } = await read((tx) => findService(tx, 'WOUND'));
    await as(executive)(anyCommand(updateService), { ...saidOf(service), version });
    assert.match((await cso.visitor.get(`${AT}/CSCR-1`)).text, /Version 2 approved .* unchanged since/u);
  });

  test('is challenged by a failing test, and by a pass of the same test stands again', async () => {
    app.clock.now = new Date('2026-03-12T12:00:00Z');
    await push('failed', '2026-03-12T11:00:00Z');
    assert.match(
      (await cso.visitor.get(`${AT}/CSCR-1`)).text,
      /Version 2 of the report CSCR-1.* is challenged because control CTL-1 has a failing test since 12 March 2026/u,
    );
    assert.match((await cso.visitor.get(AT)).text, /Not met version 2, challenged/u);
    const challenged = await handed();
    assert.deepEqual([challenged.standing, challenged.asAt], ['draft', '2026-03-12T12:00:00.000Z']);
    app.clock.now = new Date('2026-03-12T13:00:00Z');
    await push('passed', '2026-03-12T12:30:00Z');
    // What is handed on is what was signed, and not what came since.
    const stands = await handed();
    assert.deepEqual([stands.standing, stands.number], ['approved', 2]);
    assert.ok(new Date(stands.asAt) < new Date('2026-03-12T12:00:00Z'));
    assert.match((await cso.visitor.get(`${AT}/CSCR-1`)).text, /Version 2 approved .* unchanged since/u);
    assert.deepEqual(await read((tx) => recompute(tx, app.ground.kinds)), []);
  });
});

describe('the executive’s acceptance', () => {
  test('is a signature apart, of somebody else than the officer who approved; a deployer’s report is complete with both', async () => {
    const { report } = await as(cso)(anyCommand(beginReport), {
      sort: 'deployer',
      phase: 'deployment',
      release: '1.3.2',
    });
    assert.equal(report, 'CSCR-2');
    await write('CSCR-2', 'introduction', 'For the two clinics.');
    await write('CSCR-2', 'statement', 'It may be used here.');
    await sign(both, caseReport, { report });
    assert.match((await checksSay())['report-approved']!, /^passed: Version 2 .* Version 1 /u);
    assert.match((await checksSay())['residual-accepted']!, /^failed: .*CSCR-2.* is not approved because/u);
    const page = await executive.visitor.get(`${AT}/CSCR-2`);
    assert.match(
      page.text,
      /This report is complete with both\. .*The acceptance of the residual risk of CSCR-2.* is not approved/u,
    );
    assert.match(
      (await executive.visitor.get('/')).text,
      /acceptance of the residual risk of CSCR-2.*Read and sign version 1/u,
    );
    const reading = await executive.visitor.get(`${AT}/CSCR-2/acceptance/sign`);
    assert.match(
      reading.text,
      /HAZ-1 .*What remains.*Major, Very low: risk 2.*Constraints.*CTL-2: Only trained nurses use the tablet/u,
    );
    await assert.rejects(sign(cso, residualAcceptance, { report }), Denied);
    await assert.rejects(
      sign(both, residualAcceptance, { report }),
      (error: Error) => error instanceof NotPossible && /you approved the report itself/u.test(error.message),
    );
    // Nor by a document that they say they signed elsewhere.
    const named = { service: 'WOUND', report };
    await assert.rejects(
      doAs(app, both, takeInCommand(residualAcceptance), {
        ...named,
        document: { name: 'accepted.pdf', content: Buffer.from('%PDF-1.7 made up').toString('base64') },
        signer: both.visitor.person.name,
        role: 'accountable executive',
        signedOn: '2026-03-12',
        scope: 'All of it.',
        ...(await shownOf(app, residualAcceptance, named)),
      }),
      (error: Error) => error instanceof NotPossible && /you approved the report itself/u.test(error.message),
    );
    await sign(executive, residualAcceptance, { report });
    assert.match((await checksSay())['residual-accepted']!, /^passed: Version 1 approved by Barnaby Quince/u);
    await assert.rejects(sign(both, residualAcceptance, { report }), NotPossible);
    // Words of the report that are put better ask nobody to accept the risk again; another risk does.
    const form = `${AT}/CSCR-2/sections/introduction/write`;
    await cso.visitor.send(form, { text: 'For the two clinics in town.' });
    assert.match((await checksSay())['residual-accepted']!, /^passed/u);
    assert.match((await checksSay())['report-approved']!, /^needs-review: .*“Introduction” says something else/u);
    await sign(both, caseReport, { report });
    await changeControl('CTL-2', 'Only nurses who were trained this year use the tablet');
    assert.match((await checksSay())['residual-accepted']!, /^needs-review: .*1 hazard changed/u);
    await sign(cso, hazardLog, { log: 1 });
    await sign(cso, caseReport, { report: 'CSCR-1' });
    await sign(both, caseReport, { report });
    await sign(executive, residualAcceptance, { report });
    assert.match((await checksSay())['residual-accepted']!, /^passed: Version 2/u);
  });
});

describe('who received it', () => {
  const received = (more: object = {}) => ({
    report: 'CSCR-1',
    received: 2,
    receiver: 'Larkmoor Community Trust, clinical safety officer',
    how: 'By mail',
    on: '2026-03-12',
    ...more,
  });

  test('stands in a register, with the version; who has an older one than the one that stands is on the officer’s desk', async () => {
    assert.match(
      (await checksSay())['handed-over']!,
      /^not-run: Nobody is recorded to have received version 3 of CSCR-1\./u,
    );
    for (const [more, says] of [
      [{ received: 4 }, /The latest approved version is 3/u],
      [{ received: 0 }, /Give the version that they received/u],
      [{ on: '2026-03-13' }, /This day is still to come/u],
      [{ on: 'soon' }, /Give the day on which they received it/u],
      [{ receiver: '' }, /Say who received it/u],
    ] as const)
      await assert.rejects(
        as(cso)(anyCommand(recordRecipient), received(more)),
        (error: unknown) => error instanceof InputProblem && says.test(JSON.stringify(error.problems)),
      );
    const page = await writer.send(
      `${AT}/CSCR-1/recipients/new`,
      { receiver: 'Larkmoor Community Trust, clinical safety officer', received: '2', how: 'By mail' },
      { follow: true },
    );
    assert.match(page.text, /It was recorded\..*1 receiver has version 2; version 3 of CSCR-1 stands/u);
    assert.match(
      (await cso.visitor.get('/')).text,
      /Not everybody has the current CSCR-1 because 1 receiver has version 2/u,
    );
    assert.doesNotMatch((await viewer.get('/')).text, /Not everybody has/u);
    assert.match(
      (await checksSay())['handed-over']!,
      /^needs-review: 1 receiver has version 2; version 3 of CSCR-1 stands/u,
    );
    const list = await app.api('GET', 'safety-case/reportRecipients', { service: 'WOUND' });
    assert.deepEqual((list.json['behind'] as object[]).length, 1);
    const wrong = await as(cso)(anyCommand(recordRecipient), received({ received: 3 }));
    assert.doesNotMatch((await cso.visitor.get('/')).text, /Not everybody has/u);
    const taken = await cso.visitor.send(
      `${AT}/CSCR-1/recipients/${Number(wrong['recipient'])}/withdraw`,
      { reason: 'It came back: the address was wrong.' },
      { follow: true },
    );
    assert.match(taken.text, /Withdrawn, does not count: It came back/u);
    assert.match((await cso.visitor.get('/')).text, /Not everybody has/u);
    const again = { report: 'CSCR-1', recipient: wrong['recipient'], version: 1, reason: 'Again.' };
    await assert.rejects(as(cso)(anyCommand(withdrawRecipient), again), NotPossible);
  });

  test('is noted by whatever hands a report over', async () => {
    const service = await assessed();
    const all = await read((tx) => reportsOf(tx, service.id, { seq: null, now: app.clock.now }));
    const { id } = all.find(({ number }) => number === 1)!;
    const noting = {
      ...anyCommand(recordRecipient),
      name: 'handOverForATest',
      run: async (tx: Parameters<typeof noteRecipient>[0]) => {
        const noted = {
          service: service.id,
          report: 'CSCR-1',
          version: 3,
          receiver: LARKMOOR,
          how: 'In a packet',
          on: '2026-03-12',
        };
        await noteRecipient(tx, noted);
        return { id, service: 'WOUND', report: 'CSCR-1', recipient: 0, version: 0 };
      },
    };
    await as(cso)(noting, received());
    const page = await cso.visitor.get(`${AT}/CSCR-1`);
    assert.match(
      page.text,
      /Who Larkmoor community trust, clinical safety officer Withdraw .*Version version 3 How In a packet When 12 March 2026/u,
    );
    assert.doesNotMatch(page.text, /Not everybody has/u);
  });
});

describe('a later report', () => {
  test('takes the place of the one of its line once it is approved; receivers of that one are to receive it', async () => {
    const { report } = await as(cso)(anyCommand(beginReport), {
      sort: 'manufacturer',
      phase: 'modification',
      release: '1.4.0',
    });
    assert.equal(report, 'CSCR-3');
    await write('CSCR-3', 'introduction', 'What changed.');
    await write('CSCR-3', 'statement', 'It may be used.');
    assert.match((await checksSay())['report-approved']!, /^passed: Version 3 /u, 'a draft takes no place');
    const then = new Date('2026-03-12T13:30:00Z');
    app.clock.now = new Date('2026-03-12T14:00:00Z');
    await sign(cso, caseReport, { report });
    const old = await cso.visitor.get(`${AT}/CSCR-1`);
    assert.match(old.text, /This report is superseded because CSCR-3 was approved after it, and took its place/u);
    assert.doesNotMatch(old.text, /is retired|is out of date/u);
    assert.deepEqual([(await handed()).standing, (await handed()).number], ['superseded', 3]);
    assert.doesNotMatch(old.text, /(?:Since|differs from) CSCR-3/u, 'what came after it is not what it is held beside');
    assert.match(
      (await cso.visitor.get(AT)).text,
      /Superseded CSCR-1 Delivery, release 1\.3\.2 CSCR-3 took its place/u,
    );
    assert.doesNotMatch((await cso.visitor.get('/')).text, /report CSCR-1, delivery.*Read and sign/u);
    await assert.rejects(write('CSCR-1', 'log', 'More.'), /CSCR-3 took the place of CSCR-1/u);
    assert.match((await checksSay())['report-approved']!, /^passed: Version 1 /u);
    assert.match(
      (await checksSay())['handed-over']!,
      /1 receiver has version 3 of CSCR-1; version 1 of CSCR-3 stands/u,
    );
    assert.match((await checksSay(then))['report-approved']!, /^passed: Version 3 /u, 'as it stood then');
    assert.match((await cso.visitor.get(`${AT}/CSCR-3`)).text, /CSCR-1, version 3 .*In a packet/u);
    // The deployer's is of another sort, and stands.
    assert.doesNotMatch((await cso.visitor.get(`${AT}/CSCR-2`)).text, /superseded/u);
    assert.deepEqual(await read((tx) => recompute(tx, app.ground.kinds)), []);
  });

  test('all of them lie in the file of the service', async () => {
    const service = await assessed();
    const artefacts = await read((tx) => filed.load(tx, service, { seq: null, now: app.clock.now }));
    assert.deepEqual(
      artefacts.map(({ sort, title, verdict }) => [sort, title, verdict]),
      [
        ['Clinical safety case report', 'CSCR-3, modification, release 1.4.0', 'met'],
        ['Clinical safety case report', 'CSCR-2, deployment, release 1.3.2', 'met'],
        ['Acceptance of residual risk', 'CSCR-2, deployment, release 1.3.2', 'met'],
        ['Clinical safety case report', 'CSCR-1, delivery, release 1.3.2', null],
      ],
    );
  });
});

test('in a browser: nothing for axe to find, nothing wider than a phone, and complete without JavaScript', async () => {
  const me = cso.visitor;
  const paths = [
    AT,
    `${AT}/new`,
    `${AT}/CSCR-1`,
    `${AT}/CSCR-2`,
    `${AT}/CSCR-3`,
    `${AT}/CSCR-3/sections/introduction`,
    `${AT}/CSCR-3/sections/statement/write`,
    `${AT}/CSCR-3/sign`,
    `${AT}/CSCR-3/versions`,
    `${AT}/CSCR-3/recipients/new`,
    `${AT}/CSCR-1/recipients/1/withdraw`,
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
    await executive.visitor.open(browser, { width: 320 }, async (page) => {
      await page.goto(`${AT}/CSCR-3/acceptance/sign`);
      assert.deepEqual(await axe(page), []);
    });
    await me.open(browser, { width: 320, javaScript: false }, async (page) => {
      await page.goto(`${AT}/CSCR-3/sections/control/write`);
      await page.fill('#text', 'Only where a nurse looks at the list by noon.');
      await page.getByRole('button', { name: 'Save this section' }).click();
      assert.match((await page.textContent('main'))!, /The section was saved\./u);
      assert.match((await page.textContent('main'))!, /Only where a nurse looks at the list by noon\./u);
    });
  });
});
