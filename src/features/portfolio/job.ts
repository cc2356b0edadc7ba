import type { JobGround } from '../../platform/feature.ts';
import type { Job } from '../../platform/jobs/job.ts';
import { organisationIds } from '../../platform/jobs/cleaning-store.ts';
import { workOut } from './summaries.ts';

/** Every minute: works out how services stand that changed, so that nobody waits for it on a page. Run twice, it finds nothing to do. */
export function workOutSummaries({ ground }: JobGround): Job {
  return {
    name: 'work-out-summaries',
    ids: [],
    schedule: '* * * * *',
    lasts: 15 * 60,
    retries: 1,
    pause: 60,
    every: 10,
    run: async () => {
      for (const organisation of await ground.database.platform(organisationIds))
        await workOut(ground.database, organisation, ground.kinds.assessed, ground.now);
    },
  };
}
