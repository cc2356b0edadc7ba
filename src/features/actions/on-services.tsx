import type { ReadTx } from '../../platform/database/database.ts';
import type { OnServices, ServiceOnPage } from '../../platform/feature.ts';
import { dateIn } from '../../platform/london-time.ts';
import { ActionsPanel } from './pages/panel.tsx';
import { counted } from '../../words/counting.ts';
import { canDo } from './seeing.ts';
import { countActions, listActions, openCounts, type Sought } from './store.ts';

/** How many open actions stand on the page of a service. */
const SHOWN = 5;

/** What actions show on pages of services: what is open, overdue first. */
export const onServices: OnServices = {
  line: async (tx, services, now) => {
    const counts = await openCounts(tx, services, dateIn(now));
    return new Map(counts.map(({ service, open, overdue }) => [service, lineOf(open, overdue)]));
  },
  panel: { place: 'beside', load: loadOpen },
};

async function loadOpen(tx: ReadTx, { reference, retired, actor, now }: ServiceOnPage) {
  const sought: Sought = {
    services: null,
    state: 'open',
    owner: null,
    service: reference,
    before: null,
    source: null,
    sort: 'due',
    descending: false,
  };
  const [actions, total] = await Promise.all([
    listActions(tx, sought, { offset: 0, limit: SHOWN }),
    countActions(tx, sought),
  ]);
  const mayAdd = !retired && actor.kind === 'person' && canDo(actor, { reference });
  return <ActionsPanel service={reference} actions={actions} total={total} today={dateIn(now)} mayAdd={mayAdd} />;
}

function lineOf(open: number, overdue: number): string {
  return `${counted(open, 'open action')}${overdue > 0 ? `, ${overdue.toLocaleString('en-GB')} overdue` : ''}.`;
}
