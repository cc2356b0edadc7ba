import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { v7 as newId } from 'uuid';
import { Database } from '../database/database.ts';
import { Jobs } from '../jobs/jobs.ts';
import { makeLog } from '../running/log.ts';
import { testApp } from '../../test-app.ts';
import { plantOrganisation } from '../../test-app-store.ts';
import { testDatabase, type TestDatabase } from '../../test-database.ts';
import { delivery } from './delivery.ts';
import { createMail, type Contact } from './send.ts';
import { mailServerFrom, smtpServer } from './server.ts';
import { latestMails } from './store.ts';
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
  const job = delivery({ database, server: smtpServer({ url, from }), url: 'https://primum.example.org' });
  const log = makeLog({ level: 'info', out: { write: (line) => lines.push(line) } });
  const jobs = new Jobs({ jobs: [{ ...job, pause: 1, every: 0.5 }], app: db.app, owner: db.owner, log });
  await jobs.start();
  const mail = createMail({ now, begin: jobs.send.bind(jobs) });
  const send = (to: Partial<Contact> = {}) =>
    database.write(organisation, (tx) =>
      mail.send(tx, { to: { ...contact, ...to }, template: 'waiting', path: '/services/DEMO' }),
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
  const letter = { id: newId(), to: 'a@example.org', subject: 's', text: 't', at: now() };
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
  const mail = createMail({ now, begin: null });
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
  const mail = createMail({ now, begin: null });
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
