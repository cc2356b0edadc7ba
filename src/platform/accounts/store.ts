import sql from 'sql-template-tag';
import type { PlatformTx } from '../sessions/store.ts';
import type { KeptPassword } from './hashing.ts';

/*
 * Passwords, addresses, recovery codes, and how often somebody tried. Passkeys stand in passkey-store.ts.
 */

type Rows = Pick<PlatformTx, 'rows'>;

/** Somebody who can sign in. */
export interface Account {
  readonly person: string;
  readonly name: string;
  readonly email: string | null;
}

/** The account of an address, with its password; null where there is none, or it has no password. */
export async function accountByEmail(
  tx: Rows,
  email: string,
): Promise<(Account & { readonly password: KeptPassword }) | null> {
  const [row] = await tx.rows<Account & KeptPassword>(sql`
    select p.id as person, p.name, p.email, w.hash, w.salt, w.memory, w.passes, w.lanes
    from person p join password w on w.person_id = p.id
    where p.email = ${email}`);
  if (!row) return null;
  const { hash, salt, memory, passes, lanes, ...account } = row;
  return { ...account, password: { hash, salt, memory, passes, lanes } };
}

export async function passwordOf(tx: Rows, person: string): Promise<KeptPassword | null> {
  const [row] = await tx.rows<KeptPassword>(sql`
    select hash, salt, memory, passes, lanes from password where person_id = ${person}`);
  return row ?? null;
}

/** Gives a person a password, a first one or another. */
export async function putPassword(tx: Rows, person: string, kept: KeptPassword, now: Date): Promise<void> {
  const { hash, salt, memory, passes, lanes } = kept;
  await tx.rows(sql`
    insert into password (person_id, hash, salt, memory, passes, lanes, set_at)
    values (${person}, ${hash}, ${salt}, ${memory}, ${passes}, ${lanes}, ${now})
    on conflict (person_id) do update set hash = excluded.hash, salt = excluded.salt, memory = excluded.memory,
      passes = excluded.passes, lanes = excluded.lanes, set_at = excluded.set_at`);
}

/** The same password under a dearer hash: unless it was changed meanwhile. */
export async function rehash(tx: Rows, person: string, before: KeptPassword, kept: KeptPassword): Promise<void> {
  await tx.rows(sql`
    update password set hash = ${kept.hash}, salt = ${kept.salt}, memory = ${kept.memory}, passes = ${kept.passes},
      lanes = ${kept.lanes}
    where person_id = ${person} and hash = ${before.hash}`);
}

/** @returns false where another account has this address */
export async function putEmail(tx: Rows, person: string, email: string): Promise<boolean> {
  const rows = await tx.rows(sql`
    update person set email = ${email}
    where id = ${person} and not exists (select from person where email = ${email} and id <> ${person}) returning id`);
  return rows.length > 0;
}

/** What a person has to sign in with. */
export interface Means {
  readonly email: string | null;
  readonly passwordSetAt: Date | null;
  readonly passkeys: number;
  readonly codesLeft: number;
  readonly codesMadeAt: Date | null;
}

export async function meansOf(tx: Rows, person: string): Promise<Means> {
  const [row] = await tx.rows<Means>(sql`
    select p.email, w.set_at as "passwordSetAt",
      (select count(*)::int from passkey k where k.person_id = p.id) as passkeys,
      (select count(*)::int from recovery_code c where c.person_id = p.id and c.used_at is null) as "codesLeft",
      (select max(c.made_at) from recovery_code c where c.person_id = p.id) as "codesMadeAt"
    from person p left join password w on w.person_id = p.id
    where p.id = ${person}`);
  return row!;
}

/** New codes in place of all that there were. */
export async function putRecoveryCodes(tx: Rows, person: string, digests: readonly Buffer[], now: Date): Promise<void> {
  await tx.rows(sql`delete from recovery_code where person_id = ${person}`);
  await tx.rows(sql`
    insert into recovery_code (code_digest, person_id, made_at)
    select digest, ${person}, ${now} from unnest(${digests}::bytea[]) as digest`);
}

/** Uses a code up. Of two at once, one does. @returns whether it was one of this address's, and unused */
export async function consumeRecoveryCode(tx: Rows, email: string, digest: Buffer, now: Date): Promise<string | null> {
  const [row] = await tx.rows<{ person: string }>(sql`
    update recovery_code c set used_at = ${now} from person p
    where c.code_digest = ${digest} and c.used_at is null and p.id = c.person_id and p.email = ${email}
    returning p.id as person`);
  return row?.person ?? null;
}

/** Counts one more try. @returns the count, and since when */
export async function countTry(
  tx: Rows,
  about: Buffer,
  now: Date,
  over: Date,
): Promise<{ readonly begunAt: Date; readonly tries: number }> {
  const [row] = await tx.rows<{ begunAt: Date; tries: number }>(sql`
    insert into sign_in_try as t (about, begun_at, tries) values (${about}, ${now}, 1)
    on conflict (about) do update set
      tries = case when t.begun_at <= ${over} then 1 else least(t.tries, 1000000) + 1 end,
      begun_at = case when t.begun_at <= ${over} then ${now} else t.begun_at end
    returning begun_at as "begunAt", tries`);
  return row!;
}

/** What went well is no guess: forgets these counts. */
export async function forgetTries(tx: Rows, about: readonly Buffer[]): Promise<void> {
  await tx.rows(sql`delete from sign_in_try where about = any(${about}::bytea[])`);
}

/** And takes one off this one. */
export async function takeBackTry(tx: Rows, about: Buffer): Promise<void> {
  await tx.rows(sql`update sign_in_try set tries = tries - 1 where about = ${about} and tries > 0`);
}

/** Takes away counts, and questions to devices, that are over. */
export async function sweepAccounts(tx: Rows, now: Date, begunBefore: Date): Promise<void> {
  await tx.rows(sql`delete from sign_in_try where begun_at <= ${begunBefore}`);
  await tx.rows(sql`delete from passkey_challenge where expires_at <= ${now}`);
}
