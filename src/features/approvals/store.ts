import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { said } from '../../platform/ledger/moment-store.ts';
import type { Ref } from '../../platform/subjects/kinds.ts';
import type { Signer } from '../people/index.ts';
import type { SignatureRecord } from './domain.ts';

/*
 * Signatures, and the versions that they make. Nothing here is changed once it is written.
 */

/** What somebody signed or refused, as it is kept. */
export interface StoredSignature {
  readonly id: string;
  readonly seq: number;
  readonly at: Date;
  readonly person: string;
  readonly registration: string | null;
  readonly record: SignatureRecord;
  /** Who signed, as they were at that moment; null where that text was erased. */
  readonly signer: Signer | null;
  /** Why it was not approved, or what a document from elsewhere covers; null where it was approved here. */
  readonly reason: string | null;
  /** Who gave it, or took it in, by the name that they have now. */
  readonly givenBy: string;
}

/** The columns of a signature beside what the ledger has of it: the digest of its record. */
export interface SignatureBeside {
  readonly id: string;
  readonly seq: number;
  readonly at: Date;
  readonly kind: string;
  readonly subject: string;
  readonly service: string;
  readonly decision: string;
  readonly person: string;
  readonly registration: string | null;
  readonly signer: string;
  readonly reason: string | null;
  readonly material: Buffer;
  readonly editorial: Buffer;
  readonly support: Buffer;
  readonly record: SignatureRecord;
  /** Null where the ledger has none at that entry. */
  readonly kept: string | null;
}

/** Every signature of a kind, beside the ledger. For whoever verifies. */
export function signaturesBeside(tx: ReadTx, kind: string): Promise<SignatureBeside[]> {
  return tx.rows<SignatureBeside>(sql`
    select s.id, s.seq, s.at, s.kind, s.subject_id as subject, s.service_id as service, s.decision,
      s.person_id as person, s.registration_id as registration, s.signer_id as signer, s.reason_id as reason,
      s.material, s.editorial, s.support, s.record, c.content::jsonb #>> '{result,record}' as kept
    from signature s
    left join ledger_content c on c.organisation_id = s.organisation_id and c.chain = 'changes' and c.seq = s.seq
    where s.organisation_id = current_organisation() and s.kind = ${kind}
    order by s.seq`);
}

/** A version that was approved, with its signatures. */
export interface StoredApproval extends Ref {
  /** Of the approval itself; the subject is `subject`. */
  readonly id: string;
  readonly subject: string;
  readonly service: string;
  readonly number: number;
  readonly signedSeq: number;
  readonly signedAt: Date;
  readonly material: Buffer;
  readonly editorial: Buffer;
  readonly support: Buffer;
  readonly validUntil: Date | null;
  readonly needed: number;
  readonly superseded: boolean;
  readonly signatures: readonly StoredSignature[];
}

const SIGNATURES = sql`
  select s.id, s.seq, s.at, s.person_id as person, s.registration_id as registration, s.record, s.decision,
    (select ${said('t')} from text_value t where t.organisation_id = s.organisation_id and t.id = s.reason_id) as reason,
    (select t.body::json from text_value t where t.organisation_id = s.organisation_id and t.id = s.signer_id) as signer,
    coalesce((select p.name from person p where p.id = s.person_id), 'Somebody') as "givenBy"
  from signature s
  where s.organisation_id = current_organisation()`;

const APPROVAL = sql`
  select a.id, a.kind, a.subject_id as subject, a.service_id as service, a.number, a.signed_seq as "signedSeq",
    a.signed_at as "signedAt", a.material, a.editorial, a.support, a.valid_until as "validUntil", a.needed,
    exists (
      select from approval n where n.organisation_id = a.organisation_id and n.kind = a.kind
        and n.subject_id = a.subject_id and n.number > a.number) as superseded,
    (select coalesce(json_agg(g order by g.seq), '[]') from (${SIGNATURES} and s.id = any(a.signature_ids)) g) as signatures
  from approval a
  where a.organisation_id = current_organisation()`;

/** The approvals of subjects of a kind: those of these ids; all, where `ids` is null. */
export function approvalsOfKind(tx: ReadTx, kind: string, ids: readonly string[] | null): Promise<StoredApproval[]> {
  return approvals(tx, sql`and a.kind = ${kind} ${ids === null ? empty : sql`and a.id = any(${ids}::uuid[])`}`);
}

/** All versions of one subject that were approved, the latest first. */
export function versionsOf(tx: ReadTx, { kind, id }: Ref): Promise<StoredApproval[]> {
  return approvals(tx, sql`and a.kind = ${kind} and a.subject_id = ${id} order by a.number desc`);
}

/** The version of each of these subjects that was the latest at an entry of the ledger; now, where it is null. */
export function latestOf(
  tx: ReadTx,
  kind: string,
  subjects: readonly string[],
  seq: number | null = null,
): Promise<StoredApproval[]> {
  return latest(tx, sql`a.kind = ${kind} and a.subject_id = any(${subjects}::uuid[])`, seq);
}

/** The version of each subject of a kind in these services that was the latest at an entry; now, where it is null. */
export function latestInServices(
  tx: ReadTx,
  kind: string,
  services: readonly string[],
  seq: number | null,
): Promise<StoredApproval[]> {
  return latest(tx, sql`a.kind = ${kind} and a.service_id = any(${services}::uuid[])`, seq);
}

/** The same of everything that is signed in a service. */
export function latestInService(tx: ReadTx, service: string, seq: number | null): Promise<StoredApproval[]> {
  return latest(tx, sql`a.service_id = ${service}`, seq);
}

/** @param which a condition on `approval a` */
function latest(tx: ReadTx, which: Sql, seq: number | null): Promise<StoredApproval[]> {
  const by = (alias: 'a' | 'n') => (seq === null ? empty : sql`and ${raw(alias)}.signed_seq <= ${seq}`);
  return approvals(
    tx,
    sql`and ${which} ${by('a')} and not exists (
      select from approval n where n.organisation_id = a.organisation_id and n.kind = a.kind
        and n.subject_id = a.subject_id and n.number > a.number ${by('n')})`,
  );
}

/** Every approved version in a service, the latest first. */
export function approvalsIn(tx: ReadTx, service: string): Promise<StoredApproval[]> {
  return approvals(tx, sql`and a.service_id = ${service} order by a.signed_seq desc, a.id`);
}

async function approvals(tx: ReadTx, which: Sql): Promise<StoredApproval[]> {
  type Row = Omit<StoredApproval, 'signatures'> & { signatures: (Omit<StoredSignature, 'at'> & { at: string })[] };
  const rows = await tx.rows<Row>(sql`${APPROVAL} ${which}`);
  return rows.map((row) => ({
    ...row,
    signatures: row.signatures.map((one) => ({ ...one, at: new Date(one.at) })),
  }));
}

/** Signatures and refusals of a subject after an entry, in their order: what no version is made of yet. */
export async function decisionsSince(tx: ReadTx, { kind, id }: Ref, seq: number): Promise<StoredSignature[]> {
  return tx.rows<StoredSignature>(
    sql`${SIGNATURES} and s.kind = ${kind} and s.subject_id = ${id} and s.seq > ${seq} order by s.seq`,
  );
}

/** One signature. @returns null where there is none of this id */
export async function signatureOf(tx: ReadTx, id: string): Promise<StoredSignature | null> {
  const [row] = await tx.rows<StoredSignature>(sql`${SIGNATURES} and s.id = ${id}`);
  return row ?? null;
}

/** The last signature of an approved version. @returns null where there is no approval of this id */
export async function lastSignatureOf(tx: ReadTx, approval: string): Promise<StoredSignature | null> {
  const [row] = await tx.rows<StoredSignature>(sql`${SIGNATURES} and s.seq = (
    select a.signed_seq from approval a where a.organisation_id = current_organisation() and a.id = ${approval})`);
  return row ?? null;
}

/**
 * Who changed words of a subject, or of what it consists of, after an entry: people as the ledger names them. What a
 * program wrote, its owner wrote. A change of a verdict alone is nobody's writing.
 */
export async function writersSince(tx: ReadTx, { kind, id }: Ref, seq: number): Promise<Set<string>> {
  const of = sql`organisation_id = current_organisation() and kind = ${kind} and id = ${id}`;
  const rows = await tx.rows<{ actor: string }>(sql`
    with stood as (
      select changed_seq as seq, material, editorial from subject_state where ${of}
      union all
      select from_seq, material, editorial from subject_history where ${of}
    ), beside as (
      select seq, material, editorial, lag(material) over (order by seq) as material_before,
        lag(editorial) over (order by seq) as editorial_before
      from stood
    )
    select distinct coalesce('person:' || t.person_id, e.actor) as actor from beside b
    join ledger_entry e on e.organisation_id = current_organisation() and e.chain = 'changes' and e.seq = b.seq
    left join api_token t on t.organisation_id = current_organisation() and e.actor = 'token:' || t.id
    where b.seq > ${seq} and (b.material_before is null or b.material_before <> b.material
      or b.editorial_before <> b.editorial)`);
  return new Set(rows.map((row) => row.actor));
}

/** What is written of a signature. */
export interface NewSignature {
  readonly record: SignatureRecord;
  /** The actions that its conditions are, in their order. */
  readonly actions: readonly string[];
}

/** Writes a signature: the entry that is being written is its own. */
export async function putSignature(tx: CommandTx, fresh: NewSignature): Promise<void> {
  const { record } = fresh;
  await tx.rows(sql`
    insert into signature (organisation_id, id, seq, at, kind, subject_id, service_id, decision, person_id,
      registration_id, material, editorial, support, record, signer_id, reason_id)
    values (${tx.organisation}, ${record.id}, ${tx.seq}, ${tx.at}, ${record.subject.kind}, ${record.subject.id},
      ${record.service.id}, ${record.decision}, ${record.person}, ${record.registration},
      ${Buffer.from(record.material, 'hex')}, ${Buffer.from(record.editorial, 'hex')},
      ${Buffer.from(record.support, 'hex')}, ${JSON.stringify(record)}::jsonb, ${record.signer},
      ${record.reason})`);
  if (fresh.actions.length > 0)
    await tx.rows(sql`
      insert into approval_condition (organisation_id, signature_id, position, action_id)
      select ${tx.organisation}::uuid, ${record.id}::uuid, o.position, o.action
      from unnest(${fresh.actions}::uuid[]) with ordinality as o (action, position)`);
}

export interface NewApproval {
  readonly of: Ref;
  readonly service: string;
  readonly number: number;
  readonly needed: number;
  readonly validUntil: Date | null;
  readonly signatures: readonly string[];
}

/**
 * Writes a version that has all of its signatures. What it was compared with until now, the version before, is compared no
 * longer.
 */
export async function putApproval(
  tx: CommandTx,
  signed: Pick<StoredApproval, 'material' | 'editorial' | 'support'>,
  fresh: NewApproval,
): Promise<string> {
  const id = tx.newId();
  const { kind, id: subject } = fresh.of;
  const before = await tx.rows<{ id: string }>(sql`
    select id from approval
    where organisation_id = current_organisation() and kind = ${kind} and subject_id = ${subject}
      and number = ${fresh.number - 1}`);
  await tx.rows(sql`
    insert into approval (organisation_id, id, kind, subject_id, service_id, number, signed_seq, signed_at, material,
      editorial, support, valid_until, needed, signature_ids)
    values (${tx.organisation}, ${id}, ${kind}, ${subject}, ${fresh.service}, ${fresh.number}, ${tx.seq}, ${tx.at},
      ${signed.material}, ${signed.editorial}, ${signed.support}, ${fresh.validUntil}, ${fresh.needed},
      ${fresh.signatures}::uuid[])`);
  for (const one of [...before.map((row) => row.id), id]) tx.touch({ kind: `${kind}-approval`, id: one });
  return id;
}
