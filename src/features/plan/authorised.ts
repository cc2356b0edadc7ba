import type { ReadTx } from '../../platform/database/database.ts';
import { signing } from '../approvals/index.ts';
import { authorisedBy, type Authorised, type Matter } from './domain.ts';
import { planSignable } from './signing.ts';
import { plansOf } from './store.ts';

/** Who may authorise a matter, by the version of a plan that was approved last and is not void. @param service its id */
export async function authorisedFor(
  tx: ReadTx,
  service: string,
  matter: Matter,
): Promise<readonly Authorised[] | null> {
  const { approvedAt, latestVersions } = await signing();
  const now = { seq: null, now: new Date(0) };
  const [approved] = await latestVersions(tx, planSignable.kind, [service], now);
  if (!approved) return null;
  const [standing, [version]] = await Promise.all([
    approvedAt(tx, planSignable, [approved.subject], now),
    plansOf(tx, [service], { seq: approved.seq, now: approved.at }),
  ]);
  if (!version || standing.get(approved.subject)?.version?.kept.void !== false) return null;
  return authorisedBy(version.authorises, matter);
}
