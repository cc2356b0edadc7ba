import type { ReadTx } from '../../../platform/database/database.ts';
import type { Moment } from '../../../platform/ledger/moment-store.ts';
import type { AssessedService } from '../../../rules/checks.ts';
import type { FeedbackFacts } from './checks.ts';
import { toldIn } from './feedback-store.ts';

/** How those stand who reported something in these services. One query. */
export async function factsOfFeedback(
  tx: ReadTx,
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, FeedbackFacts>> {
  const rows = await toldIn(
    tx,
    services.map(({ id }) => id),
    moment,
  );
  return new Map(
    services.map(({ id }) => {
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
