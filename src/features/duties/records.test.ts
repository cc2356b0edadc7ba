import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { z } from 'zod';
import { anyCommand, command } from '../../platform/commands/command.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import { testApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { findService } from '../services/index.ts';
import { confirmDuty, dismissDuty, recordAcknowledgement, recordReport, withdrawJudgement } from './commands.ts';
import { checkDutyFacts, stateDutyFacts, stateServiceFacts } from './fact-commands.ts';
import { dutiesOpenOf, endDutyCase, openDutyCase, recordDoneHere, stateFacts } from './index.ts';
import { remindOfDuties } from './reminding.ts';

/** Stands for whatever opens a case: an incident that is recorded, its triage. */
const openCase = command({
  feature: 'duties',
  name: 'openTestCase',
  summary: 'Opens a case for a test',
  input: z.strictObject({ service: z.string(), id: z.string(), reference: z.string() }),
  may: { roles: ['product owner'], where: 'service' },
  subject: () => null,
  run: async (tx, _actor, { service: reference, ...of }) => {
    const { id } = await findService(tx, reference);
    const source = `Triage of ${of.reference}`;
    await openDutyCase(tx, { ...of, service: { id, reference } }, [{ fact: 'event.kind', value: 'incident', source }]);
    await openDutyCase(tx, { ...of, service: { id, reference } }, []);
    // Whatever comes from the same command is stated as well.
    await stateFacts(tx, of.id, [{ fact: 'event.kind', value: 'risk', source }]);
    await stateFacts(tx, of.id, [{ fact: 'event.kind', value: 'incident', source }]);
    return {};
  },
});
const secretly = command({
  ...openCase,
  name: 'stateSecretly',
  run: async (tx, _actor, { id }) => {
    await stateFacts(tx, id, [{ fact: 'child.in_need', value: true, source: 'x' }]);
    return {};
  },
});

const keepHere = command({
  ...openCase,
  name: 'keepTestCase',
  run: async (tx, _actor, { id, reference }) => {
    await recordDoneHere(tx, id, [{ duty: 'DCB-LOG', reference, to: 'it stands in the log', at: tx.at }]);
    return {};
  },
});
const endCase = command({
  ...openCase,
  name: 'endTestCase',
  run: async (tx, _actor, { id }) => {
    await endDutyCase(tx, id);
    return {};
  },
});

const app = await testApp({
  now: new Date('2026-03-12T09:00:00Z'),
  commands: [anyCommand(openCase), anyCommand(secretly), anyCommand(keepHere), anyCommand(endCase)],
});
const ONE = '019f0000-0000-7000-8000-000000000001';
const TWO = '019f0000-0000-7000-8000-000000000002';
const AT = '/services/WOUND/incidents/INC-1/duties';
const named = { service: 'WOUND', incident: 'INC-1' };
let developer: Visitor;
let engineer: Visitor;

const facts = (values: Readonly<Record<string, unknown>>) =>
  Object.entries(values).map(([fact, value]) => ({ fact, value }));
const state = (values: Readonly<Record<string, unknown>>, more: object = {}) =>
  app.execute(anyCommand(stateDutyFacts), { ...named, facts: facts(values), source: 'The triage', ...more });

interface DutyRecord {
  readonly id: string;
  readonly standing: string;
  readonly due: string | null;
  readonly late: boolean;
  readonly overdue: boolean;
  readonly changed: readonly string[];
  readonly clockStarted: string | null;
  readonly settleWith: string | null;
  readonly judgements: readonly { readonly id: string; readonly kind: string; readonly withdrawn: object | null }[];
}

async function dutiesNow(incident = 'INC-1'): Promise<readonly DutyRecord[]> {
  const answer = await app.api('GET', 'duties/incidentDuties', { service: 'WOUND', incident });
  assert.equal(answer.status, 200, JSON.stringify(answer.json));
  return (answer.json as { duties: DutyRecord[] }).duties;
}
async function duty(id: string): Promise<DutyRecord> {
  const found = (await dutiesNow()).find((one) => one.id === id);
  assert.ok(found, `${id} is there`);
  return found;
}
const openNow = () =>
  app.ground.database.read(app.organisation, (tx) => dutiesOpenOf(tx, [ONE, TWO], { seq: null, now: app.clock.now }));

before(async () => {
  const made = await app.api('POST', 'services/createService', {
    reference: 'WOUND',
    name: 'Willowbank Wound Care',
    role: 'both',
    phase: 'live',
  });
  assert.equal(made.status, 200, JSON.stringify(made.json));
  await app.execute(anyCommand(openCase), { service: 'WOUND', id: ONE, reference: 'INC-1' });
  developer = await app.as({ name: 'A Developer', roles: [{ role: 'developer', service: 'WOUND', until: null }] });
  engineer = await app.as({
    name: 'Ottoline Reed',
    roles: [{ role: 'safety engineer', service: 'WOUND', until: null }],
  });
});

describe('what an incident owes', () => {
  test('unknown is possible, with its question, and never asks what lies in a compartment', async () => {
    const duties = await dutiesNow();
    assert.equal(duties.find(({ id }) => id === 'ICO-72H')!.standing, 'possible');
    for (const { id, settleWith } of duties) {
      assert.doesNotMatch(id, /^(?:SG-ADULT|SG-CHILD|FGM|CSA|MARAC|SLAVERY|PREVENT)/u);
      assert.doesNotMatch(settleWith ?? '', /^(?:child|fgm|da|slavery|radicalisation|staff|abuse)\./u);
    }
    const page = await app.get(AT);
    assert.equal(page.status, 200);
    assert.doesNotMatch(page.text, /FGM|MARAC|Prevent|section 47/u);
    assert.match(page.text, /If anybody may be abused, neglected or in danger: raise it/u);
    assert.match(page.text, /First, once for all incidents: what the service is/u);
    assert.match(page.text, /Nobody has verified this rule/u);
    await assert.rejects(
      app.execute(anyCommand(secretly), { service: 'WOUND', id: ONE, reference: 'INC-1' }),
      /no fact/u,
    );
    await assert.rejects(state({ 'child.in_need': true }), /There is no fact child\.in_need here/u);
    await assert.rejects(state({ 'no.such': true }), /There is no fact no\.such here/u);
  });

  test('what the service is counts for its incidents; it is said in its own place', async () => {
    await assert.rejects(state({ 'org.nis_oes': true }), /said once of the service/u);
    await app.execute(anyCommand(stateServiceFacts), {
      service: 'WOUND',
      facts: facts({
        'org.roles': ['controller', 'provider_primary_care', 'provider_cqc_registered'],
        'org.nis_oes': false,
      }),
    });
    await assert.rejects(
      app.execute(anyCommand(stateServiceFacts), { service: 'WOUND', facts: facts({ 'org.roles': ['king'] }) }),
      /org\.roles is any of/u,
    );
    assert.equal((await duty('NIS-72H')).standing, 'not-owed');
  });

  test('facts make duties owed, each with its clock; the board and whoever closes the incident know', async () => {
    await state({
      'breach.personal_data': true,
      'breach.risk_to_people': 'likely',
      't.breach_aware': '2026-03-11 09:00',
    });
    const ico = await duty('ICO-72H');
    assert.deepEqual([ico.standing, ico.due], ['owed', '2026-03-14T09:00:00.000Z']);
    assert.ok((await openNow()).get(ONE)!.open.includes('ICO-72H'));
    const board = await app.get('/deadlines');
    assert.match(board.text, /14 March 2026, 9:00am \(in 2 days\)/u);
    assert.match(board.text, /INC-1 Willowbank Wound Care/u);
    assert.match((await app.get('/')).text, /is owed for INC-1/u);
    assert.match((await app.get('/services/WOUND')).text, /Who has to be told of incidents/u);
  });

  test('a report is recorded with reference, time and by whom; a corrected fact owes a follow-up', async () => {
    const sent = { ...named, duty: 'ICO-72H', reference: 'IC-1', to: 'ICO' };
    await assert.rejects(
      app.execute(anyCommand(recordReport), { ...sent, sentAt: '2026-03-13 09:00' }),
      /Give a time that has passed/u,
    );
    await assert.rejects(
      app.execute(anyCommand(recordAcknowledgement), { ...named, duty: 'ICO-72H' }),
      /Record the report first/u,
    );
    await app.execute(anyCommand(recordReport), { ...sent, sentAt: '2026-03-12 08:00' });
    assert.equal((await duty('ICO-72H')).standing, 'done');
    assert.ok(!(await openNow()).get(ONE)!.open.includes('ICO-72H'));
    await app.execute(anyCommand(recordAcknowledgement), { ...named, duty: 'ICO-72H' });
    await state({ 'breach.risk_to_people': 'high' });
    const corrected = await duty('ICO-72H');
    assert.deepEqual([corrected.standing, corrected.changed], ['follow-up', ['breach.risk_to_people']]);
    assert.equal((await duty('ICO-SUBJECTS')).standing, 'owed', 'what was learnt adds a duty');
    assert.match((await app.get(AT)).text, /What was reported has changed since/u);
    await app.execute(anyCommand(recordReport), { ...sent, reference: 'IC-1/2', sentAt: '2026-03-12 08:30' });
    assert.equal((await duty('ICO-72H')).standing, 'done');
    await state({ 'breach.personal_data': false });
    assert.equal((await duty('ICO-72H')).standing, 'follow-up', 'a report is never undone by learning more');
    await app.execute(anyCommand(dismissDuty), {
      ...named,
      duty: 'ICO-72H',
      reason: 'They were told on the telephone.',
    });
    assert.equal((await duty('ICO-72H')).standing, 'done');
    await state({ 'breach.personal_data': true });
  });

  test('a dismissal needs a reason, and is asked again once what it read changes', async () => {
    const which = { ...named, duty: 'DOC-REG20' };
    await assert.rejects(app.execute(anyCommand(dismissDuty), { ...which, reason: ' ' }), /Say why it is not owed/u);
    await state({
      'event.occurred_in_regulated_activity': true,
      'harm.physical': 'moderate',
      't.became_aware': '2026-03-11 09:00',
    });
    assert.equal((await duty('DOC-REG20')).standing, 'owed');
    await assert.rejects(engineer.execute(anyCommand(dismissDuty), { ...which, reason: 'x' }), /This is for/u);
    await app.execute(anyCommand(dismissDuty), { ...which, reason: 'The family was in the room and was told.' });
    assert.equal((await duty('DOC-REG20')).standing, 'dismissed');
    await state({ 'harm.physical': 'severe' }, { since: '2026-03-12 08:45' });
    const again = await duty('DOC-REG20');
    assert.deepEqual([again.standing, again.changed], ['owed', ['harm.physical']]);
    assert.equal(again.clockStarted, '2026-03-11T09:00:00.000Z', 'its clock began with what was known first');
    assert.match((await app.get(AT)).text, /is asked again because this has changed since/u);
  });

  test('done late stays marked late, and what was withdrawn stays to be seen', async () => {
    await state({ 'event.work_related': true, 'harm.worker_incapacity_days': 8, 't.accident': '2026-02-20 09:00' });
    assert.equal((await duty('RIDDOR-7DAY')).overdue, true);
    assert.match((await app.get('/deadlines')).text, /Overdue \(1\).*Overdue since 7 March 2026/u);
    const { result } = await app.execute(anyCommand(recordReport), {
      ...named,
      duty: 'RIDDOR-7DAY',
      reference: 'R-1',
      to: 'HSE',
      sentAt: '2026-03-12 08:00',
      note: 'Nobody knew.',
    });
    assert.deepEqual([(await duty('RIDDOR-7DAY')).standing, (await duty('RIDDOR-7DAY')).late], ['done', true]);
    await state({ 't.accident': '2026-03-05 09:00' });
    assert.equal((await duty('RIDDOR-7DAY')).late, true, 'a clock that is corrected makes nothing punctual');
    const withdrawing = { ...named, judgement: result['judgement'], reason: 'It was another incident.' };
    await app.execute(anyCommand(withdrawJudgement), withdrawing);
    await assert.rejects(app.execute(anyCommand(withdrawJudgement), withdrawing), /withdrawn already/u);
    const after = await duty('RIDDOR-7DAY');
    assert.equal(after.standing, 'owed');
    assert.ok(after.judgements[0]!.withdrawn);
    assert.match((await app.get(AT)).text, /Withdrawn by .* “It was another incident\.”/u);
    await app.execute(anyCommand(confirmDuty), { ...named, duty: 'CORONER' });
    assert.equal((await duty('CORONER')).standing, 'owed');
  });

  test('who checked a fact stands with it, until it is stated otherwise', async () => {
    await engineer.execute(anyCommand(checkDutyFacts), { ...named, facts: ['harm.physical', 'org.roles'] });
    const checked = async () => {
      const { json } = await app.api('GET', 'duties/incidentDuties', named);
      const { facts: known } = json as { facts: { fact: string; checkedBy: string | null }[] };
      return new Map(known.map((one) => [one.fact, one.checkedBy]));
    };
    assert.equal((await checked()).get('harm.physical'), 'Ottoline Reed');
    assert.equal((await checked()).get('org.roles'), 'Ottoline Reed');
    await state({ 'harm.physical': 'severe' });
    assert.equal((await checked()).get('harm.physical'), 'Ottoline Reed', 'the same again changes nothing');
    await state({ 'harm.physical': 'low' });
    assert.equal((await checked()).get('harm.physical'), null);
    await assert.rejects(
      engineer.execute(anyCommand(checkDutyFacts), { ...named, facts: ['harm.death'] }),
      /Nobody has said anything of harm\.death/u,
    );
  });

  test('what was known on a day is still known of that day', async () => {
    const seq = await app.ground.database.read(app.organisation, async (tx) => {
      const [row] = await tx.rows<{ seq: number }>({
        text: `select from_seq as seq from duty_judgement where duty = 'RIDDOR-7DAY' and kind = 'sent'`,
        values: [],
      } as never);
      return row!.seq;
    });
    const then = await app.ground.database.read(app.organisation, (tx) =>
      dutiesOpenOf(tx, [ONE], { seq, now: app.clock.now }),
    );
    assert.ok(!then.get(ONE)!.open.includes('RIDDOR-7DAY'));
    assert.ok((await openNow()).get(ONE)!.open.includes('RIDDOR-7DAY'));
  });

  test('what is owed no more because a fact was said otherwise stays in sight, with who said it', async () => {
    assert.doesNotMatch((await app.get(AT)).text, /No longer owed/u);
    await engineer.execute(anyCommand(stateDutyFacts), {
      ...named,
      facts: facts({ 'harm.worker_incapacity_days': 3 }),
    });
    assert.equal((await duty('RIDDOR-7DAY')).standing, 'not-owed');
    const { text } = await app.get(AT);
    assert.match(text, /No longer owed \(1\).*Nobody dismissed it.*RIDDOR-7DAY.*unable to do their usual work\?/u);
    assert.match(text, /unable to do their usual work\? Now: 3, said by Ottoline Reed on 12 March 2026/u);
    await engineer.execute(anyCommand(stateDutyFacts), {
      ...named,
      facts: facts({ 'harm.worker_incapacity_days': 8 }),
    });
    assert.doesNotMatch((await app.get(AT)).text, /No longer owed/u);
  });
});

test('a calendar shows that there are deadlines to whoever has the link, until it is ended', async () => {
  const page = await app.send('/deadlines/calendar', {});
  const [, link = ''] = /(\/calendar\/[\w-]+\.ics)/u.exec(page.html) ?? [];
  assert.notEqual(link, '');
  const nobody = app.signedOut();
  const feed = await nobody.get(link);
  assert.equal(feed.status, 200);
  assert.match(String(feed.headers['content-type']), /^text\/calendar/u);
  assert.match(feed.html, /BEGIN:VEVENT\r\nUID:[\da-f]{32}@primum\r\n/u);
  assert.doesNotMatch(feed.html, /INC|Wound|WOUND|RIDDOR|ICO|incident/u);
  await app.send('/deadlines/calendar', {});
  assert.equal((await nobody.get(link)).status, 404, 'another link takes its place');
  await app.send('/deadlines/calendar/close', {});
  assert.equal((await nobody.get(`/calendar/${'a'.repeat(65)}.ics`)).status, 404);
});

test('forms: unknown is an answer and never a no; what is wrong is said at its field', async () => {
  const form = await app.get(`${AT}/facts?all=yes`);
  assert.equal(form.status, 200);
  assert.doesNotMatch(form.html, /child\.|fgm\./u);
  const saved = await app.send(`${AT}/facts?all=yes`, { 'fact.harm.death': 'no' }, { follow: true });
  assert.match(saved.text, /What is known was saved/u);
  assert.match(saved.text, /Did somebody die\? No/u);
  const wrong = await app.send(`${AT}/facts?all=yes`, { 'fact.t.death_known': 'yesterday' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /There is a problem t\.death_known is a day and a time, such as/u);
  assert.match(wrong.html, /id="facts\.\d+\.value"[^>]*value="yesterday"/u, 'the problem leads to its field');
  await app.send(`${AT}/facts?all=yes`, { 'fact.harm.death': 'unknown' });
  assert.doesNotMatch((await app.get(AT)).text, /Did somebody die\? No The/u);
  const report = await app.send(`${AT}/ICO-SUBJECTS/report`, { reference: '' });
  assert.equal(report.status, 422);
  assert.match(report.text, /Give the reference that they gave the report/u);
  const service = await app.send('/services/WOUND/duties/facts', { 'fact.org.roles': ['-'] }, { follow: true });
  assert.match(service.text, /It was saved, and counts for every incident/u);
  assert.match((await app.get('/services/WOUND/duties/pack')).text, /There is nothing to take up/u);
});

test('whoever has no part in it looks and changes nothing; elsewhere there is nothing', async () => {
  assert.equal((await developer.get(AT)).status, 200);
  assert.doesNotMatch((await developer.get(AT)).html, /\/dismiss"/u);
  const stranger = await app.elsewhere({ roles: ['clinical safety officer'] });
  assert.equal((await stranger.get(AT)).status, 404);
  assert.doesNotMatch((await stranger.get('/deadlines')).text, /INC-1/u);
  assert.equal((await app.get('/services/WOUND/incidents/INC-99/duties')).status, 404);
  await assert.rejects(stranger.execute(anyCommand(confirmDuty), { ...named, duty: 'ICO-72H' }), NotFound);
});

test('the pages are good at both widths, without JavaScript', async () => {
  await withBrowser(async (browser) => {
    for (const width of [320, 1280])
      await app.open(browser, { width }, async (page) => {
        for (const path of [
          AT,
          `${AT}/facts?all=yes`,
          `${AT}/ICO-SUBJECTS/report`,
          `${AT}/check`,
          '/deadlines',
          '/deadlines/calendar',
          '/services/WOUND/duties/facts',
        ]) {
          await page.goto(path);
          assert.deepEqual(await axe(page), [], `${path} at ${width}`);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= width, `${path} is ${wide} wide at ${width}`);
        }
      });
    await app.open(browser, { javaScript: false }, async (page) => {
      await page.goto(AT);
      await page.locator('a[href$="/CORONER/dismiss"]').click();
      await page.getByLabel('Why is it not owed?').fill('Nobody could read the files.');
      await page.getByRole('button', { name: 'Dismiss it' }).click();
      assert.match(await page.innerText('main'), /It is dismissed, with your reason\./u);
    });
  });
});

test('what is kept here is done once, a report answers what others turn on, and what does not count owes nothing', async () => {
  const three = { service: 'WOUND', id: '019f0000-0000-7000-8000-000000000003', reference: 'INC-3' };
  const of = { service: 'WOUND', incident: 'INC-3' };
  const standing = async (id: string) => (await dutiesNow('INC-3')).find((one) => one.id === id)!;
  const withdraw = async (id: string) => {
    const judgement = (await standing(id)).judgements.find(({ withdrawn }) => withdrawn === null)!.id;
    await app.execute(anyCommand(withdrawJudgement), { ...of, judgement, reason: 'It was not so.' });
  };
  // Of a case of which nothing is kept, nothing is done.
  await app.execute(anyCommand(keepHere), three);
  await app.execute(anyCommand(endCase), three);
  await app.execute(anyCommand(openCase), three);
  await app.execute(anyCommand(keepHere), three);
  await app.execute(anyCommand(keepHere), three);
  assert.equal((await standing('DCB-LOG')).judgements.length, 1);
  // What is learnt later owes the log no follow-up: it stands in it.
  const about = facts({
    'event.patient_safety': true,
    'harm.death': true,
    'event.occurred_in_regulated_activity': true,
  });
  await app.execute(anyCommand(stateDutyFacts), { ...of, facts: about });
  assert.equal((await standing('DCB-LOG')).standing, 'done');
  await withdraw('DCB-LOG');
  await app.execute(anyCommand(keepHere), three);
  assert.notEqual((await standing('DCB-LOG')).standing, 'done', 'somebody said that it is not so');

  const roles = facts({ 'org.roles': ['provider_nhs_trust'] });
  await app.execute(anyCommand(stateServiceFacts), { service: 'WOUND', facts: roles });
  assert.notEqual((await standing('CQC-REG16')).standing, 'not-owed');
  const sent = { duty: 'LFPSE-INCIDENT', reference: 'LF-1', to: 'LFPSE', sentAt: '2026-03-12 08:00' };
  await app.execute(anyCommand(recordReport), { ...of, ...sent });
  assert.equal((await standing('CQC-REG16')).standing, 'not-owed', 'a trust tells the CQC by LFPSE');
  await withdraw('LFPSE-INCIDENT');
  assert.notEqual((await standing('CQC-REG16')).standing, 'not-owed');

  const open = async () =>
    app.ground.database.read(app.organisation, (tx) => dutiesOpenOf(tx, [three.id], { seq: null, now: app.clock.now }));
  assert.ok((await open()).has(three.id));
  await app.execute(anyCommand(endCase), three);
  assert.ok(!(await open()).has(three.id));
  await app.execute(anyCommand(stateServiceFacts), { service: 'WOUND', facts: facts({ 'org.nis_oes': true }) });
  assert.ok(!(await open()).has(three.id), 'nor later');
  const page = await app.get('/services/WOUND/incidents/INC-3/duties');
  assert.match(page.text, /INC-3 was voided: nothing is asked of it any more/u);
});

test('reminders go out once for each step, to those who see to it, and say nothing', async () => {
  app.clock.now = new Date('2026-03-16T12:00:00Z');
  const handler = await app.as({
    name: 'Juniper Hale',
    roles: [{ role: 'incident handler', service: 'WOUND', until: null }],
  });
  const remind = async () =>
    (await app.ground.database.read(app.organisation, (tx) => mailTo(tx, handler.person.id))).length;
  const run = async () => {
    const { execute } = await import('../../platform/commands/execute.ts');
    return (
      await execute(
        app.ground,
        anyCommand(remindOfDuties),
        {},
        { actor: { kind: 'system' }, organisation: app.organisation },
      )
    ).result;
  };
  const first = await run();
  assert.ok((first['reminders'] as number) > 0);
  assert.equal(await remind(), 1, 'one mail, however much there is to remind of');
  assert.deepEqual(await run(), { reminders: 0, people: 0 });
  app.clock.now = new Date('2026-03-22T12:00:00Z');
  assert.ok(((await run())['reminders'] as number) > 0, 'the limit of RIDDOR has passed');
  assert.equal(await remind(), 2);
});

async function mailTo(tx: { rows: <Row>(query: never) => Promise<Row[]> }, person: string) {
  return tx.rows<{ template: string }>({
    text: `select template from mail_outbox where person_id = $1`,
    values: [person],
  } as never);
}
