import type { ReadTx } from '../../../platform/database/database.ts';
import type { Moment } from '../../../platform/ledger/moment-store.ts';
import type { AssessedService } from '../../../rules/checks.ts';
import type { FeedbackFacts } from './checks.ts';
import { logsKept } from '../targets-store.ts';
import { toldIn } from './feedback-store.ts';

/** How those stand who reported something in these services; nothing, where the log is kept elsewhere. Two queries. */
export async function factsOfFeedback(
  tx: ReadTx,
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, Partial<FeedbackFacts>>> {
  const ids = services.map(({ id }) => id);
  const [rows, kept] = await Promise.all([toldIn(tx, ids, moment), logsKept(tx, ids, moment)]);
  return new Map(
    ids.map((id) => {
      if (!kept.has(id)) return [id, {}];
      const own = rows.filter(({ service }) => service === id);
      const waiting = own.filter(({ answeredAt }) => answeredAt === null);
      const [oldest = null] = waiting;
      return [
        id,
        {
          told: {
            reports: own.length,
            waiting: waiting.length,
            oldest: oldest && { incident: oldest.incident, at: oldest.at },
          },
        },
      ];
    }),
  );
}
