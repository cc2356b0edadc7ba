import sql from 'sql-template-tag';
import type { PlatformTx } from '../sessions/store.ts';

type Rows = Pick<PlatformTx, 'rows'>;

/** A passkey, as its owner knows it. */
export interface PasskeyLine {
  readonly id: string;
  readonly label: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** And as it is verified. */
export interface Passkey {
  readonly id: string;
  readonly person: string;
  readonly publicKey: Buffer;
  readonly uses: number;
  readonly transports: readonly string[];
}

/** The passkeys of a person, the first to be added first. */
export async function passkeysOf(tx: Rows, person: string): Promise<(PasskeyLine & Pick<Passkey, 'transports'>)[]> {
  return tx.rows(sql`
    select credential_id as id, label, transports, created_at as "createdAt", last_used_at as "lastUsedAt"
    from passkey where person_id = ${person} order by created_at, credential_id`);
}

export async function passkeyById(tx: Rows, id: string): Promise<Passkey | null> {
  const [row] = await tx.rows<Passkey>(sql`
    select credential_id as id, person_id as person, public_key as "publicKey", uses::float8 as uses, transports
    from passkey where credential_id = ${id}`);
  return row ?? null;
}

/** @returns false where it is registered already */
export async function addPasskey(
  tx: Rows,
  passkey: Passkey & Pick<PasskeyLine, 'label' | 'createdAt'>,
): Promise<boolean> {
  const rows = await tx.rows(sql`
    insert into passkey (credential_id, person_id, public_key, uses, transports, label, created_at)
    values (${passkey.id}, ${passkey.person}, ${passkey.publicKey}, ${passkey.uses}, ${passkey.transports}::text[],
      ${passkey.label}, ${passkey.createdAt})
    on conflict (credential_id) do nothing returning credential_id`);
  return rows.length > 0;
}

export async function markUsed(tx: Rows, id: string, uses: number, now: Date): Promise<void> {
  await tx.rows(sql`update passkey set uses = ${uses}, last_used_at = ${now} where credential_id = ${id}`);
}

/** @returns whether it was this person's */
export async function removePasskey(tx: Rows, person: string, id: string): Promise<boolean> {
  const rows = await tx.rows(sql`
    delete from passkey where credential_id = ${id} and person_id = ${person} returning credential_id`);
  return rows.length > 0;
}

export interface Challenge {
  readonly digest: Buffer;
  /** For whom, and what for. */
  readonly boundTo: Buffer;
}

export async function addChallenge(tx: Rows, { digest, boundTo }: Challenge, expiresAt: Date): Promise<void> {
  await tx.rows(sql`
    insert into passkey_challenge (challenge_digest, bound_to, expires_at) values (${digest}, ${boundTo}, ${expiresAt})`);
}

/** Uses a challenge up. @returns whether it was one, for this */
export async function consumeChallenge(tx: Rows, { digest, boundTo }: Challenge, now: Date): Promise<boolean> {
  const rows = await tx.rows(sql`
    delete from passkey_challenge
    where challenge_digest = ${digest} and bound_to = ${boundTo} and expires_at > ${now} returning challenge_digest`);
  return rows.length > 0;
}
