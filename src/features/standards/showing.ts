import { sayDate, sayDateTime } from '../../platform/london-time.ts';
import { counted } from '../../words/counting.ts';
import { RESULT_WORDS } from './domain/showing.ts';
import type { AssessmentRecord } from './record.ts';

/*
 * An assessment for somebody at a terminal: clause by clause in the order of the standard, and below each what is not fine, with
 * what clears it.
 */

type Clause = AssessmentRecord['clauses'][number];
type Criterion = AssessmentRecord['criteria'][number];

const VERDICTS: Readonly<Record<Clause['verdict'], string>> = {
  met: 'Met',
  'not-met': 'Not met',
  'not-known': 'Not known',
  'does not apply': 'Does not apply',
};

/** @param width columns of the terminal */
export function assessmentText(answer: AssessmentRecord, width: number): string {
  const { standard, service, asAt, clauses, criteria, open } = answer;
  const widest = Math.max(50, Math.min(width, 120));
  const lines = [
    `${standard.name}, edition ${standard.edition}: ${standard.title}`,
    `${service.reference} ${service.name}, ${service.phase}, as at ${sayDateTime(new Date(asAt))}`,
    '',
    ...wrapped(countsText(clauses), '', widest),
    ...wrapped('Not known is never a pass. A person judges; the machine observes.', '', widest),
  ];
  for (const clause of clauses) {
    const own = criteria.filter(({ section }) => section === clause.id);
    lines.push('', ...clauseLines(clause, own, widest));
  }
  if (open.length > 0) {
    lines.push('', `What applies turns on ${counted(open.length, 'question')} that nobody answered:`);
    lines.push(...open.flatMap(({ question }) => wrapped(question, '  ', widest)));
  }
  return `${lines.join('\n')}\n`;
}

function countsText(clauses: readonly Clause[]): string {
  const count = (verdict: Clause['verdict']) => clauses.filter((one) => one.verdict === verdict).length;
  const parts = (['met', 'not-met', 'not-known', 'does not apply'] as const).flatMap((verdict) => {
    const number = count(verdict);
    if (number === 0) return [];
    return [
      `${number} ${verdict === 'does not apply' && number > 1 ? 'do not apply' : VERDICTS[verdict].toLowerCase()}`,
    ];
  });
  return `${counted(clauses.length, 'clause')}: ${parts.join(', ')}.`;
}

function clauseLines(clause: Clause, own: readonly Criterion[], width: number): string[] {
  const { verdict, judgedBy, freshness } = clause;
  const judged = judgedBy.length === 0 ? '' : `, judged by ${judgedBy.join(', ')}`;
  const head = `${VERDICTS[verdict]}${freshnessText(freshness)}${judged}`;
  return [
    ...wrapped(`${clause.id}  ${clause.title}`, '', width),
    ...wrapped(head, '   ', width),
    ...clauseReason(clause, own).flatMap((text) => wrapped(text, '   ', width)),
    ...own.flatMap((one) => criterionLines(one, width)),
  ];
}

/** Why a clause stands as it does, where none of its criteria says so: that nobody has judged it, or that somebody judged it down. */
function clauseReason({ reason, clears }: Clause, own: readonly Criterion[]): string[] {
  if (reason === '' || own.some(({ reasons }) => reasons.includes(reason))) return [];
  return clears === '' ? [reason] : [reason, `-> ${clears}`];
}

function criterionLines(
  { id, title, result, freshness, judgement, reasons, clears }: Criterion,
  width: number,
): string[] {
  const head = `${id} ${title}: ${RESULT_WORDS[result].toLowerCase()}${freshnessText(freshness)}`;
  const isFine = result === 'passed' || result === 'not-applicable';
  const said = isFine ? reasons.slice(0, result === 'passed' ? 0 : 1) : reasons;
  const judged =
    judgement === null
      ? []
      : [
          `${judgement.by} judged on ${sayDate(new Date(judgement.on))}: ${judgement.value}${judgement.outOfDate === null ? '' : '. Out of date: '}${judgement.outOfDate ?? ''}`,
        ];
  return [
    ...wrapped(head, '   ', width),
    ...[...said, ...judged].flatMap((text) => wrapped(text, '       ', width)),
    ...clears.flatMap((text) => wrapped(`-> ${text}`, '       ', width)),
  ];
}

function freshnessText({ state, until, since, from }: Criterion['freshness']): string {
  const day = (text: string) => sayDate(new Date(text));
  if (state === 'not yet due') return `, not due before ${from ?? 'later'}`;
  if (state === 'not known') return since === null ? '' : `, since ${day(since)}`;
  if (state === 'lapsed') return since === null ? ', lapsed' : `, lapsed on ${day(since)}`;
  return until === null ? '' : `, ${state === 'due soon' ? 'due soon: ' : ''}current until ${day(until)}`;
}

/** Text in lines of a width, each with an indent; what hangs over stands two further in. */
function wrapped(text: string, indent: string, width: number): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(/\s+/u)) {
    const isFirst = line.trim() === '';
    if (!isFirst && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `${indent}  ${word}`;
    } else line += isFirst ? word : ` ${word}`;
  }
  return [...lines, line];
}
