import { z } from 'zod';
import { command, type CommandTx } from '../../../platform/commands/command.ts';
import { labelOf } from '../../../platform/commands/may.ts';
import { InputProblem, NotFound, NotPossible, type FieldProblem } from '../../../platform/commands/problems.ts';
import { keepSent, WITH_A_FILE } from '../../../platform/files/sent.ts';
import { dayIn, isDay } from '../../../words/days.ts';
import { evidenceShown, evidenceStores, questionReference, type QuestionSort } from '../../evidence/index.ts';
import { ASPECTS, controlNumber, controlReference } from '../domain.ts';
import { controlField, serviceField } from '../queries.ts';
import {
  JUDGES,
  living,
  momentOfDay,
  observedFields,
  ownQuestion,
  questionField,
  reasonField,
  showsField,
  titleField,
  validField,
  type Observed,
} from './fields.ts';
import { livingService, refuseWhileFailing } from './judging.ts';
import { controlsNumbered, endMappings, mappingsOfQuestion, putMappings, type Mapping } from './mapping-store.ts';

const [evidence, { questionAt }] = await Promise.all([evidenceStores(), evidenceShown()]);

/** What a person adds by hand; tests come from runs. */
export const HAND_SORTS = ['document', 'link', 'record', 'operating period'] as const satisfies readonly QuestionSort[];

/** Controls that one piece of evidence is added to at once. */
const MOST_CONTROLS = 200;

/** Types, so that they are results. */
type Changed = {
  readonly id: string;
  readonly evidence: string;
  readonly controls: readonly string[];
  /** Why the link could not be read; null where it was, or where there is none. */
  readonly notReached: string | null;
};

const about = (_input: unknown, { id }: Changed) => ({ kind: 'question', id });
/** The file stays out of the ledger: its digest is with the observation. */
const withoutFile = ({
  file,
  ...input
}: { readonly file: { readonly name: string } | null } & Record<string, unknown>) =>
  ({ ...input, file: file?.name ?? null }) as never;

export const addEvidence = command({
  feature: 'hazards',
  name: 'addEvidence',
  summary: 'Adds evidence to a control: a file, a link, a record of a workshop or review, or a period in use',
  past: ['evidence was added to a control', 'evidence was added to controls # times'],
  input: z.strictObject({
    service: serviceField,
    controls: z
      .array(controlField, 'Say for which controls: their numbers, such as CTL-31.')
      .min(1, 'Say for which controls: their numbers, such as CTL-31.')
      .max(MOST_CONTROLS, `Add evidence to at most ${MOST_CONTROLS} controls at a time.`)
      .describe('One review often looks at several'),
    sort: z.enum(HAND_SORTS, 'Say what it is: a file, a link, a record, or a period in use.'),
    title: titleField,
    shows: showsField,
    valid: validField,
    ...observedFields,
  }),
  may: JUDGES,
  bodyLimit: WITH_A_FILE,
  ahead: lookedUp,
  record: withoutFile,
  subject: about,
  run: async (tx, actor, input): Promise<Changed> => {
    refuseProblems(problemsOf(input.sort, input, tx.at));
    const service = await livingService(tx, input.service);
    const numbers = [...new Set(input.controls.map((control) => controlNumber(control)!))];
    const controls = await controlsNumbered(tx, service.id, numbers);
    const missing = numbers.find((number) => !controls.some((control) => control.number === number));
    if (missing !== undefined) throw new NotFound(`There is no control ${controlReference(missing)} in this service.`);
    const question = {
      id: tx.newId(),
      number: await evidence.nextQuestionNumber(tx, service.id),
      sort: input.sort,
    };
    const { title, valid } = input;
    await evidence.putQuestions(tx, [{ ...question, service: service.id, title, key: null, validDays: valid }]);
    await observe(tx, question, input);
    const shown = ASPECTS.filter((aspect) => input.shows.includes(aspect));
    await putMappings(
      tx,
      controls.flatMap(({ id }) =>
        shown.map((aspect): Mapping => ({ control: id, question: question.id, aspect, state: 'accepted' })),
      ),
      labelOf(actor),
    );
    return changed(question, numbers.toSorted((a, b) => a - b).map(controlReference), input);
  },
});

export const observeAgain = command({
  feature: 'hazards',
  name: 'observeAgain',
  summary: 'Looks at evidence again, and says what it shows now',
  past: ['evidence was looked at again', 'evidence was looked at again # times'],
  input: z.strictObject({ service: serviceField, evidence: questionField, valid: validField, ...observedFields }),
  may: JUDGES,
  bodyLimit: WITH_A_FILE,
  ahead: lookedUp,
  record: withoutFile,
  subject: about,
  run: async (tx, _actor, input): Promise<Changed> => {
    const service = await livingService(tx, input.service);
    const question = living(await ownQuestion(tx, service, input.evidence));
    if (question.sort === 'test')
      throw new NotPossible(
        `${questionReference(question.number)} is a test. A run of it says what it shows: push its results.`,
      );
    // What a standard has people look at asks for more of what they say than evidence of a control does.
    if (question.keyed)
      throw new NotPossible(
        `${questionReference(question.number)} is a check that a standard asks for. Record what you saw where the check stands.`,
      );
    refuseProblems(problemsOf(question.sort, input, tx.at));
    // What was seen earlier says nothing about how long the latest stands: a lapsed one would count again unseen.
    const shown = await questionAt(tx, service.id, question.number, { seq: null, now: tx.at });
    const isLatest = !shown?.latest || momentOfDay(input.observedOn, tx.at) >= shown.latest.observedAt;
    if (isLatest && question.validDays !== input.valid) await evidence.changeValidDays(tx, question, input.valid);
    await observe(tx, question, input);
    return changed(question, [], input);
  },
});

export const retireEvidence = command({
  feature: 'hazards',
  name: 'retireEvidence',
  summary: 'Retires evidence: no control rests on it any more',
  past: ['evidence was retired', 'evidence was retired # times'],
  input: z.strictObject({
    service: serviceField,
    evidence: questionField,
    reason: reasonField('Say why it is retired.'),
  }),
  may: JUDGES,
  subject: about,
  run: async (tx, actor, input): Promise<Changed> => {
    const service = await livingService(tx, input.service);
    const question = living(await ownQuestion(tx, service, input.evidence));
    await refuseWhileFailing(tx, [question]);
    const mappings = await mappingsOfQuestion(tx, question.id);
    endMappings(
      tx,
      mappings.filter(({ aspect }) => aspect !== 'unstated'),
    );
    const controls = [...new Set(mappings.map(({ control }) => control))];
    await putMappings(
      tx,
      controls.map((control): Mapping => ({ control, question: question.id, aspect: 'unstated', state: 'rejected' })),
      labelOf(actor),
      input.reason,
    );
    await evidence.retireQuestions(tx, [question]);
    return changed(question, [], null);
  },
});

/** What stands at the link, before anything is locked. Whatever was sent as such is not believed. */
async function lookedUp<Input extends Observed>(input: Input): Promise<Input> {
  if (input.link === '') return { ...input, reached: null };
  const found = await evidence.readLink(input.link);
  return { ...input, reached: found.reached ? { sha256: found.sha256, why: '' } : { sha256: null, why: found.why } };
}

/** What is missing or does not go together, field by field. */
function problemsOf(sort: QuestionSort, given: Observed, now: Date): FieldProblem[] {
  const today = dayIn(now);
  const problems: FieldProblem[] = [];
  const add = (field: string, message: string) => problems.push({ field, message });
  if (given.observedOn > today) add('observedOn', 'Give a day that is not in the future.');
  if (sort === 'document' && given.file === null) add('file', 'Choose the file.');
  if (sort === 'link' && given.link === '') add('link', 'Give the address.');
  if (sort === 'record' && given.detail === '') add('detail', 'Say who looked at what, and what came out.');
  if (sort !== 'operating period') return problems;
  if (!isDay(given.from)) add('from', 'Give the first day of the period, such as 2025-12-01.');
  if (!isDay(given.to)) add('to', 'Give the last day of the period, such as 2026-02-28.');
  else if (given.to > today) add('to', 'Give a last day that is not in the future.');
  else if (isDay(given.from) && given.from > given.to) add('from', 'Give a first day that is not after the last one.');
  if (given.detail === '') add('detail', 'Say how much it was used in that time: how many people, visits or messages.');
  return problems;
}

function refuseProblems(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw new InputProblem(problems);
}

async function observe(
  tx: CommandTx,
  question: { readonly id: string; readonly sort: QuestionSort },
  given: Observed,
): Promise<void> {
  const sha256 = await keepSent(tx, given.file);
  await evidence.putObservations(tx, [
    {
      id: tx.newId(),
      question: question.id,
      sort: question.sort,
      outcome: given.outcome,
      observedAt: momentOfDay(given.observedOn, tx.at),
      observer: labelOf(tx.actor),
      detail: given.detail === '' ? null : given.detail,
      file: sha256 === null ? null : { sha256, name: given.file!.name },
      url: given.link === '' ? null : given.link,
      urlSha256: given.reached?.sha256 ?? null,
      period: question.sort === 'operating period' ? { from: given.from, to: given.to } : null,
    },
  ]);
}

function changed(
  question: { readonly id: string; readonly number: number },
  controls: readonly string[],
  given: Observed | null,
): Changed {
  const notReached = given?.reached?.sha256 === null ? given.reached.why : null;
  return { id: question.id, evidence: questionReference(question.number), controls, notReached };
}
