import { rolesIn } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { OnServices, ServiceOnPage } from '../../platform/feature.ts';
import { dateIn } from '../../platform/london-time.ts';
import { FACILITATORS } from './fields.ts';
import { WorkshopsPanel } from './pages/panel.tsx';
import { listWorkshops, waitingIn } from './store.ts';

/** How many workshops stand on the page of a service: what is planned, and the last one. */
const SHOWN = 3;

/** What workshops show on pages of services: the latest, and how many drafts wait. */
export const onServices: OnServices = { panel: { place: 'beside', load: loadPanel } };

async function loadPanel(tx: ReadTx, { id, reference, retired, actor, now }: ServiceOnPage) {
  const [workshops, waiting] = await Promise.all([listWorkshops(tx, id, SHOWN), waitingIn(tx, id)]);
  const mayPlan =
    !retired && actor.kind === 'person' && rolesIn(actor, reference).some((role) => FACILITATORS.includes(role));
  return (
    <WorkshopsPanel service={reference} workshops={workshops} waiting={waiting} today={dateIn(now)} mayPlan={mayPlan} />
  );
}
