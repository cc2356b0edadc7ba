import { servicesWhere } from '../../platform/commands/may.ts';
import type { DeskItem, OnDesk } from '../../platform/feature.ts';
import { sayDateTime } from '../../words/london-clock.ts';
import { packInForce } from './pack.ts';
import { dayIn } from '../../words/days.ts';
import { dutyOf, type Pack } from './domain/pack.ts';
import { dutiesPath } from './domain/saying.ts';
import { DOERS } from './fields.ts';
import { boardRows, type BoardRow } from './open-store.ts';

/** What duties put on a desk: what is owed of an incident, for whoever sees to it. What has no time is wanted now. */
export const onDesk: OnDesk = {
  load: async (tx, { actor, most, now }) => {
    const services = servicesWhere(actor, DOERS);
    if (services !== null && services.length === 0) return { items: [], total: 0 };
    const pack = packInForce(dayIn(now));
    const asked = { services, standings: ['owed', 'follow-up'] as const, until: null };
    // One more than is shown: whether there are others is all that is said of them.
    const rows = await boardRows(tx, asked, { offset: 0, limit: most + 1 });
    return { items: rows.slice(0, most).map((one) => itemOf(pack, one, now)), total: rows.length };
  },
};

function itemOf(pack: Pack, one: BoardRow, now: Date): DeskItem {
  const path = `${dutiesPath(one.service.reference, one.reference)}#${one.duty}`;
  const duty = dutyOf(pack, one.duty);
  const by = one.due ?? one.target;
  const isOverdue = one.due !== null && one.due < now;
  const name = { text: duty?.title ?? one.duty, href: path };
  return {
    key: `duty:${one.case}:${one.duty}`,
    mark: isOverdue ? { verdict: 'not-met' } : { words: one.standing === 'follow-up' ? 'Follow-up' : 'To be told' },
    sentence: {
      so: [name, one.standing === 'follow-up' ? ' owes a follow-up' : ' is owed', ` for ${one.reference}`],
      because:
        one.standing === 'follow-up'
          ? ['a fact that was reported has been corrected since']
          : [`the facts of the incident say so (${one.limit}${by ? limitWords(one) : ''})`],
      clears: ['Recording that it was sent, or a dismissal with a reason, clears it.'],
    },
    service: { reference: one.service.reference, name: one.service.name },
    since: one.started,
    // A target of ours that has passed makes nothing overdue: it is wanted now, and the sentence says since when.
    due: one.due ?? (by !== null && by > now ? by : null),
    action: { text: 'See what to send', href: path },
  };
}

function limitWords({ due, target }: BoardRow): string {
  return due ? `: by ${sayDateTime(due)}` : `; our target, not law: ${sayDateTime(target!)}`;
}
