import { z } from 'zod';
import { command } from '../../platform/commands/command.ts';
import { line } from '../../platform/commands/fields.ts';
import { ROLES, TEAM, type Role } from '../../platform/commands/may.ts';
import { Conflict, InputProblem } from '../../platform/commands/problems.ts';
import { livingService } from '../services/index.ts';
import { ARRANGES, serviceField, versionField } from './fields.ts';
import { arrangementsOf, putArrangements } from './targets-store.ts';

/** Hours, to a quarter: what a form asks for. They are kept in minutes. */
const hours = (example: string) =>
  z.coerce
    .number(`Give the time in hours: ${example}.`)
    .min(0.25, 'Give at least a quarter of an hour.')
    .max(366 * 24, 'Give at most a year.')
    .multipleOf(0.25, 'Give whole hours, or quarters: 1.5.')
    .describe(`In hours: ${example}`);

const roleField = z
  .enum(ROLES, 'Choose a role.')
  .refine((role) => TEAM.includes(role), 'Choose a role of the team: an assessor handles nothing.');

export const arrangeIncidents = command({
  feature: 'incidents',
  name: 'arrangeIncidents',
  summary:
    'Says who acknowledges reports, whom to reach outside hours, by when each stage has to be reached, and who is asked where it is not',
  past: ['the arrangements for incidents were changed', 'the arrangements for incidents were changed # times'],
  input: z.strictObject({
    service: serviceField,
    version: versionField,
    acknowledges: roleField.describe('The role that acknowledges'),
    outOfHours: line(200, 'Say whom to reach outside hours: a role, or a person.'),
    reached: line(200, 'Say how they are reached: a number of the hospital’s exchange, a bleep, a rota.'),
    acknowledgeWithin: hours('4'),
    triageWithin: hours('24 for a day'),
    safeWithin: hours('48 for two days'),
    closeWithin: hours('1440 for sixty days'),
    ladder: z
      .array(roleField)
      .min(1, 'Choose at least one role that is asked where a time was missed.')
      .max(5, 'Choose at most five roles.')
      .describe('Roles, the one first that is asked first'),
  }),
  may: ARRANGES,
  subject: () => null,
  run: async (tx, _actor, input): Promise<{ id: string; service: string; version: number }> => {
    const service = await livingService(tx, input.service);
    const before = (await arrangementsOf(tx, [service.id])).get(service.id) ?? null;
    if ((before?.version ?? 0) !== input.version)
      throw new Conflict(
        'Somebody changed the arrangements while you were here. Look at them as they stand now.',
        {},
        before?.version ?? 0,
      );
    const targets = {
      acknowledge: input.acknowledgeWithin * 60,
      triage: input.triageWithin * 60,
      safe: input.safeWithin * 60,
      close: input.closeWithin * 60,
    };
    if (targets.triage < targets.acknowledge)
      throw new InputProblem([
        { field: 'triageWithin', message: 'Give triage at least as long as acknowledging: it comes after it.' },
      ]);
    const ladder = input.ladder.filter((role, place): role is Role => input.ladder.indexOf(role) === place);
    const id = before?.id ?? tx.newId();
    putArrangements(tx, {
      id,
      service: service.id,
      acknowledges: input.acknowledges,
      outOfHours: input.outOfHours,
      reached: input.reached,
      targets,
      ladder,
    });
    return { id, service: service.reference, version: tx.seq };
  },
});
