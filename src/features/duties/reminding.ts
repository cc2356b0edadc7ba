import { z } from 'zod';
import { anyCommand, command } from '../../platform/commands/command.ts';
import { execute } from '../../platform/commands/execute.ts';
import { servicesWhere, type Role } from '../../platform/commands/may.ts';
import type { JobGround } from '../../platform/feature.ts';
import { organisationIds } from '../../platform/jobs/cleaning-store.ts';
import type { Job } from '../../platform/jobs/job.ts';
import { standing } from '../../platform/sessions/sessions.ts';
import { reminderDue, type Reminder } from './domain/clocks.ts';
import { putReminder, runningDuties } from './open-store.ts';
import { reachedMembers } from './reached-store.ts';

/** Who is reminded of what runs, and who besides once it is nearly over. Who is asked after that, the arrangements for incidents say. */
const REMINDED: Readonly<Record<Reminder, readonly Role[]>> = {
  half: ['incident handler'],
  'four fifths': ['incident handler', 'clinical safety officer', 'deputy clinical safety officer'],
  overdue: ['incident handler', 'clinical safety officer', 'deputy clinical safety officer'],
};
/** Who is written to where nobody holds one of these roles. */
const INSTEAD: readonly Role[] = ['clinical safety officer', 'deputy clinical safety officer', 'product owner'];

/** A type, so that it is a result. */
type Reminded = { reminders: number; people: number };

/**
 * Reminds of what runs against a time: each step once, the last one alone where several passed, and one mail to each person,
 * which says that something waits and nothing of what.
 */
export const remindOfDuties = command({
  feature: 'duties',
  name: 'remindOfDuties',
  summary: 'Reminds of deadlines when half and four fifths of the time have gone, and when it is over',
  past: ['somebody was reminded of deadlines', 'people were reminded of deadlines # times'],
  input: z.strictObject({}),
  may: { roles: [], where: 'organisation', operator: true },
  subject: () => null,
  run: async (tx): Promise<Reminded> => {
    const due = (await runningDuties(tx)).flatMap((one) => {
      const step = reminderDue(one, tx.at);
      return step === null ? [] : [{ ...one, step }];
    });
    if (due.length === 0) return { reminders: 0, people: 0 };
    const members = (await reachedMembers(tx)).map((one) => ({ ...one, held: standing(one.grants, tx.at) }));
    const people = new Map<string, string>();
    for (const one of due) {
      putReminder(tx, one, one.step);
      const holding = (roles: readonly Role[]) =>
        members.filter(({ held }) => {
          const where = servicesWhere({ grants: held }, roles);
          return where === null || where.includes(one.service);
        });
      const reminded = holding(REMINDED[one.step]);
      for (const { id, address } of reminded.length > 0 ? reminded : holding(INSTEAD)) people.set(id, address);
    }
    for (const [person, address] of people)
      await tx.mail({ to: { person, address, policy: 'plain' }, template: 'waiting', path: '/deadlines' });
    return { reminders: due.length, people: people.size };
  },
});

/** Every ten minutes: reminds of deadlines, where there is something to remind of. Run twice, it finds nothing to do. */
export function remindOfDeadlines({ ground }: JobGround): Job {
  const { database, now } = ground;
  return {
    name: 'remind-of-deadlines',
    ids: [],
    schedule: '*/10 * * * *',
    lasts: 10 * 60,
    retries: 3,
    pause: 60,
    every: 30,
    run: async () => {
      for (const organisation of await database.platform(organisationIds)) {
        const running = await database.read(organisation, runningDuties);
        // Nothing is written where nothing is due: the ledger says what was done, and not that somebody looked.
        if (!running.some((one) => reminderDue(one, now()) !== null)) continue;
        await execute(ground, anyCommand(remindOfDuties), {}, { actor: { kind: 'system' }, organisation });
      }
    },
  };
}
