import { z } from 'zod';
import { RESULTS } from '../../rules/checks.ts';
import { textOf, type Words } from '../../words/sentence.ts';
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

/*
 * An assessment as programs read it: over the API, from `primum assess`, and in a pack.
 */

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

export const assessmentSchema = z.object({
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

/** An assessment with its words as text. */
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
