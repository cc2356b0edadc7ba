import sql from 'sql-template-tag';
import type { Scope } from '../commands/may.ts';
import type { GrantRow, PlatformTx } from './store.ts';

/** A token that a program shows instead of a session. */
export interface ApiToken {
  readonly id: string;
  readonly label: string;
  readonly organisation: string;
  /** Whose it is; null for one that was made, and ended, before tokens belonged to anybody. */
  readonly person: string | null;
  /** The reference of the only service that it is for; null for all. */
  readonly service: string | null;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** A token with what its owner holds in its organisation; nothing, where they have left. */
export type TokenRow = Pick<ApiToken, 'id' | 'organisation' | 'service' | 'scopes'> & {
  readonly grants: readonly GrantRow[];
};

/** The token of this digest, where it still counts; marks it as used, at most once a minute. */
export async function useToken(
  tx: Pick<PlatformTx, 'rows'>,
  digest: Buffer,
  { now, staleSince }: { readonly now: Date; readonly staleSince: Date },
): Promise<TokenRow | null> {
  const [row] = await tx.rows<TokenRow>(sql`
    with found as (
      select id, organisation_id, person_id, service, scopes, last_used_at from api_token
      where token_digest = ${digest} and expires_at > ${now} and revoked_at is null
    ), used as (
      update api_token set last_used_at = ${now} from found
      where api_token.id = found.id and (found.last_used_at is null or found.last_used_at < ${staleSince})
    )
    select f.id, f.organisation_id as organisation, f.service, f.scopes, coalesce(o.grants, '[]') as grants
    from found f
    left join lateral organisations_of(f.person_id) o on o.organisation_id = f.organisation_id`);
  return row ?? null;
}

/** @returns whether it was added: not where there is one of this digest already */
export async function addToken(
  tx: Pick<PlatformTx, 'rows'>,
  token: Omit<ApiToken, 'lastUsedAt' | 'revokedAt'> & { readonly digest: Buffer },
): Promise<boolean> {
  const added = await tx.rows(sql`
    insert into api_token (id, token_digest, label, organisation_id, person_id, service, scopes, created_at, expires_at)
    values (${token.id}, ${token.digest}, ${token.label}, ${token.organisation}, ${token.person}, ${token.service},
      ${token.scopes}::text[], ${token.createdAt}, ${token.expiresAt})
    on conflict (token_digest) do nothing returning id`);
  return added.length > 0;
}

/** A token as it is listed: with its owner, and what they hold in its organisation. */
export interface ListedToken extends ApiToken {
  readonly owner: string | null;
  readonly grants: readonly GrantRow[];
}

const MOST_LISTED = 200;

/** Those of an organisation, or of one person in it, the newest first. */
export async function tokensOf(
  tx: Pick<PlatformTx, 'rows'>,
  organisation: string,
  { person = null, id = null }: { readonly person?: string | null; readonly id?: string | null } = {},
): Promise<ListedToken[]> {
  return tx.rows<ListedToken>(sql`
    select t.id, t.label, t.organisation_id as organisation, t.person_id as person, t.service, t.scopes,
      t.created_at as "createdAt", t.expires_at as "expiresAt", t.last_used_at as "lastUsedAt",
      t.revoked_at as "revokedAt", p.name as owner, coalesce(o.grants, '[]') as grants
    from api_token t
    left join person p on p.id = t.person_id
    left join lateral organisations_of(t.person_id) o on o.organisation_id = t.organisation_id
    where t.organisation_id = ${organisation} and (${person}::uuid is null or t.person_id = ${person})
      and (${id}::uuid is null or t.id = ${id})
    order by t.created_at desc, t.id limit ${MOST_LISTED}`);
}

/** @returns whether there was such a token that had not been ended before */
export async function endToken(
  tx: Pick<PlatformTx, 'rows'>,
  organisation: string,
  id: string,
  now: Date,
): Promise<boolean> {
  const rows = await tx.rows(sql`
    update api_token set revoked_at = ${now}
    where organisation_id = ${organisation} and id = ${id} and revoked_at is null returning id`);
  return rows.length > 0;
}
