import type { Observation, Shown } from '../../rules/checks.ts';
import { textOf } from '../../words/sentence.ts';
import {
  answersOf,
  beforeSupply,
  type Answered,
  type AssessedCriterion,
  type AssessedSection,
  type Assessment,
  type Freshness,
} from '../standards/index.ts';
import {
  PACK_FORMAT,
  type PackAnswer,
  type PackCriterion,
  type PackDocument,
  type PackEvidence,
  type PackFile,
  type PackFreshness,
  type PackJudgement,
  type PackObservation,
  type PackSection,
  type PackStandard,
} from './domain/document.ts';

/*
 * From assessments to the one document that everything is made of. Pure: links become words, and times become text.
 */

/** What stands in a pack besides the assessments. */
export type Around = Pick<PackDocument, 'service' | 'intendedUse' | 'made'> & {
  readonly asAt: Date;
  /** Of the files that are kept, what is known of each. */
  readonly files: readonly PackFile[];
};

export function packOf(assessments: readonly Assessment[], { asAt, files, ...around }: Around): PackDocument {
  return {
    format: PACK_FORMAT,
    version: 1,
    ...around,
    asAt: asAt.toISOString(),
    standards: assessments.map(standardOf),
    files,
  };
}

/** The standards that are answered in the scheme of the compliance assessment. */
const ANSWERED = ['dcb0129', 'dcb0160'];

function standardOf(assessment: Assessment): PackStandard {
  const { catalogue, sections, open } = assessment;
  const { id, edition, name, title, publisher, source, checked, recheckBy, force, standing, notes } = catalogue;
  const isAnswered = ANSWERED.includes(id);
  const answered = isAnswered ? answersOf(assessment).flat() : [];
  return {
    id,
    edition,
    name,
    title,
    publisher,
    source,
    checked,
    recheckBy,
    force,
    standing,
    notes,
    sections: sections.map(sectionOf),
    answers: answered.map(answerOf),
    beforeSupply: isAnswered ? beforeSupply(answered).against.map(textOf) : [],
    open: open.map(({ question }) => question),
  };
}

function answerOf({ criterion, part, answer, because, clears, evidence }: Answered): PackAnswer {
  return {
    criterion: criterion.id,
    part,
    answer,
    because: textOf(because),
    clears: textOf(clears),
    evidence: evidence.map(evidenceOf),
  };
}

function sectionOf({ section, verdict, says, clears, freshness, judgedBy, criteria }: AssessedSection): PackSection {
  return {
    id: section.id,
    title: section.title,
    verdict,
    says: textOf(says),
    clears: textOf(clears),
    freshness: freshnessOf(freshness),
    judgedBy,
    criteria: criteria.map(criterionOf),
  };
}

function criterionOf(one: AssessedCriterion): PackCriterion {
  const { id, clause, title, text, level, confidence, source, note } = one.criterion;
  return {
    id,
    clause,
    title,
    text,
    level,
    applies: one.applies,
    appliesBecause: textOf(one.appliesBecause),
    result: one.result,
    freshness: freshnessOf(one.freshness),
    judgement: judgementOf(one),
    says: one.reasons.map(textOf),
    clears: one.clears.map(textOf),
    evidence: shownBy(one).map(evidenceOf),
    observations: one.observations.map(observationOf),
    confidence,
    source,
    note,
  };
}

/** What shows a criterion: what its checks show, and the document that bears the judgement, where it was signed elsewhere. */
function shownBy({ shown, judgement }: AssessedCriterion): Shown[] {
  const signed = (judgement?.documents ?? []).map((sha256): Shown => ({
    text: `Signed document of ${judgement!.reference}`,
    href: `/files/${sha256}`,
    until: null,
  }));
  return [...shown, ...signed];
}

function judgementOf({ judgement }: AssessedCriterion): PackJudgement | null {
  if (judgement === null) return null;
  const { reference, value, reason, by, on, until, outOfDate } = judgement;
  return { reference, value, reason, by, on: on.toISOString(), until: timeOf(until), outOfDate: textOf(outOfDate) };
}

function observationOf({ check, asks, how, result, says, clears, until, since }: Observation): PackObservation {
  return {
    check,
    asks,
    how,
    result,
    says: textOf(says),
    clears: textOf(clears),
    until: timeOf(until),
    since: timeOf(since),
  };
}

function evidenceOf(shown: Shown): PackEvidence {
  return { text: shown.text, address: shown.href, until: timeOf(shown.until), file: fileIn(shown.href) };
}

function freshnessOf({ state, until, since, from }: Freshness): PackFreshness {
  return { state, until: timeOf(until), since: timeOf(since), from };
}

function timeOf(at: Date | null): string | null {
  return at && at.toISOString();
}

/** The file that an address leads to, by its digest; null where it leads to a page. */
export function fileIn(href: string): string | null {
  return /^\/files\/([\da-f]{64})$/u.exec(href)?.[1] ?? null;
}

/** The files that show something in these assessments, each once, with what they show. */
export function filesShown(assessments: readonly Assessment[]): ReadonlyMap<string, string> {
  const shown = assessments.flatMap(({ sections }) => sections.flatMap(({ criteria }) => criteria.flatMap(shownBy)));
  return new Map(
    shown.toReversed().flatMap(({ text, href }) => {
      const digest = fileIn(href);
      return digest === null ? [] : [[digest, text] as const];
    }),
  );
}
