import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { features } from '../../features.ts';
import { createMail } from '../../platform/mail/send.ts';
import { latestMails } from '../../platform/mail/store.ts';
import { assemble } from '../../platform/installation.ts';
import { testSealing } from '../../platform/sealed/testing/test-sealing.ts';
import { testApp, type Visitor } from '../../test-app.ts';
import { weeklyMail } from './weekly-mail.ts';

const MONDAY = new Date('2026-03-16T07:00:00Z');
const app = await testApp({ now: new Date('2026-03-12T09:00:00Z') });
const { commands } = await assemble(features);
const onDesk = await Promise.all(features.flatMap((feature) => feature.onDesk?.() ?? []));
const mail = createMail({ now: () => app.clock.now, sealing: testSealing, begin: null });
const job = weeklyMail({ ground: app.ground, onDesk, mail: () => mail });
const run = () => job.run({}, { last: false });

async function reachable({ person }: Visitor, email: string | null): Promise<void> {
  await app.ground.database.platform((tx) => tx.rows(sql`update person set email = ${email} where id = ${person.id}`));
}

async function sent(): Promise<string[]> {
  const mails = await app.ground.database.read(app.organisation, (tx) => latestMails(tx, 100));
  for (const { template, path } of mails) assert.deepEqual([template, path], ['waiting', '/']);
  return mails.map(({ address }) => address ?? '').toSorted();
}

test('on Mondays at seven, by the clock in London, also after it changed', () => {
  assert.equal(job.schedule, '0 7 * * 1');
  assert.deepEqual(job.ids, [], 'it carries nothing');
});

test('goes to whoever has something waiting, is reachable and wants it; once a week; and says nothing of what', async () => {
  const busy = await app.as({ name: 'Wren Applewhite', roles: ['clinical safety officer'] });
  const idle = await app.as({ name: 'Juniper Hale', roles: ['clinical safety officer'] });
  const silent = await app.as({ name: 'Ottoline Reed', roles: ['safety engineer'] });
  const unreachable = await app.as({ name: 'Posy Thackray', roles: ['product owner'] });
  const gone = await app.as({ name: 'Barnaby Quince', roles: ['accountable executive'] });
  await reachable(busy, 'wren@example.org');
  await reachable(idle, 'juniper@example.org');
  await reachable(silent, 'ottoline@example.org');
  await reachable(unreachable, null);
  await reachable(gone, 'barnaby@example.org');
  const add = commands.find(({ name }) => name === 'addAction')!;
  for (const { person } of [busy, silent, unreachable, gone])
    await app.execute(add, { title: 'Something about a patient', owner: person.id, due: '2026-03-20' });
  await silent.execute(
    commands.find(({ name }) => name === 'chooseWeeklyMail')!,
    { wanted: 'no' },
  );
  await app.give(gone.person.id, [
    { role: 'accountable executive', service: null, until: new Date('2026-03-15T00:00:00Z') },
  ]);
  app.clock.now = MONDAY;
  await run();
  assert.deepEqual(await sent(), ['wren@example.org']);
  // A process that was killed between the mail and the note that the job is done runs it again.
  await run();
  assert.deepEqual(await sent(), ['wren@example.org']);
  app.clock.now = new Date('2026-03-23T07:00:00Z');
  await run();
  assert.deepEqual(await sent(), ['wren@example.org', 'wren@example.org']);
});

test('where the mail cannot be put on its way, nobody is taken for written to', async () => {
  app.clock.now = new Date('2026-03-30T06:00:00Z');
  const broken = weeklyMail({
    ground: app.ground,
    onDesk,
    mail: () => ({
      delivers: true,
      send: () => Promise.reject(new Error('no jobs')),
      stop: () => Promise.resolve(),
    }),
  });
  await assert.rejects(broken.run({}, { last: false }), /no jobs/u);
  await run();
  assert.equal((await sent()).length, 3);
});
