import { z } from 'zod';
import { sentenceText, textOf } from '../../words/sentence.ts';
import {
  caseSentence,
  linesOf,
  SORTS,
  TOP,
  type Case,
  type CaseLine,
  type CounterEvidence,
  type FormFinding,
} from './domain.ts';
import type { CaseAt } from './reading.ts';

/*
 * The argument as plain data: for the API, the command line, and the report that draws it in.
 */

const verdict = z.enum(['met', 'not-met', 'not-known']);

const lineSchema = z.object({
  id: z.string().describe('The same from day to day: G-HAZ-12'),
  sort: z.enum(SORTS).nullable(),
  level: z.number().describe('How deep it stands below the top'),
  text: z.string(),
  verdict: verdict.nullable().describe('Null for what has none: context, justifications, counter-arguments'),
  lapsed: z.boolean().describe('It would hold, had nothing beneath it lapsed'),
  until: z.string().nullable().describe('When the first thing that it rests on lapses'),
  says: z.string().describe('What is known of it by itself; empty where nothing is'),
  clears: z.string(),
  href: z.string().nullable(),
  supportedBy: z.array(z.string()),
  inContextOf: z.array(z.string()),
});

export const findingSchema = z.object({
  rule: z.string(),
  level: z.enum(['fault', 'gap']),
  elements: z.array(z.string()),
  says: z.string(),
  clears: z.string(),
});

export const counterEvidenceSchema = z.object({
  claim: z.string(),
  against: z.string().nullable().describe('Null where the writer knows of nothing'),
  unknown: z.string().nullable().describe('Null where the writer knows of nothing'),
  writtenBy: z.string(),
  writtenAt: z.string(),
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: z.string().nullable(),
  reviewBy: z.string(),
  version: z.number(),
});

export const argumentSchema = z.object({
  service: z.object({ reference: z.string(), name: z.string() }),
  asAt: z.string(),
  verdict,
  lapsed: z.boolean(),
  until: z.string().nullable(),
  sentence: z.object({ so: z.string(), because: z.string(), clears: z.string(), text: z.string() }),
  findings: z.array(findingSchema),
  lines: z.array(lineSchema).describe('In the order of the argument, each below what it supports'),
  counterEvidence: z.array(counterEvidenceSchema),
});

/** An argument that was evaluated, whole or below one claim, as plain data. */
export type ArgumentRecord = z.output<typeof argumentSchema>;

export function argumentRecord({ service, one, counterEvidence }: CaseAt, from: string = TOP): ArgumentRecord {
  const standing = one.standings.get(from)!;
  const sentence = caseSentence(one, from);
  return {
    service: { reference: service.reference, name: service.name },
    asAt: one.now.toISOString(),
    verdict: standing.verdict,
    lapsed: standing.lapsed,
    until: standing.until?.toISOString() ?? null,
    sentence: {
      so: textOf(sentence.so),
      because: textOf(sentence.because),
      clears: textOf(sentence.clears),
      text: sentenceText(sentence),
    },
    findings: findingsOf(one, from).map(findingRecord),
    lines: linesOf(one, from).map(lineRecord),
    counterEvidence: counterEvidence.map(counterRecord),
  };
}

/** What is wrong with the form of the argument, or of the part below a claim. */
export function findingsOf(one: Case, from: string): readonly FormFinding[] {
  if (from === TOP) return one.findings;
  const here = new Set(linesOf(one, from).map(({ element }) => element.id));
  return one.findings.filter(({ elements }) => elements.some((id) => here.has(id)));
}

export function findingRecord({ rule, level, elements, says, clears }: FormFinding): z.output<typeof findingSchema> {
  return { rule, level, elements: [...elements], says, clears };
}

function lineRecord({ element, level, standing, evidence, href }: CaseLine): z.output<typeof lineSchema> {
  const { id, sort, text, supportedBy, inContextOf } = element;
  return {
    id,
    sort,
    level,
    text,
    verdict: standing?.verdict ?? null,
    lapsed: standing?.lapsed ?? false,
    until: standing?.until?.toISOString() ?? null,
    says: evidence ? textOf(evidence.says) : '',
    clears: evidence && standing?.verdict !== 'met' ? textOf(evidence.clears) : '',
    href,
    supportedBy: [...supportedBy],
    inContextOf: [...inContextOf],
  };
}

export function counterRecord(one: CounterEvidence): z.output<typeof counterEvidenceSchema> {
  const { claim, against, unknown, written, answer, reviewBy, version } = one;
  return {
    claim,
    against,
    unknown,
    writtenBy: written.by,
    writtenAt: written.at.toISOString(),
    answer: answer?.text ?? null,
    answeredBy: answer?.by ?? null,
    answeredAt: answer?.at.toISOString() ?? null,
    reviewBy,
    version,
  };
}
