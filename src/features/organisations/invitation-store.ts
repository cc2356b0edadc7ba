import sql, { raw } from 'sql-template-tag';
import { FOREVER, type ReadTx } from '../../platform/database/database.ts';
import type { GrantText } from './domain.ts';
import type { Invitation } from './domain/invitation.ts';

const NOW = raw(`to_seq = ${FOREVER}`);
const INVITATION = raw(`
  i.id, i.grants, i.state, i.invited_by as "invitedBy", i.sent_at as "sentAt", i.expires_at as "expiresAt",
  i.from_seq as version,
  coalesce((select t.body from text_value t where t.organisation_id = i.organisation_id and t.id = i.name_id), '') as name,
  coalesce((select t.body from text_value t where t.organisation_id = i.organisation_id and t.id = i.address_id), '') as address,
  i.name_id as "nameId", i.address_id as "addressId"`);

type Versions = ReadTx & { readonly seq: number };

/** An invitation, and the homes of its texts. */
export interface StoredInvitation extends Invitation {
  readonly nameId: string;
  readonly addressId: string;
}

/** Those whose link may still be used, and those that nobody took up in time; the latest first. */
export async function openInvitations(tx: ReadTx): Promise<StoredInvitation[]> {
  return tx.rows<StoredInvitation>(sql`
    select ${INVITATION} from invitation i
    where i.organisation_id = current_organisation() and i.${NOW} and i.state = 'open'
    order by i.sent_at desc, i.id desc limit 1000`);
}

export async function invitationById(tx: ReadTx, id: string): Promise<StoredInvitation | null> {
  const [row] = await tx.rows<StoredInvitation>(sql`
    select ${INVITATION} from invitation i
    where i.organisation_id = current_organisation() and i.${NOW} and i.id = ${id}`);
  return row ?? null;
}

/** The invitation that a link leads to, by its digest; null once it was used, withdrawn or sent anew. */
export async function invitationByToken(tx: ReadTx, digest: Buffer): Promise<StoredInvitation | null> {
  const [row] = await tx.rows<StoredInvitation>(sql`
    select ${INVITATION} from invitation i
    where i.organisation_id = current_organisation() and i.${NOW} and i.token_digest = ${digest}`);
  return row ?? null;
}

export interface InvitationRow {
  readonly id: string;
  readonly nameId: string;
  readonly addressId: string;
  readonly grants: readonly GrantText[];
  readonly invitedBy: string;
  readonly sentAt: Date;
  readonly expiresAt: Date;
  readonly state: Invitation['state'];
  /** Only while it is open. */
  readonly digest: Buffer | null;
  /** Who took it up. */
  readonly person: string | null;
}

/** Ends what is said of an invitation, if anything is, and says this. */
export async function putInvitation(tx: Versions, row: InvitationRow): Promise<void> {
  await tx.rows(sql`
    update invitation set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and id = ${row.id} and ${NOW}`);
  await tx.rows(sql`
    insert into invitation (organisation_id, id, from_seq, name_id, address_id, grants, invited_by, state, token_digest,
      sent_at, expires_at, person_id)
    values (${tx.organisation}, ${row.id}, ${tx.seq}, ${row.nameId}, ${row.addressId},
      ${JSON.stringify(row.grants)}::jsonb, ${row.invitedBy}, ${row.state}, ${row.digest}, ${row.sentAt},
      ${row.expiresAt}, ${row.person})`);
}
