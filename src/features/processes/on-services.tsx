import { allows } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { OnServices, ServiceOnPage } from '../../platform/feature.ts';
import { dateIn } from '../../platform/london-time.ts';
import { counted } from '../../words/counting.ts';
import type { Day } from '../../words/days.ts';
import { besideTheList, runStanding } from './domain.ts';
import { WRITES } from './fields.ts';
import { ProcessesPanel } from './pages/panel.tsx';
import { factsOf } from './reading.ts';
import { processesOf, type StoredProcess } from './store.ts';
import { processTemplates } from './templates.ts';

/** What processes show on pages of services. */
export const onServices: OnServices = {
  line: async (tx, services, now) => {
    const byService = Map.groupBy(await processesOf(tx, services), ({ service }) => service.id);
    return new Map(
      [...byService].flatMap(([service, processes]) => {
        const words = lineOf(processes, dateIn(now));
        return words === '' ? [] : [[service, words] as const];
      }),
    );
  },
  panel: { place: 'beside', load: loadPanel },
};

/** "2 processes are overdue. 1 process was never run." */
function lineOf(processes: readonly StoredProcess[], today: Day): string {
  const inUse = processes.filter(({ state }) => state === 'in use').map((one) => runStanding(one, one.last, today));
  const late = inUse.filter((one) => one === 'late' || one === 'overdue').length;
  const never = inUse.filter((one) => one === 'never').length;
  return [
    late > 0 && `${counted(late, 'process is', 'processes are')} overdue.`,
    never > 0 && `${counted(never, 'process was', 'processes were')} never run.`,
  ]
    .filter((words) => words !== false)
    .join(' ');
}

async function loadPanel(tx: ReadTx, { id, reference, retired, actor, now }: ServiceOnPage) {
  const { there, missing } = besideTheList(await processesOf(tx, [id]), processTemplates());
  const facts = await factsOf(tx, there, { seq: null, now });
  return (
    <ProcessesPanel
      service={reference}
      facts={facts}
      missing={missing.length}
      today={dateIn(now)}
      mayWrite={!retired && allows(WRITES, { actor, organisation: tx.organisation }, reference)}
    />
  );
}
