import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { v7 as newId } from 'uuid';
import { createApp } from '../../app.ts';
import { features } from '../../features.ts';
import { anyCommand } from '../../platform/commands/command.ts';
import { everywhere, type Actor } from '../../platform/commands/may.ts';
import { execute, type Ground } from '../../platform/commands/execute.ts';
import { Database } from '../../platform/database/database.ts';
import { assemble } from '../../platform/installation.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { delivery } from '../../platform/mail/delivery.ts';
import { createMail } from '../../platform/mail/send.ts';
import { smtpServer } from '../../platform/mail/server.ts';
import { latestMails } from '../../platform/mail/store.ts';
import { post, until } from '../../platform/mail/testing/post.ts';
import { makeLog } from '../../platform/running/log.ts';
import { plantOrganisation } from '../../test-app-store.ts';
import { testDatabase } from '../../test-database.ts';
import { inviteMember } from './invitation-commands.ts';
import { testSealing } from '../../platform/sealed/testing/test-sealing.ts';

const url = 'https://primum.example.org';

test('an invitation goes out through the mail server, says nothing of anybody, and its link opens the page', async () => {
  const [db, assembled, server] = await Promise.all([testDatabase(), assemble(features), post()]);
  const database = new Database(db.app);
  const now = () => new Date('2026-03-12T09:00:00Z');
  const lines: string[] = [];
  const log = makeLog({ level: 'trace', out: { write: (line) => lines.push(line) } });
  const job = delivery({
    database,
    sealing: testSealing,
    now,
    server: smtpServer({ url: server.url(), from: 'primum@example.org' }),
    url,
  });
  const jobs = new Jobs({ jobs: [{ ...job, pause: 1, every: 0.5 }], app: db.app, owner: db.owner, log });
  await jobs.start();
  const mail = createMail({ now, sealing: testSealing, begin: jobs.send.bind(jobs) });
  const ground: Ground = { database, kinds: assembled.kinds, sealing: testSealing, now, mail };
  const app = await createApp({ now, version: 'test', ground, url, ready: () => true, ...assembled }, { log, mail });
  after(async () => {
    await Promise.all([app.close(), jobs.stop(), server.close()]);
    await database.close();
  });
  const organisation = await plantOrganisation(database, 'Quillfeather Digital', now());
  const actor: Actor = {
    kind: 'person',
    id: newId(),
    name: 'Wren Applewhite',
    organisation,
    grants: everywhere(['administrator']),
  };
  const invite = (email: string) =>
    execute(
      ground,
      anyCommand(inviteMember),
      { name: 'Fennel Ashby', email, grants: [{ role: 'safety engineer' }] },
      { actor, organisation },
    );

  await invite('fennel@example.org');
  // What is refused sends nothing.
  await assert.rejects(invite('Fennel@example.org'), /has an open invitation/u);
  await assert.rejects(invite('fennel@example.org\nBcc: other@example.org'), /Give an email address/u);
  await until(() => server.letters.length === 1, 'the mail came');
  await until(
    async () => (await database.read(organisation, (tx) => latestMails(tx, 5))).length === 0,
    'it is kept no more',
  );
  const [letter = ''] = server.letters;
  assert.match(letter, /\r\nSubject: You are invited to Primum\r\n/u);
  assert.match(letter, /\r\nTo: fennel@example\.org\r\n/u);
  assert.doesNotMatch(letter, /Fennel Ashby|Wren|Quillfeather|safety engineer|hazard|patient/iu);
  const text = letter.replaceAll('=\r\n', '').replaceAll('=3D', '=');
  const [, path] = /https:\/\/primum\.example\.org(\/join\/[\w-]{65})\r\n/u.exec(text) ?? [];
  assert.ok(path, text);
  const page = await app.inject({ method: 'GET', url: path });
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /Join Quillfeather Digital/u);
  assert.equal(server.letters.length, 1);
  const token = path.split('/').at(-1)!;
  assert.ok(lines.some((line) => line.includes('/join/:token')));
  assert.ok(!lines.join('').includes(token) && !/fennel/iu.test(lines.join('')), 'nor does the log');
});
