import type { Catalogue, CatalogueFunction, CatalogueTable } from './catalogue-store.ts';

/*
 * The rules of tenancy, held against what a database says of itself: whoever adds a table cannot forget one.
 */

/** What is so on purpose. */
export interface Expected {
  readonly schemas: readonly string[];
  /** Schemas that a library keeps: no text and nothing of an organisation but ids is put there. */
  readonly apart: readonly string[];
  /** Tables that belong to no organisation, and what the app may do there. */
  readonly platform: Readonly<Record<string, readonly string[]>>;
  /** Tables of organisations on which the app may do something else than on versions. */
  readonly privileges: Readonly<Record<string, readonly string[]>>;
  /** Functions that act with the owner's rights, and that somebody has reviewed. */
  readonly reviewed: readonly string[];
}

/** What `call protect_versions(...)` grants: a version is written, read, and ended. */
export const VERSIONS: readonly string[] = ['insert', 'select', 'update(to_seq)'];

const APP = 'primum_app';
const OURS = '(organisation_id = current_organisation())';
const POLICY = `organisation: permissive for * to public using ${OURS} check ${OURS}`;

/** Everything by which an organisation could see or change what is another's. One sentence each; none, if all is well. */
export function problemsIn(catalogue: Catalogue, expected: Expected): string[] {
  const tables = catalogue.tables.filter(({ name }) => !expected.apart.some((schema) => name.startsWith(`${schema}.`)));
  const names = new Set(catalogue.tables.map(({ name }) => name));
  const functions = new Set(catalogue.functions.map(({ name }) => name));
  const listed = [...Object.keys(expected.platform), ...Object.keys(expected.privileges)];
  return [
    ...catalogue.schemas
      .filter((one) => ![...expected.schemas, ...expected.apart].includes(one))
      .map((one) => `${one}: nobody knows this schema.`),
    ...catalogue.rights.map((right) => `${right} is more than the app may be.`),
    ...listed.filter((name) => !names.has(name)).map((name) => `${name} is expected, and is not there.`),
    ...expected.reviewed.filter((name) => !functions.has(name)).map((name) => `${name} is expected, and is not there.`),
    ...tables.flatMap((table) => problemsOf(table, expected).map((problem) => `${table.name}: ${problem}`)),
    ...catalogue.functions.flatMap((one) => dangersOf(one, expected).map((problem) => `${one.name}: ${problem}`)),
  ];
}

function problemsOf(table: CatalogueTable, expected: Expected): string[] {
  const platform = expected.platform[table.name];
  if (table.owner === APP) return ['the app owns it, and so no policy holds.'];
  if (table.kind === 'v') {
    const asCaller = table.options.some((option) => /^security_invoker=(?:true|on|1)$/iu.test(option));
    return [
      ...(asCaller ? [] : ['a view without security_invoker shows the rows of every organisation.']),
      ...grantProblems(table, ['select']),
    ];
  }
  if (table.kind === 'S') return grantProblems(table, platform ?? []);
  if (table.kind === 'm' || table.kind === 'f')
    return ['row-level security does not reach it; nothing of its kind is used.'];
  if (platform) return grantProblems(table, platform);
  if (table.organisation === null)
    return ['it belongs to no organisation: give it organisation_id, first in its primary key.'];
  return [
    ...(table.organisation === 'uuid not null'
      ? []
      : [`organisation_id is ${table.organisation}, and not uuid not null.`]),
    ...(table.security ? [] : ['row-level security is off; "call protect" puts it on.']),
    ...(table.policies.length === 1 && table.policies[0] === POLICY
      ? []
      : [`its policies are not the one that "call protect" gives: ${table.policies.join('; ') || 'none'}.`]),
    ...(table.primaryKey?.[0] === 'organisation_id' ? [] : ['its primary key does not begin with organisation_id.']),
    ...table.unique
      .filter(({ columns }) => columns[0] !== 'organisation_id')
      .map(
        ({ name }) =>
          `the unique index ${name} does not begin with organisation_id, and so tells of other organisations.`,
      ),
    ...grantProblems(table, expected.privileges[table.name] ?? VERSIONS),
  ];
}

function grantProblems({ grants }: CatalogueTable, allowed: readonly string[]): string[] {
  const due = allowed.map((privilege) => `${APP}: ${privilege}`);
  return [
    ...grants.filter((grant) => !due.includes(grant)).map((grant) => `${grant} is granted, and is too much.`),
    ...due.filter((grant) => !grants.includes(grant)).map((grant) => `${grant} is not granted, and is needed.`),
  ];
}

function dangersOf(one: CatalogueFunction, { reviewed }: Expected): string[] {
  if (!one.definer) return [];
  return [
    ...(reviewed.includes(one.name) ? [] : ['it acts with the rights of the owner, and nobody has reviewed it.']),
    ...(one.settings.includes('search_path=public, pg_temp')
      ? []
      : ['it acts with the rights of the owner, and its search_path is not pinned.']),
    ...one.callers.filter((caller) => caller !== APP).map((caller) => `${caller} may call it.`),
  ];
}
