import sql from 'sql-template-tag';
import type { Scope } from '../commands/may.ts';
import type { PlatformTx } from './store.ts';

/** A token that a program shows instead of a session. */
export interface ApiToken {
  readonly id: string;
  readonly label: string;
  readonly organisation: string;
  /** Whose it is; null for one that was made before tokens belonged to anybody. */
  readonly person: string | null;
  /** The reference of the only service that it is for; null for all. */
  readonly service: string | null;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

export type UsedToken = Pick<ApiToken, 'id' | 'organisation' | 'service' | 'scopes'>;

/** The token of this digest, where it still counts; marks it as used, at most once a minute. */
export async function useToken(
  tx: PlatformTx,
  digest: Buffer,
  { now, staleSince }: { readonly now: Date; readonly staleSince: Date },
): Promise<UsedToken | null> {
  const [row] = await tx.rows<UsedToken>(sql`
    with found as (
      select id, organisation_id, service, scopes, last_used_at from api_token
      where token_digest = ${digest} and expires_at > ${now} and revoked_at is null
    ), used as (
      update api_token set last_used_at = ${now} from found
      where api_token.id = found.id and (found.last_used_at is null or found.last_used_at < ${staleSince})
    )
    select id, organisation_id as organisation, service, scopes from found`);
  return row ?? null;
}

export async function addToken(
  tx: PlatformTx,
  token: Omit<ApiToken, 'lastUsedAt' | 'revokedAt'> & { readonly digest: Buffer },
): Promise<void> {
  await tx.rows(sql`
    insert into api_token (id, token_digest, label, organisation_id, person_id, service, scopes, created_at, expires_at)
    values (${token.id}, ${token.digest}, ${token.label}, ${token.organisation}, ${token.person}, ${token.service},
      ${token.scopes}::text[], ${token.createdAt}, ${token.expiresAt})`);
}

/** Those of an organisation, the newest first, without those that ended long ago. */
export async function tokensOf(tx: PlatformTx, organisation: string): Promise<ApiToken[]> {
  return tx.rows<ApiToken>(sql`
    select id, label, organisation_id as organisation, person_id as person, service, scopes, created_at as "createdAt", expires_at as "expiresAt",
      last_used_at as "lastUsedAt", revoked_at as "revokedAt"
    from api_token where organisation_id = ${organisation}
    order by created_at desc, id limit 200`);
}

/** @returns whether there was such a token, and it still counted */
export async function revokeToken(tx: PlatformTx, organisation: string, id: string, now: Date): Promise<boolean> {
  const rows = await tx.rows(sql`
    update api_token set revoked_at = ${now}
    where organisation_id = ${organisation} and id::text = ${id} and revoked_at is null returning id`);
  return rows.length > 0;
}
