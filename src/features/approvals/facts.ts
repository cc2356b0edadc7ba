import type { AssessedService } from '../../rules/checks.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { UseFacts } from './checks.ts';
import type { Approved, ApprovedVersion } from './domain/approved.ts';
import { whoSigns } from './domain/signing.ts';
import { NO_DRIFT } from './domain/standing.ts';
import { servicesWithUse, stoodAt } from './facts-store.ts';
import { intendedUse } from './intended-use.ts';
import { linesOf, signedWords } from './lines.ts';
import { voidWords } from './registrations.ts';
import type { Signable } from './signable.ts';
import { latestOf } from './store.ts';

/** Up to so many subjects it is said by what they are out of date or challenged; of more only that they are. */
const FEW = 20;

/**
 * How these subjects of a kind stand beside their latest approved versions at a moment, by their ids, as their pages say it.
 * Whether something counts at all is asked of `latestVersions`.
 * What was signed and what it was compared with are those of that moment; by what it was out of date is said of now alone. A
 * fixed number of queries, however many.
 */
export async function approvedAt(
  tx: ReadTx,
  signable: Signable,
  ids: readonly string[],
  moment: Moment,
): Promise<ReadonlyMap<string, Approved>> {
  if (ids.length === 0) return new Map();
  return moment.seq === null
    ? approvedNow(tx, signable, ids, moment.now)
    : approvedThen(tx, signable, ids, { ...moment, seq: moment.seq });
}

async function approvedNow(tx: ReadTx, signable: Signable, ids: readonly string[], now: Date) {
  const lines = await linesOf(tx, signable, ids, now, { brief: ids.length > FEW });
  return new Map(
    lines.map(({ id, named, approved, said, since }): [string, Approved] => {
      const { title, href, path } = named;
      const who = whoSigns(signable.rule);
      if (!approved || !said) return [id, { title, href, path, whoSigns: who, version: null }];
      const { standing, ...words } = said;
      const { void: isVoid, outOfDate, challenged, editorialDrift } = standing;
      const kept = { void: isVoid, outOfDate, challenged, editorialDrift };
      const fell = isVoid || outOfDate || challenged;
      const version = { said: words, kept, validUntil: approved.validUntil, since: fell ? since : null };
      return [id, { title, href, path, whoSigns: who, version }];
    }),
  );
}

async function approvedThen(
  tx: ReadTx,
  signable: Signable,
  ids: readonly string[],
  moment: Moment & { readonly seq: number },
) {
  const { kind, rule } = signable;
  const [states, approvals, names] = await Promise.all([
    stoodAt(tx, kind, ids, moment),
    latestOf(tx, kind, ids, moment.seq),
    signable.names(tx, ids),
  ]);
  const signatures = approvals.flatMap((one) => one.signatures);
  const [own, voided] = await Promise.all([
    stoodAt(
      tx,
      `${kind}-approval`,
      approvals.map(({ id }) => id),
      moment,
    ),
    voidWords(tx, signatures, moment),
  ]);
  const ownOf = new Map(own.map((one) => [one.id, one]));
  const approvalOf = new Map(approvals.map((one) => [one.subject, one]));
  return new Map(
    states.flatMap((state): [string, Approved][] => {
      const [named, approved] = [names.get(state.id), approvalOf.get(state.id)];
      if (!named) return [];
      const of = { title: named.title, href: named.href, path: named.path, whoSigns: whoSigns(rule) };
      if (!approved) return [[state.id, { ...of, version: null }]];
      const isVoid = approved.signatures.filter(({ id }) => !voided.has(id)).length < approved.needed;
      const outOfDate = state.retired || !approved.material.equals(state.material);
      // What had fallen is not kept by itself: a version that did not stand, and for no other reason, was challenged.
      const fell = ownOf.get(approved.id)?.verdict !== 'met' && !isVoid && !outOfDate;
      const challenged = fell || (state.challengedSeq !== null && state.challengedSeq > approved.signedSeq);
      const version: ApprovedVersion = {
        said: {
          ...signedWords(signable, named, approved),
          drift: NO_DRIFT,
          challenges: [],
          voided: isVoid ? approved.signatures.flatMap(({ id }) => voided.get(id) ?? []) : [],
          retired: state.retired,
        },
        kept: { void: isVoid, outOfDate, challenged, editorialDrift: !approved.editorial.equals(state.editorial) },
        validUntil: approved.validUntil,
        since: null,
      };
      return [[state.id, { ...of, version }]];
    }),
  );
}

/** How the intended use of services is approved at a moment. Where nothing is said of it, nothing is known. */
export async function factsOfUse(
  tx: ReadTx,
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, Partial<UseFacts>>> {
  const ids = services.map(({ id }) => id);
  const [saying, approved] = await Promise.all([
    servicesWithUse(tx, ids, moment),
    approvedAt(tx, intendedUse, ids, moment),
  ]);
  return new Map(
    [...approved].map(([id, use]) => [id, saying.has(id) || use.version !== null ? { intendedUse: use } : {}]),
  );
}
