import { servicesWhere } from '../../platform/commands/may.ts';
import type { DeskItem, OnDesk } from '../../platform/feature.ts';
import { dateIn, endOfDay } from '../../platform/london-time.ts';
import { dayAfter, type Day } from '../../words/days.ts';
import { signing } from '../approvals/index.ts';
import { DUE_SOON, nextDue, processPath, runSentence, runStanding, unwritten, unwrittenSentence } from './domain.ts';
import { RUNS } from './fields.ts';
import { processSignable } from './signing.ts';
import { waitingProcesses, type StoredProcess } from './store.ts';
import { templateOf } from './templates.ts';

const signatures = (await signing()).signaturesOnDesk(processSignable);

/** What processes put on a desk: those that await a signature, and those that their owner has to run. */
export const onDesk: OnDesk = {
  load: async (tx, desk) => {
    const { actor, now, most } = desk;
    const today = dateIn(now);
    const [signed, waiting] = await Promise.all([
      signatures(tx, desk),
      waitingProcesses(
        tx,
        { owner: actor.id, services: servicesWhere(actor, RUNS.roles), by: dayAfter(today, DUE_SOON) },
        // One more than is shown: whether there are others is all that is said of them.
        most + 1,
      ),
    ]);
    return {
      items: [...signed.items, ...waiting.slice(0, most).map((one) => itemOf(one, today))],
      total: signed.total + waiting.length,
    };
  },
};

function itemOf(one: StoredProcess, today: Day): DeskItem {
  const parts = unwritten(one, templateOf(one.key));
  const run = runSentence(one, { last: one.last, unwritten: parts }, today);
  const path = processPath(one.service.reference, one.key);
  const due = nextDue(one, one.last);
  const standing = runStanding(one, one.last, today);
  return {
    key: `process:${one.id}`,
    mark: standing === 'overdue' ? { verdict: 'not-met' } : { words: 'Your process' },
    sentence: run ?? unwrittenSentence(one, parts)!,
    service: { reference: one.service.reference, name: one.service.name },
    since: null,
    due: due === null ? null : endOfDay(due),
    // Who runs it need not be who writes it: its page has the way on for both.
    action: run ? { text: 'Record a run', href: `${path}/runs/new` } : { text: 'Open the process', href: path },
  };
}
