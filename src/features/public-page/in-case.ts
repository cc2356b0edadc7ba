import type { OnServices } from '../../platform/feature.ts';
import { sayDate } from '../../platform/london-time.ts';
import { behindOf, fallenOf, teamPath } from './domain.ts';
import { keptDocument, liveState } from './making.ts';
import { editionsOf, pageOf } from './store.ts';

/** The line of the public page in the part on the safety case of a service's page. */
export const onServices: OnServices = {
  inCase: async (tx, { id, reference, now }) => {
    const text = 'Public page';
    const href = teamPath(reference);
    const [page, [latest]] = await Promise.all([pageOf(tx, id), editionsOf(tx, id, 1)]);
    if (!page || !latest) return { text, href, says: ['Not published. Nobody outside sees anything of this service.'] };
    if (!page.published) return { text, href, says: [`Withdrawn on ${sayDate(page.since)}.`] };
    const [shown, live] = await Promise.all([keptDocument(tx, latest), liveState(tx, id, now)]);
    const differs = [...behindOf(shown, live), ...fallenOf(shown, live)];
    const state =
      differs.length === 0 ? 'It shows what is approved.' : `What it shows is not what stands: ${differs.join('; ')}.`;
    return { text, href, says: [`Published last on ${sayDate(latest.at)}. ${state}`] };
  },
};
