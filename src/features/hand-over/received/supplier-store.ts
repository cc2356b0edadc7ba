import sql from 'sql-template-tag';
import type { CommandTx } from '../../../platform/commands/command.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { actorName, stands, standsNow, type Moment } from '../../../platform/ledger/moment-store.ts';
import type { ChallengeList, StoredList } from '../domain/challenges.ts';
import type { LogReading, SupplierDocument } from '../domain/documents.ts';
import { NOW, textIn } from './store.ts';

/*
 * What came from a supplier who sends documents, and what they were asked.
 */

export interface StoredDocument extends SupplierDocument {
  readonly id: string;
  /** The id of its deployment. */
  readonly deployment: string;
}

/** The documents of a deployment, those that no longer count too, the latest first. */
export function documentsOf(tx: ReadTx, deployment: string): Promise<StoredDocument[]> {
  return documentsIn(tx, [deployment]);
}

/** The same of these deployments at a moment. One query. */
export async function documentsIn(
  tx: ReadTx,
  deployments: readonly string[],
  moment: Moment = NOW,
): Promise<StoredDocument[]> {
  const rows = await tx.rows<
    Omit<StoredDocument, 'reading' | 'notRead' | 'takenIn'> & { reading: string; takenBy: string; takenAt: Date }
  >(sql`
    select d.id, d.deployment_id as deployment, d.number, d.sort, d.sha256, ${textIn('d', 'file_id')} as file,
      ${textIn('d', 'signer_id')} as signer, ${textIn('d', 'role_id')} as role,
      d.signed_on::text as "signedOn", ${textIn('d', 'scope_id')} as scope, d.review_by::text as "reviewBy",
      ${textIn('d', 'reading_id')} as reading, ${textIn('d', 'withdrawn_id')} as withdrawn,
      d.from_seq as version, ${actorName('l.actor')} as "takenBy", l.at as "takenAt"
    from supplier_document d
    join ledger_entry l on l.organisation_id = d.organisation_id and l.chain = 'changes' and l.seq = (
      select min(v.from_seq) from supplier_document v where v.organisation_id = d.organisation_id and v.id = d.id)
    where d.organisation_id = current_organisation() and d.deployment_id = any(${deployments}::uuid[]) and ${stands('d', moment)}
    order by d.number desc`);
  return rows.map(({ reading, takenBy, takenAt, ...one }) => ({
    ...one,
    ...readingIn(reading),
    takenIn: { by: takenBy, at: takenAt },
  }));
}

/** What was read is kept as a text of ours; so is why nothing was. One that was erased says so in words. */
function readingIn(text: string): Pick<SupplierDocument, 'reading' | 'notRead'> {
  if (!text.startsWith('{')) return { reading: null, notRead: text };
  return { reading: JSON.parse(text) as LogReading, notRead: '' };
}

/** What a document holds when it is written; null for what nobody said. */
export interface NewDocument extends Pick<
  SupplierDocument,
  | 'number'
  | 'sort'
  | 'sha256'
  | 'file'
  | 'signer'
  | 'role'
  | 'signedOn'
  | 'scope'
  | 'reviewBy'
  | 'reading'
  | 'notRead'
  | 'withdrawn'
> {
  readonly id: string;
  readonly service: string;
  readonly deployment: string;
}

/** Writes a document, new or withdrawn. */
export function putDocument(tx: CommandTx, one: NewDocument): void {
  tx.send(sql`
    update supplier_document d set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and id = ${one.id} and ${standsNow('d')}`);
  tx.send(sql`
    insert into supplier_document (organisation_id, id, from_seq, service_id, deployment_id, number, sort, sha256, file_id,
      signer_id, role_id, signed_on, scope_id, review_by, reading_id, withdrawn_id)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.service}, ${one.deployment}, ${one.number}, ${one.sort},
      ${one.sha256}, ${tx.text(one.file)}, ${tx.text(one.signer)}, ${tx.text(one.role)}, ${one.signedOn},
      ${tx.text(one.scope)}, ${one.reviewBy}, ${tx.text(one.reading ? JSON.stringify(one.reading) : one.notRead)},
      ${tx.text(one.withdrawn)})`);
}

/** The lists of a deployment, the latest first. */
export async function listsOf(tx: ReadTx, deployment: string): Promise<StoredList[]> {
  const rows = await tx.rows<{
    id: string;
    version: number;
    list: string;
    number: number;
    sentOn: string | null;
    sentHow: string;
    writtenBy: string;
    writtenAt: Date;
  }>(sql`
    select c.id, c.from_seq as version, c.number, ${textIn('c', 'list_id')} as list, c.sent_on::text as "sentOn",
      ${textIn('c', 'sent_how_id')} as "sentHow", ${actorName('l.actor')} as "writtenBy", l.at as "writtenAt"
    from challenge_list c
    join ledger_entry l on l.organisation_id = c.organisation_id and l.chain = 'changes' and l.seq = (
      select min(v.from_seq) from challenge_list v where v.organisation_id = c.organisation_id and v.id = c.id)
    where c.organisation_id = current_organisation() and c.deployment_id = ${deployment} and ${standsNow('c')}
    order by c.number desc`);
  return rows.map(({ list, sentOn, sentHow, writtenBy, writtenAt, ...one }) => ({
    ...one,
    ...listIn(list),
    written: { by: writtenBy, at: writtenAt },
    sent: sentOn === null ? null : { on: sentOn, how: sentHow },
  }));
}

type ListText = Omit<ChallengeList, 'number'>;

function listIn(text: string): ListText {
  if (text.startsWith('{')) return JSON.parse(text) as ListText;
  return { to: '', opening: text, answerBy: null, points: [] };
}

/** Writes a list, new or sent. */
export function putList(
  tx: CommandTx,
  one: ChallengeList & Pick<StoredList, 'id' | 'sent'> & { readonly service: string; readonly deployment: string },
): void {
  const { to, opening, answerBy, points } = one;
  const list: ListText = { to, opening, answerBy, points };
  tx.send(sql`
    update challenge_list c set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and id = ${one.id} and ${standsNow('c')}`);
  tx.send(sql`
    insert into challenge_list (organisation_id, id, from_seq, service_id, deployment_id, number, list_id, points, sent_on,
      sent_how_id)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.service}, ${one.deployment}, ${one.number},
      ${tx.text(JSON.stringify(list))}, ${points.length}, ${one.sent?.on ?? null}, ${tx.text(one.sent?.how ?? null)})`);
}
