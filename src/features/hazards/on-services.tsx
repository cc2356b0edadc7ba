import type { VNode } from 'preact';
import type { ReadTx } from '../../platform/database/database.ts';
import type { OnServices, ServiceOnPage } from '../../platform/feature.ts';
import type { Words } from '../../words/sentence.ts';
import { signing, signingPages } from '../approvals/index.ts';
import { logsIn, logsOf, openHazardCounts } from './list-store.ts';
import { LogsPanel } from './pages/panel.tsx';
import { logRecords } from './queries.ts';
import { hazardLog } from './signing.ts';

// Nothing that is shown here asks for the time.
const NOW = { seq: null, now: new Date(0) };

const NO_LOG: Words = ['No log yet. ', { text: 'Take one in', href: '/check' }];

/** What hazard logs show on pages of services: the logs of one, and how many hazards stand open in each. */
export const onServices: OnServices = {
  column: {
    heading: 'Hazards',
    load: async (tx, services) => {
      const counts = await openHazardCounts(tx, services);
      return new Map([...counts].map(([service, open]) => [service, open === null ? NO_LOG : `${open} open`]));
    },
  },
  line: async (tx, services, now) => {
    const [counts, logs, { shortLines }] = await Promise.all([
      openHazardCounts(tx, services),
      logsIn(tx, services),
      signing(),
    ]);
    const approvals = await shortLines(
      tx,
      hazardLog,
      logs.map(({ id }) => id),
      now,
    );
    return new Map(
      [...counts].map(([service, open]) => [
        service,
        open === null
          ? 'No hazard log yet.'
          : [
              ...logs.flatMap((log) => (log.service === service ? (approvals.get(log.id) ?? []) : [])),
              `${open} ${open === 1 ? 'hazard' : 'hazards'} open.`,
            ].join(' '),
      ]),
    );
  },
  panel: {
    place: 'leads',
    load: async (tx, service) => {
      const { id, reference } = service;
      const [logs, lines] = await Promise.all([logRecords(tx, id, NOW), approvalsOfLogs(tx, service)]);
      return <LogsPanel service={reference} logs={logs} approvals={lines} />;
    },
  },
};

/** How each log stands beside its signatures, by its number. */
async function approvalsOfLogs(tx: ReadTx, { id, retired, actor, now }: ServiceOnPage) {
  if (retired) return new Map<number, VNode>();
  const { approvalOnPage } = await signingPages();
  const logs = await logsOf(tx, id, NOW);
  const lines = await Promise.all(
    logs.map(async (log) => [log.number, await approvalOnPage(tx, hazardLog, log.id, { actor, now })] as const),
  );
  return new Map(lines.flatMap(([number, line]) => (line ? [[number, line] as const] : [])));
}
