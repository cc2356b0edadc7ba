import { z } from 'zod';
import { command } from '../../../platform/commands/command.ts';
import { optionalParagraph } from '../../../platform/commands/fields.ts';
import { Conflict, InputProblem } from '../../../platform/commands/problems.ts';
import type { FactValue } from '../../../rules/conditions.ts';
import { factQuestions } from '../catalogues.ts';
import { answerText } from '../domain/assess.ts';
import { isSameAnswer, keptAnswer, whyNotAnswer } from '../domain/answering.ts';
import { livingService } from '../../services/index.ts';
import { serviceField } from '../fields.ts';
import { answersGiven, putAnswers, type AnswerGiven } from './answer-store.ts';

/** A type, so that it is a result. */
type Answered = { readonly id: string; readonly service: string; readonly changed: readonly string[] };

const valueField = z.union([z.boolean(), z.string().max(200), z.array(z.string().max(200)).max(50)]).nullable();

/**
 * What is answered decides what applies: "no" takes criteria away. So those answer who are accountable for the safety case or
 * for the product, and those who build the case; a developer tells them.
 */
export const answerAbout = command({
  feature: 'standards',
  name: 'answerAbout',
  summary: 'Answers questions about a service that decide what of the standards applies to it',
  past: ['questions about a service were answered', 'questions about a service were answered # times'],
  input: z.strictObject({
    service: serviceField,
    answers: z
      .array(
        z.strictObject({
          question: z.string().max(100).describe('Its id, such as uses_barcodes'),
          value: valueField.describe('True or false, a word or a list of words; null: it is not known any more'),
        }),
      )
      .min(1, 'Answer at least one question.')
      .max(100),
    note: optionalParagraph(2_000).describe('Where this comes from, or what changed'),
    version: z.coerce
      .number('Send the version that you saw: "version" of the answers; 0 where nothing was answered.')
      .int()
      .min(0),
  }),
  may: {
    roles: ['clinical safety officer', 'deputy clinical safety officer', 'product owner', 'safety engineer'],
    where: 'service',
  },
  subject: (_input, { id }: Answered) => ({ kind: 'service', id }),
  run: async (tx, _actor, input): Promise<Answered> => {
    const service = await livingService(tx, input.service);
    const given = await answersGiven(tx, service.id, { seq: null, now: tx.at });
    const before = new Map(given.map((one) => [one.question, one]));
    const wanted = wantedOf(input.answers);
    const version = versionOf(given);
    if (version !== input.version) throw conflict(wanted, before, version);
    // What stays as it is keeps who said so, and when.
    const changed = wanted.filter(({ question, value }) => !isSameAnswer(value, before.get(question)?.value ?? null));
    if (changed.length > 0) await putAnswers(tx, service.id, changed, tx.text(input.note === '' ? null : input.note));
    return { id: service.id, service: service.reference, changed: changed.map(({ question }) => question) };
  },
});

/** The latest entry that any of the answers was given in; 0 where none was. */
export function versionOf(given: readonly Pick<AnswerGiven, 'version'>[]): number {
  return Math.max(0, ...given.map(({ version }) => version));
}

interface Wanted {
  readonly question: string;
  readonly value: FactValue | null;
}

/** @throws InputProblem with a sentence at each answer that is none */
function wantedOf(answers: readonly Wanted[]): Wanted[] {
  const problems = answers.flatMap(({ question: id, value }, index) => {
    const question = factQuestions().find((one) => one.id === id);
    const again = answers.findIndex((one) => one.question === id) < index;
    const why = again
      ? 'Answer each question once.'
      : question
        ? whyNotAnswer(question, value)
        : `There is no question ${id}. Ask for the answers to see which there are.`;
    return why === null ? [] : [{ field: `answers.${index}.value`, message: why }];
  });
  if (problems.length > 0) throw new InputProblem(problems);
  return answers.map(({ question: id, value }) => {
    const question = factQuestions().find((one) => one.id === id)!;
    return { question: id, value: keptAnswer(question, value) };
  });
}

function conflict(wanted: readonly Wanted[], before: ReadonlyMap<string, AnswerGiven>, version: number): Conflict {
  const current = wanted.flatMap(({ question: id, value }, index) => {
    const given = before.get(id)?.value ?? null;
    const question = factQuestions().find((one) => one.id === id)!;
    if (isSameAnswer(given, value)) return [];
    return [[`answers.${index}.value`, given === null ? 'Not answered' : answerText(question, given)]];
  });
  return new Conflict(
    'Somebody answered some of it while you were here. Look at what stands there now.',
    Object.fromEntries(current) as Record<string, string>,
    version,
  );
}
