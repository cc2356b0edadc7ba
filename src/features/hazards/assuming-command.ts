import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { paragraph } from '../../platform/commands/fields.ts';
import { labelOf } from '../../platform/commands/may.ts';
import { Conflict, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { assumptionNumber, assumptionReference, assumptionsOf, type Assumption } from '../decisions/index.ts';
import { assumedBy, putAssumed } from './assuming-store.ts';
import { hazardNumber, hazardReference } from './domain.ts';
import { hazardField, serviceField } from './queries.ts';
import { serviceNamed } from './service-store.ts';
import { residualsOf } from './standing-store.ts';

/** A type, so that it is a result. */
type Rested = { id: string; hazard: string; assumptions: string[]; version: number };

const MOST = 50;

/**
 * The assumptions of a service that a rating can rest on, by their references.
 * @throws InputProblem where there is none of that number, or one that is not held
 */
export async function assumptionsNamed(
  tx: CommandTx,
  service: string,
  references: readonly string[],
): Promise<readonly Assumption[]> {
  if (references.length === 0) return [];
  const all = new Map((await assumptionsOf(tx, service)).map((one) => [one.number, one]));
  const numbers = [...new Set(references.map((reference) => assumptionNumber(reference)))];
  const problems = numbers.flatMap((number) => {
    const found = number === null ? undefined : all.get(number);
    const named = number === null ? 'such assumption' : `assumption ${assumptionReference(number)}`;
    if (!found) return [`There is no ${named} in this service.`];
    if (found.state === 'held') return [];
    return [
      `${assumptionReference(found.number)} ${found.state === 'found false' ? 'was found false' : 'is no longer needed'}, so that no rating can rest on it. Take it out, or say first that it is held.`,
    ];
  });
  if (problems.length > 0) throw new InputProblem(problems.map((message) => ({ field: 'assumptions', message })));
  return numbers.map((number) => all.get(number!)!);
}

export const restOnAssumptions = command({
  feature: 'hazards',
  name: 'restOnAssumptions',
  summary: 'Says on which assumptions the residual rating of a hazard rests: a new rating of yours, at the same level',
  past: [
    'a rating was said to rest on assumptions, or no longer to',
    'ratings were said to rest on assumptions, or no longer to, # times',
  ],
  input: z.strictObject({
    service: serviceField,
    hazard: hazardField,
    version: z.coerce.number('Send the version of the rating that you saw.').int().min(1),
    assumptions: z
      .array(
        z
          .string()
          .refine((text) => assumptionNumber(text) !== null, 'Give the number of an assumption, such as ASM-2.'),
        'Choose the assumptions that it rests on.',
      )
      .max(MOST, `Choose at most ${MOST} assumptions.`)
      .describe('All that it rests on from now on; none, where it rests on none any more'),
    reason: paragraph(4_000, 'Say why what remains is as it was rated, given these assumptions.'),
  }),
  may: { roles: ['clinical safety officer', 'deputy clinical safety officer'], where: 'service' },
  subject: (_input, { id }: Rested) => ({ kind: 'hazard', id }),
  run: async (tx, actor, input): Promise<Rested> => {
    const service = await serviceNamed(tx, input.service, { seq: null, now: tx.at });
    if (service.retired)
      throw new NotPossible(`${service.reference} is retired. To rate its hazards, take it up again first.`);
    const number = hazardNumber(input.hazard)!;
    const hazard = hazardReference(number);
    const [residual] = await residualsOf(tx, service.id, [number]);
    if (!residual) throw new NotFound(`There is no hazard ${hazard} in this service.`);
    if (residual.rating === null || !residual.rating.confirmed)
      throw new NotPossible(
        `${hazard} has no residual rating that a person gave or confirmed. Rate it or confirm it first. Nothing was changed.`,
      );
    if (residual.version !== input.version)
      throw new Conflict(
        `Somebody changed ${hazard} or its rating while you were here. Look at it as it stands now.`,
        {},
        residual.version,
      );
    const [before, assumed] = await Promise.all([
      assumedBy(tx, residual.id),
      assumptionsNamed(tx, service.id, input.assumptions),
    ]);
    const assumes = assumed.map(({ id }) => id);
    if (before.length === assumes.length && before.every((id) => assumes.includes(id)))
      throw new NotPossible(
        before.length === 0
          ? `${hazard} rests on no assumption as it is.`
          : `The rating of ${hazard} rests on these already.`,
      );
    await putAssumed(tx, residual.id, { assumes, justification: input.reason, giver: labelOf(actor) });
    const references = assumed.map((one) => assumptionReference(one.number));
    return { id: residual.id, hazard, assumptions: references, version: tx.seq };
  },
});
