import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { allMigrations, emptyDatabase, testDatabase } from '../../test-database.ts';
import { loadMigrations, migrate, platformMigrations, type Migration } from './migrate.ts';
import { given, openDatabase } from './open.ts';
import { DatabaseProblem } from './problem.ts';

const platform = loadMigrations([platformMigrations]).slice(0, 1);
const step = (name: string, sql: string, owner = 'rooms'): Migration => ({ owner, name, sql });
const rooms = step('0001-rooms', 'create table room (id int primary key); grant select on room to primum_app');
const doors = step('0002-doors', 'create table door (room int references room (id))');

async function connected<T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config);
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function query(config: pg.ClientConfig, text: string): Promise<unknown[]> {
  return await connected(config, async (client) =>
    (await client.query<Record<string, unknown>>(text)).rows.map((row) => Object.values(row)[0]),
  );
}

async function problemOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof DatabaseProblem, String(error));
  return error.message;
}

/** All that makes up a schema, as lines. */
async function catalogue(config: pg.ClientConfig): Promise<string[]> {
  const here = `n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`;
  const lines = await query(
    config,
    `
    select concat_ws(' ', 'column', n.nspname, c.relname, c.relkind, a.attname, format_type(a.atttypid, a.atttypmod),
        a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated, a.attacl)
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'v', 'm', 'p', 'c') and ${here}
    union all select concat_ws(' ', 'relation', n.nspname, c.relname, c.relkind, c.relrowsecurity, c.relforcerowsecurity,
        c.relacl, c.reloptions, case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${here}
    union all select concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(o.oid))
      from pg_constraint o join pg_namespace n on n.oid = o.connamespace where ${here}
    union all select concat_ws(' ', 'index', schemaname, indexdef) from pg_indexes n
      where replace(schemaname, '_', '') not like 'pg%' and schemaname <> 'information_schema'
    union all select concat_ws(' ', 'policy', schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check)
      from pg_policies
    union all select concat_ws(' ', 'function', p.oid::regprocedure, pg_get_functiondef(p.oid), p.proacl)
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prokind in ('f', 'p') and ${here}
    union all select concat_ws(' ', 'trigger', tgrelid::regclass, pg_get_triggerdef(oid)) from pg_trigger
      where not tgisinternal
    union all select concat_ws(' ', 'schema', nspname, nspacl) from pg_namespace n where ${here}
    union all select concat_ws(' ', 'default', defaclobjtype, defaclacl) from pg_default_acl
    union all select concat_ws(' ', 'step', feature, name, checksum) from platform_migration
    order by 1`,
  );
  return lines.map(String);
}

describe('migrations', () => {
  test('are read from their folders, in order', () => {
    const folder = mkdtempSync(join(tmpdir(), 'primum-migrations-'));
    try {
      writeFileSync(join(folder, '0002-b.sql'), 'b\r\n');
      writeFileSync(join(folder, '0001-a.sql'), 'a');
      writeFileSync(join(folder, 'README.md'), '');
      const url = pathToFileURL(`${folder}/`);
      assert.deepEqual(loadMigrations([{ owner: 'x', folder: url }]), [
        { owner: 'x', name: '0001-a', sql: 'a' },
        { owner: 'x', name: '0002-b', sql: 'b\n' },
      ]);
      assert.deepEqual(loadMigrations([{ owner: 'x', folder: new URL('none/', url) }]), []);
      writeFileSync(join(folder, '0002-c.sql'), '');
      assert.throws(() => loadMigrations([{ owner: 'x', folder: url }]), /a number of its own/u);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('are applied once, each whole or not at all', async () => {
    const { owner } = await emptyDatabase();
    assert.equal((await migrate(owner, [...platform, rooms])).applied, 2);
    assert.equal((await migrate(owner, [...platform, rooms])).applied, 0);
    const broken = step('0002-doors', `${doors.sql}; select 1 / 0`);
    await assert.rejects(
      migrate(owner, [...platform, rooms, broken]),
      /migration rooms\/0002-doors: division by zero/u,
    );
    assert.deepEqual(await query(owner, `select to_regclass('door')`), [null]);
    assert.equal((await migrate(owner, [...platform, rooms, doors])).applied, 1);
    assert.deepEqual(await query(owner, 'select concat(feature, name) from platform_migration order by applied_at'), [
      'platform0001-installation',
      'rooms0001-rooms',
      'rooms0002-doors',
    ]);
  });

  test('are refused where the database is newer, or another, or out of order', async () => {
    const { owner } = await emptyDatabase();
    await migrate(owner, [...platform, rooms, doors], '9.8.7');
    const before = await catalogue(owner);
    assert.match(
      await problemOf(migrate(owner, [...platform, rooms])),
      /written by a newer Primum \(9\.8\.7\), with a change \(rooms\/0002-doors\)/u,
    );
    const altered = { ...doors, sql: `${doors.sql} ` };
    assert.match(
      await problemOf(migrate(owner, [...platform, rooms, altered])),
      /rooms\/0002-doors.*file was altered/u,
    );
    const early = step('0001-early', 'create table early ()');
    const message = await problemOf(migrate(owner, [...platform, early, rooms, doors]));
    assert.match(message, /rooms\/0001-early would have to come before rooms\/0002-doors/u);
    assert.deepEqual(await catalogue(owner), before);
    // Another feature's first step is not out of order.
    assert.equal((await migrate(owner, [...platform, step('0001-x', 'select 1', 'other'), rooms, doors])).applied, 1);
  });

  test('by several processes at once are applied once', async () => {
    const { owner } = await emptyDatabase();
    const steps = [...platform, rooms, doors];
    const done = await Promise.all([migrate(owner, steps), migrate(owner, steps), migrate(owner, steps)]);
    assert.deepEqual(
      done.map(({ applied }) => applied).toSorted((a, b) => a - b),
      [0, 0, 3],
    );
    assert.equal(new Set(done.map(({ appConfig }) => appConfig.user)).size, 1);
  });
});

describe('one schema, whichever way it was reached', () => {
  const all = allMigrations();

  async function reachedFrom(older: readonly Migration[]): Promise<string[]> {
    const { owner, drop } = await emptyDatabase();
    try {
      await migrate(owner, older);
      await migrate(owner, all);
      return await catalogue(owner);
    } finally {
      await drop();
    }
  }

  test('step by step', async () => {
    const whole = await reachedFrom(all);
    // Steps wait for those of their own owner and of owners above: any beginning of the list is an older state.
    for (let k = 1; k < all.length; k++) assert.deepEqual(await reachedFrom(all.slice(0, k)), whole, `from ${k} steps`);
  });

  test('from every release', async () => {
    const releases = tags();
    if (releases.length === 0) return;
    const whole = await reachedFrom(all);
    for (const tag of releases) assert.deepEqual(await reachedFrom(migrationsOf(tag)), whole, `from ${tag}`);
  });

  function git(...args: string[]): string[] {
    const { stdout, status } = spawnSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8' });
    // Not a clone: a release that somebody unpacked.
    return status === 0 ? stdout.split('\0').filter(Boolean) : [];
  }

  function tags(): string[] {
    return git('tag', '--format=%(refname:short)%00')
      .map((tag) => tag.trim())
      .filter(Boolean);
  }

  function migrationsOf(tag: string): Migration[] {
    const order = [...new Set(all.map(({ owner }) => owner))];
    return git(
      'ls-tree',
      '-r',
      '-z',
      '--full-tree',
      '--name-only',
      tag,
      'src/platform/database/migrations',
      'src/features',
    )
      .flatMap((path) => {
        const [, feature, name] =
          /^src\/(?:platform\/database|features\/([^/]+))\/migrations\/(.*)\.sql$/u.exec(path) ?? [];
        return name ? [{ owner: feature ?? 'platform', name, sql: git('show', `${tag}:${path}`)[0] ?? '' }] : [];
      })
      .toSorted((a, b) => order.indexOf(a.owner) - order.indexOf(b.owner) || (a.name < b.name ? -1 : 1));
  }
});

describe('the login of the application', () => {
  test('may do what migrations grant, and no more', async () => {
    const { owner } = await emptyDatabase();
    const { appConfig } = await migrate(owner, [...platform, rooms]);
    assert.match(String(appConfig.user), /^primum_login_[0-9a-f]{8}$/u);
    const denied = { code: '42501' };
    // Without the group's rights it does not even see what there is.
    const deniedOrUnseen = (error: { code?: string }) => ['42501', '42P01', '3F000'].includes(error.code ?? '');
    for (const role of ['', 'set role primum_app;']) {
      for (const text of [
        'select * from platform_installation',
        'select * from platform_migration',
        'create table mine ()',
        'create schema mine',
        'create role mine',
        'drop table room',
      ]) {
        await assert.rejects(query(appConfig, `${role} ${text}`), role ? denied : deniedOrUnseen, `${role} ${text}`);
      }
    }
    // The rights are the role's, and are taken up in a transaction.
    await assert.rejects(query(appConfig, 'select count(*) from room'), deniedOrUnseen);
    const set = connected(appConfig, async (client) => {
      await client.query('set role primum_app');
      return (await client.query<{ n: number }>('select count(*)::int as n from room')).rows[0]!.n;
    });
    assert.equal(await set, 0);
    await assert.rejects(query(appConfig, 'create temporary table mine (id int)'), denied);
    const { owner: other } = await testDatabase();
    await assert.rejects(query({ ...appConfig, database: other.database }, 'select 1'), denied);
  });

  test('is made again where a restored database does not have it', async () => {
    const { owner } = await emptyDatabase();
    const { appConfig } = await migrate(owner, platform);
    await query(owner, `drop owned by ${appConfig.user} cascade`);
    await query(owner, `drop role ${appConfig.user}`);
    assert.deepEqual((await migrate(owner, platform)).appConfig, appConfig);
    assert.deepEqual(await query(appConfig, 'select 1'), [1]);
  });

  test('needs an owner who may create roles and who owns the database, but no superuser', async () => {
    const { owner, name } = await emptyDatabase();
    const manager = `primum_manager_${name.slice('primum_test_'.length)}`;
    const config = { ...owner, user: manager, password: 'managed' };
    await query(owner, `create role ${manager} login password 'managed'`);
    try {
      assert.match(await problemOf(migrate(config, platform)), /does not own the database .*alter database/u);
      await query(owner, `alter database ${name} owner to ${manager}`);
      // The group is the server's, and other databases of the tests have it already.
      await query(owner, 'do $$ begin create role primum_app; exception when duplicate_object then null; end $$');
      assert.match(await problemOf(migrate(config, platform)), /may not create roles.*alter role .* createrole/u);
      await query(owner, `alter role ${manager} createrole`);
      const version = Number((await query(owner, `select current_setting('server_version_num')::int / 10000`))[0]);
      if (version >= 16) {
        assert.match(await problemOf(migrate(config, platform)), /grant primum_app to .* with admin option/u);
        await query(owner, `grant primum_app to ${manager} with admin true, inherit false, set false`);
      }
      const { appConfig } = await migrate(config, [...platform, rooms]);
      assert.deepEqual(await query(appConfig, 'select current_user::text'), [appConfig.user]);
      await query(appConfig, 'set role primum_app');
      await query(config, `revoke connect on database ${name} from ${appConfig.user}`);
      await query(config, `drop role ${appConfig.user}`);
    } finally {
      await query(owner, `reassign owned by ${manager} to current_user`);
      await query(owner, `drop owned by ${manager} cascade`);
      await query(owner, `drop role ${manager}`);
    }
  });
});

describe('DATABASE_URL', () => {
  const url = (config: pg.ClientConfig, change: Partial<pg.ClientConfig> = {}) => {
    const { user, password, host, port, database } = { ...config, ...change };
    const query = new URLSearchParams({ host: String(host), port: String(port) });
    return `postgres://${user}:${encodeURIComponent(String(password))}@/${database}?${query}`;
  };

  test('wins over the data directory, which is not touched', async () => {
    const { owner, app } = await testDatabase();
    const data = join(tmpdir(), 'primum-not-made');
    const open = await openDatabase({ data, env: { DATABASE_URL: url(owner) } });
    assert.equal(open.kind, 'given');
    assert.deepEqual(await query(open.owner, 'select current_database()::text'), [owner.database]);
    assert.equal((await migrate(open.owner, allMigrations())).appConfig.user, app.user);
    await open.close();
    assert.throws(() => mkdirSync(join(data, 'x')), { code: 'ENOENT' });
  });

  test('that leads nowhere is told in a sentence, without its password', async () => {
    const { owner } = await testDatabase();
    const cases: [string, RegExp][] = [
      ['localhost/primum', /DATABASE_URL is not the address of a PostgreSQL database/u],
      ['mysql://u:s3cret@h/d', /DATABASE_URL is not the address/u],
      [url(owner, { password: 's3cret' }), /does not accept this user and password/u],
      [url(owner, { database: 'nowhere' }), /there is no such database/u],
      ['postgres://u:s3cret@primum.invalid/d', /\(u at primum\.invalid:5432\/d\): (?:there is no such host|its name)/u],
      ['postgres://u:s3cret@127.0.0.1:1/d', /\(u at 127\.0\.0\.1:1\/d\): nothing answers there/u],
    ];
    for (const [address, sentence] of cases) {
      const message = await problemOf(openDatabase({ env: { DATABASE_URL: address } }));
      assert.match(message, sentence);
      assert.doesNotMatch(message, /s3cret|\n/u);
    }
  });

  test('that asks for encryption is not spoken to without it', async () => {
    const heard: Buffer[] = [];
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (bytes) => {
        heard.push(bytes);
        socket.write('N');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await assert.rejects(
      given(`postgres://primum:s3cret@127.0.0.1:${port}/primum?sslmode=verify-full`),
      DatabaseProblem,
    );
    server.close();
    const said = Buffer.concat(heard);
    assert.equal(said.length, 8, 'it only asked whether the server can');
    assert.ok(!said.includes('primum') && !said.includes('s3cret'));
  });

  test('of a server that is too old is refused', async () => {
    // As much of a server as it takes to say its version.
    const part = (type: string, body: Buffer) => {
      const length = Buffer.alloc(4);
      length.writeInt32BE(body.length + 4);
      return Buffer.concat([Buffer.from(type), length, body]);
    };
    const bytes = (...all: number[]) => Buffer.from(all);
    const text = Buffer.from('140012');
    const column = Buffer.concat([
      Buffer.from('version\0'),
      bytes(0, 0, 0, 0, 0, 0, 0, 0, 0, 23, 0, 4, 255, 255, 255, 255, 0, 0),
    ]);
    const ready = part('Z', Buffer.from('I'));
    const answer = Buffer.concat([
      part('T', Buffer.concat([bytes(0, 1), column])),
      part('D', Buffer.concat([bytes(0, 1, 0, 0, 0, text.length), text])),
      part('C', Buffer.from('SELECT 1\0')),
      ready,
    ]);
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => {
        socket.write(Buffer.concat([part('R', bytes(0, 0, 0, 0)), ready]));
        socket.once('data', () => socket.write(answer));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const DATABASE_URL = `postgres://u:p@127.0.0.1:${port}/d`;
    const message = await problemOf(openDatabase({ env: { DATABASE_URL } }));
    server.close();
    assert.match(message, /needs PostgreSQL 15 or newer, and the database .* is PostgreSQL 14\./u);
  });
});
