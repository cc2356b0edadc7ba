import { servicesWhere } from '../../platform/commands/may.ts';
import type { DeskItem, OnDesk } from '../../platform/feature.ts';
import { sayDate } from '../../platform/london-time.ts';
import { behindOf, fallenOf, teamPath, WHAT_CLEARS } from './domain.ts';
import { OFFICERS } from './fields.ts';
import { keptDocument, liveState } from './making.ts';
import { editionsOf, publishedPages } from './store.ts';

/**
 * Pages that are looked at for one desk, those first that were published longest ago. One of an officer with more of them says how it
 * stands on itself, in its room and in its service, and not here.
 */
const MOST_LOOKED_AT = 10;

/** What is public and no longer what stands, for the officers who can put it right. */
export const onDesk: OnDesk = {
  load: async (tx, { actor, now, most }) => {
    const services = servicesWhere(actor, OFFICERS);
    if (services?.length === 0) return { items: [], total: 0 };
    const pages = await publishedPages(tx, services, MOST_LOOKED_AT);
    const items = await Promise.all(
      pages.map(async ({ service }): Promise<DeskItem | null> => {
        const [edition] = await editionsOf(tx, service.id, 1);
        if (!edition) return null;
        const [shown, live] = await Promise.all([keptDocument(tx, edition), liveState(tx, service.id, now)]);
        const differs = [...behindOf(shown, live), ...fallenOf(shown, live)];
        if (differs.length === 0) return null;
        const path = teamPath(service.reference);
        return {
          key: `public-page:${edition.id}`,
          mark: { words: 'Public page' },
          sentence: {
            so: [{ text: 'The public page', href: path }, ` of ${service.name} does not show what stands`],
            because: [`it was published on ${sayDate(edition.at)}, and ${differs.join('; ')}`],
            clears: [WHAT_CLEARS],
          },
          service: { reference: service.reference, name: service.name },
          since: edition.at,
          due: null,
          action: { text: 'Look at the public page', href: path },
        };
      }),
    );
    const found = items.filter((item) => item !== null);
    return { items: found.slice(0, most), total: found.length };
  },
};
