import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { paragraph } from '../../platform/commands/fields.ts';
import { labelOf, type Actor } from '../../platform/commands/may.ts';
import { NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { answerOpen, type Challenged } from './challenge-store.ts';
import { controlsByNumber, hazardsByNumber, type Numbered } from './challenged-store.ts';
import { controlNumber, controlReference, hazardNumber, hazardReference } from './domain.ts';
import { JUDGES } from './evidence/fields.ts';
import { controlField, hazardField, serviceField } from './queries.ts';
import { serviceNamed } from './service-store.ts';

const sourcesField = z
  .array(z.string().trim().min(1).max(40), 'Name the incidents that you answer, such as INC-3.')
  .min(1, 'Nothing that is open speaks against it.')
  .max(50, 'Answer at most 50 at a time.')
  .describe('The incidents that are answered, as they were seen: one that came in meanwhile stays open');

/** A type, so that it is a result. */
type Answered = { id: string; reference: string; sources: string[] };

export const keepRating = command({
  feature: 'hazards',
  name: 'keepRating',
  summary: 'Says with a reason that a hazard stays as it is rated, although an incident speaks against it',
  past: ['a hazard was said to stay as it is rated', 'hazards were said to stay as they are rated # times'],
  input: z.strictObject({
    service: serviceField,
    hazard: hazardField,
    sources: sourcesField,
    reason: paragraph(4_000, 'Say why the rating stays, beside what happened.'),
  }),
  // What remains of a risk is theirs to judge.
  may: { roles: ['clinical safety officer', 'deputy clinical safety officer'], where: 'service' },
  subject: (_input, { id }: Answered) => ({ kind: 'hazard', id }),
  run: async (tx, actor, { service: named, hazard, sources, reason }): Promise<Answered> => {
    const number = hazardNumber(hazard)!;
    const service = await livingService(tx, named);
    const [found] = await hazardsByNumber(tx, service.id, [number]);
    return answer(tx, actor, { kind: 'hazard', found, reference: hazardReference(number), sources, reason });
  },
});

export const answerFailedControl = command({
  feature: 'hazards',
  name: 'answerFailedControl',
  summary:
    'Answers with a reason what an incident showed of a control: what was put right, and what shows that it works now',
  past: [
    'a control that failed in an incident was answered for',
    'controls that failed in incidents were answered for # times',
  ],
  input: z.strictObject({
    service: serviceField,
    control: controlField,
    sources: sourcesField,
    reason: paragraph(4_000, 'Say what was put right, and what shows that it works now.'),
  }),
  // As evidence is dismissed.
  may: JUDGES,
  subject: (_input, { id }: Answered) => ({ kind: 'control', id }),
  run: async (tx, actor, { service: named, control, sources, reason }): Promise<Answered> => {
    const number = controlNumber(control)!;
    const service = await livingService(tx, named);
    const [found] = await controlsByNumber(tx, service.id, [number]);
    return answer(tx, actor, { kind: 'control', found, reference: controlReference(number), sources, reason });
  },
});

async function livingService(tx: CommandTx, reference: string) {
  const service = await serviceNamed(tx, reference, { seq: null, now: tx.at });
  if (service.retired)
    throw new NotPossible(`${service.reference} is retired. To judge its hazards, take it up again first.`);
  return service;
}

interface Answering {
  readonly kind: Challenged;
  readonly found: Numbered | undefined;
  readonly reference: string;
  readonly sources: readonly string[];
  readonly reason: string;
}

async function answer(tx: CommandTx, actor: Actor, answering: Answering): Promise<Answered> {
  const { kind, found, reference, sources: named, reason } = answering;
  if (!found) throw new NotFound(`There is no ${kind} ${reference} in this service.`);
  const sources = await answerOpen(tx, { kind, subject: found.id, sources: named, words: reason, by: labelOf(actor) });
  if (sources.length === 0)
    throw new NotPossible(
      `Nothing of that is open against ${reference}: somebody has answered it. Nothing was changed.`,
    );
  return { id: found.id, reference, sources: [...sources] };
}
