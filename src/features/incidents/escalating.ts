import { z } from 'zod';
import { anyCommand, command } from '../../platform/commands/command.ts';
import { execute } from '../../platform/commands/execute.ts';
import { rolesIn, type Role } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { JobGround } from '../../platform/feature.ts';
import { organisationIds } from '../../platform/jobs/cleaning-store.ts';
import type { Job } from '../../platform/jobs/job.ts';
import { standing } from '../../platform/sessions/sessions.ts';
import { overdueDuties } from '../duties/index.ts';
import { clocksOf, DEFAULT_LADDER, DEFAULT_TARGETS, stepsDue, stepsOver } from './domain.ts';
import { openIncidents, putEscalation, reachableMembers, stepsAsked, type Asked } from './escalation-store.ts';
import { arrangementsOf } from './targets-store.ts';

/** A role that is to be asked about an incident, because a stage is overdue, or a report to others. */
interface Asking {
  readonly incident: string;
  readonly service: string;
  readonly target: Asked;
  readonly step: number;
  readonly role: Role;
}

/** Who is to be asked now and was not yet, about what. Four queries, however many incidents. */
async function askingDue(tx: ReadTx, now: Date): Promise<readonly Asking[]> {
  const [incidents, arrangements, asked, overdue] = await Promise.all([
    openIncidents(tx),
    arrangementsOf(tx, null),
    stepsAsked(tx),
    overdueDuties(tx, now),
  ]);
  const byCase = Map.groupBy(overdue, (one) => one.case);
  return incidents.flatMap((incident) => {
    const arranged = arrangements.get(incident.service.id);
    const targets = arranged?.targets ?? DEFAULT_TARGETS;
    const ladder: readonly Role[] = arranged?.ladder ?? DEFAULT_LADDER;
    const steps = (target: Asked, due: number): Asking[] => {
      const before = asked.get(`${incident.id} ${target}`) ?? 0;
      return ladder.slice(before, due).map((role, place) => ({
        incident: incident.id,
        service: incident.service.reference,
        target,
        step: before + place + 1,
        role,
      }));
    };
    return [
      ...clocksOf(incident, targets, now).flatMap((clock) =>
        steps(clock.target, stepsDue(clock, targets[clock.target], ladder.length, now)),
      ),
      // What a limit was missed of goes up as quickly as what nobody acknowledged.
      ...(byCase.get(incident.id) ?? []).flatMap(({ duty, due }) =>
        steps(`duty:${duty}`, stepsOver(due, targets.acknowledge, ladder.length, now)),
      ),
    ];
  });
}

export const escalateIncidents = command({
  feature: 'incidents',
  name: 'escalateIncidents',
  summary:
    'Asks the next role of the ladder about incidents whose time ran out, by a mail that says only that something waits',
  past: ['overdue incidents were escalated', 'overdue incidents were escalated # times'],
  input: z.strictObject({}),
  may: { roles: [], where: 'organisation', operator: true },
  subject: () => null,
  run: async (tx): Promise<{ asked: number; mails: number }> => {
    const asking = await askingDue(tx, tx.at);
    if (asking.length === 0) return { asked: 0, mails: 0 };
    for (const one of asking) putEscalation(tx, one);
    const members = (await reachableMembers(tx)).map(({ grants, ...member }) => ({
      ...member,
      grants: standing(grants, tx.at),
    }));
    // Whoever is asked about several gets one mail: it says the same.
    const to = members.filter(({ grants }) =>
      asking.some(({ service, role }) => rolesIn({ grants }, service).includes(role)),
    );
    let mails = 0;
    for (const { id, address } of to)
      if (await tx.mail({ to: { person: id, address, policy: 'plain' }, template: 'waiting', path: '/' })) mails += 1;
    return { asked: asking.length, mails };
  },
});

/** Every five minutes: asks whoever has to be asked. Run twice, it finds nobody to ask. */
export function escalateJob({ ground }: JobGround): Job {
  return {
    name: 'escalate-incidents',
    ids: [],
    schedule: '*/5 * * * *',
    lasts: 5 * 60,
    retries: 1,
    pause: 60,
    every: 30,
    run: async () => {
      for (const organisation of await ground.database.platform(organisationIds)) {
        // Looked at before anything is locked: where nobody is to be asked, nothing is written.
        const due = await ground.database.read(organisation, (tx) => askingDue(tx, ground.now()));
        if (due.length > 0)
          await execute(ground, anyCommand(escalateIncidents), {}, { actor: { kind: 'system' }, organisation });
      }
    },
  };
}
