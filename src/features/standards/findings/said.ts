import type { ReadTx } from '../../../platform/database/database.ts';
import type { Moment } from '../../../platform/ledger/moment-store.ts';
import { signing, type LatestVersion } from '../../approvals/index.ts';
import type { Judgement, ScopeDecision } from '../domain/assessment.ts';
import { judgementsSigned, scopeSigned, scopeStands, type WrittenScope } from '../domain/findings.ts';
import { findingsThen, scopesAt } from './store.ts';

/*
 * What people judged and decided, as assessments take it in: what was signed last, and how that signature stands. What was
 * only written counts for nothing.
 */

/** The judgements that were signed, by the id of the service and `judgementKey`. Three queries, however many services. */
export async function judgedOf(
  tx: ReadTx,
  services: readonly string[],
  moment: Moment,
): Promise<ReadonlyMap<string, ReadonlyMap<string, Judgement>>> {
  const { latestVersions } = await signing();
  const approved = await latestVersions(tx, 'finding', services, moment);
  if (approved.length === 0) return new Map();
  const findings = await findingsThen(
    tx,
    approved.map(({ subject, seq }) => ({ finding: subject, seq })),
  );
  const versions = new Map(approved.map((one) => [one.subject, one]));
  return new Map(
    [...Map.groupBy(findings, ({ service }) => service.id)].map(([service, own]) => [
      service,
      new Map(
        own
          .flatMap((finding) =>
            judgementsSigned(finding, versions.get(finding.id)!).map((judged, index) => ({
              judged,
              seq: finding.judgements[index]!.seq,
            })),
          )
          // A criterion that moved to another section in a later edition stands in two findings: the last judgement counts.
          .toSorted((one, other) => one.seq - other.seq)
          .map(({ judged }) => judged),
      ),
    ]),
  );
}

/** A scope decision, and its signature at a moment. */
export interface ScopeAt {
  readonly scope: WrittenScope;
  readonly signed: LatestVersion | null;
  /** Whether it is signed by as many as it takes, and stands. */
  readonly counts: boolean;
}

/** All scope decisions of these services, with their signatures as they stood at a moment. Three queries. */
export async function scopesOf(tx: ReadTx, services: readonly string[], moment: Moment): Promise<ScopeAt[]> {
  const { latestVersions } = await signing();
  const [scopes, approved] = await Promise.all([
    scopesAt(tx, { services }, moment),
    latestVersions(tx, 'scope-decision', services, moment),
  ]);
  return scopes.map((scope) => {
    const signed = approved.find(({ subject }) => subject === scope.id) ?? null;
    return { scope, signed, counts: signed !== null && scopeStands(scope, signed, moment.now) };
  });
}

/** The decisions that something does not apply which count, by the id of the service; the latest first. */
export async function outOfScopeOf(
  tx: ReadTx,
  services: readonly string[],
  moment: Moment,
): Promise<ReadonlyMap<string, readonly ScopeDecision[]>> {
  const all = await scopesOf(tx, services, moment);
  const counting = all.flatMap(({ scope, signed }) => {
    const decision = signed && scopeSigned(scope, signed);
    return decision ? [{ service: scope.service.id, decision }] : [];
  });
  return new Map(
    [...Map.groupBy(counting, ({ service }) => service)].map(([service, own]) => [
      service,
      own.map(({ decision }) => decision).toSorted((a, b) => b.on.getTime() - a.on.getTime()),
    ]),
  );
}
