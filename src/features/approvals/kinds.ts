import { digestOf, type Json } from '../../platform/canonical.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { approvalOf, type Approval } from '../../platform/subjects/approval.ts';
import type { AnyKind } from '../../platform/subjects/kinds.ts';
import { notHeld, REGISTRATION } from './registrations.ts';
import { approvalsOfKind, signaturesBeside, type SignatureBeside, type StoredApproval } from './store.ts';

/**
 * The kind of subject that the approvals of another kind are. Whoever owns that kind lists this one right behind it.
 * An approval names the registrations that it required: a gap that is found later settles it, and makes it void.
 */
export function approvalKind(kind: string): AnyKind {
  return {
    ...approvalOf(kind, (tx, ids) => loadApprovals(tx, kind, ids), [REGISTRATION]),
    differs: async (tx) => (await signaturesBeside(tx, kind)).filter((one) => !isAsRecorded(one)).map(said),
  };
}

function said({ id }: SignatureBeside) {
  return { id, says: 'has a signature that is not the one which the ledger has' };
}

/** Whether a signature is what the ledger has of it, and its columns are what its record says. */
function isAsRecorded(one: SignatureBeside): boolean {
  const { record } = one;
  return (
    one.kept === digestOf(record as unknown as Json).toString('hex') &&
    one.id === record.id &&
    one.at.toISOString() === record.at &&
    one.kind === record.subject.kind &&
    one.subject === record.subject.id &&
    one.service === record.service.id &&
    one.decision === record.decision &&
    one.person === record.person &&
    one.registration === record.registration &&
    one.signer === record.signer &&
    one.reason === record.reason &&
    (['material', 'editorial', 'support'] as const).every((digest) => one[digest].toString('hex') === record[digest])
  );
}

async function loadApprovals(tx: ReadTx, kind: string, ids: readonly string[] | null): Promise<Approval[]> {
  const stored = await approvalsOfKind(tx, kind, ids);
  const lost = await notHeld(
    tx,
    stored.flatMap((one) => one.signatures),
  );
  return stored.map((one) => ({
    id: one.id,
    service: one.service,
    of: { kind, id: one.subject },
    signedSeq: one.signedSeq,
    material: one.material,
    editorial: one.editorial,
    support: one.support,
    validUntil: one.validUntil,
    superseded: one.superseded,
    voided: one.signatures.filter(({ id }) => !lost.has(id)).length < one.needed,
    restsOn: one.signatures.flatMap(({ registration }) =>
      registration === null ? [] : [{ kind: REGISTRATION, id: registration }],
    ),
    record: recordOf(one),
  }));
}

/** One digest over all that was recorded of a version. */
function recordOf(one: StoredApproval): string {
  const { number, needed, signedSeq, signedAt, support, editorial, material, signatures } = one;
  return digestOf({
    number,
    needed,
    signedSeq,
    signedAt: signedAt.toISOString(),
    signed: [material, editorial, support].map((digest) => digest.toString('hex')),
    signatures: signatures.map(({ id, seq, person, registration, record }) => ({
      id,
      seq,
      person,
      registration,
      record: record as unknown as Json,
    })),
  }).toString('hex');
}
