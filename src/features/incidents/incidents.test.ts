import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { anyCommand, command } from '../../platform/commands/command.ts';
import { execute } from '../../platform/commands/execute.ts';
import { everywhere, type Role } from '../../platform/commands/may.ts';
import { Conflict, InputProblem, NotPossible } from '../../platform/commands/problems.ts';
import { z } from 'zod';
import { textOf } from '../../words/sentence.ts';
import { testApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { EXAMPLE_LOG, plantLog } from '../hazards/testing/test-log-store.ts';
import { findService } from '../services/index.ts';
import { arrangeIncidents } from './arranging.ts';
import { reportIncident, reportIncidentAgain } from './commands.ts';
import { chosenIn, clocksOf, incidentPath, isOpen, type Reporting } from './domain.ts';
import { escalateIncidents } from './escalating.ts';
import { gateAnswers } from './facts.ts';
import { filed } from './filed.ts';
import { incidentNamed, incidentsOf, recordIncidentIn, reportsOfIncident } from './index.ts';
import {
  acknowledgeIncident,
  assignIncident,
  containIncident,
  moveIncident,
  reopenIncident,
  voidIncident,
  writeInJournal,
} from './life-commands.ts';
import { chosenIncidents, logCounts } from './list-store.ts';
import { onDesk } from './on-desk.ts';
import { onSubjects } from './on-subjects.ts';
import { containmentsOf, gradesOf, journalOf } from './report-store.ts';
import { everyIncident, putIncident, type StoredIncident } from './store.ts';
import { arrangementsOf } from './targets-store.ts';
import { findIncident } from './finding.ts';
import { askedAbout, targetOf } from './testing/incident-test-store.ts';
import { triageIncident } from './triage-command.ts';

const app = await testApp({ now: new Date('2026-03-12T09:00:00Z') });
let nurse: Visitor;
let cso: Visitor;
let handler: Visitor;
let developer: Visitor;
const AT = '/services/WOUND/incidents';

before(async () => {
  await app.execute(plantLog, { log: EXAMPLE_LOG });
  nurse = await somebody('Imogen Sedge', 'viewer');
  cso = await somebody('Wren Applewhite', 'clinical safety officer');
  handler = await somebody('Posy Thackray', 'incident handler');
  developer = await somebody('Percival Lark', 'developer');
});

const rolesOf = new Map<string, readonly Role[]>();
async function somebody(name: string, role: Role): Promise<Visitor> {
  const visitor = await app.as({ name, roles: [role] });
  rolesOf.set(visitor.person.id, [role]);
  return visitor;
}

/** An incident as it stands. */
const stands = (incident: string): Promise<StoredIncident> =>
  read(async (tx) => (await findIncident(tx, { service: 'WOUND', incident })).incident);

/** Does something to an incident as it stands. */
async function does(who: Visitor, command_: Parameters<Visitor['execute']>[0], incident: string, input: object = {}) {
  const { version } = await stands(incident);
  return (await who.execute(command_, { service: 'WOUND', incident, version, ...input })).result;
}

async function report(input: object = {}): Promise<string> {
  const { result } = await nurse.execute(anyCommand(reportIncident), {
    service: 'WOUND',
    what: 'The list of the day came late.',
    ...input,
  });
  return result['incident'] as string;
}

async function problemAt(field: string, work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => assert.fail('it was not refused'),
    (problem: unknown) => problem,
  );
  assert.ok(error instanceof InputProblem, String(error));
  const found = error.problems.find((one) => one.field === field);
  assert.ok(found, JSON.stringify(error.problems));
  return found.message;
}

const triage = (more: object = {}) => ({ sort: 'incident', danger: 'no', owner: handler.person.id, ...more });

const NOW = { seq: null, now: new Date('2026-03-12T09:00:00Z') };
const read = <T>(work: Parameters<typeof app.ground.database.read<T>>[1]) =>
  app.ground.database.read(app.organisation, work);

/** Takes a report in as other features do: in a transaction of their own. */
const takeIn = command({
  feature: 'test',
  name: 'takeIn',
  summary: 'Takes a report in',
  input: z.strictObject({ key: z.string().nullable(), aware: z.string() }),
  may: { roles: ['administrator'], where: 'organisation' },
  subject: () => null,
  run: async (tx, _actor, { key, aware }) => {
    const service = await findService(tx, 'WOUND');
    const reporting: Reporting = {
      service,
      sort: 'incident',
      title: 'A list came late',
      what: 'The list of the day came at noon.',
      occurredOn: '2026-03-11',
      awareAt: new Date(aware),
      channel: 'monitoring',
      reporter: { by: 'source', name: 'Monitoring' },
      release: null,
      externalKey: key,
    };
    return { ...(await recordIncidentIn(tx, reporting)) };
  },
});

/** Closes it as whatever asks more does in the end. */
const closeIt = command({
  feature: 'test',
  name: 'closeIt',
  summary: 'Closes an incident',
  input: z.strictObject({ incident: z.string() }),
  may: { roles: ['administrator'], where: 'organisation' },
  subject: () => null,
  run: async (tx, _actor, { incident: reference }) => {
    const { incident } = await findIncident(tx, { service: 'WOUND', incident: reference });
    putIncident(tx, incident.id, { ...incident.state, stage: 'closed', closedAt: tx.at });
    return { id: incident.id };
  },
});

describe('a report', () => {
  test('needs one sentence, and anybody of the team makes it', async () => {
    const { result } = await nurse.execute(anyCommand(reportIncident), {
      service: 'WOUND',
      what: 'Two wounds on one leg had the same name. I saw it in time.',
      sort: 'near miss',
    });
    assert.equal(result['incident'], 'INC-1');
    const service = await read((tx) => findService(tx, 'WOUND'));
    const found = await read((tx) => incidentNamed(tx, service.id, 'inc-1', NOW));
    assert.ok(found);
    assert.equal(found.title, 'Two wounds on one leg had the same name');
    assert.equal(found.danger, 'unknown');
    assert.equal(found.harmed, 'unknown');
    assert.equal(found.stage, 'reported');
    const reports = await read((tx) => reportsOfIncident(tx, found.id, NOW));
    assert.deepEqual(
      reports.map(({ by, channel }) => [by, channel]),
      [['Imogen Sedge', 'staff']],
    );
  });

  test('of the same by somebody else stays one of its own', async () => {
    const again = { service: 'WOUND', incident: 'INC-1', what: 'Mr Brown saw it too.' };
    await assert.rejects(handler.execute(anyCommand(reportIncidentAgain), again), InputProblem);
    await handler.execute(anyCommand(reportIncidentAgain), { ...again, what: 'I saw it on the other ward.' });
    const { id } = await stands('INC-1');
    assert.deepEqual(
      (await read((tx) => reportsOfIncident(tx, id, NOW))).map(({ by, words }) => [by, words]),
      [
        ['Imogen Sedge', null],
        ['Posy Thackray', 'I saw it on the other ward.'],
      ],
    );
  });

  test('of another system is taken in once', async () => {
    const input = { key: 'monitor-77', aware: '2026-03-12T08:00:00Z' };
    const first = (await app.execute(anyCommand(takeIn), input)).result;
    const second = (await app.execute(anyCommand(takeIn), input)).result;
    assert.equal(first['again'], false);
    assert.deepEqual({ ...second, again: false }, first);
    const service = await read((tx) => findService(tx, 'WOUND'));
    assert.equal((await read((tx) => incidentsOf(tx, [service.id], NOW))).length, 2);
  });

  test('cannot be known of before it is made', async () => {
    await assert.rejects(
      app.execute(anyCommand(takeIn), { key: null, aware: '2026-03-13T08:00:00Z' }),
      (error) => error instanceof InputProblem && error.problems.some(({ field }) => field === 'awareAt'),
    );
  });
});

describe('what may name somebody', () => {
  test('is asked back about once, and then kept as it was typed', async () => {
    const what = 'Mrs Smith was shown twice in the list.';
    assert.match(await problemAt('what', report({ what })), /“Mrs Smith” looks like a name\. Take it out, or say/u);
    const incident = await report({ what, namesNobody: true });
    assert.equal((await stands(incident)).what, what);
  });

  test('what looks like an NHS number is refused, whatever is said of it', async () => {
    const what = 'The number 943 476 5919 was shown twice.';
    assert.match(await problemAt('what', report({ what, namesNobody: true })), /NHS number/u);
  });
});

describe('triage', () => {
  test('keeps the grade before with the reason for the new one', async () => {
    const incident = await report({ harmed: 'yes' });
    await does(
      cso,
      anyCommand(triageIncident),
      incident,
      triage({ physical: 'moderate', severity: 'Considerable', likelihood: 'Low', patientSafety: 'yes' }),
    );
    const first = await stands(incident);
    assert.equal(first.stage, 'triaged');
    assert.equal(first.ownerName, 'Posy Thackray');
    assert.ok(first.acknowledgedAt);
    assert.match(first.worst!.scheme, /@[\da-f]{8}$/u);
    assert.equal(first.worst!.severityWord, 'Considerable');

    const lower = triage({ physical: 'low', severity: 'Considerable', likelihood: 'Low', patientSafety: 'yes' });
    assert.match(
      await problemAt('reason', does(cso, anyCommand(triageIncident), incident, lower)),
      /the grade before, the new one and the reason/u,
    );
    await does(cso, anyCommand(triageIncident), incident, { ...lower, reason: 'One more visit was enough.' });
    const grades = (await read((tx) => gradesOf(tx, first.id))).filter(({ graded }) => graded === 'physical');
    assert.deepEqual(
      grades.map(({ before: was, value, reason, by }) => [was, value, reason, by]),
      [
        [null, 'moderate', null, 'Wren Applewhite'],
        ['moderate', 'low', 'One more visit was enough.', 'Wren Applewhite'],
      ],
    );
  });

  test('of no harm where the reporter said harm asks why', async () => {
    const incident = await report({ harmed: 'yes' });
    const none = triage({ physical: 'none', psychological: 'none' });
    assert.match(
      await problemAt('reason', does(cso, anyCommand(triageIncident), incident, none)),
      /whoever reported it said that somebody was harmed/u,
    );
    await does(cso, anyCommand(triageIncident), incident, { ...none, reason: 'It was seen in time.' });
  });

  test('looks up what it points at, drafts a new hazard, and says on the hazard what happened', async () => {
    const incident = await report();
    assert.match(
      await problemAt('realises', does(cso, anyCommand(triageIncident), incident, triage({ realises: ['HAZ-999'] }))),
      /There is no such hazard here: HAZ-999/u,
    );
    assert.match(
      await problemAt('sameCause', does(cso, anyCommand(triageIncident), incident, triage({ sameCause: [incident] }))),
      /no such incident/u,
    );
    assert.match(
      await problemAt(
        'held',
        does(cso, anyCommand(triageIncident), incident, triage({ failed: ['CTL-1'], held: ['CTL-1'] })),
      ),
      /not both/u,
    );
    const result = await does(
      cso,
      anyCommand(triageIncident),
      incident,
      triage({
        realises: ['haz-1'],
        failed: ['CTL-1'],
        release: '9.9.9',
        pages: ['The list of the day'],
        causes: ['The clock of the server was wrong'],
        sameCause: ['INC-1'],
        newHazard: 'A list comes too late to act on',
      }),
    );
    const drafted = result['newHazard'] as string;
    assert.match(drafted, /^HAZ-\d+$/u);
    const { links, id } = await stands(incident);
    assert.deepEqual(
      links.map(({ kind, reference, sense }) => `${kind} ${reference} ${sense}`).toSorted(),
      [
        'cause The clock of the server was wrong had this cause',
        'control CTL-1 failed',
        'hazard HAZ-1 realises',
        `hazard ${drafted} realises`,
        'incident INC-1 same cause as',
        'page The list of the day happened on',
        'release 9.9.9 happened on',
      ].toSorted(),
    );
    // What is said again stays as it was; what is not, ends.
    await does(cso, anyCommand(triageIncident), incident, triage({ realises: ['HAZ-1'] }));
    assert.deepEqual((await stands(incident)).links.map(({ reference }) => reference).toSorted(), [
      'HAZ-1',
      'The clock of the server was wrong',
    ]);
    const target = (await read((tx) => targetOf(tx, id, 'HAZ-1')))!;
    const lines = await read((tx) =>
      onSubjects.lines(tx, { id: target, reference: 'HAZ-1', service: 'WOUND', now: app.clock.now }),
    );
    assert.match(JSON.stringify(lines[0]), /realised this hazard/u);
    // And how often it was.
    assert.equal(lines.length, 2);
  });

  test('is for those who handle incidents, of what is open, as they saw it', async () => {
    const incident = await report();
    await assert.rejects(does(nurse, anyCommand(triageIncident), incident, triage()));
    await assert.rejects(
      cso.execute(anyCommand(triageIncident), { service: 'WOUND', incident, version: 1, ...triage() }),
      Conflict,
    );
    assert.match(
      await problemAt('owner', does(cso, anyCommand(triageIncident), incident, triage({ owner: nurse.person.id }))),
      /somebody who works on this service/u,
    );
    assert.match(
      await problemAt('likelihood', does(cso, anyCommand(triageIncident), incident, triage({ severity: 'Major' }))),
      /Choose the likelihood/u,
    );
    assert.match(
      await problemAt('responseReason', does(cso, anyCommand(triageIncident), incident, triage({ response: 'none' }))),
      /Say why/u,
    );
  });
});

describe('the life of an incident', () => {
  test('goes on, is closed, is reopened with the reason, and never back otherwise', async () => {
    const incident = await report();
    await assert.rejects(does(handler, anyCommand(moveIncident), incident, { to: 'actions' }), NotPossible);
    await does(handler, anyCommand(acknowledgeIncident), incident);
    await assert.rejects(does(handler, anyCommand(acknowledgeIncident), incident), NotPossible);
    await does(handler, anyCommand(triageIncident), incident, triage());
    await does(handler, anyCommand(assignIncident), incident, { owner: developer.person.id });
    await does(handler, anyCommand(containIncident), incident, {
      sort: 'switched off',
      text: 'The list was taken offline.',
      madeSafe: true,
    });
    assert.equal((await stands(incident)).stage, 'contained');
    await does(handler, anyCommand(moveIncident), incident, { to: 'actions' });
    await assert.rejects(does(handler, anyCommand(moveIncident), incident, { to: 'investigating' }), NotPossible);
    await handler.execute(anyCommand(writeInJournal), { service: 'WOUND', incident, text: 'The supplier was rung.' });
    await app.execute(anyCommand(closeIt), { incident });
    await assert.rejects(does(handler, anyCommand(triageIncident), incident, triage()), NotPossible);
    await assert.rejects(does(handler, anyCommand(voidIncident), incident, { reason: 'A test.' }), NotPossible);
    await does(handler, anyCommand(reopenIncident), incident, { reason: 'It came again.' });
    const again = await stands(incident);
    assert.deepEqual([again.stage, again.reopened, again.closedAt], ['investigating', true, null]);
    const [journal, contained] = await read((tx) =>
      Promise.all([journalOf(tx, again.id), containmentsOf(tx, again.id)]),
    );
    assert.ok(journal.some(({ text, by }) => text === 'It came again.' && by === 'Posy Thackray'));
    assert.deepEqual(
      contained.map(({ sort, text }) => [sort, text]),
      [['switched off', 'The list was taken offline.']],
    );
  });

  test('what is voided stays, and counts nowhere', async () => {
    const incident = await report({ what: 'A test of the form.' });
    await does(cso, anyCommand(voidIncident), incident, { reason: 'It was a test.' });
    const service = await read((tx) => findService(tx, 'WOUND'));
    const all = await read((tx) => incidentsOf(tx, [service.id], NOW));
    assert.ok(!all.some(({ reference }) => reference === incident));
    assert.equal((await stands(incident)).voided, 'It was a test.');
    const [artefact] = await read((tx) => filed.load(tx, service, NOW));
    assert.match(textOf(artefact!.state), new RegExp(`^${all.length} incidents, `, 'u'));
  });
});

describe('what waits', () => {
  const desk = async (who: Visitor) => {
    const actor = {
      kind: 'person',
      ...who.person,
      organisation: app.organisation,
      grants: everywhere(rolesOf.get(who.person.id) ?? []),
    } as const;
    return read((tx) => onDesk.load(tx, { actor, now: app.clock.now, most: 50, sealing: app.ground.sealing }));
  };

  test('stands on the desks of those who handle incidents until it is triaged, and then with whom it is', async () => {
    const incident = await report({ what: 'A list was empty.', danger: 'yes' });
    const { id } = await stands(incident);
    const has = async (who: Visitor) => (await desk(who)).items.find(({ key }) => key === `incident:${id}`);
    assert.match(JSON.stringify(await has(cso)), /Somebody may be in danger now/u);
    assert.equal(await has(nurse), undefined);
    assert.equal(await has(developer), undefined);
    await does(
      cso,
      anyCommand(triageIncident),
      incident,
      triage({ owner: developer.person.id, danger: 'no', reason: 'Looked at: nobody is.' }),
    );
    assert.equal(await has(cso), undefined);
    assert.ok(await has(developer));
  });
});

test('the pages are whole in a browser, without scripts, on a phone, and a near miss takes one sentence', async () => {
  await withBrowser(async (browser) => {
    await nurse.open(browser, { width: 320, javaScript: false }, async (page) => {
      const began = Date.now();
      await page.goto('/services/WOUND');
      await page.getByRole('link', { name: 'a near miss' }).click();
      await page.fill('#what', 'The wrong leg was chosen, and I saw it before I saved.');
      await page.getByRole('button', { name: 'Send the report' }).click();
      assert.match((await page.textContent('main'))!, /Thank you\. The report is in\./u);
      assert.match((await page.textContent('main'))!, /Near miss/u);
      assert.ok(Date.now() - began < 60_000);
      await page.goto(`${AT}/new`);
      assert.match((await page.textContent('main'))!, /Ring 999 first/u);
      await page.fill('#what', 'Mr Sedgewick was shown twice.');
      await page.getByRole('button', { name: 'Send the report' }).click();
      assert.match((await page.textContent('main'))!, /“Mr Sedgewick” looks like a name/u);
      assert.equal(await page.inputValue('#what'), 'Mr Sedgewick was shown twice.');
      await page.getByLabel('It names nobody').check();
      await page.getByRole('button', { name: 'Send the report' }).click();
      assert.match((await page.textContent('main'))!, /Thank you/u);
    });
    const incident = await report({ what: 'The list of the day came at noon.', harmed: 'unknown' });
    const at = incidentPath('WOUND', incident);
    await handler.open(browser, { width: 320, javaScript: false }, async (page) => {
      await page.goto(`${at}/triage`);
      await page.getByRole('group', { name: 'Is anybody in danger now?' }).getByLabel('No', { exact: true }).check();
      await page.selectOption('#containment', 'told');
      await page.fill('#contained', 'The wards were rung.');
      await page.getByLabel('It is safe now').check();
      await page.selectOption('#physical', 'none');
      await page.selectOption('#severity', 'Considerable');
      await page.selectOption('#likelihood', 'Low');
      await page.fill('#realises', 'HAZ-1');
      await page.selectOption('#owner', { label: 'Posy Thackray' });
      await page.selectOption('#response', 'after action review');
      await page.getByRole('button', { name: 'Finish the triage' }).click();
      const text = (await page.textContent('main'))!;
      assert.match(text, /The triage was saved\./u);
      assert.match(text, /Made safe/u);
      assert.match(text, /Realised HAZ-1/u);
      assert.match(text, /The wards were rung\./u);
    });
    const paths = [
      AT,
      `${AT}?which=overdue`,
      `${AT}?stage=reported&sort=near+miss&harm=not+graded&owner=nobody&page=7`,
      `${AT}/new`,
      `${AT}/new?sort=good-care`,
      `${AT}/arrangements`,
      at,
      ...['triage', 'acknowledge', 'assign', 'contain', 'journal', 'move', 'again', 'void'].map(
        (form) => `${at}/${form}`,
      ),
    ];
    for (const width of [320, 1280])
      await cso.open(browser, { width }, async (page) => {
        for (const path of paths) {
          await page.goto(path);
          if (width === 320 || path === at || path === AT) assert.deepEqual(await axe(page), [], path);
          const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
          assert.ok(Number(over) <= 0, `${path} at ${width}`);
        }
      });
  });
});

// Last: time that has passed ends the sessions of everybody above.
test('who is asked where a time ran out: the next role each time, once', async () => {
  await cso.execute(anyCommand(arrangeIncidents), {
    service: 'WOUND',
    version: 0,
    acknowledges: 'incident handler',
    outOfHours: 'The on-call lead',
    reached: 'By the exchange',
    acknowledgeWithin: 1,
    triageWithin: 2,
    safeWithin: 1_000,
    closeWithin: 2_000,
    ladder: ['incident handler', 'clinical safety officer'],
  });
  const incident = await report({ what: 'A screen stayed white.' });
  const { id } = await stands(incident);
  const asOperator = { actor: { kind: 'operator' }, organisation: app.organisation } as const;
  const escalate = async () => (await execute(app.ground, anyCommand(escalateIncidents), {}, asOperator)).result;
  const steps = () => read((tx) => askedAbout(tx, id));
  await escalate();
  assert.deepEqual(await steps(), []);
  app.clock.now = new Date(app.clock.now.getTime() + 61 * 60_000);
  await escalate();
  await escalate();
  assert.deepEqual(await steps(), [{ target: 'acknowledge', step: 1, role: 'incident handler' }]);
  app.clock.now = new Date(app.clock.now.getTime() + 62 * 60_000);
  await escalate();
  assert.deepEqual(await steps(), [
    { target: 'acknowledge', step: 1, role: 'incident handler' },
    { target: 'acknowledge', step: 2, role: 'clinical safety officer' },
    { target: 'triage', step: 1, role: 'incident handler' },
  ]);
  assert.deepEqual(await escalate(), { asked: 0, mails: 0 });

  // What a limit was missed of that a source gives goes up the same ladder.
  const told = async (verb: string, input: object) => {
    const answer = await app.api('POST', `duties/${verb}`, { service: 'WOUND', ...input });
    assert.equal(answer.status, 200, JSON.stringify(answer.json));
  };
  await does(cso, anyCommand(triageIncident), incident, triage());
  await told('stateServiceFacts', { facts: [{ fact: 'org.roles', value: ['controller'] }] });
  const aware = new Date(app.clock.now.getTime() - 73 * 3_600_000).toISOString();
  await told('stateDutyFacts', {
    incident,
    facts: Object.entries({
      'breach.personal_data': true,
      'breach.risk_to_people': 'likely',
      't.breach_aware': aware,
    }).map(([fact, value]) => ({ fact, value })),
    since: aware,
  });
  await escalate();
  assert.deepEqual(
    (await steps()).filter(({ target }) => target.startsWith('duty:')),
    [
      { target: 'duty:ICO-72H', step: 1, role: 'incident handler' },
      { target: 'duty:ICO-72H', step: 2, role: 'clinical safety officer' },
    ],
  );

  // The list says of each what its clocks say.
  const { id: service } = await read((tx) => findService(tx, 'WOUND'));
  // And the gate waits for no declaration where it is kept here.
  const elsewhere = { id: '019f0000-0000-7000-8000-00000000000e', reference: 'OTHER' };
  const answers = await read((tx) => gateAnswers(tx, [{ id: service, reference: 'WOUND' }, elsewhere]));
  assert.deepEqual([...answers.keys()], [service]);
  for (const hours of [0, 1_000, 3_000]) {
    const now = new Date(app.clock.now.getTime() + hours * 3_600_000);
    await read(async (tx) => {
      const { targets } = (await arrangementsOf(tx, [service])).get(service)!;
      const of = { service, chosen: chosenIn({ which: 'overdue' }), targets, now };
      const listed = await chosenIncidents(tx, of, { offset: 0, limit: 1_000 });
      const overdue = (await everyIncident(tx, service)).filter(
        (one) => isOpen(one) && clocksOf(one, targets, now).some(({ standing }) => standing === 'overdue'),
      );
      assert.deepEqual(
        listed.map(({ reference }) => reference),
        overdue.map(({ reference }) => reference),
      );
      const counts = await logCounts(tx, of);
      assert.equal(counts.chosen, overdue.length);
      assert.ok(counts.open <= counts.total && counts.total < counts.all);
    });
  }
});
