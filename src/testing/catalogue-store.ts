import type pg from 'pg';

/*
 * What a database says of itself, as far as it decides who sees and changes what. For the tests of tenancy.
 */

export interface CatalogueTable {
  readonly name: string;
  /** r: table, p: partitioned, v: view, m: materialised view, f: foreign table, S: sequence. */
  readonly kind: string;
  readonly options: readonly string[];
  readonly owner: string;
  readonly security: boolean;
  /** What `organisation_id` is: "uuid not null"; null where there is none. */
  readonly organisation: string | null;
  /** Column by column; an expression is ''. */
  readonly primaryKey: readonly string[] | null;
  readonly unique: readonly { readonly name: string; readonly columns: readonly string[] }[];
  /** "organisation: permissive for * to public using (..) check (..)" */
  readonly policies: readonly string[];
  /** "primum_app: update(to_seq)". Not those of the owner. */
  readonly grants: readonly string[];
}

export interface CatalogueFunction {
  /** "erase_text(uuid, bigint)" */
  readonly name: string;
  readonly definer: boolean;
  readonly settings: readonly string[];
  /** Who may call it, besides its owner. */
  readonly callers: readonly string[];
}

export interface Catalogue {
  readonly schemas: readonly string[];
  readonly tables: readonly CatalogueTable[];
  readonly functions: readonly CatalogueFunction[];
  /** Roles of the application that may do more than a role of it should: "primum_app: bypassrls". */
  readonly rights: readonly string[];
}

/** Reads all of it, in the order of names. */
export async function catalogueOf(client: pg.ClientBase): Promise<Catalogue> {
  const { rows } = await client.query<{ catalogue: Catalogue }>(`
    with ours as (
      select oid, nspname from pg_namespace
      where nspname <> 'information_schema' and nspname !~ '^pg_'
    ), columns_of as (
      select i.indexrelid, array_agg(coalesce(a.attname, '') order by k.position) as columns
      from pg_index i
      cross join unnest(i.indkey::int2[]) with ordinality as k (number, position)
      left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number and k.number > 0
      where k.position <= i.indnkeyatts group by i.indexrelid
    ), grants as (
      select c.oid, g.grantee, lower(g.privilege_type) as privilege, '' as of_column
      from pg_class c cross join aclexplode(c.relacl) g where g.grantee <> c.relowner
      union all
      select c.oid, g.grantee, lower(g.privilege_type), '(' || a.attname || ')'
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 cross join aclexplode(a.attacl) g
      where g.grantee <> c.relowner
    ), tables as (
      select case when o.nspname = 'public' then c.relname else o.nspname || '.' || c.relname end as name,
        c.relkind::text as kind, coalesce(c.reloptions, '{}') as options, pg_get_userbyid(c.relowner) as owner,
        c.relrowsecurity as security,
        (select format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
          from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped) as organisation,
        (select to_json(k.columns) from pg_index i join columns_of k using (indexrelid)
          where i.indrelid = c.oid and i.indisprimary) as "primaryKey",
        (select coalesce(json_agg(json_build_object('name', u.relname, 'columns', k.columns) order by u.relname), '[]')
          from pg_index i join columns_of k using (indexrelid) join pg_class u on u.oid = i.indexrelid
          where i.indrelid = c.oid and i.indisunique) as unique,
        (select coalesce(json_agg(p.polname || ': ' || case when p.polpermissive then 'permissive' else 'restrictive' end
            || ' for ' || p.polcmd::text || ' to '
            || array_to_string(array(select case r when 0 then 'public' else pg_get_userbyid(r) end from unnest(p.polroles) r), ', ')
            || ' using ' || coalesce(pg_get_expr(p.polqual, p.polrelid), 'all')
            || ' check ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), 'all') order by p.polname), '[]')
          from pg_policy p where p.polrelid = c.oid) as policies,
        (select coalesce(json_agg(who || ': ' || what order by who, what), '[]') from (
          select case g.grantee when 0 then 'public' else pg_get_userbyid(g.grantee) end as who,
            g.privilege || g.of_column as what
          from grants g where g.oid = c.oid) g) as grants
      from pg_class c join ours o on o.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
    ), functions as (
      select p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as name, p.prosecdef as definer,
        coalesce(p.proconfig, '{}') as settings,
        (select coalesce(json_agg(case g.grantee when 0 then 'public' else pg_get_userbyid(g.grantee) end), '[]')
          from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g where g.grantee <> p.proowner) as callers
      from pg_proc p join ours o on o.oid = p.pronamespace
      where not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    ), rights as (
      select r.rolname || ': ' || x.may as what
      from pg_roles r cross join lateral (values ('superuser', r.rolsuper), ('bypassrls', r.rolbypassrls),
        ('createrole', r.rolcreaterole), ('createdb', r.rolcreatedb), ('replication', r.rolreplication)) as x (may, so)
      where x.so and (r.rolname = 'primum_app' or r.rolname = (select login_role from platform_installation))
    )
    select json_build_object(
      'schemas', (select json_agg(nspname order by nspname) from ours),
      'tables', (select json_agg(tables order by name) from tables),
      'functions', (select coalesce(json_agg(functions order by name), '[]') from functions),
      'rights', (select coalesce(json_agg(what order by what), '[]') from rights)) as catalogue`);
  return rows[0]!.catalogue;
}
