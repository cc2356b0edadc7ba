import { sha256 } from '../../platform/canonical.ts';
import { rolesIn, type Actor } from '../../platform/commands/may.ts';
import { NotPossible } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { ApprovalFacts } from '../../platform/subjects/approval.ts';
import { statesOf, type StoredState } from '../../platform/subjects/store.ts';
import { officeHolders, signerOf, type Signer } from '../people/index.ts';
import { isSameName } from './domain/signers.ts';
import { standingAt, the, type ApprovedStanding } from './domain/standing.ts';
import type { Seen, Signing, ToSign } from './domain/signing.ts';
import { ruleOf, type Signable, type Signed } from './signable.ts';
import { decisionsSince, latestOf, writersSince, type StoredApproval, type StoredSignature } from './store.ts';

/** Days before its end in which a version that stands can be signed anew. */
const SOON = 60;
const DAY = 86_400_000;

/** Everything that signing something depends on, of one moment. The page shows it, and the command decides by it. */
export interface Looked {
  readonly state: StoredState;
  readonly signer: Signer;
  readonly signing: Signing;
  readonly toSign: ToSign;
  /** The version that is approved now. */
  readonly approved: StoredApproval | null;
  readonly standing: ApprovedStanding | null;
  /** The version that a signature makes, and the last one that somebody can compare it with. */
  readonly number: number;
  readonly previous: number | null;
  /** Signatures of these very words that wait for others. */
  readonly signatures: readonly StoredSignature[];
  /** The last refusal since that version, where nothing was signed after it. */
  readonly refused: StoredSignature | null;
}

/** The fingerprint that is shown and signed: over what is material and what is editorial. Hex. */
export function fingerprintOf({ material, editorial }: Pick<StoredState, 'material' | 'editorial'>): string {
  return sha256(Buffer.concat([material, editorial])).toString('hex');
}

/** What a page shows of what it looked at, for the way back. */
export function seenOf({ state, number, refused }: Pick<Looked, 'state' | 'number' | 'refused'>): Seen {
  const support = state.support.toString('hex');
  return { fingerprint: fingerprintOf(state), support, number, refused: refused?.id ?? '' };
}

/** Looks at a subject with the eyes of somebody who may sign it. */
export async function lookAt(
  tx: ReadTx,
  signable: Signable,
  signed: Signed,
  actor: Actor & { readonly kind: 'person' },
  now: Date,
): Promise<Looked> {
  const { ref, service } = signed;
  const [[state], [approved = null], signer, holders] = await Promise.all([
    statesOf(tx, [ref]),
    latestOf(tx, ref.kind, [ref.id]),
    signerOf(tx, { person: actor.id, service: service.id }, now),
    officeHolders(tx, service.id, now),
  ]);
  if (!state) throw new NotPossible('Nothing is kept of it that could be signed.');
  const since = approved?.signedSeq ?? 0;
  const [decisions, writers, standing, refused = null] = await Promise.all([
    decisionsSince(tx, ref, since),
    writersSince(tx, ref, since),
    approved && standingNow(tx, approved, state, now),
    signable.refuses?.(tx, signed, actor.id),
  ]);
  const refusedAt = decisions.findLastIndex(({ record }) => record.decision === 'reject');
  // A document from elsewhere is no signature of anybody here: where it counts, it is one of several, or has made a version.
  const signatures = decisions
    .slice(refusedAt + 1)
    .filter(
      ({ record }) => (record.outside === null || ruleOf(signable, signed).outside === 'counts') && isOf(record, state),
    );
  const what = the(signed.title);
  return {
    state,
    signer,
    signing: {
      name: actor.name,
      roles: rolesIn(actor, service.reference),
      office: signer.office?.kind ?? null,
      officer: holders.accountable?.signer.name ?? null,
      registrationProblem: signer.registrationProblem,
      trainingProblem: signer.trainingProblem,
      conditions: signer.registration?.lookedUp?.conditions ?? '',
    },
    toSign: {
      what,
      service,
      retired: state.retired,
      approved: approved &&
        standing && { number: approved.number, standing, dueSoon: isSoon(approved.validUntil, now) },
      signedAlready: signatures.some(({ person, record, signer: other }) =>
        record.outside === null ? person === actor.id : isSameName(other?.name, actor.name),
      ),
      wrote: writers.has(`person:${actor.id}`),
      refused,
    },
    approved,
    standing,
    number: (approved?.number ?? 0) + 1,
    previous: approved?.number ?? null,
    signatures,
    refused: decisions.length > 0 && refusedAt === decisions.length - 1 ? decisions[refusedAt]! : null,
  };
}

function isOf(
  record: StoredSignature['record'],
  { material, editorial }: Pick<StoredState, 'material' | 'editorial'>,
): boolean {
  return record.material === material.toString('hex') && record.editorial === editorial.toString('hex');
}

export function isSoon(until: Date | null, now: Date): boolean {
  return until !== null && until.getTime() - now.getTime() < SOON * DAY;
}

/** How an approved version stands: what is kept of it, beside the words as they are and the time. */
export function standingFrom(
  approved: Pick<StoredApproval, 'editorial' | 'validUntil'>,
  kept: ApprovalFacts | null,
  { editorial }: Pick<StoredState, 'editorial'>,
  now: Date,
): ApprovedStanding {
  // Unknown never counts as a pass.
  const { void: isVoid, outOfDate, challenged } = kept ?? { void: true, outOfDate: true, challenged: true };
  const editorialDrift = !approved.editorial.equals(editorial);
  return standingAt({ void: isVoid, outOfDate, challenged, editorialDrift }, approved.validUntil, now);
}

async function standingNow(
  tx: ReadTx,
  approved: StoredApproval,
  state: StoredState,
  now: Date,
): Promise<ApprovedStanding> {
  const [kept] = await statesOf(tx, [{ kind: `${approved.kind}-approval`, id: approved.id }]);
  return standingFrom(approved, (kept?.own.facts ?? null) as ApprovalFacts | null, state, now);
}
