import type { Artefact } from '../../platform/filed.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { Verdict } from '../../platform/subjects/kinds.ts';
import { approvedFound, type Approved } from './domain/approved.ts';
import { approvedAt } from './facts.ts';
import { latestVersions } from './latest-versions.ts';
import { listed } from './domain.ts';
import type { Signable } from './signable.ts';

/**
 * Subjects that are signed, as they lie in the file of their service at a moment: by whom a version is approved, what happened
 * since, and until when it is valid. What nobody approved is not known. A fixed number of queries, however many.
 * @param sort what sort of artefact they are
 */
export async function signedArtefacts(
  tx: ReadTx,
  { signable, sort }: { readonly signable: Signable; readonly sort: string },
  of: { readonly service: string; readonly ids: readonly string[] },
  moment: Moment,
): Promise<Artefact[]> {
  if (of.ids.length === 0) return [];
  const [approved, latest] = await Promise.all([
    approvedAt(tx, signable, of.ids, moment),
    latestVersions(tx, signable.kind, [of.service], moment),
  ]);
  const signed = new Map(latest.map(({ subject, at }) => [subject, at]));
  return of.ids.flatMap((id) => {
    const one = approved.get(id);
    return one ? [artefactOf(one, { sort, since: signed.get(id) ?? null, now: moment.now })] : [];
  });
}

function artefactOf(
  approved: Approved,
  { sort, since, now }: { readonly sort: string; readonly since: Date | null; readonly now: Date },
): Artefact {
  const { title, href, version } = approved;
  return {
    sort,
    title,
    href,
    state: approvedFound(approved, now).says,
    verdict: verdictOf(version),
    owner: version && listed(version.said.by),
    since,
    until: version?.validUntil ?? null,
  };
}

/** What expired was met, and has lapsed: that is told by its date. */
function verdictOf(version: Approved['version']): Verdict {
  if (version === null) return 'not-known';
  const { void: isVoid, outOfDate, challenged } = version.kept;
  return isVoid || outOfDate || challenged ? 'not-met' : 'met';
}
