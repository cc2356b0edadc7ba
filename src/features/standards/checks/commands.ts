import { z } from 'zod';
import { command, type CommandTx } from '../../../platform/commands/command.ts';
import { line, optionalLine, paragraph } from '../../../platform/commands/fields.ts';
import { labelOf } from '../../../platform/commands/may.ts';
import { InputProblem, NotFound } from '../../../platform/commands/problems.ts';
import { keepSent, sentFile, WITH_A_FILE } from '../../../platform/files/sent.ts';
import { dayIn, isDay } from '../../../words/days.ts';
import { evidenceStores, OUTCOMES, questionReference } from '../../evidence/index.ts';
import type { Service } from '../../services/index.ts';
import { handChecks } from '../catalogues.ts';
import type { HandCheck } from '../domain/catalogue.ts';
import { whyShowsNothing } from '../domain/hand-checks.ts';
import { livingService } from '../../services/index.ts';
import { serviceField } from '../fields.ts';
import { keyOfCheck } from './hand-store.ts';

const evidence = await evidenceStores();

/** A type, so that it is a result. */
type Recorded = {
  readonly id: string;
  readonly service: string;
  readonly check: string;
  readonly evidence: string;
  /** Why the link could not be read; null where it was, or where there is none. */
  readonly notReached: string | null;
};

/**
 * Looking and saying what one saw is open to whoever does the work that is looked at: each record says who it was. What it is
 * worth is judged by others, and by name.
 */
export const recordCheck = command({
  feature: 'standards',
  name: 'recordCheck',
  summary: 'Records a check that was made by hand: what somebody looked at, what they saw, and what shows it',
  past: ['a check by hand was recorded', '# checks by hand were recorded'],
  input: z.strictObject({
    service: serviceField,
    check: line(120, 'Say which check: its id, such as hand.officer-accountable.'),
    outcome: z.enum(OUTCOMES, 'Say whether it is so: passed or failed.'),
    seen: paragraph(4_000, 'Say what you looked at, and what you saw.'),
    observedOn: z
      .string('Give the day on which somebody looked, such as 2026-03-09.')
      .trim()
      .refine((text) => isDay(text), 'Give the day on which somebody looked, such as 2026-03-09.'),
    file: sentFile().nullable().default(null),
    link: optionalLine(1_000).refine((text) => text === '' || evidence.whyNoLink(text) === null, {
      error: (issue) => evidence.whyNoLink(String(issue.input)) ?? 'Give the whole address.',
    }),
    /** What stood at the link: looked up by Primum, whatever is sent. */
    reached: z.strictObject({ sha256: z.string().nullable(), why: z.string() }).nullable().default(null),
  }),
  may: {
    roles: [
      'clinical safety officer',
      'deputy clinical safety officer',
      'clinical reviewer',
      'safety engineer',
      'product owner',
      'accountable executive',
      'safeguarding lead',
      'incident handler',
      'developer',
    ],
    where: 'service',
  },
  bodyLimit: WITH_A_FILE,
  ahead: async (input) => {
    if (input.link === '') return { ...input, reached: null };
    const found = await evidence.readLink(input.link);
    return { ...input, reached: found.reached ? { sha256: found.sha256, why: '' } : { sha256: null, why: found.why } };
  },
  // The file stays out of the ledger: its digest is with the observation.
  record: ({ file, ...input }) => ({ ...input, file: file?.name ?? null }),
  subject: (_input, { id }: Recorded) => ({ kind: 'question', id }),
  run: async (tx, actor, input): Promise<Recorded> => {
    const hand = handCheckNamed(input.check);
    const service = await livingService(tx, input.service);
    const shows = whyShowsNothing(hand, input.seen);
    const problems = [
      ...(shows === null ? [] : [{ field: 'seen', message: shows }]),
      ...(input.observedOn > dayIn(tx.at)
        ? [{ field: 'observedOn', message: 'Give a day that is not in the future.' }]
        : []),
    ];
    if (problems.length > 0) throw new InputProblem(problems);
    const isToday = input.observedOn === dayIn(tx.at);
    const question = await questionOf(tx, service, hand, isToday);
    const sha256 = await keepSent(tx, input.file);
    await evidence.putObservations(tx, [
      {
        id: tx.newId(),
        question: question.id,
        sort: 'record',
        outcome: input.outcome,
        // Known by its day alone: now, where that is today; else the middle of that day.
        observedAt: isToday ? tx.at : new Date(`${input.observedOn}T12:00:00Z`),
        observer: labelOf(actor),
        detail: input.seen,
        file: sha256 === null ? null : { sha256, name: input.file!.name },
        url: input.link === '' ? null : input.link,
        urlSha256: input.reached?.sha256 ?? null,
      },
    ]);
    return {
      id: question.id,
      service: service.reference,
      check: hand.id,
      evidence: questionReference(question.number),
      notReached: input.reached?.sha256 === null ? input.reached.why : null,
    };
  },
});

/** @throws NotFound */
export function handCheckNamed(id: string): HandCheck {
  const found = handChecks().find((one) => one.id === id);
  if (found) return found;
  throw new NotFound(
    `There is no check ${id} that people make. The assessment of a standard names those that there are.`,
  );
}

/**
 * The standing question of a check in a service: asked from its first record on, and again where it was retired.
 * @param isLatest nothing was seen after what is recorded now. What was seen earlier says nothing of how long the latest stands.
 */
async function questionOf(
  tx: CommandTx,
  service: Service,
  hand: HandCheck,
  isLatest: boolean,
): Promise<{ readonly id: string; readonly number: number }> {
  const key = keyOfCheck(hand.id);
  const [known] = await evidence.testsByKey(tx, service.id, [key]);
  if (!known) {
    const question = { id: tx.newId(), number: await evidence.nextQuestionNumber(tx, service.id) };
    const of = { service: service.id, sort: 'record' as const, title: hand.asks, key, validDays: hand.every };
    await evidence.putQuestions(tx, [{ ...question, ...of }]);
    return question;
  }
  const question = (await evidence.questionsNumbered(tx, service.id, [known.number]))[0]!;
  const days = isLatest ? hand.every : question.validDays;
  if (question.retired || question.validDays !== days) await evidence.askAgain(tx, question, days);
  return question;
}
