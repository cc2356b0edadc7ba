import { rolesIn } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { OnServices, ServiceOnPage } from '../../platform/feature.ts';
import { dateIn } from '../../platform/london-time.ts';
import { counted } from '../../words/counting.ts';
import { FACILITATORS } from './fields.ts';
import { WorkshopsPanel } from './pages/panel.tsx';
import { listWorkshops, waitingInEach } from './store.ts';

/** How many workshops stand on the page of a service: what is planned, and the last one. */
const SHOWN = 3;

/** What workshops show on pages of services: the latest, and how many drafts wait. */
export const onServices: OnServices = {
  line: async (tx, services) => {
    const counts = await waitingInEach(tx, services);
    return new Map(
      counts.map(({ service, waiting }) => [
        service,
        `${counted(waiting, 'draft hazard')} of a workshop ${waiting === 1 ? 'waits' : 'wait'} for triage.`,
      ]),
    );
  },
  panel: { place: 'beside', load: loadPanel },
};

async function loadPanel(tx: ReadTx, { id, reference, retired, actor, now }: ServiceOnPage) {
  const [workshops, waiting] = await Promise.all([listWorkshops(tx, id, SHOWN), waitingInEach(tx, [id])]);
  const mayPlan =
    !retired && actor.kind === 'person' && rolesIn(actor, reference).some((role) => FACILITATORS.includes(role));
  return (
    <WorkshopsPanel
      service={reference}
      workshops={workshops}
      waiting={waiting[0]?.waiting ?? 0}
      today={dateIn(now)}
      mayPlan={mayPlan}
    />
  );
}
