import type pg from 'pg';
import { codeOf } from './problem.ts';

/** A migration that the database has had. */
export interface Applied {
  readonly owner: string;
  readonly name: string;
  readonly checksum: string;
  readonly version: string;
}

/** What a database says of itself: what it has had, and whether the application can use it. */
export interface State {
  readonly applied: readonly Applied[];
  readonly login: { readonly role: string; readonly password: string } | null;
  /** All of the roles and their rights are as they should be. */
  readonly ready: boolean;
}

/** What the owner may do on this server. */
export interface Owner {
  readonly name: string;
  readonly database: string;
  readonly ownsDatabase: boolean;
  readonly createsRoles: boolean;
  readonly groupExists: boolean;
  readonly loginExists: boolean;
  /** The number before the first point. */
  readonly version: number;
}

const NO_TABLE = '42P01';

/** All of the database's own SQL. */
export const store = {
  /** Makes a database unless it is there. */
  async createDatabase(client: pg.ClientBase, name: string): Promise<void> {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount !== 0) return;
    try {
      await client.query(`create database ${client.escapeIdentifier(name)}`);
    } catch (error) {
      // Another process was quicker.
      if (!['42P04', '23505'].includes(codeOf(error))) throw error;
    }
  },

  /** In one query: starting up is mostly this. Null before the first migration. */
  async state(client: pg.ClientBase): Promise<State | null> {
    try {
      const { rows } = await client.query<{
        applied: Applied[];
        role: string | null;
        password: string | null;
        ready: boolean | null;
      }>(`
        select
          (select coalesce(json_agg(json_build_object(
             'owner', feature, 'name', name, 'checksum', checksum, 'version', primum_version) order by feature, name), '[]')
           from platform_migration) as applied,
          i.login_role as role, i.login_password as password,
          login.rolcanlogin
            and has_database_privilege(login.oid, current_database(), 'connect')
            and has_schema_privilege(app.oid, 'public', 'usage')
            and exists (select 1 from pg_auth_members m where m.roleid = app.oid and m.member = login.oid) as ready
        from (select 1) one
        left join platform_installation i on true
        left join pg_roles login on login.rolname = i.login_role
        left join pg_roles app on app.rolname = 'primum_app'`);
      const { applied, role, password, ready } = rows[0]!;
      return { applied, login: role && password ? { role, password } : null, ready: ready === true };
    } catch (error) {
      if (codeOf(error) === NO_TABLE) return null;
      throw error;
    }
  },

  /** What was applied, where `state` cannot tell yet. */
  async applied(client: pg.ClientBase): Promise<Applied[]> {
    const { rows } = await client.query<Applied>(
      'select feature as owner, name, checksum, primum_version as version from platform_migration order by feature, name',
    );
    return rows;
  },

  async owner(client: pg.ClientBase, login: string | null): Promise<Owner> {
    const { rows } = await client.query<Owner>(
      `select r.rolname as name, d.datname as database,
         r.rolsuper or pg_has_role(d.datdba, 'usage') as "ownsDatabase",
         r.rolsuper or r.rolcreaterole as "createsRoles",
         exists (select 1 from pg_roles where rolname = 'primum_app') as "groupExists",
         exists (select 1 from pg_roles where rolname = $1) as "loginExists",
         current_setting('server_version_num')::int / 10000 as version
       from pg_roles r, pg_database d where r.rolname = current_user and d.datname = current_database()`,
      [login],
    );
    return rows[0]!;
  },

  /** The table that everything else begins with. */
  async createMigrationTable(client: pg.ClientBase): Promise<void> {
    await client.query(`
      create table if not exists platform_migration (
        feature text not null,
        name text not null,
        checksum text not null,
        applied_at timestamptz not null default now(),
        primum_version text not null,
        primary key (feature, name)
      )`);
  },

  async record(client: pg.ClientBase, { owner, name, checksum, version }: Applied): Promise<void> {
    await client.query(
      'insert into platform_migration (feature, name, checksum, primum_version) values ($1, $2, $3, $4)',
      [owner, name, checksum, version],
    );
  },

  /** The installation's row, made if it is not there. */
  async installation(
    client: pg.ClientBase,
    role: string,
    password: string,
  ): Promise<{ role: string; password: string }> {
    await client.query(
      'insert into platform_installation (login_role, login_password) values ($1, $2) on conflict do nothing',
      [role, password],
    );
    const { rows } = await client.query<{ role: string; password: string }>(
      'select login_role as role, login_password as password from platform_installation',
    );
    return rows[0]!;
  },
};
