import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { AssessedService } from '../../rules/checks.ts';
import type { LiveRelease, RegisterFacts } from './checks.ts';
import { liveReleases, type LiveRow } from './record-store.ts';

/** What is known of the releases of services that are live, at a moment. A service without any is not there. One query. */
export async function factsOfRegister(
  tx: ReadTx,
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, Partial<RegisterFacts>>> {
  const rows = await liveReleases(
    tx,
    services.map(({ id }) => id),
    moment,
  );
  return new Map(
    [...Map.groupBy(rows, ({ service }) => service)].map(([service, own]) => {
      const [latest, ...others] = own as [LiveRow, ...LiveRow[]];
      const { version, total, unsaid } = latest;
      return [
        service,
        {
          live: [seen(latest), ...others.map(seen)] as const,
          ...(total !== null && { components: { version, total, unsaid: unsaid ?? total } }),
        },
      ];
    }),
  );
}

function seen({ version, configuration, components, impactAt, same, lookedAt, agreed }: LiveRow): LiveRelease {
  return {
    version,
    configuration,
    components,
    impact: impactAt === null ? null : { at: impactAt, same: same === true, lookedAt: lookedAt === true, agreed },
  };
}
