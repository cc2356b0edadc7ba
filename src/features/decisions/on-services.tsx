import { allows } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { OnServices, ServiceOnPage } from '../../platform/feature.ts';
import { dateIn } from '../../platform/london-time.ts';
import { counted } from '../../words/counting.ts';
import { countsOf, listAssumptions } from './assumption-store.ts';
import { KEEPS } from './fields.ts';
import { DecisionsPanel } from './pages/panel.tsx';
import { countDecisions, listDecisions } from './store.ts';

/** How many decisions stand on the page of a service. */
const SHOWN = 3;

/** What decisions and assumptions show on pages of services. */
export const onServices: OnServices = {
  line: async (tx, services) => {
    const counts = await countsOf(tx, services);
    return new Map(
      counts.map(({ service, open, foundFalse }) => [
        service,
        [
          foundFalse > 0 && `${counted(foundFalse, 'assumption was', 'assumptions were')} found false.`,
          open > 0 && `${counted(open, 'question')} to be decided.`,
        ]
          .filter((words) => words !== false)
          .join(' '),
      ]),
    );
  },
  panel: { place: 'beside', load: loadPanel },
};

async function loadPanel(tx: ReadTx, { id, reference, retired, actor, now }: ServiceOnPage) {
  const sought = { service: id, state: null, words: null, touches: null };
  const [decisions, total, assumptions] = await Promise.all([
    listDecisions(tx, sought, { offset: 0, limit: SHOWN }),
    countDecisions(tx, sought),
    listAssumptions(tx, { service: id, state: null }),
  ]);
  const mayAdd = !retired && allows(KEEPS, { actor, organisation: tx.organisation }, reference);
  return (
    <DecisionsPanel
      service={reference}
      decisions={decisions}
      total={total}
      assumptions={assumptions}
      today={dateIn(now)}
      mayAdd={mayAdd}
    />
  );
}
