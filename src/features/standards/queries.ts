import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { momentOf } from '../../platform/ledger/moment-store.ts';
import { endOfDay } from '../../platform/london-time.ts';
import { findService } from '../services/index.ts';
import { answersGiven } from './about/answer-store.ts';
import { versionOf } from './about/commands.ts';
import { assessService } from './assessing.ts';
import { factQuestions } from './catalogues.ts';
import { answerText } from './domain/assess.ts';
import { serviceField, standardField } from './fields.ts';
import { assessmentRecord, assessmentSchema } from './record.ts';

const feature = 'standards';
const may = WHOEVER_SEES_THE_SERVICE;
const asAtField = z.iso
  .date('Give the date as year-month-day, such as 2026-03-03.')
  .optional()
  .describe('What was known at the end of this day');

export const assess = query({
  feature,
  name: 'assess',
  summary:
    'Where a service stands beside a standard, criterion by criterion: what is known, on what evidence, and what clears the rest',
  input: z.strictObject({
    service: serviceField,
    standard: standardField.default('point-16'),
    asAt: asAtField,
  }),
  output: assessmentSchema,
  may,
  run: async (tx, { service, standard, asAt }, now, _actor, kinds) => {
    const moment = await momentOf(tx, asAt === undefined ? null : endOfDay(asAt), now);
    return assessmentRecord(await assessService(tx, kinds.assessed, { service, catalogue: standard }, moment));
  },
});

export const answers = query({
  feature,
  name: 'answers',
  summary: 'The questions about a service that decide what of the standards applies to it, and what was answered',
  input: z.strictObject({ service: serviceField, asAt: asAtField }),
  output: z.object({
    version: z.number().describe('What answerAbout has to be sent'),
    answers: z.array(
      z.object({
        question: z.string().describe('Its id, such as uses_barcodes'),
        text: z.string(),
        sort: z.enum(['yes or no', 'one', 'several']),
        values: z.array(z.object({ value: z.string(), text: z.string() })),
        value: z.union([z.boolean(), z.string(), z.number(), z.array(z.string())]).nullable(),
        answer: z.string().describe('The same in words; empty where nobody answered'),
        by: z.string().nullable(),
        at: z.string().nullable(),
        note: z.string(),
      }),
    ),
  }),
  may,
  run: async (tx, { service: reference, asAt }, now) => {
    const moment = await momentOf(tx, asAt === undefined ? null : endOfDay(asAt), now);
    const service = await findService(tx, reference, moment);
    const given = await answersGiven(tx, service.id, moment);
    return {
      version: versionOf(given),
      answers: factQuestions().map((question) => {
        const one = given.find((those) => those.question === question.id);
        const value = one?.value ?? null;
        return {
          question: question.id,
          text: question.question,
          sort: question.sort,
          values: question.answers.map((answer) => ({ value: answer.value, text: answer.text })),
          value: Array.isArray(value) ? [...(value as readonly string[])] : (value as string | number | boolean | null),
          answer: value === null ? '' : answerText(question, value),
          by: one?.by ?? null,
          at: one?.at.toISOString() ?? null,
          note: one?.note ?? '',
        };
      }),
    };
  },
});
