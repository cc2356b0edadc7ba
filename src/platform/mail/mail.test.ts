import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { v7 as newId } from 'uuid';
import { Database } from '../database/database.ts';
import { Jobs } from '../jobs/jobs.ts';
import { makeLog } from '../running/log.ts';
import { testSealing } from '../sealed/testing/test-sealing.ts';
import { testApp } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { plantOrganisation } from '../../test-app-store.ts';
import { testDatabase, type TestDatabase } from '../../test-database.ts';
import { delivery } from './delivery.ts';
import { NOTHING_SAID, type ContactOnRecord } from './safe-contact.ts';
import { createMail, type Contact, type Message } from './send.ts';
import { mailServerFrom, smtpServer } from './server.ts';
import { decisionCounts, latestMails } from './store.ts';
import { render, TEMPLATES } from './templates.ts';
import { post, until } from './testing/post.ts';

let db: TestDatabase;
let database: Database;
let organisation: string;
const now = () => new Date('2026-03-12T09:00:00Z');
before(async () => {
  db = await testDatabase();
  database = new Database(db.app);
  organisation = await plantOrganisation(database, 'Example Trust', now());
});
after(() => database.close());

const from = 'primum@example.org';
const contact: Contact = { person: newId(), address: 'c.safety@example.org', policy: 'plain' };
const kept = () => database.read(organisation, (tx) => latestMails(tx, 100));

/** Jobs that deliver, and the send() in front of them. */
async function sender(url: string) {
  const lines: string[] = [];
  const job = delivery({
    database,
    sealing: testSealing,
    now,
    server: smtpServer({ url, from }),
    url: 'https://primum.example.org',
  });
  const log = makeLog({ level: 'info', out: { write: (line) => lines.push(line) } });
  const jobs = new Jobs({ jobs: [{ ...job, pause: 1, every: 0.5 }], app: db.app, owner: db.owner, log });
  await jobs.start();
  const mail = createMail({ now, sealing: testSealing, begin: jobs.send.bind(jobs) });
  const send = (to: Partial<Contact> = {}, message: Partial<Message> = {}) =>
    database.write(organisation, (tx) =>
      mail.send(tx, { to: { ...contact, ...to }, template: 'waiting', path: '/services/DEMO', ...message }),
    );
  return { send, lines, stop: () => jobs.stop() };
}

test('a mail is delivered, says nothing of anybody, and is then no longer kept', async () => {
  const server = await post();
  const { send, lines, stop } = await sender(server.url());
  assert.equal(await send(), true);
  assert.equal(await send({ policy: 'discreet' }), true);
  assert.equal(await send({ policy: 'never' }), false);
  assert.equal(await send({ address: null }), false);
  assert.equal(await send({ address: 'a@example.org\r\nBcc: b@example.org' }), false);
  await until(() => server.letters.length === 2, 'two mails came');
  await until(async () => (await kept()).length === 0, 'none is kept');
  await Promise.all([stop(), server.close()]);
  const [plain, discreet] = server.letters.toSorted((a, b) => b.indexOf('DEMO') - a.indexOf('DEMO'));
  assert.match(plain!, /\r\nFrom: Primum <primum@example\.org>\r\nTo: c\.safety@example\.org\r\n/u);
  assert.match(plain!, /\r\nSubject: Something in Primum waits for you\r\n/u);
  assert.match(plain!, /https:\/\/primum\.example\.org\/services\/DEMO/u);
  assert.match(plain!, /^Auto-Submitted: auto-generated\r\n/u);
  assert.match(discreet!, /Subject: A message for you/u);
  assert.doesNotMatch(discreet!, /DEMO|safety case|hazard/iu);
  assert.doesNotMatch(lines.join(''), /example\.org|DEMO/u, 'nor does the log');
});

test('to whoever reported something, only as they said that it is safe, and their address stands nowhere in the open', async () => {
  const server = await post();
  const { send, lines, stop } = await sender(server.url());
  const secret = 'rosa@example.org';
  const policy = (of: Partial<ContactOnRecord>): ContactOnRecord => ({ ...NOTHING_SAID, saidAt: now(), ...of });
  const to = (person: string, of: Partial<ContactOnRecord>) =>
    send({ person, address: secret, policy: policy(of) }, { template: 'answer', path: '/q/Xy7' });
  const [unsure, safe, unsafe] = [newId(), newId(), newId()];
  assert.equal(await to(unsafe, { ways: { 'e-mail': 'unsafe' } }), false);
  assert.equal(await to(unsure, { callOurselves: null }), true);
  // It leads nowhere, and so stands in no list of mails: only the outbox has it.
  assert.deepEqual(await kept(), []);
  const owner = new pg.Client(db.owner);
  await owner.connect();
  const outbox = await owner.query(`select address, path, sealed from mail_outbox where template = 'answer'`);
  await owner.end();
  assert.deepEqual(
    outbox.rows.map(({ address, path }) => [address, path]),
    [[null, '']],
  );
  assert.equal(JSON.stringify(outbox.rows).includes(secret) || outbox.rows[0].sealed.includes(secret), false);
  await until(() => server.letters.length === 1, 'the neutral one came');
  assert.equal(await to(safe, { ways: { 'e-mail': 'safe' }, callOurselves: 'The library' }), true);
  await until(() => server.letters.length === 2, 'the other one came');
  await Promise.all([stop(), server.close()]);
  const [neutral, open] = server.letters;
  assert.match(neutral!, /\r\nFrom: primum@example\.org\r\nTo: rosa@example\.org\r\n/u);
  assert.doesNotMatch(neutral!.replaceAll('primum@example.org', ''), /primum|https?:|\/q\//iu);
  assert.match(open!, /\r\nFrom: The library <primum@example\.org>\r\n/u);
  assert.match(open!, /https:\/\/primum\.example\.org\/q\/Xy7/u);
  assert.doesNotMatch(lines.join(''), /rosa|library/u);
  const decided = await database.read(organisation, (tx) => decisionCounts(tx, now(), 1));
  const reasons = decided.filter(({ template }) => template === 'answer').map(({ goes, reason }) => [goes, reason]);
  assert.deepEqual(reasons, [
    ['as it is', 'safe'],
    ['neutrally', 'not known whether safe'],
    ['no', 'unsafe'],
  ]);
  await assert.rejects(send({ policy: policy({}) }), /goes to members alone/u);
});

test('it waits for a safe time, is not sent after it, and is taken back once it is unsafe', async () => {
  const [server, person] = [await post(), newId()];
  const time = { now: new Date('2026-03-12T09:00:00Z') };
  const begun: (Date | null)[] = [];
  const mail = createMail({
    now: () => time.now,
    sealing: testSealing,
    begin: async (_name, _ids, _tx, at) => void begun.push(at),
  });
  const policy: ContactOnRecord = {
    ...NOTHING_SAID,
    ways: { 'e-mail': 'safe at times' },
    times: 'weekdays 10am to 11am',
    saidAt: time.now,
  };
  const to = { person, address: 'rosa@example.org', policy };
  const send = () => database.write(organisation, (tx) => mail.send(tx, { to, template: 'answer', path: '/q/Xy7' }));
  const mine = async () => (await kept()).filter(({ sealed }) => sealed !== null);
  await send();
  assert.deepEqual(begun, [new Date('2026-03-12T10:00:00Z')]);
  const job = delivery({
    database,
    sealing: testSealing,
    now: () => time.now,
    server: smtpServer({ url: server.url(), from }),
    url: 'https://primum.example.org',
  });
  const run = async () => job.run({ organisation, mail: (await mine())[0]!.id }, { last: false });
  await assert.rejects(run(), /did not take it/u, 'too early');
  time.now = new Date('2026-03-12T11:00:00Z');
  await run();
  assert.equal((await mine())[0]!.refused, 'late');
  assert.deepEqual(server.letters, []);
  await send();
  assert.equal((await mine()).length, 2);
  await database.write(organisation, (tx) => mail.stop(tx, person));
  assert.deepEqual(await mine(), []);
  await server.close();
});

test('what a server refuses for good is not tried again; the log has its number only', async () => {
  let asked = 0;
  const server = await post({
    onRcptTo: ({ address }, _session, done) => {
      asked++;
      done(Object.assign(new Error(`no such box ${address}`), { responseCode: 550 }));
    },
  });
  const { send, lines, stop } = await sender(server.url());
  await send();
  await until(async () => (await kept())[0]?.refused === '550', 'it is given up');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await Promise.all([stop(), server.close()]);
  assert.equal(asked, 1);
  assert.doesNotMatch(lines.join(''), /example\.org|no such box/u);
});

test('a server that is away gets it when it is back', async () => {
  const first = await post();
  const url = first.url();
  await first.close();
  const { send, lines, stop } = await sender(url);
  await send();
  await until(
    () => lines.some((line) => line.includes('"code":"ESOCKET"') || line.includes('ECONNECTION')),
    'it failed',
  );
  const again = await post({}, Number(new URL(url).port));
  await until(() => again.letters.length === 1, 'it came');
  await Promise.all([stop(), again.close()]);
});

test('a password goes over an encrypted connection, and a certificate has to be right', async () => {
  const secure = await post({ secure: true, disabledCommands: [] });
  const letter = { id: newId(), to: 'a@example.org', sender: 'Primum', subject: 's', text: 't', at: now() };
  const distrusted = await smtpServer({ url: secure.url().replace('smtp:', 'smtps:'), from }).take(letter);
  assert.ok(distrusted && !distrusted.final, 'its certificate is one that it made itself');
  const trusting = `${secure.url().replace('smtp:', 'smtps:')}?tls.rejectUnauthorized=false`;
  assert.equal(await smtpServer({ url: trusting, from }).take(letter), null);
  assert.equal(secure.letters.length, 1);
  await secure.close();

  let seen = 0;
  const closed = await post({
    authOptional: false,
    onAuth: (_auth, _session, done) => {
      seen++;
      done(new Error('no'));
    },
  });
  const elsewhere = closed.url('user:secret').replace('127.0.0.1', '127.0.0.2');
  assert.deepEqual(await smtpServer({ url: elsewhere, from }).take(letter), { code: '500', final: false });
  assert.equal(seen, 0, 'the password was not sent');
  const open = await post();
  const inTheClear = { url: open.url().replace('127.0.0.1', '127.0.0.2'), from };
  assert.deepEqual(await smtpServer(inTheClear).take(letter), { code: '500', final: false });
  assert.deepEqual(open.letters, [], 'and without a password no mail either: it leads to what waits for somebody');
  await open.close();
  const wrong = { url: closed.url('user:wrong'), from };
  assert.equal((await smtpServer(wrong).take(letter))?.final, false, 'a wrong password can be put right');
  assert.match((await smtpServer(wrong).check()) ?? '', /^5\d\d$/u);
  assert.equal(seen, 2);
  await closed.close();
});

test('subjects come from a list, and paths hold no words', async () => {
  for (const template of Object.keys(TEMPLATES) as (keyof typeof TEMPLATES)[]) {
    const { subject, text } = render(template, 'https://x.example', '/services/A');
    assert.ok(subject.length < 60 && !/patient|hazard|incident/iu.test(subject + text));
  }
  const mail = createMail({ now, sealing: testSealing, begin: null });
  const to = { to: contact, template: 'waiting' } as const;
  for (const path of ['//evil.example', 'https://evil.example', '/a?name=Smith', '/a b', '/%41'])
    await assert.rejects(
      database.write(organisation, (tx) => mail.send(tx, { ...to, path })),
      /a mail leads to a page/u,
    );
});

test('SMTP_URL and MAIL_FROM are read, or it is said what is wrong with them', () => {
  assert.equal(mailServerFrom({}), null);
  const good = { SMTP_URL: 'smtp://u:p@mail.example:587', MAIL_FROM: from };
  assert.deepEqual(mailServerFrom(good), { url: good.SMTP_URL, from });
  assert.throws(() => mailServerFrom({ ...good, SMTP_URL: 'mail.example:587' }), /SMTP_URL is not the address/u);
  assert.throws(() => mailServerFrom({ SMTP_URL: good.SMTP_URL }), /MAIL_FROM has to say/u);
});

test('without a mail server, administrators see what would have been sent, each those of their organisation', async () => {
  const app = await testApp();
  const mail = createMail({ now, sealing: testSealing, begin: null });
  assert.equal(mail.delivers, false);
  await app.ground.database.write(app.organisation, (tx) =>
    mail.send(tx, { to: contact, template: 'changed', path: '/services/DEMO' }),
  );
  const page = await app.get('/mailbox');
  assert.equal(page.status, 200);
  assert.match(page.text, /Something in Primum has changed To c\.safety@example\.org, 12 March 2026/u);
  assert.match(page.html, /href="\/services\/DEMO"/u);
  assert.equal((await (await app.as({ roles: ['clinical safety officer'] })).get('/mailbox')).status, 403);
  assert.match((await (await app.elsewhere({ roles: ['administrator'] })).get('/mailbox')).text, /Nothing yet/u);
  assert.equal((await app.signedOut().get('/mailbox')).status, 303);
});

test('administrators see how often what was decided, in fives, and nothing that happened less often', async () => {
  const app = await testApp();
  const mail = createMail({ now, sealing: testSealing, begin: null });
  const send = (policy: Contact['policy'], template: Message['template'], times: number) =>
    app.ground.database.write(app.organisation, async (tx) => {
      for (let turn = 0; turn < times; turn++)
        await mail.send(tx, { to: { ...contact, policy }, template, path: '/services/DEMO' });
    });
  await send('plain', 'changed', 7);
  await send('discreet', 'waiting', 7);
  await send({ ...NOTHING_SAID, saidAt: now(), ways: { 'e-mail': 'unsafe' } }, 'answer', 4);
  const page = await app.get('/mail-decisions');
  assert.match(page.text, /Changed .*E-mail .*Went .*A member .*5/su);
  assert.doesNotMatch(page.text, /Unsafe|Answer/u);
  assert.doesNotMatch(page.text, /Waiting/u, 'whoever counts these counts what was disclosed');
  assert.equal((await (await app.as({ roles: ['clinical safety officer'] })).get('/mail-decisions')).status, 403);
  assert.match((await (await app.elsewhere({ roles: ['administrator'] })).get('/mail-decisions')).text, /Nothing yet/u);
  await withBrowser(async (browser) => {
    for (const width of [320, 1280])
      await app.open(browser, { width }, async (view) => {
        await view.goto('/mail-decisions');
        assert.deepEqual(await axe(view), []);
      });
  });
});
