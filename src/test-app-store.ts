import sql from 'sql-template-tag';
import { v7 as newId } from 'uuid';
import { everywhere, type Grant, type Role, type Scope } from './platform/commands/may.ts';
import type { Database } from './platform/database/database.ts';
import { hashPassword } from './platform/accounts/hashing.ts';
import { putPassword } from './platform/accounts/store.ts';
import { beginChain } from './platform/ledger/store.ts';
import { newSecret, standing } from './platform/sessions/sessions.ts';
import { addPerson, belongingsOf } from './platform/sessions/store.ts';
import { addToken } from './platform/sessions/token-store.ts';
import { digestOfToken, tokenOf } from './platform/sessions/tokens.ts';

/** Roles for the whole organisation; or grants, where some are held in one service, or end. */
export type RolesHeld = readonly (Role | Grant)[];

export function grantsOf(held: RolesHeld): readonly Grant[] {
  return held.flatMap((one) => (typeof one === 'string' ? everywhere([one]) : [one]));
}

/** What somebody holds in an organisation now. */
export async function grantsHeld(
  database: Database,
  organisation: string,
  person: string,
  now: Date,
): Promise<readonly Grant[]> {
  const all = await database.platform((tx) => belongingsOf(tx, person));
  return standing(all.find(({ id }) => id === organisation)?.grants ?? [], now);
}

/** An organisation that stands before the first entry of its ledger. @returns its id */
export async function plantOrganisation(database: Database, name: string, now: Date): Promise<string> {
  const organisation = newId();
  await database.write(organisation, async (tx) => {
    await beginChain(tx, 'changes', now);
    await tx.rows(sql`insert into organisation (organisation_id, from_seq, name) values (${organisation}, 0, ${name})`);
  });
  return organisation;
}

export interface NewPerson {
  readonly name: string;
  readonly roles: RolesHeld;
  /** Without a password and an address, as somebody who was added at the command line. */
  readonly bare?: boolean;
}

/** The password of everybody in a test. */
export const TEST_PASSWORD = 'three heron lanterns';
/** Hashed once, and cheaply: what a password costs is for another test. */
const planted = hashPassword(TEST_PASSWORD, { memory: 8, passes: 1, lanes: 1 });

/** A person who belongs to an organisation, with a password and an address of their own. @returns their id */
export async function plantPerson(
  database: Database,
  organisation: string,
  { name, roles, bare = false }: NewPerson,
  now: Date,
): Promise<string> {
  const id = newId();
  const kept = await planted;
  await database.platform(async (tx) => {
    await addPerson(tx, { id, name, email: bare ? null : emailOf(id) }, now);
    if (!bare) await putPassword(tx, id, kept, now);
  });
  await plantMembership(database, organisation, id, roles);
  return id;
}

/** The address with which somebody in a test signs in. */
export function emailOf(person: string): string {
  return `${person}@example.org`;
}

/** Gives a person other roles in an organisation, or a first one. */
export async function plantMembership(
  database: Database,
  organisation: string,
  person: string,
  roles: RolesHeld,
): Promise<void> {
  await database.write(organisation, async (tx) => {
    const [last] = await tx.rows<{ seq: number }>(sql`
      select coalesce(max(from_seq), -1) as seq from membership
      where organisation_id = current_organisation() and person_id = ${person}`);
    await tx.rows(sql`
      update membership set to_seq = ${last!.seq + 1}
      where organisation_id = current_organisation() and person_id = ${person} and to_seq = 9007199254740991`);
    await tx.rows(sql`
      insert into membership (organisation_id, person_id, from_seq, grants)
      values (${organisation}, ${person}, ${last!.seq + 1}, ${JSON.stringify(grantsOf(roles))}::jsonb)`);
  });
}

/** A token of a person, for a program. @returns it as a program shows it, and its id */
export async function plantToken(
  database: Database,
  organisation: string,
  {
    person,
    scopes,
    service = null,
    days = 30,
  }: {
    readonly person: string;
    readonly scopes: readonly Scope[];
    readonly service?: string | null;
    readonly days?: number;
  },
  now: Date,
): Promise<{ readonly token: string; readonly id: string }> {
  const token = tokenOf(newSecret());
  const id = newId();
  await database.platform((tx) =>
    addToken(tx, {
      id,
      digest: Buffer.from(digestOfToken(token), 'hex'),
      label: 'Test',
      organisation,
      person,
      service,
      scopes,
      createdAt: now,
      expiresAt: new Date(now.getTime() + days * 24 * 3_600_000),
    }),
  );
  return { token, id };
}
