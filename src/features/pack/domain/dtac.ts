import { criteriaIn, type PackCriterion, type PackDocument, type PackEvidence, type PackStandard } from './document.ts';
import { daySaid, judgementInWords } from './saying.ts';

/*
 * What can be written into section C1 of the Digital Technology Assessment Criteria. Nothing is made up: an answer is what was
 * shown or judged, and where nothing was, that is the answer. Pure.
 */

export const DTAC = 'dtac-c1';

export interface DtacAnswer {
  /** As the form calls the question: "C1.2.4". */
  readonly number: string;
  readonly question: string;
  /** What the form wants to hear, in our own words. */
  readonly asks: string;
  readonly answer: string;
  /** Whether it can be written down as it is: what is not known, failed or has lapsed has to be settled first. */
  readonly ready: boolean;
  /** What still has to be done; empty where it is ready. */
  readonly clears: readonly string[];
  readonly judgement: string;
  readonly attachments: readonly PackEvidence[];
  readonly note: string;
}

/** The standard in a document; null where it was left out of it. */
export function dtacIn(document: PackDocument): PackStandard | null {
  return document.standards.find(({ id }) => id === DTAC) ?? null;
}

export function dtacAnswers(standard: PackStandard): DtacAnswer[] {
  return criteriaIn(standard).map((criterion) => ({
    number: criterion.clause,
    question: criterion.title,
    asks: criterion.text,
    answer: answerTo(criterion),
    ready: criterion.result === 'passed' || criterion.result === 'not-applicable',
    clears: criterion.clears,
    judgement: criterion.result === 'not-applicable' ? '' : judgementInWords(criterion.judgement),
    attachments: eachOnce(criterion.evidence),
    note: criterion.note,
  }));
}

function answerTo({ result, says, appliesBecause, freshness }: PackCriterion): string {
  const first = says[0] ?? '';
  const all = says.filter((one) => one !== '').join('\n');
  if (result === 'not-applicable') return joined('Does not apply.', first || appliesBecause);
  if (result === 'unknown' || result === 'not-run') return joined('Not known: there is no answer yet.', first);
  if (result === 'failed') return joined('It cannot be answered as the form asks.', first);
  if (result === 'needs-review')
    return joined(
      freshness.since === null
        ? 'It was shown, and has lapsed.'
        : `It was shown, and lapsed on ${daySaid(freshness.since)}.`,
      all,
    );
  return joined(appliesBecause, all);
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}

function eachOnce(evidence: readonly PackEvidence[]): PackEvidence[] {
  return [...new Map(evidence.map((one) => [`${one.address} ${one.text}`, one])).values()];
}
