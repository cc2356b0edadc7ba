import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { allMigrations, emptyDatabase, testDatabase } from '../../test-database.ts';
import type { Finding } from './check.ts';
import { examine } from './cli.ts';
import { inside } from './inside.ts';
import { address, files, mail, nodeVersion, portInUse, providers } from './place.ts';

const now = new Date('2026-03-12T09:00:00Z');
const migrations = allMigrations();
let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'primum-doctor-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

const bad = (findings: readonly Finding[]) => findings.filter(({ state }) => state === 'wrong').map(({ text }) => text);

async function change(owner: pg.ClientConfig, sql: string): Promise<void> {
  const client = new pg.Client(owner);
  client.on('error', () => {});
  await client.connect();
  await client.query(sql);
  await client.end();
}

test('nothing is wrong with a database as it should be, and looking changes nothing', async () => {
  const db = await testDatabase();
  const findings = await inside(db.owner, migrations, now);
  assert.deepEqual(bad(findings), []);
  assert.ok(findings.length >= 6);
  const empty = await emptyDatabase();
  assert.deepEqual(bad(await inside(empty.owner, migrations, now)), []);
  const { rows } = await (async () => {
    const client = new pg.Client(empty.owner);
    await client.connect();
    const result = await client.query(`select from pg_class where relnamespace = 'public'::regnamespace`);
    await client.end();
    return result;
  })();
  assert.equal(rows.length, 0);
});

test('what is wrong in a database is said, with what to do', async () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    [
      `update platform_migration set checksum = 'x' where name like '0002%'`,
      /its file was altered\. Install Primum again/u,
    ],
    [
      `insert into platform_migration values ('platform', '9999-new', 'x', now(), '99.0')`,
      /written by a newer Primum \(99\.0\)/u,
    ],
    [`alter table ledger_entry disable row level security`, /ledger_entry does not keep organisations apart/u],
    [`delete from platform_installation`, /lacks rights\. Start Primum once/u],
    [`update platform_installation set login_password = 'another'`, /Start Primum once: it sees to its login/u],
  ];
  for (const [sql, why] of cases) {
    const db = await testDatabase();
    await change(db.owner, sql);
    const found = bad(await inside(db.owner, migrations, now));
    assert.equal(found.length, 1, `${sql}: ${found.join(' ')}`);
    assert.match(found[0]!, why);
  }
  const db = await testDatabase();
  const gone = bad(await inside({ ...db.owner, database: 'nowhere_at_all' }, migrations, now));
  assert.match(gone[0]!, /there is no such database on it/u);
});

test('the last backup is known', async () => {
  const db = await testDatabase();
  const said = async () => (await inside(db.owner, migrations, now)).map(({ text }) => text).join(' ');
  assert.match(await said(), /knows of no backup/u);
  await change(db.owner, `insert into backup_made values ('2026-02-01T09:00:00Z', 1, 1)`);
  assert.match(await said(), /was on 1 February 2026, 39 days ago/u);
});

test('files that others may read, a log that grows, a directory that is not one', () => {
  const data = join(folder, 'data');
  mkdirSync(join(data, 'postgres'), { recursive: true });
  const password = join(data, 'postgres', 'primum-password');
  assert.match(bad(files(data, true, {}))[0]!, /There is no database in/u);
  writeFileSync(password, 'x', { mode: 0o600 });
  assert.deepEqual(bad(files(data, true, {})), []);
  chmodSync(password, 0o640);
  assert.match(bad(files(data, true, {}))[0]!, /can be read by others\. Close it: chmod 600/u);
  chmodSync(password, 0o600);
  writeFileSync(join(data, 'postgres.log'), '');
  truncateSync(join(data, 'postgres.log'), 60_000_000);
  assert.match(bad(files(data, true, {}))[0]!, /has 60 MB\. Read its end/u);
  writeFileSync(join(data, 'checkpoint-key.pem'), 'x', { mode: 0o644 });
  assert.match(bad(files(data, true, {}))[1]!, /signs checkpoints can be read by others/u);
  const missing = bad(files(data, false, { PRIMUM_SIGNING_KEY: join(folder, 'nokey') }));
  assert.match(missing[0]!, /there is no such file\. Put the key there/u);
  assert.match(bad(files(password, true, {}))[0]!, /is not a directory/u);
});

test('an installation that is not there is not made by looking for it', async () => {
  const data = join(folder, 'nothing', 'here');
  const house = { migrations: async () => migrations };
  const found = bad(await examine({ data, port: 1, env: {}, house, now }));
  assert.match(found[0]!, /There is no installation in/u);
  assert.equal(existsSync(data), false);
});

test('a database that cannot start is reported with the reason', async () => {
  const data = join(folder, 'broken');
  mkdirSync(join(data, 'postgres'), { recursive: true, mode: 0o711 });
  writeFileSync(join(data, 'postgres', 'PG_VERSION'), '9\n');
  chmodSync(folder, 0o711);
  const house = { migrations: async () => migrations };
  const found = bad(await examine({ data, port: 1, env: {}, house, now }));
  assert.match(found.join(' '), /was made by PostgreSQL 9, and this Primum comes with \d+/u);
  const unreachable = { DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/x' };
  const other = bad(await examine({ data, port: 1, env: unreachable, house, now })).join(' ');
  assert.match(other, /nothing answers there/u);
  assert.doesNotMatch(other, /secret/u);
});

test('identity providers: settings, and secrets that others may read; what a secret is stands nowhere', () => {
  assert.match(providers({})[0]!.text, /No identity provider is set up/u);
  const file = join(folder, 'secret');
  writeFileSync(file, 'hush-hush', { mode: 0o600 });
  const trust = {
    id: 'trust',
    name: 'Example Trust',
    issuer: 'https://login.example.org',
    clientId: 'primum',
    clientSecret: { file },
  };
  const given = (...all: unknown[]) => providers({ PRIMUM_PROVIDERS: JSON.stringify(all) });
  assert.deepEqual(
    given(trust).map(({ state, text }) => [state, text]),
    [
      ['fine', 'The settings of identity providers are in order: Example Trust. Nothing was asked of them.'],
      ['fine', 'A secret of an identity provider is closed to others.'],
    ],
  );
  chmodSync(file, 0o644);
  assert.match(bad(given(trust))[0]!, /can be read by others\. Close it: chmod 600/u);
  assert.match(bad(given(trust, trust))[0]!, /two providers have the id trust/u);
  const gone = bad(given({ ...trust, clientSecret: { file: join(folder, 'gone') } }));
  assert.match(gone[0]!, /the secret of trust is to stand in a file that is empty or cannot be read/u);
  assert.doesNotMatch(JSON.stringify(given(trust)), /hush/u);
  assert.match(bad(providers({ PRIMUM_PROVIDERS: '[nonsense' }))[0]!, /this is not JSON/u);
});

test('the address that invitations and providers lead to', () => {
  assert.equal(address({}).state, 'note');
  assert.equal(address({ PRIMUM_URL: 'https://primum.example.org' }).state, 'fine');
  const local = { SMTP_URL: 'smtp://localhost', PRIMUM_PROVIDERS: '[]' };
  assert.match(
    address(local).text,
    /links in mail \(invitations among them\) and identity providers lead to this computer/u,
  );
  assert.match(address({ PRIMUM_URL: 'http://primum.example.org' }).text, /passkeys over https only/u);
  const odd = address({ PRIMUM_URL: 'https://user:hush@primum.example.org/path' });
  assert.equal(odd.state, 'wrong');
  assert.doesNotMatch(odd.text, /hush/u);
});

test('Node, mail and the port', async () => {
  assert.equal(nodeVersion('24.1.0').state, 'fine');
  assert.match(nodeVersion('20.9.0').text, /too old/u);
  assert.equal((await mail({})).state, 'note');
  const away = { SMTP_URL: 'smtp://u:secret@127.0.0.1:1', MAIL_FROM: 'a@example.org' };
  assert.match((await mail(away)).text, /does not take us \(ESOCKET\)/u);
  assert.match((await mail({ SMTP_URL: away.SMTP_URL })).text, /MAIL_FROM has to say/u);

  let answer = '{"ready":true}';
  const server = createServer((_request, response) => response.end(answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  assert.equal((await portInUse(port)).state, 'fine');
  answer = '{"ready":false,"because":"The database cannot be reached."}';
  assert.match((await portInUse(port)).text, /not ready: The database cannot be reached\./u);
  answer = '<html>';
  assert.match((await portInUse(port)).text, /taken by another program/u);
  server.close();
  server.closeAllConnections();
  assert.equal((await portInUse(port)).state, 'note');
});
