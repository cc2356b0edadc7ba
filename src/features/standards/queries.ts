import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { momentOf } from '../../platform/ledger/moment-store.ts';
import { endOfDay } from '../../platform/london-time.ts';
import { RESULTS } from '../../rules/checks.ts';
import { textOf, type Words } from '../../words/sentence.ts';
import { findService } from '../services/index.ts';
import { answersGiven } from './about/answer-store.ts';
import { versionOf } from './about/commands.ts';
import { assessService } from './assessing.ts';
import { factQuestions } from './catalogues.ts';
import { answerText } from './domain/assess.ts';
import {
  FRESHNESS_STATES,
  JUDGEMENTS,
  SECTION_VERDICTS,
  type AssessedCriterion,
  type AssessedSection,
  type Assessment,
  type Freshness,
} from './domain/assessment.ts';
import { CONFIDENCES, LEVELS, PHASES } from './domain/catalogue.ts';
import { serviceField, standardField } from './fields.ts';

const feature = 'standards';
const may = WHOEVER_SEES_THE_SERVICE;
const asAtField = z.iso
  .date('Give the date as year-month-day, such as 2026-03-03.')
  .optional()
  .describe('What was known at the end of this day');

const freshnessSchema = z.object({
  state: z.enum(FRESHNESS_STATES),
  until: z.string().nullable().describe('Until when it stands; null for no end, or where nothing is known'),
  since: z.string().nullable().describe('Since when it is so, where that is known'),
  from: z.enum(PHASES).nullable().describe('Of what is not due yet: the phase from which it is'),
});

const criterionSchema = z.object({
  id: z.string(),
  clause: z.string().describe('As the standard numbers it'),
  section: z.string(),
  title: z.string(),
  level: z.enum(LEVELS).nullable(),
  confidence: z.enum(CONFIDENCES).describe('How sure we are of what the standard says here'),
  applies: z.enum(['yes', 'no', 'unknown']),
  result: z.enum(RESULTS),
  freshness: freshnessSchema,
  judgement: z
    .object({
      id: z.string().describe('FND-3'),
      value: z.enum(JUDGEMENTS),
      reason: z.string(),
      by: z.string(),
      on: z.string(),
      outOfDate: z.string().nullable().describe('Why it no longer stands; null where it does'),
    })
    .nullable()
    .describe('What a person signed; null where nobody judged'),
  reasons: z.array(z.string()).describe('What is so, the worst first'),
  clears: z.array(z.string()).describe('What clears it; none where it passed or does not apply'),
  evidence: z.array(z.object({ text: z.string(), href: z.string(), until: z.string().nullable() })),
});

const assessmentSchema = z.object({
  standard: z.object({
    id: z.string(),
    edition: z.string(),
    name: z.string(),
    title: z.string(),
    source: z.string(),
    checked: z.string().describe('The day on which our words were held against the source'),
  }),
  service: z.object({ reference: z.string(), name: z.string(), phase: z.string(), role: z.string() }),
  asAt: z.string(),
  until: z.string().nullable().describe('The first time at which the same facts give anything else'),
  clauses: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      verdict: z.enum(SECTION_VERDICTS).describe('not-known until somebody judged, whatever the checks say'),
      judgedBy: z.array(z.string()),
      freshness: freshnessSchema,
      reason: z.string(),
      clears: z.string(),
    }),
  ),
  criteria: z.array(criterionSchema),
  open: z
    .array(z.object({ id: z.string(), question: z.string() }))
    .describe('Questions about the service that nobody answered, and on which it turns what applies'),
});

/** An assessment as programs read it. */
export type AssessmentRecord = z.output<typeof assessmentSchema>;

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

/** An assessment as programs read it. */
export function assessmentRecord({ catalogue, service, asAt, until, sections, open }: Assessment): AssessmentRecord {
  const { id, edition, name, title, source, checked } = catalogue;
  const { reference, phase, role } = service;
  return {
    standard: { id, edition, name, title, source: source.url, checked },
    service: { reference, name: service.name, phase, role },
    asAt: asAt.toISOString(),
    until: iso(until),
    clauses: sections.map(clauseRecord),
    criteria: sections.flatMap((section) => section.criteria.map(criterionRecord)),
    open: open.map((one) => ({ id: one.id, question: one.question })),
  };
}

function clauseRecord({ section, verdict, judgedBy, freshness, says, clears }: AssessedSection) {
  const { id, title } = section;
  const of = { id, title, verdict, judgedBy: [...judgedBy], freshness: freshnessRecord(freshness) };
  return { ...of, reason: textOf(says), clears: textOf(clears) };
}

function criterionRecord(one: AssessedCriterion): AssessmentRecord['criteria'][number] {
  const { criterion, applies, result, freshness, judgement, reasons, clears, shown } = one;
  const { id, clause, section, title, level, confidence } = criterion;
  return {
    id,
    clause,
    section,
    title,
    level,
    confidence,
    applies,
    result,
    freshness: freshnessRecord(freshness),
    judgement: judgement && {
      id: judgement.reference,
      value: judgement.value,
      reason: judgement.reason,
      by: judgement.by,
      on: judgement.on.toISOString(),
      outOfDate: judgement.outOfDate.length === 0 ? null : textOf(judgement.outOfDate),
    },
    reasons: each(reasons),
    clears: each(clears),
    evidence: shown.map((evidence) => ({ text: evidence.text, href: evidence.href, until: iso(evidence.until) })),
  };
}

/** Sentences as text, each once. */
function each(sentences: readonly Words[]): string[] {
  return [...new Set(sentences.map(textOf))].filter((text) => text !== '');
}

function freshnessRecord({ state, until, since, from }: Freshness) {
  return { state, until: iso(until), since: iso(since), from };
}

function iso(date: Date | null): string | null {
  return date && date.toISOString();
}

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
