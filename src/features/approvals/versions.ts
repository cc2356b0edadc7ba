import type { AnyCommand } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { PageContext } from '../../platform/http/forms.ts';
import { sha256 } from '../../platform/canonical.ts';
import { actionsFrom } from '../actions/index.ts';
import { isDone } from './domain/signing.ts';
import { lineText } from './domain/standing.ts';
import { linesOf, signedBy } from './lines.ts';
import { isSoon } from './looking.ts';
import type { VersionShown, VersionsProps } from './pages/versions.tsx';
import { notHeld } from './registrations.ts';
import type { Signable } from './signable.ts';
import { decisionsSince, versionsOf, type StoredApproval, type StoredSignature } from './store.ts';

/** All versions of something that is signed, and two of them beside each other where the address asks for it. */
export async function loadVersions(
  tx: ReadTx,
  signable: Signable,
  { params, query, now, allows }: PageContext,
  command: AnyCommand,
  takeIn: AnyCommand,
): Promise<VersionsProps> {
  const signed = await signable.find(tx, params);
  const [[line], versions, decisions] = await Promise.all([
    linesOf(tx, signable, [signed.ref.id], now),
    versionsOf(tx, signed.ref),
    decisionsSince(tx, signed.ref, 0),
  ]);
  const [lost, actions] = await Promise.all([
    notHeld(
      tx,
      versions.flatMap(({ signatures }) => signatures),
    ),
    actionsFrom(tx, signed.ref.kind, [signed.ref.id]),
  ]);
  const pair = pairOf(query, versions);
  return {
    signed,
    noun: signable.noun,
    line: line?.said ? lineText(line.said) : null,
    sentence: line?.sentence ?? null,
    until: line?.said && line.due ? line.said.until : null,
    next: (versions[0]?.number ?? 0) + 1,
    mayTakeIn: allows(takeIn) && line !== undefined && !line.state.retired,
    maySign:
      allows(command) &&
      line !== undefined &&
      !line.state.retired &&
      !(line.said && isDone({ standing: line.said.standing, dueSoon: isSoon(line.approved?.validUntil ?? null, now) })),
    versions: versions.map((version, index) => shown(version, versions[index - 1] ?? null, lost)),
    refusals: decisions
      .filter(({ record }) => record.decision === 'reject')
      .map((one) => ({ by: signedBy(one), at: one.at, number: one.record.number, reason: one.reason ?? '' }))
      .toReversed(),
    waiting: decisions
      .filter(
        ({ seq, record }) =>
          record.decision !== 'reject' && !versions.some(({ signatures }) => signatures.some((one) => one.seq === seq)),
      )
      .map((one) => ({ by: signedBy(one), at: one.at, number: one.record.number })),
    actions: actions.map(({ number, title, owner, due, state }) => ({ number, title, owner: owner.name, due, state })),
    pair: pair && {
      ...pair,
      difference: await signable.difference(tx, signed, seqOf(versions, pair.from), seqOf(versions, pair.to)),
    },
  };
}

/** Which versions are asked for: the latest and the work as it is, where nothing is said. Null for "now". */
function pairOf(
  query: PageContext['query'],
  versions: readonly StoredApproval[],
): { readonly from: number; readonly to: number | null } | null {
  const last = versions[0];
  if (!last) return null;
  const asked = (name: string) => versions.find(({ number }) => String(number) === query[name])?.number ?? null;
  const [one, other] = [asked('from') ?? last.number, query['to'] === undefined ? null : asked('to')];
  // The earlier one stands at the left, however it was asked for.
  return other !== null && other < one ? { from: other, to: one } : { from: one, to: other };
}

function seqOf(versions: readonly StoredApproval[], number: number | null): number | null {
  return versions.find((version) => version.number === number)?.signedSeq ?? null;
}

function shown(version: StoredApproval, later: StoredApproval | null, lost: ReadonlySet<string>): VersionShown {
  const { number, signedAt, validUntil, signatures, needed, material, editorial } = version;
  return {
    number,
    at: signedAt,
    until: validUntil,
    supersededBy: later && { number: later.number, at: later.signedAt },
    isVoid: signatures.filter(({ id }) => !lost.has(id)).length < needed,
    fingerprint: sha256(Buffer.concat([material, editorial])).toString('hex'),
    signatures: signatures.map((signature) => signatureShown(signature, lost)),
  };
}

function signatureShown(one: StoredSignature, lost: ReadonlySet<string>): VersionShown['signatures'][number] {
  const { id, seq, at, signer, record } = one;
  return {
    id,
    seq,
    at,
    by: signedBy(one),
    role: record.role,
    signer,
    meaning: record.meaning,
    author: record.author,
    confirmed: record.confirmed && { at: new Date(record.confirmed.at), method: record.confirmed.method },
    conditions: record.conditions.length,
    notHeld: lost.has(id),
    outside: record.outside && {
      sha256: record.outside.sha256,
      signedOn: record.outside.signedOn,
      takenInBy: one.givenBy,
      scope: one.reason ?? '',
    },
  };
}
