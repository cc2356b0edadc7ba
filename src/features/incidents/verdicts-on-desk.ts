import { servicesWhere } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { DeskItem, DeskOf } from '../../platform/feature.ts';
import { counted } from '../../words/counting.ts';
import { incidentsPath } from './domain.ts';
import { OFFICERS } from './fields.ts';
import { verdictsWaiting, type VerdictsWaiting } from './verdict-store.ts';

/** What waits for an officer: whether incidents undermine the safety case, proposed by whoever handles them. */
export async function verdictsOnDesk(
  tx: ReadTx,
  { actor, most }: DeskOf,
): Promise<{ readonly items: readonly DeskItem[]; readonly total: number }> {
  // One more than is shown: whether there are others is all that is said of them.
  const waiting = await verdictsWaiting(tx, servicesWhere(actor, OFFICERS), most + 1);
  return { items: waiting.slice(0, most).map(itemOf), total: waiting.length };
}

function itemOf({ service: { id, reference, name }, waiting, since }: VerdictsWaiting): DeskItem {
  const href = `${incidentsPath(reference)}/verdicts`;
  const one = waiting === 1;
  return {
    key: `case-verdicts:${id}`,
    mark: { verdict: 'not-known' },
    sentence: {
      so: [`Whether ${counted(waiting, 'incident')} ${one ? 'undermines' : 'undermine'} the safety case is not known`],
      because: [`${one ? 'an answer is' : 'answers are'} proposed, and nobody has signed ${one ? 'it' : 'them'}`],
      clears: ['A signature by the clinical safety officer or a deputy clears it.'],
    },
    service: { reference, name },
    since,
    due: null,
    action: { text: one ? 'Read and sign the answer' : 'Read and sign the answers', href },
  };
}
