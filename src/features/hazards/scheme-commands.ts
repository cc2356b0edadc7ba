import { z } from 'zod';
import { command } from '../../platform/commands/command.ts';
import { paragraph } from '../../platform/commands/fields.ts';
import { Conflict, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { serviceField } from './queries.ts';
import { JUDGES } from './rate-commands.ts';
import { logInMove, putMove, schemesOffered } from './scheme-move-store.ts';
import { serviceNamed } from './service-store.ts';
import { logsOf } from './write-store.ts';

/** What changing the scheme of a log answers. */
type Migrated = { id: string; log: number; scheme: string; moved: number; asksAgain: number; unknown: number };

export const migrateScheme = command({
  feature: 'hazards',
  name: 'migrateScheme',
  summary: 'Rates a hazard log by another risk scheme: every rating is looked up anew',
  past: ['a hazard log was moved to another risk scheme', 'hazard logs were moved to another risk scheme # times'],
  input: z.strictObject({
    service: serviceField,
    log: z.coerce.number('Give the number of the log, such as 1.').int().min(1).max(1_000_000),
    /** The scheme and its version, as the page of the move has it: NHS-DCB-5x5@3f1c09ab. */
    scheme: z.string('Say which scheme, with its version.').min(1, 'Choose the scheme.').max(200),
    reason: paragraph(4_000, 'Say why the log is rated by another scheme.'),
    version: z.coerce.number('Send the entry up to which you saw the ratings of the log.').int().min(1),
  }),
  may: { roles: JUDGES, where: 'service' },
  subject: (_input, { id }: Migrated) => ({ kind: 'hazard-log', id }),
  run: async (tx, _actor, input): Promise<Migrated> => {
    const service = await serviceNamed(tx, input.service, { seq: null, now: tx.at });
    if (service.retired)
      throw new NotPossible(`${service.reference} is retired. To change its hazard log, take it up again first.`);
    const now = (await logsOf(tx, service.id)).find((one) => one.number === input.log);
    if (!now) throw new NotFound('There is no such hazard log.');
    const offered = (await schemesOffered(tx, service.id, now.scheme)).find((one) => one.version === input.scheme);
    if (!offered)
      throw new InputProblem([
        {
          field: 'scheme',
          message:
            'Choose the NHS 5 by 5, or a scheme that a log of this service has or had, and that this log has not.',
        },
      ]);
    const move = (await logInMove(tx, service.id, input.log, offered.scheme))!;
    if (input.version >= tx.seq)
      throw new NotPossible('Nobody can have seen these ratings yet. Look at them again. Nothing was changed.');
    if (move.version > input.version)
      throw new Conflict(
        'Somebody changed ratings of this log while you were here. Look at what would move again.',
        {},
        move.version,
      );
    // Its words are with the entry, and nowhere else.
    tx.text(input.reason);
    await putMove(tx, service.id, move, offered.scheme);
    const living = move.ratings.filter(({ retired }) => !retired);
    return {
      id: move.log.id,
      log: input.log,
      scheme: input.scheme,
      moved: living.filter(({ moved }) => moved.moves).length,
      asksAgain: living.filter(({ moved }) => moved.asksAgain).length,
      unknown: living.filter(({ moved }) => moved.unknown.length > 0).length,
    };
  },
});
