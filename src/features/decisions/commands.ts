import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { line, optionalLine, optionalParagraph } from '../../platform/commands/fields.ts';
import { Conflict, InputProblem, NotPossible, there } from '../../platform/commands/problems.ts';
import { dateIn } from '../../platform/london-time.ts';
import { readLinks, type Link } from '../../platform/subjects/linkable.ts';
import { actionOwners } from '../actions/index.ts';
import { livingService, type Service } from '../services/index.ts';
import {
  decisionNumber,
  decisionReference,
  problemsOf,
  whyNotSuperseded,
  whyNotTaken,
  type TypedDecision,
} from './domain.ts';
import { decisionField, KEEPS, serviceField, versionField } from './fields.ts';
import {
  decisionByNumber,
  nextDecision,
  putDecision,
  putLinks,
  type DecisionTexts,
  type StoredDecision,
} from './store.ts';

const feature = 'decisions';

/** A type, so that it is a result. */
type Changed = { id: string; service: string; decision: string; version: number };

/** How many options a decision has at most: more of them is more than one question. */
export const MOST_OPTIONS = 6;
const MOST_LINKS = 50;

const optionField = z.strictObject({
  text: optionalLine(300),
  pros: optionalParagraph(2_000),
  cons: optionalParagraph(2_000),
});
/** Whatever says that an option was taken. */
const taking = {
  reason: optionalParagraph(4_000).describe('Why it was chosen'),
  decidedOn: z.string().trim().default('').describe('The day on which it was decided, such as 2026-03-12'),
  decidedBy: z.uuid('Choose who decided.').nullable().default(null).describe('The id of the person who decided'),
  group: optionalLine(120).describe('Or the name of the group that did'),
  people: optionalParagraph(2_000).describe('Who was in the group, one on a line'),
};
const chosenField = z.coerce
  .number('Choose an option by its place, from 1.')
  .int('Choose an option by its place, from 1.')
  .min(1, 'Choose an option by its place, from 1.')
  .max(MOST_OPTIONS, `Choose an option by its place, from 1 to ${MOST_OPTIONS}.`);
const whole = {
  question: line(300, 'Say what is to be decided.'),
  options: z.array(optionField).max(MOST_OPTIONS, `Give at most ${MOST_OPTIONS} options.`).default([]),
  chosen: chosenField
    .nullable()
    .default(null)
    .describe('The place of the option that was taken, from 1; none yet, without it'),
  ...taking,
  touches: z
    .array(line(300, 'Say what it touches.'))
    .max(MOST_LINKS, `Give at most ${MOST_LINKS} things that it touches.`)
    .default([])
    .describe('What it touches: references such as HAZ-12, or the names of documents'),
};

const about = (_input: unknown, output: Changed) => ({ kind: 'decision', id: output.id });

export const recordDecision = command({
  feature,
  name: 'recordDecision',
  summary: 'Records a decision with the options that were looked at, or a question that is still open',
  past: ['a decision was recorded', '# decisions were recorded'],
  input: z.strictObject({ service: serviceField, ...whole }),
  may: KEEPS,
  subject: about,
  run: async (tx, _actor, { service, ...typed }): Promise<Changed> =>
    record(tx, await livingService(tx, service), typed, null),
});

export const takeDecision = command({
  feature,
  name: 'takeDecision',
  summary: 'Says which option of an open question was taken, why and by whom',
  past: ['a decision was taken', '# decisions were taken'],
  input: z.strictObject({
    service: serviceField,
    decision: decisionField,
    version: versionField,
    chosen: chosenField,
    ...taking,
  }),
  may: KEEPS,
  subject: about,
  run: async (tx, _actor, { service: reference, decision, version, ...typed }): Promise<Changed> => {
    const service = await livingService(tx, reference);
    const stored = await asSeen(tx, service, decision, version);
    const refused = whyNotTaken(stored);
    if (refused !== null) throw new NotPossible(refused);
    await check(tx, service, { ...typed, options: stored.options });
    putDecision(tx, {
      ...versionOf(stored, service),
      chosen: typed.chosen,
      decider: typed.decidedBy,
      on: typed.decidedOn,
      state: 'taken',
      texts: { ...stored.texts, ...takingTexts(tx, typed) },
    });
    return changed(tx, service, stored);
  },
});

export const supersedeDecision = command({
  feature,
  name: 'supersedeDecision',
  summary: 'Records a decision in place of an earlier one, which stays and says so',
  past: ['a decision was superseded', '# decisions were superseded'],
  input: z.strictObject({ service: serviceField, decision: decisionField, version: versionField, ...whole }),
  may: KEEPS,
  subject: about,
  run: async (tx, _actor, { service: reference, decision, version, ...typed }): Promise<Changed> => {
    const service = await livingService(tx, reference);
    const stored = await asSeen(tx, service, decision, version);
    const refused = whyNotSuperseded(stored);
    if (refused !== null) throw new NotPossible(refused);
    const made = await record(tx, service, typed, stored.id);
    putDecision(tx, { ...versionOf(stored, service), state: 'superseded', supersededBy: made.id });
    return made;
  },
});

type Whole = z.output<z.ZodObject<typeof whole>>;

async function record(tx: CommandTx, service: Service, typed: Whole, supersedes: string | null): Promise<Changed> {
  const links = await check(tx, service, typed, typed.touches);
  const number = await nextDecision(tx, service.id);
  const id = tx.newId();
  const options = typed.options.filter(({ text }) => text !== '');
  // Empty lines between the options are not kept: the chosen one has its place among those that are.
  const chosen = typed.chosen === null ? null : options.indexOf(typed.options[typed.chosen - 1]!) + 1;
  putDecision(tx, {
    id,
    number,
    service: service.id,
    chosen,
    decider: chosen === null ? null : typed.decidedBy,
    on: chosen === null ? null : typed.decidedOn,
    state: chosen === null ? 'open' : 'taken',
    supersedes,
    supersededBy: null,
    texts: {
      question: tx.text(typed.question)!,
      options: options.map(({ text }) => tx.text(text)!),
      pros: options.map(({ pros }) => tx.text(pros === '' ? null : pros)),
      cons: options.map(({ cons }) => tx.text(cons === '' ? null : cons)),
      ...(chosen === null ? { reason: null, group: null, people: null } : takingTexts(tx, typed)),
    },
  });
  putLinks(tx, id, links);
  return changed(tx, service, { id, number });
}

/** @returns what it touches @throws InputProblem with a sentence at each field */
async function check(
  tx: CommandTx,
  service: Service,
  typed: TypedDecision,
  touches: readonly string[] = [],
): Promise<readonly Link[]> {
  const [{ links, missing }, people] = await Promise.all([
    readLinks(tx, tx.kinds.linkables, service.id, touches),
    typed.decidedBy === null ? [] : actionOwners(tx, service, tx.at),
  ]);
  const problems = [
    ...problemsOf(typed, dateIn(tx.at)),
    ...(typed.decidedBy === null || people.some(({ id }) => id === typed.decidedBy)
      ? []
      : [{ field: 'decidedBy', message: 'Choose somebody who has a role in this service.' }]),
    ...missing.map((one) => ({
      field: 'touches',
      message: `There is no ${one} in this service. Check the reference, or say it in other words if it is a document.`,
    })),
  ];
  if (problems.length > 0) throw new InputProblem(problems);
  return links;
}

function takingTexts(tx: CommandTx, { reason, group, people }: Pick<Whole, 'reason' | 'group' | 'people'>) {
  return {
    reason: tx.text(reason),
    group: tx.text(group === '' ? null : group),
    people: tx.text(people === '' ? null : people),
  } satisfies Partial<DecisionTexts>;
}

/** The decision as the person saw it. @throws NotFound; Conflict where somebody changed it meanwhile */
async function asSeen(tx: CommandTx, service: Service, named: string, version: number): Promise<StoredDecision> {
  const number = decisionNumber(named)!;
  const reference = decisionReference(number);
  const stored = there(await decisionByNumber(tx, service.id, number), `decision ${reference}`);
  if (stored.version === version) return stored;
  throw new Conflict(
    `Somebody changed ${reference} while you were here. Look at it as it stands now.`,
    { question: stored.question, reason: stored.reason },
    stored.version,
  );
}

function versionOf({ id, number, texts, chosen, by, on, state, supersedesId }: StoredDecision, service: Service) {
  const decider = by && 'person' in by ? by.person.id : null;
  return {
    id,
    number,
    texts,
    chosen,
    decider,
    on,
    state,
    service: service.id,
    supersedes: supersedesId,
    supersededBy: null,
  };
}

function changed(
  tx: CommandTx,
  service: Service,
  { id, number }: { readonly id: string; readonly number: number },
): Changed {
  return { id, service: service.reference, decision: decisionReference(number), version: tx.seq };
}
