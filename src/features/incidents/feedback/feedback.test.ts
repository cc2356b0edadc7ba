import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import pg from 'pg';
import { z } from 'zod';
import { anyCommand, command } from '../../../platform/commands/command.ts';
import { NOTHING_SAID, type ContactOnRecord } from '../../../platform/mail/safe-contact.ts';
import type { Reach } from '../../../platform/mail/reporters.ts';
import { decisionCounts, latestMails } from '../../../platform/mail/store.ts';
import { Kinds } from '../../../platform/subjects/kinds.ts';
import { testApp, type Visitor } from '../../../test-app.ts';
import { axe, withBrowser } from '../../../test-browser.ts';
import { EXAMPLE_LOG, plantLog } from '../../hazards/testing/test-log-store.ts';
import { findService } from '../../services/index.ts';
import { reportIncident } from '../commands.ts';
import { feedbackOn, feedbackOpenOf, incidentNamed, recordIncidentIn, reportsOfIncident } from '../index.ts';
import { putGrade } from '../report-store.ts';

/*
 * Being told what happened: from the report to the answer that is read, for somebody of the team and for somebody from the public.
 */

const SHOTS = process.env['PRIMUM_SHOTS'];
const NOW = new Date('2026-03-12T09:00:00Z');
const DAY = 86_400_000;
const app = await testApp({ now: new Date(NOW.getTime() - 20 * DAY) });
const CONCERN = '018f0000-0000-7000-8000-00000000c001';
const ROOM = '/services/WOUND/incidents/INC-2/feedback';
const PUBLIC = '/services/WOUND/incidents/INC-3/feedback';
let nurse: Visitor;
let handler: Visitor;
let reach: Reach;

/** What keeps concerns contributes how its people can be reached; here a test says it. */
const withReporters = () => {
  const { kinds } = app.ground;
  Object.assign(kinds, {
    reporters: [{ by: 'concern', reach: async () => new Map([[CONCERN, reach]]) }] satisfies Kinds['reporters'],
  });
};

const contact = (of: Partial<ContactOnRecord>): ContactOnRecord => ({ ...NOTHING_SAID, saidAt: NOW, ...of });
const read = <T>(work: Parameters<typeof app.ground.database.read<T>>[1]) =>
  app.ground.database.read(app.organisation, work);

const fromPublic = command({
  feature: 'test',
  name: 'fromPublic',
  summary: 'Takes a concern in',
  input: z.strictObject({}),
  may: { roles: ['administrator'], where: 'organisation' },
  subject: () => null,
  run: async (tx) => ({
    ...(await recordIncidentIn(tx, {
      service: await findService(tx, 'WOUND'),
      sort: 'incident',
      title: 'The wrong photo',
      what: 'It showed me the photo of somebody else.',
      occurredOn: null,
      awareAt: tx.at,
      channel: 'public',
      reporter: { by: 'concern', id: CONCERN },
      release: null,
      externalKey: null,
      harmed: 'yes',
    })),
  }),
});

const grade = command({
  feature: 'test',
  name: 'grade',
  summary: 'Grades harm',
  input: z.strictObject({ incident: z.string(), before: z.string().nullable(), value: z.string(), reason: z.string() }),
  may: { roles: ['administrator'], where: 'organisation' },
  subject: () => null,
  run: async (tx, _actor, { incident, reason, ...of }) => {
    putGrade(tx, incident, { graded: 'physical', ...of, reason: tx.text(reason) });
    return {};
  },
});

before(async () => {
  await app.execute(plantLog, { log: EXAMPLE_LOG });
  const early = await app.as({ name: 'Percival Lark', roles: ['developer'] });
  await early.execute(anyCommand(reportIncident), { service: 'WOUND', what: 'It was slow.' });
  app.clock.now = NOW;
  nurse = await app.as({ name: 'Imogen Sedge', roles: ['viewer'] });
  handler = await app.as({ name: 'Juniper Hale', roles: ['incident handler'] });
  await nurse.execute(anyCommand(reportIncident), {
    service: 'WOUND',
    what: 'Two wounds had the same name.',
    harmed: 'yes',
  });
  await app.execute(anyCommand(fromPublic), {});
  reach = { contact: contact({}), address: 'rosa@example.org', path: '/q/Xy7' };
  withReporters();
});

async function incidentId(reference: string): Promise<string> {
  return read(async (tx) => {
    const service = await findService(tx, 'WOUND');
    return (await incidentNamed(tx, service.id, reference, { seq: null, now: NOW }))!.id;
  });
}

const WORDS = {
  found: 'The list showed the name alone.',
  changed: 'It now shows where on the leg the wound is.',
  unchanged: '',
};

describe('somebody of the team who reported', () => {
  test('waits, until somebody writes what came of it, looks at it, and tells them', async () => {
    assert.match(
      (await handler.get(ROOM)).text,
      /They have not been told what came of it because nobody has answered/u,
    );
    assert.equal((await nurse.get(ROOM)).status, 403);
    assert.match((await nurse.get('/reports')).text, /Nobody has looked at it yet\. You have not been told/u);
    const id = await incidentId('INC-2');
    await app.execute(anyCommand(grade), { incident: id, before: null, value: 'low', reason: 'A plaster was enough.' });
    const form = await handler.get(`${ROOM}/1/write`);
    assert.match(
      form.html,
      /You said that somebody was harmed\. On 12 March 2026 we graded harm to the body as “low”/u,
    );
    const none = await handler.send(`${ROOM}/1/write`, { found: '', changed: '', unchanged: '' });
    assert.match(none.text, /Say what you found/u);
    const written = await handler.send(
      `${ROOM}/1/write`,
      { ...WORDS, found: 'HAZ-1 was not mitigated.' },
      { follow: true },
    );
    assert.match(written.text, /They have not seen it yet/u);
    assert.match(written.text, /HAZ-1 says nothing to somebody outside/u);
    assert.match(written.text, /For “mitigation”, say what makes it less likely/u);
    assert.deepEqual([...(await read((tx) => feedbackOn(tx, [])))], []);
    assert.doesNotMatch((await nurse.get('/reports')).text, /mitigated/u, 'a draft is seen by nobody who reported');
    await handler.send(`${ROOM}/1/write`, WORDS);
    const told = await handler.send(`${ROOM}/1/tell`, {}, { follow: true });
    assert.match(told.text, /They can read it from now on\..*They have not read it yet/su);
    assert.deepEqual(await read((tx) => feedbackOpenOf(tx, id, { seq: null, now: NOW })), []);
  });

  test('finds it on their desk, reads it, and it leaves the desk', async () => {
    assert.match(
      (await nurse.get('/')).text,
      /Your report INC-2 was answered because somebody wrote on 12 March 2026/u,
    );
    const own = await nurse.get('/reports');
    assert.match(own.text, /How we graded it .*What we found The list showed the name alone\. What changed/su);
    const after = await nurse.send(`${ROOM}/read`, {}, { follow: true });
    assert.match(after.text, /It has left your desk/u);
    assert.doesNotMatch((await nurse.get('/')).text, /Your report INC-2/u);
    const again = await nurse.send(`${ROOM}/read`, {});
    assert.equal(again.status, 409);
    assert.match((await handler.get(ROOM)).text, /They read it on 12 March 2026/u);
    const others = await handler.get('/reports');
    assert.match(others.text, /What you report will stand here/u, 'nobody sees what others reported');
  });

  test('is told again once harm is graded otherwise', async () => {
    app.clock.now = new Date(NOW.getTime() + 60_000);
    const id = await incidentId('INC-2');
    await app.execute(anyCommand(grade), { incident: id, before: 'low', value: 'moderate', reason: 'It got worse.' });
    assert.match((await handler.get(ROOM)).text, /They know an earlier grade because harm was graded otherwise/u);
    assert.deepEqual(await read((tx) => feedbackOpenOf(tx, id, { seq: null, now: app.clock.now })), [1]);
    await handler.send(`${ROOM}/1/write`, WORDS);
    const stale = await handler.api('POST', 'incidents/giveFeedback', {
      service: 'WOUND',
      incident: 'INC-2',
      report: 1,
      version: 3,
    });
    assert.equal(stale.status, 409, 'nothing else is told than what was looked at');
    await handler.send(`${ROOM}/1/tell`, {});
    assert.match((await nurse.get('/reports')).text, /from “low” to “moderate”, because: It got worse/u);
  });
});

describe('somebody from the public who reported', () => {
  const mails = () =>
    read((tx) => latestMails(tx, 10)).then((all) => all.filter(({ template }) => template === 'answer'));

  test('reads it at their own place; nothing goes by a way that is unsafe, and the page says why', async () => {
    reach = { ...reach, contact: contact({ ways: { 'e-mail': 'unsafe' }, needs: ['Large print', 'BSL'] }) };
    await handler.send(`${PUBLIC}/1/write`, WORDS);
    const look = await handler.get(`${PUBLIC}/1/tell`);
    assert.match(look.text, /No notice goes to them besides\. It is not safe to reach them by e-mail/u);
    assert.match(look.html, /app-answer--large/u);
    assert.match(look.text, /They need BSL: a person has to arrange that/u);
    assert.doesNotMatch(look.html, /rosa@/u);
    await handler.send(`${PUBLIC}/1/tell`, {});
    assert.deepEqual(await mails(), []);
    assert.match((await handler.get('/actions')).text, /Arrange how whoever made report 1 of INC-3 is told: BSL/u);
    const id = await incidentId('INC-3');
    const [report] = await read((tx) => reportsOfIncident(tx, id, { seq: null, now: NOW }));
    const told = await read((tx) => feedbackOn(tx, [report!.id]));
    assert.match(
      told.get(report!.id)![0]!.words,
      /^What we found\nThe list showed the name alone\.\n\nWhat changed\n/u,
    );
  });

  test('of whom nothing is known gets a notice that says nothing, to an address that is sealed', async () => {
    reach = { ...reach, contact: contact({}) };
    await handler.send(`${PUBLIC}/1/write`, { ...WORDS, found: 'We looked again.' });
    assert.match(
      (await handler.get(`${PUBLIC}/1/tell`)).text,
      /A notice goes besides that says nothing of what it is about/u,
    );
    await handler.send(`${PUBLIC}/1/tell`, {});
    // It leads nowhere, and so stands in no list of mails: only the outbox has it.
    const owner = new pg.Client(app.owner);
    await owner.connect();
    const kept = await owner.query(`select address, path from mail_outbox where template = 'answer' and path = ''`);
    await owner.end();
    assert.deepEqual(kept.rows, [{ address: null, path: '' }]);
    const decided = await read((tx) => decisionCounts(tx, NOW, 1));
    assert.deepEqual(
      decided.map(({ goes, reason }) => [goes, reason]),
      [
        ['neutrally', 'not known whether safe'],
        ['no', 'unsafe'],
      ],
    );
  });
});

describe('a report that is not answered', () => {
  test('comes to the desk of those who handle it before it is late, and a reason clears it', async () => {
    const desk = async () => (await handler.get('/')).text;
    assert.doesNotMatch(await desk(), /INC-2 has not been told|INC-3 has not been told/u);
    assert.match(await desk(), /due in 10 days Whoever reported INC-1 has not been told what came of it/u);
    const path = '/services/WOUND/incidents/INC-1/feedback';
    const empty = await handler.send(`${path}/1/nothing`, { reason: '' });
    assert.match(empty.text, /Say why they are told nothing/u);
    const done = await handler.send(`${path}/1/nothing`, { reason: 'She asked not to be told.' }, { follow: true });
    assert.match(done.text, /Juniper Hale decided on 12 March 2026 to tell them nothing: She asked not to be told/u);
    assert.doesNotMatch(await desk(), /INC-1 has not been told/u);
  });

  test('is counted: days until somebody was told, and who waits', async () => {
    const { json } = await handler.api('GET', 'incidents/incidentMeasures', { service: 'WOUND' });
    const { toFeedback, waiting, months } = json as {
      toFeedback: { of: number };
      waiting: number;
      months: { reports: number }[];
    };
    assert.deepEqual([toFeedback.of, waiting, months.length], [3, 0, 12]);
  });

  test('of a program is answered by nobody', async () => {
    const missing = await handler.get('/services/WOUND/incidents/INC-2/feedback/9/write');
    assert.equal(missing.status, 404);
    const stranger = await app.elsewhere({ roles: ['incident handler'] });
    assert.equal((await stranger.get(ROOM)).status, 404);
  });
});

test('the pages are good on a phone and on a desk, without JavaScript', async () => {
  await handler.send(`${PUBLIC}/1/write`, { ...WORDS, found: 'We looked once more.' });
  await withBrowser(async (browser) => {
    for (const width of [320, 1280])
      for (const [name, who, url] of [
        ['room', handler, PUBLIC],
        ['write', handler, `${PUBLIC}/1/write`],
        ['tell', handler, `${PUBLIC}/1/tell`],
        ['nothing', handler, `${PUBLIC}/1/nothing`],
        ['numbers', nurse, '/services/WOUND/incidents/numbers'],
        ['own', nurse, '/reports'],
        ['read', nurse, `${ROOM}/read`],
      ] as const)
        await who.open(browser, { width }, async (page) => {
          await page.goto(url);
          if (SHOTS) await page.screenshot({ path: `${SHOTS}/feedback-${name}-${width}.png`, fullPage: true });
          assert.deepEqual(await axe(page), [], `${name} at ${width}`);
          const over = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
          assert.ok(Number(over) <= 0, `${name} at ${width} is wider than the window`);
        });
  });
});
