import type { Ground } from '../commands/execute.ts';
import { endOldSessions } from '../sessions/sessions.ts';
import { sweepProviders } from '../providers/store.ts';
import { cleanOrganisation, organisationIds } from './cleaning-store.ts';
import type { Job } from './job.ts';

/** How long an answer is given again to whoever sends the same, and mail waits that nobody takes. */
const KEPT = 30 * 24 * 60 * 60 * 1000;

/**
 * Every night: sessions and sign-in links that are over, and what was kept for thirty days. As the app's own role, which
 * may do all of this, one organisation after the other.
 */
export function cleaning({ database, now }: Pick<Ground, 'database' | 'now'>): Job {
  return {
    name: 'clean',
    ids: [],
    schedule: '40 3 * * *',
    lasts: 60 * 60,
    retries: 3,
    pause: 60,
    every: 30,
    run: async () => {
      await endOldSessions({ database, now });
      await database.platform((tx) => sweepProviders(tx, now()));
      const before = new Date(now().getTime() - KEPT);
      for (const organisation of await database.platform(organisationIds))
        await database.write(organisation, (tx) => cleanOrganisation(tx, before));
    },
  };
}
