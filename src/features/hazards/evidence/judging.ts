import { z } from 'zod';
import { command, type CommandTx } from '../../../platform/commands/command.ts';
import { labelOf } from '../../../platform/commands/may.ts';
import { NotFound, NotPossible } from '../../../platform/commands/problems.ts';
import { evidenceStores, questionReference } from '../../evidence/index.ts';
import { findService, type Service } from '../../services/index.ts';
import { ASPECTS, controlNumber, controlReference } from '../domain.ts';
import { controlField, serviceField } from '../queries.ts';
import { JUDGES, living, questionField, questionNamed, reasonField, showsField } from './fields.ts';
import {
  controlsNumbered,
  endMappings,
  mappingsOfControls,
  putMappings,
  type MappedQuestion,
  type Mapping,
} from './mapping-store.ts';

const { answersOf } = await evidenceStores();

/** Tests that are judged at a time. */
const MOST = 500;

const mappingsField = z
  .array(z.strictObject({ control: controlField, test: questionField }), 'Choose at least one test.')
  .min(1, 'Choose at least one test.')
  .max(MOST, `Judge at most ${MOST} tests at a time.`);

/** What was judged. Types, so that they are results. */
type Judged = { readonly ids: readonly string[]; readonly controls: readonly string[]; readonly tests: number };

const about = (_input: unknown, { ids }: Judged) => ({ kind: 'control', id: ids[0]! });

export const acceptMapping = command({
  feature: 'hazards',
  name: 'acceptMapping',
  summary: 'Accepts tests for what they show of a control: that it is in place, that it works, or both',
  past: ['tests were accepted for a control', 'tests were accepted for controls # times'],
  input: z.strictObject({ service: serviceField, mappings: mappingsField, shows: showsField }),
  may: JUDGES,
  subject: about,
  run: async (tx, actor, { service: reference, mappings, shows }): Promise<Judged> => {
    const chosen = await chosenIn(tx, reference, mappings);
    for (const { question } of chosen) living(question);
    endMappings(
      tx,
      chosen.flatMap(({ said }) => said.filter(({ aspect }) => aspect === 'unstated')),
    );
    await putMappings(
      tx,
      chosen.flatMap(({ control, question }) =>
        ASPECTS.filter((aspect) => shows.includes(aspect)).map((aspect): Mapping => ({
          control: control.id,
          question: question.id,
          aspect,
          state: 'accepted',
        })),
      ),
      labelOf(actor),
    );
    return judged(chosen);
  },
});

export const rejectMapping = command({
  feature: 'hazards',
  name: 'rejectMapping',
  summary: 'Says that tests do not show anything of a control, with the reason',
  past: ['tests were set aside for a control', 'tests were set aside for controls # times'],
  input: z.strictObject({
    service: serviceField,
    mappings: mappingsField,
    reason: reasonField('Say why the test shows nothing of the control.'),
  }),
  may: JUDGES,
  subject: about,
  run: async (tx, actor, { service: reference, mappings, reason }): Promise<Judged> => {
    const chosen = await chosenIn(tx, reference, mappings);
    const counted = chosen.filter(({ said }) => said.some(({ state }) => state === 'accepted'));
    await refuseWhileFailing(
      tx,
      counted.map(({ question }) => question),
    );
    endMappings(
      tx,
      chosen.flatMap(({ said }) => said.filter(({ aspect }) => aspect !== 'unstated')),
    );
    await putMappings(
      tx,
      chosen.map(({ control, question }): Mapping => ({
        control: control.id,
        question: question.id,
        aspect: 'unstated',
        state: 'rejected',
      })),
      labelOf(actor),
      reason,
    );
    return judged(chosen);
  },
});

/**
 * What fails is not made good by leaving it out: a pass of the same clears it, or a reasoned dismissal.
 * @throws NotPossible
 */
export async function refuseWhileFailing(
  tx: CommandTx,
  questions: readonly { readonly id: string; readonly number: number }[],
): Promise<void> {
  const answers = await answersOf(
    tx,
    questions.map(({ id }) => id),
  );
  const failing = questions.find(({ id }) => answers.get(id) === 'failed');
  if (!failing) return;
  const name = questionReference(failing.number);
  throw new NotPossible(
    `${name} speaks against the control now. Leaving it out does not clear that: a pass of the same does, or a dismissal of what was observed, with a reason. Nothing was changed.`,
  );
}

interface Chosen {
  readonly control: { readonly id: string; readonly number: number };
  readonly question: Awaited<ReturnType<typeof questionNamed>>;
  readonly said: readonly MappedQuestion[];
}

/** @throws NotFound where there is no such control or test, or no tag ever named the one by the other */
async function chosenIn(
  tx: CommandTx,
  reference: string,
  mappings: readonly { readonly control: string; readonly test: string }[],
): Promise<Chosen[]> {
  const service = await livingService(tx, reference);
  const numbers = [...new Set(mappings.map(({ control }) => controlNumber(control)!))];
  const controls = new Map((await controlsNumbered(tx, service.id, numbers)).map((one) => [one.number, one]));
  const all = await mappingsOfControls(
    tx,
    [...controls.values()].map(({ id }) => id),
  );
  const questions = new Map<string, Chosen['question']>();
  const chosen: Chosen[] = [];
  for (const { control: named, test } of mappings) {
    const control = controls.get(controlNumber(named)!);
    if (!control) throw new NotFound(`There is no control ${controlReference(controlNumber(named)!)} in this service.`);
    // Many tests of one page are looked up once each.
    const question = questions.get(test) ?? (await questionNamed(tx, service, test));
    questions.set(test, question);
    const said = all.filter((one) => one.control === control.id && one.question === question.id);
    if (said.length === 0)
      throw new NotFound(`${questionReference(question.number)} does not name ${controlReference(control.number)}.`);
    chosen.push({ control, question, said });
  }
  return chosen;
}

/** @throws NotFound, NotPossible where it is retired */
export async function livingService(tx: CommandTx, reference: string): Promise<Service> {
  const service = await findService(tx, reference);
  if (service.phase === 'retired')
    throw new NotPossible(
      `${service.reference} is retired. To change what its controls rest on, take it up again first.`,
    );
  return service;
}

function judged(chosen: readonly Chosen[]): Judged {
  const controls = new Map(chosen.map(({ control }) => [control.number, control.id]));
  const numbers = [...controls.keys()].toSorted((a, b) => a - b);
  return {
    ids: numbers.map((number) => controls.get(number)!),
    controls: numbers.map(controlReference),
    tests: new Set(chosen.map(({ question }) => question.id)).size,
  };
}
