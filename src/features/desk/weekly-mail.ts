import type { JobGround } from '../../platform/feature.ts';
import type { Job } from '../../platform/jobs/job.ts';
import { organisationIds } from '../../platform/jobs/cleaning-store.ts';
import { standing } from '../../platform/sessions/sessions.ts';
import { countWaiting } from './collecting.ts';
import { isMailDue } from './domain.ts';
import { mailedMembers, noteMailed, type MailedRow } from './mail-store.ts';

/**
 * On Monday mornings: a mail to everybody on whose desk something waits, and who has not switched it off. It says that
 * something waits, and nothing of what. One after the other: nobody waits for it.
 */
export function weeklyMail({ ground, onDesk, mail }: JobGround): Job {
  const { database, now, kinds } = ground;

  async function write(organisation: string, { id, name, address, grants, mailedAt }: MailedRow): Promise<void> {
    const at = now();
    const held = standing(grants, at);
    // Whose last role has ended no longer belongs here.
    if (held.length === 0) return;
    const actor = { kind: 'person', id, name, organisation, grants: held } as const;
    const waiting = await database.read(organisation, (tx) =>
      countWaiting(tx, onDesk, { actor, now: at, gate: kinds.gate, sealing: ground.sealing }),
    );
    if (!isMailDue({ wanted: true, waiting, mailedAt }, at)) return;
    // Both or neither: a job that is cut short goes on with whoever was not written to.
    await database.write(organisation, async (tx) => {
      await mail().send(tx, { to: { person: id, address, policy: 'plain' }, template: 'waiting', path: '/' });
      await noteMailed(tx, id, at);
    });
  }

  return {
    name: 'weekly-mail',
    ids: [],
    schedule: '0 7 * * 1',
    lasts: 60 * 60,
    retries: 3,
    pause: 60,
    every: 30,
    run: async () => {
      for (const organisation of await database.platform(organisationIds))
        for (const member of await database.read(organisation, mailedMembers)) await write(organisation, member);
    },
  };
}
